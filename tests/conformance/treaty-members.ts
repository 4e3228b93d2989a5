/** Members in one process with real keys, files and releases, under a clock that tests set. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Track } from '@commonsky/model';
import { createTreaties, type Instrument, type LifeEvent, type ObjectCategory } from '@commonsky/treaty';
import {
  createMemoryHub,
  openFederation,
  type Federation,
  type Offer,
  type Transport,
  type WireKind,
} from '@commonsky/server/federation';
import { createMembers } from './treaty-keys.ts';

const START_MS = Date.UTC(2026, 5, 1, 12);

export interface TestFlight {
  readonly number: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altitudeM: number;
  readonly category: ObjectCategory;
  readonly owner: string;
  readonly callsign?: string;
}

export function offerOf(flight: TestFlight, atMs: number): Offer {
  const track: Track = {
    number: flight.number,
    status: 'confirmed',
    atMs,
    lastPlotMs: atMs,
    bornMs: START_MS,
    latDeg: flight.latDeg,
    lonDeg: flight.lonDeg,
    pressureAltitudeM: flight.altitudeM,
    geometricHeightM: Number.NaN,
    eastMps: 200,
    northMps: -30,
    verticalMps: 0,
    accuracyM: 50,
    pEastEast: 2500,
    pEastNorth: 0,
    pNorthNorth: 2500,
    modeProbabilities: [1, 0, 0],
    address: 0x400000 + flight.number,
    mode3a: 0o1234,
    callsign: flight.callsign,
    onGround: false,
    spi: false,
    contributions: [{ sensorId: `${flight.owner}-1`, owner: flight.owner, lastMs: atMs, plotCount: 5 }],
  };
  return { versions: [{ track }], category: flight.category, identity: 'unknown' };
}

/** Says before each message whether it arrives; sees every message that leaves. */
export type Wire = (from: string, to: string, kind: WireKind, octets: Uint8Array) => boolean;

export async function openMembers(
  names: readonly string[],
  {
    instruments,
    events,
    wire = () => true,
  }: { instruments: readonly Instrument[]; events: readonly LifeEvent[]; wire?: Wire },
) {
  const folder = mkdtempSync(join(tmpdir(), 'commonsky-members-'));
  const hub = createMemoryHub();
  const time = { wallMs: START_MS, steadyMs: 0 };
  const { signers, keyring } = createMembers(names);
  const watched = (member: string): Transport => {
    const transport = hub.transportOf(member);
    return {
      ...transport,
      send(partner, kind, octets) {
        if (transport.isConnected(partner) && wire(member, partner, kind, octets))
          transport.send(partner, kind, octets);
      },
    };
  };
  const members = new Map<string, Federation>();
  for (const name of names) {
    const federation = await openFederation({
      signer: signers[name]!,
      keyring,
      partners: names.filter((other) => other !== name),
      treaties: createTreaties(instruments, events),
      logHead: '0'.repeat(64),
      auditFolder: join(folder, name),
      transport: watched(name),
      clock: () => ({ ...time }),
      source: { sac: 1, sic: 1 },
    });
    members.set(name, federation);
  }
  const settle = async () => {
    for (let round = 0; round < 3; round++) for (const member of members.values()) await member.settled();
  };
  return {
    folder,
    hub,
    time,
    keyring,
    of: (name: string) => members.get(name)!,
    /** Moves both clocks on. */
    pass(ms: number) {
      time.wallMs += ms;
      time.steadyMs += ms;
    },
    /** Every member offers its own flights. */
    async step(flights: readonly TestFlight[]) {
      await Promise.all(
        [...members].map(([name, member]) =>
          member.step(
            flights.filter(({ owner }) => owner === name).map((flight) => offerOf(flight, time.wallMs)),
          ),
        ),
      );
      await settle();
    },
    settle,
    async close() {
      for (const member of members.values()) await member.close();
      rmSync(folder, { recursive: true });
    },
  };
}
