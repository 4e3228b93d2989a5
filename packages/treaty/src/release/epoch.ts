import type { Crypto, Signer } from '../trust/crypto.ts';
import type { Keyring } from '../trust/key.ts';
import {
  checkSignature,
  signDocument,
  type Document,
  type SignatureProblem,
  type Signed,
} from '../trust/signed.ts';

/** A provider renews its word this often … */
export const EPOCH_REFRESH_MS = 60_000;
/** … and without a new one nothing is released or believed after this long. */
export const EPOCH_LIFE_MS = 600_000;
/** A partner's clock may be this much ahead. */
const SKEW_MS_MAX = 2000;

/** A provider's word that its policy towards a recipient still stands; `atMs` is when it was given. */
export interface PolicyEpoch extends Document {
  readonly kind: 'policy-epoch';
  readonly recipient: string;
  /** Counts up; a lower one is never believed again. */
  readonly number: number;
  readonly expiresMs: number;
  /** Head of the life log the policy was compiled from. */
  readonly logHead: string;
}

export type EpochProblem =
  | SignatureProblem
  | 'not-for-us'
  | 'not-an-epoch'
  | 'older-than-known'
  | 'expired'
  | 'from-the-future'
  | 'too-long';

export function issueEpoch(
  signer: Signer,
  {
    recipient,
    number,
    atMs,
    logHead,
  }: { readonly recipient: string; readonly number: number; readonly atMs: number; readonly logHead: string },
): Signed<PolicyEpoch> {
  return signDocument(
    {
      kind: 'policy-epoch',
      member: signer.member,
      recipient,
      number,
      atMs,
      expiresMs: atMs + EPOCH_LIFE_MS,
      logHead,
    },
    signer,
  );
}

/** Undefined when `epoch` may be believed now, and from now on instead of `known`. */
export function epochProblem(
  epoch: Signed<PolicyEpoch>,
  expected: {
    readonly provider: string;
    readonly recipient: string;
    readonly known: PolicyEpoch | undefined;
  },
  nowMs: number,
  keyring: Keyring,
  crypto: Crypto,
): EpochProblem | undefined {
  const { kind, member, recipient, number, atMs, expiresMs } = epoch.document;
  if (kind !== 'policy-epoch') return 'not-an-epoch';
  if (member !== expected.provider || recipient !== expected.recipient) return 'not-for-us';
  const problem = checkSignature(epoch, keyring, crypto);
  if (problem !== undefined) return problem;
  if (!(expiresMs - atMs <= EPOCH_LIFE_MS)) return 'too-long';
  if (!(atMs <= nowMs + SKEW_MS_MAX)) return 'from-the-future';
  if (!(nowMs < expiresMs)) return 'expired';
  if (expected.known !== undefined && !(number > expected.known.number)) return 'older-than-known';
  return undefined;
}

export type EpochState = 'fresh' | 'due' | 'expired';

/** `due`: a new one should have come. Without an epoch, or with a clock that is no number: expired. */
export function epochState(epoch: PolicyEpoch | undefined, nowMs: number): EpochState {
  if (epoch === undefined || !(nowMs < epoch.expiresMs && nowMs >= epoch.atMs - SKEW_MS_MAX))
    return 'expired';
  return nowMs - epoch.atMs > EPOCH_REFRESH_MS ? 'due' : 'fresh';
}
