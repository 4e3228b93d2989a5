/** What the console knows of the member's watch; `watch-feed.ts` fills it. */
import type { AirspaceProperties, Alert, IncidentState } from '@commonsky/model';
import { computed, effect, signal } from '@preact/signals';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { alertByTrack, sortAlerts } from './alert-order.ts';

export type Airspaces = FeatureCollection<MultiPolygon, AirspaceProperties>;
export type Interference = FeatureCollection<Polygon>;

export const alerts = signal<readonly Alert[]>([]);
/** How many stand; more than `alerts` has when the node leaves some out. */
export const alertTotal = signal(0);
export const sortedAlerts = computed(() => sortAlerts(alerts.value));
export const unseenCount = computed(() => alerts.value.filter(({ state }) => state === 'raised').length);
export const trackAlerts = computed(() => alertByTrack(alerts.value));
export const alertId = signal<string | undefined>(undefined);
/** What is being asked before an action on the selected alert. */
export const alertForm = signal<'shelve' | 'reject' | 'incident' | undefined>(undefined);

/** Airspaces that alerts are about, as one text: alerts come every second, and this seldom changes. */
export const alertedAreas = computed(() =>
  [...new Set(alerts.value.filter(({ state }) => state !== 'shelved').map(({ areaId = '' }) => areaId))]
    .sort()
    .join('\n'),
);

export const airspaces = signal<Airspaces | undefined>(undefined);
export const hasAirspaces = signal(true);
export const interference = signal<Interference | undefined>(undefined);
export const hasInterference = signal(false);

export const incidents = signal<readonly IncidentState[]>([]);
export const incidentId = signal<string | undefined>(undefined);
export const openIncidentCount = computed(
  () => incidents.value.filter(({ status }) => status === 'open').length,
);

const OFFICER_KEY = 'commonsky.officer';
const OFFICER_DEFAULT = 'Watch officer';

/** Who signs what is done at this console. */
export const officer = signal(localStorage.getItem(OFFICER_KEY) ?? OFFICER_DEFAULT);
effect(() => localStorage.setItem(OFFICER_KEY, officer.value));

export function signature(): string {
  const name = officer.value.trim();
  return name === '' ? OFFICER_DEFAULT : name;
}

export function forgetWatch(): void {
  alerts.value = [];
  alertTotal.value = 0;
  alertId.value = undefined;
  alertForm.value = undefined;
  airspaces.value = undefined;
  interference.value = undefined;
  incidents.value = [];
  incidentId.value = undefined;
}
