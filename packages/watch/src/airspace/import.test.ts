import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAreaIndex } from '../geo/area-index.ts';
import { distanceM } from '../geo/local.ts';
import { activationAt } from './activation.ts';
import { parseAixm } from './aixm.ts';
import type { Airspace } from './airspace.ts';
import { parseGeoJson } from './geojson.ts';
import { parseOpenAir } from './openair.ts';
import { amslFt, flightLevel, GROUND, UNLIMITED } from './vertical.ts';
import { parseXml } from './xml.ts';

const contains = (airspace: Airspace, lon: number, lat: number): boolean =>
  createAreaIndex([airspace.area]).contains(0, lon, lat);

describe('OpenAir', () => {
  const text = `* comment
AC R
AN Range One
AI UCR1
AL GND
AH FL195
DP 42:00:00 N 074:00:00 E
DP 42:00:00 N 075:00:00 E
DP 43:00.000 N 075:00.000 E * inline
DP 43:00:00 N 074:00:00 E
AC D
AY CTR
AN Town
AL SFC
AH 5000ft MSL
V X=41:00:00 S 074:00:00 W
DC 5
AC Q
AN Half circle
AH 3000 ft AGL
V X=50:00:00 N 010:00:00 E
V D=-
DA 10,90,270
AC P
AN Slice
V X=50:00:00 N 010:00:00 E
DP 50:00:00 N 010:00:00 E
DB 50:10:00 N 010:00:00 E,50:00:00 N 010:15:35 E
AA 2026-11-22T08:00Z/2026-11-22T12:00Z
AC R
AN Nothing
ZZ what
`;
  const { items, activations, issues } = parseOpenAir(text);

  it('reads classes, names, limits and shapes', () => {
    expect(
      items.map(({ id, name, kind, lower, upper, schedule }) => ({ id, name, kind, lower, upper, schedule })),
    ).toEqual([
      {
        id: 'UCR1',
        name: 'Range One',
        kind: 'restricted',
        lower: GROUND,
        upper: flightLevel(195),
        schedule: 'always',
      },
      { id: 'Town', name: 'Town', kind: 'control', lower: GROUND, upper: amslFt(5000), schedule: 'always' },
      {
        id: 'Half circle',
        name: 'Half circle',
        kind: 'danger',
        lower: GROUND,
        upper: { reference: 'agl', valueM: 3000 * 0.3048 },
        schedule: 'always',
      },
      { id: 'Slice', name: 'Slice', kind: 'prohibited', lower: GROUND, upper: UNLIMITED, schedule: 'never' },
    ]);
    expect(contains(items[0]!, 74.5, 42.5)).toBe(true);
    for (const [lon] of items[1]!.area.parts[0]![0]!) expect(lon).toBeLessThan(-73.8);
    for (const [lon, lat] of items[1]!.area.parts[0]![0]!) {
      expect(distanceM(-41, -74, lat, lon)).toBeCloseTo(9260, -1.2);
    }
    // Anticlockwise from east over north to west: the northern half.
    expect(contains(items[2]!, 10, 50.1)).toBe(true);
    expect(contains(items[2]!, 10, 49.9)).toBe(false);
    expect(contains(items[3]!, 10.1, 50.05)).toBe(true);
    expect(contains(items[3]!, 9.9, 50.05)).toBe(false);
  });

  it('takes AA as activation, and names what it does not understand', () => {
    expect(activations).toEqual([
      {
        id: 'Slice/AA1',
        airspaceId: 'Slice',
        active: true,
        issuedMs: 0,
        fromMs: Date.UTC(2026, 10, 22, 8),
        toMs: Date.UTC(2026, 10, 22, 12),
      },
    ]);
    expect(issues).toEqual([
      { code: 'unsupported', where: 'line 32', message: 'record ZZ is not used' },
      { code: 'geometry', where: 'line 30', message: 'Nothing has no shape' },
    ]);
  });

  it('survives any text', () => {
    const line = fc.tuple(
      fc.constantFrom('AC', 'AN', 'AL', 'AH', 'DP', 'DA', 'DB', 'DC', 'DY', 'V', 'AA', 'XX'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        parseOpenAir(lines.map((l) => l.join(' ')).join('\n'));
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('GeoJSON', () => {
  it('reads polygons, multipolygons, corridors and circles with their limits and hours', () => {
    const square = [
      [70, 40],
      [71, 40],
      [71, 41],
      [70, 41],
      [70, 40],
    ];
    const { items, issues } = parseGeoJson({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 'A',
          properties: {
            name: 'Alpha',
            kind: 'prohibited',
            lower: '1000 ft',
            upper: 'FL100',
            hours: 'DAILY 0600-1800',
          },
          geometry: { type: 'Polygon', coordinates: [square] },
        },
        {
          type: 'Feature',
          properties: { id: 'B' },
          geometry: { type: 'MultiPolygon', coordinates: [[square]] },
        },
        {
          type: 'Feature',
          properties: { id: 'C', kind: 'border', halfWidthM: 5000 },
          geometry: {
            type: 'LineString',
            coordinates: [
              [70, 40],
              [72, 40],
            ],
          },
        },
        {
          type: 'Feature',
          properties: { id: 'D', radiusM: 20_000, upper: 'high', kind: 'strange', hours: 'often' },
          geometry: { type: 'Point', coordinates: [70, 40] },
        },
        { type: 'Feature', properties: { id: 'A' }, geometry: { type: 'Polygon', coordinates: [square] } },
        {
          type: 'Feature',
          properties: { id: 'E' },
          geometry: {
            type: 'LineString',
            coordinates: [
              [70, 40],
              [72, 40],
            ],
          },
        },
        null,
      ],
    });
    expect(items.map(({ id, kind, lower, upper }) => [id, kind, lower, upper])).toEqual([
      ['A', 'prohibited', amslFt(1000), flightLevel(100)],
      ['B', 'other', GROUND, UNLIMITED],
      ['C', 'border', GROUND, UNLIMITED],
      ['D', 'other', GROUND, UNLIMITED],
    ]);
    expect(items[0]!.schedule).toHaveLength(1);
    expect(contains(items[2]!, 71, 40.04)).toBe(true);
    expect(contains(items[2]!, 71, 40.05)).toBe(false);
    expect(issues.map(({ code, where }) => [where, code])).toEqual([
      ['D', 'value'],
      ['D', 'schedule'],
      ['D', 'limit'],
      ['A', 'value'],
      ['E', 'geometry'],
      ['feature-6', 'geometry'],
    ]);
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (features) => {
        parseGeoJson({ features });
        parseGeoJson(features);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

const aixmDocument = (volume: string, more = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<message:AIXMBasicMessage xmlns:message="m" xmlns:aixm="a" xmlns:gml="g"><message:hasMember><aixm:Airspace gml:id="x">
<gml:identifier codeSpace="urn:uuid:">0f1e</gml:identifier><aixm:timeSlice><aixm:AirspaceTimeSlice>
<aixm:interpretation>BASELINE</aixm:interpretation><aixm:type>D</aixm:type><aixm:designator>UCD7</aixm:designator>
<aixm:name>Range &amp; lake</aixm:name><aixm:geometryComponent><aixm:AirspaceGeometryComponent>
<aixm:theAirspaceVolume><aixm:AirspaceVolume>${volume}</aixm:AirspaceVolume></aixm:theAirspaceVolume>
</aixm:AirspaceGeometryComponent></aixm:geometryComponent>${more}</aixm:AirspaceTimeSlice></aixm:timeSlice>
<aixm:timeSlice><aixm:AirspaceTimeSlice><gml:validTime><gml:TimePeriod><gml:beginPosition>2026-11-22T08:00:00Z</gml:beginPosition>
<gml:endPosition>2026-11-22T12:00:00Z</gml:endPosition></gml:TimePeriod></gml:validTime><aixm:interpretation>TEMPDELTA</aixm:interpretation>
<aixm:sequenceNumber>3</aixm:sequenceNumber><aixm:activation><aixm:AirspaceActivation><aixm:status>ACTIVE</aixm:status>
</aixm:AirspaceActivation></aixm:activation></aixm:AirspaceTimeSlice></aixm:timeSlice></aixm:Airspace></message:hasMember></message:AIXMBasicMessage>`;

const sheet = (reference: string) =>
  `<aixm:activation><aixm:AirspaceActivation><aixm:timeInterval><aixm:Timesheet><aixm:timeReference>${reference}</aixm:timeReference><aixm:startDate>01-01</aixm:startDate><aixm:endDate>31-12</aixm:endDate><aixm:day>MON</aixm:day><aixm:startTime>04:00</aixm:startTime><aixm:endTime>12:00</aixm:endTime></aixm:Timesheet></aixm:timeInterval><aixm:status>ACTIVE</aixm:status></aixm:AirspaceActivation></aixm:activation>`;

describe('AIXM 5.1', () => {
  const limits = `<aixm:upperLimit uom="FL">195</aixm:upperLimit><aixm:upperLimitReference>STD</aixm:upperLimitReference>
<aixm:lowerLimit uom="FT">1500</aixm:lowerLimit><aixm:lowerLimitReference>SFC</aixm:lowerLimitReference>`;
  const surface = (segments: string): string =>
    `${limits}<aixm:horizontalProjection><aixm:Surface srsName="urn:ogc:def:crs:EPSG::4326"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>${segments}</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></aixm:Surface></aixm:horizontalProjection>`;

  it('reads a volume with limits, and its temporary activation', () => {
    const { items, activations, issues } = parseAixm(
      aixmDocument(
        surface(
          '<gml:GeodesicString><gml:posList>42 74 42 75 43 75 43 74 42 74</gml:posList></gml:GeodesicString>',
        ),
      ),
    );
    expect(issues).toEqual([]);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: 'UCD7',
      name: 'Range & lake',
      kind: 'danger',
      lower: { reference: 'agl', valueM: 1500 * 0.3048 },
      upper: flightLevel(195),
      schedule: 'always',
    });
    expect(contains(items[0]!, 74.5, 42.5)).toBe(true);
    // The great circle between two places of one latitude runs north of it.
    expect(contains(items[0]!, 74.5, 42.001)).toBe(false);
    expect(contains(items[0]!, 74.5, 43.001)).toBe(true);
    expect(activations).toEqual([
      {
        id: 'UCD7/delta-3',
        airspaceId: 'UCD7',
        active: true,
        fromMs: Date.UTC(2026, 10, 22, 8),
        toMs: Date.UTC(2026, 10, 22, 12),
        issuedMs: 3,
      },
    ]);
  });

  it('reads circles and arcs, clockwise with a growing angle', () => {
    const centre =
      '<gml:pointProperty><gml:Point><gml:pos>42 74</gml:pos></gml:Point></gml:pointProperty><gml:radius uom="NM">10</gml:radius>';
    const { items } = parseAixm(
      aixmDocument(surface(`<gml:CircleByCenterPoint>${centre}</gml:CircleByCenterPoint>`)),
    );
    expect(contains(items[0]!, 74, 42.16)).toBe(true);
    expect(contains(items[0]!, 74, 42.17)).toBe(false);
    const east = parseAixm(
      aixmDocument(
        surface(
          `<gml:ArcByCenterPoint>${centre}<gml:startAngle>0</gml:startAngle><gml:endAngle>180</gml:endAngle></gml:ArcByCenterPoint>`,
        ),
      ),
    );
    expect(contains(east.items[0]!, 74.1, 42)).toBe(true);
    expect(contains(east.items[0]!, 73.9, 42)).toBe(false);
  });

  it('shifts a timesheet of local time to UTC', () => {
    const volume = surface(
      '<gml:LineStringSegment><gml:posList>42 74 42 75 43 75</gml:posList></gml:LineStringSegment>',
    );
    const { items } = parseAixm(aixmDocument(volume, sheet('UTC+6')));
    expect(items[0]!.schedule).toEqual([{ days: [0], fromMinute: 1320, toMinute: 360 }]);
    expect(activationAt(items[0]!.schedule, [], Date.UTC(2026, 10, 22, 23)).active).toBe(true);
    const unclear = parseAixm(aixmDocument(volume, sheet('LOCAL')));
    expect(unclear.items[0]!.schedule).toBe('always');
    expect(unclear.issues).toMatchObject([{ code: 'schedule' }]);
  });

  it('names what the subset leaves out', () => {
    const { items, issues } = parseAixm(
      aixmDocument(surface('<gml:Arc><gml:posList>1 2 3 4 5 6</gml:posList></gml:Arc>')),
    );
    expect(items).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['unsupported', 'geometry', 'geometry']);
    expect(parseAixm('<a><b></a>').issues).toMatchObject([
      { code: 'syntax', message: 'unexpected </a> at 6' },
    ]);
  });

  it('XML: survives any text, and leaves unknown entities alone', () => {
    expect(parseXml('<a x="1 &lt; 2">&custom;&#65;<![CDATA[<b>]]></a>')).toEqual({
      name: 'a',
      attributes: { x: '1 < 2' },
      children: [],
      text: '&custom;A<b>',
    });
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<a>', '</a>', '<b x="1"/>', '<', '&', '<!--', '-->', 'text', ']]>', '<![CDATA['),
        ),
        (parts) => {
          parseXml(parts.join(''));
          parseAixm(parts.join(''));
        },
      ),
      { seed: 6, numRuns: 1000 },
    );
  });
});
