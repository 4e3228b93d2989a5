// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, int, spare, uint } from '../../definition/field.ts';
import { explicit, fixed, repeated } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

export const cat016 = /* @__PURE__ */ defineCategory({
  category: 16,
  edition: '1.0',
  source: 'EUROCONTROL ASTERIX Category 016',
  title: 'Independent Non-Cooperative Surveillance System Configuration Reports',
  uap: ['i010', 'i015', 'i000', 'i140', 'i200', 'i300', 'i400', 'i405', 'i410', 'i420', 'sp'],
  items: {
    i000: fixed(1, {
      messageType: choice(8, { 1: 'System Configuration', 2: 'Transmitter / Receiver Configuration' }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i015: fixed(1, { serviceIdentification: uint(8) }),
    i140: fixed(3, { timeOfDay: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i200: fixed(1, { value: uint(8, { unit: 's', min: 1 }) }),
    i300: repeated(
      fixed(6, {
        pairIdentification: uint(16),
        trajectoryIntent: uint(16),
        receiverIdentification: uint(16),
      }),
    ),
    i400: fixed(8, {
      lat: int(32, { lsb: 180 / 2 ** 31, unit: 'deg', min: -90, max: 90 }),
      lon: int(32, { lsb: 180 / 2 ** 31, unit: 'deg', min: -180, max: 180 }),
    }),
    i405: fixed(2, { value: int(16, { lsb: 1 / 4, unit: 'm', min: -8192, max: 8192 }) }),
    i410: repeated(
      fixed(21, {
        trajectoryIntent: uint(16),
        lat: int(32, { lsb: 180 / 2 ** 31, unit: 'deg', min: -90, max: 90 }),
        lon: int(32, { lsb: 180 / 2 ** 31, unit: 'deg', min: -180, max: 180 }),
        altitude: int(16, { lsb: 1 / 4, unit: 'm', min: -8192, max: 8192 }),
        transmissionTimeOffset: int(32, { lsb: 2, unit: 'ns' }),
        spare: spare(4),
        ato: uint(20, { unit: 'ns' }),
        parallelTransmitterIndex: uint(16),
      }),
    ),
    i420: repeated(
      fixed(12, {
        receiverComponentId: uint(16),
        lat: int(32, { lsb: 180 / 2 ** 31, unit: 'deg', min: -90, max: 90 }),
        lon: int(32, { lsb: 180 / 2 ** 31, unit: 'deg', min: -180, max: 180 }),
        altitude: int(16, { lsb: 1 / 4, unit: 'm', min: -8192, max: 8192 }),
      }),
    ),
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i015: 'Service Identification',
    i140: 'Time of Day',
    i200: 'System Configuration Reporting Period',
    i300: 'Pair Identification',
    i400: 'Position of the System Reference Point',
    i405: 'Height of System Reference Point',
    i410: 'Transmitter Properties',
    i420: 'Receiver Properties',
  },
});
export type Cat016 = RecordOf<typeof cat016>;
