import type { MemberId } from '@commonsky/model';

/** How a member's nats-server meets those of its partners: `link.json`, written by the operator. */
export interface LinkPlan {
  /**
   * Where our server awaits those of partners, such as `0.0.0.0:7422`, and the address they know it by, such as
   * `nats.aa.example:7422`: they learn it from the server, too. Absent when ours only dials.
   */
  readonly accept?: { readonly listen: string; readonly address: string };
  /** Where our own node reaches our server: on this machine only. */
  readonly node: string;
  /** PEM files; relative to the folder of `server.conf`. */
  readonly tls: { readonly certificate: string; readonly key: string; readonly authorities: string };
  readonly partners: readonly {
    readonly member: MemberId;
    /** The partner's address, such as `tls://nats.bb.example:7422`; absent when the partner dials us. */
    readonly dial?: string;
  }[];
}
