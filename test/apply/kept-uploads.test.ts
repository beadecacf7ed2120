import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const PINNED = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';

/** The only PATCH of a creation publishes. */
function refusePublishing(status: number): void {
  bench.fault = ({ method }) => (method === 'PATCH' ? { status, body: 'not now' } : undefined);
}

/** The listing just before publishing. */
function refuseLastLook(status: number): void {
  let isUploaded = false;
  bench.fault = ({ method, path }) => {
    if (method === 'PUT') isUploaded = true;
    return isUploaded && method === 'GET' && path.endsWith('/v2/images') ? { status, body: 'no' } : undefined;
  };
}

async function thenFinish(fields: { readonly id?: string } = {}): Promise<readonly string[]> {
  bench.fault = () => undefined;
  bench.forget();
  const again = await bench.reconcile(await bench.imageOf('content', fields));
  expect(again).toMatchObject({ outcome: 'done', error: null });
  const { current, staged } = await bench.byRole();
  expect([current.map(({ id }) => id), staged]).toEqual([[again.imageId], []]);
  return bench.requests.filter((request) => request.startsWith('PUT') || request.startsWith('POST'));
}

describe('a complete and verified upload', () => {
  it.each([500, 502, 503, 504, 507, 429])(
    'a complete and verified upload outlives a %i, and the next run publishes it unsent',
    async (status) => {
      refusePublishing(status);
      const result = await bench.reconcile(await bench.imageOf('content'));
      expect(result).toMatchObject({ outcome: 'failed', error: { code: `http-${status}` } });
      expect(bench.events).toContainEqual(
        expect.objectContaining({ type: 'warning', message: expect.stringContaining('the next run') }),
      );
      expect(await thenFinish()).toEqual([]);
    },
  );

  it.each([403, 409])('a verified upload is deleted after a permanent error: %i', async (status) => {
    refusePublishing(status);
    expect((await bench.reconcile(await bench.imageOf('content'))).outcome).toBe('failed');
    bench.fault = () => undefined;
    expect((await bench.byRole()).staged).toEqual([]);
  });
});

describe('an image with a pinned id', () => {
  it.each([403, 404, 410, 500])('a pinned id stays after a %i before publishing', async (status) => {
    refuseLastLook(status);
    expect((await bench.reconcile(await bench.imageOf('content', { id: PINNED }))).outcome).not.toBe('done');
    expect(await thenFinish({ id: PINNED })).toEqual([]);
    expect(await bench.download(PINNED)).toBe('content');
  });

  it('an image with a pinned id stays after a 403 on publishing', async () => {
    refusePublishing(403);
    expect((await bench.reconcile(await bench.imageOf('content', { id: PINNED }))).outcome).toBe('failed');
    expect(await thenFinish({ id: PINNED })).toEqual([]);
  });

  it('an image with a pinned id stays after an interruption between its upload and its verification', async () => {
    const interruption = new AbortController();
    bench.afterResponse = ({ method }) => {
      if (method === 'PUT') interruption.abort(new Error('interrupted'));
    };
    const image = await bench.imageOf('content', { id: PINNED });
    expect((await bench.reconcile(image, { signal: interruption.signal })).outcome).not.toBe('done');
    expect(await thenFinish({ id: PINNED })).toEqual([]);
  });

  it('an image with a pinned id is deleted when Glance did not store the data that was sent', async () => {
    const plan = await bench.plan([await bench.imageOf('content', { id: PINNED })]);
    bench.fault = ({ method, path }) =>
      method === 'GET' && path.endsWith(PINNED) ? { status: 200, body: DAMAGED } : undefined;
    const [result] = (await bench.apply(plan)).changes;
    expect(result?.error?.code).toBe('verification');
    bench.fault = () => undefined;
    expect(await bench.glance.images.find(PINNED)).toBeNull();
  });
});

/** The image in Glance with damaged data. */
const DAMAGED = JSON.stringify({
  id: PINNED,
  name: 'cirros (staged)',
  status: 'active',
  visibility: 'private',
  size: 7,
  checksum: '0'.repeat(32),
  tags: [],
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  'owner_specified.reconcile.role': 'staged',
});
