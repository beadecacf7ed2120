import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskBody, maskHeader } from '../../../src/openstack/http/redact.ts';
import { connectWith, openrc, PASSWORD, serveCloud } from '../../support/keystone-double.ts';
import { json } from '../../support/openstack-server.ts';

test('the most detailed log shows every exchange, and no password or token', async () => {
  const lines: string[] = [];
  const cloud = await serveCloud({
    otherwise: (request, response) =>
      json(
        response,
        request.headers['x-auth-token'] === 'token-1' ? 401 : 200,
        { echo: request.headers['x-auth-token'], password: 'in-an-answer' },
        { 'set-cookie': 'session=abcdef', 'x-openstack-request-id': 'req-7' },
      ),
  });
  const connection = await connectWith(openrc(cloud.url), {
    log: (line) => lines.push(line),
    logDetails: true,
  });

  await connection.image.request({
    method: 'POST',
    path: '/v2/images',
    json: { name: 'x', admin_password: 'in-a-body' },
  });

  const log = lines.join('\n');
  expect(log).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/image\/v2\/images 200 \d+ ms req-7$/m);
  expect(log).toMatch(/^> x-auth-token: \*\*\*$/m);
  expect(log).toMatch(/^> \{"name":"x",/m);
  for (const secret of [PASSWORD, 'token-1', 'token-2', 'session=', 'in-an-answer', 'in-a-body']) {
    expect(log).not.toContain(secret);
  }
});

test('without details the log has one line for each exchange', async () => {
  const lines: string[] = [];
  const cloud = await serveCloud();
  const { image } = await connectWith(openrc(`${cloud.url}/v3`), { log: (line) => lines.push(line) });

  await image.request({ method: 'GET', path: '/v2/images', query: new URLSearchParams({ limit: '1' }) });

  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/image\/v2\/images\?limit=1 200 \d+ ms$/);
});

test.each(['X-Auth-Token', 'authorization', 'x-subject-token', 'Set-Cookie', 'proxy-authorization'])(
  'the log masks the header %s',
  (name) => {
    expect(maskHeader(name, 'value')).toBe('***');
  },
);

test.each([
  ['{"auth":{"identity":{"token":{"id":"abc"}}}}', '{"auth":{"identity":{"token":{"id":"***"}}}}'],
  [
    '{"client_secret":"abc","a":[{"user_password":"abc"}]}',
    '{"client_secret":"***","a":[{"user_password":"***"}]}',
  ],
  ['{"token":{"user":{"id":"u1"}}}', '{"token":{"user":{"id":"u1"}}}'],
  ['not json: abc', '(13 bytes)'],
])('the log masks the fields with secret names in %s', (body, expected) => {
  expect(maskBody(body, 'application/json')).toBe(expected);
});

test('the log masks secrets in forms too', () => {
  expect(
    maskBody('grant_type=password&password=abc&client_secret=abc', 'application/x-www-form-urlencoded'),
  ).toBe('grant_type=password&password=***&client_secret=***');
});

test('the log masks a password at any depth of any document', () => {
  const leaf = fc.constantFrom(
    { password: 'the-needle' },
    { 'os-secret': 'the-needle' },
    { access_token: ['x'] },
  );
  const document = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('node')),
      fc.dictionary(fc.string(), tie('node')),
    ),
  })).node;
  fc.assert(
    fc.property(document, (value) => {
      expect(maskBody(JSON.stringify(value), 'application/json')).not.toContain('the-needle');
    }),
  );
});
