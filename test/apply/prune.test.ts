import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage, RunSettings } from '../../src/model/desired.ts';
import { InterruptedError } from '../../src/model/errors.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Report } from '../../src/model/report.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const PRUNES = ['hide', 'deactivate', 'delete'] as const;
type Prune = RunSettings['prune'];

/** Publishes `staying` and `leaving`, then removes `leaving` from the file. */
async function published(): Promise<{ staying: string; leaving: string }> {
  const images = [
    await bench.imageOf('stays', { name: 'staying' }),
    await bench.imageOf('leaves', { name: 'leaving' }),
  ];
  const { changes } = await bench.apply(await bench.plan(images));
  const [staying, leaving] = changes.map((change) => change.imageId ?? '');
  return { staying: staying ?? '', leaving: leaving ?? '' };
}

const replacement = () => bench.imageOf('replaced', { name: 'staying' });
const pruning = (prune: Prune) => ({ settings: { prune } });
const outcomes = ({ changes }: Report) => changes.map(({ action, outcome }) => `${action} ${outcome}`);
const heldBack = {
  outcome: 'skipped',
  seconds: 0,
  error: { code: 'held-back', message: expect.stringContaining('prunes nothing') },
};

/** The requests that changed this image, in order. */
const touching = (id: string) =>
  bench.requests.filter((request) => !request.startsWith('GET') && request.includes(id));

describe.each(PRUNES)('prune: %s', (prune) => {
  it('prune comes after every other change', async () => {
    const { leaving } = await published();
    const plan = await bench.plan([await replacement()], pruning(prune));
    bench.forget();
    const report = await bench.apply(plan);
    expect(outcomes(report)).toEqual(['replace done', `${prune} done`]);
    const changing = bench.requests.filter((request) => !request.startsWith('GET'));
    const first = changing.findIndex((request) => request.includes(leaving));
    expect(first).toBeGreaterThan(0);
    expect(changing.slice(first).every((request) => request.includes(leaving))).toBe(true);
  });

  it('prune waits for another run after a failed change', async () => {
    const { leaving } = await published();
    const plan = await bench.plan([await replacement()], pruning(prune));
    bench.forget();
    bench.fault = ({ method, path }) =>
      method === 'PUT' && path.endsWith('/file') ? { status: 403, body: 'no' } : undefined;
    const report = await bench.apply(plan);
    expect(outcomes(report)).toEqual(['replace failed', `${prune} skipped`]);
    expect(report.changes[1]).toMatchObject(heldBack);
    expect(touching(leaving)).toEqual([]);
  });

  it('prune waits for another run after a stale change', async () => {
    const { staying, leaving } = await published();
    const plan = await bench.plan([await replacement()], pruning(prune));
    await bench.glance.images.patch(staying, [{ op: 'add', path: '/min_ram', value: 7 }]);
    bench.forget();
    const report = await bench.apply(plan);
    expect(outcomes(report)).toEqual(['replace stale', `${prune} skipped`]);
    expect(report.changes[1]).toMatchObject(heldBack);
    expect(touching(leaving)).toEqual([]);
  });

  it('prune waits for another run after an interruption', async () => {
    const { leaving } = await published();
    const plan = await bench.plan([await replacement()], pruning(prune));
    bench.forget();
    const controller = new AbortController();
    bench.afterResponse = ({ method }) => {
      if (method === 'PUT') controller.abort(new InterruptedError('SIGINT'));
    };
    const report = await bench.apply(plan, { signal: controller.signal });
    expect(report.changes[1]).toMatchObject(heldBack);
    expect(touching(leaving)).toEqual([]);
  });

  it('prune waits while the plan has a blocked change', async () => {
    const { leaving } = await published();
    const blocked = { ...(await replacement()), preventReplace: true };
    const plan = await bench.plan([blocked], pruning(prune));
    bench.forget();
    expect((await bench.apply(plan)).changes[1]).toMatchObject(heldBack);
    expect(touching(leaving)).toEqual([]);
  });
});

it('an image with `state: absent` is deleted also when another image fails', async () => {
  await published();
  const absent = await bench.imageOf('leaves', { name: 'leaving', state: 'absent' });
  const plan = await bench.plan([await replacement(), absent]);
  bench.fault = ({ method }) => (method === 'PUT' ? { status: 403, body: 'no' } : undefined);
  expect(outcomes(await bench.apply(plan))).toEqual(['replace failed', 'delete done']);
});

describe('an image that its list has dropped, though the file names it', () => {
  const listed = (name: string, version: string, fields: Partial<DesiredImage> = {}) =>
    bench.imageOf(name, { name, list: { identifier: 'list', version }, ...fields });
  const serving = (version: string) => ({
    publishers: {
      asked: [
        {
          place: 'https://lists.example/list',
          at: { file: 'glance.yaml', line: 1, column: 1 },
          image: null,
          pinned: null,
          found: { identifier: 'list', version },
        },
      ],
    },
  });
  const publish = async (version: string) =>
    bench.apply(await bench.plan([await listed('staying', version), await listed('leaving', version)]));
  const withdraw = async (staying: DesiredImage) =>
    bench.plan([staying, await listed('leaving', '2', { state: 'absent' })], serving('2'));

  it('an image that its list has dropped stays until another records the list version, or an older list would restore it', async () => {
    const { changes } = await publish('1');
    const [stays, leaves] = changes.map(({ imageId }) => imageId ?? '');
    bench.fault = ({ method, path }) =>
      method === 'PATCH' && path.endsWith(`/${stays}`) ? { status: 403, body: 'no' } : undefined;
    const report = await bench.apply(await withdraw(await listed('staying', '2')));
    expect(outcomes(report)).toEqual(['update failed', 'delete skipped']);
    expect(report.changes[1]).toMatchObject({
      error: { code: 'held-back', message: expect.stringContaining('no other image of its list') },
    });
    expect(await bench.glance.images.find(leaves ?? '')).not.toBeNull();

    bench.fault = () => undefined;
    expect(outcomes(await bench.apply(await withdraw(await listed('staying', '2'))))).toEqual([
      'update done',
      'delete done',
    ]);
    expect(await bench.glance.images.get(stays ?? '')).toMatchObject({
      properties: { [MARKER.list]: 'list 2' },
    });
  });

  it('an image that its list has dropped is deleted in spite of other failures once one image records the list version', async () => {
    await publish('1');
    const images = [
      await listed('staying', '2'),
      await listed('leaving', '2', { state: 'absent' }),
      await listed('new', '2'),
    ];
    const plan = await bench.plan(images, serving('2'));
    bench.fault = ({ method }) => (method === 'PUT' ? { status: 403, body: 'no' } : undefined);
    expect(outcomes(await bench.apply(plan))).toEqual(['update done', 'delete done', 'create failed']);
  });
});

it('a failure to prune one image does not stop the pruning of others', async () => {
  const { staying, leaving } = await published();
  const plan = await bench.plan([], pruning('delete'));
  bench.fault = ({ method, path }) =>
    method === 'DELETE' && path.includes(leaving) ? { status: 409, body: 'in use' } : undefined;
  const report = await bench.apply(plan, { parallelism: 1 });
  expect(Object.fromEntries(report.changes.map(({ name, outcome }) => [name, outcome]))).toEqual({
    leaving: 'failed',
    staying: 'done',
  });
  expect(await bench.glance.images.find(staying)).toBeNull();
});

describe('prune: deactivate, killed before any of its requests', () => {
  it.each([0, 1])(
    '`prune: deactivate`, killed before request %d, is completed by the next run, and undone when the entry is back',
    async (number) => {
      const image = await bench.imageOf('leaves', { name: 'leaving' });
      const { imageId } = await bench.reconcile(image);
      const plan = await bench.plan([], pruning('deactivate'));
      let changes = 0;
      bench.fault = ({ method }) =>
        method !== 'GET' && changes++ >= number ? { status: 400, body: 'cut' } : undefined;
      expect(outcomes(await bench.apply(plan))).toEqual(['deactivate failed']);

      bench.fault = () => undefined;
      await bench.apply(await bench.plan([], pruning('deactivate')));
      expect(await bench.glance.images.get(imageId ?? '')).toMatchObject({
        status: 'deactivated',
        properties: { [MARKER.pruned]: 'deactivate' },
      });
      await bench.reconcile(image);
      const back = await bench.glance.images.get(imageId ?? '');
      expect(back.status).toBe('active');
      expect(back.properties[MARKER.pruned]).toBeUndefined();
    },
  );
});
