import { describeSource } from '../../model/describe-source.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { ALGORITHMS } from '../../model/digest.ts';
import { SourceError, VerificationError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Published } from '../../model/published.ts';
import type { HepixReference, PublishedReference } from '../../model/reference.ts';
import type { SourceReference } from '../../model/source.ts';
import { quoted } from '../../model/text.ts';
import { PUBLISHER_ID_PROPERTIES } from '../../model/unresolved.ts';
import { type ResolvedChecksums, resolveChecksumFile } from '../checksums/resolve.ts';
import { publishedImage as findImage } from '../hepix/resolve-hepix.ts';
import { resolveSimplestreams } from '../simplestreams/resolve.ts';
import { resolveStratuslab } from '../stratuslab/resolve.ts';
import { afterExpiry, expiredOn } from './expire.ts';
import { explainPlain } from './explain.ts';
import { mergePublished } from './merge-published.ts';
import { type ResolveOptions, readSharedList, type Shared } from './options.ts';

/** An image whose source is known, and what was understood of it. `image` is null for one that counts as not listed. */
export interface ResolvedImage {
  readonly image: DesiredImage | null;
  /** Of one that counts as not listed: what it would be. */
  readonly lapsed?: DesiredImage;
  readonly explanation: Explanation;
}

/**
 * Asks an image's publisher, looks its digests up, and sees whether it has expired. `SourceError` and
 * `VerificationError` of the publishers; nothing is asked for an image that is to be absent.
 */
export async function resolveImage(
  image: DesiredImage,
  options: ResolveOptions,
  shared: Shared,
): Promise<ResolvedImage> {
  if (image.state === 'absent') return unasked(image);
  if (image.published?.kind === 'hepix') return imageOfList(image, image.published, options, shared);
  if (image.published) {
    return publishedImage(image, await ask(image.published, options, shared), image.published.kind, options);
  }
  if (!image.checksumFile || !image.source) return { image, explanation: explainPlain(image) };
  const found = await resolveChecksumFile(image.checksumFile, addressOf(image.source), options.source);
  const resolved = withChecksums(image, found);
  return {
    image: resolved,
    explanation: {
      ...explainPlain(resolved),
      signature: found.signature,
      warnings: found.warnings,
    },
  };
}

function publisherIdOf({ identifier, properties }: Published): Pick<DesiredImage, 'publisherId'> {
  const property = PUBLISHER_ID_PROPERTIES.find(
    (name) => identifier !== null && properties[name] === identifier,
  );
  return property === undefined || identifier === null
    ? {}
    : { publisherId: { property, value: identifier } };
}

/**
 * An image that is not planned, and whose publisher is not asked. The identifier that the file gives is kept: another
 * entry with the same one must not have for its own what both ask for.
 */
export function unselected(image: DesiredImage): ResolvedImage {
  const { published, state } = image;
  const { explanation, image: known } = unasked(image);
  if (!known || state === 'absent' || !published) return { explanation, image: known };
  return { explanation, image: { ...known, ...publisherIdAsked(published) } };
}

function publisherIdAsked(published: PublishedReference): Pick<DesiredImage, 'publisherId'> {
  switch (published.kind) {
    case 'hepix':
      return { publisherId: { property: 'vmcatcher_event_dc_identifier', value: published.identifier } };
    case 'stratuslab':
      return published.identifier === null
        ? {}
        : { publisherId: { property: 'mpid', value: published.identifier } };
    default:
      return {};
  }
}

/** An image that is to be absent: its publisher is not asked. */
function unasked(image: DesiredImage): ResolvedImage {
  const { published: _published, checksumFile: _checksumFile, ...rest } = image;
  return { image: rest, explanation: explainPlain(rest) };
}

/** An image of the file, or of a list, with what its publisher says. */
export function publishedImage(
  image: DesiredImage,
  published: Published,
  kind: PublishedReference['kind'],
  { now }: Pick<ResolveOptions, 'now'>,
): ResolvedImage {
  const merged = {
    ...mergePublished(image, published),
    ...upwards(image, published, kind),
    ...publisherIdOf(published),
  };
  const after = afterExpiry(merged, published.expires, now);
  const { identifier, expires, deprecated, signature, warnings } = published;
  return {
    image: after,
    ...(after === null ? { lapsed: { ...merged, expiry: expiry(published) } } : {}),
    explanation: {
      ...explainPlain(merged),
      kind: published.publisher,
      identifier,
      signature,
      expires,
      deprecated,
      warnings,
    },
  };
}

function expiry({ expires }: Published): NonNullable<DesiredImage['expiry']> {
  return { reason: expiredOn(expires ?? ''), unchanged: false };
}

/** Whoever names a version wants that one; another Glance's images have none to compare. */
function upwards(
  { published: reference }: DesiredImage,
  { version }: Published,
  kind: PublishedReference['kind'],
): Pick<DesiredImage, 'monotonicVersion' | 'pinHint'> {
  if (kind === 'glance') return {};
  if (reference?.kind !== 'simplestreams') return { monotonicVersion: true };
  if (reference.version !== null || version === null) return {};
  return { monotonicVersion: true, pinHint: `version: ${quoted(version)}` };
}

async function imageOfList(
  image: DesiredImage,
  { list: reference, identifier }: HepixReference,
  options: ResolveOptions,
  shared: Shared,
): Promise<ResolvedImage> {
  const list = await readSharedList(reference, options, shared);
  const place = `image list ${describeSource(reference.document)}`;
  const published = findImage(list, identifier, 'vmcatcher', place);
  const listed = { ...image, list: { identifier: list.identifier, version: list.version } };
  return publishedImage(listed, published, 'hepix', options);
}

function ask(
  reference: Exclude<PublishedReference, HepixReference>,
  options: ResolveOptions,
  shared: Shared,
): Promise<Published> {
  switch (reference.kind) {
    case 'stratuslab':
      return resolveStratuslab(reference, options.source);
    case 'simplestreams':
      return resolveSimplestreams(reference, options.source, shared.streams);
    case 'glance':
      if (options.glance) return options.glance(reference);
      throw new SourceError(`${describeSource(reference.source)} cannot be asked from here`);
  }
}

/** The address whose last part a checksum file is searched for. */
function addressOf(source: SourceReference): string {
  switch (source.kind) {
    case 'http':
      return source.url;
    case 'file':
      return source.path;
    default:
      return describeSource(source);
  }
}

/** Digests that were looked up, beside those that the file gives: all must agree. */
function withChecksums(image: DesiredImage, { digests, size }: ResolvedChecksums): DesiredImage {
  const { checksumFile: _file, ...rest } = image;
  const wrong = ALGORITHMS.find(
    (name) =>
      image.digests[name] !== undefined &&
      digests[name] !== undefined &&
      image.digests[name] !== digests[name],
  );
  if (wrong !== undefined) {
    throw new VerificationError(
      `the file gives ${wrong} ${image.digests[wrong]}, and the checksum file says ${digests[wrong]}`,
      { hint: 'Keep one of the two.' },
    );
  }
  if (image.size !== undefined && size !== null && image.size !== size) {
    throw new VerificationError(
      `the file gives a size of ${image.size} bytes, and the checksum file says ${size}`,
      { hint: 'Remove the `size`, or correct it.' },
    );
  }
  return { ...rest, digests: { ...digests, ...image.digests }, ...(size === null ? {} : { size }) };
}
