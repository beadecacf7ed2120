import { Readable } from 'node:stream';
import { MOST_REDIRECTS, type Reach, redirectOf } from '../../http/redirect.ts';
import type { RetrySettings } from '../../http/retry.ts';
import { unlessAborted } from '../../model/abort.ts';
import { ConnectionError, HttpError } from '../../model/errors.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import type { ServiceResponse } from '../service.ts';
import { isTransient } from './connection-error.ts';
import type { Http } from './http.ts';
import { httpError } from './http-error.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';
import { isPassingAnswer, repeat } from './repeat.ts';
import type { WireLog } from './wire-log.ts';

const LARGEST_JSON = 64 * 1024 * 1024;
const LARGEST_ERROR = 64 * 1024;

/** Milliseconds that reading an error's body may take: the status is known, the body only explains it. */
const ERROR_BODY_TIME = 5_000;

/** Authenticates requests, and renews the authentication when the service refuses it. */
export interface Authoriser {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Headers with a new token in place of those refused; null when there is no way to get one. */
  renewed(refused: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>> | null>;
}

export interface Call extends HttpRequest {
  /** Whether the request does no harm when it is sent twice. */
  readonly repeatable: boolean;
  /** Default: nowhere, so an authentication cannot be forgotten here. */
  readonly redirects?: Extract<Reach, 'origin'>;
  readonly authoriser?: Authoriser;
}

export type Exchange = (call: Call) => Promise<ServiceResponse>;

/**
 * Sends requests until a good answer (2xx, or 300, with which Glance lists its versions), or throws: HttpError,
 * ConnectionError, the signal's reason, or the error of a streamed body's source. Repeats a repeatable request after
 * connection errors and passing statuses (429, 500, 502, 503, 504 and the like). Renews the token once on 401; a
 * streamed body is used up by then, so it is not sent again here. Follows redirects as `redirectOf` allows. Reads JSON
 * answers whole, so that a connection lost in the middle of one counts as a connection error too.
 */
export function createExchange(http: Http, settings: RetrySettings, log: WireLog): Exchange {
  async function tried(call: Call, headers: Readonly<Record<string, string>>): Promise<ServiceResponse> {
    const request = { ...call, headers: { ...call.headers, ...headers } };
    return repeat(() => attempt(http, request, log), {
      retry: settings,
      mostTries: call.repeatable && call.stream === undefined ? settings.tries : 1,
      signal: call.signal,
      isPassing: (error) =>
        isPassingAnswer(error) || (error instanceof ConnectionError && isTransient(error)),
      onRetry: (failed, delay, left) =>
        log.line(
          `${failed.message}; trying again in ${Math.round(delay)} ms (${left} ${left === 1 ? 'try' : 'tries'} left)`,
        ),
    });
  }

  return async function exchange(call: Call): Promise<ServiceResponse> {
    const authorised = call.authoriser?.headers();
    const headers = authorised === undefined ? {} : await unlessAborted(authorised, call.signal);
    try {
      return await tried(call, headers);
    } catch (error) {
      const refused = error instanceof HttpError && error.status === 401;
      if (!refused) throw error;
      const renewal = call.authoriser?.renewed(headers);
      const renewed = renewal === undefined ? null : await unlessAborted(renewal, call.signal);
      // A streamed body is used up: the caller opens its source again and sends it with the new token.
      if (renewed === null || call.stream !== undefined) throw error;
      return await tried(call, renewed);
    }
  };
}

async function attempt(http: Http, call: Call, log: WireLog): Promise<ServiceResponse> {
  const answer = await followed(http, call);
  if (!isGood(answer.status)) throw await errorOf(call, answer, log);
  return response(call, answer, log);
}

function isGood(status: number): boolean {
  return status >= 200 && status <= 300;
}

/** Follows redirects; a redirect that the policy refuses is the answer. */
async function followed(http: Http, call: Call): Promise<HttpAnswer> {
  let request: HttpRequest = call;
  for (let hops = 0; ; hops += 1) {
    const answer = await http.send(request);
    const { url, method } = request;
    const reach = call.stream === undefined ? (call.redirects ?? 'nowhere') : 'nowhere';
    const redirect = redirectOf(
      { status: answer.status, location: answer.headers.location },
      { url, method, reach },
    );
    if (redirect === null || 'refused' in redirect || hops === MOST_REDIRECTS) return answer;
    answer.body.destroy();
    request = { ...request, url: redirect.to };
  }
}

async function response(call: Call, answer: HttpAnswer, log: WireLog): Promise<ServiceResponse> {
  const { status, headers } = answer;
  const contentType = headers['content-type'] ?? '';
  const isJson = contentType.includes('json') && call.method !== 'HEAD';
  const whole = isJson ? await readUpTo(answer.body, LARGEST_JSON) : undefined;
  if (whole !== undefined && whole.byteLength > LARGEST_JSON)
    throw new ConnectionError(`${title(call)}: the JSON answer does not end`);
  if (whole !== undefined) log.body(whole.toString(), contentType);
  const body = whole === undefined ? answer.body : Readable.from([whole], { objectMode: false });
  return {
    status,
    headers,
    body,
    async json() {
      const text = (whole ?? (await readUpTo(body, LARGEST_JSON))).toString();
      if (whole !== undefined) body.destroy();
      return parseJson(text, call, answer);
    },
    async drop() {
      if (whole === undefined) await readUpTo(body, LARGEST_ERROR).catch(() => undefined);
      body.destroy();
    },
  };
}

function parseJson(text: string, call: Call, { status, headers }: HttpAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError({
      status,
      method: call.method,
      url: withoutCredentials(call.url.href),
      detail: `the answer is not JSON${text === '' ? ' but empty' : ''}`,
      requestId: headers['x-openstack-request-id'] ?? null,
      hint: 'Check the endpoint: another program than the service seems to answer there.',
    });
  }
}

async function errorOf(call: Call, answer: HttpAnswer, log: WireLog): Promise<HttpError> {
  const timer = setTimeout(() => answer.body.destroy(), ERROR_BODY_TIME);
  const text = await readUpTo(answer.body, LARGEST_ERROR).then(
    (body) => body.toString(),
    () => '',
  );
  clearTimeout(timer);
  call.signal?.throwIfAborted();
  const { status, headers } = answer;
  log.body(text, headers['content-type'] ?? '');
  return httpError({ status, headers, text, method: call.method, url: withoutCredentials(call.url.href) });
}

/** Reads a body to its end, or just past `limit` bytes and forgets the rest. */
async function readUpTo(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).byteLength;
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}

function title(call: Call): string {
  return `${call.method} ${withoutCredentials(call.url.href)}`;
}
