import { join } from 'node:path';
import type { TruthState } from '@commonsky/sim';
import { openFile } from './file.ts';

const COLUMNS =
  'time_ms,number,class,equipage,address,mode3a,callsign,lat_deg,lon_deg,height_m,pressure_altitude_m,east_mps,north_mps,vertical_mps,on_ground,ghost';

/** Truth as CSV, a row an aircraft and time; empty is absent. */
export async function openTruth(folder: string) {
  const file = await openFile(join(folder, 'truth.csv'));
  await file.write(`${COLUMNS}\n`);
  return {
    files: [file],
    async write(atMs: number, truth: readonly TruthState[]): Promise<void> {
      for (const each of truth) await file.write(`${atMs},${row(each)}\n`);
    },
  };
}

function row(state: TruthState): string {
  return [
    state.number,
    state.kind,
    state.equipage,
    addressText(state.address),
    codeText(state.mode3a),
    state.callsign ?? '',
    state.latDeg.toFixed(7),
    state.lonDeg.toFixed(7),
    state.heightM.toFixed(1),
    state.pressureAltitudeM.toFixed(1),
    state.eastMps.toFixed(2),
    state.northMps.toFixed(2),
    state.verticalMps.toFixed(2),
    state.onGround ? 1 : 0,
    state.ghost ? 1 : 0,
  ].join(',');
}

export function addressText(address: number | undefined): string {
  return address === undefined ? '' : address.toString(16).toUpperCase().padStart(6, '0');
}

export function codeText(mode3a: number | undefined): string {
  return mode3a === undefined ? '' : mode3a.toString(8).padStart(4, '0');
}
