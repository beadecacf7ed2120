import { posix } from 'node:path';
import { describeSource } from '../../model/describe-source.ts';
import type { Digests } from '../../model/digest.ts';
import { SourceError } from '../../model/errors.ts';
import type { SignatureFact } from '../../model/published.ts';
import type { ChecksumReference } from '../../model/reference.ts';
import type { DocumentReference } from '../../model/source.ts';
import type { SourceOptions } from '../../source/source.ts';
import { readSignedDocument } from '../signed-document.ts';
import { baseName, findChecksums, type WantedFile } from './find.ts';

/** A hundred times what the longest published checksum file has. */
const LARGEST = 16 * 1024 * 1024;

/** What a checksum file says of an image, and who vouches for it. */
export interface ResolvedChecksums {
  /** At least one. */
  readonly digests: Digests;
  /** Bytes; null: the file does not say. */
  readonly size: number | null;
  readonly signature: SignatureFact;
  readonly warnings: readonly string[];
}

/**
 * Looks an image up in its publisher's checksum file. `image` is where the image itself comes from, an http(s) URL or a
 * path: its last part is the name that is looked for, unless the reference gives another. All digests that are found
 * are given. `SourceError` when something cannot be read or the image is not named; `VerificationError` when the file
 * is not signed as it had to be, or contradicts itself.
 */
export async function resolveChecksumFile(
  reference: ChecksumReference,
  image: string,
  options: SourceOptions,
): Promise<ResolvedChecksums> {
  const { document } = reference;
  const wanted = wantedFile(reference, image);
  const { text, firstLine, fact, warnings } = await readSignedDocument(document, reference, options, LARGEST);
  const found = findChecksums({ text, firstLine, place: describeSource(document) }, wanted);
  return { ...found, signature: fact, warnings };
}

function wantedFile({ name, document }: ChecksumReference, image: string): WantedFile {
  if (name !== null) {
    const path = name.replace(/^(\.\/)+/, '');
    return { base: baseName(path), path: path.includes('/') ? path : null, relative: null };
  }
  const at = locationOf(image);
  const base = decoded(baseName(at.path), at.origin !== '');
  if (base !== '') return { base, path: null, relative: relativePath(document, image) };
  throw new SourceError(
    `${describeSource(document)} cannot be searched: the image's address ends without a name`,
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

/** The image's path from the folder of the checksum file; null when it is not below it. */
function relativePath(document: DocumentReference, image: string): string | null {
  const from = locationOf(document.kind === 'file' ? document.path : document.url);
  const to = locationOf(image);
  const folder = `${posix.dirname(from.path).replace(/\/$/, '')}/`;
  if (from.origin !== to.origin || !to.path.startsWith(folder)) return null;
  return decoded(to.path.slice(folder.length), to.origin !== '');
}

/** A name as files have it; a path that is no URL is left alone. */
function decoded(path: string, isUrl: boolean): string {
  if (!isUrl || !path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
