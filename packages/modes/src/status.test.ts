import { describe, expect, it } from 'vitest';
import {
  type ExtendedSquitter,
  type ModesMessage,
  accuracyFromNacP,
  bytesFromHex,
  createAircraftStore,
  decodeModes,
  encodeAirbornePosition,
  encodeSquitter,
  positionIntegrity,
  velocityAccuracyFromNacV,
} from './index.ts';

const me = (hex: string) => (decodeModes(bytesFromHex(hex)!) as ExtendedSquitter).me;

describe('status messages', () => {
  it('tell emergency and squawk', () => {
    expect(me('8DA2C1B6E112B600000000760759')).toEqual({
      kind: 'emergency',
      typeCode: 28,
      emergency: 'none',
      squawk: 0o6513,
    });
  });

  it('tell what the autopilot is set to', () => {
    expect(me('8DA05629EA21485CBF3F8CADAEEB')).toMatchObject({
      kind: 'target-state',
      subtype: 1,
      selectedAltitudeFt: 16_992,
      selectedAltitudeSource: 'mcp',
      altimeterSettingHpa: 1012.8,
      selectedHeadingDeg: 66.796875,
      nacP: 9,
      modes: { autopilot: true, vnav: true, altitudeHold: false, approach: false, lnav: true },
      acasOperational: true,
    });
  });

  it('tell version and quality', () => {
    const message = decodeModes(encodeSquitter({ address: 1 }, 0xf823000, 0x60049b8)) as ExtendedSquitter;
    expect(message.me).toMatchObject({
      kind: 'operational-status',
      onSurface: false,
      version: 2,
      nacP: 9,
      gva: 2,
      sil: 3,
      silPerSample: false,
      sda: 2,
      nicBaro: true,
      acasOperational: true,
      singleAntenna: true,
      magneticHeading: false,
    });
  });
});

/** @see RTCA DO-260B table 2-69 and its forerunners. */
describe('integrity by version', () => {
  it.each([
    // type code, version, A, B, C, NIC, containment in m
    [11, 0, false, false, false, 7, 185.2],
    [11, 1, false, false, false, 8, 185.2],
    [11, 1, true, false, false, 9, 75],
    [11, 2, true, false, false, 8, 185.2],
    [11, 2, true, true, false, 9, 75],
    [13, 2, false, true, false, 6, 555.6],
    [13, 2, false, false, false, 6, 926],
    [13, 2, true, true, false, 6, 1111.2],
    [13, 1, true, false, false, 6, 1111.2],
    [16, 2, true, true, false, 3, 7408],
    [16, 2, false, false, false, 2, 14_816],
    [8, 2, true, false, true, 7, 370.4],
    [8, 2, true, false, false, 6, 555.6],
    [8, 2, false, false, true, 6, 1111.2],
    [8, 2, false, false, false, 0, undefined],
    [7, 2, true, false, false, 9, 75],
    [7, 2, false, false, false, 8, 185.2],
    [18, 2, false, false, false, 0, undefined],
    [9, 2, false, false, false, 11, 7.5],
    [20, 0, false, false, false, 9, 7.5],
  ] as const)(
    'type code %i of version %i, supplements %s %s %s',
    (typeCode, version, a, b, c, nic, containmentM) => {
      const found = positionIntegrity(typeCode, version, a, b, c);
      expect(found.nic).toBe(nic);
      if (containmentM === undefined) expect(found.containmentM).toBeUndefined();
      else expect(found.containmentM).toBeCloseTo(containmentM, 6);
    },
  );

  it('bounds errors', () => {
    expect([0, 4, 9, 11, 15].map(accuracyFromNacP)).toEqual([undefined, 1852, 30, 3, undefined]);
    expect([0, 1, 4, 7].map(velocityAccuracyFromNacV)).toEqual([undefined, 10, 0.3, undefined]);
  });

  it('goes with each position', () => {
    const store = createAircraftStore();
    const take = (bytes: Uint8Array, atMs: number) => store.update(decodeModes(bytes) as ModesMessage, atMs);
    const position = (i: number) =>
      encodeAirbornePosition({
        address: 1,
        latDeg: 60,
        lonDeg: 25,
        altitudeFt: 1000,
        odd: i % 2 === 1,
        typeCode: 11,
      });
    for (let i = 0; i < 4; i++) take(position(i), i * 500);
    expect(store.get(1)!.position).toMatchObject({
      nic: 7,
      containmentM: expect.closeTo(185.2, 6),
      accuracyM: expect.closeTo(92.6, 6),
    });
    take(encodeSquitter({ address: 1 }, 0xf823000, 0x60049b8), 2000);
    take(position(0), 2500);
    expect(store.get(1)!.position).toMatchObject({
      nic: 8,
      containmentM: expect.closeTo(185.2, 6),
      accuracyM: 30,
    });
  });
});

describe('DF18', () => {
  const position = (control: number, supplement: boolean) => {
    const bytes = encodeAirbornePosition({
      address: 0xabcdef,
      df: 18,
      control,
      latDeg: 60,
      lonDeg: 25,
      altitudeFt: 1000,
      odd: false,
      supplement,
    });
    return decodeModes(bytes) as ExtendedSquitter;
  };

  it.each([
    [0, false, 'adsb-icao-nt'],
    [1, false, 'adsb-other'],
    [2, false, 'tisb-icao'],
    [2, true, 'tisb-trackfile'],
    [5, false, 'tisb-other'],
    [6, false, 'adsr-icao'],
    [6, true, 'adsr-other'],
  ] as const)('CF %i with IMF %s is %s', (control, imf, source) => {
    expect(position(control, imf)).toMatchObject({ df: 18, source, me: { kind: 'airborne-position' } });
  });

  it('keeps addresses that name no airframe apart from those that do', () => {
    const store = createAircraftStore();
    for (const control of [1, 1, 0, 0]) store.update(position(control, false), 0);
    expect([...store.aircraft()].map(({ isIcaoAddress }) => isIcaoAddress)).toEqual([false, true]);
    expect(store.get(0xabcdef, false)).not.toBe(store.get(0xabcdef));
  });
});
