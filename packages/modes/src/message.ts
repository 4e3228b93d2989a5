import type { SquitterPayload } from './squitter.ts';

/** What an air-to-air reply (DF0, DF16) carries. */
export interface AirAirReply {
  readonly df: 0 | 16;
  /** From address/parity: the remainder, right only if an aircraft of this address is around. */
  readonly address: number;
  readonly repairedBits: 0;
  readonly onGround: boolean;
  /** Cross-link capability (DF0). */
  readonly crossLink: boolean;
  readonly sensitivityLevel: number;
  readonly replyInformation: number;
  readonly altitudeFt: number | undefined;
  /** MV field of DF16 (bits 1…28, 29…56), 0 in DF0. */
  readonly high: number;
  readonly low: number;
}

/** Surveillance and Comm-B replies: DF4 and DF20 with altitude, DF5 and DF21 with identity. */
export interface SurveillanceReply {
  readonly df: 4 | 5 | 20 | 21;
  readonly address: number;
  readonly repairedBits: 0;
  readonly flightStatus: number;
  /** Undefined where the flight status leaves it open. */
  readonly onGround: boolean | undefined;
  readonly alert: boolean | undefined;
  readonly spi: boolean | undefined;
  readonly downlinkRequest: number;
  readonly utilityMessage: number;
  /** DF4, DF20. */
  readonly altitudeFt: number | undefined;
  /** DF5, DF21: 12 bits ABCD, octal when shown. */
  readonly squawk: number | undefined;
  /** MB field of DF20 and DF21 (bits 1…28, 29…56), 0 in DF4 and DF5. */
  readonly high: number;
  readonly low: number;
}

/** All-call reply or acquisition squitter. */
export interface AllCallReply {
  readonly df: 11;
  readonly address: number;
  readonly repairedBits: number;
  /** CA. */
  readonly capability: number;
  readonly onGround: boolean | undefined;
  /** II 0…15 (code label 0) or 16 + SI (labels 1…4); 0 in an acquisition squitter. */
  readonly interrogator: number;
}

/** Whom the address of an extended squitter names, and by which service it came. */
export type SquitterSource =
  | 'adsb-icao' // DF17: the transponder itself
  | 'adsb-icao-nt' // DF18, CF 0: a sender without transponder
  | 'adsb-other' // DF18, CF 1: anonymous or ground vehicle address
  | 'adsr-icao' // CF 6: rebroadcast from another link
  | 'adsr-other'
  | 'tisb-icao' // CF 2, 3: a ground station about an aircraft it tracks by radar
  | 'tisb-trackfile' // the same without ICAO address: track file number and mode A code
  | 'tisb-other'; // CF 5

/** Extended squitter: ADS-B, TIS-B, ADS-R. */
export interface ExtendedSquitter {
  readonly df: 17 | 18 | 19;
  readonly address: number;
  readonly repairedBits: number;
  readonly source: SquitterSource;
  /** CA of DF17, CF of DF18, AF of DF19. */
  readonly control: number;
  /** CA of DF17 where it says so. */
  readonly onGround: boolean | undefined;
  readonly me: SquitterPayload;
  /** ME field, bits 1…28 and 29…56. */
  readonly high: number;
  readonly low: number;
}

/** Comm-D segment (extended length message). */
export interface CommDReply {
  readonly df: 24;
  readonly address: number;
  readonly repairedBits: 0;
  /** KE: this is an uplink acknowledgement. */
  readonly acknowledgement: boolean;
  /** ND: number of the segment. */
  readonly segment: number;
}

export type ModesMessage = AirAirReply | SurveillanceReply | AllCallReply | ExtendedSquitter | CommDReply;

/**
 * Why octets are not a message. `length`: not 7 or 14 octets, or not the size its format has; `format`: a
 * downlink format the standard leaves reserved; `parity`: damaged, beyond what repair is allowed to mend.
 */
export interface ModesReject {
  readonly df: undefined;
  readonly reject: 'length' | 'format' | 'parity';
}
