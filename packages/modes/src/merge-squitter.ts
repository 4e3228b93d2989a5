import { type Aircraft, holds, renew } from './aircraft.ts';
import { CHANGED } from './aircraft-state.ts';
import type { ExtendedSquitter, SquitterSource } from './message.ts';
import type { AirbornePositionMe, CoarsePositionMe, SurfacePositionMe } from './position.ts';
import { type PositionOutcome, type ReceiverSite, resolvePosition } from './position-resolver.ts';
import { accuracyFromNacP, accuracyFromNucP, positionIntegrity } from './quality.ts';
import type { OperationalStatusMe, TargetStateMe } from './status.ts';
import type { VelocityMe } from './velocity.ts';

/** A geometric height is made of an altitude only while that is this fresh. */
const ALTITUDE_FRESH_MS = 5_000;
/** Quality told longer ago is not carried over to new positions. */
const QUALITY_FRESH_MS = 60_000;

/** Takes what an extended squitter tells. Returns what became of its position, if it had one. */
export function mergeSquitter(
  aircraft: Aircraft,
  message: ExtendedSquitter,
  atMs: number,
  site: ReceiverSite | undefined,
): PositionOutcome | undefined {
  const { me, source } = message;
  if (message.repairedBits > 0) return mergeMended(aircraft, message, atMs, site);
  switch (me.kind) {
    case 'identification':
      aircraft.callsign = renew(aircraft.callsign, me.callsign, source, atMs);
      aircraft.category = renew(aircraft.category, me.category, source, atMs);
      aircraft.changed = CHANGED.identity;
      return undefined;
    case 'airborne-position':
      aircraft.changed = CHANGED.status;
      aircraft.onGround = renew(aircraft.onGround, false, source, atMs);
      mergeSurveillanceStatus(aircraft, me, source, atMs);
      mergeAltitude(aircraft, me, source, atMs);
      return me.typeCode === 0 ? undefined : mergePosition(aircraft, me, false, source, atMs, site);
    case 'surface-position':
      aircraft.changed = CHANGED.status;
      aircraft.onGround = renew(aircraft.onGround, true, source, atMs);
      if (me.groundSpeedKt !== undefined) {
        const { groundSpeedKt, trackDeg } = me;
        aircraft.velocity = renew(aircraft.velocity, { groundSpeedKt, trackDeg }, source, atMs);
        aircraft.changed |= CHANGED.velocity;
      }
      return mergePosition(aircraft, me, true, source, atMs, site);
    case 'coarse-position':
      aircraft.changed = CHANGED.altitude;
      aircraft.altitudeFt = renew(aircraft.altitudeFt, me.altitudeFt, source, atMs);
      return mergePosition(aircraft, me, false, source, atMs, site);
    case 'velocity':
      mergeVelocity(aircraft, me, source, atMs);
      return undefined;
    case 'emergency':
      aircraft.emergency = renew(aircraft.emergency, me.emergency, source, atMs);
      aircraft.squawk = renew(aircraft.squawk, me.squawk, source, atMs);
      aircraft.changed = CHANGED.status | CHANGED.identity;
      return undefined;
    case 'acas':
      aircraft.acasAdvisory = renew(aircraft.acasAdvisory, me.advisory, source, atMs);
      aircraft.changed = CHANGED.status;
      return undefined;
    case 'target-state':
      mergeTargetState(aircraft, me, source, atMs);
      return undefined;
    case 'operational-status':
      mergeOperationalStatus(aircraft, me, source, atMs);
      return undefined;
    case 'surface-system-status':
    case 'other':
  }
  return undefined;
}

/**
 * Of a mended message only the position is taken: it alone is checked against where the aircraft can be.
 * A heavily damaged message mended into another one could else rename the aircraft or call an emergency.
 */
function mergeMended(
  aircraft: Aircraft,
  { me, source }: ExtendedSquitter,
  atMs: number,
  site: ReceiverSite | undefined,
): PositionOutcome | undefined {
  const believed = aircraft.position !== undefined;
  if (!believed || me.typeCode === 0) return undefined;
  if (me.kind === 'airborne-position') return mergePosition(aircraft, me, false, source, atMs, site);
  return me.kind === 'surface-position' ? mergePosition(aircraft, me, true, source, atMs, site) : undefined;
}

function mergeSurveillanceStatus(
  aircraft: Aircraft,
  me: AirbornePositionMe,
  source: SquitterSource,
  atMs: number,
): void {
  const { surveillanceStatus: status } = me;
  aircraft.alert = renew(
    aircraft.alert,
    status === 'permanent-alert' || status === 'temporary-alert',
    source,
    atMs,
  );
  aircraft.spi = renew(aircraft.spi, status === 'spi', source, atMs);
}

function mergeAltitude(
  aircraft: Aircraft,
  me: AirbornePositionMe,
  source: SquitterSource,
  atMs: number,
): void {
  if (me.altitudeFt === undefined) return;
  if (me.altitudeKind === 'geometric') {
    aircraft.geometricHeightFt = renew(aircraft.geometricHeightFt, me.altitudeFt, source, atMs);
  } else aircraft.altitudeFt = renew(aircraft.altitudeFt, me.altitudeFt, source, atMs);
  aircraft.changed |= CHANGED.altitude;
}

function mergePosition(
  aircraft: Aircraft,
  me: AirbornePositionMe | SurfacePositionMe | CoarsePositionMe,
  onSurface: boolean,
  source: SquitterSource,
  atMs: number,
  site: ReceiverSite | undefined,
): PositionOutcome | undefined {
  // Radar positions rebroadcast by a ground station must not mix with the aircraft's own.
  if (holds(aircraft.position, source, atMs)) return undefined;
  const { track } = aircraft;
  const outcome = resolvePosition(track, me, onSurface, atMs, site);
  if (outcome === 'rejected') aircraft.contradictions++;
  if (outcome !== 'position') return outcome;

  const version = aircraft.adsbVersion?.value ?? 0;
  const supplementB = me.kind === 'airborne-position' && me.supplement;
  const { nic, containmentM } = positionIntegrity(
    me.typeCode ?? 0,
    version,
    aircraft.nicA,
    supplementB,
    aircraft.nicC,
  );
  const { nacP } = aircraft;
  const accuracyM =
    version === 0
      ? accuracyFromNucP(nic)
      : nacP && atMs - nacP.atMs <= QUALITY_FRESH_MS
        ? accuracyFromNacP(nacP.value)
        : undefined;
  const { latDeg, lonDeg, confidence } = track;
  aircraft.position = { latDeg, lonDeg, onSurface, source, atMs, confidence, nic, containmentM, accuracyM };
  aircraft.changed |= CHANGED.position;
  return outcome;
}

function mergeVelocity(aircraft: Aircraft, me: VelocityMe, source: SquitterSource, atMs: number): void {
  const { groundSpeedKt, trackDeg } = me;
  if (groundSpeedKt !== undefined) {
    aircraft.velocity = renew(aircraft.velocity, { groundSpeedKt, trackDeg }, source, atMs);
  }
  if (me.headingDeg !== undefined) {
    if (aircraft.magnetic) {
      aircraft.magneticHeadingDeg = renew(aircraft.magneticHeadingDeg, me.headingDeg, source, atMs);
    } else aircraft.trueHeadingDeg = renew(aircraft.trueHeadingDeg, me.headingDeg, source, atMs);
  }
  if (me.airspeedKind === 'true') {
    aircraft.trueAirspeedKt = renew(aircraft.trueAirspeedKt, me.airspeedKt, source, atMs);
  } else aircraft.indicatedAirspeedKt = renew(aircraft.indicatedAirspeedKt, me.airspeedKt, source, atMs);
  aircraft.verticalRateFtMin = renew(aircraft.verticalRateFtMin, me.verticalRateFtMin, source, atMs);
  // TIS-B has other figures in these bits (ICAO Doc 9871, table B-3-4).
  if (!source.startsWith('tisb')) aircraft.nacV = renew(aircraft.nacV, me.nacV, source, atMs);
  aircraft.changed = CHANGED.velocity;

  const difference = me.geometricMinusBarometricFt;
  const altitude = aircraft.altitudeFt;
  if (difference !== undefined && altitude && atMs - altitude.atMs <= ALTITUDE_FRESH_MS) {
    const heightFt = altitude.value + difference;
    aircraft.geometricHeightFt = renew(aircraft.geometricHeightFt, heightFt, source, atMs);
    aircraft.changed |= CHANGED.altitude;
  }
}

function mergeTargetState(aircraft: Aircraft, me: TargetStateMe, source: SquitterSource, atMs: number): void {
  aircraft.selectedAltitudeFt = renew(aircraft.selectedAltitudeFt, me.selectedAltitudeFt, source, atMs);
  aircraft.selectedHeadingDeg = renew(aircraft.selectedHeadingDeg, me.selectedHeadingDeg, source, atMs);
  aircraft.altimeterSettingHpa = renew(aircraft.altimeterSettingHpa, me.altimeterSettingHpa, source, atMs);
  aircraft.autopilot = renew(aircraft.autopilot, me.modes, source, atMs);
  aircraft.nacP = renew(aircraft.nacP, me.nacP, source, atMs);
  aircraft.sil = renew(aircraft.sil, me.sil, source, atMs);
  aircraft.nicBaro = renew(aircraft.nicBaro, me.nicBaro, source, atMs);
  aircraft.changed = CHANGED.intent | CHANGED.quality;
}

function mergeOperationalStatus(
  aircraft: Aircraft,
  me: OperationalStatusMe,
  source: SquitterSource,
  atMs: number,
): void {
  aircraft.adsbVersion = renew(aircraft.adsbVersion, me.version, source, atMs);
  aircraft.nacP = renew(aircraft.nacP, me.nacP, source, atMs);
  aircraft.nacV = renew(aircraft.nacV, me.nacV, source, atMs);
  aircraft.sil = renew(aircraft.sil, me.sil, source, atMs);
  aircraft.sda = renew(aircraft.sda, me.sda, source, atMs);
  aircraft.gva = renew(aircraft.gva, me.gva, source, atMs);
  aircraft.nicBaro = renew(aircraft.nicBaro, me.nicBaro, source, atMs);
  aircraft.nicA = me.nicSupplementA;
  // An aircraft in the air tells nothing of supplement C: what it said on the ground is over.
  aircraft.nicC = me.nicSupplementC ?? false;
  aircraft.magnetic = me.magneticHeading;
  aircraft.changed = CHANGED.quality;
}
