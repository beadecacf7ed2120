import type { Digests } from './digest.ts';

export const DISK_FORMATS = [
  'ami',
  'ari',
  'aki',
  'vhd',
  'vhdx',
  'vmdk',
  'raw',
  'qcow2',
  'vdi',
  'ploop',
  'iso',
] as const;
export type DiskFormat = (typeof DISK_FORMATS)[number];

export const CONTAINER_FORMATS = ['bare', 'ovf', 'ova', 'docker', 'ami', 'ari', 'aki', 'compressed'] as const;
export type ContainerFormat = (typeof CONTAINER_FORMATS)[number];

export const VISIBILITIES = ['public', 'community', 'shared', 'private'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const IMAGE_STATUSES = [
  'queued',
  'saving',
  'uploading',
  'importing',
  'active',
  'deactivated',
  'killed',
  'deleted',
  'pending_delete',
] as const;
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/**
 * An image as the Images API v2 shows it, with our names for its fields and every custom property under
 * `properties`. Fields that an older service does not have are null or empty.
 */
export interface Image {
  readonly id: string;
  readonly name: string | null;
  readonly status: ImageStatus;
  readonly visibility: Visibility;
  readonly hidden: boolean;
  readonly protected: boolean;
  readonly owner: string | null;
  /** Any string: a service may be configured with formats that are not in {@link DISK_FORMATS}. */
  readonly diskFormat: string | null;
  readonly containerFormat: string | null;
  /** GiB. */
  readonly minDisk: number;
  /** MiB. */
  readonly minRam: number;
  /** Stored bytes; null until data is there. */
  readonly size: number | null;
  /** Bytes of the virtual disk; null when Glance does not know them. */
  readonly virtualSize: number | null;
  /** md5 of the stored bytes; null until active. */
  readonly checksum: string | null;
  /** `os_hash_algo`, e.g. `sha512`; null until active. */
  readonly hashAlgorithm: string | null;
  readonly hashValue: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Store ids that hold the data; empty on a single-store service. */
  readonly stores: readonly string[];
  /** ISO 8601, as Glance gives it. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Custom properties: always strings on the wire. */
  readonly properties: Readonly<Record<string, string>>;
}

export const MEMBER_STATUSES = ['pending', 'accepted', 'rejected'] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/** A project that a shared image is shared with. */
export interface Member {
  /** Project id. */
  readonly memberId: string;
  readonly status: MemberStatus;
}

/** One operation of a JSON patch as Glance takes it (`application/openstack-images-v2.1-json-patch`). */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  /** JSON pointer to Glance's name of the field, `~` and `/` escaped. */
  readonly path: string;
  readonly value?: string | number | boolean | null | readonly string[];
}

/** Attributes of a new image. Names as in {@link Image}; absent fields get Glance's defaults. */
export interface ImageAttributes {
  readonly id?: string;
  readonly name?: string;
  readonly visibility?: Visibility;
  readonly hidden?: boolean;
  readonly protected?: boolean;
  readonly owner?: string;
  readonly diskFormat?: string;
  readonly containerFormat?: string;
  readonly minDisk?: number;
  readonly minRam?: number;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
}

/** Digests of the stored bytes, computed by Glance. */
export function storedDigests(image: Image): Digests {
  const digests: Record<string, string> = {};
  if (image.checksum) digests.md5 = image.checksum.toLowerCase();
  if (image.hashAlgorithm && image.hashValue) digests[image.hashAlgorithm] = image.hashValue.toLowerCase();
  return digests;
}

/** A property's value. Undefined for inherited keys of every object, e.g. `constructor`, which may name a property. */
export function ownValue(properties: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** JSON pointer to a top-level key, escaped as RFC 6901 says. */
export function patchPath(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Sets a base attribute or custom property whether or not it is there: Glance's `add` overwrites. */
export function setOperation(key: string, value: NonNullable<PatchOperation['value']>): PatchOperation {
  return { op: 'add', path: patchPath(key), value };
}

/** Removes a custom property. Glance answers 409 when it is not there. */
export function removeOperation(key: string): PatchOperation {
  return { op: 'remove', path: patchPath(key) };
}
