import { useEffect, useRef } from 'preact/hooks';
import { SHORTCUTS } from '../keys.ts';
import * as state from '../state.ts';

const KEY_NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', '-': '−' };

/** Keys, and what the symbols mean. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-label="Help" onClose={() => (state.isHelpOpen.value = false)}>
      <div class="help-columns">
        <section>
          <h2>Keys</h2>
          <dl>
            {SHORTCUTS.map(({ keys, text }) => (
              <div key={text}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{KEY_NAMES[key] ?? key.toUpperCase()}</kbd>
                  ))}
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h2>Symbols</h2>
          <ul class="legend">
            <Legend shape="diamond" kind="addressed" text="Has a 24-bit address (Mode S, ADS-B)" />
            <Legend shape="square" kind="coded" text="Has a mode 3/A code only" />
            <Legend shape="cross" kind="primary" text="Primary radar only" />
            <Legend shape="triangle" kind="ground" text="On the ground" />
            <Legend shape="diamond" kind="addressed hollow" text="Hollow: coasting, no fresh plot (CST)" />
            <Legend shape="diamond" kind="addressed hollow faint" text="Hollow and faint: older than 20 s" />
          </ul>
          <h2>Label</h2>
          <pre class="label-sample">
            {'KGZ123     name\n350↑ 452   level (hundreds of ft), knots\n2041 +1,800  code, feet a minute'}
          </pre>
          <h2>Boundaries</h2>
          <p>
            From Natural Earth, for orientation only; dashed where contested in whole or in part. This display
            takes no position on the status of any area. Not for navigation.
          </p>
        </section>
      </div>
      <form method="dialog">
        <button type="submit">
          Close <kbd>Esc</kbd>
        </button>
      </form>
    </dialog>
  );
}

const SHAPES = {
  diamond: 'M8 2.6 13.4 8 8 13.4 2.6 8Z',
  square: 'M4.3 4.3h7.4v7.4H4.3Z',
  cross: 'M6.9 2.8h2.2v4.1h4.1v2.2H9.1v4.1H6.9V9.1H2.8V6.9h4.1Z',
  triangle: 'M8 5 10.6 10.2H5.4Z',
} as const;

interface LegendProps {
  readonly shape: keyof typeof SHAPES;
  readonly kind: string;
  readonly text: string;
}

function Legend({ shape, kind, text }: LegendProps) {
  return (
    <li>
      <svg class={`symbol ${kind}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[shape]} />
      </svg>
      {text}
    </li>
  );
}
