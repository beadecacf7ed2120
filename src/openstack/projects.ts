import { EXIT, HttpError, ReconcileError } from '../model/errors.ts';
import type { Project } from '../model/observed.ts';
import type { Access, ScopedProject } from './auth/access.ts';
import { isMapping } from './config/raw-cloud.ts';
import { textOf } from './discovery.ts';
import type { ServiceClient } from './service.ts';

/** Keystone shows no project of a name, or several. Never retried. */
export class ProjectError extends ReconcileError {
  constructor(message: string, hint: string) {
    super('project', message, EXIT.error, { hint });
  }
}

/** Finds projects in Keystone. */
export interface ProjectDirectory {
  /**
   * The project of that id or name; `domain` (id or name) tells projects of one name apart. Remembers the projects that
   * it found. Throws ProjectError for no project and for several. A user without the right to list projects gets an id
   * back as it is, and can name only projects in which the user has a role. Without Keystone, every name is an id.
   */
  find(nameOrId: string, domain?: string): Promise<Project>;
}

interface Found extends Project {
  readonly domainId: string;
}

const ID = /^[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `identity` is null for a cloud without Keystone. */
export function createProjectDirectory(
  identity: ServiceClient | null,
  access: () => Promise<Access>,
): ProjectDirectory {
  const known = new Map<string, Promise<Project>>();

  function find(nameOrId: string, domain?: string): Promise<Project> {
    const key = JSON.stringify([nameOrId, domain]);
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const lookup = identity
      ? look(identity, access, nameOrId, domain)
      : Promise.resolve({ id: nameOrId, name: nameOrId });
    known.set(key, lookup);
    lookup.catch(() => known.delete(key));
    return lookup;
  }

  return { find };
}

async function look(
  identity: ServiceClient,
  access: () => Promise<Access>,
  nameOrId: string,
  domain: string | undefined,
): Promise<Project> {
  const byId = ID.test(nameOrId) ? await readProject(identity, nameOrId) : undefined;
  if (byId === 'forbidden') return ownOrAsIs(access, nameOrId);
  if (byId !== undefined) return byId;

  const named = await listProjects(identity, access, nameOrId, domain);
  const [first] = named;
  if (first !== undefined && named.length === 1) return { id: first.id, name: first.name };
  const where = domain === undefined ? '' : ` in domain "${domain}"`;
  if (first === undefined) {
    throw new ProjectError(
      `Keystone shows no project "${nameOrId}"${where}`,
      'Check the spelling; without the right to list projects, write the id of the project.',
    );
  }
  const list = named.map((project) => `${project.id} in domain ${project.domainId}`).join(', ');
  throw new ProjectError(
    `several projects are named "${nameOrId}"${where}: ${list}`,
    'Write the id of the project, or its domain.',
  );
}

async function readProject(identity: ServiceClient, id: string): Promise<Project | 'forbidden' | undefined> {
  const body = await unlessRefused(identity, `/v3/projects/${encodeURIComponent(id)}`);
  if (body === 'forbidden' || body === 'absent') return body === 'absent' ? undefined : body;
  const project = isMapping(body) ? parseProject(body.project) : [];
  return project[0] && { id: project[0].id, name: project[0].name };
}

async function ownOrAsIs(access: () => Promise<Access>, id: string): Promise<Project> {
  const { project } = await access();
  return project?.id === id ? { id, name: project.name } : { id, name: id };
}

async function listProjects(
  identity: ServiceClient,
  access: () => Promise<Access>,
  name: string,
  domain: string | undefined,
): Promise<readonly Found[]> {
  const domainId = domain === undefined ? undefined : await findDomain(identity, access, domain);
  const query = new URLSearchParams({ name, ...(domainId !== undefined && { domain_id: domainId }) });
  const body = await unlessRefused(identity, '/v3/projects', query);
  // If a proxy drops the filter, Keystone lists every project: so filter again here.
  if (body !== 'forbidden') return parseProjects(body).filter((project) => isNamed(project, name));
  // Every user may list the projects in which the user has a role.
  const mine = await unlessRefused(identity, '/v3/auth/projects');
  const own = (await access()).project;
  const reachable = mine === 'forbidden' ? ownProject(own) : parseProjects(mine);
  return reachable.filter(
    (project) => project.name === name && (domainId === undefined || project.domainId === domainId),
  );
}

/** Keystone's database may ignore case. */
function isNamed(project: Found, name: string): boolean {
  return project.name.toLowerCase() === name.toLowerCase();
}

function ownProject(project: ScopedProject | null): readonly Found[] {
  return project === null ? [] : [{ id: project.id, name: project.name, domainId: project.domain.id }];
}

/** A domain's id from its id or name: that of the token's project without a request, else as far as the user may ask. */
async function findDomain(
  identity: ServiceClient,
  access: () => Promise<Access>,
  domain: string,
): Promise<string> {
  const own = (await access()).project?.domain;
  if (own !== undefined && (own.id === domain || own.name === domain)) return own.id;
  const body = await unlessRefused(identity, '/v3/domains', new URLSearchParams({ name: domain }));
  const listed = isMapping(body) && Array.isArray(body.domains) ? body.domains.flatMap(parseProject) : [];
  const named = listed.find((each) => isNamed(each, domain));
  if (named !== undefined) return named.id;
  if (body === 'forbidden') return domain === 'Default' ? 'default' : domain;
  const byId = await unlessRefused(identity, `/v3/domains/${encodeURIComponent(domain)}`);
  if (isMapping(byId)) return domain;
  throw new ProjectError(
    `Keystone shows no domain "${domain}"`,
    'Check the spelling, or write the id of the project.',
  );
}

async function unlessRefused(
  identity: ServiceClient,
  path: string,
  query?: URLSearchParams,
): Promise<unknown | 'forbidden' | 'absent'> {
  try {
    const answer = await identity.request({ method: 'GET', path, ...(query && { query }) });
    return await answer.json();
  } catch (error) {
    if (error instanceof HttpError && error.status === 403) return 'forbidden';
    if (error instanceof HttpError && error.status === 404) return 'absent';
    throw error;
  }
}

function parseProjects(body: unknown): readonly Found[] {
  return isMapping(body) && Array.isArray(body.projects) ? body.projects.flatMap(parseProject) : [];
}

function parseProject(project: unknown): readonly Found[] {
  if (!isMapping(project)) return [];
  const id = textOf(project.id);
  return id === '' ? [] : [{ id, name: textOf(project.name), domainId: textOf(project.domain_id) }];
}
