import type { Contribution, MemberId } from '@commonsky/model';
import { emptyEstimate, type Estimate } from './estimate.ts';
import { fuse, type Fused } from './fuse.ts';
import { eastMPerDeg, northMPerDeg, wrapDeg } from './ground.ts';
import { leadOf, type Row, type Source } from './rows.ts';
import type { JointTrack } from './tracks.ts';

const MODES_UNKNOWN = [Number.NaN, Number.NaN, Number.NaN] as const;
const fused: Fused = {
  eastM: 0,
  northM: 0,
  eastMps: 0,
  northMps: 0,
  verticalMps: 0,
  pEastEast: 0,
  pEastNorth: 0,
  pNorthNorth: 0,
};
const nothing: Estimate = emptyEstimate();

/**
 * The row as a track, from what its members say now and nothing else: who has left, has left no trace.
 * Undefined when nothing but our own data, come back, is in it.
 */
export function publishRow(row: Row, atMs: number): JointTrack | undefined {
  const lead = leadOf(row);
  if (lead.isEcho) return undefined;
  const { own } = lead;
  const members = row.sources.map(({ member, number, estimate, isEcho }) => ({
    member,
    number,
    atMs: estimate.atMs,
    isEcho,
  }));
  // Nothing to fuse: our own track as the tracker gives it, exactly.
  const credible = row.sources.filter((source) => !source.isEcho);
  if (own !== undefined && credible.length === 1) return { ...own, number: row.number, members };
  // Our own word first, then the newest.
  const believed = credible.sort(
    (a, b) => Number(b === lead) - Number(a === lead) || b.estimate.atMs - a.estimate.atMs,
  );
  const estimates = believed.map(({ estimate }) => estimate);
  const { latDeg, lonDeg } = lead.estimate;
  fuse(estimates, atMs, latDeg, lonDeg, fused);
  const heard = firstOf(estimates, ({ altitudeM }) => !Number.isNaN(altitudeM));
  return {
    number: row.number,
    status: believed.some((source) => statusOf(source) === 'confirmed') ? 'confirmed' : 'coasting',
    atMs,
    lastPlotMs: Math.max(...believed.map(lastMsOf)),
    bornMs: Math.min(...believed.map((source) => source.own?.bornMs ?? source.firstSeenMs)),
    latDeg: latDeg + fused.northM / northMPerDeg(latDeg),
    lonDeg: wrapDeg(lonDeg + fused.eastM / eastMPerDeg(latDeg)),
    pressureAltitudeM: heard.altitudeM,
    geometricHeightM: own?.geometricHeightM ?? Number.NaN,
    eastMps: fused.eastMps,
    northMps: fused.northMps,
    verticalMps: fused.verticalMps,
    accuracyM: Math.sqrt((fused.pEastEast + fused.pNorthNorth) / 2),
    pEastEast: fused.pEastEast,
    pEastNorth: fused.pEastNorth,
    pNorthNorth: fused.pNorthNorth,
    modeProbabilities: own?.modeProbabilities ?? MODES_UNKNOWN,
    address: firstOf(estimates, ({ address }) => address !== undefined).address,
    mode3a: firstOf(estimates, ({ mode3a }) => mode3a !== undefined).mode3a,
    callsign: firstOf(estimates, ({ callsign }) => callsign !== undefined).callsign,
    onGround: own?.onGround,
    spi: own?.spi ?? false,
    contributions: believed.flatMap(contributionsOf),
    members,
  };
}

/** Whose data a partner's track is, is what the partner says: its owners, by way of the partner. */
function contributionsOf({ own, partner, member }: Source): readonly Contribution[] {
  if (own !== undefined) return own.contributions;
  const { owners, atMs } = partner!;
  return owners.map((owner) => ({ sensorId: pictureOf(member), owner, lastMs: atMs, plotCount: 1 }));
}

/** The name under which a partner's tracks stand among sensors. */
function pictureOf(member: MemberId): string {
  return `${member}:picture`;
}

function statusOf({ own, partner }: Source) {
  return (own ?? partner)!.status;
}

function lastMsOf({ own, partner }: Source): number {
  return own?.lastPlotMs ?? partner!.atMs;
}

function firstOf(estimates: readonly Estimate[], has: (estimate: Estimate) => boolean): Estimate {
  return estimates.find(has) ?? nothing;
}
