import { badRequest } from './errors.ts';
import type { ImageRecord } from './record.ts';

type Value = string | number | null;

const KEYS: Readonly<Record<string, (image: ImageRecord) => Value>> = {
  name: (image) => image.name,
  status: (image) => image.status,
  container_format: (image) => image.container_format,
  disk_format: (image) => image.disk_format,
  size: (image) => image.size,
  id: (image) => image.id,
  created_at: (image) => image.created,
  updated_at: (image) => image.updated,
};

interface Order {
  readonly key: string;
  readonly descending: boolean;
}

/** The order that the query asks for. The time of creation and the id break ties. */
export function orderOf(query: URLSearchParams): readonly Order[] {
  const asked = query.has('sort') ? newSyntax(query) : classicSyntax(query);
  const [only] = asked.directions;
  const fallback = asked.directions.length === 1 ? only! : 'desc';
  const keys = [...asked.keys];
  for (const key of ['created_at', 'id']) if (!keys.includes(key)) keys.push(key);
  const spread = asked.directions.length === 1 ? asked.keys.map(() => fallback) : asked.directions;
  return keys.map((key, at) => ({ key, descending: (spread[at] ?? fallback) === 'desc' }));
}

interface Asked {
  readonly keys: readonly string[];
  readonly directions: readonly string[];
}

/** `sort=name:asc,size` */
function newSyntax(query: URLSearchParams): Asked {
  if (query.has('sort_key') || query.has('sort_dir')) {
    throw badRequest('Old and new sorting syntax cannot be combined');
  }
  const parts = (query.getAll('sort').at(-1) ?? '').trim().split(',');
  const pairs = parts.map((part) => {
    const [key = '', direction = ''] = part.split(':', 2);
    return [checkKey(key.trim()), checkDirection(direction.trim() || 'desc')] as const;
  });
  return { keys: pairs.map(([key]) => key), directions: pairs.map(([, direction]) => direction) };
}

/** `sort_key=name&sort_dir=asc&sort_key=size&sort_dir=desc`, or one direction for all keys. */
function classicSyntax(query: URLSearchParams): Asked {
  const keys = query.getAll('sort_key').map((key) => checkKey(key.trim()));
  const directions = query.getAll('sort_dir').map((direction) => checkDirection(direction.trim()));
  if (directions.length > 1 && directions.length !== keys.length) {
    throw badRequest('Number of sort dirs does not match the number of sort keys');
  }
  return {
    keys: keys.length > 0 ? keys : ['created_at'],
    directions: directions.length > 0 ? directions : ['desc'],
  };
}

function checkKey(key: string): string {
  if (Object.hasOwn(KEYS, key)) return key;
  throw badRequest(
    `Invalid sort key: ${key}. It must be one of the following: ${Object.keys(KEYS).join(', ')}.`,
  );
}

function checkDirection(direction: string): string {
  if (direction === 'asc' || direction === 'desc') return direction;
  throw badRequest(`Invalid sort direction: ${direction}`);
}

/** Compares two images; unset values come first. */
export function compareImages(order: readonly Order[], a: ImageRecord, b: ImageRecord): number {
  return compareBy(order, a, b, (value) => value);
}

/** Whether `image` comes after the marker. As in the real service, unset values count as empty or zero here. */
export function isAfter(order: readonly Order[], image: ImageRecord, marker: ImageRecord): boolean {
  return compareBy(order, image, marker, (value, key) => value ?? (key === 'size' ? 0 : '')) > 0;
}

function compareBy(
  order: readonly Order[],
  a: ImageRecord,
  b: ImageRecord,
  read: (value: Value, key: string) => Value,
): number {
  for (const { key, descending } of order) {
    const of = KEYS[key]!;
    const difference = compareValues(read(of(a), key), read(of(b), key));
    if (difference !== 0) return descending ? -difference : difference;
  }
  return 0;
}

function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // SQLite compares text by its bytes.
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
