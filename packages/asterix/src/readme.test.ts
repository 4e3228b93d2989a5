import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/gu)].map((match) => match[1]!);

/** `// text` behind a `console.log` is what it prints; `: ` begins a remark for the reader. */
const promised = (example: string): string[] =>
  [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gmu)].map((match) =>
    match[1]!.replace(/(?<=^undefined|\}): .*$/u, ''),
  );

it.each(examples.map((example, index) => [index + 1, example] as const))(
  'runs example %i as it says',
  async (index, example) => {
    const printed: string[] = [];
    const show = (value: unknown): string => {
      if (value === undefined) return 'undefined';
      if (typeof value === 'string') return value;
      if (Number.isNaN(value)) return 'NaN';
      return JSON.stringify(value)
        .replaceAll('"', '')
        .replaceAll(/([:,{])/gu, '$1 ')
        .replaceAll('}', ' }');
    };
    const file = new URL(`readme-example-${index}.ts`, import.meta.url);
    writeFileSync(file, `${example.replaceAll('console.log(', 'print(')}\nexport {};\n`);
    Object.assign(globalThis, {
      print: (...values: unknown[]) => void printed.push(values.map(show).join(' ')),
    });
    try {
      await import(/* @vite-ignore */ file.href);
    } finally {
      rmSync(file);
    }
    expect(printed).toEqual(promised(example));
  },
);
