import { HttpError } from '../../model/errors.ts';
import { ownValue } from '../../model/image.ts';
import { withoutCredentials } from '../../model/secrets.ts';

/** An answer with an error status, with its body as text. */
interface ErrorAnswer {
  readonly status: number;
  readonly method: string;
  /** Without credentials. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const DETAIL_LENGTH = 500;
/** Characters of a page to look at: the time for unclosed tags grows with the square of the length. */
const MOST_READ = 8192;

/** The error for an answer, with the service's own message and a hint. */
export function httpError(answer: ErrorAnswer): HttpError {
  const hint = hintFor(answer);
  return new HttpError({
    status: answer.status,
    method: answer.method,
    url: answer.url,
    detail: detailOf(answer.text, answer.headers['content-type'] ?? ''),
    requestId: requestIdOf(answer.headers),
    retryAfter: answer.headers['retry-after'] ?? null,
    ...(hint !== undefined && { hint }),
  });
}

/** The id under which the service's log has the request; null when the answer has none. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  return headers['x-openstack-request-id'] ?? headers['x-compute-request-id'] ?? null;
}

/**
 * The service's message out of an error body: Keystone's `{error: {message}}`, Glance's `{message}` or HTML page
 * (webob's default), or plain text. Tags and the repeated status line are stripped; at most 500 characters.
 */
export function detailOf(body: string, contentType: string): string {
  const message = messageOf(body, contentType)
    .slice(0, MOST_READ)
    .replace(/<(style|script|title|h1)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/^\s*\d{3} [^\n<]*\n+(?=\S)/, '');
  const text = unescapeHtml(message.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= DETAIL_LENGTH ? text : `${text.slice(0, DETAIL_LENGTH - 1)}…`;
}

function messageOf(body: string, contentType: string): string {
  if (!contentType.includes('json') && !/^\s*[{[]/.test(body)) return body;
  try {
    return messageIn(JSON.parse(body)) ?? '';
  } catch {
    return body;
  }
}

function messageIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { message, description } = value as Record<string, unknown>;
  if (typeof message === 'string') return message;
  if (typeof description === 'string') return description;
  for (const inner of Object.values(value)) {
    const found = messageIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
};

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ownValue(ENTITIES, name.toLowerCase()) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Paths that every such service has: a 404 for one of them is not about an image or project. */
const SERVICE_PATH = /(^|\/)(|versions|v2\/images|v2\/info\/import|v3\/projects)$/;

function hintFor({ status, headers, url }: ErrorAnswer): string | undefined {
  if (status >= 300 && status < 400) {
    return redirectHint(url, headers.location);
  }
  switch (status) {
    case 401:
      return 'Check that user, project and cloud belong together: the service refused the token, or the token expired.';
    case 403:
      return "Ask the cloud's operator, or use another user: the user's role in this project does not allow this request.";
    case 404:
      return SERVICE_PATH.test(new URL(url).pathname)
        ? 'Check the endpoint: no such service answers there.'
        : undefined;
    case 407:
      return 'Put user and password of the proxy into HTTP(S)_PROXY.';
    case 413:
      return 'Make room, or ask the operator for more: a quota is used up or the store is full.';
    case 429:
      return 'Try again later, or lower --parallelism: the service limits the rate of requests.';
    case 502:
    case 503:
    case 504:
      return 'Try again later: the service is not available now.';
    default:
      return undefined;
  }
}

function redirectHint(url: string, location: string | undefined): string {
  const to = location !== undefined && URL.canParse(location, url) ? new URL(location, url) : null;
  const address = to === null ? 'the new address' : withoutCredentials(to.href);
  if (to === null || to.host === new URL(url).host)
    return `Put ${address} into auth_url or the endpoint: the service redirects there.`;
  return `Put ${address} into auth_url or the endpoint, if this is the same cloud: reconcile takes no credentials to another host or port.`;
}
