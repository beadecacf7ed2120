import { header, json, noContent, type Reply } from '../http.ts';
import { authenticate, invalidToken } from './authenticate.ts';
import { type Call, callerToken, isAdmin } from './context.ts';
import { KeystoneError, notPermitted } from './errors.ts';
import type { Token } from './tokens.ts';
import { tokenView } from './views.ts';

/** `POST /v3/auth/tokens`. */
export function issueToken(call: Call): Reply {
  const token = authenticate(call.body, call.keystone.directory, call.keystone.tokens);
  return { ...tokenReply(call, token, 201), reason: 'CREATED' };
}

/** `GET` and `HEAD /v3/auth/tokens`: shows the caller's own token, or any token to an admin. */
export function validateToken(call: Call): Reply {
  const action = call.request.method === 'HEAD' ? 'check_token' : 'validate_token';
  return tokenReply(call, subjectToken(call, action), 200);
}

/** `DELETE /v3/auth/tokens`. */
export function revokeToken(call: Call): Reply {
  call.keystone.tokens.revoke(subjectToken(call, 'revoke_token').id);
  return { ...noContent(), reason: 'NO CONTENT' };
}

function tokenReply(call: Call, token: Token, status: number): Reply {
  const withCatalog = !call.request.query.has('nocatalog');
  const view = tokenView(token, call.keystone.directory, call.urls, withCatalog);
  return json(status, { token: view }, { 'x-subject-token': token.id, vary: 'X-Auth-Token' });
}

function subjectToken(call: Call, action: string): Token {
  const caller = callerToken(call);
  const id = header(call.request.headers, 'x-subject-token');
  if (id === undefined) throw new KeystoneError(404, 'No token in the request');
  const subject = call.keystone.tokens.find(id);
  if (subject === undefined) throw invalidToken(id, call.keystone.tokens);
  if (subject.userId !== caller.userId && !isAdmin(caller)) throw notPermitted(action);
  return subject;
}

/** The only version of Keystone 22. */
function version(v3Url: string): object {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${v3Url}/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  };
}

/** `GET /`: 300 with the list of versions. */
export function listVersions(v3Url: string): Reply {
  return {
    ...json(300, { versions: { values: [version(v3Url)] } }, { location: `${v3Url}/` }),
    reason: 'MULTIPLE CHOICES',
  };
}

/** `GET /v3`. */
export function describeVersion(v3Url: string): Reply {
  return json(200, { version: version(v3Url) });
}
