import { describe, expect, it } from 'vitest';
import {
  type AircraftState,
  type ModesMessage,
  bytesFromHex,
  createAircraftStore,
  decodeModes,
  decodeRegister,
  deriveMeteo,
  encodeAllCall,
  encodeSurveillanceReply,
  explainCommB,
  inferCommB,
} from './index.ts';

function infer(hex: string) {
  const message = decodeModes(bytesFromHex(hex)!);
  if (message.df !== 20 && message.df !== 21) throw new Error(`not Comm-B: ${hex}`);
  return inferCommB(message.high, message.low, { altitudeFt: message.altitudeFt });
}

/** Worked examples of "The 1090 Megahertz Riddle". */
describe('registers that no one names', () => {
  it.each([
    ['A800178D10010080F50000D5893C', { bds: '10', subnetworkVersion: 0, acasOperational: true }],
    [
      'A0000638FA81C10000000081A92F',
      { bds: '17', available: ['05', '06', '07', '08', '09', '20', '40', '50', '51', '52', '60'] },
    ],
    ['A000083E202CC371C31DE0AA1CCF', { bds: '20', callsign: 'KLM1017' }],
    [
      'A000029C85E42F313000007047D3',
      { bds: '40', mcpAltitudeFt: 3008, fmsAltitudeFt: 3008, altimeterSettingHpa: 1020 },
    ],
    [
      'A0001692185BD5CF400000DFC696',
      { bds: '44', source: 1, windSpeedKt: 22, windFromDeg: 344.53125, staticTemperatureC: -48.75 },
    ],
    [
      'A000139381951536E024D4CCF6B5',
      {
        bds: '50',
        rollDeg: 2.109375,
        trackDeg: 114.2578125,
        groundSpeedKt: 438,
        trackRateDegS: 0.125,
        trueAirspeedKt: 424,
      },
    ],
    [
      'A00004128F39F91A7E27C46ADC21',
      {
        bds: '60',
        magneticHeadingDeg: 42.71484375,
        indicatedAirspeedKt: 252,
        mach: 0.42,
        barometricRateFtMin: -1920,
        inertialRateFtMin: -1920,
      },
    ],
  ])('%s', (hex, register) => {
    const found = infer(hex)!;
    expect(found.register).toMatchObject(register);
    expect(found.probability).toBeGreaterThan(0.9);
  });

  it('are left open when empty or in doubt', () => {
    expect(inferCommB(0, 0)).toBeUndefined();
    expect(inferCommB(0xfffffff, 0xfffffff)).toBeUndefined();
    expect(explainCommB(0, 0)).toEqual([]);
  });

  it('use what is known of the aircraft', () => {
    const message = decodeModes(bytesFromHex('A000139381951536E024D4CCF6B5')!);
    if (message.df !== 20) throw new Error('not DF20');
    const right = explainCommB(message.high, message.low, { groundSpeedKt: 440, trackDeg: 114 })[0]!;
    const wrong = explainCommB(message.high, message.low, { groundSpeedKt: 120, trackDeg: 300 })[0]!;
    expect(right.score).toBeGreaterThan(wrong.score + 10);
  });
});

describe('registers that a radar names', () => {
  it('decode from seven octets', () => {
    expect(decodeRegister(0x60, bytesFromHex('8F39F91A7E27C4')!)).toMatchObject({ mach: 0.42 });
    // A value behind a status bit that is off: not this register.
    expect(decodeRegister(0x60, bytesFromHex('0F39F91A7E27C4')!)).toBeUndefined();
    expect(decodeRegister(0x99, new Uint8Array(7))).toBeUndefined();
    expect(decodeRegister(0x60, new Uint8Array(3))).toBeUndefined();
  });

  it('tell advisories', () => {
    // One threat, corrective, downward; threat is an aircraft with address 4840D6.
    expect(decodeRegister(0x30, bytesFromHex('30E00005210358')!)).toEqual({
      bds: '30',
      advisory: {
        terminated: false,
        multipleThreats: false,
        ara: 0b11100000000000,
        advice: ['corrective', 'downward', 'vertical speed limit'],
        complements: [],
        threatAddress: 0x4840d6,
        threatAltitudeFt: undefined,
        threatRangeNm: undefined,
        threatBearingDeg: undefined,
      },
    });
  });
});

describe('wind and temperature', () => {
  function stateWith(...registers: string[]): AircraftState {
    const store = createAircraftStore();
    const address = 0x4840d6;
    const take = (bytes: Uint8Array, atMs: number) => store.update(decodeModes(bytes) as ModesMessage, atMs);
    for (let i = 0; i < 2; i++) take(encodeAllCall({ address }), i);
    take(encodeSurveillanceReply({ df: 4, address, altitudeFt: 30_275 }), 5);
    for (const [i, hex] of registers.entries()) {
      take(encodeSurveillanceReply({ df: 20, address, altitudeFt: 30_275, mb: bytesFromHex(hex)! }), 10 + i);
    }
    return store.get(address)!;
  }

  it('follow where both sides of the triangle are known', () => {
    // 5,0: track 114.26°, 438 kt over ground, 424 kt through the air. 6,0: heading 110.39°, 266 kt indicated, Mach 0.72.
    const state = stateWith('81951536E024D4', 'A74A152D200400');
    expect(state.trueAirspeedKt).toMatchObject({ value: 424, source: 'comm-b' });
    expect(state.mach).toBeDefined();
    const { wind, staticTemperatureC } = deriveMeteo(state, 1000, 2);
    expect(wind!.speedKt).toBeGreaterThan(5);
    expect(wind!.speedKt).toBeLessThan(60);
    expect(staticTemperatureC).toBeLessThan(-20);
    expect(staticTemperatureC).toBeGreaterThan(-70);
    expect(deriveMeteo(state, 1000).wind).toBeUndefined();
    expect(deriveMeteo(state, 60_000, 2)).toEqual({ wind: undefined, staticTemperatureC: undefined });
  });
});
