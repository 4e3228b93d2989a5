import type { MemberId } from '@commonsky/model';
import { EPOCH_LIFE_MS, EPOCH_REFRESH_MS, type Treaties } from '@commonsky/treaty';
import { authorityToken, partnerAccount, releaseAccount, type ActiveGrant } from './accounts.ts';
import { connectOwn } from './connection.ts';
import { grantsInForce } from './grants.ts';
import type { LinkKeys } from './link-keys.ts';

/**
 * Tells the own nats-server which grants are in force. It stands beside the gateway, not behind it: what
 * the gateway would let out by mistake has no way to the partner without an export and an activation.
 */
export interface LinkAuthority {
  /**
   * Renews what is due: an account at once when its grants changed, all with the epoch. If this stops being
   * called, activations run out by themselves.
   */
  renew(treaties: Treaties, nowMs: number): Promise<void>;
  status(): AuthorityStatus;
  close(): Promise<void>;
}

export interface AuthorityStatus {
  readonly renewals: number;
  /** Renewals the server did not take, or did not answer; each is tried again with the next step. */
  readonly failures: number;
}

export interface AuthorityOptions {
  /** The own nats-server, such as `nats://127.0.0.1:4222`. */
  readonly url: string;
  readonly member: MemberId;
  readonly partners: readonly MemberId[];
  readonly keys: LinkKeys;
  /** How long an activation holds; the life of an epoch unless a test wants it shorter. */
  readonly activationLifeMs?: number;
}

const UPDATE = '$SYS.REQ.CLAIMS.UPDATE';
const ANSWER_MS_MAX = 2000;

export async function openLinkAuthority(options: AuthorityOptions): Promise<LinkAuthority> {
  const { url, member: provider, partners, keys, activationLifeMs = EPOCH_LIFE_MS } = options;
  const refreshMs = Math.min(EPOCH_REFRESH_MS, activationLifeMs / 2);
  /** By account: which grants it was last told of, and when. */
  const told = new Map<string, { readonly rules: string; readonly atMs: number }>();
  const user = { name: 'authority', token: await authorityToken(keys), key: keys.authority };
  const server = await connectOwn(url, user, () => told.clear());
  let renewals = 0;
  let failures = 0;

  /** False when the server did not take it. */
  async function tell(
    account: string,
    rules: string,
    nowMs: number,
    make: () => Promise<string>,
  ): Promise<boolean> {
    const last = told.get(account);
    const isDue = !(last !== undefined && nowMs - last.atMs < refreshMs && nowMs >= last.atMs);
    if (!isDue && last?.rules === rules) return true;
    try {
      if (!server.isUp()) throw new Error('the own nats-server is away');
      const answer = await server.connection.request(UPDATE, await make(), { timeout: ANSWER_MS_MAX });
      const { error } = answer.json<{ error?: { description: string } }>();
      if (error !== undefined) throw new Error(error.description);
      told.set(account, { rules, atMs: nowMs });
      renewals += 1;
      return true;
    } catch {
      failures += 1;
      return false;
    }
  }

  async function renewAll(treaties: Treaties, nowMs: number): Promise<void> {
    const grants = grantsInForce(treaties, { provider, partners }, nowMs, nowMs + activationLifeMs);
    // The exporting account first: there an ended grant is cut off for everyone, and a new one can be imported.
    const all = [...grants].map(([partner, active]) => `${partner}: ${rulesOf(active)}`).join('; ');
    let isTaken = await tell('release', all, nowMs, () => releaseAccount(provider, keys, grants));
    for (const [partner, active] of grants) {
      // A server that does not answer is asked again with the next step, not once for every partner.
      if (!isTaken) return;
      isTaken = await tell(partner, rulesOf(active), nowMs, () =>
        partnerAccount(provider, keys, partner, active),
      );
    }
  }

  /** One renewal at a time; of those that wait only the newest counts. */
  let running: Promise<void> | undefined;
  let next: { readonly treaties: Treaties; readonly nowMs: number } | undefined;
  async function run(): Promise<void> {
    while (next !== undefined) {
      const { treaties, nowMs } = next;
      next = undefined;
      await renewAll(treaties, nowMs);
    }
    running = undefined;
  }
  return {
    renew(treaties, nowMs) {
      next = { treaties, nowMs };
      return (running ??= run());
    },
    status: () => ({ renewals, failures }),
    async close() {
      await running;
      await server.connection.close();
    },
  };
}

const rulesOf = (active: readonly ActiveGrant[]) => active.map(({ rule }) => rule).join(' ');
