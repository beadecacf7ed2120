import type { ImageStatus, MemberStatus, Visibility } from '../model/image.ts';
import { isCustomProperty } from './wire.ts';

const SORT_KEYS = [
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

/** The images of a listing: those that meet every given condition. */
export interface ImageFilter {
  /** Exact names. Many names become several requests, each within a safe length of a URL. */
  readonly names?: readonly string[];
  readonly ids?: readonly string[];
  readonly statuses?: readonly ImageStatus[];
  /** An image must have all of these tags. */
  readonly tags?: readonly string[];
  /** `all` adds other projects' community images; without a visibility, Glance lists only the project's own. */
  readonly visibility?: Visibility | 'all';
  /** Project id. */
  readonly owner?: string;
  /** Which of the images that are shared with the project are listed; the service's default is `accepted`. */
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
  /** The order within each request; the service's default is newest first. */
  readonly sort?: readonly Sort[];
  /** Images for each request; the service may return fewer. Default: 1000. */
  readonly pageSize?: number;
}

const DEFAULT_PAGE_SIZE = 1000;

/** Characters of one percent-encoded list. Eventlet refuses request lines over 8191 bytes (measured on Glance 25.1). */
const MAX_LIST_LENGTH = 6000;
const MAX_LIST_ITEMS = 100;

/**
 * The queries that together list the images of the filter, in order. A filter with an empty list (`names: []`) selects
 * no images and gives no queries.
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
 * Whether the service can filter by this property. A name that is also a parameter of the listing has another meaning
 * there. The service takes a name that ends in `_min` or `_max` for a range (and answers 400 or 500). reconcile compares
 * such properties itself.
 */
export function isAskedOfService(key: string): boolean {
  return isCustomProperty(key) && !LIST_PARAMETERS.has(key) && !/_(min|max)$/.test(key);
}

/**
 * Whether a list can hold a value. The service has no escape for a double quote, and no closing quote may follow a
 * backslash (Glance, `split_filter_value_for_quotes`).
 */
function fitsInList(value: string): boolean {
  return !/["\\]/.test(value);
}

/** Whether a hundred values of this length fit in a few lists. */
export function isCheapInList(value: string): boolean {
  return fitsInList(value) && listCost(value) <= MAX_LIST_LENGTH / 40;
}

/** Characters that a value adds to a list. */
function listCost(value: string): number {
  return encodedLength(`"${value}",`);
}

/** Splits values into lists that fit in one request each, without duplicates. A value that no list can hold is alone. */
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

/** `eq:` for one value, which may have any characters; `in:` for several. */
function listExpression(values: readonly string[]): string {
  const [only] = values;
  if (values.length === 1) return `eq:${only}`;
  return `in:${values.map((value) => `"${value}"`).join(',')}`;
}

function encodedLength(text: string): number {
  return new URLSearchParams([['', text]]).toString().length - 1;
}
