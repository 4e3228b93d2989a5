import type { AcasAdvisory } from './acas.ts';
import { formatSquawk } from './code13.ts';
import { formatAddress } from './hex.ts';
import { BDS_17_REGISTERS, type BdsCode, type CommBRegister } from './registers.ts';
import type { SquitterPayload } from './squitter.ts';
import type { AutopilotModes, OperationalStatusMe, TargetStateMe } from './status.ts';
import type { VelocityMe } from './velocity.ts';

/** A field of a 56-bit payload; bits count from 1. */
export interface LayoutField {
  readonly name: string;
  readonly from: number;
  readonly count: number;
  readonly meaning: (raw: number) => string;
}

type Meaning = string | ((raw: number) => string);

/** Fields that follow each other without gap: only their widths are written down. */
function layout(rows: readonly (readonly [name: string, count: number, meaning: Meaning])[]): LayoutField[] {
  let from = 1;
  return rows.map(([name, count, meaning]) => {
    const field = { name, from, count, meaning: typeof meaning === 'string' ? () => meaning : meaning };
    from += count;
    return field;
  });
}

function given(value: number | string | undefined, unit = ''): string {
  if (value === undefined) return 'not available';
  const text = typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value;
  return unit === '' ? text : `${text} ${unit}`;
}

const yesNo = (raw: number) => (raw === 1 ? 'yes' : 'no');
const plain = (raw: number) => String(raw);
const cprFormat = (raw: number) => (raw === 1 ? 'odd' : 'even');
const cprPart = (raw: number) => `${raw} of 131,072 of a zone`;
const status = (raw: number) => (raw === 1 ? 'the next field is valid' : 'the next field is not available');

/** What each type code stands for, and the fields of the payload. */
export function meLayout(me: SquitterPayload): LayoutField[] {
  const type = `type code ${me.typeCode ?? '-'}: ${me.kind.replaceAll('-', ' ')}`;
  switch (me.kind) {
    case 'identification':
      return layout([
        ['TC', 5, type],
        ['CA', 3, given(me.category && `emitter category ${me.category}`)],
        ['identification', 48, given(me.callsign)],
      ]);
    case 'airborne-position':
      return layout([
        ['TC', 5, type],
        ['SS', 2, me.surveillanceStatus.replaceAll('-', ' ')],
        ['NIC-B / SAF', 1, plain],
        ['ALT', 12, `${given(me.altitudeFt, 'ft')}, ${me.altitudeKind}`],
        ['T', 1, (raw) => `time synchronised: ${yesNo(raw)}`],
        ['F', 1, cprFormat],
        ['LAT-CPR', 17, cprPart],
        ['LON-CPR', 17, cprPart],
      ]);
    case 'surface-position':
      return layout([
        ['TC', 5, type],
        ['MOV', 7, given(me.groundSpeedKt, 'kt')],
        ['S', 1, status],
        ['TRK', 7, given(me.trackDeg, '°')],
        ['T', 1, (raw) => `time synchronised: ${yesNo(raw)}`],
        ['F', 1, cprFormat],
        ['LAT-CPR', 17, cprPart],
        ['LON-CPR', 17, cprPart],
      ]);
    case 'coarse-position':
      return layout([
        ['IMF', 1, plain],
        ['SS', 2, me.surveillanceStatus.replaceAll('-', ' ')],
        ['service volume', 4, plain],
        ['ALT', 12, given(me.altitudeFt, 'ft')],
        ['S', 1, status],
        ['TRK', 5, given(me.trackDeg, '°')],
        ['ground speed', 6, plain],
        ['F', 1, cprFormat],
        ['LAT-CPR', 12, plain],
        ['LON-CPR', 12, plain],
      ]);
    case 'velocity':
      return velocityLayout(me, type);
    case 'emergency':
      return layout([
        ['TC', 5, type],
        ['ST', 3, 'emergency and priority status'],
        ['emergency', 3, me.emergency.replaceAll('-', ' ')],
        ['mode A code', 13, given(me.squawk === undefined ? undefined : `squawk ${formatSquawk(me.squawk)}`)],
        ['reserved', 32, ''],
      ]);
    case 'acas':
      return layout([
        ['TC', 5, type],
        ['ST', 3, 'ACAS resolution advisory broadcast'],
        ...advisoryRows(me.advisory),
      ]);
    case 'target-state':
      return me.subtype === 1
        ? targetStateLayout(me, type)
        : layout([
            ['TC', 5, type],
            ['ST', 2, 'version 1'],
            ['status', 49, targetSummary(me)],
          ]);
    case 'operational-status':
      return operationalLayout(me, type);
    case 'surface-system-status':
      return layout([
        ['TC', 5, 'type code 24: surface system status of a ground station'],
        ['ST', 3, plain],
        ['content', 48, 'of the ground station itself, no aircraft'],
      ]);
    case 'other':
      return layout([
        ['TC', 5, `type code ${me.typeCode}: reserved, or without content`],
        ['ST', 3, plain],
        ['content', 48, 'not decoded'],
      ]);
  }
}

function velocityLayout(me: VelocityMe, type: string): LayoutField[] {
  const ground = me.subtype <= 2;
  return layout([
    ['TC', 5, type],
    ['ST', 3, `${ground ? 'ground' : 'air'} velocity${me.subtype % 2 === 0 ? ', supersonic' : ''}`],
    ['IC', 1, (raw) => `intent change: ${yesNo(raw)}`],
    ['IFR', 1, plain],
    ['NACv', 3, plain],
    ...(ground
      ? ([
          ['Dew', 1, (raw: number) => (raw === 1 ? 'to the west' : 'to the east')],
          ['Vew', 10, given(me.eastKt === undefined ? undefined : Math.abs(me.eastKt), 'kt')],
          ['Dns', 1, (raw: number) => (raw === 1 ? 'to the south' : 'to the north')],
          [
            'Vns',
            10,
            `${given(me.northKt === undefined ? undefined : Math.abs(me.northKt), 'kt')}; together ${given(me.groundSpeedKt, 'kt')} on track ${given(me.trackDeg, '°')}`,
          ],
        ] as const)
      : ([
          ['SH', 1, status],
          ['HDG', 10, given(me.headingDeg, '°')],
          ['T', 1, (raw: number) => (raw === 1 ? 'true airspeed' : 'indicated airspeed')],
          ['AS', 10, given(me.airspeedKt, 'kt')],
        ] as const)),
    ['VrSrc', 1, me.verticalRateSource],
    ['Svr', 1, (raw) => (raw === 1 ? 'down' : 'up')],
    ['VR', 9, given(me.verticalRateFtMin, 'ft/min')],
    ['reserved', 2, ''],
    ['SDif', 1, (raw) => (raw === 1 ? 'geometric below barometric' : 'geometric above barometric')],
    ['dAlt', 7, given(me.geometricMinusBarometricFt, 'ft')],
  ]);
}

function targetSummary(me: TargetStateMe): string {
  return `selected altitude ${given(me.selectedAltitudeFt, 'ft')}, heading ${given(me.selectedHeadingDeg, '°')}`;
}

function targetStateLayout(me: TargetStateMe, type: string): LayoutField[] {
  const mode = (name: keyof AutopilotModes) => given(me.modes && (me.modes[name] ? 'on' : 'off'));
  return layout([
    ['TC', 5, type],
    ['ST', 2, 'version 2'],
    ['SIL supplement', 1, (raw) => (raw === 1 ? 'SIL per sample' : 'SIL per hour')],
    ['altitude type', 1, (raw) => (raw === 1 ? 'FMS' : 'MCP or FCU')],
    ['selected altitude', 11, given(me.selectedAltitudeFt, 'ft')],
    ['pressure setting', 9, given(me.altimeterSettingHpa, 'hPa')],
    ['heading status', 1, status],
    ['selected heading', 9, given(me.selectedHeadingDeg, '°')],
    ['NACp', 4, plain],
    ['NIC baro', 1, (raw) => `altitude cross-checked: ${yesNo(raw)}`],
    ['SIL', 2, plain],
    ['mode status', 1, status],
    ['autopilot', 1, mode('autopilot')],
    ['VNAV', 1, mode('vnav')],
    ['altitude hold', 1, mode('altitudeHold')],
    ['IMF', 1, plain],
    ['approach', 1, mode('approach')],
    ['ACAS operational', 1, yesNo],
    ['LNAV', 1, mode('lnav')],
    ['reserved', 2, ''],
  ]);
}

function operationalLayout(me: OperationalStatusMe, type: string): LayoutField[] {
  const capability = me.onSurface
    ? `receives 1090ES: ${me.receives1090}, NACv ${given(me.nacV)}`
    : `ACAS operational: ${me.acasOperational}, receives 1090ES: ${me.receives1090}`;
  return layout([
    ['TC', 5, type],
    ['ST', 3, me.onSurface ? 'on the surface' : 'airborne'],
    ...(me.onSurface
      ? ([
          ['CC', 12, capability],
          ['L/W', 4, `up to ${given(me.lengthM, 'm')} by ${given(me.widthM, 'm')}`],
        ] as const)
      : ([['CC', 16, capability]] as const)),
    [
      'OM',
      16,
      `RA active: ${me.acasAdvisoryActive}, ident: ${me.identActive}, single antenna: ${me.singleAntenna}, SDA ${given(me.sda)}`,
    ],
    ['version', 3, plain],
    ['NIC-A', 1, plain],
    ['NACp', 4, plain],
    ['GVA', 2, plain],
    ['SIL', 2, plain],
    [me.onSurface ? 'TRK/HDG' : 'NIC baro', 1, plain],
    ['HRD', 1, me.magneticHeading ? 'headings to magnetic north' : 'headings to true north'],
    ['SIL supplement', 1, (raw) => (raw === 1 ? 'SIL per sample' : 'SIL per hour')],
    ['reserved', 1, ''],
  ]);
}

function advisoryRows(advisory: AcasAdvisory): readonly (readonly [string, number, Meaning])[] {
  const threat =
    advisory.threatAddress === undefined
      ? `altitude ${given(advisory.threatAltitudeFt, 'ft')}, range ${given(advisory.threatRangeNm, 'NM')}, bearing ${given(advisory.threatBearingDeg, '°')}`
      : `address ${formatAddress(advisory.threatAddress)}`;
  return [
    ['ARA', 14, advisory.advice.join(', ') || 'no advisory'],
    ['RAC', 4, advisory.complements.join(', ') || 'no complement'],
    ['RAT', 1, (raw) => (raw === 1 ? 'ended' : 'active')],
    ['MTE', 1, (raw) => (raw === 1 ? 'several threats' : 'one threat or none')],
    ['TTI', 2, plain],
    ['TID', 26, threat],
  ];
}

type RegisterOf<Code extends BdsCode> = Extract<CommBRegister, { bds: Code }>;
type RegisterRows = { [Code in BdsCode]: (register: RegisterOf<Code>) => LayoutField[] };

const flagText = (value: boolean | undefined) =>
  value === undefined ? 'not available' : value ? 'yes' : 'no';

const ROWS: RegisterRows = {
  10: (r) =>
    layout([
      ['BDS', 8, 'register 1,0: data link capability'],
      ['continuation', 1, yesNo],
      ['reserved', 5, ''],
      ['overlay command', 1, yesNo],
      ['ACAS', 1, r.acasOperational ? 'operational' : 'not operational'],
      ['subnetwork version', 7, plain],
      ['enhanced protocol', 1, yesNo],
      ['specific services', 1, yesNo],
      ['uplink ELM', 3, plain],
      ['downlink ELM', 4, plain],
      ['identification', 1, yesNo],
      ['squitter', 1, yesNo],
      ['surveillance identifier', 1, yesNo],
      ['common usage report', 1, yesNo],
      ['ACAS capability', 4, plain],
      ['DTE status', 16, plain],
    ]),
  17: () =>
    layout([
      ...BDS_17_REGISTERS.map((name) => [`BDS ${name[0]},${name[1]}`, 1, yesNo] as const),
      ['reserved', 32, ''],
    ]),
  20: (r) =>
    layout([
      ['BDS', 8, 'register 2,0: identification'],
      ['identification', 48, r.callsign],
    ]),
  21: (r) =>
    layout([
      ['status', 1, status],
      ['registration', 42, given(r.registration)],
      ['status', 1, status],
      ['airline', 12, given(r.airline)],
    ]),
  30: (r) => layout([['BDS', 8, 'register 3,0: resolution advisory'], ...advisoryRows(r.advisory)]),
  40: (r) =>
    layout([
      ['status', 1, status],
      ['MCP altitude', 12, given(r.mcpAltitudeFt, 'ft')],
      ['status', 1, status],
      ['FMS altitude', 12, given(r.fmsAltitudeFt, 'ft')],
      ['status', 1, status],
      ['pressure setting', 12, given(r.altimeterSettingHpa, 'hPa')],
      ['reserved', 8, ''],
      ['mode status', 1, status],
      ['VNAV', 1, flagText(r.vnav)],
      ['altitude hold', 1, flagText(r.altitudeHold)],
      ['approach', 1, flagText(r.approach)],
      ['reserved', 2, ''],
      ['source status', 1, status],
      ['target source', 2, given(r.targetSource)],
    ]),
  44: (r) =>
    layout([
      ['source', 4, ['invalid', 'INS', 'GNSS', 'DME/DME', 'VOR/DME'][r.source]!],
      ['wind status', 1, status],
      ['wind speed', 9, given(r.windSpeedKt, 'kt')],
      ['wind from', 9, given(r.windFromDeg, '°')],
      ['temperature', 11, given(r.staticTemperatureC, '°C')],
      ['status', 1, status],
      ['pressure', 11, given(r.staticPressureHpa, 'hPa')],
      ['status', 1, status],
      ['turbulence', 2, given(r.turbulence)],
      ['status', 1, status],
      ['humidity', 6, given(r.humidityPercent, '%')],
    ]),
  45: (r) =>
    layout([
      ['status', 1, status],
      ['turbulence', 2, given(r.turbulence)],
      ['status', 1, status],
      ['wind shear', 2, given(r.windShear)],
      ['status', 1, status],
      ['microburst', 2, given(r.microburst)],
      ['status', 1, status],
      ['icing', 2, given(r.icing)],
      ['status', 1, status],
      ['wake vortex', 2, given(r.wakeVortex)],
      ['status', 1, status],
      ['temperature', 10, given(r.staticTemperatureC, '°C')],
      ['status', 1, status],
      ['pressure', 11, given(r.staticPressureHpa, 'hPa')],
      ['status', 1, status],
      ['radio height', 12, given(r.radioHeightFt, 'ft')],
      ['reserved', 5, ''],
    ]),
  50: (r) =>
    layout([
      ['status', 1, status],
      ['roll', 10, given(r.rollDeg, '°')],
      ['status', 1, status],
      ['true track', 11, given(r.trackDeg, '°')],
      ['status', 1, status],
      ['ground speed', 10, given(r.groundSpeedKt, 'kt')],
      ['status', 1, status],
      ['track rate', 10, given(r.trackRateDegS, '°/s')],
      ['status', 1, status],
      ['true airspeed', 10, given(r.trueAirspeedKt, 'kt')],
    ]),
  53: (r) =>
    layout([
      ['status', 1, status],
      ['magnetic heading', 11, given(r.magneticHeadingDeg, '°')],
      ['status', 1, status],
      ['indicated airspeed', 10, given(r.indicatedAirspeedKt, 'kt')],
      ['status', 1, status],
      ['Mach', 9, given(r.mach)],
      ['status', 1, status],
      ['true airspeed', 12, given(r.trueAirspeedKt, 'kt')],
      ['status', 1, status],
      ['altitude rate', 9, given(r.altitudeRateFtMin, 'ft/min')],
    ]),
  60: (r) =>
    layout([
      ['status', 1, status],
      ['magnetic heading', 11, given(r.magneticHeadingDeg, '°')],
      ['status', 1, status],
      ['indicated airspeed', 10, given(r.indicatedAirspeedKt, 'kt')],
      ['status', 1, status],
      ['Mach', 10, given(r.mach)],
      ['status', 1, status],
      ['barometric rate', 10, given(r.barometricRateFtMin, 'ft/min')],
      ['status', 1, status],
      ['inertial rate', 10, given(r.inertialRateFtMin, 'ft/min')],
    ]),
};

/** The layout of a register, with the meanings of this one. */
export function registerLayout(register: CommBRegister): LayoutField[] {
  return (ROWS[register.bds] as (register: CommBRegister) => LayoutField[])(register);
}
