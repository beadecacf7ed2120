import { connect, type Socket } from 'node:net';
import type { Sandbox } from '../../src/sandbox/server.ts';

/** A signed-in user of a sandbox. */
export interface Client {
  readonly sandbox: Sandbox;
  readonly token: string;
  readonly userId: string;
  images(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  identity(method: string, path: string, body?: unknown): Promise<Response>;
  /** Creates an image (raw, bare, private) and returns its id. */
  create(attributes?: Record<string, unknown>): Promise<string>;
  upload(id: string, data: string | Uint8Array<ArrayBuffer> | ReadableStream): Promise<Response>;
  // biome-ignore lint/suspicious/noExplicitAny: as the server sent it
  show(id: string): Promise<any>;
}

export async function signIn(sandbox: Sandbox, user = 'admin', project = 'service'): Promise<Client> {
  const domain = { name: 'Default' };
  const answer = await fetch(`${sandbox.authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: user, domain, password: sandbox.env.OS_PASSWORD } },
        },
        scope: { project: { name: project, domain } },
      },
    }),
  });
  if (answer.status !== 201) throw new Error(`${user} cannot sign in: ${await answer.text()}`);
  const token = answer.headers.get('x-subject-token')!;
  const { user: signedIn } = ((await answer.json()) as { token: { user: { id: string } } }).token;
  return clientOf(sandbox, token, signedIn.id);
}

function clientOf(sandbox: Sandbox, token: string, userId: string): Client {
  const send = (
    url: string,
    method: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Response> =>
    fetch(url, {
      method,
      headers: {
        'x-auth-token': token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const images: Client['images'] = (method, path, body, headers = {}) =>
    send(`${sandbox.imageUrl}/v2${path}`, method, body, headers);
  return {
    sandbox,
    token,
    userId,
    images,
    identity: (method, path, body) => send(`${sandbox.authUrl}${path}`, method, body, {}),
    async create(attributes = {}) {
      const json = { name: 'image', disk_format: 'raw', container_format: 'bare', visibility: 'private' };
      const answer = await images('POST', '/images', { ...json, ...attributes });
      if (answer.status !== 201) throw new Error(`no image: ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    },
    upload(id, data) {
      return fetch(`${sandbox.imageUrl}/v2/images/${id}/file`, {
        method: 'PUT',
        headers: { 'x-auth-token': token, 'content-type': 'application/octet-stream' },
        body: data,
        duplex: 'half',
      });
    },
    async show(id) {
      return (await images('GET', `/images/${id}`)).json();
    },
  };
}

/** Starts an upload that announces `length` bytes, or is chunked, and sends the first of them. */
export async function beginUpload(
  client: Client,
  id: string,
  first: string,
  framing: number | 'chunked',
): Promise<Socket> {
  const url = new URL(client.sandbox.imageUrl);
  const socket = connect(Number(url.port), url.hostname);
  const frame = framing === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${framing}`;
  const bytes = framing === 'chunked' ? `${first.length.toString(16)}\r\n${first}\r\n` : first;
  socket.write(
    `PUT ${url.pathname}/v2/images/${id}/file HTTP/1.1\r\nHost: ${url.host}\r\nX-Auth-Token: ${client.token}\r\n` +
      `Content-Type: application/octet-stream\r\n${frame}\r\n\r\n${bytes}`,
  );
  // The tests break this upload on purpose.
  socket.on('error', () => {});
  return socket;
}
