/** What a user can cause; `fault` says where to look and is what an exit code is made from. */
export type ServerErrorCode =
  | 'SERVER_ERR_ADDRESS_UNAVAILABLE'
  | 'SERVER_ERR_CONFIG_INVALID'
  | 'SERVER_ERR_FILE_EMPTY'
  | 'SERVER_ERR_FILE_NOT_FOUND'
  | 'SERVER_ERR_FILE_TOO_LARGE'
  | 'SERVER_ERR_FILE_UNREADABLE'
  | 'SERVER_ERR_FORMAT_UNKNOWN'
  | 'SERVER_ERR_OPTION_INVALID'
  | 'SERVER_ERR_PORT_FORBIDDEN'
  | 'SERVER_ERR_PORT_IN_USE'
  | 'SERVER_ERR_SITE_INVALID'
  | 'SERVER_ERR_URL_INVALID';

/** `input`: the data are wrong. `usage`: the command or config is. `environment`: port, file, permission. */
export type ServerErrorFault = 'input' | 'usage' | 'environment';

const FAULT: Readonly<Record<ServerErrorCode, ServerErrorFault>> = {
  SERVER_ERR_ADDRESS_UNAVAILABLE: 'environment',
  SERVER_ERR_CONFIG_INVALID: 'usage',
  SERVER_ERR_FILE_EMPTY: 'input',
  SERVER_ERR_FILE_NOT_FOUND: 'environment',
  SERVER_ERR_FILE_TOO_LARGE: 'environment',
  SERVER_ERR_FILE_UNREADABLE: 'environment',
  SERVER_ERR_FORMAT_UNKNOWN: 'input',
  SERVER_ERR_OPTION_INVALID: 'usage',
  SERVER_ERR_PORT_FORBIDDEN: 'environment',
  SERVER_ERR_PORT_IN_USE: 'environment',
  SERVER_ERR_SITE_INVALID: 'usage',
  SERVER_ERR_URL_INVALID: 'usage',
};

/** A mistake or circumstance outside the program. `message` is one line that also says what to do. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: ServerErrorCode;

  constructor(code: ServerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get fault(): ServerErrorFault {
    return FAULT[this.code];
  }
}

/** The system's code of an error of Node (`EADDRINUSE`), if it has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Words a failure to listen on `what` (`UDP 127.0.0.1:8600`) as a {@link ServerError}; others pass through. */
export function listenError(error: unknown, what: string): unknown {
  const options = { cause: error };
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new ServerError(
        'SERVER_ERR_PORT_IN_USE',
        `${what} is in use: end the program that has it, or choose another port`,
        options,
      );
    case 'EACCES':
      return new ServerError(
        'SERVER_ERR_PORT_FORBIDDEN',
        `${what} is not permitted: choose a port of 1024 or above`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
    case 'ENODEV':
      return new ServerError(
        'SERVER_ERR_ADDRESS_UNAVAILABLE',
        `${what} is not an address of this machine: use 127.0.0.1, 0.0.0.0 or one of its own`,
        options,
      );
    case undefined:
    default:
      return error;
  }
}
