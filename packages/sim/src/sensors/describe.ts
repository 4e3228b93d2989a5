import type { Sensor, SensorKind } from '@commonsky/model';
import type { SensorSpec } from '../scenario/scenario.ts';

/** A sensor as the rest of the system knows it. */
export function describeSensor(spec: SensorSpec): Sensor {
  const { id, owner, latDeg, lonDeg, heightM, rangeMaxM } = spec;
  const common = { id, name: spec.name ?? id, owner, latDeg, lonDeg, heightM, rangeMaxM };
  switch (spec.kind) {
    case 'radar': {
      const { sac, sic, periodS, primary, secondary } = spec;
      const { rangeM, azimuthDeg } = (secondary ?? primary)!.noise;
      return {
        ...common,
        kind: radarKind(primary !== undefined, secondary?.mode),
        sac,
        sic,
        periodS,
        noise: { rangeM, azimuthDeg },
        detectionProbability: (secondary ?? primary)!.probability,
      };
    }
    case 'adsb':
      return {
        ...common,
        kind: 'adsb',
        sac: spec.sac,
        sic: spec.sic,
        periodS: 1,
        detectionProbability: spec.probability,
      };
    case 'beast':
      return { ...common, kind: 'adsb', detectionProbability: spec.probability };
    case 'mlat':
      break;
  }
  return {
    ...common,
    kind: 'mlat',
    sac: spec.sac,
    sic: spec.sic,
    periodS: spec.periodS,
    noise: { positionM: 5 * spec.timingNoiseM },
    detectionProbability: spec.probability,
  };
}

function radarKind(primary: boolean, secondary: 'ssr' | 'modeS' | undefined): SensorKind {
  if (secondary === undefined) return 'psr';
  if (secondary === 'modeS') return primary ? 'psrModeS' : 'modeS';
  return primary ? 'psrSsr' : 'ssr';
}
