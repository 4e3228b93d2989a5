/** A caller's mistake. */
export class TrackerError extends Error {
  override readonly name = 'TrackerError';
  readonly code: 'TRACKER_ERR_SNAPSHOT_VERSION';

  constructor(code: TrackerError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
