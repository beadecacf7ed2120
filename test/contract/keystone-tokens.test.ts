import { afterAll, describe, expect, test } from 'vitest';
import { openCloud, passwordAuth, unique } from './cloud.ts';
import { type Answer, send } from './http.ts';

const cloud = await openCloud();
const { admin, member, projects, target } = cloud;
afterAll(() => cloud.close());

const UNAUTHORIZED = {
  error: { code: 401, message: 'The request you have made requires authentication.', title: 'Unauthorized' },
};

function expectRefused(answer: Answer): void {
  expect({ status: answer.status, body: answer.json }).toEqual({ status: 401, body: UNAUTHORIZED });
  expect(answer.headers['www-authenticate']).toMatch(/^Keystone uri="http:\/\/.+"$/);
}

describe('a password', () => {
  test('a password with a project gives a token in a header, and project, roles and catalogue in the body', async () => {
    const answer = await cloud.authenticate(passwordAuth(target.member));

    expect(answer.status).toBe(201);
    expect(answer.headers['x-subject-token']).toMatch(/^\S{20,}$/);
    expect(answer.headers.vary).toContain('X-Auth-Token');
    const { token } = answer.json;
    const domain = { id: 'default', name: 'Default' };
    expect(token.methods).toEqual(['password']);
    expect(token.user).toMatchObject({ name: 'member', domain });
    expect(token.project).toEqual({ id: projects.tenant1, name: 'tenant1', domain });
    expect(token.is_domain).toBe(false);
    expect(token.roles.map((role: { name: string }) => role.name).sort()).toEqual(['member', 'reader']);
    expect(token.audit_ids).toHaveLength(1);
    expect(token.issued_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(Date.parse(token.expires_at)).toBeGreaterThan(Date.parse(token.issued_at));
  });

  test('a password without a scope gives a token without project, roles and catalogue', async () => {
    const answer = await cloud.authenticate(passwordAuth(target.member, null));

    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json.token).sort()).toEqual([
      'audit_ids',
      'expires_at',
      'issued_at',
      'methods',
      'user',
    ]);
  });

  test('a password works with user and project by id', async () => {
    const user = { id: member.userId, password: target.member.password };
    const answer = await cloud.authenticate({
      identity: { methods: ['password'], password: { user } },
      scope: { project: { id: projects.tenant1 } },
    });

    expect(answer.status).toBe(201);
    expect(answer.json.token.project.name).toBe('tenant1');
  });

  test.each([
    ['a wrong password', () => passwordAuth({ ...target.member, password: 'wrong' })],
    ['an unknown user', () => passwordAuth({ ...target.member, user: unique() })],
    ['a project that the user has no role in', () => passwordAuth(target.member, 'tenant2')],
    ['an unknown project', () => passwordAuth(target.member, unique())],
  ])('a password with %s is 401, and the answer does not say which part was wrong', async (_, auth) => {
    expectRefused(await cloud.authenticate(auth()));
  });

  test.each([
    ['no body', undefined, 'Expecting to find auth in request body.'],
    [
      'a method without its section',
      { identity: { methods: ['password'] } },
      'Expecting to find password in identity.',
    ],
  ])('a token request with %s is 400', async (_, auth, message) => {
    const answer = await cloud.authenticate(auth);

    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatchObject({ code: 400, title: 'Bad Request' });
    expect(answer.json.error.message).toContain(message);
  });

  test('a token request of broken JSON is 400', async () => {
    const answer = await send('POST', `${target.authUrl}/auth/tokens`, {
      body: '{',
      type: 'application/json',
    });

    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toContain('Expecting to find valid JSON in request body.');
  });
});

describe('the catalogue', () => {
  test('the catalogue lists image and identity with an endpoint for every interface', async () => {
    const catalog: { type: string; name: string; id: string; endpoints: Record<string, string>[] }[] =
      admin.grant.catalog;

    expect(catalog.map((service) => service.type).sort()).toEqual(['identity', 'image']);
    for (const service of catalog) {
      expect(service.endpoints.map((endpoint) => endpoint.interface).sort()).toEqual([
        'admin',
        'internal',
        'public',
      ]);
      for (const endpoint of service.endpoints) {
        expect(endpoint).toEqual({
          id: expect.any(String),
          interface: expect.any(String),
          region: target.region,
          region_id: target.region,
          url: expect.stringMatching(/^http:\/\//),
        });
      }
    }
  });

  test('the catalogue is left out on demand', async () => {
    const json = { auth: passwordAuth(target.member) };
    const answer = await send('POST', `${target.authUrl}/auth/tokens?nocatalog`, { json });

    expect(answer.status).toBe(201);
    expect(answer.json.token).not.toHaveProperty('catalog');
  });

  test('the catalogue can be asked for alone', async () => {
    const answer = await member.keystone('GET', '/auth/catalog');

    expect(answer.status).toBe(200);
    expect(answer.json.catalog).toEqual(member.grant.catalog);
  });
});

describe('a token', () => {
  test('a token can be exchanged for another, with the same expiry', async () => {
    const answer = await cloud.authenticate({
      identity: { methods: ['token'], token: { id: member.token } },
      scope: { project: { id: projects.tenant1 } },
    });

    expect(answer.status).toBe(201);
    expect(answer.json.token.methods.sort()).toEqual(['password', 'token']);
    expect(answer.json.token.expires_at).toBe(member.grant.expires_at);
    expect(answer.json.token.audit_ids).toHaveLength(2);
  });

  test('a token that Keystone does not know cannot be exchanged: 404', async () => {
    const answer = await cloud.authenticate({ identity: { methods: ['token'], token: { id: 'gAAAAAbad' } } });

    expect(answer.status).toBe(404);
    expect(answer.json.error).toMatchObject({ code: 404, title: 'Not Found' });
  });

  test('a token can be checked with GET and HEAD', async () => {
    const headers = { 'x-subject-token': member.token };
    const seen = await admin.keystone('GET', '/auth/tokens', { headers });
    const checked = await admin.keystone('HEAD', '/auth/tokens', { headers });

    expect(seen.status).toBe(200);
    expect(seen.json.token).toMatchObject({ user: member.grant.user, project: member.grant.project });
    expect(checked.status).toBe(200);
    expect(checked.text).toBe('');
  });

  test('a token that is unknown is 404 as the checked token, 401 as the token of the request', async () => {
    const subject = await admin.keystone('GET', '/auth/tokens', { headers: { 'x-subject-token': 'bad' } });
    const asker = await send('GET', `${target.authUrl}/auth/tokens`, {
      token: 'bad',
      headers: { 'x-subject-token': member.token },
    });

    expect(subject.status).toBe(404);
    expectRefused(asker);
  });

  test('a token is invalid after it was revoked', async () => {
    const short = await cloud.authenticate(passwordAuth(target.member));
    const headers = { 'x-subject-token': short.headers['x-subject-token']! };
    const revoked = await admin.keystone('DELETE', '/auth/tokens', { headers });
    const after = await admin.keystone('GET', '/auth/tokens', { headers });

    expect(revoked.status).toBe(204);
    expect(after.status).toBe(404);
  });
});

describe('an application credential', () => {
  const name = unique('credential');

  test('an application credential authenticates its user in its project, by id or by name, without a scope', async () => {
    const path = `/users/${member.userId}/application_credentials`;
    const created = await member.keystone('POST', path, { json: { application_credential: { name } } });
    expect(created.status).toBe(201);
    const { id, secret, project_id } = created.json.application_credential;
    expect(project_id).toBe(projects.tenant1);

    const signIn = (credential: unknown, more: object = {}): Promise<Answer> =>
      cloud.authenticate({
        identity: { methods: ['application_credential'], application_credential: credential },
        ...more,
      });
    const byId = await signIn({ id, secret });
    const byName = await signIn({ name, secret, user: { name: 'member', domain: { name: 'Default' } } });
    const scoped = await signIn({ id, secret }, { scope: { project: { id: projects.tenant1 } } });
    const wrong = await signIn({ id, secret: 'wrong' });
    const unknown = await signIn({ id: 'nowhere', secret });
    const deleted = await member.keystone('DELETE', `${path}/${id}`);

    expect([byId.status, byName.status]).toEqual([201, 201]);
    expect(byId.json.token.project.id).toBe(projects.tenant1);
    expect(byId.json.token.methods).toEqual(['application_credential']);
    expect(scoped.status).toBe(401);
    expect(scoped.json.error.message).toMatch(/Application credentials cannot request a scope/);
    expectRefused(wrong);
    expect(unknown.status).toBe(404);
    expect(unknown.json.error.message).toBe('Could not find Application Credential: nowhere.');
    expect(deleted.status).toBe(204);
  });
});
