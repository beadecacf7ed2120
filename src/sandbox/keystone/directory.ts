import { randomBytes } from 'node:crypto';
import type { Archive } from '../archive.ts';
import { type KeptSecret, keepSecret } from './secret.ts';

export const REGION = 'RegionOne';
export const DOMAIN = { id: 'default', name: 'Default' } as const;

export const ROLE_NAMES = ['reader', 'member', 'admin'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

/** Each role includes the roles after it. */
const IMPLIED = {
  reader: ['reader'],
  member: ['member', 'reader'],
  admin: ['member', 'admin', 'reader'],
} as const satisfies Record<RoleName, readonly RoleName[]>;

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly password: KeptSecret;
}

interface Assignment {
  readonly userId: string;
  /** A project's id; null for the system. */
  readonly projectId: string | null;
  readonly role: RoleName;
}

export interface ApplicationCredential {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly RoleName[];
  readonly unrestricted: boolean | null;
  /** The expiry as the request gave it. */
  readonly expiresAt: string | null;
  readonly secret: KeptSecret;
}

/** An entry of the catalogue and the ids of its three endpoints. */
export interface Service {
  readonly id: string;
  readonly type: 'identity' | 'image';
  readonly name: string;
  readonly endpointIds: Readonly<Record<'public' | 'internal' | 'admin', string>>;
}

/** Keystone's users, projects, roles and services, saved as one record. */
export interface Directory {
  readonly projects: readonly Project[];
  readonly users: User[];
  readonly assignments: readonly Assignment[];
  readonly roleIds: Readonly<Record<RoleName, string>>;
  readonly services: readonly Service[];
  readonly credentials: ApplicationCredential[];
}

const KIND = 'identity';

/** Loads the saved directory or creates a new one, and gives every user the password. */
export function openDirectory(archive: Archive, password: string): Directory {
  const [saved] = archive.load<Directory>(KIND);
  const directory = saved ? { ...saved, users: saved.users.map((user) => ({ ...user })) } : seed(password);
  for (const [at, user] of directory.users.entries()) {
    directory.users[at] = { ...user, password: keepSecret(password) };
  }
  saveDirectory(archive, directory);
  return directory;
}

/** Saves the whole directory as one record. */
export function saveDirectory(archive: Archive, directory: Directory): void {
  archive.save(KIND, 'directory', directory);
}

/** A new id in Keystone’s form: 32 hexadecimal digits. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** The roles of a user on a project (null: on the system), with the roles that they include. */
export function effectiveRoles(directory: Directory, userId: string, projectId: string | null): RoleName[] {
  const given = directory.assignments.filter(
    (assignment) => assignment.userId === userId && assignment.projectId === projectId,
  );
  return [...new Set(given.flatMap((assignment) => IMPLIED[assignment.role]))];
}

/** The projects on which the user has a role. */
export function projectsOf(directory: Directory, userId: string): Project[] {
  return directory.projects.filter((project) => effectiveRoles(directory, userId, project.id).length > 0);
}

function seed(password: string): Directory {
  const projects = ['admin', 'service', 'tenant1', 'tenant2', 'tenant3'].map((name) => ({
    id: newId(),
    name,
    description: name === 'admin' ? 'Bootstrap project for initializing the cloud.' : '',
  }));
  const users = ['admin', 'glance', 'member'].map((name) => ({
    id: newId(),
    name,
    password: keepSecret(password),
  }));
  const assign = (user: string, project: string | null, role: RoleName): Assignment => ({
    userId: users.find((one) => one.name === user)!.id,
    projectId: project === null ? null : projects.find((one) => one.name === project)!.id,
    role,
  });
  const service = (type: Service['type'], name: string): Service => ({
    id: newId(),
    type,
    name,
    endpointIds: { public: newId(), internal: newId(), admin: newId() },
  });
  return {
    projects,
    users,
    assignments: [
      assign('admin', null, 'admin'),
      assign('admin', 'admin', 'admin'),
      assign('admin', 'service', 'admin'),
      assign('glance', 'admin', 'admin'),
      assign('glance', 'service', 'admin'),
      assign('member', 'tenant1', 'member'),
      assign('member', 'tenant1', 'reader'),
    ],
    roleIds: { reader: newId(), member: newId(), admin: newId() },
    services: [service('identity', 'keystone'), service('image', 'glance')],
    credentials: [],
  };
}
