import { afterEach, describe, expect, test } from 'vitest';
import {
  type Fault,
  type ObservedRequest,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../src/sandbox/server.ts';
import { signIn } from './client.ts';

const open: Sandbox[] = [];
async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
}
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

test('both services of the sandbox listen on one loopback port, the image service below a path', async () => {
  const sandbox = await start();

  expect(sandbox.authUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/identity\/v3$/);
  expect(sandbox.imageUrl).toBe(`${new URL(sandbox.authUrl).origin}/image`);
});

test('the sandbox returns the OS_* variables of an admin in project service', async () => {
  const sandbox = await start({ adminPassword: 'chosen' });

  expect(sandbox.env).toMatchObject({
    OS_AUTH_URL: sandbox.authUrl,
    OS_USERNAME: 'admin',
    OS_PASSWORD: 'chosen',
    OS_PROJECT_NAME: 'service',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: sandbox.region,
    OS_IDENTITY_API_VERSION: '3',
  });
  expect((await (await signIn(sandbox)).images('GET', '/images')).status).toBe(200);
});

test('several sandboxes run independently of each other', async () => {
  const [one, two] = [await signIn(await start()), await signIn(await start())];
  const id = await one.create();

  expect((await two.images('GET', `/images/${id}`)).status).toBe(404);
  const foreign = await fetch(`${two.sandbox.imageUrl}/v2/images`, {
    headers: { 'x-auth-token': one.token },
  });
  expect(foreign.status).toBe(401);
});

test('the sandbox refuses a port in use', async () => {
  const { port } = new URL((await start()).authUrl);

  await expect(startSandbox({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a closed sandbox answers no more', async () => {
  const sandbox = await startSandbox();
  await sandbox.close();

  await expect(fetch(sandbox.authUrl)).rejects.toThrow();
});

test('the sandbox refuses an expired token', async () => {
  const admin = await signIn(await start({ tokenSeconds: 0 }));

  expect((await admin.images('GET', '/images')).status).toBe(401);
});

describe('hooks', () => {
  test('hooks of the sandbox receive every request, before and after it is handled', async () => {
    const seen: unknown[] = [];
    const sandbox = await start({
      onRequest: (request) => seen.push(['before', request]),
      onResponse: (request, status) => seen.push(['after', request.method, status]),
    });
    const admin = await signIn(sandbox);
    seen.length = 0;

    await (await admin.images('GET', '/images?limit=1')).text();
    await (await admin.images('DELETE', '/images/none')).text();

    await expect
      .poll(() => seen)
      .toEqual([
        ['before', { method: 'GET', path: '/image/v2/images', service: 'image' }],
        ['after', 'GET', 200],
        ['before', { method: 'DELETE', path: '/image/v2/images/none', service: 'image' }],
        ['after', 'DELETE', 404],
      ]);
  });

  const faulty = async (
    fault: Fault,
  ): Promise<{ answer: Promise<Response>; names: () => Promise<string[]> }> => {
    let armed = false;
    const sandbox = await start({
      fault: (request: ObservedRequest) => (armed && request.method === 'POST' ? fault : undefined),
    });
    const admin = await signIn(sandbox);
    armed = true;
    return {
      answer: admin.images('POST', '/images', { name: 'wanted' }),
      async names() {
        const listed = (await (await admin.images('GET', '/images')).json()) as {
          images: { name: string }[];
        };
        return listed.images.map((image) => image.name);
      },
    };
  };

  test('hooks of the sandbox answer a request in place of the service', async () => {
    const { answer, names } = await faulty({ status: 503, body: 'busy', headers: { 'retry-after': '1' } });

    const got = await answer;
    expect([got.status, await got.text(), got.headers.get('retry-after')]).toEqual([503, 'busy', '1']);
    expect(await names()).toEqual([]);
  });

  test('hooks of the sandbox break the connection before the request is handled with `reset`', async () => {
    const { answer, names } = await faulty('reset');

    await expect(answer).rejects.toThrow();
    expect(await names()).toEqual([]);
  });

  test('hooks of the sandbox break the connection after the request is handled with `lose-answer`', async () => {
    const { answer, names } = await faulty('lose-answer');

    await expect(answer).rejects.toThrow();
    expect(await names()).toEqual(['wanted']);
  });

  test.each<[string, Fault, (upload: Promise<Response>) => Promise<void>]>([
    [
      'the service answers a 500 of its own',
      { status: 500, stuck: true },
      async (upload) => {
        const { status, headers } = await upload;
        expect([status, headers.get('x-openstack-request-id')]).toEqual([
          500,
          expect.stringMatching(/^req-/),
        ]);
      },
    ],
    [
      'a proxy answers 500',
      { status: 500, stuck: true, byProxy: true },
      async (upload) => expect((await upload).headers.get('x-openstack-request-id')).toBeNull(),
    ],
    ['the service is killed', 'killed', (upload) => expect(upload).rejects.toThrow()],
  ])('hooks of the sandbox leave an image `saving` for good, as when %s', async (_what, fault, check) => {
    const sandbox = await start({ fault: ({ method }) => (method === 'PUT' ? fault : undefined) });
    const admin = await signIn(sandbox);
    const id = await admin.create();
    await check(admin.upload(id, new Uint8Array(4_000_000)));
    expect((await admin.show(id)).status).toBe('saving');
    expect((await admin.images('DELETE', `/images/${id}`)).status).toBe(204);
  });
});
