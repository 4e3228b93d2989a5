import { expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const GOOD = `
listen: { port: 9000 }
members:
  - id: kg
    name: Kyrgyzstan
    view: { latDeg: 42, lonDeg: 75, zoom: 6 }
    inputs:
      - { kind: asterix, url: 'udp://239.1.2.3@0.0.0.0:8600' }
      - { kind: beast, url: 'tcp://127.0.0.1:30005', sensor: kg-adsb }
    sensors:
      - { id: kg-adsb, name: Manas ADS-B, kind: adsb, latDeg: 43.06, lonDeg: 74.47 }
`;

it('reads a configuration', () => {
  const { config, issues } = parseConfig(GOOD);
  expect(issues).toEqual([]);
  expect(config?.members[0]?.inputs[1]?.sensor).toBe('kg-adsb');
});

it.each([
  ['', 'no YAML key', /object/],
  ['members: [', '', /./],
  [GOOD.replace('port: 9000', 'port: 99000'), 'listen.port', /<= 65535/],
  [GOOD.replace('port: 9000', 'prot: 9000'), 'listen', /no setting named prot/],
  [GOOD.replace('kind: asterix', 'kind: asterisk'), 'members[0].inputs[0].kind', /asterix/],
  [GOOD.replace('udp://239', 'udp:/239'), 'members[0].inputs[0].url', /HOST:PORT/],
  [GOOD.replace('tcp://127', 'udp://127'), 'members[0].inputs[1].url', /come over tcp/],
  [GOOD.replace('sensor: kg-adsb', 'sensor: kg-x'), 'members[0].inputs[1].sensor', /kg-x is not one/],
  [GOOD.replace('latDeg: 43.06', 'latDeg: north'), 'members[0].sensors[0].latDeg', /number/],
])('says where and why: %#', (text, path, reason) => {
  const { config, issues } = parseConfig(text);
  expect(config).toBeUndefined();
  expect(issues[0]?.reason).toMatch(reason);
  if (path !== 'no YAML key') expect(issues[0]?.path).toBe(path);
});
