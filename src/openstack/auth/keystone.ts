import { AuthError, ConfigError, EndpointError, HttpError } from '../../model/errors.ts';
import { type Secrets, withoutCredentials } from '../../model/secrets.ts';
import { parseCatalogue } from '../catalogue.ts';
import type { CloudConfig } from '../config/cloud-config.ts';
import { isMapping } from '../config/raw-cloud.ts';
import { apiVersions, textOf, versionUrl } from '../discovery.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ServiceResponse } from '../service.ts';
import { type Access, type ScopedProject, UNSCOPED } from './access.ts';

/** Access to Keystone for the credential types. */
export interface Keystone {
  readonly config: CloudConfig;
  readonly exchange: Exchange;
  readonly secrets: Secrets;
  /** Keystone v3's URL, ending in `/v3`; discovered once. */
  url(signal?: AbortSignal): Promise<string>;
}

export function createKeystone(config: CloudConfig, exchange: Exchange, secrets: Secrets): Keystone {
  let found: Promise<string> | undefined;
  function url(signal?: AbortSignal): Promise<string> {
    found ??= identityUrl(config, exchange, signal).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  }
  return { config, exchange, secrets, url };
}

/**
 * Keystone v3's URL: an auth_url that ends in /v3 as it is; else from the version document at the auth_url, without
 * its /v2.0 if any; without such a document, /v3 is added.
 */
async function identityUrl(config: CloudConfig, exchange: Exchange, signal?: AbortSignal): Promise<string> {
  const authUrl = checkedAuthUrl(config);
  if (/\/v3$/.test(authUrl)) return authUrl;
  const base = authUrl.replace(/\/v2(\.0)?$/, '');
  const versions = await versionsAt(`${base}/`, exchange, signal);
  const v3 = versions.find((version) => version.major === 3);
  if (v3 !== undefined) return versionUrl(base, v3);
  if (versions.length === 0) return `${base}/v3`;
  throw new EndpointError(`${base} offers ${versions.map((version) => version.id).join(', ')}, but not v3`, {
    hint: 'Set auth_url (OS_AUTH_URL) to a Keystone with Identity API v3; reconcile supports no other version.',
  });
}

async function versionsAt(url: string, exchange: Exchange, signal: AbortSignal | undefined) {
  try {
    const headers = { accept: 'application/json' };
    const answer = await exchange({
      method: 'GET',
      url: new URL(url),
      headers,
      repeatable: true,
      redirects: 'origin',
      signal,
    });
    return apiVersions(await answer.json());
  } catch (error) {
    if (error instanceof HttpError) return [];
    throw error;
  }
}

function checkedAuthUrl(config: CloudConfig): string {
  const url = config.auth.auth_url;
  if (url === undefined) {
    throw new ConfigError(`${config.origin} has no auth_url`, {
      hint: 'Set auth_url (OS_AUTH_URL) to Keystone.',
    });
  }
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new ConfigError(
      `the auth_url of ${config.origin} is not an http(s) URL: ${withoutCredentials(url)}`,
    );
  }
  return withoutCredentials(url)
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
}

/** Requests a token with one method's `identity`, unscoped without `scope`. Throws AuthError when Keystone refuses. */
export async function requestToken(
  keystone: Keystone,
  identity: object,
  scope: object | undefined,
  signal?: AbortSignal,
): Promise<Access> {
  const url = `${await keystone.url(signal)}/auth/tokens`;
  const body = { auth: { identity, ...(scope !== undefined && { scope }) } };
  const answer = await asking(keystone, url, () =>
    keystone.exchange({
      method: 'POST',
      url: new URL(url),
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      text: JSON.stringify(body),
      // Repeatable: a second token does no harm.
      repeatable: true,
      signal,
    }),
  );
  return accessOf(keystone, answer);
}

/** Turns Keystone's refusals into errors that name the setting to check. */
export async function asking<T>(keystone: Keystone, url: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof HttpError ? refusal(keystone.config, url, error) : error;
  }
}

function refusal(config: CloudConfig, url: string, error: HttpError): Error {
  const who = config.auth.username ?? config.auth.user_id ?? config.auth.application_credential_id;
  const whom = who === undefined ? 'the credentials' : `the credentials of "${who}"`;
  const from = `from ${config.origin}${config.unusedEnvironment === null ? '' : `; ${config.unusedEnvironment}`}`;
  switch (error.status) {
    case 400:
    case 401:
    case 403:
      return new AuthError(`Keystone at ${url} refused ${whom} (${from}): ${error.detail}`, {
        hint: 'Check user, password, project and their domains; a wrong domain looks like a wrong password.',
        cause: error,
      });
    case 404:
      // Keystone answers 404 for a token that it cannot read or no longer knows.
      if (config.auth.token !== undefined && /token/i.test(error.detail)) {
        return new AuthError(`Keystone at ${url} refused the token (${from}): ${error.detail}`, {
          hint: 'Get a new token: this one has expired, or another Keystone issued it.',
          cause: error,
        });
      }
      return new EndpointError(`${url} does not exist: ${error.detail || 'no Keystone answers there'}`, {
        hint: "Check auth_url (OS_AUTH_URL): it is Keystone's address, up to and including /v3.",
        cause: error,
      });
    default:
      return error;
  }
}

/** Whom and what a given token is for, as Keystone knows. Throws as {@link requestToken} does. */
export async function validateToken(keystone: Keystone, token: string, signal: AbortSignal): Promise<Access> {
  const url = `${await keystone.url(signal)}/auth/tokens`;
  const answer = await asking(keystone, url, () =>
    keystone.exchange({
      method: 'GET',
      url: new URL(`${url}?nocatalog`),
      headers: { accept: 'application/json', 'x-auth-token': token, 'x-subject-token': token },
      repeatable: true,
      signal,
    }),
  );
  return accessOf(keystone, answer);
}

/** Reads the access from the answer to a token request: the id from X-Subject-Token, the rest from the body. */
export async function accessOf(keystone: Keystone, answer: ServiceResponse): Promise<Access> {
  const id = answer.headers['x-subject-token'];
  keystone.secrets.add(id);
  const body = await answer.json();
  const token = isMapping(body) && isMapping(body.token) ? body.token : undefined;
  if (id === undefined || token === undefined) {
    throw notKeystone('Keystone answered without a token');
  }
  const user = isMapping(token.user) ? token.user : {};
  return {
    headers: { 'x-auth-token': id },
    expiresAt: expiry(token.expires_at, token.issued_at),
    user: textOf(user.name) || textOf(user.id),
    project: projectOf(token.project),
    scope: scopeLabel(token),
    catalogue: parseCatalogue(token.catalog),
    ...(Array.isArray(token.roles) ? { roles: token.roles.map(roleName) } : {}),
  };
}

function roleName(role: unknown): string {
  return isMapping(role) ? textOf(role.name) : '';
}

function notKeystone(message: string): AuthError {
  return new AuthError(message, {
    hint: 'Check auth_url (OS_AUTH_URL): another program seems to answer there.',
  });
}

/** Counted from now by the token's lifetime, so that a wrong clock on this machine does no harm. */
function expiry(expiresAt: unknown, issuedAt: unknown): number | null {
  const expires = Date.parse(textOf(expiresAt));
  if (Number.isNaN(expires)) return null;
  const issued = Date.parse(textOf(issuedAt));
  return Number.isNaN(issued) ? expires : Date.now() + (expires - issued);
}

function projectOf(project: unknown): ScopedProject | null {
  if (!isMapping(project)) return null;
  const id = textOf(project.id);
  if (id === '') throw notKeystone('Keystone answered with a project that has no id');
  const domain = isMapping(project.domain) ? project.domain : {};
  return {
    id,
    name: textOf(project.name) || id,
    domain: { id: textOf(domain.id), name: textOf(domain.name) },
  };
}

function scopeLabel(token: Readonly<Record<string, unknown>>): string {
  if (isMapping(token.project)) return `project ${textOf(token.project.name)}`;
  if (isMapping(token.domain)) return `domain ${textOf(token.domain.name)}`;
  return isMapping(token.system) ? 'system' : UNSCOPED;
}
