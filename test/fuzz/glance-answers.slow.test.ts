import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import { parseImage, parseImportState, parseMember } from '../../src/glance/wire.ts';
import { IMAGE_STATUSES, storedDigests, VISIBILITIES } from '../../src/model/image.ts';
import type { ServiceClient } from '../../src/openstack/service.ts';
import { damaged, deepJson, json, jsonWithKeys } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const IMAGE = {
  id: '3f1c9f3e-0b6b-4c1e-9d59-1df4a58cf1a1',
  name: 'cirros',
  status: 'active',
  visibility: 'shared',
  os_hidden: false,
  protected: false,
  owner: 'p1',
  disk_format: 'qcow2',
  container_format: 'bare',
  min_disk: 1,
  min_ram: 64,
  size: 1000,
  virtual_size: null,
  checksum: 'd41d8cd98f00b204e9800998ecf8427e',
  os_hash_algo: 'sha512',
  os_hash_value: 'a'.repeat(128),
  tags: ['base'],
  stores: 'fast,slow',
  created_at: '2024-01-01T00:00:00Z',
  updated_at: '2024-01-01T00:00:00Z',
  os_glance_importing_to_stores: 'slow',
  os_glance_failed_import: '',
  os_glance_import_task: 'task',
  hw_disk_bus: 'ide',
};
const MEMBER = { member_id: 't1', status: 'accepted', image_id: IMAGE.id, schema: '/v2/schemas/member' };
const VERSIONS = {
  versions: [
    { id: 'v2.15', status: 'CURRENT', links: [] },
    { id: 'v2.7', status: 'SUPPORTED' },
  ],
};
const STORES = { stores: [{ id: 'fast', default: 'true', description: 'x' }, { id: 'slow' }] };
const TASKS = { tasks: [{ id: 't', status: 'success', type: 'api_image_import', created_at: 'x' }] };
const METHODS = { 'import-methods': { type: 'array', value: ['glance-direct'] } };

/** A Glance that gives one answer to every request. */
function answering(body: unknown, headers: Readonly<Record<string, string>> = {}): Glance {
  const service: ServiceClient = {
    request: async () => ({
      status: 200,
      headers,
      body: Readable.from([]),
      json: async () => body,
      drop: async () => {},
    }),
    endpoint: async () => 'http://glance.example',
    ensureToken: async () => {},
  };
  return new Glance(service);
}

/** Expects that the client returns a complete image. */
function expectImage(image: ReturnType<typeof parseImage>): void {
  expect(image.id).not.toBe('');
  expect(IMAGE_STATUSES).toContain(image.status);
  expect(VISIBILITIES).toContain(image.visibility);
  for (const count of [image.size, image.minDisk, image.minRam, image.virtualSize]) {
    if (count !== null) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
  }
  for (const value of Object.values(image.properties)) expect(typeof value).toBe('string');
  expect(typeof image.hidden).toBe('boolean');
  expect(() => storedDigests(image)).not.toThrow();
}

describeParser('Glance: images', (fuzz) => {
  fuzz('damaged', damaged(IMAGE), (wire) => expectImage(parseImage(wire)));
  fuzz('anything', jsonWithKeys(Object.keys(IMAGE)), (wire) => expectImage(parseImage(wire)));
});

describeParser('Glance: members', (fuzz) => {
  fuzz('damaged', damaged(MEMBER), (wire) => expect(parseMember(wire).memberId).not.toBe(''));
  fuzz('a list', damaged({ members: [MEMBER, MEMBER] }), (body) => answering(body).members.list(IMAGE.id));
});

describeParser('Glance: pages', (fuzz) => {
  const page = { images: [IMAGE], first: '/v2/images', schema: '/v2/schemas/images', next: null as unknown };
  const next = fc.oneof(
    json,
    fc.constantFrom('/v2/images?marker=x', '?marker=', '/v2/images', '?marker=%ff'),
  );
  fuzz(
    'damaged; a listing that ends is whole',
    fc.tuple(damaged(page), fc.option(next)),
    async ([body, link]) => {
      const answer =
        typeof body === 'object' && body !== null && link !== null ? { ...body, next: link } : body;
      const images = [];
      for await (const image of answering(answer).images.list()) images.push(image);
      const given = (answer as { readonly next?: unknown }).next;
      expect(given === undefined || given === null).toBe(true);
      for (const image of images) expectImage(image);
    },
  );
});

describeParser('Glance: versions, stores, tasks, import states', (fuzz) => {
  fuzz('versions', damaged(VERSIONS), async (body) => {
    const [minor = 0] = await answering(body).info.minors();
    expect(minor).toBeGreaterThanOrEqual(0);
  });
  fuzz('features', fc.oneof(damaged(VERSIONS), json), async (body) => answering(body).info.features());
  fuzz('stores', damaged(STORES), (body) => answering(body).stores.list());
  fuzz('tasks', damaged(TASKS), (body) => answering(body).tasks.forImage(IMAGE.id));
  fuzz('import methods', damaged(METHODS), (body) => answering(body).imports.info());
  fuzz('import states', damaged(IMAGE), (body) => {
    const { importing, failed, task } = parseImportState(body);
    expect([...importing, ...failed].every((store) => store !== '')).toBe(true);
    expect(task === null || typeof task === 'string').toBe(true);
  });
});

describe('by example', () => {
  it.each([
    ['nested by the hundred thousand', JSON.parse(deepJson(100_000))],
    ['of ten million characters', 'x'.repeat(10_000_000)],
    ['a list of a million', Array(1_000_000).fill(0)],
  ])('an answer of Glance %s is refused with a short message', async (_what, body) => {
    expect(await survives(() => parseImage(body))).toBeUndefined();
    expect(await survives(() => parseImage({ ...IMAGE, status: body }))).toBeUndefined();
    expect(await survives(() => answering({ members: body }).members.list(IMAGE.id))).toBeUndefined();
  });
});
