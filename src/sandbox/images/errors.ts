import { STATUS_CODES } from 'node:http';
import type { Reply, SandboxRequest } from '../http.ts';

/**
 * An error as WebOb shows it: an explanation, and sometimes a detail below. In the real service the message is in
 * either of the two, depending on the check; the sandbox follows each check.
 */
export class GlanceError extends Error {
  readonly status: number;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    explanation: string,
    more: { readonly detail?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(explanation);
    this.status = status;
    this.detail = more.detail ?? '';
    this.headers = more.headers ?? {};
  }
}

/** WebOb's own text for a status; the message follows as the detail. */
const STANDARD_EXPLANATION: Readonly<Record<number, string>> = {
  401:
    'This server could not verify that you are authorized to access the document you requested. Either you ' +
    'supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the ' +
    'credentials required.',
  403: 'Access was denied to this resource.',
  404: 'The resource could not be found.',
  409: 'There was a conflict when trying to complete your request.',
  416: 'The Range requested is not available.',
  500: 'The server has either erred or is incapable of performing the requested operation.',
};

/** WebOb's names of statuses that Node names differently. */
const TITLE: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  416: 'Request Range Not Satisfiable',
};

export function badRequest(explanation: string): GlanceError {
  return new GlanceError(400, explanation);
}

export function forbidden(explanation: string): GlanceError {
  return new GlanceError(403, explanation);
}

export function notFound(explanation: string): GlanceError {
  return new GlanceError(404, explanation);
}

export function conflict(explanation: string): GlanceError {
  return new GlanceError(409, explanation);
}

export function tooLarge(explanation: string): GlanceError {
  return new GlanceError(413, explanation);
}

/** An error with WebOb's standard explanation and the message, if any, as its detail. */
export function standard(
  status: number,
  detail = '',
  headers: Readonly<Record<string, string>> = {},
): GlanceError {
  return new GlanceError(status, STANDARD_EXPLANATION[status] ?? '', { detail, headers });
}

/** The 404 that most paths answer when the image does not exist. */
export function noImage(id: string): GlanceError {
  return notFound(`No image found with ID ${id}`);
}

function reasonOf(status: number): string {
  return TITLE[status] ?? STATUS_CODES[status] ?? 'Unknown';
}

/**
 * Formats the error as the Accept header asks: HTML for `*` or `text/html`, JSON for `application/json`, and plain
 * text without the header.
 */
export function renderGlanceError(error: GlanceError, request: SandboxRequest): Reply {
  const body = bodyTemplate(error, request);
  const title = reasonOf(error.status);
  const status = `${error.status} ${title}`;
  const reply = (type: string, text: string): Reply => ({
    status: error.status,
    reason: title,
    headers: { 'content-type': type, ...error.headers },
    body: text,
  });
  const format = preferredFormat(request.headers.accept);
  if (format === 'html') {
    const page = `<html>\n <head>\n  <title>${status}</title>\n </head>\n <body>\n  <h1>${status}</h1>\n  ${body(escapeHtml)}\n </body>\n</html>`;
    return reply('text/html; charset=UTF-8', page);
  }
  const plain = body((text) => text);
  if (format === 'json') {
    return reply('application/json', JSON.stringify({ message: plain, code: status, title }));
  }
  const lines = plain
    .replaceAll('\n', ' ')
    .replace(/<br.*?>/gis, '\n')
    .replace(/<.*?>/gs, '');
  return reply('text/plain; charset=UTF-8', `${status}\n\n${lines}`);
}

type Quote = (text: string) => string;

function bodyTemplate(error: GlanceError, request: SandboxRequest): (quote: Quote) => string {
  if (error.status === 405 && error.message === '') {
    return (quote) => `The method ${quote(request.method)} is not allowed for this resource. <br /><br />\n`;
  }
  if (error.status === 405) return (quote) => quote(error.message);
  if (error.status === 415) {
    // The WSGI server adds a content type when the service sets none.
    const type = request.headers['content-type'] ?? 'text/plain';
    return (quote) =>
      `The request media type ${quote(type)} is not supported by this server.\n<br /><br />\n${quote(error.detail)}`;
  }
  return (quote) => `${quote(error.message)}<br /><br />\n${quote(error.detail)}\n\n`;
}

function preferredFormat(accept: string | undefined): 'html' | 'json' | 'text' {
  const ranges = (accept ?? '')
    .split(',')
    .map(acceptRange)
    .filter((range) => range !== undefined);
  const quality = (type: string): number => {
    const [main] = type.split('/');
    const found =
      ranges.find((range) => range.type === type) ??
      ranges.find((range) => range.type === `${main}/*`) ??
      ranges.find((range) => range.type === '*/*');
    return found?.quality ?? 0;
  };
  const html = quality('text/html');
  const json = quality('application/json');
  if (html === 0 && json === 0) return 'text';
  return html >= json ? 'html' : 'json';
}

function acceptRange(text: string): { readonly type: string; readonly quality: number } | undefined {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  if (type === '') return undefined;
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}

// Most of Glance's empty answers have a content type.
const HEADERS = { 'content-type': 'text/html; charset=UTF-8' };

export function noContent(): Reply {
  return { status: 204, headers: HEADERS };
}

/** Answers 202: the work continues in the background. */
export function accepted(): Reply {
  return { status: 202, headers: HEADERS };
}
