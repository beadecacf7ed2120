import pLimit from 'p-limit';
import type { ImageList, ListSelection, VmList } from '../../model/desired.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Published } from '../../model/published.ts';
import type { ImageListReference } from '../../model/reference.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { quoted } from '../../model/text.ts';
import type { SkippedEntry, Unresolved } from '../../model/unresolved.ts';
import { fetchDocument, LARGEST_DOCUMENT } from '../document.ts';
import { listProperties } from '../hepix/list-properties.ts';
import type { DroppedImage } from '../hepix/listed-image.ts';
import { nameImages, nameOf, TITLE } from '../hepix/name-images.ts';
import { selectImages } from '../hepix/select-images.ts';
import { refusing } from '../refused-publication.ts';
import { readVmlist } from '../stratuslab/vmlist.ts';
import { askStratuslab } from './ask-stratuslab.ts';
import { type ResolveOptions, readSharedList, type Shared } from './options.ts';
import { asRefusal, isRefused, isResolved, placeOf, type Refused, refusedListed } from './refused.ts';
import { publishedImage, type ResolvedImage } from './resolve-image.ts';

/** Refused images of one list that get an entry of their own. */
const MOST_ENTRIES = 20;

/** The images of a list. */
export interface ResolvedList {
  /** Where the list is published, for people. */
  readonly place: string;
  readonly images: readonly ResolvedImage[];
  /** Images of the list that the run skips. */
  readonly skipped: readonly SkippedEntry[];
  /** Explanations of the refused images, each with its reason. */
  readonly refused: readonly Explanation[];
  /** Warnings about the list as a whole; each names the list. */
  readonly warnings: readonly string[];
  /** Why the list does not show which images have left it; null when it does. */
  readonly incomplete: Unresolved | null;
}

/**
 * Reads a published list and makes images from its entries. Throws the errors of `resolveImage` when no part of the
 * list can be used.
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
    const own = {
      ...list.image,
      name,
      list: { identifier: read.identifier, version: read.version },
      listed: true,
    } as const;
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
      (identifier) => `${place} has no image ${quoted(identifier)}; its publisher may have removed it`,
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
  return incomplete(list, `${placeOf(list)} lists no image`, 'Ask the publisher of the list.');
}

/** Selected identifiers or attributes that one message names. */
const MOST_SELECTED = 5;

/** Either the selection is wrong or the publisher has withdrawn the images; reconcile cannot know which. */
function nothingSelected(list: ImageList): Unresolved | null {
  const { select } = list;
  if (select === 'all') return null;
  const [what, wanted] =
    'identifiers' in select
      ? (['none of the selected images', select.identifiers.map(quoted)] as const)
      : ([
          'no image selected by',
          Object.entries(select.attributes).map(([key, value]) => `${key} ${quoted(value)}`),
        ] as const);
  const more = wanted.length - MOST_SELECTED;
  const named = [...wanted.slice(0, MOST_SELECTED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const message = 'identifiers' in select ? `${what}: ${named}` : `${what} ${named}`;
  return incomplete(
    list,
    `${placeOf(list)} has ${message}`,
    'Correct its `select`. To see all images of the list, remove the `select` and run `reconcile validate --explain`.',
  );
}

function incomplete(list: ImageList, message: string, hint: string): Unresolved {
  return { name: null, list: placeOf(list), at: list.at, message, hint };
}

/** Unusable images beyond this number share one entry, which reserves every image that could be one of them. */
const MOST_DROPPED = 1000;

function refuseAll(
  list: ImageList,
  dropped: readonly DroppedImage[],
  options: ResolveOptions,
): readonly Refused[] {
  const refused = dropped.slice(0, MOST_DROPPED).map((image) => refuseDropped(list, image, options));
  const more = dropped.length - MOST_DROPPED;
  if (more <= 0) return refused;
  const error = new VerificationError(`${more} more of the list's images cannot be used`);
  return [...refused, refusedListed(list, { name: null, identifier: null }, error, options)];
}

/**
 * Refuses an image whose entry in the list is unusable. Its name is known only where images are named by their titles.
 */
function refuseDropped(
  list: ImageList,
  { identifier, title, reason }: DroppedImage,
  options: ResolveOptions,
): Refused {
  const isTitled = title !== null && title.trim() !== '' && (list.name === null || list.name === TITLE);
  const error = new VerificationError(
    `the list's image ${quoted(title ?? identifier ?? '')} cannot be used: ${reason}`,
    { hint: 'Ask the endorser to correct the list, or `select` the other images by their identifiers.' },
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
    skipped: shortened(refused.map(({ entry }) => entry)),
    refused: refused.flatMap(({ explanation }) => explanation ?? []),
  };
}

/** A list may hold any number of unusable images: the last entry stands for all that have none of their own. */
function shortened(entries: readonly SkippedEntry[]): readonly SkippedEntry[] {
  const [first, ...others] = entries.slice(MOST_ENTRIES - 1);
  if (first === undefined || others.length === 0) return entries;
  const message = `${others.length + 1} more of its images cannot be used; the first: ${first.message}`;
  return [...entries.slice(0, MOST_ENTRIES - 1), together([first, ...others], message)];
}

/** Joins several entries of a list into one, which reserves what each of them reserves. */
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

/** Resolves glance_manager's list: asks the marketplace for each identifier. */
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
      const published = await askStratuslab(reference, options.source);
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

/** An unreachable marketplace fails in the same way for every image: one entry is enough. */
function inOneEntry(refused: readonly Refused[]): readonly SkippedEntry[] {
  const entries = refused.map(({ entry }) => entry);
  const [first] = entries;
  if (first === undefined || entries.length === 1) return entries;
  const message = `none of its ${entries.length} images can be resolved; the first: ${first.message}`;
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

/** Names the document in a refusal: the error is there, and not in the state file. */
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
  throw new VerificationError(
    `the metadata of ${identifier} has no title, from which the image would get its name`,
    {
      hint: 'Set `image_name`, e.g. "{identifier}".',
    },
  );
}
