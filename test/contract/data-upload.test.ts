import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { digest } from '../support/digest.ts';
import { DATA_TYPE, openCloud } from './cloud.ts';
import { expectFault } from './http.ts';
import { openUpload } from './raw-upload.ts';

const cloud = await openCloud();
const { admin, imageUrl } = cloud;
afterAll(() => cloud.close());

async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe('PUT of data', () => {
  test.each([
    ['with a length', () => 'hello world'],
    ['chunked', () => chunks('hello', ' ', 'world')],
  ])('PUT of data %s makes the image active, with size, digests and store', async (_, body) => {
    const before = await admin.create();

    const answer = await admin.upload(before.id, body());

    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
    expect(await admin.image(before.id)).toEqual({
      ...before,
      status: 'active',
      size: 11,
      virtual_size: 11,
      checksum: digest('md5', 'hello world'),
      os_hash_algo: 'sha512',
      os_hash_value: digest('sha512', 'hello world'),
      stores: 'fast',
      updated_at: expect.any(String),
    });
  });

  test('PUT of data without bytes makes an active image of size 0', async () => {
    const { id } = await admin.create();

    expect((await admin.upload(id, '')).status).toBe(204);
    expect(await admin.image(id)).toMatchObject({ status: 'active', size: 0, checksum: digest('md5', '') });
  });

  test('PUT of data does not compare the bytes with disk_format; virtual_size is null for other bytes', async () => {
    const { id } = await admin.create({ disk_format: 'qcow2' });

    expect((await admin.upload(id, 'no qcow2 at all')).status).toBe(204);
    expect(await admin.image(id)).toMatchObject({ status: 'active', size: 15, virtual_size: null });
  });

  test.each([
    ['active', '/file'],
    ['deactivated', '/actions/deactivate'],
  ])('PUT of data onto an image that is %s is 409', async (status, path) => {
    const { id } = await admin.createActive();
    if (status === 'deactivated') await admin.glance('POST', `/v2/images/${id}${path}`);

    const answer = await admin.upload(id, 'other bytes');
    expectFault(answer, 409, `Image status transition from ${status} to saving is not allowed`);
    expect((await admin.image(id)).checksum).toBe(digest('md5', 'some bytes'));
  });

  test.each(['disk_format', 'container_format'])(
    'PUT of data without %s is 400, and the image stays queued',
    async (field) => {
      const { id } = await admin.create({ [field]: null });

      expectFault(await admin.upload(id, 'x'), 400, `Property ${field} must be set prior to saving data.`);
      expect((await admin.image(id)).status).toBe('queued');
    },
  );

  test.each(['application/json', 'text/plain'])('PUT of data of the type %s is 415', async (type) => {
    const { id } = await admin.create();
    const answer = await admin.glance('PUT', `/v2/images/${id}/file`, { body: 'x', type });

    expectFault(answer, 415, `The request media type ${type} is not supported by this server.`);
    expect((await admin.image(id)).status).toBe('queued');
  });
});

describe('the store', () => {
  test.each(['fast', 'slow'])('the store %s is chosen by a header', async (store) => {
    const { id } = await admin.create();

    await admin.upload(id, 'x', { 'x-image-meta-store': store });
    expect((await admin.image(id)).stores).toBe(store);
  });

  test('an unknown store is 400, and the image stays queued', async () => {
    const { id } = await admin.create();
    const answer = await admin.upload(id, 'x', { 'x-image-meta-store': 'nowhere' });

    expectFault(answer, 400, 'Store for identifier nowhere not found');
    expect((await admin.image(id)).status).toBe('queued');
  });
});

describe('while data comes in', () => {
  test('an image is saving while data comes in, and refuses other data', async () => {
    const { id } = await admin.create();
    const upload = await openUpload(imageUrl, id, admin.token, 'chunked');
    await upload.send('first part');
    await expect.poll(async () => (await admin.image(id)).status).toBe('saving');

    const second = await admin.upload(id, 'other');
    expectFault(second, 409, 'Image status transition from saving to saving is not allowed');

    expect(await upload.finish()).toMatch(/^HTTP\/1\.1 204 /);
    expect(await admin.image(id)).toMatchObject({ status: 'active', size: 10 });
  });

  test('changes while data comes in are accepted and shown, then undone by the end of the upload', async () => {
    const before = await admin.create({ hw_disk_bus: 'ide', tags: ['old'] });
    const { id } = before;
    const upload = await openUpload(imageUrl, id, admin.token, 'chunked');
    await upload.send('first part');
    await expect.poll(async () => (await admin.image(id)).status).toBe('saving');

    const changed = await admin.patch(id, [
      { op: 'replace', path: '/name', value: 'renamed' },
      { op: 'replace', path: '/visibility', value: 'private' },
      { op: 'replace', path: '/tags', value: ['new'] },
      { op: 'replace', path: '/hw_disk_bus', value: 'scsi' },
      { op: 'add', path: '/hw_vif_model', value: 'rtl8139' },
    ]);
    expect(changed.status).toBe(200);
    expect(await admin.image(id)).toMatchObject({ name: 'renamed', hw_vif_model: 'rtl8139' });
    await upload.finish();

    const after = await admin.image(id);
    expect(after).toMatchObject({
      status: 'active',
      name: before.name,
      visibility: 'shared',
      tags: ['old'],
      hw_disk_bus: 'ide',
    });
    expect(after).not.toHaveProperty('hw_vif_model');
  });

  test('an image that is deleted while data comes in ends the upload with 410', async () => {
    const { id } = await admin.create();
    const upload = await openUpload(imageUrl, id, admin.token, 'chunked');
    await upload.send('first part');
    await expect.poll(async () => (await admin.image(id)).status).toBe('saving');

    expect((await admin.glance('DELETE', `/v2/images/${id}`)).status).toBe(204);
    const answer = await upload.finish();
    expect(answer).toMatch(/^HTTP\/1\.1 410 /);
    expect(answer).toContain(`Image ${id} could not be found after upload.`);
    expect((await admin.glance('GET', `/v2/images/${id}`)).status).toBe(404);
  });
});

describe('a connection that breaks in mid-body', () => {
  test.each([
    ['chunked', 'destroy'],
    ['chunked', 'end'],
    ['length', 'destroy'],
    ['length', 'end'],
  ] as const)(
    'a connection that breaks in mid-body (%s, %s) leaves a queued image without data, which takes a new upload',
    async (framing, how) => {
      const before = await admin.create();
      const upload = await openUpload(imageUrl, before.id, admin.token, framing);
      await upload.send('first part');
      await expect.poll(async () => (await admin.image(before.id)).status).toBe('saving');

      upload.breakOff(how);
      await expect.poll(async () => (await admin.image(before.id)).status).toBe('queued');

      expect(await admin.image(before.id)).toEqual({ ...before, updated_at: expect.any(String) });
      expect((await admin.upload(before.id, 'the whole')).status).toBe(204);
      expect(await admin.image(before.id)).toMatchObject({
        status: 'active',
        checksum: digest('md5', 'the whole'),
      });
    },
  );

  test('an upload that ends before its last byte never becomes active', async () => {
    const { id } = await admin.create();
    const upload = await openUpload(imageUrl, id, admin.token, 'length');
    await upload.send('x'.repeat(upload.length - 1));
    await expect.poll(async () => (await admin.image(id)).status).toBe('saving');

    upload.breakOff('destroy');
    await expect.poll(async () => (await admin.image(id)).status).toBe('queued');
  });
});

test('many megabytes arrive unchanged', async () => {
  const { id } = await admin.create();
  const block = Buffer.alloc(1 << 20, 'm');
  const expected = createHash('sha512');
  async function* megabytes(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 16; count++) {
      expected.update(block);
      yield block;
    }
  }

  const answer = await admin.glance('PUT', `/v2/images/${id}/file`, { body: megabytes(), type: DATA_TYPE });

  expect(answer.status).toBe(204);
  expect(await admin.image(id)).toMatchObject({ size: 16 << 20, os_hash_value: expected.digest('hex') });
});
