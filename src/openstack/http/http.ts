import { PassThrough, type Readable } from 'node:stream';
import { DEFAULT_MINIMUM_RATE, type MinimumRate, watchMinimumRate } from '../../http/minimum-rate.ts';
import { createRoutes } from '../../http/routes.ts';
import { unlessAborted } from '../../model/abort.ts';
import { ConnectionError } from '../../model/errors.ts';
import { type Secrets, withoutCredentials } from '../../model/secrets.ts';
import { connectionError, TooSlow } from './connection-error.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';
import type { TlsOptions } from './tls.ts';
import { type UploadBody, watchBody } from './upload-body.ts';
import type { WireLog } from './wire-log.ts';

/** Milliseconds. */
export interface Timeouts {
  /** Until a connection stands, TLS included. */
  readonly connect: number;
  /** Without any progress: until an answer, or between two blocks of an answer. */
  readonly idle: number;
  /** `idle` for a streamed upload: after the last block the store may work for long. */
  readonly upload: number;
  /** A service whose answer comes more slowly counts as silent. */
  readonly minimumRate: MinimumRate;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 15_000,
  idle: 120_000,
  upload: 600_000,
  minimumRate: DEFAULT_MINIMUM_RATE,
};

/** Single exchanges: does not retry, follow redirects or judge the status. */
export interface Http {
  /** Throws ConnectionError when no answer comes, the error of a streamed body's source, or the signal's reason. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Breaks every exchange that is still under way. */
  close(): Promise<void>;
}

interface HttpOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tls: TlsOptions;
  readonly timeouts: Timeouts;
  readonly secrets: Secrets;
  readonly log: WireLog;
}

/** Bytes up to which a streamed body is read before it is sent. */
const SMALL_BODY = 1024 * 1024;

export function createHttp(options: HttpOptions): Http {
  const { env, tls, secrets, log, timeouts } = options;
  const routes = createRoutes({
    env,
    tls,
    secrets,
    connectTimeout: timeouts.connect,
    tunnelTimeout: timeouts.idle,
  });

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    request.signal?.throwIfAborted();
    const { method, url } = request;
    const upload = request.stream && watchBody(request.stream, request.streamBytes);
    // A body that is complete before the request begins cannot break off: it needs no connection of its own.
    const isSmall = upload !== undefined && (request.streamBytes ?? Number.POSITIVE_INFINITY) <= SMALL_BODY;
    const isExclusive = upload !== undefined && !isSmall;
    const route = routes.to(url, isExclusive);
    const idle = request.idleTimeout ?? (upload ? timeouts.upload : timeouts.idle);
    const exchange = log.begin(request);
    const done = () => isExclusive && routes.release(route);
    try {
      const whole =
        upload && isSmall ? await unlessAborted(collect(upload.bytes), request.signal) : undefined;
      const answer = await route.dispatcher.request({
        origin: route.origin,
        path: route.path,
        method,
        headers: {
          'user-agent': 'glance-reconcile',
          ...request.headers,
          ...route.headers,
          ...lengthOf(request),
        },
        // undici takes any async iterable, its types only streams.
        body: whole ?? (upload?.bytes as unknown as Readable | undefined) ?? request.text ?? null,
        headersTimeout: idle,
        bodyTimeout: idle,
        ...(request.signal && { signal: request.signal }),
      });
      const headers = flatten(answer.headers);
      // Before the log shows the answer: it may hold the new token elsewhere as well.
      secrets.add(headers['x-subject-token']);
      exchange.answered(answer.statusCode, headers);
      if (upload && !upload.isComplete() && answer.statusCode < 300) {
        answer.body.on('error', ignore).destroy();
        throw new ConnectionError(
          `${method} ${plain(url)}: answered ${answer.statusCode} before the whole body was sent`,
        );
      }
      answer.body.on('close', done);
      return {
        status: answer.statusCode,
        headers,
        body: readable(answer.body, request, timeouts.minimumRate),
      };
    } catch (error) {
      done();
      const failure = explain(error, request, upload);
      exchange.failed(failure);
      throw failure;
    }
  }

  return { send, close: () => routes.close() };
}

function explain(error: unknown, request: HttpRequest, upload: UploadBody | undefined): unknown {
  const thrown = upload?.failure();
  if (thrown !== undefined) return thrown.error;
  if (request.signal?.aborted) return request.signal.reason;
  if (error instanceof ConnectionError) return error;
  return connectionError(error, request.method, plain(request.url));
}

/** undici's body: fails with ConnectionError, and is broken off when it comes too slowly. */
function readable(body: Readable, request: HttpRequest, minimumRate: MinimumRate): Readable {
  const translated = new PassThrough();
  const rate = watchMinimumRate(minimumRate);
  let since = performance.now();
  body.on('data', (block: Buffer) => {
    const now = performance.now();
    if (rate.arrived(block.length, now - since) === 'missed') body.destroy(new TooSlow(minimumRate));
    since = now;
  });
  // Until then the service waited for the reader.
  translated.on('drain', () => {
    since = performance.now();
  });
  body.on('error', (error) => translated.destroy(explain(error, request, undefined) as Error));
  translated.on('close', () => body.destroy());
  return body.pipe(translated);
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  // Copies: the source may fill a block again once the next one is asked for.
  for await (const block of bytes) blocks.push(Uint8Array.from(block));
  return Buffer.concat(blocks);
}

function lengthOf(request: HttpRequest): Record<string, string> {
  return request.stream && request.streamBytes !== undefined
    ? { 'content-length': String(request.streamBytes) }
    : {};
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function plain(url: URL): string {
  return withoutCredentials(url.href);
}

function ignore(): void {}
