/** Exit codes are a contract (design section 12): scripts depend on them. */
export const ExitCode = {
  done: 0,
  /** The work found something wrong with the input. */
  input: 1,
  usage: 2,
  /** Port, file, permission: the environment. */
  environment: 3,
  bug: 70,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** An error for the person at the terminal: one line that says what to do, no stack trace. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Errors of our own parts that a user can cause say whose fault they are; that decides the exit code. */
const EXIT_CODE_BY_FAULT = {
  input: ExitCode.input,
  usage: ExitCode.usage,
  environment: ExitCode.environment,
} as const;

function faultOf(error: Error): keyof typeof EXIT_CODE_BY_FAULT | undefined {
  if (!('fault' in error)) return undefined;
  const { fault } = error;
  return fault === 'input' || fault === 'usage' || fault === 'environment' ? fault : undefined;
}

const FILE_ERRORS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'that is a folder, not a file',
  ENOTDIR: 'a part of that path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EADDRINUSE: 'the port is in use; choose another or stop the program that has it',
  EADDRNOTAVAIL: 'this machine has no such address',
};

/** Turns anything thrown into the line and the exit code the user gets. */
export function explainError(error: unknown): { readonly exitCode: ExitCode; readonly line: string } {
  if (error instanceof CliError) return { exitCode: error.exitCode, line: error.message };
  if (error instanceof Error) {
    const fault = faultOf(error);
    if (fault !== undefined) return { exitCode: EXIT_CODE_BY_FAULT[fault], line: error.message };
    const { code, path, port } = error as NodeJS.ErrnoException & { port?: number };
    const advice = code === undefined ? undefined : FILE_ERRORS[code];
    if (advice !== undefined) {
      const what = path ?? (port === undefined ? undefined : `port ${port}`);
      return {
        exitCode: ExitCode.environment,
        line: what === undefined ? advice : `${what}: ${advice}`,
      };
    }
    // What the system refuses for a reason of its own (EIO, EMFILE) is no fault of ours, nor is a damaged archive.
    if ('syscall' in error) return { exitCode: ExitCode.environment, line: error.message };
    if (code?.startsWith('Z_') === true) {
      return { exitCode: ExitCode.input, line: `damaged or not gzip: ${error.message}` };
    }
    return {
      exitCode: ExitCode.bug,
      line: `a fault of commonsky itself: ${error.message} (COMMONSKY_DEBUG=1 shows where)`,
    };
  }
  return { exitCode: ExitCode.bug, line: `a fault of commonsky itself: ${String(error)}` };
}
