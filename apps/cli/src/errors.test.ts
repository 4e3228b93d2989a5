import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CliError, explainError } from './errors.ts';

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

it.each([
  ['our own', new CliError(1, 'x is not ASTERIX'), { exitCode: 1, line: 'x is not ASTERIX' }],
  [
    'of a part that names the fault',
    Object.assign(new Error('UDP 1 is in use'), { fault: 'environment' }),
    { exitCode: 3, line: 'UDP 1 is in use' },
  ],
  [
    'of the file system',
    thrownBy(() => readFileSync('/absent/file')),
    { exitCode: 3, line: '/absent/file: there is no such file or folder' },
  ],
  [
    'of a device',
    Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' }),
    { exitCode: 3, line: 'EIO: i/o error, read' },
  ],
  [
    'of a damaged archive',
    Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' }),
    { exitCode: 1, line: 'damaged or not gzip: incorrect header check' },
  ],
  [
    'unforeseen',
    new TypeError('x is undefined'),
    { exitCode: 70, line: 'a fault of commonsky itself: x is undefined (COMMONSKY_DEBUG=1 shows where)' },
  ],
  ['not an error', 'oops', { exitCode: 70, line: 'a fault of commonsky itself: oops' }],
])('explains an error %s', (_, error, expected) => {
  expect(explainError(error)).toEqual(expected);
});
