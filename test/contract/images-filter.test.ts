import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest } from '../support/digest.ts';
import { openCloud, unique } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, projects } = cloud;
afterAll(() => cloud.close());

const tag = unique();
const marker = unique();
const ids: Record<string, string> = {};

beforeAll(async () => {
  const note = async (name: string, image: Promise<{ id: string }>): Promise<void> => {
    ids[name] = (await image).id;
  };
  await note('four', admin.createActive({ name: `${tag}-four`, tags: [tag, `${tag}-x`] }, '1234'));
  await note(
    'eight',
    admin.createActive(
      { name: `${tag}-eight`, tags: [tag], disk_format: 'qcow2', min_ram: 512, visibility: 'private' },
      '12345678',
    ),
  );
  await note(
    'queued',
    admin.create({
      name: `${tag}-queued`,
      tags: [tag],
      protected: true,
      'owner_specified.reconcile.stack': marker,
      'a:b': 'x:y,z"',
      'sp ace': 'v w',
    }),
  );
  await note(
    'hidden',
    admin.create({
      name: `${tag}-hidden`,
      tags: [tag],
      os_hidden: true,
      'owner_specified.reconcile.stack': marker,
    }),
  );
});

const four = Buffer.from('1234');

function ask(filters: Record<string, string>) {
  return admin.glance('GET', `/v2/images?${new URLSearchParams({ tag, ...filters })}`);
}

async function found(filters: Record<string, string>): Promise<string[]> {
  const answer = await ask(filters);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.json.images.map((image: { name: string }) => image.name.slice(tag.length + 1)).sort();
}

describe('a filter finds exactly', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, ['eight', 'four', 'queued']],
    [{ status: 'active' }, ['eight', 'four']],
    [{ status: 'in:active,queued' }, ['eight', 'four', 'queued']],
    [{ status: 'bogus' }, []],
    [{ size_min: '5' }, ['eight']],
    [{ size_max: '5' }, ['four']],
    [{ size_min: '4', size_max: '8' }, ['eight', 'four']],
    [{ size: '4' }, ['four']],
    [{ disk_format: 'raw' }, ['four', 'queued']],
    [{ disk_format: 'in:raw,qcow2' }, ['eight', 'four', 'queued']],
    [{ container_format: 'bare' }, ['eight', 'four', 'queued']],
    [{ container_format: 'ovf' }, []],
    [{ min_ram: '512' }, ['eight']],
    [{ min_disk: '0' }, ['eight', 'four', 'queued']],
    [{ protected: 'true' }, ['queued']],
    [{ protected: 'false' }, ['eight', 'four']],
    [{ visibility: 'private' }, ['eight']],
    [{ visibility: 'shared' }, ['four', 'queued']],
    [{ owner: projects.service }, ['eight', 'four', 'queued']],
    [{ owner: 'no-project' }, []],
    [{ checksum: digest('md5', four) }, ['four']],
    [{ os_hash_value: digest('sha512', four) }, ['four']],
    [{ os_hash_algo: 'sha512' }, ['eight', 'four']],
    [{ created_at: 'gt:2020-01-01T00:00:00Z' }, ['eight', 'four', 'queued']],
    [{ updated_at: 'lt:2020-01-01T00:00:00Z' }, []],
    [{ status: 'active', disk_format: 'raw', size_min: '1' }, ['four']],
    [{ os_hidden: 'true' }, ['hidden']],
    [{ os_hidden: 'false' }, ['eight', 'four', 'queued']],
  ])('a filter finds exactly the images of its value: %j', async (filters, expected) => {
    expect(await found(filters)).toEqual(expected);
  });
});

describe('a custom property', () => {
  test('a custom property is matched exactly, with any name and any value', async () => {
    expect(await found({ 'owner_specified.reconcile.stack': marker })).toEqual(['queued']);
    expect(await found({ 'a:b': 'x:y,z"' })).toEqual(['queued']);
    expect(await found({ 'sp ace': 'v w' })).toEqual(['queued']);
  });

  test('a custom property of a hidden image is found among the hidden ones', async () => {
    expect(await found({ 'owner_specified.reconcile.stack': marker, os_hidden: 'true' })).toEqual(['hidden']);
  });

  test('a custom property that no image has finds no images', async () => {
    expect(await found({ nothing_has_this: '1' })).toEqual([]);
  });

  test('kernel_id and ramdisk_id are matched exactly, also in case', async () => {
    const [kernel, ramdisk] = [randomUUID(), randomUUID()];
    const made = { name: `${tag}-boots`, tags: [tag], kernel_id: kernel, ramdisk_id: ramdisk.toUpperCase() };
    await admin.create(made);
    await admin.create({ ...made, name: `${tag}-community`, visibility: 'community' });
    expect(await found({ kernel_id: kernel })).toEqual(['boots', 'community']);
    expect(await found({ kernel_id: kernel, visibility: 'all' })).toEqual(['boots', 'community']);
    expect(await found({ kernel_id: kernel.toUpperCase() })).toEqual([]);
    expect(await found({ ramdisk_id: ramdisk.toUpperCase(), kernel_id: kernel })).toEqual([
      'boots',
      'community',
    ]);
    expect(await found({ kernel_id: `eq:${kernel}` })).toEqual([]);
    for (const { id } of (await ask({ kernel_id: kernel })).json.images) {
      expect((await admin.glance('DELETE', `/v2/images/${id}`)).status).toBe(204);
    }
  });

  test('a custom property has no operators: in: and eq: are part of the value', async () => {
    expect(await found({ 'owner_specified.reconcile.stack': `in:${marker}` })).toEqual([]);
    expect(await found({ 'owner_specified.reconcile.stack': `eq:${marker}` })).toEqual([]);
  });

  test('a custom property named stores finds no image: stores is not a filter by store', async () => {
    expect(await found({ stores: 'fast' })).toEqual([]);
  });
});

describe('ids', () => {
  test('ids find one image, or several with in:', async () => {
    expect(await found({ id: ids.four! })).toEqual(['four']);
    expect(await found({ id: `in:${ids.four},${ids.queued}` })).toEqual(['four', 'queued']);
    expect(await found({ id: `in:"${ids.four}"` })).toEqual(['four']);
  });

  test('ids do not find hidden images', async () => {
    expect(await found({ id: `in:${ids.four},${ids.hidden}` })).toEqual(['four']);
    expect(await found({ id: `in:${ids.four},${ids.hidden}`, os_hidden: 'true' })).toEqual(['hidden']);
  });

  test('ids that no image has find no images', async () => {
    expect(await found({ id: 'in:nonsense' })).toEqual([]);
  });
});

test('several tags find images with all of them', async () => {
  const both = await admin.glance('GET', `/v2/images?tag=${tag}&tag=${tag}-x`);
  const missing = await admin.glance('GET', `/v2/images?tag=${tag}&tag=${unique()}`);

  expect(both.json.images.map((image: { id: string }) => image.id)).toEqual([ids.four]);
  expect(missing.json.images).toEqual([]);
});

describe('a value that a filter cannot hold is 400', () => {
  test.each([
    [{ size_min: 'x' }, 'Unable to filter on a range with a non-numeric value.'],
    [{ visibility: 'wild' }, 'Invalid visibility value: wild'],
    [{ member_status: 'wild' }, 'Invalid status: wild'],
    [{ protected: 'x' }, "Invalid value 'x' for 'protected' filter. Valid values are 'true' or 'false'."],
    [{ os_hidden: 'x' }, "Invalid value 'x' for 'os_hidden' filter. Valid values are 'true' or 'false'."],
    [{ created_at: 'gt:x' }, 'Bad "created_at" query filter format. Use ISO 8601 DateTime notation.'],
    [{ 'changes-since': 'x' }, 'The "changes-since" filter is no longer available on v2.'],
  ])('a value that a filter cannot hold is 400 %j', async (filters, message) => {
    expectFault(await ask(filters as unknown as Record<string, string>), 400, message);
  });
});
