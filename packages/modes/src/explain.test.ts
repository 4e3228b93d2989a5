import { describe, expect, it } from 'vitest';
import { explainModes } from './index.ts';

/** One message of each kind: published ones and recorded ones. */
const MESSAGES = [
  '8D4840D6202CC371C32CE0576098', // identification
  '8D40621D58C382D690C8AC2863A7', // airborne position
  '8C4841753A9A153237AEF0F275BE', // surface position
  '8D485020994409940838175B284F', // ground velocity
  '8DA05F219B06B6AF189400CBC33F', // air velocity
  '8F400159E1181500000000D94095', // emergency
  '8D71BE34EA4478648F5C086F49FC', // target state
  '02A184999C5FE3', // DF0
  '2A00516D492B80', // DF5
  '5D484FDEA248F5', // DF11
  'A0001838CA3E51F0A8000047A36A', // BDS 4,0 or 5,0 …
  'A000083E202CC371C31DE0AA1CCF', // BDS 2,0
  'A000139381951536E024D4CCF6B5', // BDS 5,0
  'A00004128F39F91A7E27C46ADC21', // BDS 6,0
  'A8001EBCFFFB23286004A73F6A5B', // BDS 5,0
  'A800292DFFBBA9383FFCEB903D01', // BDS 5,0 or 6,0
  'A0000000000000000000000000AA', // empty MB
];

describe('explainModes', () => {
  it.each(MESSAGES)('tells every bit of %s once', (hex) => {
    const { fields, message } = explainModes(hex)!;
    expect(message).toBeDefined();
    let next = 1;
    for (const { from, to, raw } of fields) {
      expect(from).toBe(next);
      expect(raw).toBeLessThan(2 ** (to - from + 1));
      next = to + 1;
    }
    expect(next - 1).toBe(hex.length * 4);
    // The fields put together again are the message.
    const bits = fields.map(({ raw, from, to }) => raw.toString(2).padStart(to - from + 1, '0')).join('');
    expect(BigInt(`0b${bits}`)).toBe(BigInt(`0x${hex}`));
  });

  it('tells what they mean', () => {
    const { title, fields } = explainModes('*8D4840D6202CC371C32CE0576098;')!;
    expect(title).toBe('DF17, extended squitter');
    expect(fields).toEqual([
      { name: 'DF', from: 1, to: 5, raw: 17, meaning: 'DF17, extended squitter' },
      { name: 'CA', from: 6, to: 8, raw: 5, meaning: 'level 2 or above, airborne' },
      { name: 'AA', from: 9, to: 32, raw: 0x4840d6, meaning: 'address 4840d6 (adsb-icao)' },
      { name: 'TC', from: 33, to: 37, raw: 4, meaning: 'type code 4: identification' },
      { name: 'CA', from: 38, to: 40, raw: 0, meaning: 'not available' },
      { name: 'identification', from: 41, to: 88, raw: 0x2cc371c32ce0, meaning: 'KLM1023' },
      { name: 'PI', from: 89, to: 112, raw: 0x576098, meaning: 'parity right' },
    ]);
  });

  it('gives registers with scores and reasons', () => {
    const [best, ...others] = explainModes('A000139381951536E024D4CCF6B5')!.candidates;
    expect(best!.register).toMatchObject({
      bds: '50',
      rollDeg: 2.109375,
      groundSpeedKt: 438,
      trueAirspeedKt: 424,
    });
    expect(best!.probability).toBeGreaterThan(0.99);
    expect(best!.reasons.length).toBeGreaterThan(5);
    expect(best!.reasons.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(best!.score, 6);
    for (const other of others) expect(other.score).toBeLessThan(best!.score);
  });

  it('explains damaged messages as far as it goes, and refuses what is none', () => {
    const { message, fields } = explainModes('8D4840D6202CC371C32CE0576099')!;
    expect(message).toBeUndefined();
    expect(fields.at(-1)!.meaning).toBe('damaged: remainder 000001');
    expect(explainModes('8D4840')).toBeUndefined();
    expect(explainModes('no message')).toBeUndefined();
  });
});
