import { json, type Reply } from '../http.ts';
import { type Call, callerToken, isAdmin, requireAdmin } from './context.ts';
import { DOMAIN, effectiveRoles, projectsOf, REGION, ROLE_NAMES, type RoleName } from './directory.ts';
import { KeystoneError, notFound, notPermitted } from './errors.ts';
import type { Token } from './tokens.ts';
import {
  catalogView,
  domainView,
  endpointViews,
  projectView,
  regionView,
  roleView,
  serviceView,
  userView,
} from './views.ts';

/** A list in Keystone's form, with the request's URL as link. */
export function collection(call: Call, key: string, items: readonly object[]): Reply {
  const path = call.request.path.replace(/^\/v3/, '').replace(/\/+$/, '');
  const search = call.request.search === '' ? '' : `?${call.request.search}`;
  const self = `${call.urls.identity}${path}${search}`;
  return json(200, { [key]: items, links: { next: null, self, previous: null } });
}

/** Whether an item has exactly the values that the query gives for these keys. */
function passes(call: Call, item: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((key) => {
    const wanted = call.request.query.get(key);
    return wanted === null || String(item[key]) === wanted;
  });
}

/** `GET /v3/projects`. */
export function listProjects(call: Call): Reply {
  requireAdmin(call, 'list_projects');
  const found = call.keystone.directory.projects.filter((project) =>
    passes(call, { ...project, domain_id: DOMAIN.id, parent_id: DOMAIN.id }, [
      'name',
      'domain_id',
      'parent_id',
    ]),
  );
  return collection(
    call,
    'projects',
    found.map((project) => projectView(project, call.urls)),
  );
}

/** `GET /v3/projects/{id}`. */
export function getProject(call: Call): Reply {
  const token = callerToken(call);
  const id = call.parameters.id ?? '';
  const project = call.keystone.directory.projects.find((one) => one.id === id);
  if (!isAdmin(token) && (project === undefined || !scopedTo(token, id))) throw notPermitted('get_project');
  if (project === undefined) throw notFound('project', id);
  return json(200, { project: projectView(project, call.urls) });
}

function scopedTo(token: Token, projectId: string): boolean {
  return token.scope.kind === 'project' && token.scope.projectId === projectId;
}

/** `GET /v3/users`. */
export function listUsers(call: Call): Reply {
  requireAdmin(call, 'list_users');
  const found = call.keystone.directory.users.filter((user) =>
    passes(call, { name: user.name, domain_id: DOMAIN.id }, ['name', 'domain_id']),
  );
  return collection(
    call,
    'users',
    found.map((user) => userView(user, call.urls)),
  );
}

/** `GET /v3/users/{user}`. */
export function getUser(call: Call): Reply {
  const id = ownOrAny(call, 'get_user');
  const user = call.keystone.directory.users.find((one) => one.id === id);
  if (user === undefined) throw notFound('user', id);
  return json(200, { user: userView(user, call.urls) });
}

/** `GET /v3/users/{user}/projects`. */
export function listUserProjects(call: Call): Reply {
  const id = ownOrAny(call, 'list_user_projects');
  const projects = projectsOf(call.keystone.directory, id);
  return collection(
    call,
    'projects',
    projects.map((project) => projectView(project, call.urls)),
  );
}

/** The user id in the path. Throws 403 unless the caller is that user or an admin. */
export function ownOrAny(call: Call, action: string): string {
  const token = callerToken(call);
  const id = call.parameters.user ?? '';
  if (token.userId !== id && !isAdmin(token)) throw notPermitted(action);
  return id;
}

/** `GET /v3/domains`. */
export function listDomains(call: Call): Reply {
  requireAdmin(call, 'list_domains');
  const found = passes(call, { ...DOMAIN, enabled: true }, ['name']) ? [domainView(call.urls)] : [];
  return collection(call, 'domains', found);
}

/** `GET /v3/domains/{id}`. */
export function getDomain(call: Call): Reply {
  const token = callerToken(call);
  const id = call.parameters.id ?? '';
  if (id === DOMAIN.id) return json(200, { domain: domainView(call.urls) });
  if (!isAdmin(token)) throw notPermitted('get_domain');
  throw notFound('domain', id);
}

/** `GET /v3/auth/projects`: the projects that the caller may have a token for. */
export function listOwnProjects(call: Call): Reply {
  const projects = projectsOf(call.keystone.directory, callerToken(call).userId);
  return collection(
    call,
    'projects',
    projects.map((project) => projectView(project, call.urls)),
  );
}

/** `GET /v3/auth/domains`. */
export function listOwnDomains(call: Call): Reply {
  callerToken(call);
  return collection(call, 'domains', []);
}

/** `GET /v3/auth/system`. */
export function listOwnSystem(call: Call): Reply {
  const token = callerToken(call);
  const roles = effectiveRoles(call.keystone.directory, token.userId, null);
  return json(200, {
    system: roles.length > 0 ? [{ all: true }] : [],
    links: { self: `${call.urls.identity}/auth/system` },
  });
}

/** `GET /v3/auth/catalog`. */
export function getCatalog(call: Call): Reply {
  if (callerToken(call).scope.kind !== 'project') {
    throw new KeystoneError(403, 'You are not authorized to perform the requested action.');
  }
  const catalog = catalogView(call.keystone.directory, call.urls);
  return json(200, { catalog, links: { self: `${call.urls.identity}/auth/catalog` } });
}

/** `GET /v3/roles`. */
export function listRoles(call: Call): Reply {
  requireAdmin(call, 'list_roles');
  const found = ROLE_NAMES.filter((name) => passes(call, { name }, ['name']));
  return collection(
    call,
    'roles',
    found.map((name) => linkedRole(call, name)),
  );
}

/** `GET /v3/roles/{id}`. */
export function getRole(call: Call): Reply {
  requireAdmin(call, 'get_role');
  const name = ROLE_NAMES.find((one) => call.keystone.directory.roleIds[one] === call.parameters.id);
  if (name === undefined) throw notFound('role', call.parameters.id ?? '');
  return json(200, { role: linkedRole(call, name) });
}

function linkedRole(call: Call, name: RoleName): object {
  const { directory } = call.keystone;
  const links = { self: `${call.urls.identity}/roles/${directory.roleIds[name]}` };
  return { ...roleView(name, directory), links };
}

/** `GET /v3/services`. */
export function listServices(call: Call): Reply {
  requireAdmin(call, 'list_services');
  const found = call.keystone.directory.services.filter((service) =>
    passes(call, { ...service }, ['type', 'name']),
  );
  return collection(
    call,
    'services',
    found.map((service) => serviceView(service, call.urls)),
  );
}

/** `GET /v3/endpoints`. */
export function listEndpoints(call: Call): Reply {
  requireAdmin(call, 'list_endpoints');
  const found = endpointViews(call.keystone.directory, call.urls).filter((endpoint) =>
    passes(call, { ...endpoint }, ['service_id', 'interface', 'region_id']),
  );
  return collection(call, 'endpoints', found);
}

/** `GET /v3/regions`. */
export function listRegions(call: Call): Reply {
  callerToken(call);
  return collection(call, 'regions', [regionView(call.urls)]);
}

/** `GET /v3/regions/{id}`. */
export function getRegion(call: Call): Reply {
  callerToken(call);
  const id = call.parameters.id ?? '';
  if (id !== REGION) throw notFound('region', id);
  return json(200, { region: regionView(call.urls) });
}

/** `GET /v3/role_assignments`. */
export function listRoleAssignments(call: Call): Reply {
  requireAdmin(call, 'list_role_assignments');
  const { assignments, roleIds } = call.keystone.directory;
  const wantedUser = call.request.query.get('user.id');
  const wantedProject = call.request.query.get('scope.project.id');
  const found = assignments.filter(
    (one) =>
      (wantedUser === null || one.userId === wantedUser) &&
      (wantedProject === null || one.projectId === wantedProject),
  );
  const view = found.map((one) => {
    const place = one.projectId === null ? 'system' : `projects/${one.projectId}`;
    const role = roleIds[one.role];
    return {
      scope: one.projectId === null ? { system: { all: true } } : { project: { id: one.projectId } },
      role: { id: role },
      user: { id: one.userId },
      links: { assignment: `${call.urls.identity}/${place}/users/${one.userId}/roles/${role}` },
    };
  });
  return collection(call, 'role_assignments', view);
}

/** `GET /v3/groups`. */
export function listGroups(call: Call): Reply {
  requireAdmin(call, 'list_groups');
  return collection(call, 'groups', []);
}
