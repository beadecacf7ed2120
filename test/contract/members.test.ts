import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { openCloud, type Session, unique } from './cloud.ts';
import { type Answer, expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member, projects } = cloud;
afterAll(() => cloud.close());

const add = (id: string, project: unknown, session: Session = admin): Promise<Answer> =>
  session.glance('POST', `/v2/images/${id}/members`, { json: { member: project } });

const answerOffer = (
  id: string,
  project: string,
  status: unknown,
  session: Session = admin,
): Promise<Answer> => session.glance('PUT', `/v2/images/${id}/members/${project}`, { json: { status } });

const remove = (id: string, project: string, session: Session = admin): Promise<Answer> =>
  session.glance('DELETE', `/v2/images/${id}/members/${project}`);

const setVisibility = (id: string, value: string): Promise<Answer> =>
  admin.patch(id, [{ op: 'replace', path: '/visibility', value }]);

async function list(id: string, session: Session = admin): Promise<[string, string][]> {
  const answer = await session.glance('GET', `/v2/images/${id}/members`);
  expect(answer.status).toBe(200);
  return answer.json.members.map((entry: { member_id: string; status: string }) => [
    entry.member_id,
    entry.status,
  ]);
}

describe('adding', () => {
  test('adding a member makes a pending member; the answer is 200', async () => {
    const { id } = await admin.create();
    const answer = await add(id, projects.tenant1);

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      member_id: projects.tenant1,
      image_id: id,
      status: 'pending',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      schema: '/v2/schemas/member',
    });
  });

  test('adding a member twice is 409', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);

    expectFault(
      await add(id, projects.tenant1),
      409,
      `Member ${projects.tenant1} is duplicated for image ${id}`,
    );
  });

  test('adding a member accepts any text: Glance does not look up the project', async () => {
    const { id } = await admin.create();

    expect((await add(id, 'typo')).status).toBe(200);
    expect((await add(id, projects.service)).status).toBe(200);
    expect(await list(id)).toEqual(
      expect.arrayContaining([
        ['typo', 'pending'],
        [projects.service, 'pending'],
      ]),
    );
  });

  test.each([
    [{}, 'Member to be added not specified'],
    [{ member: '' }, "Member can't be empty"],
  ])('adding a member with the body %j is 400', async (json, message) => {
    const { id } = await admin.create();

    expectFault(await admin.glance('POST', `/v2/images/${id}/members`, { json }), 400, message);
  });

  test('adding more than 128 members is 413', async () => {
    const { id } = await admin.create();
    for (let count = 0; count < 128; count++) await add(id, `project-${count}`);

    expectFault(
      await add(id, 'one-more'),
      413,
      /The limit has been exceeded on the number of allowed image members for this image\. Attempted: 129, Maximum: 128/,
    );
  });
});

describe('reading', () => {
  test('a new image has an empty list of members', async () => {
    const { id } = await admin.create();
    const answer = await admin.glance('GET', `/v2/images/${id}/members`);

    expect(answer.json).toEqual({ members: [], schema: '/v2/schemas/members' });
  });

  test('one member of an image can be read', async () => {
    const { id } = await admin.create();
    const { json: added } = await add(id, projects.tenant2);

    const answer = await admin.glance('GET', `/v2/images/${id}/members/${projects.tenant2}`);
    expect(answer.json).toEqual(added);
  });

  test('reading a project that is not a member is 404', async () => {
    const { id } = await admin.create();

    expectFault(
      await admin.glance('GET', `/v2/images/${id}/members/stranger`),
      404,
      `stranger not found in the member list of the image ${id}.`,
    );
  });

  test('a member sees only itself in the list of members', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);
    await add(id, projects.tenant2);

    expect(await list(id, member)).toEqual([[projects.tenant1, 'pending']]);
  });

  test('the members of a missing image are 404', async () => {
    const id = randomUUID();

    expectFault(await admin.glance('GET', `/v2/images/${id}/members`), 404, `Image ${id} not found.`);
  });
});

describe('the status', () => {
  test.each(['accepted', 'rejected', 'pending'])(
    'the status %s is set by the member, and by an admin',
    async (status) => {
      const { id } = await admin.create();
      await add(id, projects.tenant1);
      await add(id, projects.tenant2);

      const byMember = await answerOffer(id, projects.tenant1, status, member);
      const byAdmin = await answerOffer(id, projects.tenant2, status);

      expect(byMember.status).toBe(200);
      expect(byMember.json).toMatchObject({ member_id: projects.tenant1, image_id: id, status });
      expect(byAdmin.status).toBe(200);
      expect((await list(id)).toSorted()).toEqual(
        [
          [projects.tenant1, status],
          [projects.tenant2, status],
        ].toSorted(),
      );
    },
  );

  test('the owner may not set the status of a member: 403', async () => {
    const { id } = await member.create();
    await add(id, projects.tenant2, member);

    const answer = await answerOffer(id, projects.tenant2, 'accepted', member);
    expectFault(answer, 403, `Not allowed to update members for image ${id}.`);
  });

  test('the status of another member is 404 to a member', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);
    await add(id, projects.tenant2);

    expectFault(
      await answerOffer(id, projects.tenant2, 'accepted', member),
      404,
      `${projects.tenant2} not found in the member list of the image ${id}.`,
    );
  });

  test('the status of a project that is not a member is 404', async () => {
    const { id } = await admin.create();

    expectFault(
      await answerOffer(id, 'stranger', 'accepted'),
      404,
      `stranger not found in the member list of the image ${id}.`,
    );
  });

  test.each([
    [{ status: 'wild' }, 'Incorrect request: Status must be "pending", "accepted" or "rejected".'],
    [{}, 'Status not specified'],
  ])('the member status %j is 400', async (json, message) => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);

    const answer = await admin.glance('PUT', `/v2/images/${id}/members/${projects.tenant1}`, { json });
    expectFault(answer, 400, message);
  });
});

describe('removing', () => {
  test('removing a member ends the sharing: 204, and the image is not visible any more', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);
    expect((await member.glance('GET', `/v2/images/${id}`)).status).toBe(200);

    const answer = await remove(id, projects.tenant1);

    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
    expect(await list(id)).toEqual([]);
    expect((await member.glance('GET', `/v2/images/${id}`)).status).toBe(404);
  });

  test('removing a project that is not a member is 404', async () => {
    const { id } = await admin.create();

    expectFault(
      await remove(id, 'stranger'),
      404,
      `stranger not found in the member list of the image ${id}.`,
    );
  });

  test('removing and adding a member again makes a pending member', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);
    await answerOffer(id, projects.tenant1, 'accepted');
    await remove(id, projects.tenant1);

    expect((await add(id, projects.tenant1)).json.status).toBe('pending');
  });
});

describe('a member that is not the owner', () => {
  test('a member that is not the owner neither adds nor removes: 403', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);

    expectFault(
      await add(id, projects.tenant2, member),
      403,
      `Not allowed to create members for image ${id}.`,
    );
    expectFault(
      await remove(id, projects.tenant1, member),
      403,
      `Not allowed to delete members for image ${id}.`,
    );
  });

  test('a member that is not the owner may do neither, but the owner may do both without being an admin', async () => {
    const { id } = await member.create();

    expect((await add(id, projects.tenant2, member)).status).toBe(200);
    expect((await remove(id, projects.tenant2, member)).status).toBe(204);
  });
});

describe('an image that is not shared', () => {
  test.each(['private', 'public', 'community'])(
    'an image that is %s neither shows nor accepts members',
    async (visibility) => {
      const { id } = await admin.create();
      await add(id, projects.tenant1);
      await setVisibility(id, visibility);
      const refusal = (verb: string): string => `Not allowed to ${verb} members for image ${id}`;

      expectFault(
        await admin.glance('GET', `/v2/images/${id}/members`),
        403,
        `${refusal('list')}: Only shared images have members.`,
      );
      expectFault(await add(id, projects.tenant2), 403, `${refusal('create')}.`);
      expectFault(await answerOffer(id, projects.tenant1, 'accepted'), 403, `${refusal('update')}.`);
      expectFault(await remove(id, projects.tenant1), 403, `${refusal('delete')}.`);
      expectFault(
        await admin.glance('GET', `/v2/images/${id}/members/${projects.tenant1}`),
        404,
        'Only shared images have members.',
      );
    },
  );

  test('an image that is private is hidden from its members; shared again, it has the same members and statuses', async () => {
    const { id } = await admin.create();
    await add(id, projects.tenant1);
    await add(id, projects.tenant2);
    await answerOffer(id, projects.tenant1, 'accepted');
    const before = await list(id);

    await setVisibility(id, 'private');
    expect((await member.glance('GET', `/v2/images/${id}`)).status).toBe(404);

    await setVisibility(id, 'shared');
    expect(await list(id)).toEqual(before);
    expect((await member.list({ id, visibility: 'shared' })).length).toBe(1);
  });
});

test('members cannot change a shared image: 403', async () => {
  const { id } = await admin.create({ name: unique() });
  await add(id, projects.tenant1);

  const answer = await member.patch(id, [{ op: 'replace', path: '/name', value: 'mine' }]);
  expectFault(answer, 403, 'You do not own this image');
});
