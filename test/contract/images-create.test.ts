import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { openCloud, unique } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member, projects } = cloud;
afterAll(() => cloud.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function created(json: unknown, session = admin) {
  const answer = await session.glance('POST', '/v2/images', { json });
  if (answer.status === 201) await admin.glance('DELETE', `/v2/images/${answer.json.id}`);
  return answer;
}

describe('a new image', () => {
  test('a new image has these fields and defaults, and is shared', async () => {
    const answer = await created({});

    expect(answer.status).toBe(201);
    const { id } = answer.json;
    expect(id).toMatch(UUID);
    expect(answer.json).toEqual({
      id,
      name: null,
      status: 'queued',
      visibility: 'shared',
      owner: projects.service,
      disk_format: null,
      container_format: null,
      min_disk: 0,
      min_ram: 0,
      protected: false,
      os_hidden: false,
      tags: [],
      size: null,
      virtual_size: null,
      checksum: null,
      os_hash_algo: null,
      os_hash_value: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      self: `/v2/images/${id}`,
      file: `/v2/images/${id}/file`,
      schema: '/v2/schemas/image',
    });
  });

  test('a new image has every field that a client may set, with custom properties beside them', async () => {
    const wanted = {
      id: randomUUID(),
      name: unique(),
      disk_format: 'qcow2',
      container_format: 'bare',
      visibility: 'private',
      min_disk: 1,
      min_ram: 2,
      protected: false,
      os_hidden: true,
      owner: projects.tenant2,
      description: 'for a test',
      hw_disk_bus: 'ide',
      os_distro: 'debian',
      'owner_specified.reconcile.role': 'staged',
      'a/b~c d': '',
      Größe: '日本',
    };
    const answer = await created(wanted);

    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject(wanted);
  });

  test('a new image keeps each tag once, in no promised order', async () => {
    const answer = await created({ tags: ['b', 'a', 'b'] });

    expect(answer.json.tags.toSorted()).toEqual(['a', 'b']);
  });

  test('a new image is created from any content type', async () => {
    const answer = await admin.glance('POST', '/v2/images', {
      body: '{"name": "plain"}',
      type: 'text/plain',
    });
    await admin.glance('DELETE', `/v2/images/${answer.json.id}`);

    expect(answer.status).toBe(201);
  });

  test.each(['public', 'community', 'private', 'shared'])('a new image can be %s', async (visibility) => {
    expect((await created({ visibility })).json).toMatchObject({ visibility });
  });
});

describe('an id', () => {
  test('an id that is in use is 409', async () => {
    const { id } = await admin.create();

    expectFault(await created({ id }), 409, `Image ID ${id} already exists!`);
  });

  test('an id of a deleted image is 409 for ever, while GET answers 404', async () => {
    const { id } = await admin.create();
    await admin.glance('DELETE', `/v2/images/${id}`);

    expectFault(await created({ id }), 409, `Image ID ${id} already exists!`);
    expectFault(await admin.glance('GET', `/v2/images/${id}`), 404, `No image found with ID ${id}`);
  });

  test("an id of another project's image is 409, although that image is not visible", async () => {
    const { id } = await admin.create({ visibility: 'private' });

    expectFault(await created({ id }, member), 409, `Image ID ${id} already exists!`);
    expectFault(await member.glance('GET', `/v2/images/${id}`), 404, `No image found with ID ${id}`);
  });

  test('an id is a UUID', async () => {
    expectFault(
      await created({ id: 'not-a-uuid' }),
      400,
      /^Provided object does not match schema 'image': 'not-a-uuid' does not match '\^\(\[0-9a-fA-F\]\)\{8\}-/,
    );
  });
});

describe('a value that does not fit the schema is 400', () => {
  test.each([
    ['name', 1, "1 is not of type 'null', 'string'"],
    ['name', 'x'.repeat(256), 'is too long'],
    ['visibility', 'wild', "'wild' is not one of ["],
    ['visibility', null, "None is not of type 'string'"],
    ['disk_format', 'zzz', "'zzz' is not one of [None, 'ami', "],
    ['container_format', 'zzz', "'zzz' is not one of [None, 'ami', "],
    ['min_disk', '1', "'1' is not of type 'integer'"],
    ['protected', 'yes', "'yes' is not of type 'boolean'"],
    ['os_hidden', 'yes', "'yes' is not of type 'boolean'"],
    ['tags', 'x', "'x' is not of type 'array'"],
    ['tags', ['x'.repeat(256)], 'is too long'],
    ['hw_disk_bus', 1, "1 is not of type 'string'"],
    ['hw_disk_bus', true, "True is not of type 'string'"],
    ['hw_disk_bus', null, "None is not of type 'string'"],
    ['hw_disk_bus', ['x'], "['x'] is not of type 'string'"],
    ['kernel_id', '', "'' does not match "],
    ['kernel_id', 'kern', "'kern' does not match "],
    ['ramdisk_id', '6b5f3c1e9d0a4f5e8a590d2c1f4b7e11', 'does not match '],
    ['ramdisk_id', '{6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11}', 'does not match '],
  ])('a value that does not fit the schema is 400: %s: %j', async (field, value, complaint) => {
    const answer = await created({ [field]: value });

    expectFault(answer, 400, /^Provided object does not match schema 'image': /);
    expect(answer.text.replaceAll('&#x27;', "'")).toContain(complaint);
  });
});

describe('other values that are refused', () => {
  test.each([
    [{ min_disk: -1 }, 400, "Invalid value '-1' for parameter 'min_disk': Cannot be a negative value"],
    [{ min_ram: 2 ** 31 }, 400, "'min_ram' value out of range, must not exceed 2147483647."],
    [{ name: 'smile \u{1F600}' }, 400, "Name can't contain 4 byte unicode characters."],
    [{ ['k'.repeat(256)]: 'v' }, 400, 'Custom property should not be greater than 255 characters.'],
    [{ os_glance_x: '1' }, 403, "Access was denied to this resource. Attribute 'os_glance_x' is reserved."],
    [{ deleted: 'x' }, 403, "Access was denied to this resource. Attribute 'deleted' is reserved."],
    [{ locations: [] }, 403, "Attribute 'locations' is reserved."],
  ])('a new image with %j is refused', async (json, status, message) => {
    expectFault(await created(json), status, message);
  });

  test.each([
    ['status', 'active'],
    ['created_at', '2020-01-01T00:00:00Z'],
    ['updated_at', '2020-01-01T00:00:00Z'],
    ['checksum', 'x'],
    ['checksum', null],
    ['size', 1],
    ['virtual_size', 1],
    ['direct_url', 'x'],
    ['self', 'x'],
    ['file', 'x'],
    ['schema', 'x'],
    ['stores', 'fast'],
  ])('a new image with the read-only field %s is 403', async (field, value) => {
    expectFault(await created({ [field]: value }), 403, `Attribute '${field}' is read-only.`);
  });

  test('a read-only field of the wrong type is 400: Glance checks the schema first', async () => {
    expectFault(
      await created({ size: 'x' }),
      400,
      /^Provided object does not match schema 'image': 'x' is not/,
    );
  });

  test('os_hash_algo and os_hash_value are accepted and ignored', async () => {
    const answer = await created({ os_hash_algo: 'sha512', os_hash_value: 'ff' });

    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ os_hash_algo: null, os_hash_value: null });
  });

  test('more than 128 properties or tags are 413', async () => {
    const many = Array.from({ length: 129 }, (_, index) => `n${index}`);

    expectFault(
      await created({ tags: many }),
      413,
      'The limit has been exceeded on the number of allowed image tags. Attempted: 129, Maximum: 128',
    );
    expectFault(
      await created(Object.fromEntries(many.map((name) => [name, 'v']))),
      413,
      'The limit has been exceeded on the number of allowed image properties. Attempted: 129, Maximum: 128',
    );
  });

  test.each([
    ['{', 'Malformed JSON in request body.'],
    ['"text"', 'Unexpected body type. Expected list/dict.'],
    ['', 'Body expected in request.'],
  ])('a new image from the body %j is 400', async (body, message) => {
    expectFault(await admin.glance('POST', '/v2/images', { body, type: 'application/json' }), 400, message);
  });
});

describe('names', () => {
  test.each([
    ['255 characters', 'é'.repeat(255)],
    ['quotes, commas, colons, backslashes', `a "b", 'c': \\d`],
    ['unicode', 'Ubuntu 日本語 – größer'],
    ['nothing', ''],
    ['spaces and line breaks', ' a\tb\nc '],
  ])('names with %s are kept as they are', async (_, name) => {
    expect((await created({ name })).json.name).toBe(name);
  });
});

describe('a plain member', () => {
  test('a plain member may not publish', async () => {
    expectFault(
      await created({ visibility: 'public' }, member),
      403,
      'You are not authorized to complete publicize_image action.',
    );
  });

  test('a plain member may make community images', async () => {
    expect((await created({ visibility: 'community' }, member)).status).toBe(201);
  });

  test('a plain member may not create for another project', async () => {
    expectFault(
      await created({ owner: projects.tenant2 }, member),
      403,
      `You are not permitted to create images owned by '${projects.tenant2}'.`,
    );
  });
});

test('an admin may set any owner, even a missing project', async () => {
  const owner = unique('no-project');

  expect((await created({ owner })).json.owner).toBe(owner);
});
