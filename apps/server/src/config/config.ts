import { readFile } from 'node:fs/promises';
import { Compile } from 'typebox/compile';
import { parseDocument } from 'yaml';
import { ServerError } from '../errors.ts';
import { fileError } from '../ingest/file.ts';
import { parseFeedUrl } from './feed-url.ts';
import { type Config, configSchema, type MemberConfig } from './schema.ts';

/** What is wrong with a configuration, and where. */
export interface ConfigIssue {
  /** `members[0].inputs[1].url`; empty for the document itself. */
  readonly path: string;
  readonly reason: string;
}

const check = Compile(configSchema);

/** Parses and checks a configuration in YAML (or JSON, which is YAML too). All issues are found at once. */
export function parseConfig(text: string): {
  readonly config?: Config;
  readonly issues: readonly ConfigIssue[];
} {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return { issues: document.errors.map(({ message }) => ({ path: '', reason: message.split('\n')[0]! })) };
  }
  // Bounds what a few lines of aliases can unfold to.
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (!check.Check(value)) {
    const issues = check.Errors(value).map(({ instancePath, keyword, message, params }) => ({
      path: toPath(instancePath),
      reason: reasonOf(keyword, message, params),
    }));
    return { issues: issues.filter(({ reason }) => reason !== '') };
  }
  const issues = referenceIssues(value);
  return issues.length > 0 ? { issues } : { config: value, issues };
}

/**
 * Reads a configuration file.
 *
 * @throws {ServerError} `SERVER_ERR_CONFIG_INVALID` with every issue, or `SERVER_ERR_FILE_…`.
 */
export async function loadConfig(path: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw fileError(error, path);
  }
  const { config, issues } = parseConfig(text);
  if (config !== undefined) return config;
  const list = issues.map((issue) => (issue.path === '' ? issue.reason : `${issue.path} ${issue.reason}`));
  throw new ServerError('SERVER_ERR_CONFIG_INVALID', `${path}: ${list.join('; ')}`);
}

/** What a schema cannot say: addresses that parse, names that are one of a kind and that exist. */
function referenceIssues(config: Config): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const memberIds = new Set<string>();
  const sensorIds = new Set<string>();
  for (const [m, member] of config.members.entries()) {
    const at = `members[${m}]`;
    if (memberIds.has(member.id)) issues.push({ path: `${at}.id`, reason: `${member.id} is there twice` });
    memberIds.add(member.id);
    const own = new Set(member.sensors?.map(({ id }) => id));
    for (const [s, { id }] of (member.sensors ?? []).entries()) {
      if (sensorIds.has(id)) issues.push({ path: `${at}.sensors[${s}].id`, reason: `${id} is there twice` });
      sensorIds.add(id);
    }
    for (const [i, { kind, url, sensor }] of member.inputs.entries()) {
      const path = `${at}.inputs[${i}]`;
      const reason = urlProblem(kind, url);
      if (reason !== undefined) issues.push({ path: `${path}.url`, reason });
      if (sensor !== undefined && !own.has(sensor)) {
        issues.push({
          path: `${path}.sensor`,
          reason: `${sensor} is not one of the sensors of ${member.id}`,
        });
      }
    }
  }
  return issues;
}

function urlProblem(kind: MemberConfig['inputs'][number]['kind'], url: string): string | undefined {
  try {
    const { transport } = parseFeedUrl(url);
    return kind !== 'asterix' && transport === 'udp'
      ? 'Beast, AVR and SBS come over tcp://HOST:PORT'
      : undefined;
  } catch (error) {
    if (error instanceof ServerError) return error.message;
    throw error;
  }
}

/** `/members/0/id` → `members[0].id`. */
function toPath(pointer: string): string {
  return pointer
    .slice(1)
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
}

/** Words for the rules a person breaks; the rest speak for themselves. Empty for echoes of another issue. */
function reasonOf(keyword: string, message: string, params: object): string {
  if (keyword === 'boolean') return '';
  if (keyword === 'additionalProperties' && 'additionalProperties' in params) {
    return `has no setting named ${String(params.additionalProperties)}`;
  }
  if (keyword === 'enum' && 'allowedValues' in params) {
    return `must be one of ${String(params.allowedValues)}`;
  }
  return message;
}
