// Written by scripts/generate-asterix.ts; names and corrections are in scripts/asterix.
import { defineCategory } from '../../definition/category.ts';
import { choice, flag, spare, uint } from '../../definition/field.ts';
import { explicit, fixed } from '../../definition/layout.ts';
import type { RecordOf } from '../../definition/category.ts';

const TABLE_1 = {
  1: 'Service degradation',
  2: 'Service degradation ended',
  3: 'Main radar out of service',
  4: 'Service interrupted by the operator',
  5: 'Service interrupted due to contingency',
  6: 'Ready for service restart after contingency',
  7: 'Service ended by the operator',
  8: 'Failure of user main radar',
  9: 'Service restarted by the operator',
  10: 'Main radar becoming operational',
  11: 'Main radar becoming degraded',
  12: 'Service continuity interrupted due to disconnection with adjacent unit',
  13: 'Service continuity restarted',
  14: 'Service synchronised on backup radar',
  15: 'Service synchronised on main radar',
  16: 'Main and backup radar, if any, failed',
};

export const cat065 = /* @__PURE__ */ defineCategory({
  category: 65,
  edition: '1.6',
  source: 'EUROCONTROL ASTERIX Category 065',
  title: 'SDPS Service Status Reports',
  uap: ['i010', 'i000', 'i015', 'i030', 'i020', 'i040', 'i050', '', '', '', '', '', 're', 'sp'],
  items: {
    i000: fixed(1, {
      messageType: choice(8, { 1: 'SDPS Status', 2: 'End of Batch', 3: 'Service Status Report' }),
    }),
    i010: fixed(2, { sac: uint(8), sic: uint(8) }),
    i015: fixed(1, { serviceIdentification: uint(8) }),
    i020: fixed(1, { batchNumber: uint(8) }),
    i030: fixed(3, { timeOfMessage: uint(24, { lsb: 1 / 128, unit: 's' }) }),
    i040: fixed(1, {
      noGo: choice(2, ['Operational', 'Degraded', 'Not currently connected', 'Unknown']),
      overload: flag(),
      timeSourceInvalid: flag(),
      processingStatus: choice(2, [
        'Not applicable',
        'SDPS-1 selected',
        'SDPS-2 selected',
        'SDPS-3 selected',
      ]),
      renumbering: flag(),
      spare: spare(1),
    }),
    i050: fixed(1, { report: choice(8, TABLE_1) }),
    re: explicit,
    sp: explicit,
  },
  titles: {
    i000: 'Message Type',
    i010: 'Data Source Identifier',
    i015: 'Service Identification',
    i020: 'Batch Number',
    i030: 'Time of Message',
    i040: 'SDPS Configuration and Status',
    i050: 'Service Status Report',
  },
});
export type Cat065 = RecordOf<typeof cat065>;
