import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKER, SDK_DIGEST } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { shownAs } from '../support/looks.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** Shows uploaded images with these digests, as a Glance of another version or configuration does. */
function nameData(content: string, digests: Readonly<Record<string, string | null>>): void {
  const uploaded = new Set<string>();
  bench.afterResponse = ({ method, path }) => {
    if (method === 'PUT' && path.endsWith('/file')) uploaded.add(path.replace(/\/file$/, ''));
  };
  bench.fault = ({ method, path }) => {
    if (!uploaded.has(path) || !['GET', 'PATCH'].includes(method)) return undefined;
    const id = path.split('/').at(-1);
    return { ...shownAs({ id, status: 'active', size: content.length, ...digests }), afterwards: true };
  };
}

const named = (content: string) => ({
  checksum: digest('md5', content),
  os_hash_algo: 'sha384',
  os_hash_value: digest('sha384', content),
});

const readBacks = () => bench.requests.filter((request) => /^GET .*\/file$/.test(request)).length;

describe('the digests of an upload', () => {
  it('an upload records the given digest, and the md5 that Glance answers', async () => {
    const given = { sha256: digest('sha256', 'content') };
    const result = await bench.reconcile(await bench.imageOf('content', { digests: given }));
    const { properties } = await bench.glance.images.get(result.imageId ?? '');
    expect(properties).toMatchObject({
      [SDK_DIGEST.md5]: digest('md5', 'content'),
      [SDK_DIGEST.sha256]: given.sha256,
    });
    expect(properties[MARKER.digests]).toBeUndefined();
    expect(readBacks()).toBe(0);
  });

  it.each(['md5', 'sha512'] as const)(
    'an upload with a given %s records its sha256 too, so that a file with a sha256 can be compared later',
    async (given) => {
      const image = await bench.imageOf('content', { digests: { [given]: digest(given, 'content') } });
      const result = await bench.reconcile(image);
      const { properties } = await bench.glance.images.get(result.imageId ?? '');
      expect(properties).toMatchObject({ [SDK_DIGEST.sha256]: digest('sha256', 'content') });

      const next = { sha256: digest('sha256', 'a new build') };
      const { changes } = await bench.plan([await bench.imageOf('a new build', { digests: next })]);
      expect(changes).toMatchObject([{ action: 'replace' }]);
    },
  );

  it('an upload with a given md5 alone is held to it, and to the digest that Glance names', async () => {
    const digests = { md5: digest('md5', 'other content') };
    const result = await bench.reconcile(await bench.imageOf('content', { digests }));
    expect(result.error).toMatchObject({ code: 'verification' });
    expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
  });
});

describe('a Glance that names another digest than sha512', () => {
  it('data that Glance names by another digest is read back and compared', async () => {
    nameData('content', named('content'));
    const digests = { sha1: digest('sha1', 'content') };
    expect(await bench.reconcile(await bench.imageOf('content', { digests }))).toMatchObject({
      outcome: 'done',
    });
    expect(readBacks()).toBe(1);
  });

  it('data is not published when Glance names it by a digest that the read bytes do not have', async () => {
    nameData('content', { ...named('content'), os_hash_value: '0'.repeat(96) });
    const digests = { sha1: digest('sha1', 'content') };
    const result = await bench.reconcile(await bench.imageOf('content', { digests }));
    expect(result.error).toMatchObject({ code: 'verification', message: expect.stringContaining('sha384') });
  });

  it('data is not published when Glance returns other bytes than were sent', async () => {
    nameData('content', named('content'));
    const { fault } = bench;
    bench.fault = (request) =>
      request.method === 'GET' && request.path.endsWith('/file')
        ? { status: 200, body: 'CONTENT' }
        : fault(request);
    const digests = { sha1: digest('sha1', 'content') };
    const result = await bench.reconcile(await bench.imageOf('content', { digests }));
    expect(result.error).toMatchObject({ code: 'verification', message: expect.stringContaining('return') });
  });

  it.each([
    ['of version 2.6, which names md5 alone', { os_hash_algo: null, os_hash_value: null }],
    [
      'with a digest that reconcile does not compute',
      { os_hash_algo: 'sha3_512', os_hash_value: '0'.repeat(128) },
    ],
  ])('data in a Glance %s is read back and compared by md5', async (_what, other) => {
    nameData('content', { checksum: digest('md5', 'content'), ...other });
    const digests = { sha1: digest('sha1', 'content') };
    expect(await bench.reconcile(await bench.imageOf('content', { digests }))).toMatchObject({
      outcome: 'done',
    });
    expect(readBacks()).toBe(1);
  });
});
