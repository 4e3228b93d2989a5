import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { inflateSync } from 'node:zlib';
import { parse as parseYaml } from 'yaml';
import {
  type Activation,
  type Airspace,
  createAirspaceSet,
  createTerrain,
  type FlightPlan,
  type ImportIssue,
  parseAixm,
  parseCodeList,
  parseFixmJson,
  parseFpl,
  parseGeoJson,
  parseNotam,
  parseOpenAir,
  parsePlanCsv,
  parsePoints,
  parseRegistry,
  parseRuleSet,
  type PointLookup,
  readGeoTiff,
  readHgt,
  type RuleSet,
  type Surroundings,
  type TerrainTile,
  type Watch,
} from '@commonsky/watch';
import { ServerError, systemCode } from '../errors.ts';
import type { WatchConfig } from './watch-config.ts';

/** Larger files are refused: everything is read whole. */
const FILE_SIZE_MAX = 512 * 1024 * 1024;

/** Something in a file that was passed over. */
export interface FileIssue extends ImportIssue {
  readonly file: string;
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > FILE_SIZE_MAX)
      throw new ServerError(
        'SERVER_ERR_FILE_TOO_LARGE',
        `${file} has ${size} octets; the limit is ${FILE_SIZE_MAX}`,
      );
    return await readFile(file);
  } catch (error) {
    if (error instanceof ServerError) throw error;
    const isMissing = systemCode(error) === 'ENOENT';
    throw new ServerError(
      isMissing ? 'SERVER_ERR_FILE_NOT_FOUND' : 'SERVER_ERR_FILE_UNREADABLE',
      isMissing ? `${file} does not exist` : `${file} cannot be read (${systemCode(error) ?? 'unknown'})`,
      { cause: error },
    );
  }
}

const textOf = async (file: string): Promise<string> => (await bytesOf(file)).toString('utf8');

function documentOf(file: string, text: string): unknown {
  try {
    // JSON is YAML.
    return parseYaml(text);
  } catch (error) {
    throw new ServerError(
      'SERVER_ERR_CONFIG_INVALID',
      `${file} is neither YAML nor JSON: ${String(error).split('\n')[0]}`,
      { cause: error },
    );
  }
}

/** @throws {ServerError} `SERVER_ERR_CONFIG_INVALID` with every mistake in the file. */
async function loadRuleSet(file: string): Promise<RuleSet> {
  const parsed = parseRuleSet(documentOf(file, await textOf(file)));
  if (!('issues' in parsed)) return parsed;
  const problems = parsed.issues.map(({ where, message }) => `${where} ${message}`).join('; ');
  throw new ServerError('SERVER_ERR_CONFIG_INVALID', `${file}: ${problems}`);
}

/** Reads all files of a watch; the result puts them to use at once or, when reading threw, not at all. */
export async function loadWatchFiles(config: WatchConfig): Promise<{
  readonly issues: readonly FileIssue[];
  readonly apply: (watch: Watch, nowMs: number) => void;
}> {
  const issues: FileIssue[] = [];
  const note = (file: string, found: readonly ImportIssue[]): void => {
    for (const issue of found) issues.push({ file, ...issue });
  };
  const rules = config.rules === undefined ? undefined : await loadRuleSet(config.rules);
  const airspaces: Airspace[] = [];
  const activations: Activation[] = [];
  for (const file of config.airspaces ?? []) {
    const found = parseAirspaces(file, await textOf(file));
    airspaces.push(...found.items);
    activations.push(...found.activations);
    note(file, found.issues);
  }
  const ids = airspaces.map(({ id }) => id);
  for (const file of config.notams ?? []) {
    for (const notam of (await textOf(file)).split(/\n\s*\n/u).filter((text) => text.trim() !== '')) {
      const found = parseNotam(notam, ids);
      activations.push(...found.activations);
      note(file, found.issues);
    }
  }
  let lookup: PointLookup = () => undefined;
  if (config.points !== undefined) {
    const points = parsePoints(await textOf(config.points));
    lookup = points.lookup;
    note(config.points, points.issues);
  }
  const plans: FlightPlan[] = [];
  for (const file of config.plans ?? []) {
    const found = parsePlans(file, await textOf(file), lookup);
    plans.push(...found.items);
    note(file, found.issues);
  }
  const registry = config.registry === undefined ? undefined : parseRegistry(await textOf(config.registry));
  if (registry) note(config.registry!, registry.issues);
  const codes = config.codes === undefined ? undefined : parseCodeList(await textOf(config.codes));
  if (codes) note(config.codes!, codes.issues);
  const around = await surroundingsOf(config, (file, message) =>
    note(file, [{ code: 'unsupported', where: 'file', message }]),
  );
  return {
    issues,
    apply(watch, nowMs) {
      if (rules) watch.useRules(rules, nowMs);
      watch.useAirspaces(createAirspaceSet(airspaces, activations));
      watch.identifier.usePlans(plans);
      if (registry) watch.identifier.useRegistry(registry.items);
      if (codes) watch.identifier.useCodes(codes.items);
      watch.useSurroundings(around);
    },
  };
}

/** Airspaces of a file in the format its content shows. */
function parseAirspaces(
  file: string,
  text: string,
): ReturnType<typeof parseAixm> | ReturnType<typeof parseOpenAir> {
  const head = text.trimStart();
  if (head.startsWith('<')) return parseAixm(text);
  if (head.startsWith('{')) return { ...parseGeoJson(documentOf(file, text)), activations: [] };
  return parseOpenAir(text);
}

function parsePlans(
  file: string,
  text: string,
  lookup: PointLookup,
): { readonly items: readonly FlightPlan[]; readonly issues: readonly ImportIssue[] } {
  const head = text.trimStart();
  if (head.startsWith('{') || head.startsWith('[')) return parseFixmJson(documentOf(file, text), lookup);
  if (!head.startsWith('(')) return parsePlanCsv(text, lookup);
  const items: FlightPlan[] = [];
  const issues: ImportIssue[] = [];
  for (const [message] of text.matchAll(/\([^()]*\)/gu)) {
    const plan = parseFpl(message, Date.now(), lookup);
    if ('code' in plan) issues.push(plan);
    else items.push(plan);
  }
  return { items, issues };
}

async function surroundingsOf(
  config: WatchConfig,
  refuse: (file: string, message: string) => void,
): Promise<Surroundings> {
  const { qnhHPa, highestGroundM } = config;
  const tiles: TerrainTile[] = [];
  for (const file of config.terrain ?? []) {
    const bytes = await bytesOf(file);
    const tile = /\.hgt$/iu.test(file)
      ? readHgt(basename(file), bytes)
      : readGeoTiff(bytes, (packed) => inflateSync(packed));
    if (typeof tile === 'string') refuse(file, tile);
    else tiles.push(tile);
  }
  const terrain = createTerrain(tiles);
  return {
    ...(qnhHPa !== undefined && { qnhHPa: () => qnhHPa }),
    ...(highestGroundM !== undefined && { highestGroundM }),
    ...(tiles.length > 0 && { groundM: (latDeg: number, lonDeg: number) => terrain.groundM(latDeg, lonDeg) }),
  };
}

/** Newest change among the files, ms; files that are gone count as unchanged until they are back. */
export async function newestChangeMs(config: WatchConfig): Promise<number> {
  const { rules, points, registry, codes, airspaces = [], notams = [], plans = [], terrain = [] } = config;
  const all = [rules, points, registry, codes, ...airspaces, ...notams, ...plans, ...terrain];
  const changes = await Promise.all(
    all.map(async (file) => {
      if (file === undefined) return 0;
      try {
        return (await stat(file)).mtimeMs;
      } catch {
        return 0;
      }
    }),
  );
  return Math.max(0, ...changes);
}
