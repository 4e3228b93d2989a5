/** What every `tests/fuzz/NAME.fuzz.ts` exports as `fuzz`: throws on the first finding, else returns a summary line. */
export type Fuzz = (options: { readonly runs: number; readonly seed: number }) => string;
