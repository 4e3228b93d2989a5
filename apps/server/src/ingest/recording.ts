import type { PacketKind } from './feed.ts';

/** One packet of a recording, with the moment it was recorded at. */
export interface RecordedPacket {
  /** UTC ms; never decreases within a recording. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** A recording opened for replay. */
export interface Recording {
  /** File name. */
  readonly source: string;
  readonly kind: PacketKind;
  /** What its content was found to be, in words: `pcap`, `Beast, 12 MHz timestamps`. */
  readonly format: string;
  /** Whether its times say the day: one without begins when it is told to. */
  readonly hasDate: boolean;
  /** In recorded order, from the start at every call; `refuse` hears of what could not be framed. */
  packets(refuse: (damage: RecordingDamage) => void): Iterable<RecordedPacket>;
}

export interface RecordingDamage {
  readonly atMs: number;
  readonly reason: string;
  readonly detail: string;
  readonly bytes: Uint8Array;
}

/** One recording's packet among several. */
export interface MergedPacket extends RecordedPacket {
  readonly recording: Recording;
}

/** The packets of several recordings in order of time. */
export function* mergeRecordings(
  recordings: readonly Recording[],
  refuse: (recording: Recording, damage: RecordingDamage) => void,
): Generator<MergedPacket> {
  const heads = recordings.flatMap((recording) => {
    const iterator = recording.packets((damage) => refuse(recording, damage))[Symbol.iterator]();
    const first = iterator.next();
    return first.done === true ? [] : [{ recording, iterator, packet: first.value }];
  });
  while (heads.length > 0) {
    let earliest = heads[0]!;
    for (const head of heads) if (head.packet.atMs < earliest.packet.atMs) earliest = head;
    const { recording, packet, iterator } = earliest;
    yield { recording, ...packet };
    const next = iterator.next();
    if (next.done === true) heads.splice(heads.indexOf(earliest), 1);
    else earliest.packet = next.value;
  }
}
