import { officer } from '../../watch/state.ts';

/** Whose name stands under what is done here. */
export function Officer() {
  return (
    <label class="officer">
      Signed by
      <input
        type="text"
        maxLength={80}
        value={officer.value}
        onInput={(event) => (officer.value = event.currentTarget.value)}
      />
    </label>
  );
}
