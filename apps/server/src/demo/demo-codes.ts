import type { CodeSpan } from '@commonsky/watch';

/** Invented for the demo: who flies with which mode 3/A codes. Codes from 7000 on say nothing of anybody. */
export const DEMO_CODES: readonly CodeSpan[] = [
  { from: 0o0100, to: 0o4377, towards: 'neutral', weight: 0.5, about: 'assigned by a control centre' },
  { from: 0o4400, to: 0o4777, towards: 'friend', weight: 0.8, about: 'state flights, both members' },
  { from: 0o5000, to: 0o6777, towards: 'neutral', weight: 0.5, about: 'assigned by a control centre' },
];
