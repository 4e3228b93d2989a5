import type { Area } from '../geo/area.ts';
import type { Position } from '../geo/position.ts';
import { wrapDeg } from '../geo/local.ts';

/** What a map picture shows. */
export interface MapPicture {
  readonly areas: readonly { readonly name: string; readonly area: Area }[];
  readonly tracks: readonly { readonly name: string; readonly line: readonly Position[] }[];
}

const WIDTH = 800;
const HEIGHT = 560;
const MARGIN = 40;

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/gu, (c) => `&#${c.codePointAt(0)!};`);
}

/** Draws areas and track lines as SVG that needs nothing from outside: it prints years later too. */
export function renderMapPicture({ areas, tracks }: MapPicture): string {
  const places = [...tracks.flatMap(({ line }) => line), ...areas.flatMap(({ area }) => area.parts.flat(2))];
  const [origin] = places;
  if (!origin) return '';
  const xOf = (lon: number): number => wrapDeg(lon - origin[0]);
  const west = Math.min(...places.map(([lon]) => xOf(lon)));
  const east = Math.max(...places.map(([lon]) => xOf(lon)));
  const south = Math.min(...places.map(([, lat]) => lat));
  const north = Math.max(...places.map(([, lat]) => lat));
  const cos = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * cos, 0.02),
    (HEIGHT - 2 * MARGIN) / Math.max(north - south, 0.02),
  );
  const at = ([lon, lat]: Position): string =>
    `${(WIDTH / 2 + (xOf(lon) - (west + east) / 2) * cos * scale).toFixed(1)},${(HEIGHT / 2 - (lat - (south + north) / 2) * scale).toFixed(1)}`;
  const label = (place: Position, name: string, fill: string): string => {
    const [x, y] = at(place).split(',');
    return `<text x="${x}" y="${y}" dx="6" dy="-6" font-size="13" fill="${fill}">${escapeXml(name)}</text>`;
  };
  const shapes = areas.flatMap(({ name, area }) => [
    ...area.parts.map(
      (rings) =>
        `<path d="${rings.map((ring) => `M${ring.map(at).join('L')}Z`).join('')}" fill="#c0392b22" stroke="#c0392b" fill-rule="evenodd"/>`,
    ),
    ...(area.parts[0]?.[0]?.[0] ? [label(area.parts[0][0][0], name, '#c0392b')] : []),
  ]);
  const lines = tracks.flatMap(({ name, line }) => {
    const last = line.at(-1);
    if (!last) return [];
    const [x, y] = at(last).split(',');
    return [
      `<polyline points="${line.map(at).join(' ')}" fill="none" stroke="#1f4e79" stroke-width="2"/>`,
      `<circle cx="${x}" cy="${y}" r="4" fill="#1f4e79"/>`,
      label(last, name, '#1f4e79'),
    ];
  });
  const lengthKm =
    [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((km) => (km / 111.2) * scale < WIDTH / 3) ?? 1;
  const bar = (lengthKm / 111.2) * scale;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f7f9fb"/>`,
    ...shapes,
    ...lines,
    `<path d="M${MARGIN},${HEIGHT - 20}h${bar.toFixed(1)}" stroke="#333" stroke-width="3"/>`,
    `<text x="${MARGIN}" y="${HEIGHT - 26}" font-size="12" fill="#333">${lengthKm} km</text>`,
    '</svg>',
  ].join('\n');
}
