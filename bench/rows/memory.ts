import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, Findings, Group } from '../support/bench.ts';
import { writeRandom } from '../support/contents.ts';
import type { Contender } from '../support/race.ts';
import { memoryRow } from '../support/row.ts';
import { writeState } from '../support/state.ts';
import { applied } from './upload.ts';

export const memory: Group = {
  name: 'memory',
  about: 'peak memory of an upload of 4 GiB, less that of 64 MiB',
  run,
};

const MIB = 1 << 20;

async function run(bench: Bench): Promise<Findings> {
  const small = await uploadOf(bench, '64 MiB', 64 * MIB);
  const large = await uploadOf(bench, '4 GiB', bench.size(4096 * MIB, 256 * MIB));
  const series = await bench.race(memory.name, [large, small], { rounds: 3, warmUps: 0 });
  await rm(join(bench.folder, 'bench-4-GiB.raw'));
  const [most, least] = series;
  return {
    series,
    rows: [
      memoryRow(
        {
          work: 'peak memory, 4 GiB upload',
          against: 'less that of a 64 MiB upload',
          atMost: 16,
          how: 'Three rounds: the peak hardly differs, and 4 GiB take half a minute.',
        },
        most,
        least,
      ),
    ],
  };
}

async function uploadOf(bench: Bench, size: string, bytes: number): Promise<Contender> {
  const name = `bench-${size.replace(' ', '-')}`;
  const content = await writeRandom(join(bench.folder, `${name}.raw`), bytes, 4);
  const state = await writeState(join(bench.folder, `${name}.yaml`), name, [
    {
      name,
      format: 'raw',
      container_format: 'bare',
      source: content.path,
      checksum: `sha256:${content.sha256}`,
    },
  ]);
  return applied(bench, `reconcile: ${size} upload`, state, name, content);
}
