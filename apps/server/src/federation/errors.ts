/** Something the operator can mend; `fault` decides the exit code. */
export class FederationError extends Error {
  override readonly name = 'FederationError';
  readonly code:
    | 'FEDERATION_ERR_KEY'
    | 'FEDERATION_ERR_AUDIT'
    | 'FEDERATION_ERR_TREATY'
    | 'FEDERATION_ERR_LINK';
  readonly fault = 'input';

  constructor(code: FederationError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
