import { STATUS_CODES } from 'node:http';
import { json, type Reply } from '../http.ts';

/** An error that Keystone answers as `{"error": {code, message, title}}`. */
export class KeystoneError extends Error {
  readonly status: number;
  /** Keys that some errors have beside code, message and title. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.extra = extra;
  }
}

/** Keystone's answer to every wrong credential: it never says which part is wrong. */
export function unauthorized(): KeystoneError {
  return new KeystoneError(401, 'The request you have made requires authentication.');
}

/** The 403 for an action that needs an admin. */
export function notPermitted(action: string): KeystoneError {
  return new KeystoneError(
    403,
    `You are not authorized to perform the requested action: identity:${action}.`,
  );
}

/** The 404 for a resource that does not exist. */
export function notFound(what: string, id: string): KeystoneError {
  return new KeystoneError(404, `Could not find ${what}: ${id}.`);
}

/** The 400 for a request body without an attribute. */
export function expecting(attribute: string, place: string): KeystoneError {
  return new KeystoneError(
    400,
    `Expecting to find ${attribute} in ${place}. The server could not comply with the request since it is ` +
      'either malformed or otherwise incorrect. The client is assumed to be in error.',
  );
}

/** The schema check's error for a missing key in a JSON body. */
export function required(key: string, field?: string): KeystoneError {
  const place = field === undefined ? '' : `['properties']['${field}']`;
  const prefix = field === undefined ? '' : `Invalid input for field '${field}': `;
  return new KeystoneError(
    400,
    `${prefix}'${key}' is a required property\n\nFailed validating 'required' in schema${place}`,
  );
}

/** Formats an error. @param baseUrl the v3 URL, which a 401 names */
export function renderKeystoneError(error: KeystoneError, baseUrl: string): Reply {
  const title = STATUS_CODES[error.status] ?? 'Error';
  const headers = error.status === 401 ? { 'www-authenticate': `Keystone uri="${baseUrl}"` } : {};
  const body = { error: { code: error.status, message: error.message, title, ...error.extra } };
  return { ...json(error.status, body, headers), reason: title.toUpperCase() };
}

/** The HTML page for paths and methods that Keystone's web framework refuses before Keystone sees them. */
export function renderPage(status: 404 | 405, allowed: readonly string[] = []): Reply {
  const title = STATUS_CODES[status] ?? '';
  const text =
    status === 404
      ? 'The requested URL was not found on the server. If you entered the URL manually please check your ' +
        'spelling and try again.'
      : 'The method is not allowed for the requested URL.';
  return {
    status,
    reason: title.toUpperCase(),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...(allowed.length > 0 ? { allow: allowed.join(', ') } : {}),
    },
    body: `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`,
  };
}
