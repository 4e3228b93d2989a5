import type {
  AlertFigure,
  AlertKind,
  AlertPrediction,
  AlertSeverity,
  Sensor,
  StandardIdentity,
  Track,
  Identification,
} from '@commonsky/model';
import type { AirspaceSet } from '../airspace/airspace-set.ts';
import type { Surroundings } from '../airspace/vertical.ts';
import type { SpoofingSuspicion } from '../consistency/position-consistency.ts';
import type { InterferenceCell } from '../gnss/interference-map.ts';
import type { ParameterSpecs, ParametersOf, ParameterValue } from './parameters.ts';

/** What a rule sees: one picture and what is known about it. Borrowed for one evaluation. */
export interface PictureView {
  readonly atMs: number;
  readonly tracks: readonly Track[];
  readonly airspaces: AirspaceSet;
  readonly around: Surroundings;
  readonly sensors: ReadonlyMap<string, Sensor>;
  readonly interference: readonly InterferenceCell[];
  readonly suspicions: readonly SpoofingSuspicion[];
  identityOf(track: Track): Identification | undefined;
  /** Phase of the alert with this key while it stands; rules need it for hysteresis. */
  standing(key: string): 'predicted' | 'present' | undefined;
}

/** One cause found in one picture; the alert book makes alerts out of repeated findings. */
export interface Finding {
  /** Unique within the rule, the same in every picture while the cause lasts. */
  readonly key: string;
  readonly phase: 'predicted' | 'present';
  readonly tracks: readonly number[];
  readonly areaId?: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly text: string;
  readonly figures: readonly AlertFigure[];
  readonly prediction?: AlertPrediction;
  /** Overrides the rule's severity. */
  readonly severity?: AlertSeverity;
}

/** Aircraft a rule leaves alone. */
export interface Exemptions {
  readonly callsigns: readonly string[];
  /** Six hex digits, upper case. */
  readonly addresses: readonly string[];
  /** Four octal digits. */
  readonly codes: readonly string[];
  readonly identities: readonly StandardIdentity[];
}

/** Which airspaces a rule is about: by id pattern and by kind; all when both are empty. */
export interface AreaChoice {
  readonly ids: readonly string[];
  readonly kinds: readonly string[];
}

/** One rule of a rule set, checked and complete. */
export interface Rule {
  readonly id: string;
  readonly kind: AlertKind;
  readonly enabled: boolean;
  readonly severity: AlertSeverity;
  readonly areas: AreaChoice;
  readonly exempt: Exemptions;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

export interface RunningRule {
  evaluate(view: PictureView, report: (finding: Finding) => void): void;
}

/** What kind of rule there is, with its documentation. */
export interface RuleDefinition {
  readonly kind: AlertKind;
  readonly title: string;
  readonly about: string;
  /** Where rule and default values come from. */
  readonly source: string;
  readonly severity: AlertSeverity;
  readonly parameters: ParameterSpecs;
  create(rule: Rule): RunningRule;
}

/** Parameters every rule has: how long a cause must be seen before, and be gone after, an alert. */
interface LifeParameters {
  readonly confirmCount: number;
  readonly confirmWindowS: number;
  readonly clearAfterS: number;
}

export function lifeOf(rule: Rule): LifeParameters {
  return rule.parameters as unknown as LifeParameters;
}

export function defineRule<const S extends ParameterSpecs>(
  definition: Omit<RuleDefinition, 'create' | 'parameters'> & {
    readonly parameters: S;
    create(parameters: ParametersOf<S>, rule: Rule): RunningRule;
  },
): RuleDefinition {
  return {
    ...definition,
    // The rule set has checked every value against the same table that gives this type.
    create: (rule) => definition.create(rule.parameters as ParametersOf<S>, rule),
  };
}
