import { expect, onTestFinished, test } from 'vitest';
import { connectWith, openrc, PROJECT, serveCloud } from '../../support/keystone-double.ts';
import { json, type Received } from '../../support/openstack-server.ts';

const GET = { method: 'GET', path: '/v2/images' } as const;

function tokensOf(received: readonly Received[]): unknown[] {
  return received
    .filter((request) => request.path.startsWith('/image'))
    .map((request) => request.headers['x-auth-token']);
}

test('uses one token for many requests', async () => {
  const cloud = await serveCloud();
  const { image } = await connectWith(openrc(cloud.url));

  await Promise.all([image.request(GET), image.request(GET), image.request(GET)]);

  expect(tokensOf(cloud.received)).toEqual(['token-1', 'token-1', 'token-1']);
});

test.each([
  [119, 2],
  [125, 1],
])('a token with %d s left: two requests in turn use %d tokens', async (seconds, tokens) => {
  const cloud = await serveCloud({ lifetime: () => seconds });
  const { image } = await connectWith(openrc(cloud.url));
  await image.endpoint();
  const before = cloud.tokenRequests().length;

  await image.request(GET);
  const first = tokensOf(cloud.received).at(-1);
  await image.request(GET);
  const second = tokensOf(cloud.received).at(-1);

  expect(before).toBe(1);
  expect(new Set([first, second]).size).toBe(tokens);
});

test('renews a refused token once for all requests, and repeats each request once', async () => {
  const cloud = await serveCloud({
    otherwise: (request, response) =>
      json(response, request.headers['x-auth-token'] === 'token-1' ? 401 : 200, {}),
  });
  const { image } = await connectWith(openrc(cloud.url));
  await image.endpoint();

  const answers = await Promise.all([1, 2, 3, 4].map(() => image.request(GET)));

  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(cloud.tokenRequests()).toHaveLength(2);
});

test('repeats a change after a renewal too, as the service refused it unread', async () => {
  const cloud = await serveCloud({
    otherwise: (request, response) =>
      json(response, request.headers['x-auth-token'] === 'token-1' ? 401 : 201, {}),
  });
  const { image } = await connectWith(openrc(cloud.url));

  const answer = await image.request({ method: 'POST', path: '/v2/images', json: { name: 'x' } });

  expect(answer.status).toBe(201);
  expect(cloud.received.at(-1)?.body).toBe('{"name":"x"}');
});

test('fails after one renewal when the service refuses the new token too', async () => {
  const cloud = await serveCloud({ otherwise: (_request, response) => json(response, 401, {}) });
  const { image } = await connectWith(openrc(cloud.url));

  await expect(image.request(GET)).rejects.toMatchObject({
    status: 401,
    hint: expect.stringContaining('token'),
  });
  expect(tokensOf(cloud.received)).toEqual(['token-1', 'token-2']);
});

test('ensureToken renews a token that would expire during a long upload', async () => {
  const cloud = await serveCloud({ lifetime: (issued) => (issued === 1 ? 600 : 3600) });
  const { image } = await connectWith(openrc(cloud.url));
  await image.request(GET);

  await image.ensureToken(300);
  const stillFirst = cloud.tokenRequests().length;
  await image.ensureToken(1200);
  await image.request(GET);

  expect(stillFirst).toBe(1);
  expect(tokensOf(cloud.received)).toEqual(['token-1', 'token-2']);
});

test('ensureToken accepts a new token that is shorter than asked', async () => {
  const cloud = await serveCloud({ lifetime: () => 600 });
  const { image } = await connectWith(openrc(cloud.url));

  await image.ensureToken(86_400);

  expect(cloud.tokenRequests()).toHaveLength(1);
});

test('does not take a new token for an expired one when the local clock is wrong', async () => {
  const yesterday = Date.now() - 86_400_000;
  const cloud = await serveCloud({
    otherwise: (request, response) => {
      if (request.method !== 'POST') return json(response, 200, {});
      const token = {
        project: PROJECT,
        issued_at: new Date(yesterday).toISOString(),
        expires_at: new Date(yesterday + 3_600_000).toISOString(),
        catalog: [
          { type: 'image', endpoints: [{ interface: 'public', region: 'R', url: `${cloud.url}/image` }] },
        ],
      };
      json(response, 201, { token }, { 'x-subject-token': `skewed-${cloud.received.length}` });
    },
    prefix: '/unused',
  });
  const { image } = await connectWith(openrc(`${cloud.url}/v3`));

  await image.request(GET);
  await image.request(GET);

  expect(new Set(tokensOf(cloud.received)).size).toBe(1);
});

test('shares the failure of a Keystone that is down among all requests', async () => {
  let tokenRequests = 0;
  const cloud = await serveCloud({
    prefix: '/unused',
    otherwise: (_request, response) => {
      tokenRequests += 1;
      response.writeHead(503).end();
    },
  });
  const { image } = await connectWith(openrc(`${cloud.url}/v3`), { retry: { firstDelay: 1, tries: 3 } });

  await expect(image.request(GET)).rejects.toMatchObject({ status: 503 });
  expect(tokenRequests).toBe(3);
});

test('ends on an abort although Keystone stays silent', async () => {
  const abort = new AbortController();
  const cloud = await serveCloud({
    prefix: '/unused',
    otherwise: () => abort.abort(new Error('stopped')),
  });
  const { image } = await connectWith(openrc(`${cloud.url}/v3`));

  await expect(image.request({ ...GET, signal: abort.signal })).rejects.toThrow('stopped');
});

test('causes no warning with many requests at once under one signal', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const cloud = await serveCloud();
  const { signal } = new AbortController();
  const { image } = await connectWith(openrc(cloud.url), { signal });

  await Promise.all(Array.from({ length: 60 }, () => image.request(GET)));
  await Promise.all(
    Array.from({ length: 60 }, () => image.request({ ...GET, signal: new AbortController().signal })),
  );
  await new Promise((resolve) => setImmediate(resolve));

  expect(warnings).toEqual([]);
});
