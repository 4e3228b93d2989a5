import type { ScenarioIssue } from './scenario/schema.ts';

export class SimError extends Error {
  override readonly name = 'SimError';
  readonly code: 'SIM_ERR_SCENARIO';
  /** Whose it is to mend: the scenario's author. */
  readonly fault = 'input';
  /** Every fault found, with path and reason. */
  readonly issues: readonly ScenarioIssue[];

  constructor(code: SimError['code'], issues: readonly ScenarioIssue[]) {
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super(`${issues[0]?.path}: ${issues[0]?.reason}${more}`);
    this.code = code;
    this.issues = issues;
  }
}
