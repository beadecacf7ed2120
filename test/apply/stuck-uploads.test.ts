import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/server.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { publish } from '../support/image-server.ts';
import { minutesALook, shownAs } from '../support/looks.ts';
import { wanted } from '../support/plan-input.ts';
import { qcow2 } from '../support/qcow2.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const PINNED = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';

/** More than the connection's buffers hold, so that the service can be killed before it has all. */
const MUCH = Buffer.alloc(8 * 1024 * 1024, 'content ');

/** Disturbs the first uploads into images. */
function disturbUploads(fault: Fault, times = 1): void {
  let met = 0;
  bench.fault = ({ method, path }) => {
    if (method !== 'PUT' || !/\/(?:file|stage)$/.test(path)) return undefined;
    met += 1;
    return met <= times ? fault : undefined;
  };
}

/** A clock on which a second passes with every look at an image. */
function secondsALook() {
  return { ...minutesALook(1 / 60, bench), intervalMs: 0 };
}

function sent(method: string): readonly string[] {
  return bench.requests.filter((request) => request.startsWith(method));
}

describe.each<[string, Fault, Buffer | string]>([
  ['answers 500 (its database is locked)', { status: 500, stuck: true }, 'content'],
  ['answers 503 itself', { status: 503, stuck: true }, 'content'],
  ['is killed in mid-upload', 'killed', MUCH],
])('a Glance that %s and leaves the image `saving`', (_what, fault, content) => {
  it.each(['upload', 'stage'] as const)(
    'gets the data again as a new image within seconds, in the same run (%s)',
    async (method) => {
      disturbUploads(fault);
      const image = await bench.imageOf(content, { method });
      const result = await bench.reconcile(image, { patience: secondsALook() });
      expect(result).toMatchObject({ outcome: 'done', error: null });
      const [stuck = '', again = ''] = sent('PUT').map((request) => request.split('/')[3] ?? '');
      expect(again).not.toBe(stuck);
      expect(result.imageId).toBe(again);
      expect(await bench.glance.images.find(stuck)).toBeNull();
      const looks = sent('GET').filter((request) => request.endsWith(stuck)).length;
      expect(looks).toBeLessThan(15);
      const { current, staged } = await bench.byRole();
      expect([current.map(({ id }) => id), staged]).toEqual([[again], []]);
      expect((await bench.download(again)) === String(content)).toBe(true);
      expect(bench.events).toContainEqual(
        expect.objectContaining({ type: 'warning', message: expect.stringContaining(stuck) }),
      );
      expect((await bench.plan([image])).changes[0]).toMatchObject({ action: 'unchanged', steps: [] });
    },
  );
});

describe('an upload that may still end by itself', () => {
  it.each<[string, Fault]>([
    ['a proxy answers 502', { status: 502, stuck: true }],
    ['a proxy answers 504', { status: 504, stuck: true }],
    ['a proxy answers 500', { status: 500, stuck: true, byProxy: true }],
    ['the answer is lost', 'lose-answer'],
  ])('is waited for, as before, when all was sent and %s', async (_what, fault) => {
    disturbUploads(fault);
    const image = await bench.imageOf('content');
    const result = await bench.reconcile(image, { patience: minutesALook(5, bench) });
    expect(sent('POST')).toEqual(['POST /v2/images']);
    if (fault === 'lose-answer') expect(result.outcome).toBe('done');
    else expect(result.error?.code).toBe('stalled');
  });
});

it('a new image takes its place at every try, and a run that fails in the end leaves none', async () => {
  disturbUploads({ status: 500, stuck: true }, 100);
  const result = await bench.reconcile(await bench.imageOf('content'), { patience: secondsALook() });
  expect(result).toMatchObject({ outcome: 'failed', error: { code: 'http-500' } });
  expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
});

it('the new image gets the detected format and the record of unpacked bytes, like the first', async () => {
  disturbUploads({ status: 500, stuck: true });
  const disk = qcow2(3);
  const path = join(bench.folder, 'packed');
  await writeFile(path, gzipSync(disk));
  const digests = { sha256: digest('sha256', gzipSync(disk)) };
  const image = wanted({ source: { kind: 'file', path }, digests });
  expect(await bench.reconcile(image, { patience: secondsALook() })).toMatchObject({ outcome: 'done' });
  expect((await bench.byRole()).current).toMatchObject([
    { diskFormat: 'qcow2', size: disk.length, hashValue: digest('sha512', disk) },
  ]);
  expect((await bench.plan([image])).changes[0]).toMatchObject({ action: 'unchanged', steps: [] });
});

it('a source without a digest that has changed since the first try is refused', async () => {
  disturbUploads({ status: 500, stuck: true });
  let met = 0;
  const { url } = await publish((request, response) => {
    const isFirst = request.method === 'HEAD' || met++ === 0;
    response.writeHead(200, { etag: isFirst ? '"one"' : '"two"' });
    response.end(request.method === 'HEAD' ? undefined : isFirst ? 'content' : 'other');
  });
  const image = wanted({ diskFormat: 'raw', source: { kind: 'http', url }, digests: {} });
  const result = await bench.reconcile(image, { patience: secondsALook() });
  expect(result).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
  expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
});

it('an upload that breaks off is not waited for because an earlier try had sent all its data', async () => {
  let uploads = 0;
  let looks = 0;
  bench.fault = ({ method, path }) => {
    const isUpload = method === 'PUT' && path.endsWith('/file');
    if (isUpload) uploads += 1;
    if (isUpload) return uploads === 1 ? { status: 504, stuck: true } : 'killed';
    if (method !== 'GET' || uploads !== 1) return undefined;
    looks += 1;
    return looks === 1 ? shownAs({ status: 'queued' }) : undefined;
  };
  const image = await bench.imageOf(MUCH);
  const result = await bench.reconcile(image, { patience: secondsALook() });
  expect(result).toMatchObject({ outcome: 'failed', error: { code: 'connection' } });
  expect(sent('GET').length).toBeLessThan(20);
  expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
});

it('a pinned id is not given up, because Glance gives no id twice', async () => {
  disturbUploads({ status: 500, stuck: true });
  const image = await bench.imageOf('content', { id: PINNED });
  const result = await bench.reconcile(image, { patience: minutesALook(5, bench) });
  expect(result.error?.code).toBe('stalled');
  expect((await bench.glance.images.get(PINNED)).status).toBe('saving');
});

it('the old image stays published while its successor is uploaded anew', async () => {
  const first = await bench.reconcile(await bench.imageOf('old content'));
  disturbUploads({ status: 500, stuck: true });
  const result = await bench.reconcile(await bench.imageOf('content'), { patience: secondsALook() });
  expect(result).toMatchObject({ outcome: 'done', error: null });
  const { current, staged, backup } = await bench.byRole();
  expect([current.map(({ id }) => id), staged, backup.map(({ id }) => id)]).toEqual([
    [result.imageId],
    [],
    [first.imageId],
  ]);
});

it('a stuck image that cannot be deleted is named, left to the next run, and does not hold up this one', async () => {
  disturbUploads({ status: 500, stuck: true });
  const { fault } = bench;
  bench.fault = (request) => (request.method === 'DELETE' ? { status: 403 } : fault(request));
  const image = await bench.imageOf('content');
  expect(await bench.reconcile(image, { patience: secondsALook() })).toMatchObject({ outcome: 'done' });
  const [stuck] = (await bench.byRole()).staged;
  expect(bench.events).toContainEqual(
    expect.objectContaining({
      type: 'warning',
      message: expect.stringContaining(`cannot delete the staged image ${stuck?.id}`),
    }),
  );
  bench.fault = () => undefined;
  expect((await bench.reconcile(image)).error).toBeNull();
  expect((await bench.byRole()).staged).toEqual([]);
});
