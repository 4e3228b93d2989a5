import type { Actions } from './actions.ts';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly text: string;
  readonly run: (actions: Actions) => void;
}

/** The keys and the help page are made from this one list. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['?'], text: 'This help', run: (a) => a.toggleHelp() },
  { keys: ['Escape'], text: 'Close help, line or selection', run: (a) => a.dismiss() },
  { keys: ['t'], text: 'Track list', run: (a) => a.togglePanel('tracks') },
  { keys: ['a'], text: 'Alerts', run: (a) => a.togglePanel('alerts') },
  { keys: ['n'], text: 'Next unseen alert', run: (a) => a.nextAlert() },
  { keys: ['y'], text: 'Acknowledge the alert', run: (a) => a.acknowledgeAlert() },
  { keys: ['z'], text: 'Shelve the alert, or take it back', run: (a) => a.shelveAlert() },
  { keys: ['x'], text: 'Reject the alert as nuisance', run: (a) => a.rejectAlert() },
  { keys: ['o'], text: 'Open the alert as incident, or lead to it', run: (a) => a.openIncident() },
  { keys: ['i'], text: 'Incidents', run: (a) => a.togglePanel('incidents') },
  { keys: ['s'], text: 'Sensors', run: (a) => a.togglePanel('sensors') },
  { keys: ['/'], text: 'Filter tracks', run: focusFilter },
  { keys: ['j', 'ArrowDown'], text: 'Next of the list', run: () => step(1) },
  { keys: ['k', 'ArrowUp'], text: 'Previous of the list', run: () => step(-1) },
  { keys: ['c'], text: 'Centre on the selected track', run: (a) => a.centerSelected() },
  { keys: ['b'], text: 'Range and bearing line', run: (a) => a.toggleMeasure() },
  { keys: ['l'], text: 'Labels: minimal, standard, full', run: (a) => a.nextLabelLevel() },
  { keys: ['v'], text: 'Speed vector: 0, 1, 2, 3, 5 minutes', run: (a) => a.nextVector() },
  { keys: ['h'], text: 'History dots', run: (a) => a.toggleHistory() },
  { keys: ['r'], text: 'Sensor coverage', run: (a) => a.toggleCoverage() },
  { keys: ['u'], text: 'Airspaces', run: (a) => a.toggleAirspaces() },
  { keys: ['g'], text: 'GNSS interference', run: (a) => a.toggleInterference() },
  { keys: ['m'], text: 'Next member’s picture', run: (a) => a.nextMember() },
  { keys: ['+', '='], text: 'Closer', run: (a) => a.zoomBy(1) },
  { keys: ['-'], text: 'Further away', run: (a) => a.zoomBy(-1) },
  { keys: ['0'], text: 'Where the map opens', run: (a) => a.home() },
  { keys: ['d'], text: 'Dark or light', run: (a) => a.toggleTheme() },
];

/** Set by the open list of tracks or alerts: moves the selection up or down its order. */
export const trackStep: { step: ((by: number) => void) | undefined } = { step: undefined };

function step(by: number): void {
  trackStep.step?.(by);
}

function focusFilter(actions: Actions): void {
  if (document.querySelector('#track-filter') === null) actions.togglePanel('tracks');
  // Rendering is queued as a microtask, and before the next key, which belongs to the filter already.
  queueMicrotask(() => document.querySelector<HTMLInputElement>('#track-filter')?.focus());
}

export function listenForKeys(actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof HTMLInputElement) {
      // In a form Enter sends it, which an input without focus could not do any more.
      const isDone = event.key === 'Enter' && event.target.form === null;
      if (isDone || event.key === 'Escape') event.target.blur();
      return;
    }
    const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(event.key));
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run(actions);
  });
}
