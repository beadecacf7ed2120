import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodeOfReport } from '../../src/model/exit-code.ts';
import { type Image, type PatchOperation, setOperation } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { NAME_TAKEN, type Report } from '../../src/model/report.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const publishes = (operations: readonly PatchOperation[]) =>
  operations.some(({ path, value }) => path === `/${MARKER.role}` && value === 'current');

/** Holds every publishing request until so many runs have reached theirs, past their last look before it. */
function publishTogether(runs: number): void {
  const { images } = bench.glance;
  const patch = images.patch.bind(images);
  let waiting = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  images.patch = async (id, operations, options) => {
    if (publishes(operations)) {
      waiting += 1;
      if (waiting === runs) open();
      await all;
    }
    return patch(id, operations, options);
  };
}

/** Another stack publishes an image of the name as soon as this run is about to. Returns a way to learn its id. */
function publishRivalFirst(): () => string {
  const { data, images } = bench.glance;
  const patch = images.patch.bind(images);
  let rival = '';
  images.patch = async (id, operations, options) => {
    if (publishes(operations) && rival === '') {
      rival = (await images.create({ name: 'cirros', diskFormat: 'raw', containerFormat: 'bare' })).id;
      await data.upload(rival, Readable.from([Buffer.from('theirs')]));
      const markers = { [MARKER.stack]: 'other', [MARKER.image]: 'cirros', [MARKER.role]: 'current' };
      await patch(
        rival,
        Object.entries(markers).map(([key, value]) => setOperation(key, value)),
      );
    }
    return patch(id, operations, options);
  };
  return () => rival;
}

async function published(): Promise<readonly Image[]> {
  const found: Image[] = [];
  for await (const image of bench.glance.images.list({ names: ['cirros'] })) found.push(image);
  return found.filter(({ status }) => status === 'active');
}

const codes = (reports: readonly Report[]) => reports.map((report) => exitCodeOfReport(report, null)).sort();

describe('two stacks that publish one name at the same moment', () => {
  it('leave one image: the run with the greater id takes its own back, and exits with 4', async () => {
    const image = await bench.imageOf('the content');
    const plans = [await bench.plan([image]), await bench.plan([image], { stack: 'other' })];
    publishTogether(2);

    const reports = await Promise.all(plans.map((plan) => bench.apply(plan)));

    expect(codes(reports)).toEqual([0, 4]);
    const stepped = reports.flatMap(({ changes }) => changes).find(({ error }) => error !== null);
    expect(stepped).toMatchObject({ outcome: 'failed', error: { code: NAME_TAKEN } });
    expect(await published()).toHaveLength(1);
  });

  it('leave the image of the run that looked before the other published', async () => {
    const image = await bench.imageOf('the content');
    const [ours, theirs] = [await bench.plan([image]), await bench.plan([image], { stack: 'other' })];
    const { images } = bench.glance;
    const patch = images.patch.bind(images);
    let first = true;
    images.patch = async (id, operations, options) => {
      if (publishes(operations) && first) {
        first = false;
        // The other run publishes, looks, and ends, between this run's last look and its publishing.
        expect(exitCodeOfReport(await bench.apply(theirs), null)).toBe(0);
      }
      return patch(id, operations, options);
    };

    expect(exitCodeOfReport(await bench.apply(ours), null)).toBe(4);
    expect((await published()).map(({ properties }) => properties[MARKER.stack])).toEqual(['other']);
  });

  it('leave the old image published when a replacement steps back', async () => {
    const old = await bench.reconcile(await bench.imageOf('old'));
    const plan = await bench.plan([await bench.imageOf('new')]);
    const rival = publishRivalFirst();

    const report = await bench.apply(plan);

    expect(report.changes[0]).toMatchObject({ error: { code: NAME_TAKEN } });
    expect((await published()).map(({ id }) => id).sort()).toEqual([old.imageId, rival()].sort());
  });

  it('leave a restored backup as it was when its run steps back', async () => {
    await bench.reconcile(await bench.imageOf('one'));
    await bench.reconcile(await bench.imageOf('two'));
    const [backup] = (await bench.byRole()).backup;
    const plan = await bench.plan([await bench.imageOf('one')]);
    expect(plan.changes[0]?.steps[0]).toMatchObject({ kind: 'resume', id: backup?.id });
    publishRivalFirst();

    const report = await bench.apply(plan);

    expect(report.changes[0]).toMatchObject({ error: { code: NAME_TAKEN } });
    const { current, backup: backups } = await bench.byRole();
    const { updatedAt: _then, ...former } = backup ?? ({} as Image);
    expect(backups).toContainEqual(expect.objectContaining(former));
    const ours = current.filter(({ properties }) => properties[MARKER.stack] === 'prod');
    expect(ours).toHaveLength(1);
  });
});
