import { stringify } from 'yaml';
import { CHECKSUM_FILE, type Contents, checksumName } from './contents.ts';

/** One image of the story, by its key: what the state file says of it, and what must come of that. */
export interface Role {
  /** Of its content. */
  readonly label: string;
  /** Where it is not the key itself. */
  readonly name?: string;
  readonly previously?: string;
  readonly id?: string;
  /** Of the digest that the file gives; Glance knows no sha256 of what was made by hand. */
  readonly algorithm?: 'md5';
  readonly visibility?: 'public' | 'community' | 'private';
  readonly status?: 'active' | 'deactivated';
  /** Default: upload. */
  readonly method?: 'stage' | 'web-download';
  /** Its digest stands in a file beside its source. */
  readonly hasChecksumFile?: boolean;
  /** As the file gives them. */
  readonly checks?: readonly unknown[];
  readonly stores?: readonly string[];
  readonly preventDelete?: boolean;
  readonly protected?: boolean;
  readonly tags?: readonly string[];
  /** Null: must not be there (any more), and is not in the file. */
  readonly properties?: Readonly<Record<string, string | null>>;
  /** Makes it shared. What becomes of each project's invitation, by project name. */
  readonly members?: Readonly<Record<string, 'accepted' | 'pending'>>;
  /** How many backups are kept; default 1. */
  readonly keep?: number;
  /** Labels of the contents that its backups hold, in no order. */
  readonly backups?: readonly string[];
  readonly backupStatus?: 'active' | 'deactivated';
  /** Its backups were deactivated when they were published, and nobody wakes a backup before it comes back. */
  readonly backupsSleep?: boolean;
  readonly isAbsent?: boolean;
  /** It is in the file no more, and this is what became of it. */
  readonly hasLeft?: 'hidden' | 'deactivated' | 'untouched';
}

/** `prune` of a state file; null: it says nothing of it. */
export type Prune = 'hide' | 'deactivate' | 'delete' | null;

export type Cast = Readonly<Record<string, Role>>;

/** One image as it must be after a scene, by everything that a user can see of it. */
export interface Wanted {
  readonly key: string;
  readonly name: string;
  readonly content: string;
  readonly id: string | undefined;
  readonly visibility: 'public' | 'community' | 'shared' | 'private';
  readonly status: 'active' | 'deactivated';
  readonly hidden: boolean;
  /** Stores that hold it; undefined where the file does not say. */
  readonly stores: readonly string[] | undefined;
  readonly protected: boolean;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string | null>>;
  readonly members: Readonly<Record<string, string>>;
  readonly backups: readonly string[];
  readonly backupStatus: 'active' | 'deactivated';
}

export interface StoryOptions {
  /** Put before every name, so that stories on one cloud stay apart. */
  readonly prefix: string;
  /** Of the image that pins its id. */
  readonly pinnedId: string;
  /** Where the image server answers. */
  readonly files: string;
  readonly contents: Contents;
}

export function wantedOf({ prefix }: Pick<StoryOptions, 'prefix'>, cast: Cast): readonly Wanted[] {
  return Object.entries(cast)
    .filter(([, role]) => !role.isAbsent)
    .map(([key, role]) => ({
      key,
      name: `${prefix}${role.name ?? key}`,
      content: role.label,
      id: role.id,
      visibility: role.members ? 'shared' : (role.visibility ?? 'private'),
      status: role.hasLeft === 'deactivated' ? 'deactivated' : (role.status ?? 'active'),
      hidden: role.hasLeft === 'hidden',
      stores: role.stores,
      protected: role.protected ?? false,
      tags: role.tags ?? [],
      properties: role.properties ?? {},
      members: role.members ?? {},
      backups: role.backups ?? [],
      backupStatus: role.backupsSleep ? 'deactivated' : (role.backupStatus ?? 'active'),
    }));
}

export function stateOf(options: StoryOptions, cast: Cast, prune: Prune): unknown {
  const images = Object.entries(cast)
    .filter(([, role]) => role.hasLeft === undefined)
    .map(([key, role]) => entryOf(options, key, role));
  const reconcile = prune === null ? {} : { prune };
  return { glance: { server: { name: `${options.prefix}stack`, reconcile, images } } };
}

function entryOf({ prefix, files, contents }: StoryOptions, key: string, role: Role): unknown {
  const name = `${prefix}${role.name ?? key}`;
  if (role.isAbsent) return { name, state: 'absent' };
  const { id, visibility, status, tags, keep = 1, backupStatus, method, stores, checks } = role;
  const properties = Object.entries(role.properties ?? {}).filter(([, value]) => value !== null);
  return {
    name,
    format: 'qcow2',
    source: `${files}/${encodeURIComponent(role.label)}`,
    checksum: checksumOf(role, files, contents),
    backup: keep === 0 ? false : { keep, deactivate: backupStatus === 'deactivated' },
    ...(role.previously === undefined ? {} : { previously: `${prefix}${role.previously}` }),
    ...(role.members ? { members: Object.keys(role.members) } : { visibility: visibility ?? 'private' }),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(role.protected === undefined ? {} : { protected: role.protected }),
    ...(id === undefined ? {} : { id }),
    ...(status === undefined ? {} : { status }),
    ...(tags === undefined ? {} : { tags }),
    ...(method === undefined ? {} : { method }),
    ...(stores === undefined ? {} : { stores }),
    ...(checks === undefined ? {} : { checks }),
    ...(role.preventDelete ? { prevent_delete: true } : {}),
  };
}

function checksumOf({ label, algorithm, hasChecksumFile }: Role, files: string, contents: Contents): unknown {
  if (hasChecksumFile) {
    return { url: `${files}/${encodeURIComponent(`${label}${CHECKSUM_FILE}`)}`, name: checksumName(label) };
  }
  const { md5, sha256 } = contents.of(label);
  return algorithm === 'md5' ? `md5:${md5}` : `sha256:${sha256}`;
}

/** A state as the program reads it. */
export function stateFile(state: unknown): string {
  return stringify(state);
}
