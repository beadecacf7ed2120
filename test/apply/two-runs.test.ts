import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropStaged } from '../../src/apply/drop-staged.ts';
import type { DesiredImage } from '../../src/model/desired.ts';
import { InterruptedError } from '../../src/model/errors.ts';
import { removeOperation, setOperation } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { marked } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** Uploads an image and dies before publishing it. */
async function stageOnly(image: DesiredImage): Promise<string> {
  const stop = new AbortController();
  await bench.apply(await bench.plan([image]), {
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === 'step-done' && event.step === 'record') stop.abort(new InterruptedError('SIGTERM'));
    },
  });
  const [staged] = (await bench.byRole(image.name)).staged;
  return staged?.id ?? '';
}

describe('two runs that take up the same finished upload', () => {
  it('two runs that take up the same finished upload publish it, and neither deletes it', async () => {
    await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    const staged = await stageOnly(image);
    const [ours, theirs] = [await bench.plan([image]), await bench.plan([image])];
    expect(theirs.changes[0]?.action).toBe('resume');
    await bench.apply(ours);
    await bench.apply(theirs);
    const { current, backup } = await bench.byRole();
    expect(current.map(({ id, status }) => [id, status])).toEqual([[staged, 'active']]);
    expect(backup).toHaveLength(1);
  });
});

it('a leftover that was published after the plan stays', async () => {
  const old = await bench.imageOf('old');
  await bench.reconcile(old);
  const image = await bench.imageOf('new');
  const staged = await stageOnly(image);
  // An older checkout of the file wants the old content, and the staged image gone.
  const outdated = await bench.plan([{ ...old, minDisk: 3 }]);
  expect(outdated.changes[0]?.steps).toContainEqual(expect.objectContaining({ kind: 'delete', id: staged }));
  // The newer checkout publishes it before the older checkout's last step.
  await bench.apply(await bench.plan([image]));
  const report = await bench.apply(outdated);
  expect(report.changes[0]?.outcome).toBe('stale');
  expect((await bench.byRole()).current).toMatchObject([{ id: staged, status: 'active' }]);
});

it('a leftover that is published during the apply stays', async () => {
  const image = await bench.imageOf('new');
  const staged = await stageOnly(image);
  await bench.apply(await bench.plan([image]));
  expect(await dropStaged(staged, bench.glance)).toBe(false);
  expect((await bench.byRole()).current).toMatchObject([{ id: staged }]);
});

it('a leftover whose markers a user has removed stays', async () => {
  const old = await bench.imageOf('old');
  await bench.reconcile(old);
  const staged = await stageOnly(await bench.imageOf('new'));
  const plan = await bench.plan([{ ...old, minDisk: 3 }]);
  expect(plan.changes[0]?.steps).toContainEqual(expect.objectContaining({ kind: 'delete', id: staged }));
  const markers = [MARKER.stack, MARKER.image, MARKER.role].map(removeOperation);
  await bench.glance.images.patch(staged, [setOperation('name', 'mine'), ...markers]);
  const report = await bench.apply(plan);
  expect(report.changes[0]?.outcome).toBe('done');
  expect(await bench.glance.images.find(staged)).toMatchObject({ name: 'mine', status: 'active' });
});

it('a lost answer to publishing does not delete the published image', async () => {
  await bench.reconcile(await bench.imageOf('old'));
  bench.forget();
  let published = '';
  bench.fault = ({ method, path }) => {
    if (method !== 'PATCH') return undefined;
    const id = path.split('/').at(-1) ?? '';
    const uploaded = bench.requests.some((request) => request === `PUT /v2/images/${id}/file`);
    if (uploaded) published = id;
    return id === published ? 'lose-answer' : undefined;
  };
  const result = await bench.reconcile(await bench.imageOf('new'));
  bench.fault = () => undefined;
  expect(published).not.toBe('');
  expect(result).toMatchObject({ outcome: 'done', imageId: published, error: null });
  const { current, backup } = await bench.byRole();
  expect([current.map(({ id }) => id), backup.length]).toEqual([[published], 1]);
});

it('two runs that publish at the same instant end with the same image', async () => {
  const image = await bench.imageOf('the same');
  const plans = [await bench.plan([image]), await bench.plan([image])];
  const reports = await Promise.all(plans.map((plan) => bench.apply(plan)));
  expect(reports.flatMap((report) => report.changes.map((change) => change.outcome))).toEqual([
    'done',
    'done',
  ]);
  const { current, staged, backup } = await bench.byRole();
  expect([current.length, staged.length, backup.length]).toEqual([1, 0, 0]);
});

describe('another run that publishes the same content between recheck and publishing', () => {
  /** Publishes the other run's staged image as soon as this run is about to publish. */
  function publishFirst(twin: string): void {
    const { images } = bench.glance;
    const patch = images.patch.bind(images);
    images.patch = async (id, operations, options) => {
      const publishes = operations.some(
        ({ path, value }) => path === `/${MARKER.role}` && value === 'current',
      );
      if (publishes && id !== twin) {
        await patch(twin, [setOperation('name', 'cirros'), setOperation(MARKER.role, 'current')]);
      }
      return patch(id, operations, options);
    };
  }

  async function twinOf(image: DesiredImage, id: string): Promise<void> {
    await bench.glance.images.create({
      id,
      name: 'cirros (staged)',
      diskFormat: 'raw',
      containerFormat: 'bare',
      protected: true,
      properties: marked('staged', { [MARKER.image]: image.name, [MARKER.id]: id }),
    });
    await bench.glance.data.upload(id, Readable.from([Buffer.from('the same')]));
    publishFirst(id);
  }

  it.each([
    ['greater', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
    ['smaller', '00000000-0000-4000-8000-000000000001'],
  ])('two runs with the same content leave one image: the %s id is later', async (which, id) => {
    const image = await bench.imageOf('the same');
    const plan = await bench.plan([image]);
    await twinOf(image, id);
    const result = (await bench.apply(plan)).changes[0];
    expect(result).toMatchObject({ outcome: 'done', error: null });
    const { current } = await bench.byRole();
    expect(current.map((live) => live.id)).toEqual([result?.imageId]);
    expect(result?.imageId === id).toBe(which === 'smaller');
  });

  it('another run that publishes the same content leaves one image also when the file wants it deactivated', async () => {
    const image = await bench.imageOf('the same', { status: 'deactivated' });
    const plan = await bench.plan([image]);
    const id = '00000000-0000-4000-8000-000000000001';
    await twinOf(image, id);
    await bench.glance.images.deactivate(id);
    expect((await bench.apply(plan)).changes[0]).toMatchObject({ outcome: 'done', imageId: id });
    expect((await bench.byRole()).current.map((live) => live.id)).toEqual([id]);
  });
});

it('an old image that another run has deleted is not retired', async () => {
  const first = await bench.reconcile(await bench.imageOf('old'));
  const image = await bench.imageOf('new');
  const { images } = bench.glance;
  const patch = images.patch.bind(images);
  images.patch = async (id, operations, options) => {
    if (id === first.imageId) await images.delete(id);
    return patch(id, operations, options);
  };
  const result = await bench.reconcile(image);
  expect(result).toMatchObject({ outcome: 'done', error: null });
  expect(bench.events).toContainEqual(expect.objectContaining({ type: 'warning' }));
});

describe('an image that servers still use', () => {
  const inUse = () => {
    bench.fault = ({ method }) => (method === 'DELETE' ? { status: 409, body: 'in use' } : undefined);
  };

  it('an image that servers still use loses its name also without backups, and the next run tries again', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    const wanted = { ...image, backup: { ...image.backup, keep: 0 } };
    inUse();
    expect((await bench.reconcile(wanted)).outcome).toBe('done');
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'warning' }));
    const { current, backup } = await bench.byRole();
    expect([current.length, backup.map(({ id }) => id)]).toEqual([1, [first.imageId]]);

    bench.fault = () => undefined;
    await bench.reconcile(wanted);
    expect((await bench.byRole()).backup).toEqual([]);
  });
});

describe('a pinned id', () => {
  const id = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';

  it('a pinned id stays after a failed upload, and is filled by the next run', async () => {
    const bad = await bench.imageOf('wrong bytes', { id, digests: { md5: '0'.repeat(32) } });
    expect((await bench.reconcile(bad)).error?.code).toBe('verification');
    const good = await bench.imageOf('right bytes', { id, minDisk: 2, properties: { a: '1' } });
    const result = await bench.reconcile(good);
    expect(result).toMatchObject({ outcome: 'done', imageId: id, error: null });
    expect(await bench.download(id)).toBe('right bytes');
    const image = await bench.glance.images.get(id);
    expect(image).toMatchObject({ name: 'cirros', minDisk: 2, properties: { a: '1' } });
    expect(image.properties).not.toHaveProperty([MARKER.run]);
    expect((await bench.plan([good])).changes[0]?.action).toBe('unchanged');
  });

  it('a pinned id that was used before is an error', async () => {
    const image = await bench.imageOf('x', { id });
    await bench.reconcile(image);
    await bench.glance.images.delete(id);
    const result = await bench.reconcile(image);
    expect(result.error).toMatchObject({ code: 'burnt-id', hint: expect.stringContaining('never') });
  });
});

it('images with a timeout wait for a transfer without losing time', async () => {
  const images = await Promise.all(
    ['one', 'two', 'three', 'four'].map((name) => bench.imageOf(name, { name, timeout: 120 })),
  );
  const report = await bench.apply(await bench.plan(images), { transfers: 1 });
  expect(report.changes.flatMap((change) => change.error ?? [])).toEqual([]);
});
