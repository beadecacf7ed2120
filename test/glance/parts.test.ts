import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import { type Answer, type Loopback, loopback, type Seen } from '../support/glance-server.ts';
import { wireImage } from './wire-image.ts';

const ID = '7a1f6b1c-0d0a-4a57-9a6e-3f2b8f9b1c11';

let server: Loopback;
afterEach(() => server.close());

async function glanceOn(answer: (request: Seen) => Answer): Promise<Glance> {
  server = await loopback(answer);
  return new Glance(server.service);
}

async function* bytes(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe('data', () => {
  it('data is uploaded as a stream, into the named store', async () => {
    const glance = await glanceOn(() => ({ status: 204 }));

    await glance.data.upload(ID, bytes('hel', 'lo'), { size: 5, store: 'slow' });

    expect(server.lines()).toEqual([`PUT /v2/images/${ID}/file`]);
    expect(String(server.seen[0]?.body)).toBe('hello');
    expect(server.seen[0]?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '5',
      'x-image-meta-store': 'slow',
    });
  });

  it('the size of uploaded and staged data is announced when it is known, and only then', async () => {
    const glance = await glanceOn(() => ({ status: 204 }));

    await glance.data.upload(ID, bytes('hello'), { size: 5 });
    await glance.data.stage(ID, bytes(), { size: 0 });
    await glance.data.upload(ID, bytes('hello'));

    const announced = server.seen.map(({ headers }) => headers['x-openstack-image-size']);
    expect(announced).toEqual(['5', '0', undefined]);
  });

  it('data is uploaded in chunks when its size is unknown', async () => {
    const glance = await glanceOn(() => ({ status: 204 }));

    await glance.data.stage(ID, bytes('hel', 'lo'));

    expect(server.lines()).toEqual([`PUT /v2/images/${ID}/stage`]);
    expect(server.seen[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
  });

  it('data is downloaded from an offset, also from a service that ignores ranges', async () => {
    const ranged = (request: Seen): Answer =>
      request.headers.range === 'bytes=2-'
        ? { status: 206, body: 'llo', headers: { 'content-range': 'bytes 2-4/5', 'content-length': '3' } }
        : { status: 500 };
    const whole = (): Answer => ({ body: 'hello', headers: { 'content-length': '5' } });

    for (const answer of [ranged, whole]) {
      const glance = await glanceOn(answer);
      const download = await glance.data.download(ID, { offset: 2 });
      expect(download.bytes).toBe(3);
      expect(await text(download.stream)).toBe('llo');
      await server.close();
    }
  });

  it('data is refused when it starts at another offset', async () => {
    const glance = await glanceOn(() => ({
      status: 206,
      body: 'ello',
      headers: { 'content-range': 'bytes 1-4/5' },
    }));

    await expect(glance.data.download(ID, { offset: 2 })).rejects.toThrow('the service sent bytes 1-4/5');
  });

  it('missing data is an error, not an empty file', async () => {
    const glance = await glanceOn(() => ({ status: 204 }));

    await expect(glance.data.download(ID)).rejects.toMatchObject({ code: 'no-data' });
  });
});

describe('members', () => {
  it('members are replaced by removing first, then adding; the others stay', async () => {
    const glance = await glanceOn(({ method }) => {
      if (method === 'DELETE') return { status: 204 };
      if (method === 'POST') return { json: { member_id: 'c', status: 'pending' } };
      return {
        json: {
          members: [
            { member_id: 'a', status: 'accepted' },
            { member_id: 'b', status: 'pending' },
          ],
        },
      };
    });

    const change = await glance.members.replace(ID, ['b', 'c', 'c']);

    expect(change).toEqual({ added: ['c'], removed: ['a'] });
    expect(server.lines()).toEqual([
      `GET /v2/images/${ID}/members`,
      `DELETE /v2/images/${ID}/members/a`,
      `POST /v2/images/${ID}/members`,
    ]);
  });

  it('members are not added twice', async () => {
    const glance = await glanceOn(({ method }) =>
      method === 'POST'
        ? { status: 409, body: 'duplicated' }
        : { json: { member_id: 'a', status: 'accepted' } },
    );

    await expect(glance.members.add(ID, 'a')).resolves.toEqual({ memberId: 'a', status: 'accepted' });
  });

  it('an answer without a list of members is an error, not an empty list', async () => {
    const glance = await glanceOn(() => ({ json: {} }));

    await expect(glance.members.list(ID)).rejects.toThrow('expected a list, got nothing');
  });
});

describe('tags', () => {
  it('tags are sent in the path, percent-encoded', async () => {
    const glance = await glanceOn(() => ({ status: 204 }));

    await glance.tags.add(ID, 'a b?');
    await glance.tags.remove(ID, '50%');

    expect(server.lines()).toEqual([
      `PUT /v2/images/${ID}/tags/a%20b%3F`,
      `DELETE /v2/images/${ID}/tags/50%25`,
    ]);
  });

  it.each(['x/y', '..', '.', 'ü'])('tags are sent by PATCH where no path can carry them: %s', async (tag) => {
    const glance = await glanceOn(() => ({ json: wireImage({ tags: ['old'] }) }));

    await glance.tags.add(ID, tag);

    expect(server.lines()).toEqual([`GET /v2/images/${ID}`, `PATCH /v2/images/${ID}`]);
    expect(JSON.parse(String(server.seen[1]?.body))).toEqual([
      { op: 'replace', path: '/tags', value: ['old', tag] },
    ]);
  });
});

describe('stores', () => {
  it('stores are an empty list where the service has a single store', async () => {
    const glance = await glanceOn(() => ({ status: 404, body: 'Multi backend is not supported' }));

    await expect(glance.stores.list()).resolves.toEqual([]);
  });

  it('stores are read although the service writes booleans as text', async () => {
    const glance = await glanceOn(() => ({
      json: {
        stores: [
          { id: 'fast', default: 'true' },
          { id: 'web', 'read-only': 'true' },
        ],
      },
    }));

    await expect(glance.stores.list()).resolves.toEqual([
      { id: 'fast', description: null, isDefault: true, readOnly: false },
      { id: 'web', description: null, isDefault: false, readOnly: true },
    ]);
  });
});

describe('features', () => {
  const versions = (...ids: readonly string[]) => ({ json: { versions: ids.map((id) => ({ id })) } });

  it('features of a service are read from the versions, in a single request', async () => {
    const glance = await glanceOn(() => versions('v2.9', 'v2.15', 'v2.8', 'v1.1', 'v2.0'));

    await glance.info.features();
    await expect(glance.info.features()).resolves.toEqual({ minor: 15, hidden: true, stores: true });
    expect(server.lines()).toEqual(['GET /versions']);
  });

  it('features of a service are right for a new service with a single store, and for an old service', async () => {
    const single = await glanceOn(() => versions('v2.15', 'v2.9', 'v2.7'));
    await expect(single.info.features()).resolves.toEqual({ minor: 15, hidden: true, stores: false });
    await server.close();

    const old = await glanceOn(() => versions('v2.6', 'v2.5'));
    await expect(old.info.features()).resolves.toEqual({ minor: 6, hidden: false, stores: false });
  });

  it.each([
    ['nothing', { status: 404 }],
    ['a page', { body: '<html>' }],
    ['something else', { json: { version: { id: 'v3.14' } } }],
    ['a redirection', { status: 302, headers: { location: '/login' } }],
  ])(
    'features of a service are guessed from schema and stores where a proxy answers %s for the versions',
    async (_, shown) => {
      const glance = await glanceOn(({ path }) => {
        if (path === '/versions') return shown;
        return path === '/v2/schemas/image' ? { json: { properties: { os_hidden: {} } } } : { status: 404 };
      });

      await expect(glance.info.features()).resolves.toEqual({ minor: 7, hidden: true, stores: false });
    },
  );

  it('features of a service are asked for again after a failure', async () => {
    let down = true;
    const glance = await glanceOn(() => (down ? { status: 503 } : versions('v2.15')));
    await expect(glance.info.features()).rejects.toThrow('answered 503');

    down = false;

    await expect(glance.info.features()).resolves.toMatchObject({ minor: 15 });
  });
});
