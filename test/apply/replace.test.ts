import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKER, SDK_DIGEST } from '../../src/model/marker.ts';
import { qcow2 } from '../content/safety/build.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { shownAs } from '../support/looks.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** The stored data of an image whose bytes are `new`, as Glance shows them. */
const STORED_NEW = {
  status: 'active',
  size: 3,
  checksum: digest('md5', 'new'),
  os_hash_algo: 'sha512',
  os_hash_value: digest('sha512', 'new'),
};

const DELETES = (request: string) => request.startsWith('DELETE');
const PATCHES = (request: string) => request.startsWith('PATCH');

describe('a creation', () => {
  it('a creation publishes with one PATCH, and records the digests', async () => {
    const result = await bench.reconcile(await bench.imageOf('first', { visibility: 'public' }));
    expect(result).toMatchObject({ outcome: 'done', error: null });
    const { current, staged } = await bench.byRole();
    expect(staged).toEqual([]);
    expect(current).toMatchObject([
      { id: result.imageId, name: 'cirros', visibility: 'public', hidden: false },
    ]);
    expect(current[0]?.properties).toMatchObject({
      [MARKER.id]: result.imageId,
      [SDK_DIGEST.md5]: '8b04d5e3775d298e78455efc5ca404d5',
      [SDK_DIGEST.object]: 'images/cirros',
    });
  });

  it('a creation detects the format from the content when the file has none', async () => {
    const { diskFormat: _, ...image } = await bench.imageOf(qcow2(3));
    expect((await bench.reconcile(image)).outcome).toBe('done');
    expect((await bench.byRole()).current).toMatchObject([{ diskFormat: 'qcow2' }]);
  });

  it('a creation refuses content that is not a disk image when the file has no format', async () => {
    const { diskFormat: _, ...image } = await bench.imageOf('<!doctype html><html>please sign in</html>');
    const result = await bench.reconcile(image);
    expect(result.error).toMatchObject({
      code: 'verification',
      message: expect.stringContaining('an HTML page came in its place'),
    });
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('a creation puts the data into every wanted store', async () => {
    await bench.reconcile(await bench.imageOf('in two stores', { stores: ['slow', 'fast'] }));
    const [image] = (await bench.byRole()).current;
    expect([...(image?.stores ?? [])].sort()).toEqual(['fast', 'slow']);
  });

  it('a creation goes through the staging area with method `stage`', async () => {
    const result = await bench.reconcile(await bench.imageOf('staged', { method: 'stage' }));
    expect(result.outcome).toBe('done');
    expect(bench.requests).toContainEqual(expect.stringMatching(/^PUT .*\/stage$/));
    expect(await bench.download(result.imageId ?? '')).toBe('staged');
  });
});

describe('a replacement', () => {
  it('a replacement publishes the new image in the request before it retires the old image', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    bench.forget();
    const second = await bench.reconcile(await bench.imageOf('new'));
    const patches = bench.requests.filter(PATCHES);
    expect(patches.slice(-2)).toEqual([
      `PATCH /v2/images/${second.imageId}`,
      `PATCH /v2/images/${first.imageId}`,
    ]);
    const { current, backup } = await bench.byRole();
    expect(current.map((image) => image.id)).toEqual([second.imageId]);
    expect(backup.map((image) => image.id)).toEqual([first.imageId]);
    expect(await bench.download(first.imageId ?? '')).toBe('old');
  });

  it('a replacement downloads and verifies the old data first when the file says so', async () => {
    const directory = join(bench.folder, 'backups');
    const first = await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    await bench.reconcile({ ...image, backup: { ...image.backup, keep: 0, directory } });
    const files = await readdir(directory);
    expect(files).toEqual([`cirros ${first.imageId}.raw`]);
    expect(await readFile(join(directory, files[0] ?? ''), 'utf8')).toBe('old');
  });

  it('a replacement is not published when the old data cannot be saved in the file’s folder', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    const result = await bench.reconcile({
      ...image,
      backup: { ...image.backup, keep: 0, directory: '/dev/null/no' },
    });
    expect(result.error?.code).toBe('backup-directory');
    const { current, staged } = await bench.byRole();
    expect(current.map((live) => live.id)).toEqual([first.imageId]);
    expect(staged).toEqual([]);
  });

  it('a replacement sends every field change of an image in one PATCH', async () => {
    const image = await bench.imageOf('same');
    await bench.reconcile(image);
    bench.forget();
    await bench.reconcile({
      ...image,
      visibility: 'public',
      minDisk: 4,
      tags: ['a'],
      properties: { b: '1' },
      protected: true,
    });
    expect(bench.requests.filter(PATCHES)).toHaveLength(1);
  });

  it('a run reads no source, and no image twice, when nothing has changed', async () => {
    const image = await bench.imageOf('same');
    await bench.reconcile(image);
    bench.forget();
    await bench.reconcile(image);
    expect(bench.requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
  });
});

describe('a failure before publishing', () => {
  it.each([
    ['the upload is refused for lack of space', { method: 'PUT', path: /\/file$/, status: 413 }],
    ['publishing is not allowed', { method: 'PATCH', path: /./, status: 403 }],
  ])('a failure before publishing leaves only the unchanged old image: %s', async (_what, refused) => {
    await bench.reconcile(await bench.imageOf('old'));
    const before = await bench.byRole();
    bench.fault = ({ method, path }) =>
      method === refused.method && refused.path.test(path)
        ? { status: refused.status, body: 'no' }
        : undefined;
    const result = await bench.reconcile(await bench.imageOf('new'));
    expect(result).toMatchObject({ outcome: 'failed', error: { code: `http-${refused.status}` } });
    bench.fault = () => undefined;
    expect(await bench.byRole()).toEqual(before);
  });

  it.each([
    ['other bytes', { checksum: '0'.repeat(32), os_hash_algo: null, os_hash_value: null }, 'md5'],
    ['another multihash', { os_hash_value: '0'.repeat(128) }, 'sha512'],
    ['fewer bytes', { size: 1 }, '1 bytes'],
    [
      'nothing yet',
      { status: 'queued', size: null, checksum: null, os_hash_algo: null, os_hash_value: null },
      'queued',
    ],
  ])('no data is published that Glance did not store as sent: %s', async (_what, stored, problem) => {
    await bench.reconcile(await bench.imageOf('old'));
    const before = await bench.byRole();
    let uploaded = '';
    bench.afterResponse = ({ method, path }) => {
      if (method === 'PUT' && path.endsWith('/file')) uploaded = path.replace(/\/file$/, '');
    };
    let looks = 0;
    bench.fault = ({ method, path }) => {
      if (method !== 'GET' || uploaded === '' || path !== uploaded) return undefined;
      looks += 1;
      return looks > 1 ? undefined : shownAs({ id: uploaded.split('/').at(-1), ...STORED_NEW, ...stored });
    };
    const result = await bench.reconcile(await bench.imageOf('new'));
    expect(result.error).toMatchObject({ code: 'verification', message: expect.stringContaining(problem) });
    bench.fault = () => undefined;
    expect(await bench.byRole()).toEqual(before);
  });
});

it('an image in use is not deleted, and is protected again', async () => {
  const image = await bench.imageOf('in use', { protected: true });
  const first = await bench.reconcile(image);
  bench.fault = ({ method }) =>
    method === 'DELETE' ? { status: 409, body: 'in use by volume 7' } : undefined;
  const result = await bench.reconcile({ ...image, state: 'absent' });
  expect(result.error).toMatchObject({ code: 'in-use', message: expect.stringContaining('in use') });
  expect(await bench.glance.images.get(first.imageId ?? '')).toMatchObject({ protected: true });
});

it('deletions come last, so that a name that moves always has an image', async () => {
  const leaving = await bench.imageOf('leaving', { name: 'leaving' });
  await bench.reconcile(leaving);
  bench.forget();
  const plan = await bench.plan([
    { ...leaving, state: 'absent' },
    await bench.imageOf('coming', { name: 'coming' }),
  ]);
  await bench.apply(plan);
  const lastPatch = bench.requests.findLastIndex(PATCHES);
  expect(bench.requests.findIndex(DELETES)).toBeGreaterThan(lastPatch);
});
