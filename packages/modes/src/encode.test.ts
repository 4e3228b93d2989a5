import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ac13FromFt,
  altitudeFtFromAc13,
  bytesFromHex,
  decodeModes,
  encodeAirAirReply,
  encodeAirbornePosition,
  encodeAllCall,
  encodeIdentification,
  encodeSurfacePosition,
  encodeSurveillanceReply,
  encodeVelocity,
  formatSquawk,
  gillhamToFt,
  hexFromBytes,
  id13FromSquawk,
  squawkFromId13,
} from './index.ts';

const address = 0x4840d6;

describe('encoders', () => {
  it('writes the published identification', () => {
    const bytes = encodeIdentification({ address, callsign: 'KLM1023' });
    expect(hexFromBytes(bytes)).toBe('8d4840d6202cc371c32ce0576098');
  });

  it('writes the published airborne position', () => {
    const bytes = encodeAirbornePosition({
      address: 0x40621d,
      latDeg: 52.2572021484375,
      lonDeg: 3.91937255859375,
      altitudeFt: 38000,
      odd: false,
    });
    expect(hexFromBytes(bytes)).toBe('8d40621d58c382d690c8ac2863a7');
  });

  it('writes velocity that reads back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1021, max: 1021 }),
        fc.integer({ min: -1021, max: 1021 }),
        fc.integer({ min: -500, max: 500 }),
        (eastKt, northKt, rate) => {
          const verticalRateFtMin = rate * 64;
          const message = decodeModes(
            encodeVelocity({ address, eastKt, northKt, verticalRateFtMin, geometricMinusBarometricFt: -325 }),
          );
          expect(message).toMatchObject({
            me: {
              eastKt,
              northKt,
              verticalRateFtMin,
              verticalRateSource: 'barometric',
              geometricMinusBarometricFt: -325,
            },
          });
        },
      ),
      { numRuns: 2000, seed: 19 },
    );
    expect(
      decodeModes(encodeVelocity({ address, eastKt: 2000, northKt: -4, verticalRateFtMin: undefined })),
    ).toMatchObject({
      me: { subtype: 2, eastKt: 2000, northKt: -4, verticalRateFtMin: undefined },
    });
  });

  it('writes surface positions that read back', () => {
    const message = decodeModes(
      encodeSurfacePosition({
        address,
        latDeg: 60.3,
        lonDeg: 24.9,
        groundSpeedKt: 17.2,
        trackDeg: 90,
        odd: true,
      }),
    );
    expect(message).toMatchObject({
      df: 17,
      onGround: true,
      me: { kind: 'surface-position', groundSpeedKt: 17, trackDeg: 90, odd: true },
    });
  });

  it('writes replies sealed with the address', () => {
    expect(hexFromBytes(encodeAllCall({ address: 0x484fde, interrogator: 22 }))).toBe('5d484fdea248f5');
    expect(decodeModes(encodeAllCall({ address, interrogator: 7 }))).toMatchObject({
      address,
      interrogator: 7,
    });
    expect(decodeModes(encodeSurveillanceReply({ df: 4, address, altitudeFt: 37000 }))).toMatchObject({
      df: 4,
      address,
      altitudeFt: 37000,
    });
    expect(
      decodeModes(encodeSurveillanceReply({ df: 5, address, squawk: 0o7700, flightStatus: 2 })),
    ).toMatchObject({ df: 5, address, squawk: 0o7700, alert: true });
    const mb = bytesFromHex('CA3E51F0A80000')!;
    expect(
      hexFromBytes(encodeSurveillanceReply({ df: 20, address, altitudeFt: 38000, mb })).slice(8, 22),
    ).toBe('ca3e51f0a80000');
    expect(decodeModes(encodeSurveillanceReply({ df: 21, address, squawk: 0o1234, mb }))).toMatchObject({
      df: 21,
      squawk: 0o1234,
      high: 0xca3e51f,
      low: 0x0a80000,
    });
    expect(decodeModes(encodeAirAirReply({ address, altitudeFt: 6425, replyInformation: 3 }))).toMatchObject({
      df: 0,
      address,
      altitudeFt: 6425,
      replyInformation: 3,
    });
  });
});

describe('13-bit codes', () => {
  it('maps all squawks there and back', () => {
    for (let squawk = 0; squawk < 4096; squawk++) expect(squawkFromId13(id13FromSquawk(squawk))).toBe(squawk);
    expect(formatSquawk(0o20)).toBe('0020');
  });

  it('steps through all Gillham altitudes', () => {
    for (let altitudeFt = -1200; altitudeFt <= 126_700; altitudeFt += 100) {
      // 25 ft coding goes first where it reaches.
      if (altitudeFt >= -1000 && altitudeFt <= 50_175)
        expect(altitudeFtFromAc13(ac13FromFt(altitudeFt))).toBe(altitudeFt);
    }
    // Lines of the table in ICAO Annex 10 Volume IV, appendix to chapter 3.
    expect(gillhamToFt(0o0040)).toBe(-1200);
    expect(gillhamToFt(0o0020)).toBe(-1000);
    expect(gillhamToFt(0o0620)).toBe(0);
    expect(gillhamToFt(0o0000)).toBeUndefined();
    for (const altitudeFt of [50_200, 60_300, 99_900, 126_700]) {
      expect(altitudeFtFromAc13(ac13FromFt(altitudeFt))).toBe(altitudeFt);
    }
  });

  it('keeps absent altitudes absent', () => {
    expect(altitudeFtFromAc13(0)).toBeUndefined();
    expect(ac13FromFt(undefined)).toBe(0);
    expect(ac13FromFt(Number.NaN)).toBe(0);
  });
});
