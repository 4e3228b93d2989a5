import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  createAircraftStore,
  createBeastReader,
  formatSquawk,
  hexFromBytes,
  inferCommB,
} from '@commonsky/modes';
import { sharedData } from '../shared-data.ts';
import { type Tally, createTally, decodeHex, distanceM } from './modes-tally.ts';

const STREAM = sharedData('adsb/beast-ulss7/ulss7_20180403.beast');
const DECODED = sharedData('adsb/beast-ulss7/beast_decoded_dump1090.txt');

/** The paragraphs of dump1090's text, keyed by message, with the fields named by what stands before the colon. */
interface Paragraph {
  readonly hex: string;
  readonly text: string;
  readonly field: (pattern: RegExp) => string | undefined;
  readonly number: (pattern: RegExp) => number | undefined;
}

function readParagraphs(url: URL): Paragraph[] {
  return readFileSync(url, 'utf8')
    .split(/\n(?=\*[0-9a-f]+;)/)
    .map((text) => {
      const field = (pattern: RegExp) => text.match(pattern)?.[1]?.trim();
      return {
        hex: text.slice(1, text.indexOf(';')),
        text,
        field,
        number(pattern) {
          const value = field(pattern);
          return value === undefined ? undefined : Number(value);
        },
      };
    });
}

describe.skipIf(STREAM === undefined || DECODED === undefined)(
  '13,954 frames at St Petersburg against dump1090',
  () => {
    it('reads the same messages from the stream', () => {
      const counts = { modeAc: 0, modeS: 0 };
      const expected = new Map<string, number>();
      for (const { hex } of readParagraphs(DECODED!)) expected.set(hex, (expected.get(hex) ?? 0) + 1);
      const onlyOurs: string[] = [];
      createBeastReader().forEach(readFileSync(STREAM!), ({ kind, bytes }) => {
        if (kind === 'mode-ac') {
          counts.modeAc++;
          return;
        }
        counts.modeS++;
        const hex = hexFromBytes(bytes);
        const left = expected.get(hex) ?? 0;
        if (left === 0) onlyOurs.push(hex);
        else expected.set(hex, left - 1);
      });
      expect(counts).toEqual({ modeAc: 5026, modeS: 8928 });
      expect([...expected.values()].filter((left) => left > 0)).toEqual([]);
      // dump1090 could not attribute these six; each stands twice in the stream.
      expect(new Set(onlyOurs)).toEqual(
        new Set(['02e1941026bc90', '02e61690ec2eda', 'a0001690200414b5d32820a11db7']),
      );
    });

    it('decodes the same fields but for the judged classes', () => {
      const tally = createTally();
      for (const paragraph of readParagraphs(DECODED!)) comparePayload(paragraph, tally);
      expect(tally.counts).toEqual({
        'category A0, which says nothing': 102,
        'all-call with a damaged address, repaired by the reference': 2,
        'track more than 1° apart': 142,
        'SIL unit': 174,
      });
    });

    it('finds the same positions', () => {
      const tally = createTally();
      const store = createAircraftStore();
      const heard = new Map<string, number>();
      for (const { hex, text } of readParagraphs(DECODED!)) {
        const atMs = Number(text.match(/Time: ([\d.]+)us/)![1]) / 1000;
        const message = decodeHex(hex);
        if (message === undefined) continue;
        const state = store.update(message, atMs);
        const repeated = atMs - (heard.get(hex) ?? -1000) < 100;
        heard.set(hex, atMs);
        const latDeg = Number(text.match(/CPR latitude:\s+(-?[\d.]+) /)?.[1]);
        const lonDeg = Number(text.match(/CPR longitude:\s+(-?[\d.]+) /)?.[1]);
        if (message.df !== 17 || message.me.kind !== 'airborne-position') continue;
        const ours = state?.position?.atMs === atMs ? state.position : undefined;
        const theirs = Number.isNaN(latDeg) ? undefined : { latDeg, lonDeg };
        if (ours && theirs) tally.note(distanceM(ours, theirs) < 2 ? 'the same' : 'other');
        else if (repeated) tally.note('message repeated');
        else if (ours) tally.note('only ours');
        else if (theirs) tally.note('only theirs');
        else tally.note('neither');
      }
      // The reference shows a position from the first pair on, ours from the second.
      expect(tally.counts).toEqual({
        'the same': 1434,
        'message repeated': 32,
        neither: 21,
        'only theirs': 11,
      });
    });
  },
);

function comparePayload(paragraph: Paragraph, tally: Tally): void {
  const { hex, text, field, number } = paragraph;
  const message = decodeHex(hex);
  if (message === undefined) {
    tally.note('all-call with a damaged address, repaired by the reference');
    return;
  }
  tally.same('address', message.address, Number.parseInt(field(/ICAO Address:\s+(\w+)/)!, 16));
  const altitudeFt = number(/Altitude:\s+(-?\d+) ft/);
  const squawk = field(/Squawk:\s+(\d+)/);
  switch (message.df) {
    case 0:
    case 16:
      tally.near('altitude', message.altitudeFt, altitudeFt, 0);
      break;
    case 4:
    case 5:
    case 20:
    case 21: {
      tally.near('altitude', message.altitudeFt, altitudeFt, 0);
      tally.same('squawk', message.squawk === undefined ? undefined : formatSquawk(message.squawk), squawk);
      const ident = field(/Ident:\s+(.*)/);
      const found = inferCommB(message.high, message.low)?.register;
      if (message.df >= 20)
        tally.same('callsign of 2,0', found?.bds === '20' ? found.callsign : undefined, ident);
      break;
    }
    case 17:
      compareMe(paragraph, message.me, tally);
      break;
    case 11:
    case 18:
    case 19:
    case 24:
  }
  if (text.includes('CRC: 000000') && message.df === 11)
    tally.near('interrogator', message.interrogator, 0, 0);
}

function compareMe(
  { text, field, number }: Paragraph,
  me: Extract<ReturnType<typeof decodeHex>, { df: 17 | 18 | 19 }>['me'],
  tally: Tally,
): void {
  switch (me.kind) {
    case 'identification': {
      tally.same('identification', me.callsign, field(/Ident:\s+(.*)/));
      const category = field(/Category:\s+(\w+)/);
      if (category === 'A0' && me.category === undefined) tally.note('category A0, which says nothing');
      else tally.same('category', me.category, category);
      break;
    }
    case 'airborne-position':
      tally.near('altitude', me.altitudeFt, number(/Altitude:\s+(-?\d+) ft/), 0);
      tally.near('CPR latitude', me.cprLat, number(/CPR latitude:.*\((\d+)\)/), 0);
      tally.near('CPR longitude', me.cprLon, number(/CPR longitude:.*\((\d+)\)/), 0);
      tally.same('CPR format', me.odd ? 'odd' : 'even', field(/CPR odd flag:\s+(\w+)/));
      break;
    case 'velocity': {
      tally.near('ground speed', me.groundSpeedKt, number(/Speed:\s+(\d+)/), 1);
      tally.near('vertical rate', me.verticalRateFtMin, number(/Vertical rate:\s+(-?\d+)/), 0);
      tally.near('GNSS delta', me.geometricMinusBarometricFt, number(/GNSS delta:\s+(-?\d+)/), 0);
      tally.near('track more than 1° apart', me.trackDeg, number(/\n {2}Heading:\s+(\d+)/), 1.001);
      break;
    }
    case 'emergency':
      tally.same(
        'squawk',
        me.squawk === undefined ? undefined : formatSquawk(me.squawk),
        field(/Squawk:\s+(\d+)/),
      );
      break;
    case 'target-state':
      tally.near('selected altitude', me.selectedAltitudeFt, number(/Target altitude:\s+\w+, (\d+)/), 0);
      tally.near('pressure setting', me.altimeterSettingHpa, number(/setting: ([\d.]+)/), 0.051);
      tally.near('selected heading', me.selectedHeadingDeg, number(/Target heading:\s+(\d+)/), 1);
      tally.near('NACp', me.nacP, number(/NACp:\s+(\d+)/), 0);
      tally.near('SIL', me.sil, number(/SIL:\s+(\d)/), 0);
      tally.same('SIL unit', me.silPerSample, text.includes('(per sample)'));
      break;
    case 'operational-status':
      tally.near('version', me.version, number(/Version:\s+(\d)/), 0);
      tally.near('NACp', me.nacP, number(/NACp:\s+(\d+)/), 0);
      tally.near('SIL', me.sil, number(/SIL:\s+(\d)/), 0);
      tally.near('GVA', me.gva, number(/GVA:\s+(\d)/), 0);
      tally.near('SDA', me.sda, number(/SDA=(\d)/), 0);
      tally.same('ACAS', me.acasOperational, /Capability classes:.*ACAS/.test(text));
      tally.same('single antenna', me.singleAntenna, /Operational modes:.*SAF/.test(text));
      tally.same('heading to magnetic north', me.magneticHeading, text.includes('magnetic'));
      tally.same('NIC baro', Number(me.nicBaro), number(/NICbaro:\s+(\d)/));
      break;
    default:
      tally.note(`kind ${me.kind}`);
  }
}
