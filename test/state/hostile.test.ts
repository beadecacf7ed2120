import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { StateError } from '../../src/model/errors.ts';
import { formatFaults } from '../../src/state/format-faults.ts';
import { knownKeys } from '../../src/state/schema.ts';
import { load } from './load-text.ts';

/** Loads what may be anything: it is a state, or a list of faults that can be drawn. Nothing else. */
async function survives(text: string): Promise<void> {
  try {
    await load(text, { A: 'a' });
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const { at } of error.faults) {
      expect(at.line).toBeGreaterThan(0);
      expect(at.column).toBeGreaterThan(0);
    }
    expect(formatFaults(error.faults).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  }
}

const value = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    `\${A}`,
    `\${B}`,
    `$\${`,
    'http://h/x',
    'file:///',
    '../x',
    '10%',
    'sha256:',
    'raw',
    'public',
    '\u0000',
  ),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const nested = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, value, fc.array(tie('any'), { maxLength: 3 }), tie('map')),
  map: fc.dictionary(
    fc.oneof(
      fc.constantFrom(...knownKeys('image'), ...knownKeys('checksum'), ...knownKeys('source')),
      fc.string(),
    ),
    tie('any'),
    { maxKeys: 5 },
  ),
})).map;
const section = fc.record(
  {
    name: value,
    cloud: value,
    identity: fc.dictionary(fc.constantFrom(...knownKeys('identity')), value, { maxKeys: 6 }),
    defaults: nested,
    reconcile: fc.dictionary(fc.constantFrom(...knownKeys('reconcile')), value),
    images: fc.array(nested, { maxLength: 3 }),
    image: fc.dictionary(fc.string(), nested, { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

describe('whatever the file holds', () => {
  it('any text', () =>
    fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), survives), { numRuns: 200 }));

  it('any YAML under the keys that are read', () =>
    fc.assert(
      fc.asyncProperty(section, (server) => survives(stringify({ glance: { server } }))),
      { numRuns: 300 },
    ));

  it('a good file with some characters changed', () => {
    const text = readFileSync(new URL('../../glance.yaml.example', import.meta.url), 'utf8');
    const edit = fc.record({
      at: fc.nat(text.length),
      cut: fc.nat(10),
      insert: fc.oneof(
        fc.constantFrom(
          '"',
          "'",
          '[',
          '{',
          '- ',
          ': ',
          '\t',
          '\n',
          '&a ',
          '*a',
          '<<: ',
          '!x ',
          '#',
          '|',
          `\${`,
        ),
        fc.string({ maxLength: 3 }),
      ),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) =>
        survives(
          edits.reduce(
            (changed, { at, cut, insert }) => changed.slice(0, at) + insert + changed.slice(at + cut),
            text,
          ),
        ),
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a megabyte in one line', `glance: {server: {name: ${'x'.repeat(1_000_000)}}}`],
    ['twenty thousand faults', `glance:\n  server:\n    images:\n${'    - 1\n'.repeat(20_000)}`],
    [
      'twenty thousand keys',
      `glance:\n  server:\n${Array.from({ length: 20_000 }, (_, index) => `    k${index}: 1\n`).join('')}`,
    ],
    ['aliases of one anchor', `glance:\n  server:\n    x: &x [1, 2, 3]\n    y: [${'*x, '.repeat(20_000)}]\n`],
  ])('%s, in bounded time', async (_, text) => {
    await survives(text);
  });
});
