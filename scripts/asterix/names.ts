/**
 * Readable property names for the standard's short names. Looked up by `category/path`, then by `category/*`-free
 * short name; what is in neither table is named after its title when that is short, else after its short name.
 */

/** Short names that mean the same wherever they occur. */
const COMMON: Readonly<Record<string, string>> = {
  SAC: 'sac', SIC: 'sic', TYP: 'typ', SIM: 'simulated', TST: 'test', RAB: 'fieldMonitor', SPI: 'spi',
  ME: 'militaryEmergency', MI: 'militaryId', FOEFRI: 'foeFri', RHO: 'rho', THETA: 'theta', X: 'x', Y: 'y',
  V: 'invalid', G: 'garbled', L: 'smoothed', MODE1: 'mode1', MODE2: 'mode2', MODE3A: 'mode3A', MODEC: 'modeC',
  LAT: 'lat', LON: 'lon', ALT: 'altitude', FL: 'flightLevel', TOD: 'timeOfDay', VX: 'vx', VY: 'vy', VZ: 'vz',
  AX: 'ax', AY: 'ay', AZ: 'az', GSP: 'groundSpeed', GS: 'groundSpeed', HDG: 'heading', TRE: 'trackEnd',
  GHO: 'ghost', CNF: 'tentative', MAH: 'horizontalManoeuvre', CDM: 'climbDescendMode', DOU: 'doubtful',
  MBDATA: 'data', MDSDATA: 'data', TAS: 'trueAirspeed', IAS: 'airspeed', IM: 'isMach', EP: 'populated', VAL: 'value',
  MHG: 'magneticHeading', BVR: 'barometricVerticalRate', GVR: 'geometricVerticalRate', TAN: 'trackAngle',
  ADR: 'targetAddress', NOGO: 'noGo', OVL: 'overload', TSV: 'timeSourceInvalid', MSC: 'monitorDisconnected',
  QNH: 'qnhCorrected', STAT: 'flightStatus', CHR: 'characters', TOT: 'typeOfTarget', CHN: 'chain',
  M5: 'mode5Interrogated', ID: 'identified', DA: 'dataAuthenticated', M1: 'mode1FromMode5', M2: 'mode2FromMode5',
  M3: 'mode3FromMode5', MC: 'modeCFromMode5', PIN: 'pin', NAT: 'nationalOrigin', NO: 'nationalOrigin',
  NAV: 'nationalOriginInvalid', NOV: 'nationalOriginInvalid', MIS: 'missionCode', SUM: 'summary', PMN: 'pinNationalMission',
  GA: 'gnssAltitude', RES: 'resolution25Ft', EM1: 'extendedMode1', TOS: 'timeOffset', XP: 'xPulse', X5: 'xPulseMode5',
  XC: 'xPulseModeC', X3: 'xPulseMode3A', X2: 'xPulseMode2', X1: 'xPulseMode1', XA: 'xPulseMode3A', FOM: 'figureOfMerit',
  SIGX: 'sigmaX', SIGY: 'sigmaY', SIGV: 'sigmaSpeed', SIGH: 'sigmaHeading', HGT: 'height', COM: 'communications',
  ARC: 'altitude25Ft', AIC: 'hasIdentification', B1A: 'bds10Bit16', B1B: 'bds10Bits37To40', MSSC: 'specificService',
  SSC: 'specificService', SI: 'iiCapable', REDRAD: 'reduction', CHAB: 'channel', ANT: 'antenna2', RDPC: 'rdpChain2',
  PSR: 'psr', SSR: 'ssr', MDS: 'modeS', ADS: 'ads', BDSDATA: 'data', LENGTH: 'length', WIDTH: 'width',
  ORIENTATION: 'orientation', TRN: 'trackNumber', TRK: 'track', TCPN: 'pointNumber', TCA: 'pointNumberMissing', NC: 'nonCompliant',
  PT: 'pointType', TD: 'turnDirection', TRA: 'hasTurnRadius', TOA: 'timeMissing', TOV: 'timeOverPoint', TTR: 'turnRadius',
  TIS: 'trajectoryIntentStatus', TID: 'trajectoryIntent', NVB: 'intentInvalid', SAS: 'sourceKnown', SRC: 'source',
  MV: 'verticalMode', AH: 'altitudeHold', AM: 'approachMode', FX: 'fx', REP: 'rep', PAI: 'passiveAcquisition',
}; // prettier-ignore

/** Names for one category where the common ones do not fit. Keys are paths of short names. */
const BY_CATEGORY: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: {
    '020/TYP': 'isTrack', '090/HGT': 'flightLevel', '020/SSRPSR': 'detection', '020/DS1DS2': 'emergency', '070/L': 'smoothed', '161': 'trackPlotNumber',
    '120': 'radialSpeed', '131': 'receivedPower', '141': 'truncatedTimeOfDay', '170/CON': 'initialising', '170/RAD': 'isSecondary',
    '170/MAN': 'manoeuvring',
  },
  2: { '041': 'rotationPeriod', '070/A': 'antenna2', '070/IDENT': 'counterType', '070/COUNTER': 'count', '090/RE': 'range', '090/AE': 'azimuth', '100/RS': 'rhoStart', '100/RE': 'rhoEnd', '100/TS': 'thetaStart', '100/TE': 'thetaEnd', '020': 'sector' },
  34: {
    '020': 'sector', '041': 'rotationPeriod', '050/COM': 'common', '060/COM': 'common', '050/COM/RDPR': 'rdpReset', '050/COM/OVLRDP': 'rdpOverload',
    '050/COM/OVLXMT': 'transmissionOverload', '050/MDS/OVLSUR': 'overload', '050/MDS/SCF': 'coordinationChannelB', '050/MDS/DLF': 'dataLinkChannelB',
    '050/MDS/OVLSCF': 'coordinationOverload', '050/MDS/OVLDLF': 'dataLinkOverload', '060/COM/REDRDP': 'rdpReduction', '060/COM/REDXMT': 'transmissionReduction',
    '060/PSR/POL': 'circularPolarization', '060/PSR/STC': 'sensitivityTimeControl', '060/MDS/CLU': 'notAutonomous', '070/COUNT': 'count',
    '090/RNG': 'range', '090/AZM': 'azimuth', '100/RHOST': 'rhoStart', '100/RHOEND': 'rhoEnd', '100/THETAST': 'thetaStart', '100/THETAEND': 'thetaEnd',
  },
  48: {
    '020/RDP': 'rdpChain', '020/ERR': 'extendedRange', '020/XPP': 'xPulse', '020/ADSB': 'adsb', '020/SCN': 'scn', '020/ACASXV': 'acasXVersion',
    '020/POXPR': 'phaseOverlayCapable', '020/POACT': 'phaseOverlayActive', '020/DTFXPR': 'dataflashCapable', '020/DTFACT': 'dataflashActive',
    '020/IRMXPR': 'irmCapable', '020/IRMACT': 'irmActive', '070/L': 'notExtracted', '110/3DH': 'height', '120/CAL': 'calculated', '120/CAL/CAL': 'speed',
    '120/CAL/D': 'doubtful', '120/RDS': 'raw', '120/RDS/DOP': 'speed', '120/RDS/AMB': 'ambiguity', '120/RDS/FRQ': 'frequency',
    '130/SRL': 'ssrRunLength', '130/SRR': 'ssrReplies', '130/SAM': 'ssrAmplitude', '130/PRL': 'psrRunLength', '130/PAM': 'psrAmplitude',
    '130/RPD': 'rangeDifference', '130/APD': 'azimuthDifference', '170/RAD': 'sensorType', '170/SUP': 'neighbourSupport', '170/TCC': 'slantCorrected',
    'RE/MD5': 'mode5', 'RE/M5N': 'mode5New', 'RE/M4E': 'mode4', 'RE/RPC': 'plotCharacteristics', 'RE/ERR': 'extendedRange', 'RE/RTC': 'trackCharacteristics',
    'RE/CPC': 'commonCharacteristics', 'RE/GEN48': 'generic', '260': 'resolutionAdvisory',
    'RE/RTC/TRN': 'turnState', 'RE/RPC/SRC': 'signalClutterRatio', 'RE/MD5/EM1/V': 'validated', 'RE/M5N/EM1/V': 'validated', 'RE/MD5/EM1/L': 'notExtracted', 'RE/M5N/EM1/L': 'notExtracted',
  },
  62: {
    '060/CH': 'changed', '070': 'timeOfTrack', '080/MON': 'monosensor', '080/MRH': 'geometricMoreReliable', '080/SRC': 'altitudeSource', '080/TSE': 'lastReport',
    '080/TSB': 'firstReport', '080/FPC': 'flightPlanCorrelated', '080/AFF': 'adsbInconsistent', '080/STP': 'slavePromotion', '080/KOS': 'background',
    '080/AMA': 'amalgamated', '080/MD4': 'mode4', '080/MD5': 'mode5', '080/CST': 'coasting', '080/PSR': 'psrAged', '080/SSR': 'ssrAged', '080/MDS': 'modeSAged',
    '080/ADS': 'adsbAged', '080/SUC': 'specialCode', '080/AAC': 'codeConflict', '080/SDS': 'surveillanceStatus', '080/EMS': 'emergency',
    '080/PFT': 'potentialFalse', '080/FPLT': 'fromFlightPlan', '080/DUPT': 'duplicateCode', '080/DUPF': 'duplicatePlan', '080/DUPM': 'duplicateManual',
    '080/SFC': 'surface', '080/IDD': 'duplicateFlightId', '080/IEC': 'inconsistentEmergency', '080/MLAT': 'mlatAged', '080/M5I': 'mode5Aged',
    '110/SUM/X': 'xPulseMode5', '130': 'geometricAltitude', '135/CTB': 'barometricAltitude', '136': 'flightLevel', '200/TRANS': 'transversal', '200/LONG': 'longitudinal',
    '200/VERT': 'vertical', '200/ADF': 'altitudeDiscrepancy', '220': 'rateOfClimb', '245/STI': 'source', '245/CHR': 'identification',
    '290/TRK': 'track', '290/ADS': 'adsc', '290/ES': 'adsb', '290/VDL': 'vdl4', '290/UAT': 'uat', '290/LOP': 'loop', '290/MLT': 'mlat',
    '340/SID': 'sensor', '340/POS': 'position', '340/HEIGHT': 'height', '340/MDC': 'modeC', '340/MDC/LMC': 'flightLevel', '340/MDA': 'mode3A', '340/TYP': 'report',
    '380/ID': 'targetIdentification', '380/SAL': 'selectedAltitude', '380/FSS': 'finalStateAltitude', '380/TIS/NAV': 'intentMissing', '380/TIS': 'trajectoryIntentStatus',
    '380/SAB': 'adsbStatus', '380/SAB/AC': 'acas', '380/SAB/MN': 'multipleNavaids', '380/SAB/DC': 'differentialCorrection', '380/SAB/GBS': 'groundBit',
    '380/ACS': 'resolutionAdvisory', '380/RAN': 'rollAngle', '380/TAR': 'trackAngleRate', '380/TAR/TI': 'turnIndicator', '380/TAR/ROT': 'rateOfTurn',
    '380/VUN': 'velocityUncertainty', '380/MET': 'weather', '380/MET/WS': 'windSpeedValid', '380/MET/WD': 'windDirectionValid', '380/MET/TMP': 'temperatureValid',
    '380/MET/TRB': 'turbulenceValid', '380/MET/WSD': 'windSpeed', '380/MET/WDD': 'windDirection', '380/MET/TMPD': 'temperature', '380/MET/TRBD': 'turbulence',
    '380/EMC': 'emitterCategory', '380/POS': 'position', '380/GAL': 'geometricAltitude', '380/PUN': 'positionUncertainty', '380/MB': 'bdsRegisters',
    '380/BDSDATA': 'bdsRegisters', '380/IAR': 'indicatedAirspeed',
    '380/MAC': 'machNumber', '380/BPS': 'barometricPressure', '390/TAG': 'fppsTag', '390/CS': 'callsign', '390/IFI': 'ifpsFlightId', '390/IFI/NBR': 'number',
    '390/FCT/GATOAT': 'gatOat', '390/FCT/FR1FR2': 'flightRules', '390/FCT/RVSM': 'rvsm', '390/FCT/HPR': 'highPriority', '390/TAC': 'aircraftType', '390/WTC': 'wakeTurbulence',
    '390/DEP': 'departure', '390/DST': 'destination', '390/RDS': 'runway', '390/RDS/NU1': 'first', '390/RDS/NU2': 'second', '390/RDS/LTR': 'letter',
    '390/CFL': 'clearedFlightLevel', '390/CTL': 'controlPosition', '390/TOD': 'times', '390/TOD/DAY': 'day', '390/AST': 'aircraftStand', '390/STS': 'standStatus',
    '390/STD': 'departureRoute', '390/STA': 'arrivalRoute', '390/PEM': 'preEmergencyMode3A', '390/PEM/VA': 'valid', '390/PEC': 'preEmergencyCallsign',
    '500/APC': 'position', '500/COV': 'covarianceXy', '500/APW': 'positionWgs84', '500/AGA': 'geometricAltitude', '500/ABA': 'barometricAltitude', '500/ATV': 'velocity',
    '500/AA': 'acceleration', '500/ARC': 'rateOfClimb', '295/MFL': 'measuredFlightLevel', '295/MD1': 'mode1', '295/MD2': 'mode2', '295/MDA': 'mode3A', '295/MD4': 'mode4', '295/MD5': 'mode5', '295/SAL': 'selectedAltitude', '295/FSS': 'finalStateAltitude', '295/SAB': 'adsbStatus', '295/ACS': 'resolutionAdvisory', '295/RAN': 'rollAngle', '295/TAR': 'trackAngleRate', '295/VUN': 'velocityUncertainty', '295/MET': 'weather', '295/EMC': 'emitterCategory', '295/POS': 'position', '295/GAL': 'geometricAltitude', '295/PUN': 'positionUncertainty', '295/MB': 'bdsRegisters', '295/IAR': 'indicatedAirspeed', '295/MAC': 'machNumber', '295/BPS': 'barometricPressure', '380/BPS/BPS': 'pressure',
    '510/IDENT': 'unit', '510/TRACK': 'track',
    'RE/CST': 'contributors', 'RE/CST/LTN': 'localTrack', 'RE/CSN': 'contributorsWithoutTrack', 'RE/TVS': 'velocity', 'RE/STS': 'status', 'RE/STS/LNAV': 'lateralNavigation',
    'RE/V3': 'adsbVersion3', 'RE/STS/FDR': 'flightDataRetained',
  },
  65: { '000': 'messageType', '020': 'batchNumber', '030': 'timeOfMessage', '040/PSS': 'processingStatus', '040/STTN': 'renumbering', '050': 'report' },
  21: {
    '008/RA': 'resolutionAdvisory', '008/TC': 'trajectoryChange', '008/TS': 'targetState', '008/ARV': 'airReferencedVelocity', '008/CDTIA': 'cdtiAirborne', '008/NOTTCAS': 'tcasInoperative',
    '008/SA': 'singleAntenna', '040/ATP': 'addressType', '040/ARC': 'altitudeResolution', '040/RC': 'rangePending', '040/DCR': 'differentialCorrection', '040/GBS': 'groundBit',
    '040/SAA': 'noSelectedAltitude', '040/CL': 'confidence', '040/LLC': 'listLookupFailed', '040/IPC': 'positionCheckFailed', '040/CPR': 'cprFailed', '040/LDPJ': 'positionJump', '040/RCF': 'rangeFailed',
    '040/TBC': 'totalBitsCorrected', '040/MBC': 'maximumBitsCorrected', '071': 'timeOfPosition', '072': 'timeOfVelocity', '073': 'positionReceived', '074/TOMRP': 'fraction', '074/FSI': 'fullSecond',
    '075': 'velocityReceived', '076/TOMRP': 'fraction', '076/TOMRV': 'fraction', '076/FSI': 'fullSecond', '077': 'timeOfTransmission', '090/NUCRNACV': 'nucrOrNacv', '090/NUCPNIC': 'nucpOrNic',
    '090/NICBARO': 'nicBaro', '090/SIL': 'sil', '090/NACP': 'nacp', '090/SILS': 'silPerSample', '090/SDA': 'sda', '090/GVA': 'gva', '090/PIC': 'pic', '090/SRC': 'picSource', '090/VALSTATE': 'validation',
    '090/VD': 'hasValidationDistance', '090/VQ': 'hasValidationQuality', '090/VALDISTP1': 'validationDistance1', '090/VALDISTP2': 'validationDistance2',
    '090/VALDISTQUALP1': 'validationQuality1', '090/VALDISTQUALP2': 'validationQuality2', '110/TIS/NAV': 'intentMissing',
    '146/S': 'source', '150/AS': 'airspeed', '151/RE': 'exceeded', '155/RE': 'exceeded', '157/RE': 'exceeded', '160/RE': 'exceeded', '151/TAS': 'trueAirspeed', '155/BVR': 'rate', '157/GVR': 'rate',
    '160/TA': 'trackAngle', '161/TRNUM': 'trackNumber', '165/TAR': 'rate', '165/TI': 'turnIndicator', '200/ICF': 'intentChange', '200/LNAV': 'lnavDisengaged', '200/PS': 'priorityStatus', '200/SS': 'surveillanceStatus',
    '210/VNS': 'versionUnsupported', '210/VN': 'version', '210/LTT': 'linkTechnology', '220/WS': 'windSpeed', '220/WD': 'windDirection', '220/TMP': 'temperature', '220/TRB': 'turbulence',
    '260/TYP': 'messageType', '260/STYP': 'messageSubtype', '260/ARA': 'advisories', '260/RAC': 'complements', '260/RAT': 'terminated', '260/MTE': 'multipleThreats', '260/TTI': 'threatType',
    '260/TID': 'threatIdentity', '271/POA': 'positionOffset', '271/CDTIS': 'cdtiSurface', '271/B2LOW': 'lowPower', '271/RAS': 'receivesAtc', '271/IDENT': 'ident', '271/LW': 'lengthWidth',
    '295/AOS': 'operationalStatus', '295/TRD': 'targetReport', '295/M3A': 'mode3A', '295/QI': 'quality', '295/TI1': 'trajectoryIntent', '295/MAM': 'amplitude', '295/GH': 'geometricHeight',
    '295/FL': 'flightLevel', '295/SAL': 'selectedAltitude', '295/FSA': 'finalStateAltitude', '295/AS': 'airspeed', '295/TAS': 'trueAirspeed', '295/MH': 'magneticHeading',
    '295/BVR': 'barometricVerticalRate', '295/GVR': 'geometricVerticalRate', '295/GV': 'groundVector', '295/TAR': 'trackAngleRate', '295/TI2': 'targetIdentification',
    '295/TS': 'targetStatus', '295/MET': 'weather', '295/ROA': 'rollAngle', '295/ARA': 'resolutionAdvisory', '295/SCC': 'surface', '400': 'receiver',
    'RE/BPS': 'barometricPressure', 'RE/SH': 'selectedHeading', 'RE/SH/SH': 'heading', 'RE/SH/HDR': 'magneticNorth', 'RE/SH/STAT': 'valid', 'RE/NAV': 'navigationMode', 'RE/GAO': 'antennaOffset',
    'RE/SGV': 'surfaceVector', 'RE/SGV/STP': 'stopped', 'RE/SGV/HTS': 'headingValid', 'RE/SGV/HTT': 'isGroundTrack', 'RE/SGV/HRD': 'magneticNorth', 'RE/SGV/GSS': 'groundSpeed', 'RE/SGV/HGT': 'heading',
    'RE/STA': 'aircraftStatus', 'RE/TNH': 'trueNorthHeading', 'RE/MES': 'military',
  },
}; // prettier-ignore

/** Words of a title worth more than the short name: at most three, letters and digits only. */
function fromTitle(title: string): string | undefined {
  const words = title
    .replaceAll(/[^\w\s]/gu, ' ')
    .split(/\s+/u)
    .filter(Boolean);
  if (words.length === 0 || words.length > 3 || !/^[a-z]/iu.test(words[0]!)) return undefined;
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join('');
  return name[0]!.toLowerCase() + name.slice(1);
}

const fromShort = (short: string): string => {
  const letters = short.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
  if (/^[0-9]+$/u.test(letters)) return 'value';
  return /^[0-9]/u.test(letters) ? `n${letters}` : letters;
};

const ONE_BIT_ONLY = new Set([
  'TRA',
  'TOA',
  'TCA',
  'SAS',
  'NVB',
  'M1',
  'M2',
  'M3',
  'MC',
  'ID',
  'DA',
  'ANT',
  'IM',
  'NAV',
  'ARC',
  'V',
  'G',
  'L',
  'NC',
  'SI',
  'ME',
  'MI',
]);

/** A few common short names mean the opposite, or something wider, in some items. */
function common(short: string, meaningOf1: string, bits: number): string | undefined {
  if (bits > 1 && ONE_BIT_ONLY.has(short)) return undefined;
  const name = COMMON[short];
  if (name === 'invalid' && /^(?:code )?valid/iu.test(meaningOf1)) return 'validated';
  if (name === 'smoothed' && /not extracted/iu.test(meaningOf1)) return 'notExtracted';
  return name;
}

/** `path` ends with the short name: `['380', 'IAS', 'IM']`. */
export function nameOf(
  category: number,
  path: readonly string[],
  title: string,
  taken: ReadonlySet<string>,
  meaningOf1 = '',
  bits = 0,
): string {
  const short = path.at(-1)!;
  const candidates = [
    BY_CATEGORY[category]?.[path.join('/')],
    path.length === 1 ? undefined : common(short, meaningOf1, bits),
    fromTitle(title),
    fromShort(short),
  ];
  const free = candidates.find((name) => name !== undefined && !taken.has(name) && !/^gap\d/u.test(name));
  if (free === undefined) throw new Error(`no free name for ${path.join('/')} of category ${category}`);
  return free;
}
