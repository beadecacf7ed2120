import { afterAll, describe, expect, test } from 'vitest';
import { openCloud } from './cloud.ts';
import { type Answer, expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member } = cloud;
afterAll(() => cloud.close());

function act(id: string, action: string): Promise<Answer> {
  return admin.glance('POST', `/v2/images/${id}/actions/${action}`);
}

describe('deactivate and reactivate', () => {
  test('deactivate and reactivate switch an active image off and on; a repetition is 204 too', async () => {
    const { id } = await admin.createActive();

    for (const [action, status] of [
      ['deactivate', 'deactivated'],
      ['deactivate', 'deactivated'],
      ['reactivate', 'active'],
      ['reactivate', 'active'],
    ] as const) {
      const answer = await act(id, action);
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
      expect((await admin.image(id)).status).toBe(status);
    }
  });

  test('deactivate and reactivate keep size, digests and stores of the data', async () => {
    const before = await admin.createActive();
    await act(before.id, 'deactivate');

    expect(await admin.image(before.id)).toEqual({
      ...before,
      status: 'deactivated',
      updated_at: expect.any(String),
    });
  });

  test.each(['deactivate', 'reactivate'])('%s of a queued image is 403', async (action) => {
    const { id } = await admin.create();

    expectFault(await act(id, action), 403, `Not allowed to ${action} image in status 'queued'`);
  });

  test('deactivate and reactivate keep the image in the lists of other projects', async () => {
    const { id } = await admin.createActive({ visibility: 'public' });
    await act(id, 'deactivate');

    expect(await member.list({ id })).toMatchObject([{ id, status: 'deactivated' }]);
  });

  test('deactivate and reactivate are open to a plain member on its own image', async () => {
    const { id } = await member.createActive();

    for (const action of ['deactivate', 'reactivate']) {
      expect((await member.glance('POST', `/v2/images/${id}/actions/${action}`)).status).toBe(204);
    }
  });
});

describe('the data of a deactivated image', () => {
  test('the data of a deactivated image is 403 for a plain member, and readable for an admin', async () => {
    const { id } = await admin.createActive({ visibility: 'public' });
    await act(id, 'deactivate');

    expectFault(
      await member.glance('GET', `/v2/images/${id}/file`),
      403,
      'The requested image has been deactivated. Image data download is forbidden.',
    );
    expect((await admin.glance('GET', `/v2/images/${id}/file`)).text).toBe('some bytes');
  });

  test('the data of a deactivated image cannot be written: 409', async () => {
    const { id } = await admin.createActive();
    await act(id, 'deactivate');

    expectFault(
      await admin.upload(id, 'x'),
      409,
      'Image status transition from deactivated to saving is not allowed',
    );
  });
});

test('an unknown action is 404', async () => {
  const { id } = await admin.createActive();

  expectFault(await act(id, 'frobnicate'), 404, 'The resource could not be found.');
});
