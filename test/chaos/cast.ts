import { stringify } from 'yaml';
import { CHECKSUM_FILE, type Contents, checksumName } from './contents.ts';

/** One image of the story: its entry in the state file, and its wanted state in the cloud. */
export interface Role {
  /** The label of its content. */
  readonly label: string;
  /** The image name; default: the key. */
  readonly name?: string;
  readonly previously?: string;
  readonly id?: string;
  /** The algorithm of the digest in the state file. Glance has no sha256 of images that users made by hand. */
  readonly algorithm?: 'md5';
  readonly visibility?: 'public' | 'community' | 'private';
  readonly status?: 'active' | 'deactivated';
  /** The upload method; default: upload. */
  readonly method?: 'stage' | 'web-download';
  /** True when a checksum file beside the source has the digest. */
  readonly hasChecksumFile?: boolean;
  /** The properties in the state file. */
  readonly checks?: readonly unknown[];
  readonly stores?: readonly string[];
  readonly preventDelete?: boolean;
  readonly protected?: boolean;
  readonly tags?: readonly string[];
  /** Null: the image must be neither in the file nor in the cloud. */
  readonly properties?: Readonly<Record<string, string | null>>;
  /** The members of a shared image: the wanted member status by project name. */
  readonly members?: Readonly<Record<string, 'accepted' | 'pending'>>;
  /** The number of kept backups; default 1. */
  readonly keep?: number;
  /** The labels of its backups' contents, in any order. */
  readonly backups?: readonly string[];
  readonly backupStatus?: 'active' | 'deactivated';
  /** True when its backups are deactivated: a backup is reactivated only when it is restored. */
  readonly backupsSleep?: boolean;
  readonly isAbsent?: boolean;
  /** Set when the image left the file: how the run pruned it. */
  readonly hasLeft?: 'hidden' | 'deactivated' | 'untouched';
}

/** `prune` of a state file; null: absent. */
export type Prune = 'hide' | 'deactivate' | 'delete' | null;

export type Cast = Readonly<Record<string, Role>>;

/** The wanted state of one image after a scene: every attribute that users can see. */
export interface Wanted {
  readonly key: string;
  readonly name: string;
  readonly content: string;
  readonly id: string | undefined;
  readonly visibility: 'public' | 'community' | 'shared' | 'private';
  readonly status: 'active' | 'deactivated';
  readonly hidden: boolean;
  /** The stores with the data; undefined when the file does not say. */
  readonly stores: readonly string[] | undefined;
  readonly protected: boolean;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string | null>>;
  readonly members: Readonly<Record<string, string>>;
  readonly backups: readonly string[];
  readonly backupStatus: 'active' | 'deactivated';
}

export interface StoryOptions {
  /** Prefix of every name, which separates the stories in one cloud. */
  readonly prefix: string;
  /** The id that the state file pins. */
  readonly pinnedId: string;
  /** The URL of the image server. */
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

/** The state file for the program to read. */
export function stateFile(state: unknown): string {
  return stringify(state);
}
