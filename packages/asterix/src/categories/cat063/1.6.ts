// Written by scripts/generate-asterix.ts: what edition 1.6 has different from 1.7.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, spare } from '../../definition/field.ts';
import { extended } from '../../definition/layout.ts';
import { cat063 } from './1.7.ts';

export const cat063Edition16 = /* @__PURE__ */ defineEdition(cat063, {
  edition: '1.6',
  items: {
    i060: extended(
      {
        con: choice(2, ['Operational', 'Degraded', 'Initialization', 'Not currently connected']),
        psr: flag(),
        ssr: flag(),
        modeS: flag('MDS GO', 'MDS NOGO'),
        ads: flag(),
        mlt: flag(),
      },
      {
        ops: flag('System is released for operational use', 'Operational use of System is inhibited'),
        odp: flag('Default, no overload', 'Overload in DP'),
        oxt: flag('Default, no overload', 'Overload in transmission subsystem'),
        monitorDisconnected: flag(),
        timeSourceInvalid: flag('Valid', 'Invalid'),
        noPlotWarning: flag('Default (no meaning)', 'No plots being received'),
        spare: spare(1),
      },
    ),
  },
});
