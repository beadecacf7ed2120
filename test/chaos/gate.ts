import {
  type ClientRequest,
  createServer,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Upstreams } from './cloud.ts';
import type { Disturbance, Fault, Kill } from './disturbance.ts';

export type Service = 'identity' | 'image' | 'files';

/** One request of the program. Requests to the image server and to the cloud are counted separately. */
export interface Passing {
  readonly service: Service;
  /** The number within the run, from 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** The number among similar requests, from 1. Requests to other images are similar, too. */
  readonly turn: number;
  /** Whether its body is other than JSON. */
  readonly isUpload: boolean;
  /** Whether Glance itself asks the image server. */
  readonly isByCloud: boolean;
}

export interface GateHooks {
  /** The disturbance of this request; null: none. */
  readonly disturb: (passing: Passing) => Disturbance | null;
  /** Kills the program immediately. */
  readonly kill: () => void;
  /** Awaited after each request to the cloud was handled, before its answer goes out. */
  readonly handled: (passing: Passing) => Promise<void>;
}

/** A proxy before Keystone (`/identity`), Glance (`/image`) and a server of images (`/files`). */
export interface Gate {
  readonly url: string;
  /**
   * Sets the target and the disturbance of the following requests, and restarts the count. The answers' dates are
   * `clockShift` milliseconds ahead.
   */
  attach(upstreams: Upstreams, hooks: GateHooks, clockShift?: number): void;
  /** Lets the cloud notice all broken uploads. */
  release(): void;
  /** Requests since then. */
  readonly passed: readonly Passing[];
  close(): Promise<void>;
}

export interface GateOptions {
  /** The bytes of a path below `/files/`; null: no such file. */
  readonly file: (name: string) => Buffer | null;
  /**
   * Handles one request at a time, so that every state of the cloud is checked and requests have an order. If false,
   * requests of several runs pass at the same time.
   */
  readonly inTurn: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export async function openGate(options: GateOptions): Promise<Gate> {
  const agent = new HttpAgent({ keepAlive: true });
  let upstreams: Upstreams = { identity: '', image: '' };
  let hooks: GateHooks | null = null;
  let passed: Passing[] = [];
  let turn: Promise<void> = Promise.resolve();
  let outage = false;
  let ahead = 0;
  let unnoticed: Unnoticed[] = [];

  async function inTurn(work: () => Promise<void>): Promise<void> {
    if (!options.inTurn) return work();
    const before = turn;
    let done = () => {};
    turn = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      await work();
    } finally {
      done();
    }
  }

  const server = createServer((message, response) => {
    message.on('error', () => {});
    response.on('error', () => {});
    const service = serviceOf(message);
    const attached = hooks;
    if (!attached) return void message.socket?.destroy();
    const handle = () => serve(message, response, service, attached);
    const work = service === 'files' ? handle() : inTurn(handle);
    work.catch(() => message.socket?.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;

  async function serve(
    message: IncomingMessage,
    response: ServerResponse,
    service: Service,
    attached: GateHooks,
  ): Promise<void> {
    // Drop a request that waited for its turn while the program was killed.
    if (message.socket?.destroyed || attached !== hooks || outage) return void message.socket?.destroy();
    const passing = note(message, service);
    const disturbance = attached.disturb(passing);
    if (disturbance === null) return forward(message, response, passing, attached);
    if ('kill' in disturbance) return killAt(disturbance.kill, message, passing, attached);
    if (disturbance.fault.kind === 'outage') outage = true;
    return misbehave(disturbance.fault, { message, response, passing, hooks: attached });
  }

  function note(message: IncomingMessage, service: Service): Passing {
    const isFile = service === 'files';
    const method = message.method ?? 'GET';
    const path = (message.url ?? '/').replace(/\?.*$/, '');
    const passing: Passing = {
      service,
      number: passed.filter((one) => (one.service === 'files') === isFile).length + 1,
      method,
      path,
      turn: passed.filter((one) => likeness(one) === likeness({ method, path })).length + 1,
      isByCloud: isFile && message.headers['user-agent'] !== 'glance-reconcile',
      isUpload: message.headers['content-type'] === 'application/octet-stream',
    };
    passed.push(passing);
    return passing;
  }

  async function handled(message: IncomingMessage, passing: Passing, attached: GateHooks): Promise<Answer> {
    if (passing.service === 'files') return fileAnswer(message, options.file);
    const answer = await passOn(message, upstreams, agent);
    await attached.handled(passing);
    unnoticed = unnoticed.filter((upload) => !isNoticed(upload, passing));
    return { ...answer, headers: shiftDate(answer.headers, ahead) };
  }

  async function forward(
    message: IncomingMessage,
    response: ServerResponse,
    passing: Passing,
    attached: GateHooks,
  ): Promise<void> {
    reply(response, await handled(message, passing, attached));
  }

  async function killAt(
    kill: Kill,
    message: IncomingMessage,
    passing: Passing,
    attached: GateHooks,
  ): Promise<void> {
    if (kill === 'kill in mid-body') (await passHalf(message, upstreams)).destroy();
    if (kill === 'kill in mid-body, unnoticed') {
      unnoticed.push({ image: imageOf(passing.path), looks: 0, upload: await passHalf(message, upstreams) });
    }
    if (kill === 'kill after') await handled(message, passing, attached);
    attached.kill();
    message.socket?.destroy();
  }

  async function misbehave(
    fault: Fault,
    exchange: {
      readonly message: IncomingMessage;
      readonly response: ServerResponse;
      readonly passing: Passing;
      readonly hooks: GateHooks;
    },
  ): Promise<void> {
    const { message, response, passing } = exchange;
    const act = () => handled(message, passing, exchange.hooks);
    switch (fault.kind) {
      case 'answer':
        // Like a server that refuses before it reads: do not wait for the rest of the body.
        response.writeHead(fault.status, {
          ...fault.headers,
          'content-type': 'text/plain',
          connection: 'close',
        });
        return void response.end('injected');
      case 'late-504':
        await act();
        return void response.writeHead(504).end();
      case 'reset':
      case 'outage':
        return void message.socket?.destroy();
      case 'reset-in-mid-body':
        (await passHalf(message, upstreams)).destroy();
        return void message.socket?.destroy();
      case 'lost-answer':
        await act();
        return void message.socket?.destroy();
      case 'half-answer':
        return replyHalf(response, await act());
      case 'cut-answer': {
        const answer = await act();
        return reply(response, { ...answer, body: answer.body.subarray(0, answer.body.length / 2) });
      }
      case 'stall':
        return;
      case 'stall-after':
        await act();
        return;
      case 'trickle':
        return trickle(response, await act());
      case 'other-bytes': {
        const answer = await act();
        const body = Buffer.from(answer.body);
        if (body.length > 0) body[body.length - 1]! ^= 1;
        return reply(response, { ...answer, body });
      }
    }
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    attach(to, given, clockShift = 0) {
      server.closeAllConnections();
      ahead = clockShift;
      upstreams = to;
      hooks = given;
      passed = [];
      outage = false;
      turn = Promise.resolve();
    },
    release() {
      for (const { upload } of unnoticed.splice(0)) upload.destroy();
    },
    get passed() {
      return passed;
    },
    async close() {
      hooks = null;
      for (const { upload } of unnoticed) upload.destroy();
      agent.destroy();
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    },
  };
}

/** The kind of a request: similar requests differ at most in the image id. */
export function likeness({ method, path }: Pick<Passing, 'method' | 'path'>): string {
  return `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`;
}

function serviceOf(message: IncomingMessage): Service {
  const [, first] = (message.url ?? '/').split(/[/?]/);
  return first === 'identity' || first === 'files' ? first : 'image';
}

function upstreamOf(message: IncomingMessage, upstreams: Upstreams): URL {
  const rest = (message.url ?? '/').replace(/^\/(identity|image)/, '');
  return new URL(`${serviceOf(message) === 'identity' ? upstreams.identity : upstreams.image}${rest}`);
}

function open(message: IncomingMessage, upstreams: Upstreams, agent: HttpAgent | false) {
  const { connection: _connection, ...headers } = message.headers;
  return httpRequest(upstreamOf(message, upstreams), { method: message.method ?? 'GET', headers, agent });
}

async function passOn(message: IncomingMessage, upstreams: Upstreams, agent: HttpAgent): Promise<Answer> {
  // A connection that stayed open across a restart of the sandbox may be dead: uploads get a new connection.
  const isStreamed = message.headers['content-type'] === 'application/octet-stream';
  const outgoing = open(message, upstreams, isStreamed ? false : agent);
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      readAll(incoming).then(
        (body) => resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body }),
        reject,
      );
    });
    // When the client breaks the connection, break the request to the service too, even after its last bytes.
    message.on('close', () => {
      if (!message.readableEnded) outgoing.destroy(new Error('the client has gone'));
    });
    message.pipe(outgoing);
  });
}

/** Sends the head and the first half of the body on. */
async function passHalf(message: IncomingMessage, upstreams: Upstreams): Promise<ClientRequest> {
  const half = Math.floor(Number(message.headers['content-length'] ?? 2) / 2);
  const outgoing = open(message, upstreams, false);
  outgoing.on('error', () => {});
  outgoing.on('response', (incoming) => incoming.resume());
  let sent = 0;
  // Node 20 keeps the connection of a message that is destroyed half-way: the caller breaks it.
  for await (const block of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    const part = block.subarray(0, half - sent);
    await new Promise<void>((flushed) => outgoing.write(part, () => flushed()));
    sent += part.length;
    if (sent >= half) break;
  }
  return outgoing;
}

/** A broken upload that the cloud has not noticed yet. */
interface Unnoticed {
  readonly image: string;
  /** The number of looks at the image since then. */
  looks: number;
  readonly upload: ClientRequest;
}

const LOOKS_UNTIL_NOTICED = 3;

/** Lets the cloud notice the broken upload after a few looks at the image, or its deletion. */
function isNoticed(unnoticed: Unnoticed, { method, path }: Passing): boolean {
  if (imageOf(path) !== unnoticed.image) return false;
  unnoticed.looks += 1;
  if (method !== 'DELETE' && unnoticed.looks < LOOKS_UNTIL_NOTICED) return false;
  unnoticed.upload.destroy();
  return true;
}

function imageOf(path: string): string {
  const [, id = ''] = /\/v2\/images\/([^/]+)/.exec(path) ?? [];
  return id;
}

function shiftDate(headers: Answer['headers'], ahead: number): Answer['headers'] {
  const date = Date.parse(String(headers.date));
  return Number.isNaN(date) || ahead === 0
    ? headers
    : { ...headers, date: new Date(date + ahead).toUTCString() };
}

function fileAnswer(message: IncomingMessage, file: GateOptions['file']): Answer {
  const bytes = file(decodeURIComponent((message.url ?? '').replace(/^\/files\//, '')));
  if (bytes === null) return { status: 404, headers: {}, body: Buffer.from('no such file') };
  const etag = `"${bytes.length}-${bytes.readUInt32BE(bytes.length - 4)}"`;
  const [, from] = /^bytes=(\d+)-$/.exec(message.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const headers: Record<string, string> = {
    etag,
    'accept-ranges': 'bytes',
    'content-length': String(bytes.length - start),
  };
  if (from !== undefined) headers['content-range'] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  const body = message.method === 'HEAD' ? Buffer.alloc(0) : bytes.subarray(start);
  return { status: from === undefined ? 200 : 206, headers, body };
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];

function headersOf(answer: Answer): Record<string, string | string[]> {
  const kept = Object.entries(answer.headers).filter(
    ([name, value]) => value !== undefined && !HOP_BY_HOP.includes(name),
  );
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

function reply(response: ServerResponse, answer: Answer): void {
  const headers = headersOf(answer);
  // The headers of a HEAD answer describe a body that it does not have.
  if (answer.body.length > 0) headers['content-length'] = String(answer.body.length);
  response.writeHead(answer.status, headers).end(answer.body);
}

function replyHalf(response: ServerResponse, answer: Answer): void {
  const { body } = answer;
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': String(body.length || 10) });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

async function trickle(response: ServerResponse, answer: Answer): Promise<void> {
  const { body } = answer;
  response.writeHead(answer.status, headersOf(answer));
  const size = Math.max(1, Math.ceil(body.length / 8));
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  response.end();
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of message) blocks.push(block as Buffer);
  return Buffer.concat(blocks);
}
