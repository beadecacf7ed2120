import pLimit from 'p-limit';
import { describeSource } from '../../model/describe-source.ts';
import type { ImageList, ListSelection, VmList } from '../../model/desired.ts';
import { VerificationError } from '../../model/errors.ts';
import type { Published } from '../../model/published.ts';
import type { ImageListReference } from '../../model/reference.ts';
import { fetchDocument } from '../document.ts';
import { listProperties } from '../hepix/list-properties.ts';
import { nameImages, nameOf } from '../hepix/name-images.ts';
import { selectImages } from '../hepix/select-images.ts';
import { quoted } from '../quoted.ts';
import { resolveStratuslab } from '../stratuslab/resolve.ts';
import { readVmlist } from '../stratuslab/vmlist.ts';
import { type ResolveOptions, readSharedList, type Shared } from './options.ts';
import { publishedImage, type ResolvedImage } from './resolve-image.ts';

/** The images of a list. */
export interface ResolvedList {
  readonly images: readonly ResolvedImage[];
  /** Why the list cannot tell which images have left it; empty when it can. */
  readonly incomplete: readonly string[];
}

/** Reads a list that others publish, and makes images of it. Errors as those of `resolveImage`. */
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
  const resolved = nameImages(read, images, list.name).map(({ name, image }) => {
    const { attributes: _attributes, ...published } = image;
    const properties = listProperties(list.properties, read, image);
    const own = { ...list.image, name, list: { identifier: read.identifier, version: read.version } };
    return publishedImage(own, { ...published, properties }, 'hepix', options);
  });
  const [first, ...others] = resolved;
  const warnings = [
    ...read.warnings,
    ...missing.map((identifier) => `${place} has no image ${quoted(identifier)} (any more)`),
  ];
  const told = first && {
    ...first,
    explanation: { ...first.explanation, warnings: [...warnings, ...first.explanation.warnings] },
  };
  return {
    images: told ? [told, ...others] : [],
    incomplete: [
      ...dropped.map(
        ({ identifier, title, reason }) =>
          `${place}: its image ${quoted(title ?? identifier ?? '')} is left out: ${reason}`,
      ),
      ...(read.images.length === 0 ? [`${place} lists no image`] : []),
    ],
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
  const images = await Promise.all(
    wanted.map((identifier) =>
      atATime(async () => {
        const reference = {
          kind: 'stratuslab',
          identifier,
          document: null,
          marketplace,
          endorsers,
          ca,
        } as const;
        const published = await resolveStratuslab(reference, options.source);
        const image = { ...list.image, name: nameFor(list, published, identifier) };
        return publishedImage(image, published, 'stratuslab', options);
      }),
    ),
  );
  const all = [...warnings, ...missingFrom(identifiers, list.select)];
  return {
    images: images.map((image, index) => (index === 0 ? withWarnings(image, all) : image)),
    incomplete: identifiers.length === 0 ? ['the list of StratusLab identifiers is empty'] : [],
  };
}

function isWanted(identifier: string, select: ListSelection): boolean {
  return select === 'all' || !('identifiers' in select) || select.identifiers.includes(identifier);
}

function missingFrom(identifiers: readonly string[], select: ListSelection): readonly string[] {
  if (select === 'all' || !('identifiers' in select)) return [];
  return select.identifiers
    .filter((identifier) => !identifiers.includes(identifier))
    .map((identifier) => `the list of StratusLab identifiers does not have ${quoted(identifier)}`);
}

async function identifiersOf(
  { document, identifiers }: VmList,
  { source }: ResolveOptions,
): Promise<{ readonly identifiers: readonly string[]; readonly warnings: readonly string[] }> {
  if (document === null) return { identifiers, warnings: [] };
  return readVmlist((await fetchDocument(document, source)).toString('utf8'));
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

function withWarnings(resolved: ResolvedImage, warnings: readonly string[]): ResolvedImage {
  const { explanation } = resolved;
  return { ...resolved, explanation: { ...explanation, warnings: [...warnings, ...explanation.warnings] } };
}
