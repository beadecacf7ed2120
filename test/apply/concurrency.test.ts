import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/model/errors.ts';
import { setOperation } from '../../src/model/image.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { publish } from '../support/image-server.ts';
import { marked, wanted } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const NEW_MD5 = '22af645d1859cb5ca6da0c484f1f37ea';

/** Serves bytes over http, and holds the last byte back until `act` is done, in the middle of the upload. */
async function serveUntil(bytes: string, act: () => Promise<unknown>) {
  const { url } = await publish(async (request, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    if (request.method === 'HEAD') return void response.end();
    response.write(bytes.slice(0, -1));
    await act();
    response.end(bytes.slice(-1));
  });
  return { kind: 'http', url } as const;
}

/** An image as another run of the same stack publishes it. */
async function publishByHand(bytes: string): Promise<void> {
  const { id } = await bench.glance.images.create({
    name: 'cirros',
    diskFormat: 'raw',
    containerFormat: 'bare',
    properties: marked('current'),
  });
  await bench.glance.data.upload(id, Readable.from([Buffer.from(bytes)]));
}

function uploads(): number {
  return bench.requests.filter((request) => /^PUT .*\/file$/.test(request)).length;
}

describe('a change during an upload', () => {
  it('a change during an upload to the live image is stale: the staged image is deleted, the live one untouched', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const id = first.imageId ?? '';
    const source = await serveUntil('new', () =>
      bench.glance.images.patch(id, [setOperation('by_hand', 'yes')]),
    );
    const plan = await bench.plan([wanted({ diskFormat: 'raw', digests: { md5: NEW_MD5 }, source })]);
    const result = (await bench.apply(plan)).changes[0];
    expect(result).toMatchObject({ outcome: 'stale', error: { message: expect.stringContaining(id) } });
    const { current, staged } = await bench.byRole();
    expect(staged).toEqual([]);
    expect(current).toMatchObject([{ id, name: 'cirros', properties: { by_hand: 'yes' } }]);
  });

  it('a change during an upload is dropped if another run has published the same content', async () => {
    const source = await serveUntil('new', () => publishByHand('new'));
    const plan = await bench.plan([wanted({ diskFormat: 'raw', digests: { md5: NEW_MD5 }, source })]);
    const result = (await bench.apply(plan)).changes[0];
    expect(result).toMatchObject({ outcome: 'done', error: null });
    const { current, staged } = await bench.byRole();
    expect(current.map((live) => live.id)).toEqual([result?.imageId]);
    expect(staged).toEqual([]);
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'warning' }));
  });

  it('a change during an upload is stale at once if the live image changed between plan and apply', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const plan = await bench.plan([await bench.imageOf('new')]);
    await bench.glance.images.patch(first.imageId ?? '', [setOperation('by_hand', 'yes')]);
    bench.forget();
    const report = await bench.apply(plan);
    expect(report.changes[0]).toMatchObject({ outcome: 'stale', error: { code: 'stale' } });
    expect(bench.requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('a change during an upload is stale if another image got the name between plan and apply', async () => {
    const plan = await bench.plan([await bench.imageOf('new')]);
    await bench.glance.images.create({ name: 'cirros', diskFormat: 'raw', containerFormat: 'bare' });
    const report = await bench.apply(plan);
    expect(report.changes[0]).toMatchObject({ outcome: 'stale' });
  });

  it('a change during an upload is stale if the live image is gone', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const plan = await bench.plan([await bench.imageOf('new')]);
    await bench.glance.images.delete(first.imageId ?? '');
    expect((await bench.apply(plan)).changes[0]).toMatchObject({ outcome: 'stale' });
  });
});

describe('two runs that publish the same content', () => {
  it('two runs that publish the same content end with one image, and the later run deletes its own', async () => {
    const image = await bench.imageOf('the same');
    const [ours, theirs] = [await bench.plan([image]), await bench.plan([image])];
    const reports = await Promise.all([bench.apply(ours), bench.apply(theirs)]);
    const outcomes = reports.map((report) => report.changes[0]?.outcome);
    expect(outcomes).toContain('done');

    await bench.reconcile(image);
    const { current, staged } = await bench.byRole();
    expect(current).toHaveLength(1);
    expect(staged).toEqual([]);
    expect((await bench.plan([image])).changes[0]?.action).toBe('unchanged');
  });
});

describe('an interruption', () => {
  it('an interruption breaks the transfer, deletes the staged image and skips the other changes', async () => {
    const stop = new AbortController();
    const big = Buffer.alloc(8_000_000, 'x');
    const images = [await bench.imageOf(big, { name: 'one' }), await bench.imageOf(big, { name: 'two' })];
    const plan = await bench.plan(images);
    const report = await bench.apply(plan, {
      signal: stop.signal,
      parallelism: 1,
      onEvent: (event) => {
        if (event.type === 'transfer') stop.abort(new InterruptedError('SIGINT'));
      },
    });
    expect(report.interrupted).toBe(true);
    expect(report.changes).toMatchObject([
      { outcome: 'failed', error: { code: 'interrupted' } },
      { outcome: 'skipped', error: null },
    ]);
    expect(await bench.byRole('one')).toEqual({ current: [], staged: [], backup: [] });
  });

  it('an interruption keeps a finished upload, which the next run publishes without sending a byte', async () => {
    const stop = new AbortController();
    const image = await bench.imageOf('finished');
    const report = await bench.apply(await bench.plan([image]), {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'step-done' && event.step === 'record')
          stop.abort(new InterruptedError('SIGTERM'));
      },
    });
    expect(report.changes[0]?.outcome).toBe('failed');
    expect((await bench.byRole()).staged).toHaveLength(1);

    bench.forget();
    const plan = await bench.plan([image]);
    expect(plan.changes[0]?.action).toBe('resume');
    expect((await bench.apply(plan)).changes[0]?.outcome).toBe('done');
    expect(uploads()).toBe(0);
    const { current, staged } = await bench.byRole();
    expect([current.length, staged.length]).toEqual([1, 0]);
    expect(await bench.download(current[0]?.id ?? '')).toBe('finished');
  });
});

describe('a run', () => {
  it('a run starts no more changes after a failure with `failFast`', async () => {
    const bad = await bench.imageOf('bad', { name: 'bad', digests: { md5: '0'.repeat(32) } });
    const fine = await bench.imageOf('fine', { name: 'fine' });
    const report = await bench.apply(await bench.plan([bad, fine]), { failFast: true, parallelism: 1 });
    expect(report.changes.map((change) => change.outcome)).toEqual(['failed', 'skipped']);
  });

  it('a run transfers no more images at once than `transfers`', async () => {
    let [now, most] = [0, 0];
    bench.fault = ({ method }) => {
      if (method === 'PUT') most = Math.max(most, ++now);
      return undefined;
    };
    bench.afterResponse = ({ method }) => {
      if (method === 'PUT') now -= 1;
    };
    const images = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => bench.imageOf(`image ${n}`, { name: `image ${n}` })),
    );
    const report = await bench.apply(await bench.plan(images), { transfers: 2, parallelism: 6 });
    expect(report.changes.every((change) => change.outcome === 'done')).toBe(true);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('a run never applies a blocked change', async () => {
    await bench.glance.images.create({ name: 'plain', diskFormat: 'raw', containerFormat: 'bare' });
    const { source: _, ...image } = await bench.imageOf('x');
    const plan = await bench.plan([image]);
    bench.forget();
    expect((await bench.apply(plan)).changes[0]).toMatchObject({ outcome: 'skipped' });
    expect(bench.requests).toEqual([]);
  });
});
