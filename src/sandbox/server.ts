import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { directoryArchive, memoryArchive } from './archive.ts';
import { startClock } from './clock.ts';
import { describeRequest, type Reply, type SandboxRequest } from './http.ts';
import { directoryBlobs, memoryBlobs } from './images/blobs.ts';
import type { Glance } from './images/context.ts';
import { STAGING, STORES } from './images/record.ts';
import { openRecords } from './images/records.ts';
import { type Release, TRAITS } from './images/release.ts';
import { type MoreFormats, propertiesWith } from './images/schemas.ts';
import { answerImages } from './images/service.ts';
import { openTasks } from './images/task-store.ts';
import type { Keystone } from './keystone/context.ts';
import { openDirectory, REGION } from './keystone/directory.ts';
import { answerIdentity } from './keystone/service.ts';
import { openTokens } from './keystone/tokens.ts';

/** A request as hooks see it. */
export interface ObservedRequest {
  readonly method: string;
  /** With the service's prefix, without the query. */
  readonly path: string;
  readonly service: 'identity' | 'image';
}

/** An answer in place of the service's own. */
export interface FaultReply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Handles the request all the same, as behind a proxy that has timed out. Default: the request is not handled. */
  readonly afterwards?: boolean;
  /** An upload: takes in all its data, stores nothing, and leaves the image as it is meanwhile (a locked database). */
  readonly stuck?: boolean;
  /** The answer of a proxy: it does not have the id that Glance gives a request. */
  readonly byProxy?: boolean;
}

/**
 * `reset` breaks the connection before the request is handled. `lose-answer` breaks it after the request is handled,
 * and `half-answer` in the middle of the answer's body. `killed` breaks it in the middle of an upload, and leaves the
 * image as it is meanwhile.
 */
export type Fault = FaultReply | 'reset' | 'lose-answer' | 'half-answer' | 'killed';

export interface SandboxOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Directory that keeps the data for later processes; null, the default: in memory. */
  readonly dataDir?: string | null;
  /** The password of every user. */
  readonly adminPassword?: string;
  /** Seconds until a token expires; default one hour. */
  readonly tokenSeconds?: number;
  /** The release of Glance that the sandbox behaves like; default 2022.2, which is measured. */
  readonly like?: Release;
  /** Properties that this service requires of every new image, as releases from 2026.1 on can; default none. */
  readonly requiredProperties?: readonly string[];
  /** Formats that Glance accepts besides its default ones; default none. */
  readonly moreFormats?: MoreFormats;
  /** Called before each request is handled. */
  readonly onRequest?: (request: ObservedRequest) => void;
  /** Called after each answer, with the status; 0 when the connection was broken instead. */
  readonly onResponse?: (request: ObservedRequest, status: number) => void;
  /** Called for each request; undefined lets the request pass. */
  readonly fault?: (request: ObservedRequest) => Fault | undefined;
}

/** A running Keystone and Glance. */
export interface Sandbox {
  /** The URL of Keystone, with `/v3`. */
  readonly authUrl: string;
  /** The Images endpoint, without a version. It has a path, as behind many proxies. */
  readonly imageUrl: string;
  readonly region: string;
  /** The `OS_*` of the admin in project `service`, and the password of the user `member`. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends imports, breaks connections and stops listening. */
  close(): Promise<void>;
}

const DEFAULT_PASSWORD = 'sandbox-password';

const MAX_HEADER_BYTES = 64 * 1024;

/** Bytes of a request line that the image service accepts, with the line break. */
const MAX_REQUEST_LINE_BYTES = 8192;

const PREFIXES = { identity: '/identity', image: '/image' } as const;

/**
 * Starts an embedded Keystone v3 and Glance (Images v2) on one port. They hold the domain Default, the projects
 * admin, service and tenant1 to tenant3, and the users admin and glance (admin on service and admin) and member
 * (member and reader on tenant1).
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const password = options.adminPassword ?? DEFAULT_PASSWORD;
  const closing = new AbortController();
  const { keystone, glance } = openServices(options, password, closing.signal);
  const inFlight = new Set<Promise<void>>();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    const work = serve({ keystone, glance, options }, message, response);
    inFlight.add(work);
    void work.finally(() => inFlight.delete(work));
  });
  // An upload has no time limit. Idle connections stay open longer than clients keep them.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 75_000;
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const authUrl = `${origin}${PREFIXES.identity}/v3`;
  return {
    authUrl,
    imageUrl: `${origin}${PREFIXES.image}`,
    region: REGION,
    env: environment(authUrl, password),
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      // Uploads that this breaks reset their images before another sandbox may open the data.
      await Promise.all([closed, ...inFlight, ...glance.running]);
    },
  };
}

interface Services {
  readonly keystone: Keystone;
  readonly glance: Glance;
}

function openServices(options: SandboxOptions, password: string, closing: AbortSignal): Services {
  const clock = startClock();
  const directory = options.dataDir ?? null;
  const archive = directory === null ? memoryArchive() : directoryArchive(directory);
  const places = [...STORES, STAGING];
  const traits = TRAITS[options.like ?? '2022.2'];
  return {
    keystone: {
      archive,
      directory: openDirectory(archive, password),
      tokens: openTokens(clock, options.tokenSeconds ?? 3600),
    },
    glance: {
      records: openRecords(archive, clock),
      blobs: directory === null ? memoryBlobs() : directoryBlobs(join(directory, 'data'), places),
      tasks: openTasks(archive, clock),
      clock,
      imageProperties: propertiesWith(options.moreFormats ?? {}),
      traits,
      required: traits.requires ? (options.requiredProperties ?? []) : [],
      closing,
      running: new Set(),
    },
  };
}

function environment(authUrl: string, password: string): Record<string, string> {
  return {
    OS_AUTH_URL: authUrl,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: 'admin',
    OS_PASSWORD: password,
    OS_PROJECT_NAME: 'service',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: REGION,
    RECONCILE_STACK_MEMBER_PASSWORD: password,
  };
}

async function serve(
  sandbox: Services & { readonly options: SandboxOptions },
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { options } = sandbox;
  // A message whose body was not read to its end forgets its socket.
  const { socket } = message;
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  const search = rest.join('?');
  const service = path.startsWith(PREFIXES.identity) ? 'identity' : 'image';
  const observed: ObservedRequest = { method: message.method ?? 'GET', path, service };
  const origin = `http://${message.headers.host ?? 'localhost'}`;
  try {
    options.onRequest?.(observed);
    const fault = options.fault?.(observed);
    if (fault === 'reset') {
      socket.destroy();
      return;
    }
    const described = describeRequest(message, path.slice(PREFIXES[service].length), search, origin);
    const failing = fault === 'killed' || (typeof fault === 'object' && fault.stuck === true);
    const request = failing
      ? { ...described, body: Readable.from(breakingOff(described.body, fault)), isStuck: true }
      : described;
    const isDone = typeof fault !== 'object' || fault.afterwards === true || fault.stuck === true;
    const proper = isDone
      ? await answer(sandbox, service, path, request, origin).catch((error: unknown) => {
          if (failing) return null;
          throw error;
        })
      : null;
    const reply = typeof fault === 'object' ? fault : proper;
    if (fault === 'lose-answer' || fault === 'killed') socket.destroy();
    else if (reply !== null) await send(response, reply, request, fault === 'half-answer');
  } catch (error) {
    const clientGone = message.errored !== null || message.destroyed || response.headersSent;
    if (clientGone) socket.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
  } finally {
    options.onResponse?.(observed, response.headersSent ? response.statusCode : 0);
  }
}

/** The body of an upload that fails: after its first block when the service is killed, else after all. */
async function* breakingOff(
  body: AsyncIterable<Uint8Array>,
  fault: Fault | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const block of body) {
    yield block;
    if (fault === 'killed') break;
  }
  throw new Error('the service failed');
}

async function answer(
  { keystone, glance }: Services,
  service: 'identity' | 'image',
  path: string,
  request: SandboxRequest,
  origin: string,
): Promise<Reply> {
  const urls = {
    identity: `${origin}${PREFIXES.identity}/v3`,
    image: `${origin}${PREFIXES.image}`,
  };
  const prefix = PREFIXES[service];
  if (path !== prefix && !path.startsWith(`${prefix}/`)) {
    return {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=UTF-8' },
      body: `Keystone is at ${urls.identity}, Glance at ${urls.image}\n`,
    };
  }
  if (
    service === 'image' &&
    request.method.length + path.length + request.search.length + 13 > MAX_REQUEST_LINE_BYTES
  ) {
    return { status: 414 };
  }
  if (service === 'identity') return answerIdentity(keystone, request, urls);
  const authority = { find: keystone.tokens.find, url: `${origin}${PREFIXES.identity}` };
  return answerImages(glance, request, urls.image, authority);
}

async function send(
  response: ServerResponse,
  reply: Reply,
  request: SandboxRequest,
  half: boolean,
): Promise<void> {
  response.statusCode = reply.status;
  if (reply.reason !== undefined) response.statusMessage = reply.reason;
  if (!('byProxy' in reply)) response.setHeader('x-openstack-request-id', request.requestId);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  const { body } = reply;
  if (half) return sendHalf(response, body ?? '');
  if (body !== undefined && typeof body !== 'string') {
    await pipeline(Readable.from(body), response);
    return;
  }
  const text = body ?? '';
  if (reply.status !== 204) response.setHeader('content-length', Buffer.byteLength(text));
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(request.method === 'HEAD' ? undefined : text);
  });
}

/** The first half of the first block, announced with the length of the whole body. */
async function sendHalf(response: ServerResponse, body: NonNullable<Reply['body']>): Promise<void> {
  const blocks = typeof body === 'string' ? [Buffer.from(body)] : body;
  if (typeof body === 'string') response.setHeader('content-length', Buffer.byteLength(body));
  for await (const block of blocks) {
    await new Promise<void>((written) => {
      response.write(block.subarray(0, block.length / 2), () => written());
    });
    break;
  }
  response.destroy();
}
