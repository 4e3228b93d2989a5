/**
 * `node scripts/publish-manifest.ts asterix TARGET`: a package as it is published. In the repository its exports are
 * TypeScript sources; outside they are the compiled files with their types.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

const compiled = (source: string): { readonly types: string; readonly default: string } => {
  const path = source.replace('./src/', './dist/').replace(/\.ts$/u, '');
  return { types: `${path}.d.ts`, default: `${path}.js` };
};

/** The manifest for the registry: no scripts, and exports that every resolver understands. */
export function publishedManifest(manifest: Manifest): object {
  const mapped = Object.entries(manifest.exports).map(([name, source]) => [name, compiled(source)]);
  return {
    ...manifest,
    scripts: undefined,
    engines: { node: '>=20' },
    files: ['dist'],
    exports: Object.fromEntries(mapped),
  };
}

/** Copies a built package into `target`, ready for `npm publish`. */
export function stagePackage(name: string, target: string): void {
  const folder = fileURLToPath(new URL(`../packages/${name}/`, import.meta.url));
  mkdirSync(target, { recursive: true });
  const manifest = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as Manifest;
  writeFileSync(`${target}/package.json`, `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
  cpSync(`${folder}dist`, `${target}/dist`, { recursive: true, filter: (path) => !path.endsWith('.map') });
  cpSync(`${folder}README.md`, `${target}/README.md`);
}

const [name, target] = process.argv.slice(2);
if (import.meta.main && name !== undefined && target !== undefined) stagePackage(name, target);
