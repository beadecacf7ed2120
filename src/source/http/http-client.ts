import type { Readable } from 'node:stream';
import { MOST_REDIRECTS, withoutUser } from '../../http/redirect.ts';
import { createRoutes } from '../../http/routes.ts';
import { ConfigError, SourceError } from '../../model/errors.ts';
import { TOKEN_PASSWORD } from '../../model/secrets.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { HttpSource, SourceAuth } from '../../model/source/source.ts';
import type { SourceOptions } from '../source.ts';
import { connectionFailure, publicUrl } from './failures.ts';
import { type Place, redirection } from './redirect.ts';
import type { Headers } from './validators.ts';

const DEFAULT_IDLE_TIMEOUT_MS = 60_000;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** To be read, or dropped with `discard`. */
  readonly body: Readable;
  /** The URL that answered, after redirects. */
  readonly place: Place;
}

/** Sends requests for one source. */
export interface HttpClient {
  /** The URL of the source. */
  readonly start: Place;
  /**
   * Sends a request and follows redirects. Any status but a redirect is an answer. Without an answer, throws a
   * `PassingFailure` where another try may help, else a `SourceError`; on an abort, the signal's reason.
   */
  send(method: 'GET' | 'HEAD', place: Place, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Throws SourceError for a source that is not a URL. Adds the source's credentials to the secrets. */
export function createHttpClient(source: HttpSource, options: SourceOptions): HttpClient {
  const start = startingPlace(source, options);
  const idleTimeoutMs = options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS;
  const { env, secrets } = options;
  const routes = createRoutes({
    ...{ env, secrets, connectTimeout: idleTimeoutMs, tunnelTimeout: idleTimeoutMs },
    publicBut: options.confinement?.allowHosts,
  });

  async function ask(method: 'GET' | 'HEAD', place: Place, headers: Readonly<Record<string, string>>) {
    try {
      await routes.admit(place.url);
      const { dispatcher, origin, path, headers: forProxy } = routes.to(place.url);
      const answer = await dispatcher.request({
        origin,
        path,
        method,
        headers: {
          'accept-encoding': 'identity',
          'user-agent': 'glance-reconcile',
          ...authorization(place.auth),
          ...headers,
          ...forProxy,
        },
        headersTimeout: idleTimeoutMs,
        bodyTimeout: idleTimeoutMs,
        signal: options.signal ?? null,
      });
      // Without a listener, a body that breaks after its reader has left would end the program.
      answer.body.on('error', () => {});
      return { status: answer.statusCode, headers: answer.headers, body: answer.body as Readable, place };
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof ConfigError) throw unusableProxy(error);
      throw connectionFailure(place.url, error);
    }
  }

  return {
    start,
    async send(method, place, headers = {}) {
      let at = place;
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        const answer = await ask(method, at, headers);
        const next = redirection({ ...answer, method });
        if (!next) return answer;
        discard(answer);
        at = next;
      }
      throw new SourceError(`${publicUrl(place.url)} redirects more than ${MOST_REDIRECTS} times`, {
        hint: 'Check the `source` of the image.',
        hintsAtSource: true,
      });
    },
    close: () => routes.close(),
  };
}

function unusableProxy({ message, hint }: ConfigError): SourceError {
  return new SourceError(message, hint === null ? {} : { hint });
}

/** Drops an answer's body without reading it. */
export function discard(answer: HttpAnswer): void {
  answer.body.destroy();
}

function startingPlace(source: HttpSource, { secrets }: SourceOptions): Place {
  const { url, auth } = source;
  if (!URL.canParse(url)) throw new SourceError(`the source ${describeSource(source)} is not a URL`);
  if (auth?.scheme === 'basic') {
    secrets.add(auth.password);
    secrets.addWhole(`${auth.user}:${auth.password}`);
    if (auth.password === TOKEN_PASSWORD) secrets.add(auth.user);
  }
  if (auth?.scheme === 'bearer') secrets.add(auth.token);
  return { url: withoutUser(new URL(url)), auth: auth ?? null };
}

function authorization(auth: SourceAuth | null): Record<string, string> {
  if (!auth) return {};
  if (auth.scheme === 'bearer') return { authorization: `Bearer ${auth.token}` };
  return { authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}` };
}
