import { afterAll, describe, expect, test } from 'vitest';
import { openCloud, unique } from './cloud.ts';
import { send } from './http.ts';

const cloud = await openCloud();
const { admin, member, projects, target } = cloud;
afterAll(() => cloud.close());

describe('an admin looks a project up', () => {
  test('an admin looks a project up by name', async () => {
    const answer = await admin.keystone('GET', '/projects?name=tenant1');

    expect(answer.status).toBe(200);
    expect(answer.json.projects).toHaveLength(1);
    expect(answer.json.projects[0]).toMatchObject({
      id: projects.tenant1,
      name: 'tenant1',
      domain_id: 'default',
      enabled: true,
      is_domain: false,
    });
    expect(answer.json.links).toMatchObject({ next: null, previous: null });
  });

  test('an admin looks a project up by name within a domain', async () => {
    const here = await admin.keystone('GET', '/projects?name=tenant1&domain_id=default');
    const elsewhere = await admin.keystone('GET', '/projects?name=tenant1&domain_id=elsewhere');

    expect(here.json.projects).toHaveLength(1);
    expect(elsewhere.json.projects).toEqual([]);
  });

  test.each([
    ['an unknown name', unique()],
    ['another case', 'TENANT1'],
  ])('a search for %s finds no project, and is not an error', async (_, name) => {
    const answer = await admin.keystone('GET', `/projects?name=${name}`);

    expect({ status: answer.status, projects: answer.json.projects }).toEqual({ status: 200, projects: [] });
  });

  test('an admin looks a project up by id', async () => {
    const answer = await admin.keystone('GET', `/projects/${projects.tenant2}`);

    expect(answer.status).toBe(200);
    expect(answer.json.project).toMatchObject({ id: projects.tenant2, name: 'tenant2' });
  });

  test('an admin looks a project up by an unknown id: 404', async () => {
    const answer = await admin.keystone('GET', '/projects/nowhere');

    expect({ status: answer.status, body: answer.json }).toEqual({
      status: 404,
      body: { error: { code: 404, message: 'Could not find project: nowhere.', title: 'Not Found' } },
    });
  });

  test('an admin looks a domain up by name', async () => {
    const found = await admin.keystone('GET', '/domains?name=Default');
    const missed = await admin.keystone('GET', `/domains?name=${unique()}`);

    expect(found.json.domains).toMatchObject([{ id: 'default', name: 'Default' }]);
    expect(missed.json.domains).toEqual([]);
  });
});

describe('a plain member', () => {
  const forbidden = (action: string) => ({
    error: {
      code: 403,
      message: `You are not authorized to perform the requested action: identity:${action}.`,
      title: 'Forbidden',
    },
  });

  test('a plain member may not search projects: 403', async () => {
    const answer = await member.keystone('GET', '/projects?name=tenant1');

    expect({ status: answer.status, body: answer.json }).toEqual({
      status: 403,
      body: forbidden('list_projects'),
    });
  });

  test('a plain member may read its own project, and no other', async () => {
    const own = await member.keystone('GET', `/projects/${projects.tenant1}`);
    const other = await member.keystone('GET', `/projects/${projects.tenant2}`);

    expect(own.status).toBe(200);
    expect({ status: other.status, body: other.json }).toEqual({
      status: 403,
      body: forbidden('get_project'),
    });
  });

  test('a plain member may list the projects that it can sign in to', async () => {
    const answer = await member.keystone('GET', '/auth/projects');

    expect(answer.json.projects.map((project: { name: string }) => project.name)).toEqual(['tenant1']);
  });
});

test('a request without a token is 401', async () => {
  const answer = await send('GET', `${target.authUrl}/projects`);

  expect(answer.status).toBe(401);
  expect(answer.json.error.title).toBe('Unauthorized');
});
