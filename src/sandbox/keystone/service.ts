import { hasBody, mediaType, type Reply, readText, type SandboxRequest } from '../http.ts';
import { findRoute, type Route } from '../router.ts';
import type { Call, Keystone } from './context.ts';
import { createCredential, deleteCredential, getCredential, listCredentials } from './credential-calls.ts';
import { expecting, KeystoneError, renderKeystoneError, renderPage } from './errors.ts';
import * as resources from './resources.ts';
import { describeVersion, issueToken, listVersions, revokeToken, validateToken } from './token-calls.ts';
import type { Urls } from './views.ts';

type Handler = (call: Call) => Reply;

const CREDENTIALS = '/v3/users/{user}/application_credentials';

const ROUTES: readonly Route<Handler>[] = [
  { method: 'GET', pattern: '', handler: (call) => listVersions(call.urls.identity) },
  { method: 'GET', pattern: '/v3', handler: (call) => describeVersion(call.urls.identity) },
  { method: 'POST', pattern: '/v3/auth/tokens', handler: issueToken },
  { method: 'GET', pattern: '/v3/auth/tokens', handler: validateToken },
  { method: 'DELETE', pattern: '/v3/auth/tokens', handler: revokeToken },
  { method: 'GET', pattern: '/v3/auth/projects', handler: resources.listOwnProjects },
  { method: 'GET', pattern: '/v3/auth/domains', handler: resources.listOwnDomains },
  { method: 'GET', pattern: '/v3/auth/system', handler: resources.listOwnSystem },
  { method: 'GET', pattern: '/v3/auth/catalog', handler: resources.getCatalog },
  { method: 'GET', pattern: '/v3/projects', handler: resources.listProjects },
  { method: 'GET', pattern: '/v3/projects/{id}', handler: resources.getProject },
  { method: 'GET', pattern: '/v3/users', handler: resources.listUsers },
  { method: 'GET', pattern: '/v3/users/{user}', handler: resources.getUser },
  { method: 'GET', pattern: '/v3/users/{user}/projects', handler: resources.listUserProjects },
  { method: 'GET', pattern: '/v3/domains', handler: resources.listDomains },
  { method: 'GET', pattern: '/v3/domains/{id}', handler: resources.getDomain },
  { method: 'GET', pattern: '/v3/roles', handler: resources.listRoles },
  { method: 'GET', pattern: '/v3/roles/{id}', handler: resources.getRole },
  { method: 'GET', pattern: '/v3/services', handler: resources.listServices },
  { method: 'GET', pattern: '/v3/endpoints', handler: resources.listEndpoints },
  { method: 'GET', pattern: '/v3/regions', handler: resources.listRegions },
  { method: 'GET', pattern: '/v3/regions/{id}', handler: resources.getRegion },
  { method: 'GET', pattern: '/v3/role_assignments', handler: resources.listRoleAssignments },
  { method: 'GET', pattern: '/v3/groups', handler: resources.listGroups },
  { method: 'POST', pattern: CREDENTIALS, handler: createCredential },
  { method: 'GET', pattern: CREDENTIALS, handler: listCredentials },
  { method: 'GET', pattern: `${CREDENTIALS}/{id}`, handler: getCredential },
  { method: 'DELETE', pattern: `${CREDENTIALS}/{id}`, handler: deleteCredential },
];

/** Answers a request to Keystone. A HEAD gets the answer to GET; the server leaves the body out. */
export async function answerIdentity(
  keystone: Keystone,
  request: SandboxRequest,
  urls: Urls,
): Promise<Reply> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const match = findRoute(ROUTES, method, request.path.replace(/\/+$/, ''));
  if (match.kind === 'unknown') return renderPage(404);
  if (match.kind === 'wrong-method') return renderPage(405, match.allowed);
  try {
    const body = await readJson(request);
    return match.handler({ keystone, request, parameters: match.parameters, urls, body });
  } catch (error) {
    if (error instanceof KeystoneError) return renderKeystoneError(error, urls.identity);
    throw error;
  }
}

async function readJson(request: SandboxRequest): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const text = await readText(request);
  if (mediaType(request) !== 'application/json') throw expecting('application/json', 'Content-Type header');
  try {
    return JSON.parse(text);
  } catch {
    throw expecting('valid JSON', 'request body');
  }
}
