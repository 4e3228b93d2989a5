import { describe, expect, it } from 'vitest';
import { bytesFromHex, decodeModes } from './index.ts';

function decode(hex: string) {
  return decodeModes(bytesFromHex(hex)!);
}

/** Worked examples of "The 1090 Megahertz Riddle" and of the ICAO and RTCA documents it explains. */
describe('published messages', () => {
  it('reads an identification', () => {
    expect(decode('8D4840D6202CC371C32CE0576098')).toEqual({
      df: 17,
      address: 0x4840d6,
      repairedBits: 0,
      source: 'adsb-icao',
      control: 5,
      onGround: false,
      me: { kind: 'identification', typeCode: 4, category: undefined, callsign: 'KLM1023' },
      high: 0x202cc37,
      low: 0x1c32ce0,
    });
  });

  it('reads an airborne position', () => {
    expect(decode('8D40621D58C382D690C8AC2863A7')).toMatchObject({
      address: 0x40621d,
      me: {
        kind: 'airborne-position',
        typeCode: 11,
        surveillanceStatus: 'none',
        altitudeFt: 38000,
        altitudeKind: 'barometric',
        odd: false,
        cprLat: 93000,
        cprLon: 51372,
      },
    });
  });

  it('reads ground velocity', () => {
    const message = decode('8D485020994409940838175B284F');
    expect(message).toMatchObject({
      me: {
        kind: 'velocity',
        subtype: 1,
        eastKt: -8,
        northKt: -159,
        verticalRateFtMin: -832,
        verticalRateSource: 'geometric',
        geometricMinusBarometricFt: 550,
      },
    });
    expect(message.df === 17 && message.me.kind === 'velocity' && message.me.groundSpeedKt).toBeCloseTo(
      159.2,
      1,
    );
    expect(message.df === 17 && message.me.kind === 'velocity' && message.me.trackDeg).toBeCloseTo(182.88, 2);
  });

  it('reads air velocity', () => {
    expect(decode('8DA05F219B06B6AF189400CBC33F')).toMatchObject({
      me: {
        kind: 'velocity',
        subtype: 3,
        headingDeg: 243.984375,
        airspeedKt: 375,
        airspeedKind: 'true',
        verticalRateFtMin: -2304,
        verticalRateSource: 'barometric',
      },
    });
  });

  it('reads a surface position', () => {
    expect(decode('8C4841753A9A153237AEF0F275BE')).toMatchObject({
      onGround: true,
      me: {
        kind: 'surface-position',
        typeCode: 7,
        groundSpeedKt: 17,
        trackDeg: 92.8125,
        odd: true,
        cprLat: 39195,
        cprLon: 110320,
      },
    });
  });

  it('reads replies, whose address is their remainder', () => {
    expect(decode('2A00516D492B80')).toMatchObject({ df: 5, squawk: 0o0356 });
    expect(decode('A0001838CA3E51F0A8000047A36A')).toMatchObject({
      df: 20,
      altitudeFt: 38000,
      flightStatus: 0,
    });
    expect(decode('02A184999C5FE3')).toMatchObject({ df: 0, address: 0x504dd9, altitudeFt: 6425 });
    expect(decode('5D484FDEA248F5')).toMatchObject({ df: 11, address: 0x484fde, interrogator: 22 });
  });

  it('rejects what is not a message', () => {
    expect(decode('8D4840D6202CC371C32CE0576099')).toEqual({ df: undefined, reject: 'parity' });
    expect(decode('8D4840D6202CC3')).toEqual({ df: undefined, reject: 'length' });
    expect(decode('08000000000000')).toEqual({ df: undefined, reject: 'format' });
    expect(decode('')).toEqual({ df: undefined, reject: 'length' });
  });

  it('repairs one or two bits only when asked', () => {
    const damaged = bytesFromHex('8D4840D6202CC371C32CE0576098')!;
    damaged[6]! ^= 0x10;
    expect(decodeModes(damaged)).toMatchObject({ reject: 'parity' });
    expect(decodeModes(damaged, { repairBitsMax: 1 })).toMatchObject({
      address: 0x4840d6,
      repairedBits: 1,
      me: { callsign: 'KLM1023' },
    });
    damaged[9]! ^= 0x01;
    expect(decodeModes(damaged, { repairBitsMax: 1 })).toMatchObject({ reject: 'parity' });
    expect(decodeModes(damaged, { repairBitsMax: 2 })).toMatchObject({
      address: 0x4840d6,
      repairedBits: 2,
      me: { callsign: 'KLM1023' },
    });
  });
});
