import { STANDARD_IDENTITIES } from '@commonsky/model';
import { describe, expect, it } from 'vitest';
import { filteredIdentities, OVERRIDES, parseIdentities, shownIdentity, toggleIdentity } from './identity.ts';

describe('filter words', () => {
  it.each([
    ['UNKNOWN', ['unknown']],
    ['UNKNOWN,SUSPECT', ['unknown', 'suspect']],
    ['KGZ', undefined],
    ['UNKNOWN,KGZ', undefined],
    ['', undefined],
  ])('%s is %s', (word, identities) => {
    const parsed = parseIdentities(word);
    expect(parsed && [...parsed]).toEqual(identities);
  });

  it('are put in and taken out, in the order of the standard, and other words stay', () => {
    let filter = 'KGZ FL200-350';
    filter = toggleIdentity(filter, 'suspect');
    expect(filter).toBe('suspect KGZ FL200-350');
    filter = toggleIdentity(filter, 'unknown');
    expect(filter).toBe('unknown,suspect KGZ FL200-350');
    expect([...filteredIdentities(filter)]).toEqual(['unknown', 'suspect']);
    filter = toggleIdentity(toggleIdentity(filter, 'unknown'), 'suspect');
    expect(filter).toBe('KGZ FL200-350');
    expect(filteredIdentities(filter).size).toBe(0);
  });
});

it('says pending where the node identifies nobody', () => {
  expect(shownIdentity(0)).toBe('pending');
  expect(STANDARD_IDENTITIES.map((_, i) => shownIdentity((i + 1) << 4))).toEqual([...STANDARD_IDENTITIES]);
});

it('offers an officer everything but hostile', () => {
  expect(OVERRIDES).toEqual(STANDARD_IDENTITIES.filter((identity) => identity !== 'hostile'));
});
