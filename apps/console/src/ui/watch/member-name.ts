import * as state from '../../state.ts';

/** A member by the name its node gives it; a partner's of another node by its id. */
export function memberName(id: string): string {
  return state.members.value.find((member) => member.id === id)?.name ?? id;
}
