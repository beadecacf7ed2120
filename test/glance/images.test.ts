import { afterEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import { UsageError } from '../../src/model/errors.ts';
import { type Answer, type Loopback, loopback, type Seen } from '../support/glance-server.ts';
import { wireImage } from './wire-image.ts';

const ID = '7a1f6b1c-0d0a-4a57-9a6e-3f2b8f9b1c11';

let server: Loopback;
afterEach(() => server.close());

async function imagesOf(answer: (request: Seen, number: number) => Answer) {
  let number = 0;
  server = await loopback((request) => answer(request, ++number));
  return new Glance(server.service).images;
}

/** Gives the answers one after the other. */
async function imagesAnswering(...answers: readonly Answer[]) {
  return imagesOf((_, number) => answers[number - 1] ?? { status: 500, body: 'asked once too often' });
}

const queued = { json: wireImage({ status: 'queued' }) };
const gone = { status: 404, body: 'No image found' };
const conflict = { status: 409, body: 'Image ID already exists!' };

describe('the digest by which Glance names data', () => {
  const unknown = { checksum: null, os_hash_algo: null, os_hash_value: null };
  it.each([
    ['sha512 before an image with data was seen', unknown, 'sha512'],
    [
      'the algorithm of an image with data',
      { os_hash_algo: 'sha256', os_hash_value: 'a'.repeat(64) },
      'sha256',
    ],
    ['md5 where Glance names no other', { ...unknown, checksum: 'a'.repeat(32) }, 'md5'],
    ['md5 where Glance names one that reconcile does not compute', { os_hash_algo: 'sha3_512' }, 'md5'],
  ])('the digest by which Glance names data is %s', async (_what, fields, expected) => {
    const empty = { json: wireImage({ status: 'queued', ...unknown }) };
    const images = await imagesAnswering({ json: wireImage(fields) }, empty);
    await images.get(ID);
    await images.get(ID);
    expect(images.digestOfData).toBe(expected);
  });
});

describe('get and find', () => {
  it('get fails and find gives null for a missing image', async () => {
    const images = await imagesOf(() => gone);

    await expect(images.get(ID)).rejects.toThrow('answered 404');
    await expect(images.find(ID)).resolves.toBeNull();
  });

  it('get and find pass on every other failure', async () => {
    const images = await imagesOf(() => ({ status: 403, body: 'no' }));

    await expect(images.find(ID)).rejects.toThrow('answered 403');
  });

  it.each(['', '.', '..', '../members', 'a/b', 'ü', '\ud800'])(
    'get and find refuse the id %j, which would change the path, before they send a request',
    async (id) => {
      const images = await imagesOf(() => gone);

      await expect(images.find(id)).rejects.toThrow(UsageError);
      await expect(images.delete(id)).rejects.toThrow(UsageError);
      expect(server.seen).toEqual([]);
    },
  );

  it('get and find percent-encode the id', async () => {
    const images = await imagesOf(() => gone);

    await images.find('50% ?#');

    expect(server.lines()).toEqual(['GET /v2/images/50%25%20%3F%23']);
  });
});

describe('create', () => {
  it('create finds the created image when the answer was lost', async () => {
    const images = await imagesAnswering('lost', queued);

    await expect(images.create({ id: ID })).resolves.toMatchObject({ id: ID });
    expect(server.lines()).toEqual(['POST /v2/images', `GET /v2/images/${ID}`]);
  });

  it('create is repeated when the image was not created', async () => {
    const images = await imagesAnswering({ status: 503 }, gone, { status: 201, ...queued });

    await expect(images.create({ id: ID })).resolves.toMatchObject({ id: ID });
  });

  it.each([429, 500, 502, 504])('create is repeated after a %i', async (status) => {
    const images = await imagesAnswering({ status }, gone, { status: 201, ...queued });

    await expect(images.create({ id: ID })).resolves.toMatchObject({ id: ID });
  });

  it('create waits as long as Retry-After asks before it is repeated', async () => {
    const stop = new AbortController();
    const answer = ({ method }: Seen) => {
      if (method === 'GET') return gone;
      setTimeout(() => stop.abort(new Error('stopped')), 100);
      return { status: 503, headers: { 'retry-after': '3600' } };
    };
    server = await loopback(answer, { tries: 4, firstDelay: 1, maxDelay: 3_600_000 });

    const creation = new Glance(server.service).images.create({ id: ID }, { signal: stop.signal });

    await expect(creation).rejects.toThrow('stopped');
    expect(server.lines()).toEqual(['POST /v2/images', `GET /v2/images/${ID}`]);
  });

  it('create waits no longer than the session allows, for any Retry-After', async () => {
    const images = await imagesAnswering({ status: 503, headers: { 'retry-after': '3600' } }, gone, {
      status: 201,
      ...queued,
    });

    await expect(images.create({ id: ID })).resolves.toMatchObject({ id: ID });
  });

  it('create understands that its own first try caused the 409 of its repetition', async () => {
    const images = await imagesAnswering('lost', gone, conflict, queued);

    await expect(images.create({ id: ID })).resolves.toMatchObject({ id: ID });
  });

  it("create does not take another user's image with that id for its own", async () => {
    const images = await imagesAnswering(conflict, queued);

    await expect(images.create({ id: ID })).rejects.toMatchObject({ status: 409, hint: null });
  });

  it('create says that Glance never uses the id of a deleted image again', async () => {
    const images = await imagesAnswering(conflict, gone);

    await expect(images.create({ id: ID })).rejects.toMatchObject({
      status: 409,
      hint: expect.stringContaining('never uses an id twice'),
    });
  });

  it('create is sent once only when the service chooses the id', async () => {
    const images = await imagesAnswering('lost');

    await expect(images.create({ name: 'n' })).rejects.toMatchObject({ code: 'connection' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('patch', () => {
  const operations = [
    { op: 'add', path: '/name', value: 'new' },
    { op: 'replace', path: '/tags', value: ['a', 'b'] },
    { op: 'remove', path: '/a~1b~0c' },
  ] as const;
  const before = { json: wireImage({ name: 'old', 'a/b~c': '1' }) };
  const after = { json: wireImage({ name: 'new', tags: ['b', 'a'] }) };

  it('patch sends all operations in one request of its own media type', async () => {
    const images = await imagesAnswering(after);

    await images.patch(ID, operations);

    expect(server.lines()).toEqual([`PATCH /v2/images/${ID}`]);
    expect(server.seen[0]?.headers['content-type']).toBe('application/openstack-images-v2.1-json-patch');
    expect(JSON.parse(String(server.seen[0]?.body))).toEqual(operations);
  });

  it('patch with a removal finds the changed image when the answer was lost', async () => {
    const images = await imagesAnswering('lost', after);

    await expect(images.patch(ID, operations)).resolves.toMatchObject({ name: 'new' });
  });

  it('patch with a removal is repeated when the image was not changed, and understands a 409 after that', async () => {
    const images = await imagesAnswering('lost', before, conflict, after);

    await expect(images.patch(ID, operations)).resolves.toMatchObject({ name: 'new' });
  });

  it('patch with a removal of a missing property is a conflict', async () => {
    const images = await imagesAnswering({ status: 409, body: 'Property does not exist' });

    await expect(images.patch(ID, operations)).rejects.toMatchObject({ status: 409 });
    expect(server.seen).toHaveLength(1);
  });

  it('patch without operations changes nothing', async () => {
    const images = await imagesAnswering(before);

    await images.patch(ID, []);

    expect(server.lines()).toEqual([`GET /v2/images/${ID}`]);
  });
});

describe('delete', () => {
  it('delete says whether the image existed', async () => {
    const images = await imagesAnswering({ status: 204 }, gone);

    await expect(images.delete(ID)).resolves.toBe(true);
    await expect(images.delete(ID)).resolves.toBe(false);
  });

  it('delete fails on a protected image', async () => {
    const images = await imagesAnswering({ status: 403, body: 'protected' });

    await expect(images.delete(ID)).rejects.toMatchObject({ status: 403 });
  });
});
