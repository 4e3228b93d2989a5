/** A caller's mistake: a definition that does not add up, or a value an item cannot carry. Never bad octets. */
export class AsterixError extends Error {
  override readonly name = 'AsterixError';
  readonly code: 'ASTERIX_ERR_DEFINITION' | 'ASTERIX_ERR_VALUE' | 'ASTERIX_ERR_SIZE' | 'ASTERIX_ERR_OPTION';

  constructor(code: AsterixError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
