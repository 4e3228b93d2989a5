import { CHANGED, type AircraftState, type ModesMessage } from '@commonsky/modes';
import { type MemberId, MPS_PER_KT, type Plot, type Track } from '@commonsky/model';
import { type AlertEvent, createWatch, type Watch } from '@commonsky/watch';
import type { Log } from '../observe/log.ts';
import { createIncidentBook, type IncidentBook } from './incident-book.ts';

/** The picture is looked at this often. */
const STEP_MS = 1_000;

/** A member's watch beside its pipeline: it reads plots, messages and tracks, and changes none of them. */
export interface WatchStage {
  readonly watch: Watch;
  readonly incidents: IncidentBook;
  readonly stats: { readonly steps: number; readonly faults: number };
  plots(batch: readonly Plot[]): void;
  message(aircraft: AircraftState, message: ModesMessage): void;
  /** Looks at the picture when a second has passed; `tracks` is only asked then. */
  step(nowMs: number, tracks: () => readonly Track[]): void;
  /** Hears of every alert that is raised, changes or ends; the result takes it back. */
  subscribe(listener: (event: AlertEvent) => void): () => void;
}

export function createWatchStage(member: MemberId, log: Log): WatchStage {
  const watch = createWatch();
  const stats = { steps: 0, faults: 0 };
  const listeners = new Set<(event: AlertEvent) => void>();
  let lastStep = Number.NaN;

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      // A fault of ours here must not cost the picture; the first is logged, all are counted.
      stats.faults++;
      if (stats.faults === 1) log.error({ err: error, member }, 'fault in the watch');
    }
  }

  return {
    watch,
    incidents: createIncidentBook(member),
    stats,
    plots: (batch) => guarded(() => watch.observePlots(batch)),
    message(aircraft, message) {
      if (message.df !== 17) return;
      const { nacP, position, velocity, onGround, changed, lastSeenMs } = aircraft;
      const isPosition = (changed & CHANGED.position) !== 0 && position?.onSurface === false;
      const report = {
        address: aircraft.address,
        atMs: lastSeenMs,
        // Only what this very message says counts: a kept value is no second proof.
        nacp: nacP?.atMs === lastSeenMs ? nacP.value : undefined,
        noPosition: 'typeCode' in message.me && message.me.typeCode === 0,
        position: isPosition ? position : undefined,
        onGround: onGround?.value === true,
        groundSpeedMps: (velocity?.value.groundSpeedKt ?? 0) * MPS_PER_KT,
      };
      guarded(() => watch.observeIntegrity(report));
    },
    step(nowMs, tracks) {
      const step = Math.floor(nowMs / STEP_MS);
      if (step === lastStep) return;
      lastStep = step;
      stats.steps++;
      guarded(() => {
        for (const event of watch.step(nowMs, tracks())) for (const listener of listeners) listener(event);
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
