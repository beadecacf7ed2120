import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, CURL_UPLOAD, type Findings, type Group, shell } from '../support/bench.ts';
import { writeCompressible } from '../support/contents.ts';
import type { Series } from '../support/figures.ts';
import { fixedShare } from '../support/reasons.ts';
import { type Row, ratioRow } from '../support/row.ts';
import { run as runCommand } from '../support/run.ts';
import { serveFiles } from '../support/server.ts';
import { writeState } from '../support/state.ts';
import { applied, littleApply, sentByCurl } from './upload.ts';

export const unpack: Group = {
  name: 'unpack',
  about: 'gz and zst unpacked in flight against curl | zcat | curl and curl | zstdcat | curl',
  run,
};

const FORMATS = [
  { suffix: 'gz', pack: 'gzip -1 --keep', cat: 'zcat' },
  { suffix: 'zst', pack: 'zstd -q -3 --keep', cat: 'zstdcat' },
] as const;

async function run(bench: Bench): Promise<Findings> {
  const { folder } = bench;
  const content = await writeCompressible(join(folder, 'unpack.raw'), bench.size(1 << 30, 1 << 26), 2);
  const server = await serveFiles(folder);
  const rows: Row[] = [];
  const all: Series[] = [];
  for (const { suffix, pack, cat } of FORMATS) {
    const packed = `${content.path}.${suffix}`;
    bench.say(`${suffix}: packing`);
    const line = `${pack} "${content.path}"; sync "${packed}"; sha256sum "${packed}"`;
    const [sha256 = ''] = (await runCommand({ argv: shell(line), env: bench.env, cwd: folder })).split(' ');
    const source = `${server.url}/unpack.raw.${suffix}`;
    const state = await writeState(join(folder, `${suffix}.yaml`), `bench-${suffix}`, [
      {
        name: `bench-${suffix}`,
        format: 'raw',
        container_format: 'bare',
        source,
        decompress: suffix,
        // Publishers give the digest of the file that they serve.
        checksum: `sha256:${sha256}`,
      },
    ]);
    const pipe = `curl --silent --show-error --fail "$SOURCE" | ${cat} | ${CURL_UPLOAD} -T - "$URL"`;
    const series = await bench.race(
      `${unpack.name} ${suffix}`,
      [
        applied(bench, `reconcile: ${suffix}`, state, `bench-${suffix}`, content),
        sentByCurl(bench, `curl | ${cat} | curl -T -`, pipe, content, { SOURCE: source }),
        await littleApply(bench),
      ],
      { warmUps: 0 },
    );
    const share = (await stat(packed)).size / content.bytes;
    await rm(packed);
    const [reconcile, piped, little] = series;
    all.push(...series);
    rows.push(
      ratioRow(
        {
          work: `${suffix} of 1 GiB, unpacked in flight`,
          against: `\`curl \\| ${cat} \\| curl -T -\``,
          atMost: 1.15,
          reason: fixedShare(reconcile, little, piped),
          how: `Half words, half random bytes; packed to ${Math.round(share * 100)} % (\`${pack.replace(' --keep', '')}\`).`,
        },
        reconcile,
        piped,
      ),
    );
  }
  await server.close();
  await rm(content.path);
  return { rows, series: all };
}
