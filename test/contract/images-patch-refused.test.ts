import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openCloud, PATCH_TYPE } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin } = cloud;
afterAll(() => cloud.close());

// biome-ignore lint/suspicious/noExplicitAny: as the server sent it
let image: any;
beforeAll(async () => {
  image = await admin.create({ hw_disk_bus: 'ide' });
});

// Nothing that is refused may leave a trace.
afterEach(async () => {
  expect(await admin.image(image.id)).toEqual(image);
});

describe('a value that does not fit the schema is 400', () => {
  test.each([
    ['name', 5, "5 is not of type 'null', 'string'"],
    ['name', 'x'.repeat(256), 'is too long'],
    ['visibility', 'wild', "'wild' is not one of ["],
    ['disk_format', 'zzz', "'zzz' is not one of ["],
    ['min_disk', '5', "'5' is not of type 'integer'"],
    ['min_ram', 1.5, "1.5 is not of type 'integer'"],
    ['protected', 'true', "'true' is not of type 'boolean'"],
    ['os_hidden', 'true', "'true' is not of type 'boolean'"],
    ['tags', 'x', "'x' is not of type 'array'"],
    ['hw_disk_bus', 1, "1 is not of type 'string'"],
    ['hw_disk_bus', true, "True is not of type 'string'"],
    ['hw_disk_bus', null, "None is not of type 'string'"],
    ['hw_disk_bus', ['x'], "['x'] is not of type 'string'"],
    ['kernel_id', '', "'' does not match "],
  ])('a PATCH of a value against the schema is 400: %s: %j', async (field, value, complaint) => {
    const answer = await admin.patch(image.id, [{ op: 'add', path: `/${field}`, value }]);

    expectFault(answer, 400, /^Provided object does not match schema 'image': /);
    expect(answer.text.replaceAll('&#x27;', "'")).toContain(complaint);
  });
});

describe('other values are refused', () => {
  test.each([
    ['min_disk', -1, 400, "Invalid value '-1' for parameter 'min_disk': Cannot be a negative value"],
    ['min_ram', 2 ** 31, 400, "'min_ram' value out of range, must not exceed 2147483647."],
    ['name', 'smile \u{1F600}', 400, "Name can't contain 4 byte unicode characters."],
    ['os_glance_x', '1', 403, "Attribute 'os_glance_x' is reserved."],
    ['deleted', 'x', 403, "Attribute 'deleted' is reserved."],
    [
      'locations/-',
      { url: 'http://127.0.0.1/x', metadata: {} },
      403,
      "It's not allowed to add locations if locations are invisible.",
    ],
    ['locations', [], 400, "Invalid JSON pointer for this resource: '/locations'"],
  ])('a PATCH of a value is refused: %s: %j', async (field, value, status, message) => {
    expectFault(await admin.patch(image.id, [{ op: 'add', path: `/${field}`, value }]), status, message);
  });
});

describe('the fields of Glance itself are read-only: 403', () => {
  const owned = [
    'id',
    'status',
    'created_at',
    'updated_at',
    'checksum',
    'size',
    'virtual_size',
    'os_hash_algo',
    'os_hash_value',
    'direct_url',
    'self',
    'file',
    'schema',
  ];

  test.each(owned)('a PATCH of Glance’s own field %s is 403, by any operation', async (field) => {
    for (const op of ['add', 'replace', 'remove']) {
      const answer = await admin.patch(image.id, [{ op, path: `/${field}`, value: 'x' }]);
      expectFault(answer, 403, `Attribute '${field}' is read-only.`);
    }
  });
});

describe('base fields cannot be removed: 403', () => {
  test.each([
    'name',
    'visibility',
    'owner',
    'disk_format',
    'container_format',
    'min_disk',
    'min_ram',
    'protected',
    'os_hidden',
    'tags',
  ])('the removal of a base field is 403: %s', async (field) => {
    const answer = await admin.patch(image.id, [{ op: 'remove', path: `/${field}` }]);

    expectFault(answer, 403, `Access was denied to this resource. Property ${field} may not be removed.`);
  });
});

describe('an invalid operation is 400', () => {
  test.each([
    [{ op: 'add', path: '/a/b', value: 'v' }, "Invalid JSON pointer for this resource: '/a/b'"],
    [{ op: 'add', path: '/tags/-', value: 'v' }, "Invalid JSON pointer for this resource: '/tags/-'"],
    [
      { op: 'add', path: '/a~2b', value: 'v' },
      'Pointer `/a~2b` contains "~" not part of a recognized escape sequence.',
    ],
    [{ op: 'add', path: 'a', value: 'v' }, 'Pointer `a` does not start with "/".'],
    [{ op: 'add', path: '/a/', value: 'v' }, 'Pointer `/a/` end with "/".'],
    [{ op: 'add', path: '/a' }, 'Operation "add" requires a member named "value".'],
    [
      { op: 'move', path: '/a', from: '/b' },
      'Invalid operation: `move`. It must be one of the following: add, remove, replace.',
    ],
    [
      { op: 'test', path: '/hw_disk_bus', value: 'ide' },
      'Invalid operation: `test`. It must be one of the following: add, remove, replace.',
    ],
    [{ op: 'replace' }, "Unable to find 'path' in JSON Schema change"],
    [1, 'Operations must be JSON objects.'],
  ])('an invalid operation is 400: %j', async (operation, message) => {
    expectFault(await admin.patch(image.id, [operation]), 400, message);
  });

  test('a PATCH with an object in place of a list is 400', async () => {
    expectFault(
      await admin.patch(image.id, {}),
      400,
      'Request body must be a JSON array of operation objects.',
    );
  });

  test('a PATCH with broken JSON is 400', async () => {
    const answer = await admin.glance('PATCH', `/v2/images/${image.id}`, { body: '[', type: PATCH_TYPE });

    expectFault(answer, 400, 'Malformed JSON in request body.');
  });
});

test('more than 128 properties are 413', async () => {
  const many = Array.from({ length: 129 }, (_, index) => ({ op: 'add', path: `/n${index}`, value: 'v' }));
  const answer = await admin.patch(image.id, many);

  expect(answer.status).toBe(413);
  expect(answer.text).toContain('The limit has been exceeded on the number of allowed image properties.');
});
