import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpSource } from '../../src/model/source/source.ts';
import type { ServiceRequest } from '../../src/openstack/service.ts';
import { fetchDocument } from '../../src/publisher/document.ts';
import { httpSource } from '../../src/publisher/http-source.ts';
import { askHttp } from '../../src/source/http/http-facts.ts';
import { openSource } from '../../src/source/open.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { connectWith, openrc, PASSWORD, PROJECT } from '../support/keystone-double.ts';
import { listen } from '../support/loopback.ts';
import { options, readAll } from '../support/source-server.ts';

/** Every redirect kind with every client: a new line in STATUSES, DESTINATIONS or CLIENTS joins all the others. */
const STATUSES = [301, 302, 303, 307, 308] as const;

interface Places {
  readonly home: string;
  /** Another port of the same host. */
  readonly other: string;
  readonly port: string;
  readonly otherPort: string;
}

interface Destination {
  readonly location: (places: Places) => string;
  /** Whether credentials may go there. */
  readonly isOwn: boolean;
  /** Sources cannot verify the certificate of the test's CA. */
  readonly tls?: true;
  readonly endless?: true;
}

const DESTINATIONS: Readonly<Record<string, Destination>> = {
  'the same origin': { location: ({ home }) => `${home}/landing`, isOwn: true },
  'a relative path': { location: () => 'landing', isOwn: true },
  'an absolute path': { location: () => '/landing', isOwn: true },
  'the same origin without a scheme': { location: ({ port }) => `//127.0.0.1:${port}/landing`, isOwn: true },
  'the same origin with user information': {
    location: ({ port }) => `http://thief:pass@127.0.0.1:${port}/landing`,
    isOwn: true,
  },
  'https of the same host and port': {
    location: ({ port }) => `https://127.0.0.1:${port}/landing`,
    isOwn: true,
    tls: true,
  },
  'itself, without end': { location: () => '', isOwn: true, endless: true },
  'another port': { location: ({ other }) => `${other}/landing`, isOwn: false },
  'https of another port': {
    location: ({ otherPort }) => `https://127.0.0.1:${otherPort}/landing`,
    isOwn: false,
    tls: true,
  },
  'another name of the host': { location: ({ port }) => `http://localhost:${port}/landing`, isOwn: false },
  'another name of the host without a scheme': {
    location: ({ otherPort }) => `//localhost:${otherPort}/landing`,
    isOwn: false,
  },
  'another origin with user information': {
    location: ({ otherPort }) => `http://thief:pass@127.0.0.1:${otherPort}/landing`,
    isOwn: false,
  },
  'another origin whose user information looks like the own one': {
    location: ({ port, otherPort }) => `http://127.0.0.1%3A${port}@127.0.0.1:${otherPort}/landing`,
    isOwn: false,
  },
  'another origin with backslashes': {
    location: ({ otherPort }) => `\\\\127.0.0.1:${otherPort}\\landing`,
    isOwn: false,
  },
  'another origin with an upper-case scheme': {
    location: ({ otherPort }) => `HTTP://127.0.0.1:${otherPort}/landing`,
    isOwn: false,
  },
  'another origin behind a second redirect': {
    location: ({ home }) => `${home}/hop`,
    isOwn: false,
  },
};

const TOKEN = 'gAAAAABtoken-of-the-double-0123456789';
const SOURCE_PASSWORD = 'source-secret-4711';
const SECRETS = [PASSWORD, TOKEN, SOURCE_PASSWORD];

interface Client {
  /** The request that gets the redirect: method and path. */
  readonly redirected: RegExp;
  /** Follows redirects with its credentials, without them to other origins, or never. */
  readonly follows: 'with credentials' | 'anywhere' | 'never';
  readonly method: string;
  readonly run: (home: string) => Promise<unknown>;
}

const federation = {
  OS_PROTOCOL: 'openid',
  OS_IDENTITY_PROVIDER: 'idp',
  OS_CLIENT_ID: 'client',
  OS_CLIENT_SECRET: PASSWORD,
};

function cloud(home: string, env: Record<string, string> = openrc(`${home}/v3`)) {
  return connectWith({ ...env, OS_CACERT: certificates.file('ca.pem') }, { retry: { tries: 1 } });
}

function logsIn(redirected: RegExp, env: (home: string) => Record<string, string>): Client {
  const run = async (home: string) => (await cloud(home, env(home))).target();
  return { redirected, follows: 'never', method: 'POST', run };
}

function asks(method: ServiceRequest['method'], more: Partial<ServiceRequest> = {}): Client {
  return {
    redirected: new RegExp(`^${method} /image/v2/images`),
    follows: 'with credentials',
    method,
    run: async (home) => {
      const { image } = await cloud(home);
      await (await image.request({ method, path: '/v2/images/x', ...more })).drop();
    },
  };
}

function downloads(
  method: 'GET' | 'HEAD',
  auth: HttpSource['auth'],
  read: (source: HttpSource) => Promise<unknown>,
): Client {
  return {
    redirected: new RegExp(`^${method} /files/`),
    follows: 'anywhere',
    method,
    run: (home) => read({ kind: 'http', url: `${home}/files/disk.img`, ...(auth && { auth }) }),
  };
}

const once = () => options({ retry: { tries: 1 } });
const bearer = { scheme: 'bearer', token: SOURCE_PASSWORD } as const;
const basic = { scheme: 'basic', user: 'reader', password: SOURCE_PASSWORD } as const;

async function* bytes() {
  yield Buffer.from(`#cloud-config: ${PASSWORD}`);
}

const CLIENTS: Readonly<Record<string, Client>> = {
  'login with a password': logsIn(/^POST \/v3\/auth\/tokens/, (home) => openrc(`${home}/v3`)),
  'login with a token': logsIn(/^POST \/v3\/auth\/tokens/, (home) => ({
    OS_AUTH_URL: `${home}/v3`,
    OS_AUTH_TYPE: 'v3token',
    OS_TOKEN: TOKEN,
    OS_PROJECT_NAME: 'service',
  })),
  'login with an application credential': logsIn(/^POST \/v3\/auth\/tokens/, (home) => ({
    OS_AUTH_URL: `${home}/v3`,
    OS_AUTH_TYPE: 'v3applicationcredential',
    OS_APPLICATION_CREDENTIAL_ID: 'id',
    OS_APPLICATION_CREDENTIAL_SECRET: PASSWORD,
  })),
  'login at an identity provider': logsIn(/^POST \/oidc/, (home) => ({
    ...openrc(`${home}/v3`),
    ...federation,
    OS_AUTH_TYPE: 'v3oidcpassword',
    OS_ACCESS_TOKEN_ENDPOINT: `${home}/oidc`,
  })),
  'login of a client at an identity provider': logsIn(/^POST \/oidc/, (home) => ({
    ...openrc(`${home}/v3`),
    ...federation,
    OS_AUTH_TYPE: 'v3oidcclientcredentials',
    OS_ACCESS_TOKEN_ENDPOINT: `${home}/oidc`,
  })),
  'login by federation': logsIn(/^POST \/v3\/OS-FEDERATION/, (home) => ({
    ...openrc(`${home}/v3`),
    ...federation,
    OS_AUTH_TYPE: 'v3oidcaccesstoken',
    OS_ACCESS_TOKEN: PASSWORD,
  })),
  'discovery of Keystone': {
    redirected: /^GET \/$/,
    follows: 'with credentials',
    method: 'GET',
    run: async (home) => (await cloud(home, openrc(home))).target(),
  },
  'validation of a token': {
    redirected: /^GET \/v3\/auth\/tokens/,
    follows: 'with credentials',
    method: 'GET',
    run: async (home) => {
      const { identity } = await cloud(home);
      const headers = { 'x-subject-token': TOKEN };
      return identity.request({ method: 'GET', path: '/v3/auth/tokens', headers });
    },
  },
  'lookup of a project': {
    redirected: /^GET \/v3\/projects/,
    follows: 'with credentials',
    method: 'GET',
    run: async (home) => (await cloud(home)).projects.find('another'),
  },
  'GET to Glance': asks('GET'),
  'HEAD to Glance': asks('HEAD'),
  'POST to Glance': asks('POST', { json: { name: PASSWORD } }),
  'PATCH to Glance': asks('PATCH', { json: [{ value: PASSWORD }] }),
  'PUT to Glance': asks('PUT', { json: { member: PASSWORD } }),
  'DELETE to Glance': asks('DELETE'),
  'upload to Glance': {
    ...asks('PUT'),
    follows: 'never',
    run: async (home) => {
      const { image } = await cloud(home);
      await image.request({ method: 'PUT', path: '/v2/images/x/file', body: bytes() });
    },
  },
  'request with user and password to Glance': {
    ...asks('GET'),
    run: async (home) => {
      const env = { OS_AUTH_TYPE: 'http_basic', OS_USERNAME: 'admin', OS_PASSWORD: PASSWORD };
      const { image } = await cloud(home, { ...env, OS_ENDPOINT: `${home}/image` });
      await (await image.request({ method: 'GET', path: '/v2/images/x' })).drop();
    },
  },
  'HEAD of a source with a token': downloads('HEAD', bearer, (source) => askHttp(source, once())),
  'HEAD of a source with a password': downloads('HEAD', basic, (source) => askHttp(source, once())),
  'GET of a source with a token': downloads('GET', bearer, async (source) =>
    readAll(await openSource(source, once(), { digests: {} })),
  ),
  'GET of a source with credentials in its URL': downloads('GET', undefined, async ({ url }) => {
    const source = httpSource(url.replace('://', `://reader:${SOURCE_PASSWORD}@`));
    if (source === null) throw new Error('the URL is not http');
    return readAll(await openSource(source, once(), { digests: {} }));
  }),
  "GET of a publisher's document": downloads('GET', basic, (source) => fetchDocument(source, once())),
};

interface Seen {
  readonly port: number;
  readonly isTls: boolean;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** All that it sent. */
  readonly whole: string;
}

let certificates: Certificates;
let places: Places;
let seen: Seen[] = [];
let current: { readonly client: Client; readonly status: number; readonly location: string };
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  certificates = await makeCertificates();
  closing.push(() => certificates.remove());
  const home = await serveBoth(answerAtHome);
  const other = await serveBoth((_request, response) => response.end('{}'));
  places = {
    home: `http://127.0.0.1:${home}`,
    other: `http://127.0.0.1:${other}`,
    port: String(home),
    otherPort: String(other),
  };
});
afterAll(async () => {
  for (const close of closing) await close();
});

/** Serves http and https on one port, as the first byte of a connection tells them apart. Records every request. */
async function serveBoth(answer: (request: Seen, response: ServerResponse) => void): Promise<number> {
  const recording =
    (isTls: boolean): RequestListener =>
    async (incoming, response) => {
      const request = await record(incoming, isTls, port);
      answer(request, response);
    };
  const plain = createHttpServer(recording(false));
  const secure = createTlsServer(
    { cert: await certificates.read('server.pem'), key: await certificates.read('server.key') },
    recording(true),
  );
  const { port, close } = await listen(
    createServer((socket: Socket) => {
      socket.on('error', () => {});
      socket.once('data', (first: Buffer) => {
        socket.pause();
        socket.unshift(first);
        (first[0] === 0x16 ? secure : plain).emit('connection', socket);
        process.nextTick(() => socket.resume());
      });
    }),
  );
  closing.push(close);
  return port;
}

async function record(incoming: IncomingMessage, isTls: boolean, port: number): Promise<Seen> {
  const { method = '', url = '', rawHeaders, headers } = incoming;
  const body = await text(incoming);
  const whole = `${method} ${url}\n${rawHeaders.join('\n')}\n${body}`;
  const request = { port, isTls, host: headers.host ?? '', method, path: url, whole };
  seen.push(request);
  return request;
}

/** Keystone and Glance, and a redirect for the request that the current client is about. */
function answerAtHome({ method, path }: Seen, response: ServerResponse): void {
  const { client, status, location } = current;
  if (path === '/hop') response.writeHead(status, { location: `${places.other}/landing` }).end();
  else if (path.endsWith('/landing')) answerJson(response, {});
  else if (client.redirected.test(`${method} ${path}`)) response.writeHead(status, { location }).end();
  else if (path === '/oidc') answerJson(response, { access_token: PASSWORD });
  else if (method === 'POST' && path.startsWith('/v3/')) answerJson(response, { token: tokenOf() });
  else answerJson(response, {});
}

function tokenOf() {
  const endpoints = [{ interface: 'public', region: 'RegionOne', url: `${places.home}/image/v2` }];
  return {
    user: { id: 'u1', name: 'glance' },
    project: PROJECT,
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    catalog: [{ type: 'image', endpoints }],
  };
}

function answerJson(response: ServerResponse, body: object): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'x-subject-token': TOKEN })
    .end(JSON.stringify(body));
}

function isHome({ port, host }: Seen): boolean {
  return String(port) === places.port && host === `127.0.0.1:${places.port}`;
}

/** The secrets that a request holds, also in base64. */
function secretsIn({ whole }: Seen): readonly string[] {
  const encoded = [...whole.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)].map(([word]) =>
    Buffer.from(word, 'base64').toString('latin1'),
  );
  return SECRETS.filter((secret) => [whole, ...encoded].some((part) => part.includes(secret)));
}

const CASES = Object.entries(CLIENTS).flatMap(([name, client]) =>
  Object.entries(DESTINATIONS).map(([where, destination]) => ({ name, client, where, destination })),
);

test.each(CASES)(
  '$name: no redirect to $where takes a secret to another origin',
  async ({ client, destination }) => {
    for (const status of STATUSES) {
      seen = [];
      current = { client, status, location: destination.location(places) };
      await Promise.resolve(client.run(places.home)).catch((error: unknown) => error);

      expect(seen.some(({ method, path }) => client.redirected.test(`${method} ${path}`))).toBe(true);
      expect(seen.filter((request) => !isHome(request)).flatMap(secretsIn)).toEqual([]);
      const landed = seen.filter(({ path }) => path.endsWith('/landing'));
      expect(landed.length > 0).toBe(mayLand(client, status, destination));
    }
  },
);

function mayLand(client: Client, status: number, { isOwn, tls, endless }: Destination): boolean {
  if (client.follows === 'never' || endless) return false;
  const isSafe = client.method === 'GET' || client.method === 'HEAD';
  if (client.follows === 'anywhere') return !tls;
  return isOwn && (isSafe || status !== 303);
}
