import pLimit from 'p-limit';
import { describeSource } from '../../model/describe-source.ts';
import type { ImageList, ListSelection, VmList } from '../../model/desired.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Published } from '../../model/published.ts';
import type { ImageListReference } from '../../model/reference.ts';
import { quoted } from '../../model/text.ts';
import type { SkippedEntry, Unresolved } from '../../model/unresolved.ts';
import { fetchDocument, LARGEST_DOCUMENT } from '../document.ts';
import { listProperties } from '../hepix/list-properties.ts';
import type { DroppedImage } from '../hepix/listed-image.ts';
import { nameImages, nameOf, TITLE } from '../hepix/name-images.ts';
import { selectImages } from '../hepix/select-images.ts';
import { refusing } from '../refused-publication.ts';
import { resolveStratuslab } from '../stratuslab/resolve.ts';
import { readVmlist } from '../stratuslab/vmlist.ts';
import { type ResolveOptions, readSharedList, type Shared } from './options.ts';
import { asRefusal, isRefused, isResolved, placeOf, type Refused, refusedListed } from './refused.ts';
import { publishedImage, type ResolvedImage } from './resolve-image.ts';

/** Images of one list that are told one by one. */
const MOST_TOLD = 20;

/** The images of a list. */
export interface ResolvedList {
  /** Where it is published, for people. */
  readonly place: string;
  readonly images: readonly ResolvedImage[];
  /** What of it is left out. */
  readonly skipped: readonly SkippedEntry[];
  /** What was understood of each image that is refused, and why it is. */
  readonly refused: readonly Explanation[];
  /** What is to be known of the list as a whole; each names it. */
  readonly warnings: readonly string[];
  /** Why the list cannot tell which images have left it; null when it can. */
  readonly incomplete: Unresolved | null;
}

/**
 * Reads a list that others publish, and makes images of it. Errors as those of `resolveImage` where nothing of the list
 * can be used.
 */
export function resolveList(list: ImageList, options: ResolveOptions, shared: Shared): Promise<ResolvedList> {
  const { from } = list;
  return from.kind === 'hepix'
    ? hepixImages(list, from.reference, options, shared)
    : marketplaceImages(list, from.list, options);
}

async function hepixImages(
  list: ImageList,
  reference: ImageListReference,
  options: ResolveOptions,
  shared: Shared,
): Promise<ResolvedList> {
  const place = describeSource(reference.document);
  const read = await readSharedList(reference, options, shared);
  const { images, dropped, missing } = selectImages(read, list.select);
  const named = refusing(read, () => nameImages(read, images, list.name));
  const answers = named.map(({ name, image }) => {
    const { attributes: _attributes, ...published } = image;
    const properties = listProperties(list.properties, read, image);
    const own = { ...list.image, name, list: { identifier: read.identifier, version: read.version } };
    try {
      return publishedImage(own, { ...published, properties }, 'hepix', options);
    } catch (error) {
      return refusedListed(list, { name, identifier: image.identifier }, asRefusal(error, options), options);
    }
  });
  const missed = images.length === 0 ? nothingSelected(list) : null;
  const warnings = [
    ...read.warnings,
    ...(missed === null ? missing : []).map(
      (identifier) => `${place} has no image ${quoted(identifier)} (any more)`,
    ),
  ];
  const refused = [...answers.filter(isRefused), ...refuseAll(list, dropped, options)];
  return {
    ...listOf(list, answers.filter(isResolved), refused),
    warnings,
    incomplete: read.images.length === 0 ? nothingListed(list) : missed,
  };
}

function nothingListed(list: ImageList): Unresolved {
  return half(list, `${placeOf(list)} lists no image`, 'Ask who publishes it.');
}

/** Selected identifiers, or attributes, that one message tells. */
const MOST_SELECTED = 5;

/** Whether the file is mistaken or the publisher has withdrawn them, nobody can tell. */
function nothingSelected(list: ImageList): Unresolved | null {
  const { select } = list;
  if (select === 'all') return null;
  const [what, wanted] =
    'identifiers' in select
      ? (['none of the images that are selected', select.identifiers.map(quoted)] as const)
      : ([
          'no image that is selected by',
          Object.entries(select.attributes).map(([key, value]) => `${key} ${quoted(value)}`),
        ] as const);
  const more = wanted.length - MOST_SELECTED;
  const told = [...wanted.slice(0, MOST_SELECTED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const message = 'identifiers' in select ? `${what}: ${told}` : `${what} ${told}`;
  return half(
    list,
    `${placeOf(list)} has ${message}`,
    'Correct its `select`; `reconcile validate --explain` without it shows what the list has.',
  );
}

function half(list: ImageList, message: string, hint: string): Unresolved {
  return { name: null, list: placeOf(list), at: list.at, message, hint };
}

/** More than this many images that cannot be taken are looked at as one, of which nothing is known. */
const MOST_DROPPED = 1000;

function refuseAll(
  list: ImageList,
  dropped: readonly DroppedImage[],
  options: ResolveOptions,
): readonly Refused[] {
  const refused = dropped.slice(0, MOST_DROPPED).map((image) => refuseDropped(list, image, options));
  const more = dropped.length - MOST_DROPPED;
  if (more <= 0) return refused;
  const error = new VerificationError(`${more} more of the list's images cannot be taken`);
  return [...refused, refusedListed(list, { name: null, identifier: null }, error, options)];
}

/** An image that cannot be taken as it is listed. Another name than its title nobody has given it. */
function refuseDropped(
  list: ImageList,
  { identifier, title, reason }: DroppedImage,
  options: ResolveOptions,
): Refused {
  const isTitled = title !== null && title.trim() !== '' && (list.name === null || list.name === TITLE);
  const error = new VerificationError(
    `the list's image ${quoted(title ?? identifier ?? '')} cannot be taken: ${reason}`,
    { hint: 'Ask the endorser to mend it, or select the images that are wanted by their identifiers.' },
  );
  return refusedListed(list, { name: isTitled ? title.trim() : null, identifier }, error, options);
}

function listOf(
  list: ImageList,
  images: readonly ResolvedImage[],
  refused: readonly Refused[],
): Omit<ResolvedList, 'warnings' | 'incomplete'> {
  return {
    place: placeOf(list),
    images,
    skipped: mostOf(refused.map(({ entry }) => entry)),
    refused: refused.flatMap(({ explanation }) => explanation ?? []),
  };
}

/** A list may hold any number of images that cannot be taken: the last entry stands for those that are not told. */
function mostOf(entries: readonly SkippedEntry[]): readonly SkippedEntry[] {
  const [first, ...others] = entries.slice(MOST_TOLD - 1);
  if (first === undefined || others.length === 0) return entries;
  const message = `${others.length + 1} more of its images cannot be taken; the first of them: ${first.message}`;
  return [...entries.slice(0, MOST_TOLD - 1), together([first, ...others], message)];
}

/** One entry for several of a list. */
function together(entries: readonly SkippedEntry[], message: string): SkippedEntry {
  return {
    ...entries[0]!,
    name: null,
    message,
    reserves: {
      names: entries.flatMap(({ reserves }) => reserves.names),
      ids: entries.flatMap(({ reserves }) => reserves.ids),
      publisherIds: entries.flatMap(({ reserves }) => reserves.publisherIds),
      unknown: entries.some(({ reserves }) => reserves.unknown),
    },
  };
}

/** glance_manager's list: each identifier is asked of the marketplace. */
async function marketplaceImages(
  list: ImageList,
  vmlist: VmList,
  options: ResolveOptions,
): Promise<ResolvedList> {
  const { identifiers, warnings } = await identifiersOf(vmlist, options);
  const wanted = identifiers.filter((identifier) => isWanted(identifier, list.select));
  const { marketplace, endorsers, ca } = vmlist;
  const atATime = pLimit(options.parallelism);
  async function resolveOne(identifier: string): Promise<ResolvedImage | Refused> {
    const reference = { kind: 'stratuslab', identifier, document: null, marketplace, endorsers, ca } as const;
    let name: string | null = null;
    try {
      const published = await resolveStratuslab(reference, options.source);
      name = nameFor(list, published, identifier);
      return publishedImage({ ...list.image, name }, published, 'stratuslab', options);
    } catch (error) {
      return refusedListed(list, { name, identifier }, asRefusal(error, options), options);
    }
  }
  const answers = await Promise.all(wanted.map((identifier) => atATime(() => resolveOne(identifier))));
  const missed = wanted.length === 0 ? nothingSelected(list) : null;
  const place = placeOf(list);
  const refused = answers.filter(isRefused);
  const resolved = listOf(list, answers.filter(isResolved), refused);
  return {
    ...resolved,
    warnings: [
      ...warnings.map((warning) => `${place}: ${warning}`),
      ...(missed === null ? missingFrom(identifiers, list) : []),
    ],
    skipped: resolved.images.length > 0 ? resolved.skipped : inOneEntry(refused),
    incomplete: identifiers.length === 0 ? nothingListed(list) : missed,
  };
}

/** A marketplace that is away says the same of every image. */
function inOneEntry(refused: readonly Refused[]): readonly SkippedEntry[] {
  const entries = refused.map(({ entry }) => entry);
  const [first] = entries;
  if (first === undefined || entries.length === 1) return entries;
  const message = `none of its ${entries.length} images can be resolved; of the first: ${first.message}`;
  return [together(entries, message)];
}

function isWanted(identifier: string, select: ListSelection): boolean {
  return select === 'all' || !('identifiers' in select) || select.identifiers.includes(identifier);
}

function missingFrom(identifiers: readonly string[], list: ImageList): readonly string[] {
  const { select } = list;
  if (select === 'all' || !('identifiers' in select)) return [];
  return select.identifiers
    .filter((identifier) => !identifiers.includes(identifier))
    .map((identifier) => `${placeOf(list)} does not have ${quoted(identifier)}`);
}

async function identifiersOf(
  { document, identifiers }: VmList,
  { source }: ResolveOptions,
): Promise<{ readonly identifiers: readonly string[]; readonly warnings: readonly string[] }> {
  if (document === null) return { identifiers, warnings: [] };
  const text = await fetchDocument(document, source, LARGEST_DOCUMENT, 'list of identifiers');
  return refusingAt(describeSource(document), () => readVmlist(text.toString('utf8')));
}

/** What is wrong is in that document, and not in the state file. */
function refusingAt<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof VerificationError) || error.hint === null) throw error;
    throw new VerificationError(`${place}: ${error.message}`, { hint: error.hint, cause: error });
  }
}

function nameFor(
  list: ImageList,
  { title, version }: Pick<Published, 'title' | 'version'>,
  identifier: string,
): string {
  const attributes = new Map([
    ['identifier', identifier],
    ['dc:identifier', identifier],
  ]);
  if (title !== null) attributes.set('title', title).set('dc:title', title);
  if (version !== null) attributes.set('version', version);
  if (list.name !== null || title !== null) return nameOf(list.name ?? '{title}', attributes);
  throw new VerificationError(`the metadata of ${identifier} has no title to name the image by`, {
    hint: 'Give `image_name`, e.g. "{identifier}".',
  });
}
