import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, Findings, Group } from '../support/bench.ts';
import { smallContent } from '../support/published.ts';
import { loadingShare, moduleShare } from '../support/reasons.ts';
import { ratioRow } from '../support/row.ts';
import { catalogue, writeState } from '../support/state.ts';

export const start: Group = {
  name: 'start',
  about: 'reconcile --version, and validate of 1,000 images, against node -e 0',
  run,
};

async function run(bench: Bench): Promise<Findings> {
  const count = bench.size(1000, 1000);
  const images = catalogue('bench-validate', count, await smallContent(bench));
  const state = await writeState(join(bench.folder, 'validate.yaml'), 'bench-validate', images);
  const few = catalogue('bench-validate', 1, await smallContent(bench));
  const one = await writeState(join(bench.folder, 'validate-one.yaml'), 'bench-validate', few);
  const empty = join(bench.folder, 'empty.mjs');
  await writeFile(empty, 'export {};\n');
  const series = await bench.race(
    start.name,
    [
      { label: 'reconcile --version', turn: () => bench.measure(bench.reconcile('--version')) },
      {
        label: 'reconcile validate: 1,000 images',
        turn: () => bench.measure(bench.reconcile('validate', '-f', state)),
      },
      {
        label: 'reconcile validate: 1 image',
        turn: () => bench.measure(bench.reconcile('validate', '-f', one)),
      },
      { label: 'node: an empty ES module', turn: () => bench.measure([process.execPath, empty]) },
      { label: 'node -e 0', turn: () => bench.measure([process.execPath, '-e', '0']) },
    ],
    { rounds: 15 },
  );
  const [version, validate, validateOne, module, node] = series;
  const how = 'Fifteen rounds: they are short.';
  return {
    series,
    rows: [
      ratioRow(
        {
          work: '`reconcile --version`',
          against: '`node -e 0`',
          atMost: 1.4,
          how,
          reason: moduleShare(module, node),
        },
        version,
        node,
      ),
      ratioRow(
        {
          work: '`validate` of 1,000 images',
          against: '`node -e 0`',
          atMost: 5,
          reason: loadingShare(validate, validateOne, node, count),
        },
        validate,
        node,
      ),
    ],
  };
}
