import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import type { Fault } from '../../src/sandbox/server.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { publish } from '../support/image-server.ts';
import { minutesALook, shownAs } from '../support/looks.ts';
import { wanted } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const NOTHING = { current: [], staged: [], backup: [] };

/** Disturbs the first requests with this method and this end of the path. */
function disturb(method: string, end: string, fault: Fault, times = 1): void {
  let met = 0;
  bench.fault = (request) => {
    if (request.method !== method || !request.path.endsWith(end)) return undefined;
    met += 1;
    return met <= times ? fault : undefined;
  };
}

function sentTo(end: string): number {
  return bench.requests.filter((request) => !request.startsWith('GET') && request.endsWith(end)).length;
}

/** Shows an uploaded image with these fields to the first looks after the upload. */
function showFirstLooks(times: number, fields: object): void {
  const { fault } = bench;
  let looks = 0;
  bench.fault = (request) => {
    if (request.method !== 'GET' || sentTo('/file') === 0) return fault(request);
    looks += 1;
    return looks <= times ? shownAs(fields) : undefined;
  };
}

async function expectConverged(image: DesiredImage, content: string): Promise<void> {
  bench.fault = () => undefined;
  const { current, staged } = await bench.byRole();
  expect([current.length, staged]).toEqual([1, []]);
  expect(await bench.download(current[0]?.id ?? '')).toBe(content);
  expect((await bench.plan([image])).changes[0]).toMatchObject({ action: 'unchanged' });
}

describe('an upload that was stored in spite of an unclear answer', () => {
  it.each<[string, Fault]>([
    ['lost', 'lose-answer'],
    ['500', { status: 500, afterwards: true }],
    ['502', { status: 502, afterwards: true }],
    ['504', { status: 504, afterwards: true }],
  ])('an upload that was stored is not sent again after an unclear answer (%s)', async (_what, fault) => {
    disturb('PUT', '/file', fault);
    const image = await bench.imageOf('content');
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/file')).toBe(1);
    await expectConverged(image, 'content');
  });

  it('an upload that was stored in spite of an unclear answer is waited for while Glance is still storing it', async () => {
    disturb('PUT', '/file', { status: 504, afterwards: true });
    showFirstLooks(5, { status: 'saving' });
    const image = await bench.imageOf('content');
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/file')).toBe(1);
    await expectConverged(image, 'content');
  });

  it('an upload that was stored in spite of an unclear answer is found by its own retry when the first look came too early', async () => {
    disturb('PUT', '/file', { status: 504, afterwards: true });
    showFirstLooks(1, { status: 'queued' });
    const image = await bench.imageOf('content');
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/file')).toBe(2);
    await expectConverged(image, 'content');
  });

  it('an upload that was stored in spite of an unclear answer is refused and deleted when the stored data differs', async () => {
    disturb('PUT', '/file', { status: 504, afterwards: true });
    const { fault } = bench;
    bench.fault = (request) => {
      const isLook = request.method === 'GET' && sentTo('/file') === 1;
      return isLook
        ? shownAs({ status: 'active', size: 7, os_hash_algo: 'sha512', os_hash_value: '0'.repeat(128) })
        : fault(request);
    };
    const result = await bench.reconcile(await bench.imageOf('content'));
    expect(result.error).toMatchObject({ code: 'verification' });
    expect(result.error?.message).toContain('its sha512 is 000');
    bench.fault = () => undefined;
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('an upload that was stored in spite of an unclear answer is refused when its last block was never sent, as behind a proxy that completes requests', async () => {
    disturb('PUT', '/file', 'reset');
    const { fault } = bench;
    bench.fault = (request) =>
      request.method === 'GET' && sentTo('/file') === 1 ? shownAs({ status: 'active' }) : fault(request);
    const publisher = await publish((request, response) => {
      response.writeHead(200, { 'content-length': 4_000_000 });
      if (request.method === 'HEAD') return void response.end();
      response.write(Buffer.alloc(3_000_000));
    });
    const image = wanted({ diskFormat: 'raw', digests: {}, source: { kind: 'http', url: publisher.url } });
    const result = await bench.reconcile(image);
    expect(result.error).toMatchObject({
      code: 'verification',
      message: expect.stringContaining('its last block was never sent'),
    });
    bench.fault = () => undefined;
    expect(await bench.byRole()).toEqual(NOTHING);
  });
});

describe('an upload that was not stored', () => {
  it.each<[string, Fault]>([
    ['reset', 'reset'],
    ...[401, 408, 429, 500, 502, 503, 504].map((status): [string, Fault] => [String(status), { status }]),
  ])('an upload that was not stored is sent completely once more (%s)', async (_what, fault) => {
    disturb('PUT', '/file', fault);
    const image = await bench.imageOf('content');
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/file')).toBe(2);
    expect(bench.events).toContainEqual(
      expect.objectContaining({
        type: 'warning',
        message: expect.stringContaining('sending the data again'),
      }),
    );
    await expectConverged(image, 'content');
  });

  it.each([400, 403, 404, 413, 415])('no upload is sent again after a permanent %i', async (status) => {
    disturb('PUT', '/file', { status, body: 'no' });
    const result = await bench.reconcile(await bench.imageOf('content'));
    const code = status === 415 ? 'refused-by-service' : `http-${status}`;
    expect(result).toMatchObject({ outcome: 'failed', error: { code } });
    expect(sentTo('/file')).toBe(1);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('an upload that was not stored fails after some tries and leaves nothing', async () => {
    disturb('PUT', '/file', { status: 503, body: 'not now' }, 100);
    const result = await bench.reconcile(await bench.imageOf('content'));
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'http-503' } });
    expect(sentTo('/file')).toBe(2);
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('an upload that was not stored is reported as stuck and deleted when Glance never finishes it', async () => {
    disturb('PUT', '/file', { status: 504 });
    const { fault } = bench;
    let id = '';
    bench.fault = (request) => {
      if (request.method !== 'GET' || sentTo('/file') === 0 || !request.path.includes('/images/')) {
        return fault(request);
      }
      id = request.path.split('/').at(-1) ?? '';
      return bench.events.some(({ type }) => type === 'change-done')
        ? undefined
        : shownAs({ id, status: 'saving' });
    };
    const image = await bench.imageOf('content');
    const result = await bench.reconcile(image, { patience: minutesALook(5, bench) });
    expect(result.error).toMatchObject({ code: 'stalled', hint: expect.stringContaining('This run') });
    expect(result.error?.message).toMatch(
      new RegExp(
        `^step upload: image ${id} is "saving" .*15 min \\(updated_at 2026-01-01T00:00:00Z\\); .*: the end of its upload$`,
      ),
    );
    bench.fault = () => undefined;
    expect(await bench.byRole()).toEqual(NOTHING);
  });
});

describe('a source that is opened again', () => {
  /** Serves one file first, and another from the second download on. The HEAD of planning describes the first. */
  async function changing(first: Served, second: Served): Promise<DesiredImage> {
    let downloads = 0;
    const publisher = await publish((request, response) => {
      if (request.method === 'GET') downloads += 1;
      if (request.method === 'HEAD' && first.atPlan === false) return void response.writeHead(503).end();
      const { text, etag } = downloads > 1 ? second : first;
      response.writeHead(200, { 'content-length': text.length, etag });
      response.end(request.method === 'HEAD' ? undefined : text);
    });
    disturb('PUT', '/file', { status: 503 });
    return wanted({ diskFormat: 'raw', digests: {}, source: { kind: 'http', url: publisher.url } });
  }
  interface Served {
    readonly text: string;
    readonly etag: string;
    /** False: the server refuses the HEAD of planning. */
    readonly atPlan?: boolean;
  }

  it('a source that is opened again is refused when it has changed and no digest is given', async () => {
    const image = await changing({ text: 'one', etag: '"1"' }, { text: 'two', etag: '"2"' });
    const result = await bench.reconcile(image);
    expect(result.error).toMatchObject({ code: 'verification', message: expect.stringContaining('changed') });
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a source that is opened again is refused when it has changed since the first try and the plan has no validators', async () => {
    const image = await changing({ text: 'one', etag: '"1"', atPlan: false }, { text: 'two', etag: '"2"' });
    const result = await bench.reconcile(image);
    expect(result.error?.message).toContain('has changed since its data was sent the first time');
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a source that is opened again is checked against its digests again', async () => {
    const image = await changing({ text: 'one', etag: '"1"' }, { text: 'two', etag: '"2"' });
    const result = await bench.reconcile({ ...image, digests: { sha512: digest('sha512', 'one') } });
    expect(result.error).toMatchObject({ code: 'verification', message: expect.stringContaining('digest') });
    expect(await bench.byRole()).toEqual(NOTHING);
  });

  it('a source that is opened again may be another file with the same digest', async () => {
    const image = await changing({ text: 'one', etag: '"1"' }, { text: 'one', etag: '"2"' });
    const held = { ...image, digests: { sha512: digest('sha512', 'one') } };
    expect(await bench.reconcile(held)).toMatchObject({ outcome: 'done', error: null });
    await expectConverged(held, 'one');
  });
});

describe('through the staging area', () => {
  it.each<[string, Fault, number]>([
    ['stored, answer lost', 'lose-answer', 1],
    ['stored, 504', { status: 504, afterwards: true }, 1],
    ['not stored, reset', 'reset', 2],
    ['not stored, 401', { status: 401 }, 2],
    ['not stored, 503', { status: 503 }, 2],
  ])('staged data arrives in spite of an unclear answer (%s)', async (_what, fault, times) => {
    disturb('PUT', '/stage', fault);
    const image = await bench.imageOf('content', { method: 'stage' });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/stage')).toBe(times);
    await expectConverged(image, 'content');
  });

  it.each<[string, Fault, number]>([
    ['begun, answer lost', 'lose-answer', 1],
    ['begun, 504', { status: 504, afterwards: true }, 1],
    ['not begun, reset', 'reset', 2],
    ['not begun, 503', { status: 503 }, 2],
  ])('an import runs once in spite of an unclear answer (%s)', async (_what, fault, times) => {
    disturb('POST', '/import', fault);
    const image = await bench.imageOf('content', { method: 'stage' });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/import')).toBe(times);
    await expectConverged(image, 'content');
  });
});

describe('a look at an uploaded image', () => {
  const afterUpload = (status: number, times: number) => {
    let looks = 0;
    bench.fault = ({ method, path }) => {
      if (method !== 'GET' || !path.includes('/images/') || sentTo('/file') === 0) return undefined;
      looks += 1;
      return looks <= times ? { status } : undefined;
    };
  };

  it.each([500, 502, 503, 504])('a look at an uploaded image is repeated after a %i', async (status) => {
    afterUpload(status, 1);
    const image = await bench.imageOf('content');
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    await expectConverged(image, 'content');
  });

  it.each([500, 502, 503, 504])('a look that fails with %i causes no second upload', async (status) => {
    // Fails the look and its retries; the service works again for the clean-up.
    afterUpload(status, 2);
    const image = await bench.imageOf('content');
    expect((await bench.reconcile(image)).error?.code).toBe(`http-${status}`);
    expect(bench.events).toContainEqual(
      expect.objectContaining({ type: 'warning', message: expect.stringContaining('complete and verified') }),
    );
    bench.fault = () => undefined;
    bench.forget();
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/file')).toBe(0);
    await expectConverged(image, 'content');
  });

  it('a look at an uploaded image that is interrupted causes no second upload', async () => {
    const interruption = new AbortController();
    bench.afterResponse = ({ method }) => {
      if (method === 'PUT') interruption.abort(new Error('interrupted'));
    };
    const image = await bench.imageOf('content');
    expect((await bench.reconcile(image, { signal: interruption.signal })).outcome).not.toBe('done');
    bench.forget();
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(sentTo('/file')).toBe(0);
  });
});

describe('stored data that is read back over a connection that breaks', () => {
  it.each([
    ['a digest that Glance does not compute', { sha256: digest('sha256', 'content') }],
    ['a digest that Glance computes', { sha512: digest('sha512', 'content') }],
  ])('a broken read-back continues where it stopped, with %s', async (_what, digests) => {
    const publisher = await publish('content');
    disturb('GET', '/file', 'half-answer');
    const image = wanted({
      diskFormat: 'raw',
      method: 'web-download',
      digests,
      source: { kind: 'http', url: publisher.url },
    });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(bench.requests.filter((request) => /^GET .*\/file$/.test(request))).toHaveLength(2);
    await expectConverged(image, 'content');
  });

  it('a read-back over a connection that breaks continues where it stopped, for the backup copy of a replaced image', async () => {
    const first = await bench.reconcile(await bench.imageOf('old content'));
    const image = await bench.imageOf('new');
    disturb('GET', '/file', 'half-answer');
    const backup = { ...image.backup, directory: bench.folder };
    expect(await bench.reconcile({ ...image, backup })).toMatchObject({ outcome: 'done', error: null });
    expect(await readFile(join(bench.folder, `cirros ${first.imageId}.raw`), 'utf8')).toBe('old content');
  });

  it('a read-back over a connection that breaks fails when no more data arrives', async () => {
    await bench.reconcile(await bench.imageOf('old content'));
    const image = await bench.imageOf('new');
    // Each answer begins where the answer before broke off, until half an answer is empty.
    disturb('GET', '/file', 'half-answer', 100);
    const backup = { ...image.backup, directory: bench.folder };
    expect((await bench.reconcile({ ...image, backup })).error?.code).toBe('connection');
  });
});
