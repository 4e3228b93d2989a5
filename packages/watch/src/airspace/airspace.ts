import type { Area } from '../geo/area.ts';
import type { Schedule } from './activation.ts';
import type { VerticalLimit } from './vertical.ts';

/** What an airspace is for; rules choose by it. */
export type AirspaceKind =
  | 'prohibited'
  | 'restricted'
  | 'danger'
  | 'temporary'
  | 'control'
  | 'border'
  | 'corridor'
  | 'interest'
  | 'exclusion'
  | 'territory'
  | 'other';

/** A volume of air with its hours. Ids are unique in an airspace set. */
export interface Airspace {
  readonly id: string;
  readonly name: string;
  readonly kind: AirspaceKind;
  /** Class or type as the source writes it. */
  readonly sourceType: string;
  readonly area: Area;
  readonly lower: VerticalLimit;
  readonly upper: VerticalLimit;
  readonly schedule: Schedule;
}
