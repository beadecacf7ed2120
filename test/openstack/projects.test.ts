import { expect, test } from 'vitest';
import { ProjectError } from '../../src/openstack/projects.ts';
import { connectTo, connectWith, openrc, PROJECT, serveCloud } from '../support/keystone-double.ts';
import { json, type Received, serve } from '../support/openstack-server.ts';

const ID = 'ffffffffffffffffffffffffffffffff';
const PROJECTS = [
  { id: ID, name: 'tenant1', domain_id: 'default' },
  { id: 'e'.repeat(32), name: 'twin', domain_id: 'default' },
  { id: 'd'.repeat(32), name: 'twin', domain_id: 'd-other' },
];

/** Keystone's projects; `mayList` as the policy of the caller's role. */
function serveProjects(mayList: boolean) {
  return serveCloud({
    otherwise: ({ path }, response) => {
      const url = new URL(path, 'http://x');
      const name = url.searchParams.get('name');
      const domain = url.searchParams.get('domain_id');
      if (url.pathname === '/v3/auth/projects') return json(response, 200, { projects: [PROJECTS[1]] });
      if (!mayList) return json(response, 403, { error: { message: 'not allowed' } });
      if (url.pathname === '/v3/domains') {
        return json(response, 200, { domains: name === 'Other' ? [{ id: 'd-other', name }] : [] });
      }
      if (url.pathname === '/v3/projects') {
        const matching = PROJECTS.filter((one) => one.name === name && (!domain || one.domain_id === domain));
        return json(response, 200, { projects: matching });
      }
      const byId = PROJECTS.find((one) => url.pathname === `/v3/projects/${one.id}`);
      return byId ? json(response, 200, { project: byId }) : json(response, 404, {});
    },
  });
}

function lookups(received: readonly Received[]): string[] {
  return received
    .filter((request) => request.method === 'GET' && request.path !== '/')
    .map((request) => request.path);
}

test('finds a project by its name or its id', async () => {
  const cloud = await serveProjects(true);
  const { projects } = await connectWith(openrc(cloud.url));

  expect(await projects.find('tenant1')).toEqual({ id: ID, name: 'tenant1' });
  expect(await projects.find(ID)).toEqual({ id: ID, name: 'tenant1' });
});

test('asks Keystone once for each project', async () => {
  const cloud = await serveProjects(true);
  const { projects } = await connectWith(openrc(cloud.url));

  await Promise.all([projects.find('tenant1'), projects.find('tenant1')]);
  await projects.find('tenant1');

  expect(lookups(cloud.received)).toEqual(['/v3/projects?name=tenant1']);
});

test('fails when Keystone shows no project, or several, with the name', async () => {
  const cloud = await serveProjects(true);
  const { projects } = await connectWith(openrc(cloud.url));

  await expect(projects.find('tennant1')).rejects.toBeInstanceOf(ProjectError);
  await expect(projects.find('tennant1')).rejects.toThrow('Keystone shows no project "tennant1"');
  await expect(projects.find('a'.repeat(32))).rejects.toThrow('no project');
  await expect(projects.find('twin')).rejects.toThrow(
    `several projects are named "twin": ${'e'.repeat(32)} in domain default, ${'d'.repeat(32)} in domain d-other`,
  );
});

test('tells projects of one name apart by the name or id of their domain', async () => {
  const cloud = await serveProjects(true);
  const { projects } = await connectWith(openrc(cloud.url));

  expect((await projects.find('twin', 'Other')).id).toBe('d'.repeat(32));
  expect((await projects.find('twin', 'Default')).id).toBe('e'.repeat(32));
  await expect(projects.find('twin', 'Nowhere')).rejects.toThrow('no domain "Nowhere"');
});

test('sends the name of a project as a query value, not as a path', async () => {
  const cloud = await serveProjects(true);
  const { projects } = await connectWith(openrc(cloud.url));

  await expect(projects.find('a&b=/../ü')).rejects.toBeInstanceOf(ProjectError);
  expect(lookups(cloud.received)).toEqual(['/v3/projects?name=a%26b%3D%2F..%2F%C3%BC']);
});

test('takes project ids as they are, and names from the user’s own projects, without the right to list projects', async () => {
  const cloud = await serveProjects(false);
  const { projects } = await connectWith(openrc(cloud.url));

  expect(await projects.find(ID)).toEqual({ id: ID, name: ID });
  expect(await projects.find('12345678-90ab-cdef-1234-567890abcdef')).toMatchObject({
    id: '12345678-90ab-cdef-1234-567890abcdef',
  });
  expect(await projects.find(PROJECT.id)).toEqual({ id: PROJECT.id, name: 'service' });
  expect((await projects.find('twin')).id).toBe('e'.repeat(32));
  await expect(projects.find('tenant1')).rejects.toMatchObject({
    hint: expect.stringContaining('the id of the project'),
  });
});

test('takes every name of a project as an id without Keystone', async () => {
  const server = await serve((_request, response) => response.end());
  const { projects } = await connectTo(server.url);

  expect(await projects.find('anything')).toEqual({ id: 'anything', name: 'anything' });
  expect(server.received).toHaveLength(0);
});
