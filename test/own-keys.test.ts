import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Tables that are looked up with a key of our own code, of the operating system, or of a schema: none of these can be
 * `constructor` or `__proto__`, which every object has.
 */
const OWN_CODE: readonly string[] = [
  'src/apply/steps/check.ts STARTING',
  'src/cli/program.ts COMMANDS',
  'src/content/safety/formats.ts ACCEPTED',
  'src/files/file-fault.ts WORDS',
  'src/cli/flags.ts UNITS',
  'src/publisher/checksums/lines.ts ESCAPES',
  'src/publisher/stratuslab/vocabulary.ts PREFIXES',
  'src/report/escape.ts SHORT',
  'src/state/fields/stages.ts SECONDS',
  'src/state/schema/shape-errors.ts KINDS',
  'src/state/yaml/parse-yaml.ts MESSAGES',
];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.generated.ts') && !file.startsWith('src/sandbox'),
  );

it('a table that others’ texts look up answers for its own keys alone: no text finds what every object inherits', () => {
  const open = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const tables = [...text.matchAll(/const ([A-Z_]+): Readonly<(?:Partial<)?Record<string/g)].map(
      ([, name]) => name!,
    );
    return tables.flatMap((name) => {
      const lookups = text.match(new RegExp(`\\b${name}\\[[a-z]`, 'g'))?.length ?? 0;
      const guards = text.match(new RegExp(`Object\\.hasOwn\\(${name}\\b`, 'g'))?.length ?? 0;
      return lookups > guards ? [`${file} ${name}`] : [];
    });
  });
  expect([...new Set(open)].sort()).toEqual([...OWN_CODE].sort());
});
