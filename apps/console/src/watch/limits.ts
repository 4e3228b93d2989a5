import { type AirspaceProperties, M_PER_FL, M_PER_FT, type VerticalLimitInfo } from '@commonsky/model';

/** A vertical limit as charts write it: `GND`, `FL105`, `5,000 ft`, `1,500 ft AGL`, `UNL`. */
export function formatLimit({ reference, valueM }: VerticalLimitInfo): string {
  switch (reference) {
    case 'unlimited':
      return 'UNL';
    case 'fl':
      return `FL${String(Math.round(valueM / M_PER_FL)).padStart(3, '0')}`;
    case 'agl':
      return valueM === 0 ? 'GND' : `${feet(valueM)} ft AGL`;
    case 'amsl':
      return `${feet(valueM)} ft`;
  }
}

function feet(m: number): string {
  return Math.round(m / M_PER_FT).toLocaleString('en');
}

/** `GND–FL105`. */
export function formatBand({ lower, upper }: Pick<AirspaceProperties, 'lower' | 'upper'>): string {
  return `${formatLimit(lower)}–${formatLimit(upper)}`;
}
