import { isoZeroMicroseconds } from '../clock.ts';
import {
  type ApplicationCredential,
  type Directory,
  DOMAIN,
  type Project,
  REGION,
  type RoleName,
  type Service,
  type User,
} from './directory.ts';
import type { Token } from './tokens.ts';

/** The URLs of the two services. */
export interface Urls {
  /** The URL of Keystone, with `/v3`. */
  readonly identity: string;
  readonly image: string;
}

const INTERFACES = ['public', 'internal', 'admin'] as const;

/** The `token` object of Keystone's answer. */
export function tokenView(token: Token, directory: Directory, urls: Urls, withCatalog: boolean): object {
  const user = directory.users.find((one) => one.id === token.userId);
  const credential = directory.credentials.find((one) => one.id === token.credentialId);
  const scoped = token.scope.kind !== 'unscoped';
  return {
    methods: token.methods,
    user: { domain: DOMAIN, id: token.userId, name: user?.name ?? '', password_expires_at: null },
    audit_ids: token.auditIds,
    expires_at: isoZeroMicroseconds(token.expiresAt),
    issued_at: isoZeroMicroseconds(token.issuedAt),
    ...scopeView(token, directory),
    ...(scoped ? { roles: token.roles.map((name) => ({ id: directory.roleIds[name], name })) } : {}),
    ...(scoped && withCatalog ? { catalog: catalogView(directory, urls) } : {}),
    ...(credential && {
      application_credential: {
        id: credential.id,
        name: credential.name,
        restricted: credential.unrestricted !== true,
      },
    }),
  };
}

function scopeView(token: Token, directory: Directory): object {
  const { scope } = token;
  if (scope.kind === 'unscoped') return {};
  if (scope.kind === 'system') return { system: { all: true } };
  const project = directory.projects.find((one) => one.id === scope.projectId);
  return {
    project: { domain: DOMAIN, id: scope.projectId, name: project?.name ?? '' },
    is_domain: false,
  };
}

/** The `catalog` of a token. */
export function catalogView(directory: Directory, urls: Urls): object[] {
  return directory.services.map((service) => ({
    endpoints: endpointsOf(service, urls),
    id: service.id,
    type: service.type,
    name: service.name,
  }));
}

function endpointsOf(service: Service, urls: Urls): object[] {
  return INTERFACES.map((name) => ({
    id: service.endpointIds[name],
    interface: name,
    region_id: REGION,
    url: urls[service.type],
    region: REGION,
  }));
}

/** The entries of `GET /v3/endpoints`. */
export function endpointViews(directory: Directory, urls: Urls): { readonly id: string }[] {
  return directory.services.flatMap((service) =>
    INTERFACES.map((name) => ({
      id: service.endpointIds[name],
      interface: name,
      region_id: REGION,
      region: REGION,
      service_id: service.id,
      url: urls[service.type],
      enabled: true,
      links: { self: `${urls.identity}/endpoints/${service.endpointIds[name]}` },
    })),
  );
}

/** An entry of `GET /v3/services`. */
export function serviceView(service: Service, urls: Urls): object {
  return {
    id: service.id,
    name: service.name,
    type: service.type,
    enabled: true,
    links: { self: `${urls.identity}/services/${service.id}` },
  };
}

/** A project as Keystone shows it. */
export function projectView(project: Project, urls: Urls): object {
  return {
    id: project.id,
    name: project.name,
    domain_id: DOMAIN.id,
    description: project.description,
    enabled: true,
    parent_id: DOMAIN.id,
    is_domain: false,
    tags: [],
    options: {},
    links: { self: `${urls.identity}/projects/${project.id}` },
  };
}

/** A user as Keystone shows it. */
export function userView(user: User, urls: Urls): object {
  return {
    id: user.id,
    name: user.name,
    domain_id: DOMAIN.id,
    enabled: true,
    password_expires_at: null,
    options: {},
    links: { self: `${urls.identity}/users/${user.id}` },
  };
}

/** The domain Default as Keystone shows it. */
export function domainView(urls: Urls): object {
  return {
    ...DOMAIN,
    description: 'The default domain',
    enabled: true,
    tags: [],
    options: {},
    links: { self: `${urls.identity}/domains/${DOMAIN.id}` },
  };
}

/** The region as Keystone shows it. */
export function regionView(urls: Urls): object {
  return {
    id: REGION,
    description: '',
    parent_region_id: null,
    links: { self: `${urls.identity}/regions/${REGION}` },
  };
}

/** A role as Keystone shows it. */
export function roleView(name: RoleName, directory: Directory): object {
  return {
    id: directory.roleIds[name],
    name,
    domain_id: null,
    description: null,
    options: { immutable: true },
  };
}

/** An application credential as Keystone shows it. */
export function credentialView(
  credential: ApplicationCredential,
  directory: Directory,
  urls: Urls,
): Record<string, unknown> {
  return {
    id: credential.id,
    name: credential.name,
    description: credential.description,
    user_id: credential.userId,
    project_id: credential.projectId,
    system: null,
    expires_at: credential.expiresAt,
    unrestricted: credential.unrestricted,
    roles: credential.roles.map((name) => roleView(name, directory)),
    links: { self: `${urls.identity}/application_credentials/${credential.id}` },
  };
}
