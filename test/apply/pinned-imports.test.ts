import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { type Publisher, publish } from '../support/image-server.ts';
import { wanted } from '../support/plan-input.ts';

let bench: Bench;
let publisher: Publisher;
beforeEach(async () => {
  bench = await openBench();
  publisher = await publish('content');
});
afterEach(() => bench.close());

const PINNED = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';

/** An image with a pinned id that Glance imports, from staged data or from its own download. */
function imported(method: 'stage' | 'web-download', fields: Partial<DesiredImage> = {}): DesiredImage {
  return wanted({
    id: PINNED,
    diskFormat: 'raw',
    source: { kind: 'http', url: publisher.url },
    digests: { sha256: digest('sha256', 'content') },
    method,
    ...fields,
  });
}

/** A run that dies just before its first request with this beginning: no later request arrives. */
async function runUntil(image: DesiredImage, request: string): Promise<void> {
  const plan = await bench.plan([image]);
  let isOver = false;
  bench.fault = ({ service, method, path }) => {
    isOver ||= service === 'image' && `${method} ${path.replace(/^\/image/, '')}`.startsWith(request);
    return isOver ? { status: 400, body: 'gone' } : undefined;
  };
  await bench.apply(plan);
  bench.fault = () => undefined;
  bench.forget();
}

const isTransfer = (request: string) => /^PUT |\/import$/.test(request);

describe('a pinned id with data of an interrupted run', () => {
  it('a pinned id with data of an interrupted run that is staged but not imported is imported without another upload', async () => {
    await runUntil(imported('stage'), `POST /v2/images/${PINNED}/import`);
    expect(await bench.glance.images.get(PINNED)).toMatchObject({ status: 'uploading', size: 7 });
    expect(await bench.reconcile(imported('stage'))).toMatchObject({ outcome: 'done', error: null });
    expect(bench.requests.filter(isTransfer)).toEqual([`POST /v2/images/${PINNED}/import`]);
    expect(await bench.download(PINNED)).toBe('content');
    expect((await bench.plan([imported('stage')])).changes[0]?.action).toBe('unchanged');
  });

  it('a pinned id with data of an interrupted run that Glance has downloaded is checked and not downloaded again', async () => {
    await runUntil(imported('web-download'), `GET /v2/images/${PINNED}/file`);
    expect(await bench.glance.images.get(PINNED)).toMatchObject({ status: 'active' });
    const [change] = (await bench.plan([imported('web-download')])).changes;
    expect(change).toMatchObject({ action: 'create', blockedBy: [] });
    expect(change?.reason).toContain(PINNED);
    bench.forget();
    expect(await bench.reconcile(imported('web-download'))).toMatchObject({ outcome: 'done', error: null });
    expect(bench.requests.filter(isTransfer)).toEqual([]);
    const { properties } = await bench.glance.images.get(PINNED);
    expect(properties).not.toHaveProperty([MARKER.unchecked]);
    expect((await bench.plan([imported('web-download')])).changes[0]?.action).toBe('unchanged');
  });

  it.each([
    ['stage', `POST /v2/images/${PINNED}/import`],
    ['web-download', `GET /v2/images/${PINNED}/file`],
  ] as const)(
    'a pinned id with data of another content (%s): nothing is published, and the id is used up',
    async (method, request) => {
      await runUntil(imported(method), request);
      const other = imported(method, { digests: { sha256: digest('sha256', 'other') } });
      expect(await bench.reconcile(other)).toMatchObject({
        outcome: 'failed',
        error: { code: 'verification' },
      });
      expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
      expect((await bench.reconcile(other)).error?.code).toBe('burnt-id');
    },
  );

  it('a pinned id with data of an interrupted run cannot be used when the file wants another format', async () => {
    await runUntil(imported('stage'), `POST /v2/images/${PINNED}/import`);
    const result = await bench.reconcile(imported('stage', { diskFormat: 'iso' }));
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'burnt-id' } });
    expect(await bench.glance.images.get(PINNED)).toMatchObject({ status: 'uploading', size: 7 });
  });
});

it('data that Glance downloaded into a pinned id stays when the check of the data fails for now', async () => {
  bench.fault = ({ method, path }) =>
    method === 'GET' && path.endsWith(`${PINNED}/file`) ? { status: 503 } : undefined;
  expect((await bench.reconcile(imported('web-download'))).outcome).toBe('failed');
  bench.fault = () => undefined;
  bench.forget();
  expect(await bench.reconcile(imported('web-download'))).toMatchObject({ outcome: 'done', error: null });
  expect(bench.requests.filter(isTransfer)).toEqual([]);
});

it('a run stopped during Glance’s download into a pinned id leaves the image to the next run', async () => {
  const stop = new AbortController();
  bench.afterResponse = ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/import')) stop.abort(new Error('stopped'));
  };
  const plan = await bench.plan([imported('web-download')]);
  await bench.apply(plan, { signal: stop.signal });
  expect(bench.requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
  expect(await bench.reconcile(imported('web-download'))).toMatchObject({ outcome: 'done', error: null });
});

it('a run stopped while it imports staged data leaves the image to the next run', async () => {
  await runUntil(imported('stage'), `POST /v2/images/${PINNED}/import`);
  await runUntil(imported('stage'), `GET /v2/images/${PINNED}/file`);
  expect(await bench.reconcile(imported('stage'))).toMatchObject({ outcome: 'done', error: null });
  expect(bench.requests.filter(isTransfer)).toEqual([]);
});
