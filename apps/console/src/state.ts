/** What the console shows and how; components read it, `console.ts` fills it. */
import type { ClockStatus, MemberInfo, SensorStatus } from '@commonsky/model';
import { computed, signal } from '@preact/signals';
import type { Connection } from './feed/feed.ts';
import { createScene } from './scene.ts';
import { type LabelLevel, type Panel, parseUrlState, type Theme, type VectorMin } from './url-state.ts';

const url = parseUrlState(location.hash);
/** On a tablet the list would cover half of the map. */
const isNarrow = matchMedia('(max-width: 1100px)').matches;

export const connection = signal<Connection>({ state: 'connecting', attempt: 0 });
export const problem = signal<string | undefined>(undefined);

export const members = signal<readonly MemberInfo[]>([]);
export const memberId = signal<string | undefined>(url.member);
export const member = computed(() => members.value.find(({ id }) => id === memberId.value));

/** The node's clock as last heard, and when (`performance.now()`). */
export const clock = signal<{ readonly status: ClockStatus; readonly heardAtMs: number } | undefined>(
  undefined,
);
export const sensors = signal<readonly SensorStatus[]>([]);

/** The tracks, as columns; `pictureCount` counts the pictures put into them. */
export const sceneSource = createScene();
export const pictureCount = signal(0);

export const selected = signal<number | undefined>(url.track);
export const hovered = signal<number | undefined>(undefined);
export const filterText = signal('');

export const labelLevel = signal<LabelLevel>(url.labels ?? 'standard');
export const vectorMin = signal<VectorMin>(url.vectorMin ?? 2);
export const hasHistory = signal(true);
export const hasCoverage = signal(false);
export const theme = signal<Theme>(url.theme ?? 'dark');
export const panel = signal<Panel>(url.panel ?? (isNarrow ? 'none' : 'tracks'));
export const isHelpOpen = signal(false);

/** One end of a range–bearing line: on a track it moves along. */
export type Anchor =
  | { readonly kind: 'track'; readonly number: number }
  | { readonly kind: 'place'; readonly latDeg: number; readonly lonDeg: number };

/** Off, waiting for the first end, or a line whose second end follows the pointer until it is set. */
export type Measure =
  | { readonly step: 'off' }
  | { readonly step: 'from' }
  | { readonly step: 'to'; readonly from: Anchor; readonly to: Anchor }
  | { readonly step: 'set'; readonly from: Anchor; readonly to: Anchor };
export const measure = signal<Measure>({ step: 'off' });
