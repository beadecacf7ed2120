import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import type { Image } from '../../src/model/image.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function published(): Promise<readonly Image[]> {
  const found: Image[] = [];
  for await (const image of bench.glance.images.list({ hidden: false, visibility: 'all' })) found.push(image);
  return found;
}

/** The contents that users get by name, visible and hidden backups apart. */
async function contents(): Promise<Record<string, string>> {
  const images = await published();
  const entries = images.map(async ({ id, name }) => [name ?? '', await bench.download(id)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function uploads(): readonly string[] {
  return bench.requests.filter((request) => request.startsWith('PUT'));
}

async function run(images: readonly DesiredImage[], signal = new AbortController().signal) {
  return bench.apply(await bench.plan(images), { signal });
}

/** The file of the first night, and of the second one, as openstack-image-manager's catalogue lists versions. */
async function nights(fields: Partial<DesiredImage> = {}) {
  const shown = { visibility: 'public' as const, ...fields };
  const old = await bench.imageOf('version 1', { name: 'Ubuntu', ...shown, properties: { os_version: '1' } });
  const latest = await bench.imageOf('version 2', {
    name: 'Ubuntu',
    ...shown,
    properties: { os_version: '2' },
  });
  return { first: [old], second: [latest, { ...old, name: 'Ubuntu (1)' }] };
}

async function expectMoved(images: readonly DesiredImage[], id: string): Promise<void> {
  expect((await bench.plan(images)).summary).toMatchObject({ unchanged: 2, blocked: 0 });
  expect(await contents()).toEqual({ Ubuntu: 'version 2', 'Ubuntu (1)': 'version 1' });
  const [moved] = (await bench.byRole('Ubuntu (1)')).current;
  expect(moved).toMatchObject({ id, visibility: 'public', properties: { os_version: '1' } });
  const { staged, backup } = await bench.byRole('Ubuntu');
  expect([staged, backup]).toEqual([[], []]);
}

describe('the image of an entry that gets new content, wanted by a new entry', () => {
  it('the image is renamed and keeps its id, and only the new content is uploaded', async () => {
    const { first, second } = await nights();
    const [before] = (await run(first)).changes;
    bench.forget();
    const report = await run(second);
    expect(report.changes).toMatchObject([
      { name: 'Ubuntu', action: 'replace', outcome: 'done' },
      { name: 'Ubuntu (1)', action: 'rename', outcome: 'done', imageId: before?.imageId },
    ]);
    expect(uploads()).toHaveLength(1);
    await expectMoved(second, before?.imageId as string);
  });

  it('the name always has a complete image, and the new name appears with all its fields at once', async () => {
    const { first, second } = await nights();
    await run(first);
    const plan = await bench.plan(second);
    const seen: string[] = [];
    let looks = Promise.resolve();
    bench.afterResponse = ({ method, path }) => {
      if (method === 'GET' || path.includes('/file')) return;
      looks = looks.then(async () => {
        for (const { name, status, properties } of await published()) {
          seen.push(`${name} ${status} ${properties.os_version}`);
        }
      });
    };
    await bench.apply(plan);
    bench.afterResponse = () => {};
    await looks;
    expect([...new Set(seen)].sort()).toEqual(['Ubuntu (1) active 1', 'Ubuntu active 1', 'Ubuntu active 2']);
  });

  it.each(['stopped', 'killed'] as const)(
    'a run that was %s at any request is carried on by the next one, with the same id',
    async (how) => {
      let cuts = 0;
      for (let point = 1; ; point += 1) {
        const { first, second } = await nights();
        const [before] = (await run(first)).changes;
        bench.forget();
        const interruption = new AbortController();
        let changes = 0;
        let isDead = false;
        bench.fault = () => (isDead ? { status: 500 } : undefined);
        bench.afterResponse = ({ method, service }) => {
          if (service !== 'image' || method === 'GET') return;
          changes += 1;
          if (changes !== point) return;
          isDead = how === 'killed';
          interruption.abort(new Error('cut off'));
        };
        await run(second, interruption.signal);
        bench.afterResponse = () => {};
        bench.fault = () => undefined;
        expect((await contents()).Ubuntu).toMatch(/^version [12]$/);
        expect((await run(second)).changes.map(({ error }) => error)).toEqual([null, null]);
        // An upload that was cut off before it was complete is sent again.
        expect(uploads().length).toBeLessThanOrEqual(2);
        expect(bench.requests.filter((request) => request.startsWith('POST')).length).toBeLessThanOrEqual(2);
        await expectMoved(second, before?.imageId as string);
        const everything = [...(await published())];
        for (const { id } of everything) await bench.glance.images.delete(id);
        if (!interruption.signal.aborted) break;
        cuts += 1;
      }
      expect(cuts).toBeGreaterThanOrEqual(3);
    },
  );

  it('the image becomes a backup when its new name fails, and the next run takes it from there', async () => {
    const { first, second } = await nights();
    const [before] = (await run(first)).changes;
    let renames = 0;
    bench.fault = ({ method, path }) => {
      if (method !== 'PATCH' || !path.endsWith(`/${before?.imageId}`)) return undefined;
      renames += 1;
      return renames === 1 ? { status: 403 } : undefined;
    };
    const report = await run(second);
    expect(report.changes.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
    expect(await contents()).toEqual({ Ubuntu: 'version 2' });
    bench.fault = () => undefined;
    bench.forget();
    expect((await run(second)).changes.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(uploads()).toEqual([]);
    await expectMoved(second, before?.imageId as string);
  });

  it('an image that got its new name stays, though a later step of that change failed', async () => {
    const { first, second } = await nights();
    const [before] = (await run(first)).changes;
    const stores = second.map((image) =>
      image.name === 'Ubuntu' ? image : { ...image, stores: ['fast', 'slow'] },
    );
    bench.fault = ({ method, path }) =>
      method === 'POST' && path.endsWith(`${before?.imageId}/import`) ? { status: 403 } : undefined;
    const report = await run(stores);
    expect(report.changes.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
    expect(await contents()).toEqual({ Ubuntu: 'version 2', 'Ubuntu (1)': 'version 1' });
  });

  it('the image keeps its name when its successor fails', async () => {
    const { first, second } = await nights();
    const [before] = (await run(first)).changes;
    bench.fault = ({ method, path }) =>
      method === 'PUT' && path.endsWith('/file') ? { status: 403 } : undefined;
    const report = await run(second);
    expect(report.changes.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['failed', expect.any(String)],
      ['skipped', 'held-back'],
    ]);
    expect((await published()).map(({ id, name }) => [id, name])).toEqual([[before?.imageId, 'Ubuntu']]);
  });

  it('one change at a time is enough', async () => {
    const { first, second } = await nights();
    const [before] = (await run(first)).changes;
    await bench.apply(await bench.plan(second), { parallelism: 1 });
    await expectMoved(second, before?.imageId as string);
  });
});

it('a member list of the new entry replaces that of the old one', async () => {
  const { first, second } = await nights({ visibility: 'shared' });
  const at = { file: 'glance.yaml', line: 1, column: 1 };
  const [before] = (await run(first.map((image) => ({ ...image, members: [{ project: 'tenant1', at }] }))))
    .changes;
  await run(second.map((image) => ({ ...image, members: [] })));
  const [moved] = (await bench.byRole('Ubuntu (1)')).current;
  expect(moved?.id).toBe(before?.imageId);
  expect(await bench.glance.members.list(moved?.id ?? '')).toEqual([]);
});
