/** What the address bar keeps, so that a link or a reload shows the same scene. */
export interface UrlState {
  readonly member?: string;
  readonly view?: { readonly latDeg: number; readonly lonDeg: number; readonly zoom: number };
  readonly track?: number;
  readonly labels?: LabelLevel;
  readonly vectorMin?: VectorMin;
  readonly theme?: Theme;
  readonly panel?: Panel;
}

export const LABEL_LEVELS = ['minimal', 'standard', 'full'] as const;
export type LabelLevel = (typeof LABEL_LEVELS)[number];

/** Length of the speed vector in minutes of flight. */
export const VECTOR_MINUTES = [0, 1, 2, 3, 5] as const;
export type VectorMin = (typeof VECTOR_MINUTES)[number];

export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export const PANELS = ['tracks', 'alerts', 'incidents', 'sensors', 'none'] as const;
export type Panel = (typeof PANELS)[number];

const ZOOM_MAX = 22;

/** Reads a URL fragment; whatever in it makes no sense is as if it were not there. */
export function parseUrlState(fragment: string): UrlState {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  const member = params.get('member');
  const view = parseView(params.get('view'));
  const track = parseNatural(params.get('track'));
  const labels = oneOf(LABEL_LEVELS, params.get('labels'));
  const vectorMin = VECTOR_MINUTES.find((minutes) => String(minutes) === params.get('vector'));
  const theme = oneOf(THEMES, params.get('theme'));
  const panel = oneOf(PANELS, params.get('panel'));
  return {
    ...(member !== null && /^[a-z0-9-]{1,32}$/.test(member) && { member }),
    ...(view !== undefined && { view }),
    ...(track !== undefined && { track }),
    ...(labels !== undefined && { labels }),
    ...(vectorMin !== undefined && { vectorMin }),
    ...(theme !== undefined && { theme }),
    ...(panel !== undefined && { panel }),
  };
}

/** The fragment for {@link parseUrlState}, readable by people: `#member=kg&view=42.5/75.2/6.5`. */
export function formatUrlState(state: UrlState): string {
  const parts = [
    state.member !== undefined && `member=${state.member}`,
    state.view !== undefined &&
      `view=${state.view.latDeg.toFixed(4)}/${state.view.lonDeg.toFixed(4)}/${state.view.zoom.toFixed(2)}`,
    state.track !== undefined && `track=${state.track}`,
    state.labels !== undefined && `labels=${state.labels}`,
    state.vectorMin !== undefined && `vector=${state.vectorMin}`,
    state.theme !== undefined && `theme=${state.theme}`,
    state.panel !== undefined && `panel=${state.panel}`,
  ];
  return `#${parts.filter((part) => part !== false).join('&')}`;
}

function parseView(text: string | null): UrlState['view'] {
  const [latDeg, lonDeg, zoom, ...rest] = (text ?? '').split('/').map(parseDecimal);
  if (latDeg === undefined || lonDeg === undefined || zoom === undefined || rest.length > 0) return undefined;
  if (Math.abs(latDeg) > 90 || Math.abs(lonDeg) > 180 || zoom < 0 || zoom > ZOOM_MAX) return undefined;
  return { latDeg, lonDeg, zoom };
}

function parseDecimal(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function parseNatural(text: string | null): number | undefined {
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T | undefined {
  return known.find((value) => value === text);
}
