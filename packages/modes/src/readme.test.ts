import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { expect, it } from 'vitest';
import * as modes from './index.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const EXAMPLES = [...README.matchAll(/```ts\n([^]*?)```/g)].map((match) => match[1]!);

/** `expression; // → JSON` becomes a check; an `if` in front stays. */
function withChecks(source: string): string {
  return source
    .replaceAll(/^import \{([^]*?)\} from '@commonsky\/modes';$/gm, 'const {$1} = modes;')
    .replaceAll(
      /^(if \(.*?\) )?([^\n]*?); \/\/ → (.*)$/gm,
      (_, condition: string | undefined, expression: string, json: string) =>
        `${condition ?? ''}check(${expression}, ${json});`,
    );
}

it.each(EXAMPLES.map((source, index) => [index + 1, source] as const))(
  'example %i of the README runs',
  (_, source) => {
    let checks = 0;
    const check = (value: unknown, expected: unknown) => {
      checks++;
      expect(value).toEqual(expected);
    };
    const body = stripTypeScriptTypes(withChecks(source));
    // eslint-disable-next-line typescript/no-implied-eval -- the README is ours
    const run = new Function('modes', 'check', body) as (api: typeof modes, verify: typeof check) => void;
    run(modes, check);
    expect(checks).toBe(source.match(/\/\/ →/g)!.length);
  },
);
