import type { ImageStatus, MemberStatus, Visibility } from '../model/image.ts';
import { isCustomProperty } from './wire.ts';

export const SORT_KEYS = [
  'name',
  'status',
  'container_format',
  'disk_format',
  'size',
  'id',
  'created_at',
  'updated_at',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  readonly key: SortKey;
  readonly direction: 'asc' | 'desc';
}

export interface TimeFilter {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';
  /** ISO 8601, e.g. `2024-05-01T00:00:00Z`. */
  readonly time: string;
}

/** Which images a listing holds: those that meet every condition given. */
export interface ImageFilter {
  /** Exact names. Many names become several requests, each as long as a URL safely is. */
  readonly names?: readonly string[];
  readonly ids?: readonly string[];
  readonly statuses?: readonly ImageStatus[];
  /** All of them. */
  readonly tags?: readonly string[];
  /** `all` adds other projects' community images; without a visibility only our own are listed. */
  readonly visibility?: Visibility | 'all';
  /** Project id. */
  readonly owner?: string;
  /** Which images shared with us are listed; the service's default is `accepted`. */
  readonly memberStatus?: MemberStatus | 'all';
  /** True lists hidden images only; false, and the default, visible ones only. Needs v2.7. */
  readonly hidden?: boolean;
  readonly protected?: boolean;
  /** Bytes. */
  readonly sizeMin?: number;
  readonly sizeMax?: number;
  /** GiB, exactly. */
  readonly minDisk?: number;
  /** MiB, exactly. */
  readonly minRam?: number;
  readonly diskFormats?: readonly string[];
  readonly containerFormats?: readonly string[];
  /** md5 of the stored bytes. */
  readonly checksum?: string;
  readonly hashValue?: string;
  readonly createdAt?: TimeFilter;
  readonly updatedAt?: TimeFilter;
  /** Custom properties by their exact values. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Within each request; the service's default is newest first. */
  readonly sort?: readonly Sort[];
  /** Images a request; the service may give fewer. Default 1000. */
  readonly pageSize?: number;
}

const DEFAULT_PAGE_SIZE = 1000;

/** Characters of one percent-encoded list; eventlet refuses request lines over 8191 bytes, measured on Glance 25.1. */
const MAX_LIST_LENGTH = 6000;
const MAX_LIST_ITEMS = 100;

/**
 * The queries that together list what the filter means, in order. A filter whose list is empty (`names: []`)
 * means nothing and gives none.
 */
export function listQueries(filter: ImageFilter): readonly URLSearchParams[] {
  const lists = [filter.statuses, filter.diskFormats, filter.containerFormats];
  if (lists.some((list) => list?.length === 0)) return [];
  const names = filter.names === undefined ? [null] : listBatches(filter.names).map(listExpression);
  const ids = filter.ids === undefined ? [null] : listBatches(filter.ids).map(listExpression);
  return names.flatMap((name) => ids.map((id) => listQuery(filter, name, id)));
}

function listQuery(filter: ImageFilter, name: string | null, id: string | null): URLSearchParams {
  const query = new URLSearchParams();
  const put = (key: string, value: string | number | boolean | null | undefined) => {
    if (value !== undefined && value !== null) query.append(key, String(value));
  };
  put('name', name);
  put('id', id);
  put('status', filter.statuses && listExpression(filter.statuses));
  for (const tag of filter.tags ?? []) put('tag', tag);
  put('visibility', filter.visibility);
  put('owner', filter.owner);
  put('member_status', filter.memberStatus);
  put('os_hidden', filter.hidden);
  put('protected', filter.protected);
  put('size_min', filter.sizeMin);
  put('size_max', filter.sizeMax);
  put('min_disk', filter.minDisk);
  put('min_ram', filter.minRam);
  put('disk_format', filter.diskFormats && listExpression(filter.diskFormats));
  put('container_format', filter.containerFormats && listExpression(filter.containerFormats));
  put('checksum', filter.checksum);
  put('os_hash_value', filter.hashValue);
  put('created_at', filter.createdAt && `${filter.createdAt.operator}:${filter.createdAt.time}`);
  put('updated_at', filter.updatedAt && `${filter.updatedAt.operator}:${filter.updatedAt.time}`);
  for (const [key, value] of Object.entries(filter.properties ?? {})) {
    if (isAskedOfService(key)) put(key, value);
  }
  put('sort', filter.sort?.map(({ key, direction }) => `${key}:${direction}`).join(',') || null);
  put('limit', filter.pageSize ?? DEFAULT_PAGE_SIZE);
  return query;
}

const LIST_PARAMETERS: ReadonlySet<string> = new Set([
  'limit',
  'marker',
  'tag',
  'member_status',
  'sort',
  'sort_key',
  'sort_dir',
  'changes-since',
  'deleted',
  'deleted_at',
  'tags',
  'properties',
]);

/**
 * Whether the service can filter by this property. A name that is a parameter of the listing means something else
 * there, and one that ends in `_min` or `_max` is taken for a range (a 400 or 500); such ones are compared here.
 */
export function isAskedOfService(key: string): boolean {
  return isCustomProperty(key) && !LIST_PARAMETERS.has(key) && !/_(min|max)$/.test(key);
}

/**
 * Whether a value can stand in a list. The service has no escape for a double quote in one, and a backslash before
 * one ends nothing (Glance, `split_filter_value_for_quotes`).
 */
function fitsInList(value: string): boolean {
  return !/["\\]/.test(value);
}

/** Whether a hundred values like this one take few lists. */
export function isCheapInList(value: string): boolean {
  return fitsInList(value) && listCost(value) <= MAX_LIST_LENGTH / 40;
}

/** The length that a value adds to a list. */
function listCost(value: string): number {
  return encodedLength(`"${value}",`);
}

/** Splits values into lists that fit one request each, duplicates left out; what fits in none is asked alone. */
export function listBatches(values: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let open: string[] = [];
  let length = 0;
  for (const value of new Set(values)) {
    if (!fitsInList(value)) {
      batches.push([value]);
      continue;
    }
    const cost = listCost(value);
    if (open.length === MAX_LIST_ITEMS || (open.length > 0 && length + cost > MAX_LIST_LENGTH)) {
      batches.push(open);
      open = [];
      length = 0;
    }
    open.push(value);
    length += cost;
  }
  return open.length > 0 ? [...batches, open] : batches;
}

/** `eq:` for one value, whatever its characters; `in:` for several. */
function listExpression(values: readonly string[]): string {
  const [only] = values;
  if (values.length === 1) return `eq:${only}`;
  return `in:${values.map((value) => `"${value}"`).join(',')}`;
}

function encodedLength(text: string): number {
  return new URLSearchParams([['', text]]).toString().length - 1;
}
