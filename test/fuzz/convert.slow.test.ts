import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { convertGlancepush } from '../../src/convert/glancepush/convert.ts';
import { convertImageManager } from '../../src/convert/image-manager/convert.ts';
import { readAssignments } from '../../src/convert/shell/read-assignments.ts';
import { textFile } from '../../src/convert/text-file.ts';
import { convertVmlist } from '../../src/convert/vmlist.ts';
import { loadState } from '../../src/state/load.ts';
import { edited, jsonWithKeys, text } from './arbitraries.ts';
import { describeParser } from './harness.ts';

const SAMPLES = 'test/samples/convert';
const META = ['worker-node', 'egi-ubuntu', 'cernvm'].map((name) =>
  readFileSync(join(SAMPLES, 'glancepush/meta', name), 'utf8'),
);
const DEFINITIONS = readdirSync(join(SAMPLES, 'openstack-image-manager')).map((name) =>
  readFileSync(join(SAMPLES, 'openstack-image-manager', name), 'utf8'),
);

const folder = mkdtempSync(join(tmpdir(), 'reconcile-fuzz-'));
for (const part of ['meta', 'spool']) mkdirSync(join(folder, part));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Pieces that a shell gives a meaning to. */
const PIECES = [
  'a=',
  'b=',
  'properties=(',
  'declare -A properties=(',
  ')',
  '[k]=',
  'properties[0]=',
  '"',
  "'",
  '$',
  `\${a}`,
  '$a',
  '$(',
  '`',
  '\\',
  '\\\n',
  '\n',
  ' ',
  ';',
  '#',
  "$'",
  '~',
  '*',
  'is_public=no\n',
  'disk_format=',
  'min_disk=',
  'comment=',
] as const;

const piece = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PIECES) }, text);
const shell = fc.oneof(
  fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.constantFrom(...META).chain((sample) => edited(sample, piece)),
);

/** A converted state file must load; otherwise the conversion must end with an error. */
async function loads(state: string): Promise<void> {
  await loadState({ paths: ['-'], readStdin: async () => state, env: {}, cwd: folder });
}

/** A value in single quotes, as a shell writes it. */
function quoted(value: string): string {
  return `'${value.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

describeParser("shell files of assignments, and glancepush's", (fuzz) => {
  fuzz('any text, and sets variables to texts only', shell, (source) => {
    for (const variable of readAssignments(textFile('meta/one', source)).values()) {
      const values = variable.kind === 'text' ? [variable.value] : [...variable.entries.values()];
      for (const value of values) expect(typeof value.text).toBe('string');
    }
  });

  fuzz('any text in quotes, and gives that text', text, (value) => {
    const expected = value.replaceAll('\0', '');
    const variables = readAssignments(textFile('meta/one', `a=${quoted(value)} # b`));
    expect(variables.get('a')).toMatchObject({ value: { text: expected, unset: null } });
  });

  fuzz('long lines of one repeated piece', fc.constantFrom(...PIECES), (each) =>
    readAssignments(textFile('meta/one', `a=1\n${each.repeat(50_000)}`)),
  );

  fuzz('any folder, and writes a state file that loads', fc.tuple(shell, text), async ([meta, value]) => {
    writeFileSync(join(folder, 'meta/one'), meta.replaceAll('\0', ''));
    writeFileSync(
      join(folder, 'meta/two'),
      `is_public=no\ncomment=${quoted(value)}\nname=${quoted(value)}\n`,
    );
    writeFileSync(join(folder, 'spool/two'), `file=${quoted(`/srv/${value}`)}\n`);
    const outcomes = await convertGlancepush({
      directory: folder,
      shown: 'glancepush',
      spool: join(folder, 'spool'),
      shownSpool: 'spool',
      cloud: null,
    });
    for (const outcome of outcomes) await loads(outcome.text);
  });
});

const definition = jsonWithKeys([
  'images',
  'name',
  'versions',
  'version',
  'url',
  'mirror_url',
  'meta',
  'tags',
  'multi',
  'format',
  'checksum',
  'visibility',
  'separator',
  'id',
]);

describeParser("openstack-image-manager's definitions", (fuzz) => {
  const yaml = fc.oneof(
    definition.map((value) => JSON.stringify(value)),
    fc.constantFrom(...DEFINITIONS).chain((sample) => edited(sample, text)),
    fc.tuple(text, text, text, text).map(([name, version, url, property]) =>
      JSON.stringify({
        images: [
          { name, multi: true, tags: [name], meta: { [property]: url }, versions: [{ version, url }] },
        ],
      }),
    ),
  );

  fuzz('any file, and writes a state file that loads', yaml, async (source) => {
    writeFileSync(join(folder, 'images.yml'), source);
    const { text: state } = await convertImageManager({
      files: [{ path: join(folder, 'images.yml'), shown: 'images.yml' }],
      tag: 'managed',
      cloud: null,
      cwd: folder,
    });
    await loads(state);
  });
});

describeParser("glance_manager's lists", (fuzz) => {
  const line = fc.oneof(text, fc.constantFrom('LHfKVPoHcv4oMirHU0KuOQc-TvI', '', '# x', 'a b'));
  fuzz('any file, and writes a state file that loads', fc.array(line), async (lines) => {
    writeFileSync(join(folder, 'vms.txt'), lines.join('\n'));
    const { text: state } = await convertVmlist({
      files: [{ path: join(folder, 'vms.txt'), shown: 'vms.txt' }],
      marketplace: null,
      cloud: null,
      directory: folder,
    });
    await loads(state);
  });
});
