import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReconcileError } from '../../src/model/errors.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { publish } from '../support/image-server.ts';
import { minutesALook, shownAs } from '../support/looks.ts';
import { marked, wanted } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const PINNED = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';
const NOTHING = { current: [], staged: [], backup: [] };
const STANDS = / 15 min \(updated_at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\)/;

interface Upload {
  /** Resolves when the upload has ended, also after a failure. */
  readonly over: Promise<unknown>;
  finish(): void;
  breakOff(): void;
}

/** Another user's upload into the image with the pinned id: the image is `saving` until the upload ends. */
async function uploadUnderWay(): Promise<Upload> {
  await bench.glance.images.create({
    id: PINNED,
    name: 'cirros (staged)',
    diskFormat: 'raw',
    containerFormat: 'bare',
    hidden: true,
    visibility: 'private',
    properties: marked('staged'),
  });
  let end: (how: 'finish' | 'break off') => void = () => {};
  const ending = new Promise<string>((resolve) => {
    end = resolve;
  });
  async function* bytes() {
    yield Buffer.from('cont');
    if ((await ending) === 'break off') throw new Error('gone');
    yield Buffer.from('ent');
  }
  const over = bench.glance.data.upload(PINNED, bytes()).catch(() => {});
  while ((await bench.glance.images.get(PINNED)).status !== 'saving') await new Promise(setImmediate);
  return { over, finish: () => end('finish'), breakOff: () => end('break off') };
}

/** Called at the third look at the pinned image. */
function atThirdLook(act: () => void): void {
  let looks = 0;
  bench.afterResponse = ({ method, path }) => {
    if (method === 'GET' && path.endsWith(PINNED)) looks += 1;
    if (looks === 3) act();
  };
}

describe('a pinned id into which another run uploads', () => {
  it('a pinned id into which another run uploads is waited for, then reported with its id, status, age and a hint', async () => {
    const theirs = await uploadUnderWay();
    const image = await bench.imageOf('content', { id: PINNED });
    const plan = await bench.plan([image]);
    bench.forget();
    const [result] = (await bench.apply(plan, { patience: minutesALook(5, bench) })).changes;
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'stalled' } });
    expect(result?.error?.message).toContain(`step stage: image ${PINNED} is "saving" and `);
    expect(result?.error?.message).toMatch(STANDS);
    expect(result?.error?.hint).toContain(`\`openstack image delete ${PINNED}\``);
    expect(result?.error?.hint).toContain('Glance never accepts an id twice');
    expect(bench.events).toContainEqual(
      expect.objectContaining({ type: 'warning', message: expect.stringContaining('waiting for') }),
    );
    expect(bench.requests.filter((request) => !request.startsWith('GET'))).toEqual(['POST /v2/images']);
    expect((await bench.glance.images.get(PINNED)).status).toBe('saving');
    theirs.breakOff();
    await theirs.over;
  });

  it('a pinned id into which another run uploads is filled after that upload has broken off', async () => {
    const theirs = await uploadUnderWay();
    const image = await bench.imageOf('ours', { id: PINNED });
    const plan = await bench.plan([image]);
    atThirdLook(theirs.breakOff);
    const [result] = (await bench.apply(plan)).changes;
    expect(result).toMatchObject({ outcome: 'done', error: null, imageId: PINNED });
    expect(await bench.download(PINNED)).toBe('ours');
  });

  it('a pinned id into which another run uploads is left to that upload when it succeeds, and the next run continues with it', async () => {
    const theirs = await uploadUnderWay();
    const image = await bench.imageOf('content', { id: PINNED });
    const plan = await bench.plan([image]);
    atThirdLook(theirs.finish);
    const [result] = (await bench.apply(plan)).changes;
    expect(result).toMatchObject({ outcome: 'stale', error: { code: 'stale' } });
    bench.forget();
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null, imageId: PINNED });
    expect(bench.requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  it('a pinned id into which another run uploads is not waited for when the image belongs to another stack', async () => {
    const plan = await bench.plan([await bench.imageOf('content', { id: PINNED })]);
    const theirs = await uploadUnderWay();
    await bench.glance.images.patch(PINNED, [
      { op: 'add', path: '/owner_specified.reconcile.stack', value: 'another' },
    ]);
    const [result] = (await bench.apply(plan)).changes;
    expect(result?.error?.code).toBe('http-409');
    theirs.breakOff();
    await theirs.over;
  });
});

describe('a stuck import is reported', () => {
  it('a stuck import is reported while Glance downloads, and leaves no image', async () => {
    const publisher = await publish((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, { 'content-length': 7 }).end();
    });
    const image = wanted({
      diskFormat: 'raw',
      method: 'web-download',
      digests: {},
      source: { kind: 'http', url: publisher.url },
    });
    const result = await bench.reconcile(image, { patience: minutesALook(5, bench) });
    expect(result.error?.code).toBe('stalled');
    expect(result.error?.message).toMatch(/^step upload: image \S+ is "importing" and /);
    expect(result.error?.message).toMatch(STANDS);
    expect(result.error?.message).toMatch(/what remains: data for fast, task \S+ \(processing\)$/);
    expect(result.error?.hint).toContain('This run deletes the image');
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a stuck import is reported when it has never begun', async () => {
    bench.fault = ({ method, path }) =>
      method === 'POST' && path.endsWith('/import') ? { status: 202 } : undefined;
    const image = await bench.imageOf('content', { method: 'stage' });
    const result = await bench.reconcile(image, { patience: minutesALook(5, bench) });
    expect(result.error?.message).toMatch(/^step upload: image \S+ is "uploading" and /);
    expect(result.error?.message).toMatch(/what remains: the import itself has not begun$/);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a stuck import is reported when it copies a live image to one more store, and leaves the image unchanged', async () => {
    const first = await bench.reconcile(await bench.imageOf('content', { stores: ['fast'] }));
    bench.fault = ({ method, path }) =>
      method === 'POST' && path.endsWith('/import') ? { status: 202 } : undefined;
    const both = await bench.imageOf('content', { stores: ['fast', 'slow'] });
    const result = await bench.reconcile(both, { patience: minutesALook(5, bench) });
    expect(result.error?.message).toMatch(
      new RegExp(`^step copy-to-stores: image ${first.imageId} is "active" and .*: data for more stores$`),
    );
    expect(result.error?.hint).toContain(`glance image-tasks ${first.imageId}`);
    expect((await bench.byRole()).current.map(({ id }) => id)).toEqual([first.imageId]);
  });
});

it('a stuck upload into a pinned id keeps the image, with a hint about its id', async () => {
  const image = await bench.imageOf('content', { id: PINNED });
  let isSent = false;
  bench.fault = ({ method, path }) => {
    if (method === 'PUT') isSent = true;
    if (method === 'PUT') return { status: 504 };
    return isSent && path.endsWith(PINNED) ? shownAs({ id: PINNED, status: 'saving' }) : undefined;
  };
  const result = await bench.reconcile(image, { patience: minutesALook(5, bench) });
  expect(result.error?.message).toContain(`step upload: image ${PINNED} is "saving" and `);
  expect(result.error?.hint).toContain(`\`openstack image delete ${PINNED}\``);
  bench.fault = () => undefined;
  expect((await bench.glance.images.get(PINNED)).status).toBe('queued');
});

it("an image's own time limit tells at which step it struck, and where the image stood", async () => {
  const publisher = await publish((request, response) => {
    if (request.method === 'HEAD') response.writeHead(200, { 'content-length': 7 }).end();
  });
  const source = { kind: 'http' as const, url: publisher.url };
  const image = wanted({ diskFormat: 'raw', method: 'web-download', digests: {}, source });
  const plan = await bench.plan([image]);
  const changes = plan.changes.map((change) => ({ ...change, timeout: 0.5 }));
  const [result] = (await bench.apply({ ...plan, changes })).changes;
  expect(result?.error?.message).toMatch(
    /^"cirros" was not done within 0.5 s; it stopped at step upload, image [\da-f-]{36} \("importing"\)$/,
  );
  expect(await bench.byRole()).toEqual(NOTHING);
});

it("a run's time limit tells at which step it struck, and where the image stood", async () => {
  const limit = new AbortController();
  bench.afterResponse = ({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith('/file')) return;
    limit.abort(new ReconcileError('timeout', '"cirros" was not done within 30 s', 1));
  };
  const result = await bench.reconcile(await bench.imageOf('content'), { signal: limit.signal });
  expect(result.error?.code).toBe('timeout');
  expect(result.error?.message).toMatch(
    /^"cirros" was not done within 30 s; it stopped at step (upload|record), image [\da-f-]{36} \("active"\)$/,
  );
});
