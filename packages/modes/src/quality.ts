/**
 * What the quality figures of ADS-B promise. Their meaning depends on the version of the sender's
 * standard, and from version 1 on the integrity of a position also on supplement bits sent elsewhere.
 *
 * @see RTCA DO-260B table 2-69 and appendix N; DO-260A table 2-70; DO-260 table 2-11.
 */
export interface PositionIntegrity {
  /** NIC; of version 0 senders NUCp. */
  readonly nic: number;
  /** Radius of containment, m: the true position is within it but for the SIL; undefined when unbounded. */
  readonly containmentM: number | undefined;
}

const NM = 1852;

function integrity(nic: number, containmentM: number | undefined): PositionIntegrity {
  return { nic, containmentM };
}

const UNKNOWN = integrity(0, undefined);

/** Type code → NUCp and containment, version 0. */
const VERSION_0: readonly PositionIntegrity[] = byTypeCode({
  5: integrity(9, 7.5),
  6: integrity(8, 25),
  7: integrity(7, 0.1 * NM),
  8: integrity(6, undefined),
  9: integrity(9, 7.5),
  10: integrity(8, 25),
  11: integrity(7, 0.1 * NM),
  12: integrity(6, 0.2 * NM),
  13: integrity(5, 0.5 * NM),
  14: integrity(4, NM),
  15: integrity(3, 2 * NM),
  16: integrity(2, 10 * NM),
  17: integrity(1, 20 * NM),
  20: integrity(9, 7.5),
  21: integrity(8, 25),
});

/** The type codes of versions 1 and 2 that need no supplement bit. */
const PLAIN: readonly PositionIntegrity[] = byTypeCode({
  5: integrity(11, 7.5),
  6: integrity(10, 25),
  7: integrity(8, 0.1 * NM),
  9: integrity(11, 7.5),
  10: integrity(10, 25),
  11: integrity(8, 0.1 * NM),
  12: integrity(7, 0.2 * NM),
  13: integrity(6, 0.5 * NM),
  14: integrity(5, NM),
  15: integrity(4, 2 * NM),
  16: integrity(2, 8 * NM),
  17: integrity(1, 20 * NM),
  20: integrity(11, 7.5),
  21: integrity(10, 25),
});

const NIC_9 = integrity(9, 75);
const NIC_7_SURFACE = integrity(7, 0.2 * NM);
const NIC_6_FINE = integrity(6, 0.3 * NM);
const NIC_6_COARSE = integrity(6, 0.6 * NM);
const NIC_3 = integrity(3, 4 * NM);

function byTypeCode(known: Readonly<Record<number, PositionIntegrity>>): readonly PositionIntegrity[] {
  return Array.from({ length: 32 }, (_, typeCode) => known[typeCode] ?? UNKNOWN);
}

/**
 * Integrity of a position by its type code, the sender's version, and the NIC supplements: A from the
 * operational status, B from the position itself, C from the operational status on the surface.
 */
export function positionIntegrity(
  typeCode: number,
  version: number,
  a: boolean,
  b: boolean,
  c: boolean,
): PositionIntegrity {
  if (version === 0) return VERSION_0[typeCode] ?? UNKNOWN;
  const strict = version === 1 ? a : a && b;
  switch (typeCode) {
    case 7:
      return a && (version === 1 || !c) ? NIC_9 : PLAIN[7]!;
    case 8:
      if (version === 1 || !(a || c)) return UNKNOWN;
      if (a) return c ? NIC_7_SURFACE : NIC_6_FINE;
      return NIC_6_COARSE;
    case 11:
      return strict ? NIC_9 : PLAIN[11]!;
    case 13:
      if (strict) return NIC_6_COARSE;
      return version >= 2 && b ? NIC_6_FINE : PLAIN[13]!;
    case 16:
      return strict ? NIC_3 : PLAIN[16]!;
    default:
      return PLAIN[typeCode] ?? UNKNOWN;
  }
}

/** NACp → 95 % bound of the horizontal position error, m. */
const EPU_M = [undefined, 10 * NM, 4 * NM, 2 * NM, NM, 0.5 * NM, 0.3 * NM, 0.1 * NM, 0.05 * NM, 30, 10, 3];

export function accuracyFromNacP(nacP: number): number | undefined {
  return EPU_M[nacP];
}

/** NUCp → 95 % bound of the horizontal position error, m. */
const NUC_P_M = [undefined, 10 * NM, 5 * NM, NM, 0.5 * NM, 0.25 * NM, 0.1 * NM, 0.05 * NM, 10, 3];

export function accuracyFromNucP(nucP: number): number | undefined {
  return NUC_P_M[nucP];
}

/** NACv (NUCr) → 95 % bound of the horizontal velocity error, m/s. */
const VELOCITY_MPS = [undefined, 10, 3, 1, 0.3];

export function velocityAccuracyFromNacV(nacV: number): number | undefined {
  return VELOCITY_MPS[nacV];
}

/** GVA → 95 % bound of the geometric height error, m. */
const GVA_M = [undefined, 150, 45, undefined];

export function heightAccuracyFromGva(gva: number): number | undefined {
  return GVA_M[gva];
}

/** SIL → chance that the position is outside its containment, per hour or per sample as sent. */
const SIL_PROBABILITY = [undefined, 1e-3, 1e-5, 1e-7];

export function probabilityFromSil(sil: number): number | undefined {
  return SIL_PROBABILITY[sil];
}
