import type { Socket } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { Agent, type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { ConnectionError } from '../model/errors.ts';
import { createPace, LEAST_PACE, type LeastPace } from '../model/pace.ts';
import { type Secrets, withoutCredentials } from '../model/secrets.ts';
import { steadyConnector } from '../net/steady-end.ts';
import { connectionError, TooSlow } from './connection-fault.ts';
import { withPatientWrites } from './patient-socket.ts';
import { type ProxyServer, proxyFor } from './proxy.ts';
import type { TlsOptions } from './tls.ts';
import { type UploadBody, watchBody } from './upload-body.ts';
import type { WireLog } from './wire-log.ts';

/** Milliseconds. */
export interface Timeouts {
  /** Until a connection stands, TLS included. */
  readonly connect: number;
  /** Without any progress: waiting for an answer, or between two blocks of it. */
  readonly idle: number;
  /** The same for a streamed upload, whose store may take its time after the last block. */
  readonly upload: number;
  /** A peer whose answer comes more slowly counts as silent. */
  readonly pace: LeastPace;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 15_000,
  idle: 120_000,
  upload: 600_000,
  pace: LEAST_PACE,
};

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. */
  readonly text?: string;
  /** A streamed body: sent once. */
  readonly stream?: AsyncIterable<Uint8Array>;
  readonly streamBytes?: number;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; see {@link Timeouts.idle}. */
  readonly idleTimeout?: number | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Fails with ConnectionError, or the signal's reason. */
  readonly body: Readable;
}

/** One exchange at a time: no retries, no redirects, no judgement of the status. */
export interface Http {
  /** Throws ConnectionError when no answer comes, what a streamed body threw, or the signal's reason. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Breaks whatever is still under way. */
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tls: TlsOptions;
  readonly timeouts: Timeouts;
  readonly secrets: Secrets;
  readonly log: WireLog;
}

export function createHttp(options: HttpOptions): Http {
  const { log, timeouts } = options;
  const routes = createRoutes(options);

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    request.signal?.throwIfAborted();
    const { method, url } = request;
    const upload = request.stream && watchBody(request.stream, request.streamBytes);
    const route = routes.to(url, upload !== undefined);
    const idle = request.idleTimeout ?? (upload ? timeouts.upload : timeouts.idle);
    const exchange = log.begin(request);
    const done = () => upload && routes.release(route.dispatcher);
    try {
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
        body: (upload?.bytes as unknown as Readable | undefined) ?? request.text ?? null,
        headersTimeout: idle,
        bodyTimeout: idle,
        ...(request.signal && { signal: request.signal }),
      });
      const headers = flatten(answer.headers);
      exchange.answered(answer.statusCode, headers);
      if (upload && !upload.isComplete() && answer.statusCode < 300) {
        answer.body.on('error', ignore).destroy();
        throw new ConnectionError(
          `${method} ${plain(url)}: answered ${answer.statusCode} before the whole body was sent`,
        );
      }
      answer.body.on('close', done);
      return { status: answer.statusCode, headers, body: readable(answer.body, request, timeouts.pace) };
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

/** undici's body, with its failures put into our words, and broken off when it only drips. */
function readable(body: Readable, request: HttpRequest, leastPace: LeastPace): Readable {
  const translated = new PassThrough();
  const pace = createPace(leastPace);
  let since = performance.now();
  body.on('data', (block: Buffer) => {
    const now = performance.now();
    if (pace.arrived(block.length, now - since) === 'missed') body.destroy(new TooSlow(leastPace));
    since = now;
  });
  // Until then it was the reader who was waited for.
  translated.on('drain', () => {
    since = performance.now();
  });
  body.on('error', (error) => translated.destroy(explain(error, request, undefined) as Error));
  translated.on('close', () => body.destroy());
  return body.pipe(translated);
}

interface Route {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Direct, or through a proxy: a tunnel for https, the whole URL as the path for http.
 * Uploads get a dispatcher of their own each, to be released: they cannot be repeated if a kept connection turns
 * out to be closed, and undici would reconnect behind one that was broken off.
 */
function createRoutes(options: HttpOptions) {
  const { env, tls, timeouts, secrets } = options;
  const connect = { ...tls, timeout: timeouts.connect };
  const settings = { connect, factory: patientPool(connect) };
  const open = new Set<Dispatcher>();
  const kept = new Map<string, Dispatcher>();

  function opened(tunnelTo: ProxyServer | null): Dispatcher {
    const dispatcher =
      tunnelTo === null
        ? new Agent(settings)
        : new ProxyAgent({
            ...settings,
            uri: tunnelTo.url.href,
            ...(tunnelTo.authorization !== null && { token: tunnelTo.authorization }),
            requestTls: connect,
            proxyTls: connect,
          });
    open.add(dispatcher);
    return dispatcher;
  }

  function dispatcherFor(tunnelTo: ProxyServer | null, alone: boolean): Dispatcher {
    if (alone) return opened(tunnelTo);
    const key = tunnelTo?.url.href ?? 'direct';
    const dispatcher = kept.get(key) ?? opened(tunnelTo);
    kept.set(key, dispatcher);
    return dispatcher;
  }

  function to(url: URL, alone: boolean): Route {
    const proxy = proxyFor(url, env);
    const path = `${url.pathname}${url.search}`;
    secrets.add(proxy?.password);
    secrets.add(proxy?.authorization?.replace(/^Basic /, ''));
    if (proxy === null || url.protocol === 'https:') {
      return { dispatcher: dispatcherFor(proxy, alone), origin: url.origin, path, headers: {} };
    }
    return {
      dispatcher: dispatcherFor(null, alone),
      origin: proxy.url.origin,
      path: `${url.origin}${path}`,
      headers: {
        host: url.host,
        ...(proxy.authorization !== null && { 'proxy-authorization': proxy.authorization }),
      },
    };
  }

  function release(dispatcher: Dispatcher): void {
    open.delete(dispatcher);
    dispatcher.destroy().catch(ignore);
  }

  async function close(): Promise<void> {
    await Promise.all([...open].map((dispatcher) => dispatcher.destroy()));
  }

  return { to, release, close };
}

function patientPool(connect: buildConnector.BuildOptions) {
  return (origin: string | URL, options: object): Dispatcher => {
    const given = (options as Pool.Options).connect;
    const connector = steadyConnector(typeof given === 'function' ? given : connect);
    const patient: buildConnector.connector = (target, callback) =>
      connector(target, (...[error, socket]) =>
        error ? callback(error, null) : callback(null, withPatientWrites(socket as Socket)),
      );
    return new Pool(origin, { ...options, connect: patient });
  };
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
