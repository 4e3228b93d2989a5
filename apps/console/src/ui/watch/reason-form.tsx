import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly submit: string;
  readonly initial?: string;
  readonly lengthMax: number;
  /** True when done: the text is then cleared. */
  readonly onSubmit: (text: string) => Promise<boolean> | void;
  readonly onCancel?: () => void;
  /** Whether typing starts here at once. */
  readonly hasFocus?: boolean;
  /** Other choices, above the text. */
  readonly children?: ComponentChildren;
}

/** One line of text that an action needs: a reason, a title, a note. */
export function ReasonForm(props: Props) {
  const { label, submit, initial = '', lengthMax, onSubmit, onCancel, hasFocus = false, children } = props;
  const text = useSignal(initial);
  const input = useRef<HTMLInputElement>(null);
  // At once: the next key already belongs to the text.
  useLayoutEffect(() => {
    if (!hasFocus) return;
    input.current!.focus();
    input.current!.select();
  }, []);
  async function send(): Promise<void> {
    const said = text.value.trim();
    if (said !== '' && (await onSubmit(said)) === true) text.value = '';
  }
  return (
    <form
      class="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        maxLength={lengthMax}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel?.();
        }}
      />
      <button type="submit" class="primary" disabled={text.value.trim() === ''}>
        {submit}
      </button>
      {onCancel !== undefined && (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </form>
  );
}
