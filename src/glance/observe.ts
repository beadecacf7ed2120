import pLimit, { type LimitFunction } from 'p-limit';
import { unlessAborted } from '../model/abort.ts';
import type { Target } from '../model/cloud.ts';
import type { Image, ImageStatus, Member } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Features, Observed } from '../model/observed.ts';
import { type CallOptions, hasStatus, TOO_LONG, unlessMissing } from './call.ts';
import type { Glance } from './client.ts';
import { type ImageFilter, isCheapInList, listBatches } from './filter.ts';
import { hasOneOf, type Identifier, WALK_FROM, walkImages } from './walk.ts';

export interface ObserveRequest {
  readonly target: Target;
  readonly stack: string;
  /** Names and former names of the file's images. */
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** Whether an image belongs to the run's project; absent: none does. */
  readonly isOwn?: (image: Image) => boolean;
  /**
   * The names, by entry, for which the images of the stack's own listing are enough: they are not asked for. Default: none.
   */
  readonly unneeded?: (listed: readonly Image[]) => ReadonlyMap<string, readonly string[]>;
  /** Property values to look for where no image of the project has one of the names. Default: none. */
  readonly identifiers?: readonly NamedIdentifier[];
  /** Whether the file manages this image's members. */
  readonly membersFor: (image: Image) => boolean;
}

interface NamedIdentifier extends Identifier {
  readonly names: readonly string[];
}

export interface ObserveLimits extends CallOptions {
  /** The most requests at a time. */
  readonly parallelism: number;
}

/** One thing to list, in two requests: visible and hidden images. */
type Lookup =
  | { readonly by: 'stack'; readonly stack: string }
  | { readonly by: 'names' | 'ids'; readonly values: readonly string[] }
  | { readonly by: 'property'; readonly property: string; readonly value: string };

/** Statuses of images that exist no more. */
export const GONE: readonly ImageStatus[] = ['deleted', 'pending_delete', 'killed'];

/** The release in which listings learned `visibility=all`. */
export const MINOR_OF_COMMUNITY = 5;

/**
 * Looks at the images that a state file is about: by the stack's marker, by name and by id, of any owner (an
 * administrator sees other projects' private images too). Reads members where the file manages them.
 *
 * The number of requests grows with the file, not with the cloud: one for the versions, two for the stack, two for each
 * hundred names of ordinary length and for each hundred ids. Longer names, and names that no list can hold, are
 * looked up only where no published image of the stack has them. reconcile does not ask for names that `unneeded` returns, so
 * Glance makes no image twice. Publishers' identifiers are looked for only where no image of the project has the name:
 * that is, once, before its first image exists. Many of them are looked for among all visible images, as long as these
 * are few; else each takes two requests.
 *
 * One failed listing fails the whole: a plan must not be made from a part of the images.
 */
export async function observe(
  glance: Glance,
  request: ObserveRequest,
  limits: ObserveLimits,
): Promise<Observed> {
  return listing(glance, limits, async ({ list, identify, atATime, features, signal }) => {
    const byMarker = { by: 'stack', stack: request.stack } as const;
    const { unneeded } = request;
    const ids = batchesOf('ids', request.ids);
    const first = await list([byMarker, ...(unneeded ? [] : cheapLookups(request.names)), ...ids]);
    const unasked = unneeded?.(first);
    const known = new Set(unasked && [...unasked.values()].flat());
    const names = request.names.filter((name) => !known.has(name));
    const second = unneeded ? await list(cheapLookups(names)) : [];
    const listed = [...first, ...second];
    const costly = await list(costlyLookups(names, request, listed));
    const identified = await identify(openIdentifiers(request, [...listed, ...costly]));
    const images = newestOfEach([...listed, ...costly, ...identified].filter(relevance(request)));
    const asked = images.filter((image) => image.visibility === 'shared' && request.membersFor(image));
    const members = await Promise.all(
      asked.map((image) => atATime(() => membersOf(glance, image, { signal }))),
    );
    return {
      target: request.target,
      features,
      images,
      ...(unasked && unasked.size > 0 ? { unasked } : {}),
      members: new Map(members.filter((entry) => entry !== null)),
    };
  });
}

/** Looks for all images of names that were left out, and adds them. */
export async function lookForNames(
  glance: Glance,
  observed: Observed,
  names: readonly string[],
  limits: ObserveLimits,
): Promise<Observed> {
  const wanted = new Set<string | null>(names);
  const listed = await listing(glance, limits, ({ list }) => list(batchesOf('names', names)));
  const named = listed.filter((image) => wanted.has(image.name) && !GONE.includes(image.status));
  return { ...observed, images: newestOfEach([...observed.images, ...named]) };
}

interface Listing {
  readonly list: (lookups: readonly Lookup[]) => Promise<readonly Image[]>;
  /** The images that have one of the identifiers. */
  readonly identify: (identifiers: readonly Identifier[]) => Promise<readonly Image[]>;
  readonly atATime: LimitFunction;
  readonly features: Features;
  readonly signal: AbortSignal;
}

/** Does work that lists images, within the limits. Once it ends or fails, no request goes on. */
async function listing<T>(
  glance: Glance,
  limits: ObserveLimits,
  work: (listing: Listing) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const signal = limits.signal ? AbortSignal.any([limits.signal, stop.signal]) : stop.signal;
  const atATime = pLimit(limits.parallelism);
  try {
    // All callers share this request, so it cannot take one caller's signal.
    const features = await unlessAborted(glance.info.features(), limits.signal);
    const kinds = features.hidden ? [{ hidden: false }, { hidden: true }] : [{}];
    const wide: ImageFilter = features.minor >= MINOR_OF_COMMUNITY ? { visibility: 'all' } : {};
    const list = async (lookups: readonly Lookup[]) => {
      const listings = lookups.flatMap((lookup) =>
        kinds.map((kind) =>
          atATime(() => ask(glance, lookup, { ...kind, ...widthOf(lookup, wide) }, { signal })),
        ),
      );
      return (await Promise.all(listings)).flat();
    };
    const identify = async (identifiers: readonly Identifier[]) => {
      const walked =
        identifiers.length < WALK_FROM ? null : await walkImages(glance, kinds, identifiers, { signal });
      return walked ?? list(identifiers.map(({ property, value }) => ({ by: 'property', property, value })));
    };
    return await work({ list, identify, atATime, features, signal });
  } finally {
    atATime.clearQueue();
    stop.abort();
  }
}

function cheapLookups(names: readonly string[]): readonly Lookup[] {
  return batchesOf('names', names.filter(isCheapInList));
}

function batchesOf(by: 'names' | 'ids', values: readonly string[]): readonly Lookup[] {
  return listBatches(values).map((batch) => ({ by, values: batch }));
}

/**
 * Names that are long or fit in no list, without those of images that the stack's own listing has shown. Any project may
 * write the stack's markers on its own images, so those of other projects show nothing.
 */
function costlyLookups(
  names: readonly string[],
  { stack, isOwn = () => false }: ObserveRequest,
  listed: readonly Image[],
): readonly Lookup[] {
  const published = new Set(
    listed.filter((image) => isOwn(image) && isPublished(image, stack)).map(({ name }) => name),
  );
  return batchesOf(
    'names',
    names.filter((name) => !isCheapInList(name) && !published.has(name)),
  );
}

/** Identifiers of images that the other lookups cannot find: by name or by the stack's marker. */
function openIdentifiers(request: ObserveRequest, listed: readonly Image[]): readonly Identifier[] {
  const { identifiers = [], isOwn: isOurs = () => false, stack } = request;
  if (identifiers.length === 0) return [];
  const pinned = new Set(request.ids.map((id) => id.toLowerCase()));
  const known = new Set(
    listed.flatMap((image) => {
      if (!isOurs(image) && image.visibility === 'community') return [];
      if (isPublished(image, stack)) return [image.properties[MARKER.image]];
      return isOurs(image) && isUsable(image) && !pinned.has(image.id.toLowerCase()) ? [image.name] : [];
    }),
  );
  return identifiers.filter(({ names }) => !names.some((name) => known.has(name)));
}

/** Whether an image could be the published one of its name: it has data, and is not a backup or staged. */
function isUsable({ status, properties }: Image): boolean {
  const role = properties[MARKER.role];
  return (status === 'active' || status === 'deactivated') && role !== 'backup' && role !== 'staged';
}

/** Compares the id too: a server's snapshot inherits the markers of the server's image. */
function isPublished({ id, properties }: Image, stack: string): boolean {
  return (
    properties[MARKER.stack] === stack &&
    properties[MARKER.role] === 'current' &&
    properties[MARKER.id] === id
  );
}

/** Looks for marked and pinned images in all projects; by name, other projects' community images do not matter. */
function widthOf(lookup: Lookup, wide: ImageFilter): ImageFilter {
  if (lookup.by === 'names' || lookup.by === 'property') return {};
  return lookup.by === 'ids' ? { ...wide, memberStatus: 'all' } : wide;
}

/** Lists again in halves when a server or proxy on the way finds the list too long (400, 414, 431). */
async function ask(
  glance: Glance,
  lookup: Lookup,
  filter: ImageFilter,
  options: CallOptions,
): Promise<readonly Image[]> {
  if (lookup.by === 'stack') {
    return collect(glance, { ...filter, properties: { [MARKER.stack]: lookup.stack } }, options);
  }
  if (lookup.by === 'property') {
    return collect(glance, { ...filter, properties: { [lookup.property]: lookup.value } }, options);
  }
  const { by, values } = lookup;
  try {
    return await collect(glance, { ...filter, [by]: values }, options);
  } catch (error) {
    if (values.length === 1 || !hasStatus(error, ...TOO_LONG)) throw error;
    const middle = Math.ceil(values.length / 2);
    const first = await ask(glance, { by, values: values.slice(0, middle) }, filter, options);
    const second = await ask(glance, { by, values: values.slice(middle) }, filter, options);
    return [...first, ...second];
  }
}

async function collect(glance: Glance, filter: ImageFilter, options: CallOptions): Promise<readonly Image[]> {
  const images: Image[] = [];
  for await (const image of glance.images.list(filter, options)) images.push(image);
  return images;
}

/** Compares exactly: the service's database may ignore case or trailing blanks. */
function relevance(request: ObserveRequest): (image: Image) => boolean {
  const names = new Set<string | null>(request.names);
  const ids = new Set(request.ids.map((id) => id.toLowerCase()));
  const isIdentified = hasOneOf(request.identifiers ?? []);
  return (image) =>
    !GONE.includes(image.status) &&
    (image.properties[MARKER.stack] === request.stack ||
      names.has(image.name) ||
      ids.has(image.id.toLowerCase()) ||
      isIdentified(image));
}

/** Each image once, in its latest state; ordered by id. */
function newestOfEach(images: readonly Image[]): readonly Image[] {
  const byId = new Map<string, Image>();
  for (const image of images) {
    const known = byId.get(image.id);
    if (known === undefined || known.updatedAt < image.updatedAt) byId.set(image.id, image);
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Null for an image that was deleted after it was listed. */
async function membersOf(
  glance: Glance,
  image: Image,
  options: CallOptions,
): Promise<readonly [string, readonly Member[]] | null> {
  const members = await unlessMissing(glance.members.list(image.id, options), null);
  return members && [image.id, members];
}
