import { expect, it } from 'vitest';
import { doubtfulRegisters } from './bds-swap.ts';
import { fromHex } from './framing/hex.ts';

const octets = (text: string): number[] => [...fromHex(text)];

it('trusts registers of a published track report', () => {
  // BDS 4,0: selected altitude 30000 ft; BDS 5,0: ground speed 438 kt, airspeed 424 kt
  const i250 = [
    { register: 0x40, data: octets('85E42F31300000') },
    { register: 0x50, data: octets('81951536E024D4') },
  ];
  expect(doubtfulRegisters({ i250, i200: { groundSpeed: 438 / 3600 } })).toEqual([]);
});

it('doubts values without status, reserved bits, and a ground speed that is not that of the track', () => {
  expect(doubtfulRegisters({ i250: [{ register: 0x40, data: octets('40000000000000') }] })).toEqual([
    { register: 0x40, reason: 'bits 2 to 13 without their status bit' },
  ]);
  expect(doubtfulRegisters({ i250: [{ register: 0x40, data: octets('00000000010000') }] })).toEqual([
    { register: 0x40, reason: 'reserved bits are set' },
  ]);
  const i250 = [{ register: 0x50, data: octets('81951536E024D4') }];
  expect(doubtfulRegisters({ i250, i200: { groundSpeed: 200 / 3600 } })).toEqual([
    { register: 0x50, reason: 'ground speed is not that of the track' },
  ]);
});

it('has nothing to say of registers it does not know', () => {
  expect(doubtfulRegisters({ i250: [{ register: 0x44, data: octets('FFFFFFFFFFFFFF') }] })).toEqual([]);
  expect(doubtfulRegisters({})).toEqual([]);
});
