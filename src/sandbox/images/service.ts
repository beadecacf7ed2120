import { hasBody, header, type Reply, type SandboxRequest } from '../http.ts';
import type { Token } from '../keystone/tokens.ts';
import { findRoute, type Route } from '../router.ts';
import type { Call, Caller, Glance } from './context.ts';
import { createImage } from './create.ts';
import { downloadData, stageData, uploadData } from './data.ts';
import { badRequest, GlanceError, renderGlanceError, standard } from './errors.ts';
import * as images from './images.ts';
import { importImage } from './imports.ts';
import * as info from './info.ts';
import { listVersions, withoutMinor } from './info.ts';
import { listImages } from './list.ts';
import * as members from './members.ts';
import { patchImage } from './patch.ts';
import * as tasks from './tasks.ts';

interface Endpoint {
  readonly answer: (call: Call) => Reply | Promise<Reply>;
  /** Refuses a body, because the route does not read any. */
  readonly bodyless: boolean;
}

function route(method: string, pattern: string, answer: Endpoint['answer']): Route<Endpoint> {
  return { method, pattern, handler: { answer, bodyless: false } };
}

function bodyless(method: string, pattern: string, answer: Endpoint['answer']): Route<Endpoint> {
  return { method, pattern, handler: { answer, bodyless: true } };
}

/** The order of a path's methods is the order in which Glance lists them in a 405. */
const ROUTES: readonly Route<Endpoint>[] = [
  route('GET', '/v2/images', listImages),
  route('POST', '/v2/images', createImage),
  bodyless('GET', '/v2/images/{id}', images.getImage),
  route('PATCH', '/v2/images/{id}', patchImage),
  bodyless('DELETE', '/v2/images/{id}', images.deleteImage),
  bodyless('GET', '/v2/images/{id}/tasks', tasks.listImageTasks),
  route('POST', '/v2/images/{id}/import', importImage),
  bodyless('GET', '/v2/images/{id}/file', downloadData),
  route('PUT', '/v2/images/{id}/file', uploadData),
  route('PUT', '/v2/images/{id}/stage', stageData),
  bodyless('POST', '/v2/images/{id}/actions/deactivate', images.deactivateImage),
  bodyless('POST', '/v2/images/{id}/actions/reactivate', images.reactivateImage),
  bodyless('PUT', '/v2/images/{id}/tags/{tag}', images.addTag),
  bodyless('DELETE', '/v2/images/{id}/tags/{tag}', images.removeTag),
  bodyless('GET', '/v2/images/{id}/members', members.listMembers),
  route('POST', '/v2/images/{id}/members', members.addMember),
  bodyless('GET', '/v2/images/{id}/members/{member}', members.getMember),
  route('PUT', '/v2/images/{id}/members/{member}', members.updateMember),
  bodyless('DELETE', '/v2/images/{id}/members/{member}', members.removeMember),
  bodyless('DELETE', '/v2/stores/{store}/{id}', images.removeFromStore),
  route('GET', '/v2/tasks', tasks.listTasks),
  route('GET', '/v2/tasks/{id}', tasks.getTask),
  route('DELETE', '/v2/tasks/{id}', tasks.refuseTaskDeletion),
  bodyless('GET', '/v2/info/import', info.getImportInfo),
  bodyless('GET', '/v2/info/stores', info.getStores),
  bodyless('GET', '/v2/info/stores/detail', info.getStoresDetail),
  route('GET', '/v2/info/usage', info.getUsage),
  route('GET', '/v2/schemas/{name}', info.getSchema),
];

/** How the image service authenticates requests, and the Keystone that a 401 names. */
interface Authority {
  find(tokenId: string | undefined): Token | undefined;
  /** The URL of Keystone, without `/v3`. */
  readonly url: string;
}

/** Answers a request to the image service. */
export async function answerImages(
  glance: Glance,
  request: SandboxRequest,
  imageUrl: string,
  authority: Authority,
): Promise<Reply> {
  if (request.path === '/healthcheck') {
    return { status: 200, headers: { 'content-type': 'text/plain; charset=UTF-8' }, body: 'OK' };
  }
  if (/^\/+versions(\/|$)/.test(request.path)) return listVersions(glance, imageUrl, 200);
  const path = withoutMinor(glance, request.path);
  if (path === undefined) return listVersions(glance, imageUrl, 300);
  try {
    return await answer(glance, request, path, authority);
  } catch (error) {
    if (error instanceof GlanceError) return renderGlanceError(error, request);
    throw error;
  }
}

async function answer(
  glance: Glance,
  request: SandboxRequest,
  path: string,
  authority: Authority,
): Promise<Reply> {
  if (request.method === 'OPTIONS') return { status: 200 };
  const token = authority.find(header(request.headers, 'x-auth-token'));
  if (token === undefined) {
    throw standard(401, '', { 'www-authenticate': `Keystone uri="${authority.url}"` });
  }
  const match = findRoute(ROUTES, request.method, path, 'latin1');
  if (match.kind === 'unknown') throw standard(404);
  if (match.kind === 'wrong-method') throw refusedMethod(match.allowed);
  if (match.handler.bodyless && hasBody(request)) {
    throw badRequest('A body is not expected with this request.');
  }
  if (request.search.includes('%') && [...request.query].flat().some((text) => text.includes('\uFFFD'))) {
    throw badRequest(
      'Error decoding your request. Either the URL or the request body contained characters that could not be ' +
        'decoded by Glance',
    );
  }
  return match.handler.answer({ glance, request, parameters: match.parameters, caller: callerOf(token) });
}

function refusedMethod(allowed: readonly string[]): GlanceError {
  return new GlanceError(405, '', { headers: { allow: allowed.join(', ') } });
}

function callerOf(token: Token): Caller {
  return {
    userId: token.userId,
    projectId: token.scope.kind === 'project' ? token.scope.projectId : null,
    isAdmin: token.roles.includes('admin'),
  };
}
