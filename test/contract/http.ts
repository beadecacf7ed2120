import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { expect } from 'vitest';

/** An answer as the server gave it, read to its end. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: Buffer;
  /** The body as JSON; a test that looks at it fails when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read any answer of the server
  readonly json: any;
}

export interface Call {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with `type` or `application/json`. */
  readonly json?: unknown;
  /** Sent as it is, with `type`; an iterable goes out chunked. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly type?: string;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

// Every request has a connection of its own: nothing that one test breaks is seen by the next.
const agent = new Agent({ pipelining: 0 });

/** One request, never repeated, no redirect followed, any status taken. */
export async function send(method: Method, url: string, call: Call = {}): Promise<Answer> {
  const headers: Record<string, string> = { accept: '*/*', ...call.headers };
  if (call.token !== undefined) headers['x-auth-token'] = call.token;
  const type = call.type ?? (call.json === undefined ? undefined : 'application/json');
  if (type !== undefined) headers['content-type'] = type;
  const body = call.json === undefined ? call.body : JSON.stringify(call.json);

  const payload =
    body === undefined
      ? null
      : typeof body === 'string' || body instanceof Uint8Array
        ? body
        : Readable.from(body);
  const answer = await request(url, { method, headers, body: payload, dispatcher: agent });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  const text = bytes.toString('utf8');
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')]),
    ),
    text,
    bytes,
    get json() {
      return JSON.parse(text);
    },
  };
}

/**
 * Glance's errors are pages that WebOb draws: JSON or plain text where the request's `Accept` asks for
 * it, plain text where there is no `Accept`, and else, as here, a small HTML document with the status as its
 * title and the message, escaped, before `<br /><br />`.
 *
 * @param message the whole message, unescaped, or what it must match
 */
export function expectFault(answer: Answer, status: number, message: string | RegExp): void {
  const said = pageMessage(answer.text);
  expect({ status: answer.status, message: said }).toEqual({
    status,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect(answer.headers['content-type']).toBe('text/html; charset=UTF-8');
  expect(answer.text).toMatch(new RegExp(`<title>${status} [A-Z][A-Za-z ]+</title>`));
}

/**
 * The message of an HTML error page; the text itself where there is none. WebOb writes an explanation, line
 * breaks, and for some errors a detail: both are given, with a space between.
 */
function pageMessage(text: string): string {
  const message = /<\/h1>(.*)<\/body>/s.exec(text)?.[1];
  return message === undefined ? text : unescaped(message.replaceAll(/\s*(?:<br \/>\s*)+/g, ' ')).trim();
}

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}
