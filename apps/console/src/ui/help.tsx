import { useEffect, useRef } from 'preact/hooks';
import { STANDARD_IDENTITIES } from '@commonsky/model';
import { IDENTITY_NAMES } from '../identity.ts';
import { SHORTCUTS } from '../keys.ts';
import * as state from '../state.ts';
import { IdentitySymbol } from './identity-symbol.tsx';

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
            {STANDARD_IDENTITIES.map((identity) => (
              <li key={identity}>
                <IdentitySymbol identity={identity} />
                {IDENTITY_NAMES[identity]}
              </li>
            ))}
            <li>
              <IdentitySymbol identity="neutral" isHollow />
              Hollow: coasting, no fresh plot (CST); faint: older than 20 s
            </li>
          </ul>
          <p class="legend-note">
            A bar inside: seen by its mode 3/A code only. A cross: by primary radar only. Small: on the
            ground.
          </p>
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
