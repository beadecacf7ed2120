import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { InterruptedError } from '../../src/model/errors.ts';
import { type Image, setOperation } from '../../src/model/image.ts';
import type { Report } from '../../src/model/report.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { wanted } from '../support/plan-input.ts';
import { brokenReferences, imagesOf } from './broken-references.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const NO_BACKUP = { ...wanted().backup, keep: 0 };
const REFERENCE = { references: { kernel_id: { image: 'kern' } } };

function kern(content: string, fields: Partial<DesiredImage> = {}): Promise<DesiredImage> {
  return bench.imageOf(content, { name: 'kern', backup: NO_BACKUP, ...fields });
}

function machine(content: string, fields: Partial<DesiredImage> = {}): Promise<DesiredImage> {
  return bench.imageOf(content, { name: 'machine', ...REFERENCE, ...fields });
}

async function applied(
  images: readonly DesiredImage[],
  options: Parameters<Bench['apply']>[1] = {},
  world: Parameters<Bench['plan']>[1] = {},
): Promise<Report> {
  return bench.apply(await bench.plan(images, world), options);
}

async function current(name: string): Promise<Image> {
  const [image] = (await bench.byRole(name)).current;
  if (!image) throw new Error(`no current image of ${name}`);
  return image;
}

const writes = () => bench.requests.filter((request) => !request.startsWith('GET'));
const outcomes = (report: Report) => Object.fromEntries(report.changes.map((one) => [one.name, one.outcome]));

describe('a new image that refers to a new one', () => {
  it('a new image that refers to a new one is created after it, with its id', async () => {
    const report = await applied([await machine('m'), await kern('k')]);
    expect(outcomes(report)).toEqual({ machine: 'done', kern: 'done' });
    expect((await current('machine')).properties.kernel_id).toBe((await current('kern')).id);
  });

  it('a new image that refers to a new one is created with one change at a time as well', async () => {
    const report = await applied([await machine('m'), await kern('k')], { parallelism: 1 });
    expect(outcomes(report)).toEqual({ machine: 'done', kern: 'done' });
  });

  it('a new image that refers to a new one is not created when the other one fails', async () => {
    const report = await applied([await machine('m'), await kern('k', { digests: { md5: 'f'.repeat(32) } })]);
    expect(report.changes.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['skipped', 'held-back'],
      ['failed', 'verification'],
    ]);
    expect(await imagesOf(bench)).toEqual([]);
  });

  it('a new image that refers to a new one leaves nothing to do for the next run', async () => {
    const images = [await machine('m'), await kern('k')];
    await applied(images);
    expect((await bench.plan(images)).summary.unchanged).toBe(2);
  });
});

describe('a replacement of an image to which others refer', () => {
  async function twoImages(fields: Partial<DesiredImage> = {}) {
    const one = await machine('m', fields);
    await applied([one, await kern('k1')]);
    const old = await current('kern');
    bench.forget();
    return { machine: one, old, next: await kern('k2') };
  }

  it('a replacement of an image to which others refer publishes, re-points, retires and deletes, in this order', async () => {
    const { machine: one, old, next } = await twoImages();
    const { id } = await current('machine');
    const report = await applied([one, next], { parallelism: 1 });
    expect(outcomes(report)).toEqual({ machine: 'done', kern: 'done' });
    const now = await current('kern');
    expect(writes().slice(-4)).toEqual([
      `PATCH /v2/images/${now.id}`,
      `PATCH /v2/images/${id}`,
      `PATCH /v2/images/${old.id}`,
      `DELETE /v2/images/${old.id}`,
    ]);
    expect((await current('machine')).properties.kernel_id).toBe(now.id);
    expect((await bench.plan([one, next])).summary.unchanged).toBe(2);
  });

  it('a replacement keeps the old image as it is when the re-pointing fails, and the next run ends it', async () => {
    const { machine: one, old, next } = await twoImages();
    const { id } = await current('machine');
    bench.fault = ({ method, path }) =>
      method === 'PATCH' && path.endsWith(id) ? { status: 403, body: '' } : undefined;
    const report = await applied([one, next]);
    expect(report.changes.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['failed', expect.anything()],
      ['failed', 'held-back'],
    ]);
    expect(await bench.glance.images.get(old.id)).toMatchObject({ name: 'kern', hidden: false });
    expect(await brokenReferences(bench)).toEqual([]);

    bench.fault = () => undefined;
    await applied([one, next]);
    expect(await bench.glance.images.find(old.id)).toBeNull();
    expect((await bench.plan([one, next])).summary.unchanged).toBe(2);
  });

  it('a replacement keeps the old image when another image refers to it after the plan', async () => {
    const { machine: one, old, next } = await twoImages();
    const plan = await bench.plan([one, next]);
    await bench.glance.images.create({ name: 'by hand', properties: { ramdisk_id: old.id } });
    const report = await bench.apply(plan);
    expect(outcomes(report)).toEqual({ machine: 'done', kern: 'done' });
    expect(await bench.glance.images.find(old.id)).not.toBeNull();
    expect(bench.events).toContainEqual(
      expect.objectContaining({ type: 'warning', message: expect.stringContaining('"by hand"') }),
    );
    expect((await bench.plan([one, next])).summary.unchanged).toBe(2);
  });

  it('a replacement by a content that a backup holds re-points to the backup', async () => {
    const keeping = { backup: { ...NO_BACKUP, keep: 1 } };
    const [one, first, second] = [await machine('m'), await kern('k1', keeping), await kern('k2', keeping)];
    await applied([one, first]);
    const { id } = await current('kern');
    await applied([one, second]);
    const report = await applied([one, first]);
    expect(report.changes.map(({ action }) => action)).toEqual(['update', 'replace']);
    expect((await current('machine')).properties.kernel_id).toBe(id);
    expect(await brokenReferences(bench)).toEqual([]);
  });

  it('a replacement that a signal stops after publishing retires only images to which nothing refers', async () => {
    const { machine: one, old, next } = await twoImages();
    const stop = new AbortController();
    await applied([one, next], {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'step-done' && event.step === 'publish')
          stop.abort(new InterruptedError('SIGTERM'));
      },
    });
    expect(await bench.glance.images.get(old.id)).toMatchObject({ name: 'kern', hidden: false });
    expect(await brokenReferences(bench)).toEqual([]);
    await applied([one, next]);
    expect((await bench.plan([one, next])).summary.unchanged).toBe(2);
  });
});

describe('a deletion', () => {
  it('a deletion of an image fails when another image refers to it after the plan', async () => {
    await applied([await kern('k')]);
    const { id } = await current('kern');
    const absent = await bench.plan([{ ...(await kern('k')), state: 'absent' }]);
    const other = await bench.glance.images.create({ name: 'by hand', properties: { kernel_id: id } });
    expect((await bench.apply(absent)).changes[0]).toMatchObject({
      outcome: 'failed',
      error: { code: 'in-use' },
    });
    expect(
      (await bench.plan([{ ...(await kern('k')), state: 'absent' }])).changes[0]?.blockedBy,
    ).toMatchObject([{ code: 'in-use', candidates: [id, other.id].sort() }]);
    await bench.glance.images.patch(other.id, [setOperation('kernel_id', other.id)]);
    await bench.apply(absent);
    expect(await bench.glance.images.find(id)).toBeNull();
  });

  it('a deletion by prune takes the referring image first', async () => {
    await applied([await machine('m'), await kern('k')]);
    const [first, second] = [await current('machine'), await current('kern')];
    bench.forget();
    const report = await applied([], {}, { settings: { prune: 'delete' } });
    expect(outcomes(report)).toEqual({ machine: 'done', kern: 'done' });
    expect(writes()).toEqual([`DELETE /v2/images/${first.id}`, `DELETE /v2/images/${second.id}`]);
  });

  it('a deletion of a replaced image waits for the prune of the image that refers to it', async () => {
    await applied([await machine('m'), await kern('k1')]);
    const old = await current('kern');
    const report = await applied([await kern('k2')], {}, { settings: { prune: 'delete' } });
    expect(outcomes(report)).toEqual({ kern: 'done', machine: 'done' });
    expect(await bench.glance.images.find(old.id)).toBeNull();
  });
});
