// Written by scripts/generate-asterix.ts: what edition 1.27 has different from 1.28.
import { defineEdition } from '../../definition/category.ts';
import { choice } from '../../definition/field.ts';
import { repeatedFx } from '../../definition/layout.ts';
import { cat048Edition128 } from './1.28.ts';

const TABLE_1 = [
  'Not defined; never used',
  'Multipath Reply (Reflection)',
  'Reply due to sidelobe interrogation/reception',
  'Split plot',
  'Second time around reply',
  'Angel',
  'Slow moving target correlated with road infrastructure (terrestrial vehicle)',
  'Fixed PSR plot',
  'Slow PSR target',
  'Low quality PSR plot',
  'Phantom SSR plot',
  'Non-Matching Mode-3/A Code',
  'Mode C code / Mode S altitude code abnormal value compared to the track',
  'Target in Clutter Area',
  'Maximum Doppler Response in Zero Filter',
  'Transponder anomaly detected',
  'Duplicated or Illegal Mode S Aircraft Address',
  'Mode S error correction applied',
  'Undecodable Mode C code / Mode S altitude code',
  'Birds',
  'Flock of Birds',
  'Mode-1 was present in original reply',
  'Mode-2 was present in original reply',
  'Plot potentially caused by Wind Turbine',
  'Helicopter',
  'Maximum number of re-interrogations reached (surveillance information)',
  'Maximum number of re-interrogations reached (BDS Extractions)',
  'BDS Overlay Incoherence',
  'Potential BDS Swap Detected',
  'Track Update in the Zenithal Gap',
  'Mode S Track re-acquired',
  'Duplicated Mode 5 Pair NO/PIN detected',
];

export const cat048Edition127 = /* @__PURE__ */ defineEdition(cat048Edition128, {
  edition: '1.27',
  expansionEdition: '1.11',
  items: {
    i030: repeatedFx(choice(7, TABLE_1)),
  },
});
