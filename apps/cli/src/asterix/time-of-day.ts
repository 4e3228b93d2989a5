const TIME_NAMES = [
  'timeOfDay',
  'timeOfTrack',
  'timeOfMessage',
  'positionReceived',
  'timeOfPosition',
  'timeOfTransmission',
];

/** Seconds of the day that a record gives, whatever its category calls them. */
export function timeOfDayOf(items: object): number | undefined {
  for (const name of TIME_NAMES) {
    for (const item of Object.values(items) as unknown[]) {
      if (typeof item !== 'object' || item === null || !(name in item)) continue;
      const value = (item as Record<string, unknown>)[name];
      if (typeof value === 'number' && value < 86_400) return value;
    }
  }
  return undefined;
}
