// Written by scripts/generate-asterix.ts: what edition 2.1 has different from 2.2.
import { defineEdition } from '../../definition/category.ts';
import { choice, flag, spare, uint } from '../../definition/field.ts';
import { extendedClosed, fixed } from '../../definition/layout.ts';
import { cat021Edition22 } from './2.2.ts';

export const cat021Edition21 = /* @__PURE__ */ defineEdition(cat021Edition22, {
  edition: '2.1',
  expansionEdition: '1.4',
  items: {
    i200: fixed(1, {
      intentChange: flag(),
      lnavDisengaged: flag('LNAV Mode engaged', 'LNAV Mode not engaged'),
      spare: spare(1),
      priorityStatus: choice(3, [
        'No emergency / not reported',
        'General emergency',
        'Lifeguard / medical emergency',
        'Minimum fuel',
        'No communications',
        'Unlawful interference',
        'DOWNED Aircraft',
      ]),
      surveillanceStatus: choice(2, [
        'No condition reported',
        'Permanent Alert (Emergency condition)',
        'Temporary Alert (change in Mode 3/A Code other than emergency)',
        'SPI set',
      ]),
    }),
    i271: extendedClosed(
      {
        spare: spare(2),
        positionOffset: flag(
          'Position transmitted is not ADS-B position reference point',
          'Position transmitted is the ADS-B position reference point',
        ),
        cdtiSurface: flag('CDTI not operational', 'CDTI operational'),
        lowPower: flag('>= 70 Watts', '< 70 Watts'),
        receivesAtc: flag('Aircraft not receiving ATC-services', 'Aircraft receiving ATC services'),
        ident: flag(),
      },
      { spare2: spare(4), lengthWidth: uint(4) },
    ),
  },
});
