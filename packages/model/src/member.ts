/** Short lower-case name of a member, unique in the system: `kg`, `kz`. Owner label of everything it measures. */
export type MemberId = string;

/** A state (or provider) that runs a node. */
export interface Member {
  readonly id: MemberId;
  readonly name: string;
}
