/** A mistake of the caller, never of the octets received. */
export class ModesError extends Error {
  override readonly name = 'ModesError';
  readonly code: 'MODES_ERR_FRAME_SIZE';

  constructor(code: ModesError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
