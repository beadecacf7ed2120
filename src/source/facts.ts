import type { DesiredImage } from '../model/desired.ts';
import type { SourceFacts } from '../model/observed.ts';
import { preparationOf } from '../model/preparation.ts';
import type { AlternativesSource, FileSource, HttpSource } from '../model/source.ts';
import { usableCachedDownload } from './cache/cached-download.ts';
import { findKept } from './cache/open-cached.ts';
import { openFile } from './file.ts';
import { askHttp } from './http/http-facts.ts';
import { digestLocalFile } from './local-digests.ts';
import type { SourceOptions } from './source.ts';

/** What to find out about a source. */
export interface FactsWanted {
  /** A local file's own digests: a read of the whole file, remembered as long as it does not change. */
  readonly ownDigests: boolean;
}

/**
 * What can be known of an image's source without moving its data. A local file is hashed where its own digests are
 * wanted (by default unless the state file gives a digest); a remote is asked for length, ETag and Last-Modified. A source that cannot be looked at is a
 * `problem`, not an error; only an abort throws, with the signal's reason. The source of an image that is to be
 * absent is left alone.
 */
export async function learnFacts(
  image: DesiredImage,
  options: SourceOptions,
  wanted: FactsWanted = { ownDigests: Object.keys(image.digests).length === 0 },
): Promise<SourceFacts> {
  options.signal?.throwIfAborted();
  try {
    return await factsOf(image, options, wanted);
  } catch (error) {
    options.signal?.throwIfAborted();
    const problem = error instanceof Error ? error.message : String(error);
    return { ...given(image), problem: options.secrets.redact(problem) };
  }
}

function factsOf(image: DesiredImage, options: SourceOptions, wanted: FactsWanted): Promise<SourceFacts> {
  const { source } = image;
  if (image.state === 'absent') return Promise.resolve(given(image));
  switch (source?.kind) {
    case undefined:
      return Promise.resolve(given(image));
    case 'file':
      return fileFacts(image, source, options, wanted);
    case 'http':
      return httpFacts(image, source, options);
    case 'glance':
      // What the other Glance says of it was read when the reference was resolved.
      return Promise.resolve(given(image));
    case 'alternatives':
      return alternativeFacts(image, source, options, wanted);
  }
}

/** What the state file itself says. */
function given(image: DesiredImage): SourceFacts {
  return { digests: image.digests, bytes: servedSize(image), validators: null, problem: null };
}

/** A size of what is in a file says nothing of the file. */
function servedSize(image: DesiredImage): number | null {
  return preparationOf(image)?.digestsCover === 'decompressed' ? null : (image.size ?? null);
}

async function fileFacts(
  image: DesiredImage,
  { path }: FileSource,
  options: SourceOptions,
  { ownDigests }: FactsWanted,
): Promise<SourceFacts> {
  // They are of the file as it is, and say nothing of what is in it.
  if (ownDigests && preparationOf(image)?.digestsCover !== 'decompressed') {
    const own = await digestLocalFile(path, options);
    // A given digest is what the bytes are held to, even where the file turns out to have another.
    return { ...given(image), ...own, digests: { ...own.digests, ...image.digests } };
  }
  const file = await openFile(path, options.signal);
  await file.close();
  return { ...given(image), bytes: file.bytes };
}

async function httpFacts(
  image: DesiredImage,
  source: HttpSource,
  options: SourceOptions,
): Promise<SourceFacts> {
  const { digests, size = null, preparation } = image;
  const wanted = { digests, size, digestsCover: preparation?.digestsCover ?? 'source' } as const;
  const cached = source.cachedAt && (await usableCachedDownload(source.cachedAt, options, wanted));
  if (cached) return { ...given(image), bytes: cached.bytes, digests: { ...cached.digests, ...digests } };
  // Its bytes are held to their digest when they are used: if it is damaged, they are fetched then.
  const kept = await findKept(options, wanted);
  if (kept) return { ...given(image), bytes: kept.bytes };
  const validators = await askHttp(source, options);
  return { ...given(image), bytes: validators.length ?? servedSize(image), validators };
}

/** Of the first place that can be looked at; if none can, what is wrong with the first. */
async function alternativeFacts(
  image: DesiredImage,
  { places }: AlternativesSource,
  options: SourceOptions,
  wanted: FactsWanted,
): Promise<SourceFacts> {
  let problem: unknown = null;
  for (const source of places) {
    try {
      // Validators are of one place alone: another may be read, and say something else of the same bytes.
      return { ...(await factsOf({ ...image, source }, options, wanted)), validators: null };
    } catch (error) {
      options.signal?.throwIfAborted();
      problem ??= error;
    }
  }
  throw problem;
}
