/** What watching the picture produces: identities, alerts and joint incidents, as API and console see them. */
import type { MemberId } from './member.ts';

/**
 * The seven standard identities (STANAG 1241). `hostile` is only ever a member's own word that is
 * shown with its author; nothing in Commonsky derives it.
 */
export const STANDARD_IDENTITIES = [
  'pending',
  'unknown',
  'assumedFriend',
  'friend',
  'neutral',
  'suspect',
  'hostile',
] as const;
export type StandardIdentity = (typeof STANDARD_IDENTITIES)[number];

/** Where a piece of identity evidence comes from. */
export type EvidenceSource = 'plan' | 'registry' | 'code' | 'callsign' | 'member' | 'consistency';

export interface IdentityEvidence {
  readonly source: EvidenceSource;
  /** Identity it speaks for. */
  readonly towards: 'friend' | 'neutral' | 'suspect' | 'hostile';
  /** Weight after decay at the moment asked for; 1 is one solid piece of evidence. */
  readonly weight: number;
  readonly seenMs: number;
  /** One sentence with its figures. */
  readonly text: string;
}

export interface IdentityOverride {
  readonly identity: Exclude<StandardIdentity, 'hostile'>;
  readonly author: string;
  readonly reason: string;
  readonly atMs: number;
}

export interface Identification {
  readonly identity: StandardIdentity;
  /** The member whose word it is, when it is not our own finding. */
  readonly reportedBy?: MemberId;
  readonly evidence: readonly IdentityEvidence[];
  readonly override?: IdentityOverride;
  /** Sources that contradict each other, one sentence each. */
  readonly conflicts: readonly string[];
  /** Flight plan the track flies, when one was found. */
  readonly planId?: string;
}

export type AlertKind =
  | 'airspace'
  | 'border'
  | 'emergency'
  | 'communicationLoss'
  | 'lostTrack'
  | 'duplicateAddress'
  | 'identityConflict'
  | 'spoofing'
  | 'gnssInterference'
  | 'conflict'
  | 'lowSlow'
  | 'minimumAltitude';

export type AlertSeverity = 'advisory' | 'caution' | 'warning';

/** `cleared`: the cause is gone. `rejected`: an officer called it a nuisance. Both are final. */
export type AlertState = 'raised' | 'acknowledged' | 'shelved' | 'cleared' | 'rejected';

export interface AlertFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface AlertPrediction {
  /** Expected moment of the event, UTC ms, and its 1σ. */
  readonly atMs: number;
  readonly sigmaS: number;
  /** Share of the plausible flight paths on which the event happens. */
  readonly probability: number;
}

export interface AlertAction {
  readonly atMs: number;
  readonly action: 'acknowledge' | 'shelve' | 'unshelve' | 'reject' | 'clear' | 'incident';
  readonly author: string;
  readonly reason?: string;
}

/** One alert per cause; the same cause coming back after it was cleared is a new alert. */
export interface Alert {
  readonly id: string;
  /** The cause: rule, area and tracks. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly ruleId: string;
  readonly ruleSetVersion: string;
  readonly severity: AlertSeverity;
  readonly state: AlertState;
  /** `predicted` becomes `present` when it happens; it is still the same alert. */
  readonly phase: 'predicted' | 'present';
  readonly tracks: readonly number[];
  readonly areaId?: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly raisedMs: number;
  readonly updatedMs: number;
  readonly presentMs?: number;
  readonly clearedMs?: number;
  readonly shelvedUntilMs?: number;
  /** Why, in one or two sentences with figures. */
  readonly text: string;
  readonly figures: readonly AlertFigure[];
  readonly prediction?: AlertPrediction;
  readonly actions: readonly AlertAction[];
}

/** What one line of an incident's timeline says. */
export type IncidentContent =
  | { readonly type: 'open'; readonly title: string; readonly alert?: Alert }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'alert'; readonly alert: Alert }
  | {
      readonly type: 'track';
      readonly change: 'add' | 'remove';
      readonly member: MemberId;
      readonly track: number;
    }
  | { readonly type: 'acknowledge' }
  | { readonly type: 'handOver'; readonly to: MemberId }
  | { readonly type: 'close'; readonly reason: string }
  | { readonly type: 'reopen'; readonly reason: string };

/** Highest entry number seen of each member: what its author knew when an entry was written. */
export type IncidentVersion = Readonly<Record<MemberId, number>>;

/** One line of the timeline, written once by one member and never changed. */
export interface IncidentEntry {
  readonly incidentId: string;
  readonly member: MemberId;
  /** Counts the member's entries in this incident from 1, without gaps. */
  readonly number: number;
  /** Hybrid logical clock: never before anything its author had seen. */
  readonly atMs: number;
  readonly tick: number;
  readonly author: string;
  readonly seen: IncidentVersion;
  readonly content: IncidentContent;
}

/** What the timeline of an incident adds up to. */
export interface IncidentState {
  readonly id: string;
  readonly title: string;
  readonly status: 'open' | 'closed';
  /** Member that leads: who opened it, until it is handed over. */
  readonly lead: MemberId | undefined;
  readonly acknowledgedBy: readonly MemberId[];
  readonly tracks: readonly { readonly member: MemberId; readonly track: number }[];
  readonly alerts: readonly Alert[];
}
