import { describe, expect, it } from 'vitest';
import {
  type ModesMessage,
  createAircraftStore,
  createLineReader,
  decodeModes,
  encodeAirbornePosition,
  encodeIdentification,
  encodeSurveillanceReply,
  encodeVelocity,
  formatAircraftJson,
  formatAvrLine,
  formatSbsLine,
  hexFromBytes,
  looksLikeRawHex,
  looksLikeSbs,
  parseAircraftJson,
  parseAvrLine,
  parseOpenSky,
  parseRawHexLine,
  parseSbsLine,
} from './index.ts';

const address = 0x4840d6;
const T = Date.UTC(2026, 0, 6, 7, 30, 42);

describe('lines of a stream', () => {
  it('come whole, however the text is cut, and bounded', () => {
    const text = 'one\r\ntwo\n\nthree';
    for (let cut = 0; cut <= text.length; cut++) {
      const lines: string[] = [];
      const reader = createLineReader();
      reader.push(text.slice(0, cut), (line) => lines.push(line));
      reader.push(text.slice(cut), (line) => lines.push(line));
      reader.end((line) => lines.push(line));
      expect(lines).toEqual(['one', 'two', 'three']);
    }
    const reader = createLineReader(10);
    const lines: string[] = [];
    for (const piece of ['long '.repeat(9), 'and longer', '\nshort\n'])
      reader.push(piece, (line) => lines.push(line));
    expect(lines).toEqual(['short']);
    expect(reader.overlong).toBe(1);
  });
});

describe('AVR', () => {
  it.each([
    '*8D4840D6202CC371C32CE0576098;',
    '@0037F0981A158D4840D6202CC371C32CE0576098;',
    '<0037F0981A15495D4ACAAAE1A5C5;'.replace('5D4ACAAAE1A5C5', '5D4CAAAE1A5C50'),
  ])('reads and writes %s', (line) => {
    expect(formatAvrLine(parseAvrLine(line)!)).toBe(line);
  });

  it('gives the timestamp', () => {
    const frame = parseAvrLine('@0037f0981a158D4840D6202CC371C32CE0576098;')!;
    expect({ ...frame, bytes: hexFromBytes(frame.bytes) }).toEqual({
      timestamp: 0x37f0981a15,
      signal: undefined,
      bytes: '8d4840d6202cc371c32ce0576098',
    });
    expect(parseAvrLine('*8D4840;')).toBeUndefined();
  });
});

describe('messages in hexadecimal with a time', () => {
  it.each([
    ['1457996400,"8D406B909945DE10000405999BE4","406B90",19', 1_457_996_400_000],
    ['2015-03-03T16:12:24.846    5D4840D6F87407', Date.UTC(2015, 2, 3, 16, 12, 24, 846)],
    ['2015-03-03T16:12:24.846+01:00 5D4840D6F87407', Date.UTC(2015, 2, 3, 15, 12, 24, 846)],
    [
      '"2016-03-10","13:44:52.197","A0281838CAE9E12FA037FF5DB1E5","45AC52"',
      Date.UTC(2016, 2, 10, 13, 44, 52, 197),
    ],
    ['1717664319147 8c3461ce399e40586b4ee4932241', 1_717_664_319_147],
    ['8c3461ce399e40586b4ee4932241', undefined],
  ])('%s', (line, atMs) => {
    expect(parseRawHexLine(line)).toMatchObject({ atMs });
    expect(looksLikeRawHex(line)).toBe(true);
  });
});

function storeWithFlight() {
  const store = createAircraftStore();
  const messages: ModesMessage[] = [];
  const take = (bytes: Uint8Array, atMs: number) => {
    const message = decodeModes(bytes) as ModesMessage;
    messages.push(message);
    return store.update(message, atMs);
  };
  for (let i = 0; i < 4; i++) {
    take(
      encodeAirbornePosition({ address, latDeg: 60.3, lonDeg: 24.9, altitudeFt: 37000, odd: i % 2 === 1 }),
      T + i * 500,
    );
  }
  take(encodeVelocity({ address, eastKt: 400, northKt: 0, verticalRateFtMin: -64 }), T + 2000);
  take(encodeIdentification({ address, callsign: 'FIN1AB', category: 'A3' }), T + 2100);
  for (let i = 0; i < 2; i++) take(encodeSurveillanceReply({ df: 5, address, squawk: 0o7700 }), T + 2200 + i);
  return { store, messages, state: store.get(address)! };
}

describe('SBS-1', () => {
  it('reads back what it writes', () => {
    const { messages, state } = storeWithFlight();
    const lines = [
      formatSbsLine(messages[3]!, state, T + 1500),
      formatSbsLine(messages[4]!, state, T + 2000),
      formatSbsLine(messages[5]!, state, T + 2100),
      formatSbsLine(messages[7]!, state, T + 2201),
    ];
    expect(lines[0]).toMatch(
      /^MSG,3,1,1,4840D6,1,2026\/01\/06,07:30:43\.500,2026\/01\/06,07:30:43\.500,,37000,,,60\.3\d+,24\.9\d+,,,0,,0,0$/,
    );
    expect(parseSbsLine(lines[0]!, 0)).toMatchObject({
      transmission: 3,
      address,
      atMs: T + 1500,
      altitudeFt: 37000,
      onGround: false,
      squawk: undefined,
    });
    expect(parseSbsLine(lines[1]!, 0)).toMatchObject({
      transmission: 4,
      groundSpeedKt: 400,
      trackDeg: 90,
      verticalRateFtMin: -64,
    });
    expect(parseSbsLine(lines[2]!, 0)).toMatchObject({ transmission: 1, callsign: 'FIN1AB' });
    expect(parseSbsLine(lines[3]!, 0)).toMatchObject({
      transmission: 6,
      squawk: 0o7700,
      emergency: true,
      alert: false,
    });
    expect(lines.every((line) => looksLikeSbs(line!) && line!.split(',').length === 22)).toBe(true);
  });

  it('refuses what is not a message', () => {
    for (const line of ['', 'MSG', 'MSG,9,1,1,4840D6,1', 'MSG,3,1,1,XYZ,1', 'AIR,,1,1,4840D6,1']) {
      expect(parseSbsLine(line, 0)).toBeUndefined();
    }
    expect(parseSbsLine('MSG,3,,,4B1908,,,,,,,2525,,,93.9,-118.2,,,0,0,0,0', 7)).toMatchObject({
      atMs: 7,
      latDeg: undefined,
    });
  });
});

describe('aircraft.json', () => {
  it('reads back what it writes', () => {
    const { store } = storeWithFlight();
    const json = formatAircraftJson(store.aircraft(), T + 3000, 8);
    expect(json).toMatchObject({
      now: (T + 3000) / 1000,
      aircraft: [
        {
          hex: '4840d6',
          type: 'adsb_icao',
          flight: 'FIN1AB  ',
          alt_baro: 37000,
          gs: 400,
          track: 90,
          squawk: '7700',
          category: 'A3',
          seen_pos: 1.5,
          messages: 8,
        },
      ],
    });
    expect(parseAircraftJson(JSON.parse(JSON.stringify(json)))).toMatchObject([
      {
        address,
        isIcaoAddress: true,
        atMs: T + 1500,
        altitudeFt: 37000,
        groundSpeedKt: 400,
        callsign: 'FIN1AB',
        squawk: 0o7700,
        onGround: false,
      },
    ]);
    expect(formatAircraftJson(store.aircraft(), T + 90_000, 8).aircraft).toEqual([]);
  });

  it('survives anything', () => {
    for (const json of [null, 1, {}, { aircraft: 1 }, { now: 1, aircraft: [null, 1, {}, { hex: 5 }] }]) {
      expect(parseAircraftJson(json)).toEqual([]);
    }
  });
});

describe('OpenSky', () => {
  it('reads state vectors into our units', () => {
    const row = [
      '4b1814',
      'SWR64A  ',
      'Switzerland',
      1_533_110_400,
      1_533_110_401,
      8.5,
      47.4,
      3048,
      false,
      200,
      90,
      -5.08,
      null,
      3100,
      '1000',
      false,
      2,
    ];
    expect(parseOpenSky({ time: 1, states: [row, null, ['zz']] })).toMatchObject([
      {
        address: 0x4b1814,
        callsign: 'SWR64A',
        atMs: 1_533_110_400_000,
        latDeg: 47.4,
        squawk: 0o1000,
        onGround: false,
        multilaterated: true,
      },
    ]);
    const [report] = parseOpenSky({ states: [row] });
    expect(report!.altitudeFt).toBeCloseTo(10_000, 6);
    expect(report!.groundSpeedKt).toBeCloseTo(388.77, 2);
    expect(report!.verticalRateFtMin).toBeCloseTo(-1000, 6);
    expect(parseOpenSky(undefined)).toEqual([]);
  });
});
