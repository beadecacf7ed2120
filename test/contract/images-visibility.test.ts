import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCloud, type Session, unique } from './cloud.ts';
import { expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member, projects } = cloud;
afterAll(() => cloud.close());

const tag = unique();
const offered: Record<string, string> = {};

beforeAll(async () => {
  for (const visibility of ['public', 'community', 'shared', 'private']) {
    await admin.create({ name: `service ${visibility}`, visibility, tags: [tag] });
  }
  for (const visibility of ['community', 'shared', 'private']) {
    await member.create({ name: `tenant1 ${visibility}`, visibility, tags: [tag] });
  }
  for (const status of ['pending', 'accepted', 'rejected']) {
    const { id } = await admin.create({ name: `${status} by tenant1`, tags: [tag] });
    offered[status] = id;
    await admin.glance('POST', `/v2/images/${id}/members`, { json: { member: projects.tenant1 } });
    await member.glance('PUT', `/v2/images/${id}/members/${projects.tenant1}`, { json: { status } });
  }
});

async function sees(session: Session, filters: Record<string, string> = {}): Promise<string[]> {
  return (await session.list({ tag, ...filters })).map((image) => image.name).sort();
}

const PUBLIC = 'service public';
const OWN = ['tenant1 community', 'tenant1 private', 'tenant1 shared'];

describe('a member of a project sees', () => {
  test('a member of a project sees public images, the own ones, and the shared ones that it accepted', async () => {
    expect(await sees(member)).toEqual(['accepted by tenant1', PUBLIC, ...OWN]);
  });

  test.each([
    ['pending', ['pending by tenant1']],
    ['accepted', ['accepted by tenant1']],
    ['rejected', ['rejected by tenant1']],
    ['all', ['accepted by tenant1', 'pending by tenant1', 'rejected by tenant1']],
  ])('a member sees shared images by member_status=%s, beside others', async (status, shared) => {
    expect(await sees(member, { member_status: status })).toEqual([...shared, PUBLIC, ...OWN].sort());
  });

  test.each<[string, string[]]>([
    ['public', [PUBLIC]],
    ['private', ['tenant1 private']],
    ['shared', ['accepted by tenant1', 'tenant1 shared']],
    ['community', ['service community', 'tenant1 community']],
    ['all', ['accepted by tenant1', 'service community', PUBLIC, ...OWN]],
  ])('a member of a project sees images by visibility=%s', async (visibility, expected) => {
    expect(await sees(member, { visibility })).toEqual(expected.toSorted());
  });

  test('a member of a project sees by owner its own community images too, but not those of other projects', async () => {
    expect(await sees(member, { owner: projects.tenant1 })).toEqual(OWN);
    expect(await sees(member, { owner: projects.service })).toEqual(['accepted by tenant1', PUBLIC]);
  });

  test('a member of a project sees by id every image that is shared with it, for any member status', async () => {
    for (const id of Object.values(offered)) {
      expect((await member.glance('GET', `/v2/images/${id}`)).status).toBe(200);
    }
  });
});

describe('an admin sees', () => {
  const shared = ['accepted by tenant1', 'pending by tenant1', 'rejected by tenant1', 'service shared'];
  const service = ['service private', PUBLIC];

  test('an admin sees the images of every project, but community images only of its own', async () => {
    expect(await sees(admin)).toEqual(
      [...shared, ...service, 'service community', 'tenant1 private', 'tenant1 shared'].sort(),
    );
  });

  test('an admin sees all images with visibility=all', async () => {
    expect(await sees(admin, { visibility: 'all' })).toEqual(
      [...shared, ...service, 'service community', ...OWN].sort(),
    );
  });

  test('an admin sees shared images of any member status', async () => {
    expect(await sees(admin, { visibility: 'shared', member_status: 'accepted' })).toEqual(
      [...shared, 'tenant1 shared'].sort(),
    );
  });

  test("an admin sees by owner another project's images, without its community images", async () => {
    expect(await sees(admin, { owner: projects.tenant1 })).toEqual(['tenant1 private', 'tenant1 shared']);
    expect(await sees(admin, { owner: projects.tenant1, visibility: 'all' })).toEqual(OWN);
  });
});

describe('an image of another project', () => {
  test('an image of another project is 404 when it is private', async () => {
    const { id } = await admin.create({ visibility: 'private' });

    expectFault(await member.glance('GET', `/v2/images/${id}`), 404, `No image found with ID ${id}`);
    expectFault(
      await member.glance('DELETE', `/v2/images/${id}`),
      404,
      `Failed to find image ${id} to delete`,
    );
  });

  test('an image of another project can be read but not changed when it is public', async () => {
    const { id } = await admin.createActive({ visibility: 'public' });
    const path = `/v2/images/${id}`;

    expect((await member.glance('GET', path)).status).toBe(200);
    expect((await member.glance('GET', `${path}/file`)).text).toBe('some bytes');
    const patched = await member.patch(id, [{ op: 'replace', path: '/name', value: 'mine' }]);
    expectFault(patched, 403, 'You do not own this image');
    expectFault(await member.glance('DELETE', path), 403, 'You do not own this image');
    expectFault(await member.glance('POST', `${path}/actions/deactivate`), 403, 'You do not own this image');
    expectFault(
      await member.upload(id, 'other bytes'),
      403,
      `Not allowed to upload image data for image ${id}`,
    );
    await admin.glance('DELETE', path);
  });
});
