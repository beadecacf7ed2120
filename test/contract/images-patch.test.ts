import { afterAll, describe, expect, test } from 'vitest';
import { openCloud, PATCH_TYPE } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member, projects } = cloud;
afterAll(() => cloud.close());

describe('operations', () => {
  test('the operation add sets or overwrites a property, replace and remove need it; the answer is the image', async () => {
    const { id } = await admin.create({ kept: 'k', changed: 'old', gone: 'g' });

    const answer = await admin.patch(id, [
      { op: 'add', path: '/added', value: 'new' },
      { op: 'add', path: '/changed', value: 'newer' },
      { op: 'replace', path: '/changed', value: 'newest' },
      { op: 'remove', path: '/gone' },
    ]);

    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json).toMatchObject({ id, kept: 'k', added: 'new', changed: 'newest' });
    expect(answer.json).not.toHaveProperty('gone');
    expect(answer.json).toEqual(await admin.image(id));
  });

  test('a property may come and go within one PATCH', async () => {
    const { id } = await admin.create();

    const answer = await admin.patch(id, [
      { op: 'add', path: '/passing', value: '1' },
      { op: 'replace', path: '/passing', value: '2' },
      { op: 'remove', path: '/passing' },
    ]);

    expect(answer.status).toBe(200);
    expect(answer.json).not.toHaveProperty('passing');
  });

  test.each(['replace', 'remove'])('the operation %s of a missing property is 409', async (op) => {
    const { id } = await admin.create();
    const answer = await admin.patch(id, [{ op, path: '/missing', value: 'x' }]);

    expectFault(
      answer,
      409,
      'There was a conflict when trying to complete your request. Property missing does not exist.',
    );
  });

  test('the operations of a PATCH are all applied, or none', async () => {
    const before = await admin.create({ first: 'old' });

    const answer = await admin.patch(before.id, [
      { op: 'replace', path: '/first', value: 'new' },
      { op: 'replace', path: '/name', value: 'new' },
      { op: 'remove', path: '/missing' },
    ]);

    expect(answer.status).toBe(409);
    expect(await admin.image(before.id)).toEqual(before);
  });

  test('an empty list of operations is 200, and changes nothing', async () => {
    const before = await admin.create();

    expect((await admin.patch(before.id, [])).json).toEqual(before);
  });

  test('the operations of a PATCH escape ~ and / in paths', async () => {
    const { id } = await admin.create();

    const answer = await admin.patch(id, [{ op: 'add', path: '/a~1b~0c d', value: 'v' }]);

    expect(answer.json['a/b~c d']).toBe('v');
  });
});

describe('base fields', () => {
  test('base fields change as properties do, and together', async () => {
    const { id } = await admin.create();
    const wanted = {
      name: 'Ünï "code", a:b \\ 日本',
      visibility: 'private',
      disk_format: 'qcow2',
      container_format: 'ova',
      min_disk: 5,
      min_ram: 6,
      protected: true,
      os_hidden: true,
      owner: projects.tenant2,
      description: 'words',
    };

    const operations = Object.entries(wanted).map(([field, value]) => ({
      op: 'add',
      path: `/${field}`,
      value,
    }));
    const answer = await admin.patch(id, operations);

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(wanted);
  });

  test.each([
    ['255 characters', 'é'.repeat(255)],
    ['nothing', ''],
    ['null', null],
  ])('a name may be %s', async (_, name) => {
    const { id } = await admin.create();

    expect((await admin.patch(id, [{ op: 'replace', path: '/name', value: name }])).json.name).toBe(name);
  });

  test('tags are replaced as a whole, each kept once', async () => {
    const { id } = await admin.create({ tags: ['old'] });

    const answer = await admin.patch(id, [{ op: 'replace', path: '/tags', value: ['b', 'a', 'b', 'ü x'] }]);
    expect(answer.json.tags.toSorted()).toEqual(['a', 'b', 'ü x']);

    const emptied = await admin.patch(id, [{ op: 'replace', path: '/tags', value: [] }]);
    expect(emptied.json.tags).toEqual([]);
  });

  test('formats of an active image cannot change, not even to the same value: 403', async () => {
    const { id } = await admin.createActive();

    for (const field of ['disk_format', 'container_format']) {
      for (const [op, value] of [
        ['replace', 'ami'],
        ['add', 'ami'],
        ['replace', field === 'disk_format' ? 'raw' : 'bare'],
      ]) {
        const answer = await admin.patch(id, [{ op, path: `/${field}`, value }]);
        expectFault(answer, 403, `Attribute ${field} can be only replaced for a queued image.`);
      }
    }
  });

  test('all other fields of an active image can change', async () => {
    const { id } = await admin.createActive();

    const answer = await admin.patch(id, [
      { op: 'replace', path: '/name', value: 'renamed' },
      { op: 'replace', path: '/min_disk', value: 3 },
      { op: 'replace', path: '/visibility', value: 'public' },
      { op: 'replace', path: '/os_hidden', value: true },
      { op: 'replace', path: '/protected', value: true },
      { op: 'add', path: '/hw_disk_bus', value: 'ide' },
      { op: 'replace', path: '/tags', value: ['t'] },
    ]);

    expect(answer.json).toMatchObject({
      status: 'active',
      name: 'renamed',
      min_disk: 3,
      visibility: 'public',
      os_hidden: true,
      protected: true,
      hw_disk_bus: 'ide',
      tags: ['t'],
    });
  });

  test('a deactivated image can be changed', async () => {
    const { id } = await admin.createActive();
    await admin.glance('POST', `/v2/images/${id}/actions/deactivate`);

    const answer = await admin.patch(id, [{ op: 'replace', path: '/name', value: 'renamed' }]);
    expect(answer.json).toMatchObject({ name: 'renamed', status: 'deactivated' });
  });
});

describe('visibility', () => {
  test('an admin changes the visibility to every value and back', async () => {
    const { id } = await admin.create();

    for (const visibility of ['private', 'community', 'public', 'shared', 'public', 'private']) {
      const answer = await admin.patch(id, [{ op: 'replace', path: '/visibility', value: visibility }]);
      expect(answer.json).toMatchObject({ visibility });
    }
  });

  test('a plain member changes the visibility of its own image to every value but public', async () => {
    const { id } = await member.create();

    for (const visibility of ['private', 'community', 'shared']) {
      const answer = await member.patch(id, [{ op: 'replace', path: '/visibility', value: visibility }]);
      expect(answer.json).toMatchObject({ visibility });
    }
    const published = await member.patch(id, [{ op: 'replace', path: '/visibility', value: 'public' }]);
    expectFault(published, 403, 'You are not authorized to complete publicize_image action.');
  });

  test('a refused publication leaves the other operations of the request undone', async () => {
    const before = await member.create();

    await member.patch(before.id, [
      { op: 'replace', path: '/name', value: 'changed' },
      { op: 'replace', path: '/visibility', value: 'public' },
    ]);

    expect(await member.image(before.id)).toEqual(before);
  });
});

test('a plain member cannot change the owner, not even to the same: 403', async () => {
  const { id } = await member.create();
  const answer = await member.patch(id, [{ op: 'replace', path: '/owner', value: projects.tenant1 }]);

  expectFault(answer, 403, "Access was denied to this resource. Owner can't be updated by non admin.");
});

test('a change updates updated_at, but not created_at', async () => {
  const before = await admin.create({ min_ram: 1 });
  const { json: after } = await admin.patch(before.id, [{ op: 'replace', path: '/min_ram', value: 2 }]);

  expect(after.created_at).toBe(before.created_at);
  expect(Date.parse(after.updated_at)).toBeGreaterThanOrEqual(Date.parse(before.updated_at));
});

test('a missing image is 404', async () => {
  const { id } = await admin.create();
  await admin.glance('DELETE', `/v2/images/${id}`);

  const answer = await admin.patch(id, [{ op: 'replace', path: '/name', value: 'x' }]);
  expectFault(answer, 404, `No image found with ID ${id}`);
});

describe('the media type', () => {
  test.each(['application/json', 'text/plain'])('a PATCH of the media type %s is 415', async (type) => {
    const { id } = await admin.create();
    const answer = await admin.glance('PATCH', `/v2/images/${id}`, { json: [], type });

    expectFault(answer, 415, `The request media type ${type} is not supported by this server.`);
  });

  test('a PATCH of the first media type takes its own operations, and no others', async () => {
    const { id } = await admin.create();
    const send = (operation: object, type: string) =>
      admin.glance('PATCH', `/v2/images/${id}`, { json: [operation], type });

    const old = await send(
      { replace: '/name', value: 'old form' },
      'application/openstack-images-v2.0-json-patch',
    );
    expect(old.json.name).toBe('old form');
    const mixed = await send({ replace: '/name', value: 'x' }, PATCH_TYPE);
    expect(mixed.status).toBe(400);
  });
});
