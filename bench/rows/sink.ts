import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type Bench, CURL_UPLOAD, type Findings, type Group, shell } from '../support/bench.ts';
import type { Content } from '../support/contents.ts';
import { medianOf, type Sample, type Series, threeDigits } from '../support/figures.ts';
import { ratioRow } from '../support/row.ts';
import { type Server, startSink } from '../support/server.ts';
import { writeState } from '../support/state.ts';
import { hashing } from './upload.ts';

export const sink: Group = {
  name: 'sink',
  about:
    'an upload to a service that discards data at wire speed, against curl -T, and against the slower digest alone',
  run,
};

async function run(bench: Bench): Promise<Findings> {
  const content = await bench.big();
  const server = await startSink({ ...content, md5: await md5Of(content.path) });
  const state = await writeState(join(bench.folder, 'sink.yaml'), 'bench-sink', [
    {
      name: 'bench-sink',
      format: 'raw',
      container_format: 'bare',
      source: content.path,
      checksum: `sha256:${content.sha256}`,
    },
  ]);
  const env = { OS_AUTH_URL: `${server.url}/v3` };
  const series = await bench.race(sink.name, [
    {
      label: 'reconcile: into the sink',
      async turn() {
        const sample = await bench.measure(bench.reconcile('apply', '--yes', '-f', state), env);
        await emptied(server);
        return sample;
      },
    },
    { label: 'curl -T: into the sink', turn: () => sentByCurl(bench, server, content) },
    hashing(bench, ['sha512'], content.bytes),
  ]);
  await server.close();
  const [reconcile, curl, digest] = series;
  const how = 'The sink learns the digests beforehand, and takes the bytes from the kernel uncopied.';
  return {
    series,
    rows: [
      ratioRow(
        {
          work: 'into the sink, 1 GiB, sha256 given',
          against: '`curl -T` into it',
          atMost: null,
          how,
          reason: floorShare(reconcile, digest),
        },
        reconcile,
        curl,
      ),
      ratioRow(
        { work: 'the same', against: 'sha512 by `createHash` alone, the floor', atMost: null },
        reconcile,
        digest,
      ),
    ],
  };
}

/** How much of the upload the slower digest is, which no more cores make quicker. */
function floorShare(upload: Series, digest: Series): string {
  const [whole, floor] = [upload, digest].map((series) => medianOf(series, 'seconds'));
  return `sha512 on one core takes ${threeDigits(floor!)} s of the ${threeDigits(whole!)} s.`;
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const block of createReadStream(path)) hash.update(block);
  return hash.digest('hex');
}

async function sentByCurl(bench: Bench, server: Server, content: Content): Promise<Sample> {
  const id = await created(server);
  const env = { TOKEN: 'any', URL: `${server.url}/v2/images/${id}/file`, FILE: content.path };
  const sample = await bench.measure(shell(`${CURL_UPLOAD} -T "$FILE" "$URL"`), env);
  await emptied(server);
  return sample;
}

async function created(server: Server): Promise<string> {
  const body = JSON.stringify({ name: 'bench-curl' });
  const answer = await fetch(`${server.url}/v2/images`, { method: 'POST', body });
  return ((await answer.json()) as { readonly id: string }).id;
}

/** Throws unless the sink has one active image; removes it. */
async function emptied(server: Server): Promise<void> {
  const answer = await fetch(`${server.url}/v2/images`);
  const { images } = (await answer.json()) as {
    readonly images: readonly { readonly id: string; readonly status: string }[];
  };
  const [image] = images;
  if (images.length !== 1 || image?.status !== 'active')
    throw new Error(`the sink has ${images.length} images, the first is ${image?.status}`);
  await fetch(`${server.url}/v2/images/${image.id}`, { method: 'DELETE' });
}
