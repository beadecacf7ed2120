import type { DesiredImage, StatedImage } from '../../model/desired.ts';
import { ALGORITHMS } from '../../model/digest.ts';
import { SourceError, VerificationError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Published, SignatureFact } from '../../model/published.ts';
import type { HepixReference, PublishedReference } from '../../model/reference.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { DocumentReference, SourceReference } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';
import { PUBLISHER_ID_PROPERTIES } from '../../model/unresolved.ts';
import { type ResolvedChecksums, resolveChecksumFile } from '../checksums/resolve.ts';
import { findListedImage } from '../hepix/find-image.ts';
import { resolveSimplestreams } from '../simplestreams/resolve.ts';
import { askStratuslab } from './ask-stratuslab.ts';
import { afterExpiry, expiredOn } from './expire.ts';
import { explainPlain } from './explain.ts';
import { mergePublished } from './merge-published.ts';
import { type ResolveOptions, readSharedList, type Shared } from './options.ts';

/** An image whose source is known, with an explanation. `image` is null when the image counts as not listed. */
export interface ResolvedImage {
  readonly image: DesiredImage | null;
  /** The image as it would be if it had not expired; only when it counts as not listed. */
  readonly expired?: DesiredImage;
  readonly explanation: Explanation;
}

/**
 * Asks an image's publisher, finds its digests, and applies its `expired` policy. No publisher is asked for an image
 * with `state: absent`. Throws the `SourceError` and `VerificationError` of the publishers.
 */
export async function resolveImage(
  image: StatedImage,
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
 * An image outside the run's selection; its publisher is not asked. It keeps the publisher id from the state file, so
 * that another entry with the same id does not adopt the live image that both could mean.
 */
export function unselected(image: StatedImage): ResolvedImage {
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

/** An image without its publisher, who is not asked. */
function unasked(image: StatedImage): ResolvedImage {
  const { published: _published, checksumFile: _checksumFile, ...rest } = image;
  return { image: rest, explanation: explainPlain(rest) };
}

/** Completes an image of the state file, or of a list, with its publisher's answer. */
export function publishedImage(
  image: StatedImage,
  published: Published,
  kind: PublishedReference['kind'],
  { now }: Pick<ResolveOptions, 'now'>,
): ResolvedImage {
  const merged = {
    ...mergePublished(image, published),
    ...trustOf(published.signature, null),
    ...monotonic(image, published, kind),
    ...publisherIdOf(published),
  };
  const after = afterExpiry(merged, published.expires, now);
  const { identifier, expires, deprecated, signature, warnings } = published;
  return {
    image: after,
    ...(after === null ? { expired: { ...merged, expiry: expiry(published) } } : {}),
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

/** Versions must not go back, unless the file names a version. Images of another Glance have no version to compare. */
function monotonic(
  { published: reference }: StatedImage,
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
  const published = findListedImage(list, identifier, 'vmcatcher', place);
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
      return askStratuslab(reference, options.source);
    case 'simplestreams':
      return resolveSimplestreams(reference, options.source, shared.streams);
    case 'glance':
      if (options.glance) return options.glance(reference);
      throw new SourceError(
        `${describeSource(reference.source)} cannot be asked: this run has no connection to another Glance`,
      );
  }
}

/** The address whose last part is the name in the checksum file; of several mirrors, that of the first. */
function addressOf(source: SourceReference): string {
  switch (source.kind) {
    case 'http':
      return source.url;
    case 'file':
      return source.path;
    case 'alternatives':
      return source.places[0] ? addressOf(source.places[0]) : '';
    case 'glance':
      return describeSource(source);
  }
}

/** Adds the digests of a checksum file to those of the state file; all must agree. */
function withChecksums(image: StatedImage, found: ResolvedChecksums): DesiredImage {
  const { digests, size, signature } = found;
  const { checksumFile: _file, ...rest } = image;
  const wrong = ALGORITHMS.find(
    (name) =>
      image.digests[name] !== undefined &&
      digests[name] !== undefined &&
      image.digests[name] !== digests[name],
  );
  if (wrong !== undefined) {
    throw new VerificationError(
      `the file gives ${wrong} ${image.digests[wrong]}, but the checksum file says ${digests[wrong]}`,
      { hint: 'Remove the digest or the checksum file from the `checksum`.' },
    );
  }
  if (image.size !== undefined && size !== null && image.size !== size) {
    throw new VerificationError(
      `the file gives a size of ${image.size} bytes, but the checksum file says ${size}`,
      { hint: 'Remove the `size`, or correct it.' },
    );
  }
  return {
    ...rest,
    digests: { ...digests, ...image.digests },
    ...(size === null ? {} : { size }),
    ...trustOf(signature, image.checksumFile?.document ?? null),
  };
}

/** When the document was signed, or that nothing protects it on its way. */
function trustOf(
  signature: SignatureFact,
  document: DocumentReference | null,
): Pick<DesiredImage, 'signed' | 'unprotected'> {
  if (signature.status === 'verified') return signature.signed ? { signed: signature.signed } : {};
  const isPlainHttp = document?.kind === 'http' && /^http:/i.test(document.url);
  return isPlainHttp ? { unprotected: [describeSource(document)] } : {};
}
