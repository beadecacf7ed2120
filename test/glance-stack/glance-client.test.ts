import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Glance } from '../../src/glance/client.ts';
import type { ImageFilter } from '../../src/glance/filter.ts';
import { setOperation } from '../../src/model/image.ts';
import { AWKWARD, bytes, openCloud, type RealCloud } from './real-cloud.ts';

let cloud: RealCloud;
let glance: Glance;
let run: string;
const make: RealCloud['make'] = (attributes) => cloud.make(attributes);
const makeActive: RealCloud['makeActive'] = (attributes) => cloud.makeActive(attributes);

beforeAll(async () => {
  cloud = await openCloud();
  ({ glance, run } = cloud);
});
afterAll(() => cloud.close());

async function idsOf(filter: ImageFilter): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const image of glance.images.list(filter)) ids.push(image.id);
  return ids.sort();
}

describe('images', () => {
  it('images are created with the given attributes, found, changed in one request and deleted', async () => {
    const image = await make({
      name: 'all fields',
      hidden: true,
      protected: true,
      minDisk: 1,
      minRam: 64,
      description: 'words',
      tags: ['b', 'a'],
      properties: { 'odd/key~x': '1', __proto__x: '2' },
    });
    expect(image).toMatchObject({
      name: 'all fields',
      status: 'queued',
      hidden: true,
      protected: true,
      minDisk: 1,
      minRam: 64,
      description: 'words',
      size: null,
      properties: { 'odd/key~x': '1', __proto__x: '2', run },
    });
    expect([...image.tags].sort()).toEqual(['a', 'b']);
    await expect(glance.images.delete(image.id)).rejects.toMatchObject({ status: 403 });

    const changed = await glance.images.patch(image.id, [
      setOperation('name', 'changed'),
      setOperation('protected', false),
      setOperation('odd/key~x', '3'),
      { op: 'remove', path: '/__proto__x' },
    ]);
    expect(changed).toMatchObject({
      name: 'changed',
      protected: false,
      properties: { 'odd/key~x': '3', run },
    });

    await expect(glance.images.delete(image.id)).resolves.toBe(true);
    await expect(glance.images.delete(image.id)).resolves.toBe(false);
    await expect(glance.images.find(image.id)).resolves.toBeNull();
    await expect(make({ id: image.id })).rejects.toMatchObject({
      status: 409,
      hint: expect.any(String),
    });
  });

  it('images answer a second removal of a property with a conflict', async () => {
    const { id } = await make();

    await expect(glance.images.patch(id, [{ op: 'remove', path: '/none' }])).rejects.toMatchObject({
      status: 409,
    });
  });

  it('images are deactivated and reactivated, however often', async () => {
    const { id } = await makeActive();

    await glance.images.deactivate(id);
    await glance.images.deactivate(id);
    await expect(glance.images.get(id)).resolves.toMatchObject({ status: 'deactivated' });

    await glance.images.reactivate(id);
    await glance.images.reactivate(id);
    await expect(glance.images.get(id)).resolves.toMatchObject({ status: 'active' });
  });
});

describe('listing', () => {
  it('listing finds awkward names by themselves and all together', async () => {
    const ids = new Map<string, string>();
    for (const name of AWKWARD) ids.set(name, (await make({ name, properties: { part: 'awkward' } })).id);
    const properties = { run, part: 'awkward' };

    for (const [name, id] of ids)
      expect([name, await idsOf({ names: [name], properties })]).toEqual([name, [id]]);
    expect(await idsOf({ names: AWKWARD, properties })).toEqual([...ids.values()].sort());
    expect(await idsOf({ names: ['nowhere'], properties })).toEqual([]);
  });

  it('listing filters by everything that the API filters by', async () => {
    const properties = { run, part: 'filters', 'owner_specified.x': 'a:b,"c" ü', hw_min: '7' };
    const one = await makeActive({ name: 'one', tags: ['x', 'y/z'], properties });
    const two = await make({
      name: 'two',
      tags: ['x'],
      diskFormat: 'qcow2',
      containerFormat: 'ova',
      protected: true,
      minDisk: 3,
      minRam: 77,
      properties: { run, part: 'filters' },
    });
    const other = await make({ hidden: true, properties: { run, part: 'filters' } });
    const { hw_min, ...onWire } = properties;
    const both = [one.id, two.id].sort();
    const cases: readonly (readonly [ImageFilter, readonly string[]])[] = [
      [{}, both],
      [{ hidden: false }, both],
      [{ hidden: true }, [other.id]],
      [{ ids: [one.id, two.id, randomUUID()] }, both],
      [{ statuses: ['active'] }, [one.id]],
      [{ statuses: ['active', 'queued'] }, both],
      [{ tags: ['x'] }, both],
      [{ tags: ['x', 'y/z'] }, [one.id]],
      [{ visibility: 'private' }, both],
      [{ visibility: 'public' }, []],
      [{ visibility: 'all', memberStatus: 'all' }, both],
      [{ owner: cloud.target.projectId }, both],
      [{ owner: 'no-project' }, []],
      [{ protected: true }, [two.id]],
      [{ sizeMin: 5, sizeMax: 5 }, [one.id]],
      [{ sizeMin: 6 }, []],
      [{ minDisk: 3, minRam: 77 }, [two.id]],
      [{ diskFormats: ['qcow2', 'vmdk'] }, [two.id]],
      [{ containerFormats: ['bare'] }, [one.id]],
      [{ checksum: one.checksum ?? '' }, [one.id]],
      [{ hashValue: one.hashValue ?? '' }, [one.id]],
      [{ createdAt: { operator: 'gte', time: '2020-01-01T00:00:00Z' } }, both],
      [{ updatedAt: { operator: 'lt', time: '2020-01-01T00:00:00Z' } }, []],
      [{ properties: onWire }, [one.id]],
      [{ properties: { hw_min: '7' } }, [one.id]],
    ];

    for (const [filter, expected] of cases) {
      const asked = { ...filter, properties: { run, part: 'filters', ...filter.properties } };
      expect([filter, await idsOf(asked)]).toEqual([filter, expected]);
    }
  });

  it('listing goes through all pages, sorted, with several tags', async () => {
    const names = ['c', 'a', 'e', 'b', 'd'];
    for (const name of names) await make({ name, tags: ['p', 'q'], properties: { part: 'pages' } });
    await make({ name: 'aa', tags: ['q'], properties: { part: 'pages' } });
    const found: (string | null)[] = [];

    const filter: ImageFilter = {
      properties: { run, part: 'pages' },
      tags: ['p', 'q'],
      sort: [{ key: 'name', direction: 'asc' }],
      pageSize: 2,
    };
    for await (const image of glance.images.list(filter)) found.push(image.name);

    expect(found).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('data', () => {
  it('data is stored in the named store and read back, whole or from an offset', async () => {
    const { id } = await make();

    await glance.data.upload(id, bytes('hello'), { store: 'slow' });

    await expect(glance.images.get(id)).resolves.toMatchObject({
      status: 'active',
      size: 5,
      stores: ['slow'],
    });
    const whole = await glance.data.download(id);
    expect([whole.bytes, String(await buffer(whole.stream))]).toEqual([5, 'hello']);
    const rest = await glance.data.download(id, { offset: 2 });
    expect([rest.bytes, String(await buffer(rest.stream))]).toEqual([3, 'llo']);
    await expect(glance.data.download(id, { offset: 5 })).rejects.toMatchObject({ status: 416 });
  });

  it('data is missing on a queued image', async () => {
    const { id } = await make();

    await expect(glance.data.download(id)).rejects.toMatchObject({ code: 'no-data' });
  });

  it('data that breaks off leaves the image queued, ready for new data', async () => {
    const { id } = await make();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(1 << 20);
      throw new Error('digest does not match');
    }

    await expect(glance.data.upload(id, broken())).rejects.toThrow('digest does not match');
    // The service notices the break in its own time, and refuses new data (409) until it has.
    const again = () => glance.data.upload(id, bytes('hello'), { size: 5 }).catch((error) => error.status);
    await expect.poll(again, { timeout: 20_000 }).toBeUndefined();

    await expect(glance.images.get(id)).resolves.toMatchObject({ status: 'active', size: 5 });
  });
});

describe('members', () => {
  it('members are added, accepted, replaced and removed', async () => {
    const { id } = await make({ visibility: 'shared' });

    await expect(glance.members.add(id, 'p1')).resolves.toEqual({ memberId: 'p1', status: 'pending' });
    await expect(glance.members.setStatus(id, 'p1', 'accepted')).resolves.toMatchObject({
      status: 'accepted',
    });
    await expect(glance.members.add(id, 'p1')).resolves.toEqual({ memberId: 'p1', status: 'accepted' });
    await glance.members.add(id, 'p2');
    await expect(glance.members.replace(id, ['p1', 'p3'])).resolves.toEqual({
      added: ['p3'],
      removed: ['p2'],
    });

    expect(await glance.members.list(id)).toEqual([
      { memberId: 'p1', status: 'accepted' },
      { memberId: 'p3', status: 'pending' },
    ]);
    await expect(glance.members.remove(id, 'p3')).resolves.toBe(true);
    await expect(glance.members.remove(id, 'p3')).resolves.toBe(false);
  });
});

describe('imports, stores and tasks', () => {
  it('imports, stores and tasks are listed by the service', async () => {
    expect((await glance.imports.info()).methods).toEqual(
      expect.arrayContaining(['glance-direct', 'web-download', 'copy-image']),
    );
    expect(await glance.stores.list()).toEqual([
      { id: 'fast', description: null, isDefault: true, readOnly: false },
      { id: 'slow', description: null, isDefault: false, readOnly: false },
    ]);
    expect((await glance.stores.detail()).map(({ id, type }) => [id, type])).toEqual([
      ['fast', 'file'],
      ['slow', 'file'],
    ]);
    expect(await glance.info.features()).toEqual({ minor: 15, hidden: true, stores: true });
    expect(await glance.info.usage()).toBeTypeOf('object');
    expect(await glance.schemas.get('image')).toHaveProperty('properties.os_hidden');
  });

  it('imports stage data, copy it to another store and delete it there', async () => {
    const { id } = await make();
    const waiting = { timeoutMs: 60_000, intervalMs: 100 };

    await glance.data.stage(id, bytes('hello'), { size: 5 });
    await glance.imports.start(id, { method: 'glance-direct', stores: ['fast'] });
    await glance.imports.wait(id, { ...waiting, until: (image) => image.status === 'active' });
    await glance.imports.start(id, { method: 'copy-image', stores: ['slow'] });
    await glance.imports.wait(id, { ...waiting, until: (image) => image.stores.length === 2 });

    await expect(glance.stores.deleteFrom('slow', id)).resolves.toBe(true);
    await expect(glance.images.get(id)).resolves.toMatchObject({ stores: ['fast'] });
    const tasks = await glance.tasks.forImage(id);
    expect(tasks.map((task) => task.type)).toEqual(['api_image_import', 'api_image_import']);
    await expect(glance.tasks.get(tasks[0]?.id ?? '')).resolves.toMatchObject({ status: 'success' });
    const listed: string[] = [];
    for await (const task of glance.tasks.list({ status: 'success' })) listed.push(task.id);
    expect(listed).toContain(tasks[1]?.id);
  });

  it('imports fail with the reason that the service gives', async () => {
    const { id } = await make();
    await glance.imports.start(id, { method: 'web-download', uri: 'http://127.0.0.1:9/none' });

    const waiting = glance.imports.wait(id, { until: () => false, timeoutMs: 60_000, intervalMs: 100 });

    await expect(waiting).rejects.toMatchObject({ code: 'import-failed' });
  });
});

describe('tags', () => {
  it('tags are added and removed one by one, with any characters', async () => {
    const { id } = await make();
    const tags = ['a b', 'ü', 'x/y', '50%', 'say "hi"', '..', 'a,b'];

    for (const tag of tags) await glance.tags.add(id, tag);
    expect([...(await glance.images.get(id)).tags].sort()).toEqual([...tags].sort());

    for (const tag of tags) await expect(glance.tags.remove(id, tag)).resolves.toBe(true);
    await expect(glance.tags.remove(id, 'a b')).resolves.toBe(false);
    await expect(glance.tags.remove(id, 'x/y')).resolves.toBe(false);
    expect((await glance.images.get(id)).tags).toEqual([]);
  });
});
