const DAY_S = 86_400;
const TICKS_PER_S = 128;

/** Seconds after UTC midnight on the 1/128 s grid of ASTERIX, of scenario seconds as a sensor's clock shows them. */
export function createTimeOfDay(startMs: number): (clockS: number) => number {
  return (clockS) => {
    const ticks = Math.round((startMs / 1000 + clockS) * TICKS_PER_S) % (DAY_S * TICKS_PER_S);
    return (ticks < 0 ? ticks + DAY_S * TICKS_PER_S : ticks) / TICKS_PER_S;
  };
}
