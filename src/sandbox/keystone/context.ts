import type { Archive } from '../archive.ts';
import { header, type SandboxRequest } from '../http.ts';
import type { Parameters } from '../router.ts';
import type { Directory } from './directory.ts';
import { notPermitted, unauthorized } from './errors.ts';
import type { Token, Tokens } from './tokens.ts';
import type { Urls } from './views.ts';

/** The state that Keystone's handlers share. */
export interface Keystone {
  readonly archive: Archive;
  readonly directory: Directory;
  readonly tokens: Tokens;
}

/** One request to Keystone. */
export interface Call {
  readonly keystone: Keystone;
  readonly request: SandboxRequest;
  readonly parameters: Parameters;
  readonly urls: Urls;
  /** The JSON body; undefined without one. */
  readonly body: unknown;
}

/** The caller's token. Throws 401 without a valid token. */
export function callerToken(call: Call): Token {
  const token = call.keystone.tokens.find(header(call.request.headers, 'x-auth-token'));
  if (token === undefined) throw unauthorized();
  return token;
}

/** Returns the caller's token. Throws 403 unless the caller is an admin of a project or of the system. */
export function requireAdmin(call: Call, action: string): Token {
  const token = callerToken(call);
  if (!isAdmin(token)) throw notPermitted(action);
  return token;
}

/** Whether the token has the role admin. */
export function isAdmin(token: Token): boolean {
  return token.roles.includes('admin');
}
