import { M_PER_FT, MPS_PER_FTMIN, MPS_PER_KT } from '@commonsky/model';
import {
  ac12FromFt,
  encodeAirbornePosition,
  encodeAllCall,
  encodeIdentification,
  encodeSquitter,
  encodeSurfacePosition,
  encodeSurveillanceReply,
  encodeVelocity,
  id13FromSquawk,
} from '@commonsky/modes';
import type { Downlink } from '../sensors/downlink.ts';
import type { PositionReport } from '../sensors/report.ts';

/** The frame a transponder sends; `report` is what the aircraft knows of itself at that moment. */
export function encodeDownlink({ kind, count }: Downlink, report: PositionReport): Uint8Array | undefined {
  const address = report.address!;
  switch (kind) {
    case 'position':
      return encodePosition(address, count % 2 === 1, report);
    case 'velocity':
      return encodeVelocity({
        address,
        eastKt: Number.isNaN(report.latDeg) ? undefined : report.eastMps / MPS_PER_KT,
        northKt: Number.isNaN(report.latDeg) ? undefined : report.northMps / MPS_PER_KT,
        verticalRateFtMin: report.verticalMps / MPS_PER_FTMIN,
        verticalRateSource: 'barometric',
        geometricMinusBarometricFt: report.heightM / M_PER_FT - report.altitudeFt,
      });
    case 'identification':
      return report.callsign === undefined
        ? undefined
        : encodeIdentification({ address, callsign: report.callsign, category: report.category });
    case 'acquisition':
      return encodeAllCall({ address });
    case 'operationalStatus':
      return encodeOperationalStatus(address, report);
    case 'aircraftStatus':
      return encodeAircraftStatus(address, report.mode3a ?? 0);
    case 'reply':
      break;
  }
  return encodeReply(address, count, report);
}

/** Type codes of positions by NIC (DO-260B tables 2-11 and 2-14). */
function airborneTypeCode(nic: number): number {
  if (nic >= 10) return 20 - nic;
  if (nic >= 8) return 11;
  return Math.min(18, 19 - nic);
}

function surfaceTypeCode(nic: number): number {
  return nic >= 10 ? 16 - nic : nic >= 8 ? 7 : 8;
}

function encodePosition(address: number, odd: boolean, report: PositionReport): Uint8Array {
  const { latDeg, lonDeg } = report;
  if (Number.isNaN(latDeg)) {
    // Type code 0: no position, altitude only.
    return encodeSquitter({ address }, ac12FromFt(report.altitudeFt) << 8, 0, report.onGround);
  }
  if (report.onGround) {
    return encodeSurfacePosition({
      address,
      latDeg,
      lonDeg,
      groundSpeedKt: Math.hypot(report.eastMps, report.northMps) / MPS_PER_KT,
      trackDeg: (Math.atan2(report.eastMps, report.northMps) * 180) / Math.PI,
      odd,
      typeCode: surfaceTypeCode(report.nic),
    });
  }
  return encodeAirbornePosition({
    address,
    latDeg,
    lonDeg,
    altitudeFt: Math.round(report.altitudeFt / 25) * 25,
    odd,
    typeCode: airborneTypeCode(report.nic),
    surveillanceStatus: surveillanceStatus(report),
    supplement: report.nic === 9,
  });
}

function surveillanceStatus(report: PositionReport): number {
  if (emergencyState(report.mode3a ?? 0) > 0) return 1;
  return report.spi ? 3 : 0;
}

function emergencyState(mode3a: number): number {
  return mode3a === 0o7700 ? 1 : mode3a === 0o7600 ? 4 : mode3a === 0o7500 ? 5 : 0;
}

/** Type code 31, ADS-B version 2: how good the position is. */
function encodeOperationalStatus(address: number, report: PositionReport): Uint8Array {
  const version = 2;
  const [verticalAccuracy, silLevel, nicBaro] = [2, 3, 1];
  const subtype = report.onGround ? 1 : 0;
  const nicSupplementA = report.nic === 9 ? 1 : 0;
  const low =
    (version << 13) |
    (nicSupplementA << 12) |
    (report.nacP << 8) |
    (verticalAccuracy << 6) |
    (silLevel << 4) |
    (report.onGround ? 0 : nicBaro << 3);
  return encodeSquitter({ address }, (31 << 23) | (subtype << 20), low, report.onGround);
}

/** Type code 28: emergency state and mode A code. */
function encodeAircraftStatus(address: number, mode3a: number): Uint8Array {
  const high = (28 << 23) | (1 << 20) | (emergencyState(mode3a) << 17) | (id13FromSquawk(mode3a) << 4);
  return encodeSquitter({ address }, high, 0);
}

/** What a Mode S radar extracts: altitude, identity, and now and then register 2,0. */
function encodeReply(address: number, count: number, report: PositionReport): Uint8Array {
  const df = ([4, 5, 20, 21] as const)[count % 4]!;
  const alert = emergencyState(report.mode3a ?? 0) > 0;
  const flightStatus = report.spi ? (alert ? 4 : 5) : alert ? 2 : 0;
  const common = { address, df, flightStatus };
  const reply =
    df === 4 || df === 20
      ? { ...common, altitudeFt: Math.round(report.altitudeFt / 25) * 25 }
      : { ...common, squawk: report.mode3a ?? 0 };
  return encodeSurveillanceReply(
    df >= 20 && report.callsign !== undefined
      ? { ...reply, mb: identificationRegister(report.callsign) }
      : reply,
  );
}

/** Register 2,0: the register's number, then eight characters of six bits. */
function identificationRegister(callsign: string): Uint8Array {
  const frame = encodeIdentification({ address: 0, callsign });
  const register = frame.slice(4, 11);
  register[0] = 0x20;
  return register;
}
