import { expect, test } from 'vitest';
import { connectWith, openrc, PASSWORD, PROJECT, serveCloud } from '../../support/keystone-double.ts';

test('gives another client the token and the project, and no password', async () => {
  const cloud = await serveCloud();
  const connection = await connectWith({ ...openrc(cloud.url), OS_CACERT: '' });

  const given = await connection.clientEnvironment(60);

  expect(given).toMatchObject({
    OS_AUTH_TYPE: 'token',
    OS_AUTH_URL: expect.stringMatching(/\/v3$/),
    OS_TOKEN: 'token-1',
    OS_PROJECT_ID: PROJECT.id,
    OS_IDENTITY_API_VERSION: '3',
  });
  expect(JSON.stringify(given)).not.toContain(PASSWORD);
});

test('renews a token that would expire too soon before another client gets it', async () => {
  const cloud = await serveCloud({ lifetime: (issued) => (issued === 1 ? 1000 : 7200) });
  const connection = await connectWith(openrc(cloud.url));
  await connection.target();

  expect(await connection.clientEnvironment(3600)).toMatchObject({ OS_TOKEN: 'token-2' });
});

test('passes the token of an application credential on to another client as it is', async () => {
  const cloud = await serveCloud();
  const connection = await connectWith({
    OS_AUTH_TYPE: 'v3applicationcredential',
    OS_AUTH_URL: `${cloud.url}/v3`,
    OS_APPLICATION_CREDENTIAL_ID: 'credential',
    OS_APPLICATION_CREDENTIAL_SECRET: 'a-secret-of-the-credential',
  });

  const given = await connection.clientEnvironment(60);

  expect(given).toMatchObject({
    OS_AUTH_TYPE: 'admin_token',
    OS_ENDPOINT: `${cloud.url}/image/v2`,
    OS_TOKEN: 'token-1',
  });
  expect(JSON.stringify(given)).not.toContain('a-secret-of-the-credential');
});

test('passes the user of http_basic on to another client without the password', async () => {
  const connection = await connectWith({
    OS_AUTH_TYPE: 'http_basic',
    OS_ENDPOINT: 'http://127.0.0.1:9/',
    OS_USERNAME: 'glance',
    OS_PASSWORD: PASSWORD,
  });

  const given = await connection.clientEnvironment(60);

  expect(given).toMatchObject({
    OS_AUTH_TYPE: 'http_basic',
    OS_ENDPOINT: 'http://127.0.0.1:9/v2',
    OS_USERNAME: 'glance',
  });
  expect(Object.keys(given)).not.toContain('OS_TOKEN');
  expect(JSON.stringify(given)).not.toMatch(new RegExp(`${PASSWORD}|${btoa(`glance:${PASSWORD}`)}`));
});

test('passes the endpoint of a service without authentication on to another client', async () => {
  const connection = await connectWith({ OS_AUTH_TYPE: 'none', OS_ENDPOINT: 'http://127.0.0.1:9/' });

  expect(await connection.clientEnvironment(60)).toMatchObject({
    OS_AUTH_TYPE: 'none',
    OS_ENDPOINT: 'http://127.0.0.1:9/v2',
  });
});
