import { isWithinOrigin } from '../../http/redirect.ts';
import { AuthError, ConfigError, EndpointError } from '../../model/errors.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { isMapping } from '../config/raw-cloud.ts';
import type { Access, AuthMethod } from './access.ts';
import { accessOf, asking, type Keystone, requestToken } from './keystone.ts';
import { need, scopeOf } from './scope.ts';

const DEFAULT_OPENID_SCOPE = 'openid profile';

/** `v3oidcclientcredentials`: the client itself is the user (RFC 6749, 4.4). */
export function oidcClientCredentialsAuth(keystone: Keystone): AuthMethod {
  const { auth } = keystone.config;
  need(keystone.config, [['client_id'], ['client_secret'], ['access_token_endpoint', 'discovery_endpoint']]);
  return federated(keystone, (signal) =>
    accessToken(keystone, { grant_type: 'client_credentials', scope: openidScope(auth) }, signal),
  );
}

/** `v3oidcpassword`: user and password are the identity provider's (RFC 6749, 4.3). */
export function oidcPasswordAuth(keystone: Keystone): AuthMethod {
  const { auth } = keystone.config;
  need(keystone.config, [
    ['username'],
    ['password'],
    ['client_id'],
    ['access_token_endpoint', 'discovery_endpoint'],
  ]);
  const form = {
    grant_type: 'password',
    username: auth.username ?? '',
    password: auth.password ?? '',
    scope: openidScope(auth),
  };
  return federated(keystone, (signal) => accessToken(keystone, form, signal));
}

/** `v3oidcaccesstoken`: an access token that the user got elsewhere. */
export function oidcAccessTokenAuth(keystone: Keystone): AuthMethod {
  need(keystone.config, [['access_token']]);
  return federated(keystone, async () => keystone.config.auth.access_token ?? '');
}

/** Exchanges the access token for an unscoped token at Keystone's federation endpoint, and that for a scoped one. */
function federated(keystone: Keystone, getToken: (signal?: AbortSignal) => Promise<string>): AuthMethod {
  const { auth } = keystone.config;
  need(keystone.config, [['identity_provider'], ['protocol']]);
  const scope = scopeOf(auth);

  async function authenticate(signal?: AbortSignal): Promise<Access> {
    const token = await getToken(signal);
    keystone.secrets.add(token);
    const provider = encodeURIComponent(auth.identity_provider ?? '');
    const protocol = encodeURIComponent(auth.protocol ?? '');
    const path = `OS-FEDERATION/identity_providers/${provider}/protocols/${protocol}/auth`;
    const url = `${await keystone.url(signal)}/${path}`;
    const answer = await asking(keystone, url, () =>
      keystone.exchange({
        method: 'POST',
        url: new URL(url),
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        repeatable: true,
        signal,
      }),
    );
    const unscoped = await accessOf(keystone, answer);
    if (scope === undefined) return unscoped;
    const identity = { methods: ['token'], token: { id: unscoped.headers['x-auth-token'] } };
    return requestToken(keystone, identity, scope, signal);
  }

  return { authenticate, renewable: true, identityUrl: () => keystone.url(), endpoint: null };
}

async function accessToken(
  keystone: Keystone,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<string> {
  const { auth } = keystone.config;
  const endpoint = auth.access_token_endpoint ?? (await discoveredEndpoint(keystone, signal));
  const secret = auth.client_secret;
  const basic = `${auth.client_id}:${secret}`;
  keystone.secrets.addWhole(basic);
  const answer = await asking(keystone, endpoint, () =>
    keystone.exchange({
      method: 'POST',
      url: urlOf(endpoint, 'access_token_endpoint'),
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(secret !== undefined && { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
      },
      text: new URLSearchParams({
        ...form,
        ...(secret === undefined && { client_id: auth.client_id ?? '' }),
      }).toString(),
      repeatable: true,
      signal,
    }),
  );
  const kind = auth.access_token_type ?? 'access_token';
  const body = await answer.json();
  const token = isMapping(body) ? body[kind] : undefined;
  if (typeof token !== 'string') throw new AuthError(`${endpoint} answered without ${kind}`);
  return token;
}

async function discoveredEndpoint(keystone: Keystone, signal?: AbortSignal): Promise<string> {
  const url = keystone.config.auth.discovery_endpoint ?? '';
  const answer = await keystone.exchange({
    method: 'GET',
    url: urlOf(url, 'discovery_endpoint'),
    headers: { accept: 'application/json' },
    repeatable: true,
    redirects: 'origin',
    signal,
  });
  return tokenEndpointIn(await answer.json(), new URL(url));
}

/**
 * The token endpoint that a discovery document names. Client secret and password go there, so a document that came over TLS
 * may name any https URL, as large providers do. A document over plain http may be forged on the way: it names a URL of
 * its own origin. Throws EndpointError.
 */
export function tokenEndpointIn(document: unknown, discovery: URL): string {
  const endpoint = isMapping(document) ? document.token_endpoint : undefined;
  const from = withoutCredentials(discovery.href);
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) {
    throw new EndpointError(`${from} names no token_endpoint`, {
      hint: 'Check discovery_endpoint, or set access_token_endpoint.',
    });
  }
  const to = new URL(endpoint);
  const isVouched = discovery.protocol === 'https:' && to.protocol === 'https:';
  if (isVouched || isWithinOrigin(discovery, to)) return endpoint;
  const shown = withoutCredentials(to.href);
  const why =
    discovery.protocol === 'https:'
      ? 'which is not an https URL'
      : 'which is on another host or port, and came over plain http, where anyone on the way can change it';
  throw new EndpointError(
    `${from} names the token_endpoint ${shown}, ${why}; reconcile does not send the secret there`,
    {
      hint: 'Set discovery_endpoint to an https URL. If you trust the token endpoint, set access_token_endpoint to it.',
    },
  );
}

function urlOf(text: string, setting: string): URL {
  if (URL.canParse(text) && /^https?:/i.test(text)) return new URL(text);
  throw new ConfigError(`${setting} is not an http(s) URL: ${withoutCredentials(text)}`);
}

function openidScope(auth: Readonly<Record<string, string>>): string {
  return auth.openid_scope ?? DEFAULT_OPENID_SCOPE;
}
