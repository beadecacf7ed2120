import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** Two listings, of visible and of hidden images. */
const LOOK = ['GET /v2/images', 'GET /v2/images'];
const CREATED = ['POST /v2/images', 'PUT ID/file', 'GET ID'];
const PUBLISHED = ['PATCH ID', ...LOOK];

/** The requests of an apply in their order, with the ids left out; the versions are asked for once a run. */
async function requestsOf(image: DesiredImage): Promise<readonly string[]> {
  const plan = await bench.plan([image]);
  bench.forget();
  const report = await bench.apply(plan);
  expect(report.changes).toMatchObject([{ outcome: 'done', error: null }]);
  return bench.requests.map((request) => request.replace(/\/v2\/images\/[0-9a-f-]{36}/, 'ID'));
}

describe('a creation costs Glance', () => {
  it.each([
    ['private', []],
    ['public', ['PATCH ID']],
    ['community', ['PATCH ID']],
  ] as const)(
    'the creation of a %s image costs four requests and two looks, and the first of a run the question for the right to publish it: %j',
    async (visibility, asked) => {
      const image = await bench.imageOf('content', {
        visibility,
        tags: ['a', 'b'],
        properties: { hw_disk_bus: 'scsi' },
      });
      const [posted, ...uploaded] = CREATED;
      expect(await requestsOf(image)).toEqual([posted, ...asked, ...uploaded, ...LOOK, ...PUBLISHED]);
      expect((await bench.byRole()).current).toMatchObject([
        { visibility, tags: ['a', 'b'], protected: false, properties: { hw_disk_bus: 'scsi' } },
      ]);
    },
  );

  it('a protected image costs no request more than another', async () => {
    expect(await requestsOf(await bench.imageOf('content', { protected: true }))).toEqual([
      ...CREATED,
      ...LOOK,
      ...PUBLISHED,
    ]);
    expect((await bench.byRole()).current).toMatchObject([{ protected: true }]);
  });

  it('a small file whose format the state file leaves open costs no request more than another', async () => {
    const { diskFormat: _, ...image } = await bench.imageOf(Buffer.alloc(4096));
    expect(await requestsOf(image)).toEqual([...CREATED, ...LOOK, ...PUBLISHED]);
    expect((await bench.byRole()).current).toMatchObject([{ diskFormat: 'raw' }]);
  });

  it('a shared image costs one PATCH more than another, and a request a member', async () => {
    const members = [{ project: 'tenant1' }, { project: 'tenant2' }] as unknown as DesiredImage['members'];
    const image = await bench.imageOf('content', { visibility: 'shared', ...(members && { members }) });
    expect(await requestsOf(image)).toEqual([
      ...CREATED,
      'PATCH ID',
      'POST ID/members',
      'POST ID/members',
      ...LOOK,
      ...PUBLISHED,
    ]);
  });

  it('a large image costs one look more than another, before the upload', async () => {
    const image = await bench.imageOf(Buffer.alloc(1024 * 1024 + 1));
    expect(await requestsOf(image)).toEqual([...LOOK, ...CREATED, ...LOOK, ...PUBLISHED]);
  });
});

describe('a replacement costs Glance', () => {
  it('a replacement costs one look and one PATCH more than a creation, because the look by name shows the live image too', async () => {
    await bench.reconcile(await bench.imageOf('old'));
    expect(await requestsOf(await bench.imageOf('new'))).toEqual([
      ...LOOK,
      ...CREATED,
      ...LOOK,
      ...PUBLISHED,
      'PATCH ID',
    ]);
  });
});

it('an image records its digests for other programs in the PATCH that publishes it', async () => {
  const { digests: _, ...image } = await bench.imageOf(Buffer.alloc(1024 * 1024 + 1));
  await requestsOf({ ...image, digests: {} });
  const [current] = (await bench.byRole()).current;
  expect(current?.properties).toMatchObject({
    'owner_specified.openstack.md5': current?.checksum,
    'owner_specified.openstack.object': 'images/cirros',
  });
  expect(current?.properties).not.toHaveProperty(MARKER.run);
});

describe('many small images together', () => {
  it('many small images together share looks and connections', async () => {
    const images = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        bench.imageOf(`content ${index}`, { name: `image ${index}` }),
      ),
    );
    const plan = await bench.plan(images);
    bench.forget();
    let sockets = 0;
    const count = () => {
      sockets += 1;
    };
    subscribe('net.server.socket', count);
    const report = await bench.apply(plan, { parallelism: 10, transfers: undefined });
    unsubscribe('net.server.socket', count);

    expect(report.changes.filter(({ outcome }) => outcome === 'done')).toHaveLength(200);
    const looks = bench.requests.filter((request) => request === 'GET /v2/images').length;
    expect(bench.requests.length - looks).toBe(4 * 200);
    // Alone, each image would look twice, in two requests.
    expect(looks).toBeLessThan(2 * 200);
    // Ten changes and a look; a change may begin a request before the connection of its last one is free.
    expect(sockets).toBeLessThanOrEqual(24);
  });
});
