import { UsageError } from '../model/errors.ts';
import {
  IMAGE_STATUSES,
  type Image,
  type ImageAttributes,
  MEMBER_STATUSES,
  type Member,
  VISIBILITIES,
} from '../model/image.ts';
import { asObject, asOneOf, asText, type Json, textOrNull, textsOf } from './answer.ts';

/** Keys of an image in the API that are not custom properties (Images API v2, schema `image`). */
const BASE_KEYS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'status',
  'visibility',
  'os_hidden',
  'protected',
  'owner',
  'disk_format',
  'container_format',
  'min_disk',
  'min_ram',
  'size',
  'virtual_size',
  'checksum',
  'os_hash_algo',
  'os_hash_value',
  'description',
  'tags',
  'stores',
  'created_at',
  'updated_at',
  'self',
  'file',
  'schema',
  'direct_url',
  'locations',
]);

/** Properties under this prefix are the service's own and cannot be changed. */
const RESERVED_PREFIX = 'os_glance';

/** Whether `key` names a property that users may set: not a base attribute and not a property of the service. */
export function isCustomProperty(key: string): boolean {
  return !BASE_KEYS.has(key) && !key.startsWith(RESERVED_PREFIX);
}

/**
 * Reads an image as the API shows it. A field that an older service does not send becomes null, false, 0 or empty.
 * Throws {@link AnswerError} without id, status, visibility or times, and for an unknown status or visibility. Leaves out
 * custom properties that are not text.
 */
export function parseImage(json: unknown): Image {
  const wire = asObject(json, 'image');
  const id = asText(wire.id, 'image id');
  const what = (key: string) => `${key} of image ${id}`;
  return {
    id,
    name: textOrNull(wire.name),
    status: asOneOf(wire.status, IMAGE_STATUSES, what('status')),
    visibility: asOneOf(wire.visibility, VISIBILITIES, what('visibility')),
    hidden: wire.os_hidden === true,
    protected: wire.protected === true,
    owner: textOrNull(wire.owner),
    diskFormat: textOrNull(wire.disk_format),
    containerFormat: textOrNull(wire.container_format),
    minDisk: countOrNull(wire.min_disk) ?? 0,
    minRam: countOrNull(wire.min_ram) ?? 0,
    size: countOrNull(wire.size),
    virtualSize: countOrNull(wire.virtual_size),
    checksum: textOrNull(wire.checksum),
    hashAlgorithm: textOrNull(wire.os_hash_algo),
    hashValue: textOrNull(wire.os_hash_value),
    description: textOrNull(wire.description),
    tags: textsOf(wire.tags),
    stores: commaSeparated(wire.stores),
    createdAt: asText(wire.created_at, what('created_at')),
    updatedAt: asText(wire.updated_at, what('updated_at')),
    properties: customProperties(wire),
  };
}

function customProperties(wire: Json): Readonly<Record<string, string>> {
  const custom = Object.entries(wire).filter(
    (entry): entry is [string, string] => isCustomProperty(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(custom);
}

/** The progress of an import, from the service's own properties; empty without them. */
export interface ImportState {
  /** Stores that the data has not reached yet. */
  readonly importing: readonly string[];
  readonly failed: readonly string[];
  /** The task that still works on the image; it may run on after the image has become active. */
  readonly task: string | null;
}

/**
 * Reads `os_glance_importing_to_stores`, `os_glance_failed_import` (comma-separated stores) and `os_glance_import_task` of
 * an image, as the Images API v2 names them. Throws {@link AnswerError} for anything but an object.
 */
export function parseImportState(json: unknown): ImportState {
  const wire = asObject(json, 'image');
  return {
    importing: commaSeparated(wire.os_glance_importing_to_stores),
    failed: commaSeparated(wire.os_glance_failed_import),
    task: typeof wire.os_glance_import_task === 'string' ? wire.os_glance_import_task : null,
  };
}

/** Reads a member of an image. Throws {@link AnswerError} for an empty `member_id` or a status that the API does not know. */
export function parseMember(json: unknown): Member {
  const wire = asObject(json, 'member');
  const memberId = asText(wire.member_id, 'member_id');
  return { memberId, status: asOneOf(wire.status, MEMBER_STATUSES, `status of member ${memberId}`) };
}

/** The body of a creation: the given attributes only, so that the service's defaults apply to the others. */
export function createBody(attributes: ImageAttributes): Json {
  const { properties = {}, hidden, diskFormat, containerFormat, minDisk, minRam, ...same } = attributes;
  const reserved = Object.keys(properties).find((key) => !isCustomProperty(key));
  if (reserved !== undefined) throw new UsageError(`${reserved} is not a custom property of an image`);
  const body = {
    ...properties,
    ...same,
    os_hidden: hidden,
    disk_format: diskFormat,
    container_format: containerFormat,
    min_disk: minDisk,
    min_ram: minRam,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function countOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function commaSeparated(value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
