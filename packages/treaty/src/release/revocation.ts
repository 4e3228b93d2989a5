import type { Grant } from '../instrument/schema.ts';
import { grantSpans, type Treaties } from '../life/timeline.ts';
import type { Crypto, Signer } from '../trust/crypto.ts';
import type { Keyring } from '../trust/key.ts';
import {
  checkSignature,
  documentHash,
  signDocument,
  type Document,
  type SignatureProblem,
  type Signed,
} from '../trust/signed.ts';

/** Tells a recipient which grants ended, and by which event: its console drops the tracks and says why. */
export interface Revocation extends Document {
  readonly kind: 'revocation';
  readonly recipient: string;
  /** `instrument/grant`. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** Head of the provider's life log with the event in it. */
  readonly logHead: string;
}

/** Asks for the deletion of what was received under ended grants. */
export interface PurgeOrder extends Document {
  readonly kind: 'purge-order';
  readonly recipient: string;
  readonly rules: readonly string[];
  /** What was measured before this stays until its retention ends; absent: everything goes. */
  readonly keepBeforeMs?: number;
  readonly dueMs: number;
}

/** The recipient's signed word that it did so; what was copied elsewhere before is beyond any proof. */
export interface PurgeReceipt extends Document {
  readonly kind: 'purge-receipt';
  readonly provider: string;
  readonly orderHash: string;
  readonly deletedRecords: number;
  readonly destroyedKeys: readonly string[];
}

/** Grants from `provider` to `recipient` that hold in `before` but not in `after`, at `atMs`. */
export function endedGrants(
  before: Treaties,
  after: Treaties,
  { provider, recipient }: { readonly provider: string; readonly recipient: string },
  atMs: number,
): string[] {
  const held = activeGrants(before, provider, recipient, atMs);
  const holds = new Set(activeGrants(after, provider, recipient, atMs));
  return held.filter((rule) => !holds.has(rule));
}

export function activeGrants(
  { timelines }: Treaties,
  provider: string,
  recipient: string,
  atMs: number,
): string[] {
  return [...timelines.values()].flatMap((timeline) =>
    (timeline.instrument.grants ?? [])
      .filter((grant: Grant) => grant.provider === provider && grant.recipient === recipient)
      .filter((grant) =>
        grantSpans(timeline, grant).some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
      )
      .map((grant) => `${timeline.instrument.id}/${grant.id}`),
  );
}

export function signRevocation(
  signer: Signer,
  content: Omit<Revocation, 'kind' | 'member'>,
): Signed<Revocation> {
  return signDocument({ kind: 'revocation', member: signer.member, ...content }, signer);
}

export function signPurgeOrder(
  signer: Signer,
  content: Omit<PurgeOrder, 'kind' | 'member'>,
): Signed<PurgeOrder> {
  return signDocument({ kind: 'purge-order', member: signer.member, ...content }, signer);
}

export function signPurgeReceipt(
  signer: Signer,
  order: Signed<PurgeOrder>,
  content: Pick<PurgeReceipt, 'atMs' | 'deletedRecords' | 'destroyedKeys'>,
  crypto: Crypto,
): Signed<PurgeReceipt> {
  const { member: provider } = order.document;
  return signDocument(
    {
      kind: 'purge-receipt',
      member: signer.member,
      provider,
      orderHash: documentHash(order, crypto),
      ...content,
    },
    signer,
  );
}

export type ReceiptProblem = SignatureProblem | 'other-order' | 'other-member' | 'late';

/** Undefined when `receipt` is the recipient's answer to `order`, in time. */
export function receiptProblem(
  receipt: Signed<PurgeReceipt>,
  order: Signed<PurgeOrder>,
  keyring: Keyring,
  crypto: Crypto,
): ReceiptProblem | undefined {
  const { document } = receipt;
  if (document.kind !== 'purge-receipt' || document.member !== order.document.recipient)
    return 'other-member';
  if (document.provider !== order.document.member) return 'other-member';
  if (document.orderHash !== documentHash(order, crypto)) return 'other-order';
  const problem = checkSignature(receipt, keyring, crypto);
  if (problem !== undefined) return problem;
  return document.atMs <= order.document.dueMs ? undefined : 'late';
}
