import { describe, expect, test } from 'vitest';
import type { CloudReference } from '../../../src/model/cloud.ts';
import { AuthError, ConfigError, EndpointError } from '../../../src/model/errors.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { tokenEndpointIn } from '../../../src/openstack/auth/oidc.ts';
import { connectTo, connectWith, openrc, PASSWORD, serveCloud } from '../../support/keystone-double.ts';
import { json, type Received, serve } from '../../support/openstack-server.ts';

const PROJECT_SCOPE = { project: { name: 'service', domain: { id: 'default' } } };

test('password: sends user and project by name, each with its domain', async () => {
  const cloud = await serveCloud();
  const connection = await connectWith({ ...openrc(cloud.url), OS_USER_DOMAIN_NAME: 'People' });

  const target = await connection.target();

  expect(cloud.tokenRequests()).toEqual([
    {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'glance', domain: { name: 'People' }, password: PASSWORD } },
        },
        scope: PROJECT_SCOPE,
      },
    },
  ]);
  expect(target).toEqual({
    cloud: null,
    region: 'RegionOne',
    project: 'service',
    projectId: '0123456789abcdef0123456789abcdef',
    user: 'glance',
    endpoint: `${cloud.url}/image`,
  });
});

test('v3password: sends user and project by id without a domain', async () => {
  const cloud = await serveCloud();
  const connection = await connectWith({
    OS_AUTH_TYPE: 'v3password',
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_USER_ID: 'u1',
    OS_PASSWORD: PASSWORD,
    OS_TENANT_ID: 'p1',
  });

  await connection.target();

  expect(cloud.tokenRequests()[0]?.auth).toMatchObject({
    identity: { password: { user: { id: 'u1', password: PASSWORD } } },
    scope: { project: { id: 'p1' } },
  });
});

test.each([
  ['a bare address', ''],
  ['a trailing slash', '/'],
  ['version 3', '/v3'],
  ['version 3 with a slash', '/v3/'],
  ['version 2.0, lifted', '/v2.0'],
])('finds version 3 on the host of an auth_url with %s', async (_case, suffix) => {
  const cloud = await serveCloud({ prefix: '/identity' });
  const connection = await connectWith(openrc(`${cloud.url}/identity${suffix}`));

  await connection.target();

  expect(cloud.tokenRequests()).toHaveLength(1);
});

test('assumes /v3 without a version document', async () => {
  const server = await serve((request, response) =>
    response.writeHead(request.path.startsWith('/v3') ? 401 : 404).end(),
  );
  const connection = await connectWith(openrc(server.url));

  await expect(connection.target()).rejects.toBeInstanceOf(AuthError);
  expect(server.received.map((request) => request.path)).toEqual(['/', '/v3/auth/tokens']);
});

test('refuses a Keystone that has only version 2.0', async () => {
  const server = await serve((_request, response) =>
    json(response, 300, { versions: { values: [{ id: 'v2.0' }] } }),
  );
  const connection = await connectWith(openrc(server.url));

  await expect(connection.target()).rejects.toThrow('offers v2.0, but not v3');
});

test.each(['token', 'v3token'])('%s: exchanges the token for one with the wanted scope', async (type) => {
  const cloud = await serveCloud();
  const connection = await connectWith({
    OS_AUTH_TYPE: type,
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_TOKEN: 'given-token',
    OS_PROJECT_NAME: 'service',
  });

  await connection.target();

  expect(cloud.tokenRequests()[0]?.auth).toEqual({
    identity: { methods: ['token'], token: { id: 'given-token' } },
    scope: PROJECT_SCOPE,
  });
});

test('v3applicationcredential: sends the id, and no scope', async () => {
  const cloud = await serveCloud();
  const connection = await connectWith({
    OS_AUTH_TYPE: 'v3applicationcredential',
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_APPLICATION_CREDENTIAL_ID: 'ac1',
    OS_APPLICATION_CREDENTIAL_SECRET: PASSWORD,
    OS_PROJECT_NAME: 'ignored',
  });

  await connection.target();

  expect(cloud.tokenRequests()[0]?.auth).toEqual({
    identity: {
      methods: ['application_credential'],
      application_credential: { id: 'ac1', secret: PASSWORD },
    },
  });
});

test('v3applicationcredential: sends the name with its user and domain', async () => {
  const cloud = await serveCloud();
  const connection = await connectWith({
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_APPLICATION_CREDENTIAL_NAME: 'deploy',
    OS_APPLICATION_CREDENTIAL_SECRET: PASSWORD,
    OS_USERNAME: 'glance',
    OS_USER_DOMAIN_ID: 'd1',
  });

  await connection.target();

  expect(cloud.tokenRequests()[0]?.auth.identity.application_credential).toEqual({
    name: 'deploy',
    user: { name: 'glance', domain: { id: 'd1' } },
    secret: PASSWORD,
  });
});

/** Keystone's federation endpoint and an identity provider, on the double's port. */
function serveFederation(log: Received[]) {
  return serveCloud({
    otherwise: (request, response) => {
      log.push(request);
      if (request.path === '/idp/.well-known')
        return json(response, 200, { token_endpoint: `http://${request.headers.host}/idp/token` });
      if (request.path === '/idp/token') return json(response, 200, { access_token: 'idp-token' });
      if (request.path === '/v3/OS-FEDERATION/identity_providers/corp/protocols/openid/auth') {
        return json(
          response,
          201,
          { token: { user: { name: 'u' } } },
          { 'x-subject-token': 'unscoped-token' },
        );
      }
      json(response, 404, {});
    },
  });
}

const FEDERATED = { OS_IDENTITY_PROVIDER: 'corp', OS_PROTOCOL: 'openid', OS_PROJECT_NAME: 'service' };

test('v3oidcclientcredentials: gets an access token, an unscoped token and a scoped one', async () => {
  const log: Received[] = [];
  const cloud = await serveFederation(log);
  const connection = await connectWith({
    ...FEDERATED,
    OS_AUTH_TYPE: 'v3oidcclientcredentials',
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_CLIENT_ID: 'client',
    OS_CLIENT_SECRET: PASSWORD,
    OS_DISCOVERY_ENDPOINT: `${cloud.url}/idp/.well-known`,
  });

  await connection.target();

  const [, grant, federation] = log;
  expect(grant?.body).toBe('grant_type=client_credentials&scope=openid+profile');
  expect(grant?.headers.authorization).toBe(`Basic ${Buffer.from(`client:${PASSWORD}`).toString('base64')}`);
  expect(federation?.headers.authorization).toBe('Bearer idp-token');
  expect(cloud.tokenRequests()[0]?.auth).toEqual({
    identity: { methods: ['token'], token: { id: 'unscoped-token' } },
    scope: PROJECT_SCOPE,
  });
});

test('v3oidcclientcredentials: sends no secret where a discovery document over plain http leads', async () => {
  const elsewhere = await serve((_request, response) => json(response, 200, { access_token: 'x' }));
  const provider = await serve((_request, response) =>
    json(response, 200, { token_endpoint: `${elsewhere.url}/token` }),
  );
  const connection = await connectWith({
    ...FEDERATED,
    OS_AUTH_TYPE: 'v3oidcclientcredentials',
    OS_AUTH_URL: `${provider.url}/v3`,
    OS_CLIENT_ID: 'client',
    OS_CLIENT_SECRET: PASSWORD,
    OS_DISCOVERY_ENDPOINT: `${provider.url}/idp/.well-known`,
  });

  await expect(connection.target()).rejects.toMatchObject({
    message: expect.stringContaining(`names the token_endpoint ${elsewhere.url}/token`),
    hint: expect.stringContaining('access_token_endpoint'),
  });
  expect(elsewhere.received).toEqual([]);
});

const DISCOVERY = { https: 'https://idp.example/.well-known', http: 'http://idp.example/.well-known' };

test.each([
  [DISCOVERY.https, 'https://idp.example/token'],
  [DISCOVERY.https, 'https://tokens.example:8443/token'],
  [DISCOVERY.http, 'http://idp.example/token'],
  [DISCOVERY.http, 'https://idp.example/token'],
])('the document at %s may name the token endpoint %s', (discovery, endpoint) => {
  expect(tokenEndpointIn({ token_endpoint: endpoint }, new URL(discovery))).toBe(endpoint);
});

test.each([
  [DISCOVERY.https, 'http://idp.example/token'],
  [DISCOVERY.https, 'ftp://idp.example/token'],
  [DISCOVERY.http, 'http://elsewhere.example/token'],
  [DISCOVERY.http, 'https://elsewhere.example/token'],
  [DISCOVERY.http, 'http://idp.example:8080/token'],
  [DISCOVERY.http, 'not a URL'],
  [DISCOVERY.https, 3],
])('the document at %s must not name the token endpoint %s', (discovery, endpoint) => {
  expect(() => tokenEndpointIn({ token_endpoint: endpoint }, new URL(discovery))).toThrow(EndpointError);
});

test('v3oidcpassword: sends user and password to the identity provider', async () => {
  const log: Received[] = [];
  const cloud = await serveFederation(log);
  const connection = await connectWith({
    ...FEDERATED,
    OS_AUTH_TYPE: 'v3oidcpassword',
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_CLIENT_ID: 'client',
    OS_USERNAME: 'someone',
    OS_PASSWORD: 'p&w d',
    OS_ACCESS_TOKEN_ENDPOINT: `${cloud.url}/idp/token`,
    OS_OPENID_SCOPE: 'openid',
  });

  await connection.target();

  expect(Object.fromEntries(new URLSearchParams(log[0]?.body))).toEqual({
    grant_type: 'password',
    username: 'someone',
    password: 'p&w d',
    scope: 'openid',
    client_id: 'client',
  });
});

test('v3oidcaccesstoken: sends the given access token straight to Keystone', async () => {
  const log: Received[] = [];
  const cloud = await serveFederation(log);
  const connection = await connectWith({
    ...FEDERATED,
    OS_AUTH_TYPE: 'v3oidcaccesstoken',
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_ACCESS_TOKEN: 'given-access-token',
  });

  await connection.target();

  expect(log[0]?.headers.authorization).toBe('Bearer given-access-token');
});

test('none: uses the endpoint as it is, without a token', async () => {
  const server = await serve((_request, response) => json(response, 200, {}));
  const connection = await connectTo(`${server.url}/v2/`);

  await (await connection.image.request({ method: 'GET', path: '/v2/images' })).drop();

  expect(server.received[0]).toMatchObject({ path: '/v2/images' });
  expect(server.received[0]?.headers).not.toHaveProperty('x-auth-token');
  expect(await connection.target()).toMatchObject({ region: 'default', projectId: '', endpoint: server.url });
  await expect(connection.identity.request({ method: 'GET', path: '/v3' })).rejects.toBeInstanceOf(
    EndpointError,
  );
});

test('http_basic: sends user and password with every request', async () => {
  const server = await serve((_request, response) => json(response, 200, {}));
  const identity = { engine: 'http_basic', url: server.url, user: 'u', password: 'secret word' } as const;
  const connection = await connectWith({}, { reference: { identity } });

  await (await connection.image.request({ method: 'GET', path: '/v2/images' })).drop();

  expect(server.received[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from('u:secret word').toString('base64')}`,
  );
});

test('OS_IMAGE_URL with OS_AUTH_TOKEN: sends no request to Keystone', async () => {
  const server = await serve((_request, response) => json(response, 200, {}));
  const connection = await connectWith({ OS_IMAGE_URL: `${server.url}/v2`, OS_AUTH_TOKEN: 'fixed-token' });

  await (await connection.image.request({ method: 'GET', path: '/v2/images' })).drop();

  expect(server.received.map((request) => request.path)).toEqual(['/v2/images']);
  expect(server.received[0]?.headers['x-auth-token']).toBe('fixed-token');
});

describe('the project of OS_IMAGE_URL with OS_AUTH_TOKEN', () => {
  const withToken = (authUrl: string) => ({
    OS_IMAGE_URL: 'http://127.0.0.1:9/v2',
    OS_AUTH_TOKEN: 'fixed-token',
    OS_AUTH_URL: authUrl,
  });
  const validated = { user: { id: 'u1', name: 'glance' }, project: { id: 'p1', name: 'service' } };
  const keystone = (answer: Parameters<typeof json>[1], body: object) =>
    serveCloud({
      otherwise: (_request, response) => json(response, answer, body, { 'x-subject-token': 'fixed-token' }),
    });

  test('comes from Keystone, which sees the token and no other secret', async () => {
    const cloud = await keystone(200, { token: validated });
    const connection = await connectWith({ ...withToken(cloud.url), OS_PROJECT_ID: 'stated' });

    expect(await connection.target()).toMatchObject({ user: 'glance', project: 'service', projectId: 'p1' });

    expect(cloud.received.at(-1)).toMatchObject({
      method: 'GET',
      path: expect.stringMatching(/^.v3.auth.tokens/),
      headers: { 'x-auth-token': 'fixed-token', 'x-subject-token': 'fixed-token' },
    });
  });

  test('comes from OS_PROJECT_ID where Keystone is not asked, does not answer, may not tell or knows no project', async () => {
    const forbidden = await keystone(403, { error: { message: 'policy' } });
    const unscoped = await keystone(200, { token: { user: validated.user } });
    for (const authUrl of ['', 'http://127.0.0.1:9', forbidden.url, unscoped.url]) {
      const connection = await connectWith({ ...withToken(authUrl), OS_PROJECT_ID: 'p2' });
      expect(await connection.target()).toMatchObject({ projectId: 'p2' });
    }
  });

  test('is not known otherwise, also for a token of the whole system', async () => {
    const system = await keystone(200, { token: { user: validated.user, system: { all: true } } });
    for (const authUrl of ['', system.url]) {
      const target = await (await connectWith(withToken(authUrl))).target();
      expect(target).toMatchObject({ projectId: '' });
      expect(target).not.toHaveProperty('withoutProjects');
    }
  });

  test('is not asked for with a token that Keystone refuses', async () => {
    for (const status of [401, 404] as const) {
      const cloud = await keystone(status, { error: { message: 'Could not find token: fixed-token.' } });
      const connection = await connectWith({ ...withToken(cloud.url), OS_PROJECT_ID: 'p2' });
      await expect(connection.target()).rejects.toBeInstanceOf(AuthError);
    }
  });
});

test('none and http_basic: the service has no projects unless the settings name one', async () => {
  const none = { OS_AUTH_TYPE: 'none', OS_ENDPOINT: 'http://127.0.0.1:9' };
  const basic = { ...none, OS_AUTH_TYPE: 'http_basic', OS_USERNAME: 'u', OS_PASSWORD: 'p' };
  for (const env of [none, basic]) {
    expect(await (await connectWith(env)).target()).toMatchObject({ projectId: '', withoutProjects: true });
    const named = await (await connectWith({ ...env, OS_PROJECT_ID: 'p1' })).target();
    expect(named).toMatchObject({ projectId: 'p1' });
    expect(named).not.toHaveProperty('withoutProjects');
  }
});

test('a token of the whole system has no project', async () => {
  const cloud = await serveCloud({ token: { project: undefined, system: { all: true } } });
  const { OS_PROJECT_NAME: _project, ...user } = openrc(cloud.url);
  const target = await (await connectWith({ ...user, OS_SYSTEM_SCOPE: 'all' })).target();
  expect(target).toMatchObject({ projectId: '' });
  expect(target).not.toHaveProperty('withoutProjects');
});

test.each([
  [{ OS_SYSTEM_SCOPE: 'all' }, { system: { all: true } }],
  [{ OS_TRUST_ID: 't1' }, { 'OS-TRUST:trust': { id: 't1' } }],
  [{ OS_DOMAIN_NAME: 'People' }, { domain: { name: 'People' } }],
  [{ OS_TENANT_NAME: 'old' }, { project: { name: 'old', domain: { id: 'default' } } }],
  [{}, undefined],
])('sends the scope of %j', async (env, scope) => {
  const cloud = await serveCloud();
  const { OS_PROJECT_NAME: _project, ...user } = openrc(cloud.url);
  const connection = await connectWith({ ...user, ...env });

  await connection.target();

  expect(cloud.tokenRequests()[0]?.auth.scope).toEqual(scope);
});

test('refuses two scopes at once', async () => {
  await expect(connectWith({ ...openrc('http://k.example'), OS_SYSTEM_SCOPE: 'all' })).rejects.toThrow(
    'several scopes at once: a project and the system',
  );
});

test('refuses a token without a project, with a hint', async () => {
  const cloud = await serveCloud({ token: { project: undefined } });
  const connection = await connectWith(openrc(cloud.url));

  await expect(connection.target()).rejects.toMatchObject({
    hint: expect.stringContaining('OS_PROJECT_NAME'),
  });
});

test.each(['v3kerberos', 'v2password', 'v3totp', 'v3samlpassword'])(
  'refuses the auth_type %s by its name',
  async (type) => {
    await expect(connectWith({ ...openrc('http://k.example'), OS_AUTH_TYPE: type })).rejects.toMatchObject({
      message: expect.stringContaining(`auth_type "${type}", which is not supported`),
      hint: expect.stringContaining('v3applicationcredential'),
    });
  },
);

test('lists all missing settings at once', async () => {
  const env = { OS_AUTH_URL: 'http://k.example', OS_PROJECT_NAME: 'p' };

  await expect(connectWith(env)).rejects.toMatchObject({
    message: 'username or user_id, password are missing in the OS_* variables',
    hint: expect.stringContaining('OS_USERNAME, OS_PASSWORD'),
  });
});

test('says why the environment did not supply a missing password', async () => {
  const reference: CloudReference = {
    identity: { engine: 'keystone', url: 'http://k.example', user: 'glance' },
  };

  const attempt = connectWith({ OS_USERNAME: 'admin', OS_PASSWORD: PASSWORD }, { reference });

  await expect(attempt).rejects.toBeInstanceOf(ConfigError);
  await expect(attempt).rejects.toThrow('OS_USERNAME names another user');
});

test('names user, Keystone, origin and Keystone’s message when Keystone refuses the credentials', async () => {
  const server = await serve((_request, response) =>
    json(response, 401, {
      error: { code: 401, message: 'The request you have made requires authentication.' },
    }),
  );
  const connection = await connectWith(openrc(`${server.url}/v3`));

  const error = await connection.target().catch((thrown) => thrown);

  expect(error).toBeInstanceOf(AuthError);
  expect(error.message).toBe(
    `Keystone at ${server.url}/v3/auth/tokens refused the credentials of "glance" (from the OS_* variables): ` +
      'The request you have made requires authentication.',
  );
  expect(error.hint).toContain('domain');
});

test('distinguishes an unknown token from an address without Keystone', async () => {
  const server = await serve((_request, response) =>
    json(response, 404, { error: { code: 404, message: 'Could not recognize Fernet token' } }),
  );
  const env = {
    OS_AUTH_URL: `${server.url}/v3`,
    OS_AUTH_TYPE: 'token',
    OS_TOKEN: 'abc',
    OS_PROJECT_NAME: 'p',
  };
  const connection = await connectWith(env);

  const error = await connection.target().catch((thrown) => thrown);

  expect(error).toBeInstanceOf(AuthError);
  expect(error.message).toContain('refused the token (from the OS_* variables): Could not recognize');
});

test('reports an address without Keystone', async () => {
  const server = await serve((_request, response) => response.writeHead(404).end());
  const connection = await connectWith(openrc(server.url));

  await expect(connection.target()).rejects.toMatchObject({
    name: 'EndpointError',
    hint: expect.stringContaining('OS_AUTH_URL'),
  });
});

test('adds passwords and tokens to the secrets as it learns them', async () => {
  const secrets = new Secrets();
  const cloud = await serveCloud();
  const connection = await connectWith(openrc(cloud.url), { secrets });

  const before = secrets.redact(`${PASSWORD} token-1`);
  await connection.target();
  const after = secrets.redact(`${PASSWORD} token-1`);

  expect(before).toBe('*** token-1');
  expect(after).toBe('*** ***');
});
