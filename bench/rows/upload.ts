import { join } from 'node:path';
import { type Bench, CURL_UPLOAD, type Findings, type Group, shell } from '../support/bench.ts';
import { type Content, writeRandom } from '../support/contents.ts';
import type { Contender } from '../support/race.ts';
import { ratioRow } from '../support/row.ts';
import { writeState } from '../support/state.ts';

export const upload: Group = {
  name: 'upload',
  about: 'a verified upload of a local file against curl -T, openstack image create, and createHash alone',
  run,
};

async function run(bench: Bench): Promise<Findings> {
  const content = await bench.big();
  const little = await writeRandom(join(bench.folder, 'little.raw'), 1 << 20, 7);
  const state = await stateOf(bench, 'bench-upload', content);
  const littleState = await stateOf(bench, 'bench-little', little);
  const series = await bench.race(upload.name, [
    applied(bench, 'reconcile: local file', state, 'bench-upload', content),
    sentByCurl(bench, 'curl -T: local file', `${CURL_UPLOAD} -T "$FILE" "$URL"`, content),
    byOpenstack(bench, content),
    hashing(bench, ['sha256', 'sha512'], content.bytes),
    applied(bench, 'reconcile: local file of 1 MiB', littleState, 'bench-little', little),
  ]);
  const [reconcile, curl, openstack, digests, start] = series;
  const work = 'verified upload of a 1 GiB local file, sha256 given';
  return {
    series,
    rows: [
      ratioRow({ work, against: '`curl -T`, unverified', atMost: 1.06 }, reconcile, curl),
      ratioRow(
        { work: 'the same', against: '`openstack image create --file`', atMost: 0.7 },
        reconcile,
        openstack,
      ),
      ratioRow(
        {
          work: 'client CPU of the same upload',
          against: 'the digests that it needs (sha256 and sha512), by `createHash` alone',
          atMost: 1.7,
          how: 'The other side hashes as many bytes of memory in one process, and reads no file.',
        },
        reconcile,
        digests,
        'cpu',
      ),
      ratioRow(
        {
          work: 'the same upload without its bytes: start, login, plan, creation, publication',
          against: '`curl -T`, unverified, with its token and its image made beforehand',
          atMost: null,
          how: 'An apply of 1 MiB.',
        },
        start,
        curl,
      ),
    ],
  };
}

function stateOf(bench: Bench, name: string, content: Content): Promise<string> {
  return writeState(join(bench.folder, `${name}.yaml`), name, [
    {
      name,
      format: 'raw',
      container_format: 'bare',
      source: content.path,
      checksum: `sha256:${content.sha256}`,
    },
  ]);
}

/** `reconcile apply`, which makes one image with the content. It is looked at, and removed, after every turn. */
export function applied(
  bench: Bench,
  label: string,
  state: string,
  name: string,
  content: Pick<Content, 'bytes' | 'sha512'>,
): Contender {
  return {
    label,
    async turn() {
      const sample = await bench.measure(bench.reconcile('apply', '--yes', '-f', state));
      await expectImage(bench, await bench.cloud.find(name), content);
      await bench.cloud.clear();
      return sample;
    },
  };
}

/**
 * A line of shell that sends data to $URL, the data of a queued image; $FILE is the content, $TOKEN the token. The image and the
 * token are there before.
 */
export function sentByCurl(
  bench: Bench,
  label: string,
  line: string,
  content: Pick<Content, 'bytes' | 'sha512' | 'path'>,
  more: Readonly<Record<string, string>> = {},
): Contender {
  return {
    label,
    async turn() {
      const { cloud } = bench;
      const id = await cloud.create({ name: 'bench-curl' });
      const env = {
        TOKEN: cloud.token,
        URL: `${cloud.url}/v2/images/${id}/file`,
        FILE: content.path,
        ...more,
      };
      const sample = await bench.measure(shell(line), env);
      await expectImage(bench, id, content);
      await cloud.clear();
      return sample;
    },
  };
}

function byOpenstack(bench: Bench, content: Content): Contender {
  return {
    label: 'openstack image create: local file',
    async turn() {
      const sample = await bench.measure(openstackCreate(content.path));
      await expectImage(bench, await bench.cloud.find('bench-openstack'), content);
      await bench.cloud.clear();
      return sample;
    },
  };
}

export function openstackCreate(file: string): readonly string[] {
  const format = ['--disk-format', 'raw', '--container-format', 'bare'];
  return ['openstack', 'image', 'create', ...format, '--file', file, 'bench-openstack'];
}

/** Digests by Node's createHash over a block of memory, again and again. */
export function hashing(bench: Bench, algorithms: readonly string[], bytes: number): Contender {
  const script = `
    import { createHash, randomFillSync } from 'node:crypto';
    const block = randomFillSync(Buffer.alloc(1 << 20));
    const hashes = ${JSON.stringify(algorithms)}.map((algorithm) => createHash(algorithm));
    for (let done = 0; done < ${bytes}; done += block.length) for (const hash of hashes) hash.update(block);
    for (const hash of hashes) hash.digest('hex');`;
  const label = `createHash alone: ${algorithms.join(' and ')}`;
  return { label, turn: () => bench.measure([process.execPath, '--input-type=module', '--eval', script]) };
}

/** Throws unless Glance has the content whole: a contender that stopped short would look quick. */
async function expectImage(
  bench: Bench,
  id: string,
  content: Pick<Content, 'bytes' | 'sha512'>,
): Promise<void> {
  const { status, size, os_hash_value: hash } = await bench.cloud.get(id);
  if (status !== 'active' || size !== content.bytes || hash !== content.sha512)
    throw new Error(
      `Glance has ${size} bytes, ${status}, sha512 ${hash}; wanted ${content.bytes}, ${content.sha512}`,
    );
}
