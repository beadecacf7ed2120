import { SourceError, VerificationError } from '../../model/errors.ts';
import type { Published } from '../../model/published.ts';
import type { StratuslabReference } from '../../model/reference.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { DocumentReference } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { fetchDocument } from '../document.ts';
import { RefusedPublication } from '../refused-publication.ts';
import { judge } from './candidate.ts';
import { choose, type StratuslabReading } from './choose.ts';
import { isBy } from './endorser.ts';
import { isIdentifier } from './identifier.ts';
import { secretSource } from './locations.ts';
import { LARGEST_METADATA, type Metadata, parseMetadata } from './metadata.ts';

/** Endorsements of one image. */
const MOST_ENDORSEMENTS = 100;

/**
 * Reads an image's metadata from the StratusLab marketplace, or from a metadata document. `SourceError` when the
 * metadata cannot be read or found, `VerificationError` with all problems when it is refused. Throws the signal's
 * reason on an abort.
 */
export async function resolveStratuslab(
  reference: StratuslabReference,
  options: SourceOptions,
): Promise<Published> {
  const { published, problems } = await readStratuslab(reference, options);
  if (published !== null && problems.length === 0) return published;
  const message = `${describe(reference)} is refused: ${problems.join('; ')}`;
  const hint =
    'Ask the endorser to correct the metadata, or write the source and its checksums into the state file.';
  if (published !== null) throw new RefusedPublication(message, hint, published);
  throw new VerificationError(message, { hint });
}

/**
 * Reads an image's metadata as {@link resolveStratuslab} does, but returns refused metadata too, with the problems.
 * Throws `SourceError` only.
 */
export async function readStratuslab(
  reference: StratuslabReference,
  options: SourceOptions,
): Promise<StratuslabReading> {
  const { identifier } = reference;
  if (identifier !== null && !isIdentifier(identifier)) {
    return refused(
      `${quoted(identifier)} is not a marketplace identifier: 27 letters, digits, - and _, the first A to P`,
    );
  }
  try {
    const metadata = await fetchMetadata(reference, options);
    const entries = metadata.entries.filter(
      (entry) => identifier === null || entry.identifier === identifier,
    );
    const held = [...new Set(metadata.entries.map((entry) => entry.identifier ?? 'none'))];
    if (entries.length === 0 && held.length > 0) return refused(`it is about ${listed(held)} only`);
    if (identifier === null && held.length > 1)
      return refused(
        `it holds several images, and the file does not give the identifier of one: ${listed(held)}`,
      );
    if (entries.length > MOST_ENDORSEMENTS)
      return refused(`it holds more than ${MOST_ENDORSEMENTS} endorsements`);
    // One at a time, because each may run openssl.
    const candidates = [];
    for (const entry of entries) candidates.push(await judge(entry, metadata.form, reference, options));
    return choose(candidates);
  } catch (error) {
    if (error instanceof VerificationError)
      return refused([error.message, error.hint].filter(Boolean).join('. '));
    throw error;
  }
}

function refused(problem: string): StratuslabReading {
  return { published: null, problems: [problem] };
}

function listed(identifiers: readonly string[]): string {
  const shown = identifiers.slice(0, 5).map(quoted).join(', ');
  return identifiers.length > 5 ? `${shown} and ${identifiers.length - 5} more` : shown;
}

function describe({ identifier, document }: StratuslabReference): string {
  if (document === null)
    return `the marketplace's metadata of ${identifier === null ? 'no image' : quoted(identifier)}`;
  return `the metadata ${describeSource(document)}`;
}

async function fetchMetadata(reference: StratuslabReference, options: SourceOptions): Promise<Metadata> {
  const { document } = reference;
  return document === null ? askMarketplace(reference, options) : fetchOne(document, options);
}

async function fetchOne(document: DocumentReference, options: SourceOptions): Promise<Metadata> {
  const bytes = await fetchDocument(document, options, LARGEST_METADATA, 'metadata document');
  try {
    return parseMetadata(bytes);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new SourceError(`${describeSource(document)}: ${error.message}`, {
      cause: error,
      ...(error.hint === null ? {} : { hint: error.hint }),
    });
  }
}

/** The marketplace leaves these out by default. Without asking for them, an expired image would look unknown. */
const HIDDEN = ['expired', 'deprecated'];

/**
 * Asks the marketplace for the image's valid metadata. Where none is by a listed endorser, asks for expired and
 * deprecated metadata as well.
 */
async function askMarketplace(reference: StratuslabReference, options: SourceOptions): Promise<Metadata> {
  const { identifier, endorsers } = reference;
  const valid = await askFor(reference, '', options);
  const offered = valid?.entries ?? [];
  const isAnswer = offered.some((entry) => entry.identifier !== identifier || isBy(entry, endorsers));
  if (valid && isAnswer) return valid;
  let others = offered.length > 0 ? valid : null;
  for (const status of HIDDEN) {
    const hidden = await askFor(reference, `&status=${status}`, options).catch((error: unknown) => {
      // The metadata in hand is refused with a better reason than this error.
      if (offered.length > 0 && error instanceof SourceError) return null;
      throw error;
    });
    const wanted = hidden?.entries.filter((entry) => isBy(entry, endorsers)) ?? [];
    if (hidden && wanted.length > 0) return { form: hidden.form, entries: [...offered, ...wanted] };
    if (hidden && hidden.entries.length > 0) others ??= hidden;
  }
  if (others) return others;
  const place = describeSource({ kind: 'http', url: baseOf(reference.marketplace) });
  throw new SourceError(`the marketplace ${place} knows no image ${identifier}`, {
    hint: 'Check the identifier: the image may never have been endorsed, or its metadata was removed. To ask another marketplace, set "marketplace".',
  });
}

/** Asks the marketplace once; null when it knows no such image. */
async function askFor(
  { identifier, marketplace }: StratuslabReference,
  query: string,
  options: SourceOptions,
): Promise<Metadata | null> {
  if (identifier === null)
    throw new VerificationError('the reference has neither an identifier nor a metadata document');
  const url = `${baseOf(marketplace)}/metadata/${identifier}?media=xml${query}`;
  const place = secretSource(url, options.secrets);
  if (!place) throw new SourceError(`the marketplace ${quoted(marketplace)} is not an http(s) URL`);
  return fetchOne(place, options).catch(noneFor404);
}

/** The marketplace's URL without `/metadata/`, with which glance_manager's `--url` ended. */
function baseOf(marketplace: string): string {
  const parts = marketplace.split('/');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  if (parts.at(-1) === 'metadata') parts.pop();
  return parts.join('/');
}

/** The marketplace answers 404 when no image matches. */
function noneFor404(error: unknown): null {
  if (error instanceof SourceError && error.status === 404) return null;
  throw error;
}
