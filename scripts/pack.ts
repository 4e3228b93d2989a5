/**
 * `npm run pack`: lays out the packages as they go to the registry, under .cache/pack. Inside the repository their
 * `exports` point at the TypeScript source; published, at the JavaScript and types that `tsc -b` made of it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export interface Packed {
  readonly name: string;
  readonly folder: string;
  /** What a registry's checker has to say; nothing when all is well. */
  readonly complaints: readonly string[];
}

/** What a source file is exported as once built; files that are no source stay what they are. */
function built(source: string): string | { readonly types: string; readonly default: string } {
  if (!source.endsWith('.ts')) return source;
  const path = source.replace('./src/', './').replace(/\.ts$/, '');
  return { types: `${path}.d.ts`, default: `${path}.js` };
}

/** @throws when the types do not build. */
export async function packPackages(): Promise<readonly Packed[]> {
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-b'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`tsc -b failed:\n${stdout}`);
  const out = join(root, '.cache/pack');
  rmSync(out, { recursive: true, force: true });
  const packed: Packed[] = [];
  for (const folder of readdirSync(join(root, 'packages'))) {
    const from = join(root, 'packages', folder);
    const to = join(out, 'node_modules/@commonsky', folder);
    const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest;
    mkdirSync(to, { recursive: true });
    cpSync(join(from, 'dist'), to, {
      recursive: true,
      filter: (file) => !/\.test\.|\.tsbuildinfo$|\.map$/.test(file),
    });
    for (const text of [join(from, 'README.md'), join(root, 'LICENSE')]) {
      if (existsSync(text)) cpSync(text, join(to, text.slice(text.lastIndexOf('/') + 1)));
    }
    for (const file of Object.values(manifest.exports)) {
      if (!file.endsWith('.ts')) cpSync(join(from, file), join(to, file));
    }
    const { scripts: _, ...rest } = manifest;
    const published = {
      ...rest,
      engines: { node: '>=20' },
      exports: Object.fromEntries(
        Object.entries(manifest.exports).map(([path, file]) => [path, built(file)]),
      ),
    };
    writeFileSync(join(to, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
    const { messages, pkg } = await publint({ pkgDir: to, level: 'warning', pack: false });
    packed.push({
      name: manifest.name,
      folder: to,
      complaints: messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    });
  }
  return packed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, folder, complaints } of await packPackages()) {
    console.log(`${name}: ${folder}`);
    for (const complaint of complaints) console.log(`  ${complaint}`);
    if (complaints.length > 0) process.exitCode = 1;
  }
}
