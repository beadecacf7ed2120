import type { ImageStatus, MemberStatus, Visibility } from '../../model/image.ts';
import { isoSeconds } from '../clock.ts';
import { badRequest, conflict } from './errors.ts';

/** The statuses of the sandbox's images; the other statuses belong to older services or to deleted images. */
export type Status = Exclude<ImageStatus, 'killed' | 'deleted' | 'pending_delete'>;

export interface MemberRecord {
  readonly member_id: string;
  readonly status: MemberStatus;
  /** Microseconds since 1970, like every time in a record. */
  readonly created: number;
  readonly updated: number;
}

/** An image as the sandbox saves it, under the API's own names, which patches and filters use. */
export interface ImageRecord {
  readonly id: string;
  readonly name: string | null;
  readonly status: Status;
  readonly visibility: Visibility;
  readonly os_hidden: boolean;
  readonly protected: boolean;
  readonly owner: string | null;
  readonly disk_format: string | null;
  readonly container_format: string | null;
  readonly min_disk: number;
  readonly min_ram: number;
  readonly size: number | null;
  readonly virtual_size: number | null;
  readonly checksum: string | null;
  readonly os_hash_algo: string | null;
  readonly os_hash_value: string | null;
  readonly created: number;
  readonly updated: number;
  readonly tags: readonly string[];
  /** Null only where the schema allows null (`kernel_id`, `ramdisk_id`). */
  readonly properties: Readonly<Record<string, string | null>>;
  /** The stores that have the data, the first filled first. */
  readonly stores: readonly string[];
  readonly members: readonly MemberRecord[];
}

/** The attributes that a change may set: all but the id and the times. */
export type ImageChange = Partial<Omit<ImageRecord, 'id' | 'created' | 'updated'>>;

/** The present values of the attributes that a change may set. */
export function changeable(image: ImageRecord): ImageChange {
  const { id: _id, created: _created, updated: _updated, members: _members, ...rest } = image;
  return rest;
}

/** The image as Glance's API shows it. Only admins see the stores of a deactivated image. */
export function imageView(image: ImageRecord, isAdmin: boolean): Record<string, unknown> {
  const path = `/v2/images/${image.id}`;
  const showsStores = image.stores.length > 0 && (isAdmin || image.status !== 'deactivated');
  return {
    ...image.properties,
    name: image.name,
    disk_format: image.disk_format,
    container_format: image.container_format,
    visibility: image.visibility,
    size: image.size,
    virtual_size: image.virtual_size,
    status: image.status,
    checksum: image.checksum,
    protected: image.protected,
    min_ram: image.min_ram,
    min_disk: image.min_disk,
    owner: image.owner,
    os_hidden: image.os_hidden,
    os_hash_algo: image.os_hash_algo,
    os_hash_value: image.os_hash_value,
    id: image.id,
    created_at: isoSeconds(image.created),
    updated_at: isoSeconds(image.updated),
    tags: image.tags,
    self: path,
    file: `${path}/file`,
    schema: '/v2/schemas/image',
    ...(showsStores ? { stores: image.stores.join(',') } : {}),
  };
}

/** A member as Glance’s API shows it. */
export function memberView(imageId: string, member: MemberRecord): Record<string, unknown> {
  return {
    member_id: member.member_id,
    image_id: imageId,
    status: member.status,
    created_at: isoSeconds(member.created),
    updated_at: isoSeconds(member.updated),
    schema: '/v2/schemas/member',
  };
}

/** The transitions that Glance allows from each status. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  queued: ['saving', 'uploading', 'importing', 'active'],
  saving: ['active', 'queued'],
  uploading: ['importing', 'queued'],
  importing: ['active', 'queued'],
  active: ['deactivated'],
  deactivated: ['active'],
};

/** Throws 409 when the image cannot take data in its status, and 400 when its formats are not set. */
export function checkTransition(image: ImageRecord, to: Status): void {
  if (!NEXT[image.status].includes(to)) {
    throw conflict(`Image status transition from ${image.status} to ${to} is not allowed`);
  }
  if (to === 'uploading') return;
  const missing = (['disk_format', 'container_format'] as const).filter((key) => !image[key]);
  if (missing.length === 0) return;
  const noun = missing.length === 1 ? 'Property' : 'Properties';
  throw badRequest(`${noun} ${missing.join(', ')} must be set prior to saving data.`);
}

/** The stores of the service; the first is the default. */
export const STORES = ['fast', 'slow'] as const;
export const DEFAULT_STORE = STORES[0];

/** The store of staged data, which clients cannot choose. */
export const STAGING = 'staging';

/** The stores in the headers of a created image, with Glance's internal ones. */
export const STORE_IDS_HEADER = 'fast,slow,os_glance_staging_store,os_glance_tasks_store';

export const IMPORT_METHODS = ['glance-direct', 'web-download', 'copy-image'] as const;
export type ImportMethod = (typeof IMPORT_METHODS)[number];

/** Whether clients can choose the store. */
export function isStore(name: string): boolean {
  return (STORES as readonly string[]).includes(name);
}
