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

const takesName = (operations: readonly PatchOperation[]) =>
  operations.some(({ path, value }) => path === '/name' && value === 'cirros');

/** Holds every request that takes the name until so many runs have reached theirs, past their last look before it. */
function publishTogether(runs: number): void {
  const { images } = bench.glance;
  const patch = images.patch.bind(images);
  let waiting = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  images.patch = async (id, operations, options) => {
    if (takesName(operations)) {
      waiting += 1;
      if (waiting === runs) open();
      await all;
    }
    return patch(id, operations, options);
  };
}

const OF_OTHER_STACK = { [MARKER.stack]: 'other', [MARKER.image]: 'cirros', [MARKER.role]: 'current' };

/**
 * An image of another stack, or with other markers, gets the name as soon as this run is about to take it. Returns a way
 * to learn its id.
 */
function publishRivalFirst(markers: Readonly<Record<string, string>> = OF_OTHER_STACK): () => string {
  const { data, images } = bench.glance;
  const patch = images.patch.bind(images);
  let rival = '';
  images.patch = async (id, operations, options) => {
    if (takesName(operations) && rival === '') {
      rival = (await images.create({ name: 'cirros', diskFormat: 'raw', containerFormat: 'bare' })).id;
      await data.upload(rival, Readable.from([Buffer.from('theirs')]));
      const marking = Object.entries(markers).map(([key, value]) => setOperation(key, value));
      if (marking.length > 0) await patch(rival, marking);
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

const ORIGINS = ['gitlab.example/cloud/images:glance.yaml', 'gitlab.example/lab/images:glance.yaml'] as const;

describe('two state files of one stack that publish one name at the same moment', () => {
  it.each([
    ['the same content', 'the content'],
    ['other content', 'other content'],
  ])('leave one image, with %s: one run takes its own back, and exits with 4', async (_what, content) => {
    const [one, other] = [await bench.imageOf('the content'), await bench.imageOf(content)];
    const plans = [
      await bench.plan([one], { origin: ORIGINS[0] }),
      await bench.plan([other], { origin: ORIGINS[1] }),
    ];
    publishTogether(2);

    const reports = await Promise.all(plans.map((plan) => bench.apply(plan)));

    expect(codes(reports)).toEqual([0, 4]);
    const [error] = reports.flatMap(({ changes }) => changes).flatMap((change) => change.error ?? []);
    expect(error).toMatchObject({ code: NAME_TAKEN });
    expect(error?.message).toMatch(/^another state file of this stack \(gitlab\.example\//);
    expect(await published()).toHaveLength(1);
    const done = reports.findIndex((report) => exitCodeOfReport(report, null) === 0);
    expect((await published())[0]?.properties[MARKER.origin]).toBe(ORIGINS[done]);
  });

  it.each([ORIGINS[0], undefined])(
    'are one file if both have the origin %s: they share one image',
    async (origin) => {
      const image = await bench.imageOf('the content');
      const world = origin === undefined ? {} : { origin };
      const plans = [await bench.plan([image], world), await bench.plan([image], world)];
      publishTogether(2);

      const reports = await Promise.all(plans.map((plan) => bench.apply(plan)));

      expect(codes(reports)).toEqual([0, 0]);
      expect(await published()).toHaveLength(1);
    },
  );
});

describe('a rename to a name that another stack takes at the same moment', () => {
  const FORMER = { previously: ['former'], visibility: 'public' } as const;

  /** The plan of a rename, and the image as it was before. */
  async function planRename() {
    const { imageId } = await bench.reconcile(await bench.imageOf('ours', { name: 'former' }));
    const plan = await bench.plan([await bench.imageOf('ours', FORMER)]);
    expect(plan.changes[0]).toMatchObject({ action: 'rename', imageId });
    return { plan, before: await bench.glance.images.get(imageId ?? '') };
  }

  it('is undone when the other stack was first, and the run exits with 4', async () => {
    const { plan, before } = await planRename();
    const rival = publishRivalFirst();

    const report = await bench.apply(plan);

    expect(report.changes[0]).toMatchObject({ error: { code: NAME_TAKEN } });
    expect(exitCodeOfReport(report, null)).toBe(4);
    const { updatedAt: _then, ...former } = before;
    expect(await bench.glance.images.get(before.id)).toMatchObject(former);
    expect((await published()).map(({ id }) => id)).toEqual([rival()]);
  });

  it('leaves one image of the name when both runs look at the same moment', async () => {
    const { plan } = await planRename();
    const theirs = await bench.plan([await bench.imageOf('theirs')], { stack: 'other' });
    publishTogether(2);

    const reports = await Promise.all([plan, theirs].map((one) => bench.apply(one)));

    expect(codes(reports)).toEqual([0, 4]);
    expect(await published()).toHaveLength(1);
  });
});

describe('an image that got the name at the same moment and is no rival', () => {
  const warnings = () => bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

  it.each([
    ['has no markers', {}, 'Rename or delete one of the two'],
    ['is of the same file', { ...OF_OTHER_STACK, [MARKER.stack]: 'prod' }, 'The next run decides'],
  ])('is named in a warning when it %s', async (_what, markers, way) => {
    const plan = await bench.plan([await bench.imageOf('ours')]);
    const other = publishRivalFirst(markers);
    expect(exitCodeOfReport(await bench.apply(plan), null)).toBe(0);
    expect(warnings()).toEqual([expect.stringContaining(`another image (${other()}) got the name "cirros"`)]);
    expect(warnings()[0]).toContain(way);
  });

  it('is named in a warning after a rename', async () => {
    await bench.reconcile(await bench.imageOf('ours', { name: 'former' }));
    const plan = await bench.plan([await bench.imageOf('ours', { previously: ['former'] })]);
    const other = publishRivalFirst({});
    bench.forget();
    expect(exitCodeOfReport(await bench.apply(plan), null)).toBe(0);
    expect(warnings()).toEqual([expect.stringContaining(other())]);
  });
});
