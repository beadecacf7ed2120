import { posix } from 'node:path';
import type { Digests } from '../../model/digest.ts';
import { SourceError } from '../../model/errors.ts';
import type { SignatureFact } from '../../model/published.ts';
import type { ChecksumReference } from '../../model/reference.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { DocumentReference } from '../../model/source/source.ts';
import { isGlob, quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { readSignedDocument } from '../signed-document.ts';
import { baseName, findChecksums, type WantedFile } from './find.ts';

/** Bytes. A hundred times the longest published checksum file. */
const LARGEST = 16 * 1024 * 1024;

/** The checksums of an image, and the signature of the checksum file. */
export interface ResolvedChecksums {
  /** At least one. */
  readonly digests: Digests;
  /** Bytes; null: the file does not say. */
  readonly size: number | null;
  readonly signature: SignatureFact;
  readonly warnings: readonly string[];
}

/**
 * Finds all digests of an image in its publisher's checksum file. `image` is the image's http(s) URL or path; its last
 * part is the name to find, unless the reference gives another, or a glob. A checksum file that is called like the image
 * with an ending, such as `x.qcow2.sha256`, and has one entry, is about the image. `SourceError` when a document cannot be read or the
 * checksum file does not name the image. `VerificationError` when the signature is missing or wrong, or the checksum
 * file contradicts itself.
 */
export async function resolveChecksumFile(
  reference: ChecksumReference,
  image: string,
  options: SourceOptions,
): Promise<ResolvedChecksums> {
  const { document } = reference;
  const wanted = wantedFile(reference, image);
  const { text, firstLine, fact, warnings } = await readSignedDocument(document, reference, options, LARGEST);
  const place = describeSource(document);
  const { calledInstead, ...found } = findChecksums({ text, firstLine, place }, wanted);
  const isVouchedFor = calledInstead !== undefined && fact.status === 'verified';
  return {
    ...found,
    signature: fact,
    warnings: isVouchedFor ? [...warnings, signedForAnother(place, calledInstead, wanted)] : warnings,
  };
}

/** A mirror can serve the signed sidecar of any other image of the publisher. */
function signedForAnother(place: string, name: string, { base }: WantedFile): string {
  return `${place} is signed for ${quoted(name)}, and nothing signed says that this is ${quoted(base)}: give its \`name\`, which may be a glob`;
}

/** Endings of a checksum file that is about one file, behind that file's own name. */
const SIDECAR =
  /^[._-](?:(?:md5|sha-?(?:1|224|256|384|512))(?:[._-]?sums?)?|checksums?|digests?|hash|sums?)(?:\.(?:txt|asc|sig|sign))?$/i;

/** Whether a checksum file is called like the image, with an ending: `x.qcow2.sha256`. */
function isSidecar(document: DocumentReference, base: string): boolean {
  const at = locationOf(document.kind === 'file' ? document.path : document.url);
  const name = decoded(baseName(at.path), at.origin !== '');
  return name.startsWith(base) && SIDECAR.test(name.slice(base.length));
}

function wantedFile({ name, document }: ChecksumReference, image: string): WantedFile {
  if (name !== null) {
    const path = name.replace(/^(\.\/)+/, '');
    const otherwise = isGlob(path) ? 'glob' : null;
    return { base: baseName(path), path: path.includes('/') ? path : null, relative: null, otherwise };
  }
  const at = locationOf(image);
  const base = decoded(baseName(at.path), at.origin !== '');
  if (base !== '') {
    const otherwise = isSidecar(document, base) ? 'sidecar' : null;
    return { base, path: null, relative: relativePath(document, image), otherwise };
  }
  throw new SourceError(
    `${describeSource(document)} cannot be searched: the image's address does not end with a file name`,
    {
      hint: 'Give the `name` that the image has in the checksum file.',
    },
  );
}

interface Location {
  /** Empty for a local path. */
  readonly origin: string;
  /** Percent-encoded in a URL. */
  readonly path: string;
}

function locationOf(place: string): Location {
  const url = /^https?:/i.test(place) && URL.canParse(place) ? new URL(place) : null;
  return url === null ? { origin: '', path: place } : { origin: url.origin, path: url.pathname };
}

/** The image's path from the folder of the checksum file; null when the image is outside that folder. */
function relativePath(document: DocumentReference, image: string): string | null {
  const from = locationOf(document.kind === 'file' ? document.path : document.url);
  const to = locationOf(image);
  const folder = `${posix.dirname(from.path).replace(/\/$/, '')}/`;
  if (from.origin !== to.origin || !to.path.startsWith(folder)) return null;
  return decoded(to.path.slice(folder.length), to.origin !== '');
}

/** A name without percent-encoding; a local path stays as it is. */
function decoded(path: string, isUrl: boolean): string {
  if (!isUrl || !path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
