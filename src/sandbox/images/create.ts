import { randomUUID } from 'node:crypto';
import type { Visibility } from '../../model/image.ts';
import { json, type Reply } from '../http.ts';
import { type Call, readJson } from './context.ts';
import { badRequest, conflict, forbidden, standard } from './errors.ts';
import {
  checkCharacters,
  checkInRange,
  checkNotNegative,
  checkPropertyCount,
  checkTagCount,
  RESERVED_PREFIX,
} from './limits.ts';
import { mayChange, requireAdmin } from './policy.ts';
import { IMPORT_METHODS, type ImageRecord, imageView, STORE_IDS_HEADER } from './record.ts';
import type { Properties } from './schemas.ts';
import { validateImage } from './validate.ts';

type Attributes = Readonly<Record<string, unknown>>;

const DISALLOWED = ['direct_url', 'self', 'file', 'schema', 'stores'];
const RESERVED = ['location', 'deleted', 'deleted_at'];
const READ_ONLY = ['created_at', 'updated_at', 'status', 'checksum', 'size', 'virtual_size'];
const SETTABLE = [
  'id',
  'name',
  'visibility',
  'owner',
  'protected',
  'os_hidden',
  'min_disk',
  'min_ram',
  'disk_format',
  'container_format',
  'tags',
];

/** `POST /v2/images`. */
export async function createImage(call: Call): Promise<Reply> {
  const given = (await readJson(call)) as Attributes;
  // The real service answers 500 to a list here.
  if (Array.isArray(given)) throw standard(500);
  checkNames(given, call.glance.imageProperties, call.glance.required);
  const owner = given.owner === undefined ? call.caller.projectId : (given.owner as string | null);
  checkRights(call, owner, given.visibility as Visibility | undefined);
  checkReadOnly(given);
  const image = newImage(call, given, owner);
  if (call.glance.records.used(image.id)) throw conflict(`Image ID ${image.id} already exists!`);
  call.glance.records.add(image);
  return {
    ...json(201, imageView(image, call.caller.isAdmin), {
      location: `${call.request.origin}/v2/images/${image.id}`,
      'openstack-image-import-methods': IMPORT_METHODS.join(','),
      'openstack-image-store-ids': STORE_IDS_HEADER,
    }),
  };
}

function checkNames(given: Attributes, properties: Properties, required: readonly string[]): void {
  const disallowed = DISALLOWED.find((name) => name in given);
  if (disallowed !== undefined) throw forbidden(`Attribute '${disallowed}' is read-only.`);
  validateImage(given, properties, required);
  for (const name of Object.keys(given)) {
    if (SETTABLE.includes(name) || READ_ONLY.includes(name)) continue;
    if (name.length > 255) throw badRequest('Custom property should not be greater than 255 characters.');
    if (RESERVED.includes(name) || name.startsWith(RESERVED_PREFIX)) {
      throw standard(403, `Attribute '${name}' is reserved.`);
    }
  }
}

function checkRights(call: Call, owner: string | null, visibility: Visibility | undefined): void {
  if (visibility === 'public') requireAdmin('publicize_image', call.caller);
  if (owner !== call.caller.projectId && !mayChange(call.caller, { owner })) {
    throw forbidden(`You are not permitted to create images owned by '${owner}'.`);
  }
}

function checkReadOnly(given: Attributes): void {
  const readOnly = READ_ONLY.find((name) => name in given);
  if (readOnly !== undefined) throw forbidden(`Attribute '${readOnly}' is read-only.`);
  if ('locations' in given) throw forbidden("Attribute 'locations' is reserved.");
}

function newImage(call: Call, given: Attributes, owner: string | null): ImageRecord {
  const now = call.glance.clock.now();
  const properties = Object.fromEntries(Object.entries(given).filter(([name]) => !SETTABLE.includes(name)));
  const tags = (given.tags ?? []) as string[];
  const image: ImageRecord = {
    id: (given.id as string | undefined) ?? randomUUID(),
    name: (given.name as string | null | undefined) ?? null,
    status: 'queued',
    visibility: (given.visibility as Visibility | undefined) ?? 'shared',
    os_hidden: given.os_hidden === true,
    protected: given.protected === true,
    owner,
    disk_format: (given.disk_format as string | null | undefined) ?? null,
    container_format: (given.container_format as string | null | undefined) ?? null,
    min_disk: (given.min_disk as number | undefined) ?? 0,
    min_ram: (given.min_ram as number | undefined) ?? 0,
    size: null,
    virtual_size: null,
    checksum: null,
    os_hash_algo: null,
    os_hash_value: null,
    created: now,
    updated: now,
    tags: [...new Set(tags)],
    properties: properties as Record<string, string | null>,
    stores: [],
    members: [],
  };
  checkNotNegative('min_disk', image.min_disk);
  checkNotNegative('min_ram', image.min_ram);
  checkTagCount(image.tags);
  checkPropertyCount(image.properties);
  checkCharacters(image);
  checkInRange(image);
  return image;
}
