import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { type Publisher, publish } from '../support/image-server.ts';
import { startLoopback } from '../support/loopback.ts';
import { wanted } from '../support/plan-input.ts';

let bench: Bench;
let publisher: Publisher;
beforeEach(async () => {
  bench = await openBench();
  publisher = await publish('published bytes');
});
afterEach(() => bench.close());

/** An image that Glance downloads itself. */
function fetched(fields: Partial<DesiredImage>): DesiredImage {
  return wanted({
    diskFormat: 'raw',
    method: 'web-download',
    source: { kind: 'http', url: publisher.url },
    ...fields,
  });
}

function downloads(): number {
  return bench.requests.filter((request) => /^GET .*\/file$/.test(request)).length;
}

describe('method web-download', () => {
  it.each([
    ['a digest that Glance computes as well', { sha512: digest('sha512', 'published bytes') }],
    ['a digest that only a read-back can compute', { sha256: digest('sha256', 'published bytes') }],
    ['no digest', {}],
  ])('web-download publishes the downloaded data, checked by %s', async (_what, digests) => {
    const image = fetched({ digests });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(downloads()).toBeGreaterThan(0);
    expect((await bench.plan([image])).changes[0]).toMatchObject({ action: 'unchanged' });
  });

  it.each([
    ['sha512', { digests: { sha512: '0'.repeat(128) } }],
    ['sha256', { digests: { sha256: '0'.repeat(64) } }],
    ['size', { digests: {}, size: 3 }],
  ])('web-download publishes and leaves nothing when the %s is wrong', async (_what, fields) => {
    const result = await bench.reconcile(fetched(fields));
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });

  it('method web-download reads back only the parts of a large image that the inspection needs', async () => {
    publisher.close();
    const large = `${'x'.repeat(40_000_000)}`;
    publisher = await publish((request, response) => {
      response.writeHead(200, { 'content-length': large.length });
      response.end(request.method === 'HEAD' ? undefined : large);
    });
    const image = fetched({ digests: { sha512: digest('sha512', large) } });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', error: null });
    expect(downloads()).toBe(2);
  });

  it('method web-download puts the data into the wanted stores', async () => {
    await bench.reconcile(fetched({ digests: {}, stores: ['slow'] }));
    expect((await bench.byRole()).current).toMatchObject([{ stores: ['slow'] }]);
  });

  it('method web-download detects the format first when the file has none', async () => {
    const { diskFormat: _, ...image } = fetched({ digests: {} });
    expect((await bench.reconcile(image)).error).toBeNull();
    expect((await bench.byRole()).current).toMatchObject([{ diskFormat: 'raw' }]);
  });

  it('method web-download needs a source that Glance can reach', async () => {
    const image = await bench.imageOf('x', { method: 'web-download' });
    expect((await bench.reconcile(image)).error?.code).toBe('method');
  });
});

describe('a source over http', () => {
  const sent = (fields: Partial<DesiredImage> = {}) => fetched({ method: 'upload', digests: {}, ...fields });

  it('a source over http without a digest is refused when it has changed since the plan', async () => {
    const plan = await bench.plan([sent()]);
    const { port } = new URL(publisher.url);
    publisher = await publish('something else');
    const moved = JSON.parse(
      JSON.stringify(plan).replaceAll(`:${port}/`, `:${new URL(publisher.url).port}/`),
    );
    const result = (await bench.apply(moved)).changes[0];
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
    expect(result?.error?.message).toContain('changed since the plan');
    expect((await bench.byRole()).staged).toEqual([]);
  });

  it('a source over http whose query is unknown is an error', async () => {
    const source = { kind: 'http' as const, url: `${publisher.url}?token=abc` };
    const plan = await bench.plan([sent({ source })]);
    const without = (await bench.apply(plan)).changes[0];
    expect(without?.error).toMatchObject({
      code: 'source',
      message: expect.stringContaining('neither in the plan nor in the state file'),
    });
    const complete = (await bench.apply(plan, { sources: new Map([['cirros', source]]) })).changes[0];
    expect(complete?.outcome).toBe('done');
  });
});

it('web-download of a source without a Content-Length says so, in place of the log of the service', async () => {
  const source = await startLoopback((_request, response) => {
    response.write('published ');
    response.end('bytes');
  });
  try {
    const { error } = await bench.reconcile(
      fetched({ source: { kind: 'http', url: `${source.url}/x.img` } }),
    );
    expect(error).toMatchObject({ code: 'import-failed' });
    expect(error?.hint).toContain('states no Content-Length');
    expect(error?.hint).toContain('`method: upload`');
  } finally {
    await source.close();
  }
});
