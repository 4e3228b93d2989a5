/** Exact definitions (ICAO Annex 5); everything inside Commonsky is SI, conversions happen at the edge. */
export const M_PER_FT = 0.3048;
export const M_PER_NM = 1852;
export const MPS_PER_KT = 1852 / 3600;
export const MPS_PER_FTMIN = 0.3048 / 60;
export const RAD_PER_DEG = Math.PI / 180;
export const DEG_PER_RAD = 180 / Math.PI;
/** A flight level is 100 ft of pressure altitude. */
export const M_PER_FL = 100 * M_PER_FT;
