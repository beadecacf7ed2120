import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { openCloud } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin } = cloud;
afterAll(() => cloud.close());

describe('DELETE', () => {
  test.each([
    ['queued', () => admin.create()],
    ['active', () => admin.createActive()],
  ])('DELETE of an image that is %s is 204; after that, every request for it is 404', async (_, make) => {
    const { id } = await make();
    const path = `/v2/images/${id}`;

    const answer = await admin.glance('DELETE', path);
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });

    expectFault(await admin.glance('GET', path), 404, `No image found with ID ${id}`);
    expectFault(await admin.glance('DELETE', path), 404, `Failed to find image ${id} to delete`);
    expectFault(await admin.glance('GET', `${path}/file`), 404, `No image found with ID ${id}`);
    expectFault(await admin.upload(id, 'x'), 404, `No image found with ID ${id}`);
    expectFault(await admin.glance('GET', `${path}/members`), 404, `Image ${id} not found.`);
    expect(await admin.list({ id })).toEqual([]);
  });

  test('DELETE of a deactivated image is 204', async () => {
    const { id } = await admin.createActive();
    await admin.glance('POST', `/v2/images/${id}/actions/deactivate`);

    expect((await admin.glance('DELETE', `/v2/images/${id}`)).status).toBe(204);
  });

  test('DELETE of a protected image is 403, until it is unprotected', async () => {
    const { id } = await admin.create({ protected: true });

    const refused = await admin.glance('DELETE', `/v2/images/${id}`);
    expectFault(refused, 403, `Image ${id} is protected and cannot be deleted.`);

    await admin.patch(id, [{ op: 'replace', path: '/protected', value: false }]);
    expect((await admin.glance('DELETE', `/v2/images/${id}`)).status).toBe(204);
  });

  test('DELETE of an image that never existed is 404', async () => {
    const id = randomUUID();

    expectFault(
      await admin.glance('DELETE', `/v2/images/${id}`),
      404,
      `Failed to find image ${id} to delete`,
    );
  });
});

describe('GET', () => {
  test.each([randomUUID(), 'no-uuid'])('GET of %s, which is not an image, is 404', async (id) => {
    expectFault(await admin.glance('GET', `/v2/images/${id}`), 404, `No image found with ID ${id}`);
  });
});
