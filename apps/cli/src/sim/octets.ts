import { join } from 'node:path';
import { encodePcapHeader, encodePcapRecord, type Emission, type Simulation } from '@commonsky/sim';
import { openFile, type FileSink } from './file.ts';

/** The port that dissectors take for ASTERIX. */
const ASTERIX_PORT = 8600;
/** Addresses reserved for documentation: each sensor has one of its own. */
const NETWORK = [192, 0, 2] as const;
const CENTRE = [...NETWORK, 1] as const;

export interface OctetKinds {
  readonly raw: boolean;
  readonly pcap: boolean;
  readonly beast: boolean;
}

/** Recordings of what sensors send: raw ASTERIX blocks one after the other, a capture with times, Beast streams. */
export async function openRecordings(folder: string, simulation: Simulation, kinds: OctetKinds) {
  const raw = kinds.raw ? await openFile(join(folder, 'asterix.raw')) : undefined;
  const pcap = kinds.pcap ? await openFile(join(folder, 'asterix.pcap')) : undefined;
  await pcap?.write(encodePcapHeader());
  const sources = new Map(simulation.sensors.map(({ id }, index) => [id, 2 + (index % 253)]));
  const streams = new Map<string, FileSink>();
  for (const { id, kind } of simulation.scenario.sensors) {
    if (kinds.beast && kind === 'beast') streams.set(id, await openFile(join(folder, `${id}.beast`)));
  }

  return {
    files: [raw, pcap, ...streams.values()].filter((file) => file !== undefined),
    async write({ sensorId, transport, atMs, bytes }: Emission): Promise<void> {
      if (transport === 'beast') {
        await streams.get(sensorId)?.write(bytes);
        return;
      }
      await raw?.write(bytes);
      await pcap?.write(
        encodePcapRecord({
          atMs,
          bytes,
          source: [...NETWORK, sources.get(sensorId)!],
          destination: CENTRE,
          sourcePort: ASTERIX_PORT,
          destinationPort: ASTERIX_PORT,
        }),
      );
    },
  };
}
