import type { DesiredImage } from '../model/desired.ts';
import { type Algorithm, compareDigests, namesOf } from '../model/digest.ts';
import { ReconcileError, SourceError } from '../model/errors.ts';
import type { SourceFacts, SourceProblem } from '../model/observed.ts';
import { preparationOf } from '../model/preparation.ts';
import type { InspectionOrder } from '../model/safety.ts';
import { describeSource } from '../model/source/describe-source.ts';
import type { AlternativesSource, FileSource, HttpSource } from '../model/source/source.ts';
import { usableCachedDownload } from './cache/cached-download.ts';
import { findLearnt } from './cache/learnt.ts';
import { findKept } from './cache/open-cached.ts';
import { checkLocalFile, otherFile } from './check-local-file.ts';
import { openFile } from './file.ts';
import { askHttp } from './http/http-facts.ts';
import { digestLocalFile } from './local-digests.ts';
import { noPlaceLeft, optionsOfPlace } from './places.ts';
import type { SourceOptions } from './source.ts';

/** Which facts about a source the caller wants. */
interface FactsWanted {
  /** The digests of a local file: needs a read of the whole file, whose result is cached while the file stays unchanged. */
  readonly ownDigests: boolean;
  /** Own digests besides the usual ones. */
  readonly alsoDigests?: readonly Algorithm[];
  /**
   * Holds a local file to everything that the entry says of its content. It needs a read of the whole file if a digest is
   * given, and else its beginning and end. Absent: the upload does so.
   */
  readonly check?: InspectionOrder;
}

/**
 * Learns the facts about an image's source without moving its data. Hashes a local file when its own digests are wanted
 * (default: unless the state file gives a digest), and asks a remote for length, ETag and Last-Modified. A source that
 * cannot be read is a `problem` in the facts, not an error; only an abort throws, with the signal's reason. Does not
 * touch the source of an absent image.
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
    return { ...given(image), problem: problemOf(error, options) };
  }
}

function problemOf(error: unknown, { secrets }: SourceOptions): SourceProblem {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof ReconcileError ? error.hint : null;
  return {
    message: secrets.redact(message),
    hint: hint === null ? null : secrets.redact(hint),
    lasts: error instanceof ReconcileError && !(error instanceof SourceError && error.passing),
  };
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
      // The run has already read the other Glance's image, when it resolved the reference.
      return Promise.resolve(given(image));
    case 'alternatives':
      return alternativeFacts(image, source, options, wanted);
  }
}

/** The facts that the state file gives. */
function given(image: DesiredImage): SourceFacts {
  return { digests: image.digests, bytes: servedSize(image), validators: null, problem: null };
}

/** The file's size; null when the given size is that of its unpacked content. */
function servedSize(image: DesiredImage): number | null {
  return preparationOf(image)?.digestsCover === 'decompressed' ? null : (image.size ?? null);
}

async function fileFacts(
  image: DesiredImage,
  { path }: FileSource,
  options: SourceOptions,
  { ownDigests, alsoDigests, check }: FactsWanted,
): Promise<SourceFacts> {
  if (check) await checkLocalFile(path, image, check, options);
  // The digests of the packed file say nothing about its content.
  if (ownDigests && preparationOf(image)?.digestsCover !== 'decompressed') {
    const own = await digestLocalFile(path, options, alsoDigests);
    // A file that is not what the entry gives tells nothing about the wanted content.
    if (compareDigests(own.digests, image.digests) === 'different')
      throw otherFile(path, own.digests, image.digests);
    return { ...given(image), ...own, digests: { ...own.digests, ...image.digests } };
  }
  const file = await openFile(path, options);
  await file.close();
  return { ...given(image), bytes: file.bytes };
}

async function httpFacts(
  image: DesiredImage,
  source: HttpSource,
  options: SourceOptions,
): Promise<SourceFacts> {
  const { digests, size = null, preparation } = image;
  const wanted = { digests, size, digestOf: preparation?.digestsCover ?? 'source' } as const;
  const cached = source.cachedAt && (await usableCachedDownload(source.cachedAt, options, wanted));
  if (cached) return { ...given(image), bytes: cached.bytes, digests: { ...cached.digests, ...digests } };
  // Opening the entry checks its digest, and a damaged entry is fetched again then.
  const kept = await findKept(options, wanted);
  if (kept) return { ...given(image), bytes: kept.bytes };
  const validators = await askHttp(source, options);
  const bytes = validators.length ?? servedSize(image);
  const learnt = namesOf(digests).length > 0 ? null : await findLearnt(source, options, validators);
  return { ...given(image), bytes, validators, ...(learnt ? { learnt: learnt.digests } : {}) };
}

/** The facts from the first place that can be read; throws the failures of all when no place can. */
async function alternativeFacts(
  image: DesiredImage,
  { places }: AlternativesSource,
  options: SourceOptions,
  wanted: FactsWanted,
): Promise<SourceFacts> {
  const failures: ReconcileError[] = [];
  for (const [index, source] of places.entries()) {
    const ofPlace = optionsOfPlace(options, index === places.length - 1);
    try {
      const facts = await factsOf({ ...image, source }, ofPlace, wanted);
      refuseOtherSize(facts, source, image);
      const passedOver = failures.map(({ message }) => options.secrets.redact(message));
      // Validators belong to one place: a later read may use another, which has other validators for the same bytes.
      return { ...facts, validators: null, ...(failures.length > 0 ? { passedOver } : {}) };
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof ReconcileError)) throw error;
      failures.push(error);
    }
  }
  throw noPlaceLeft(failures);
}

/** An error page has another size than the image. */
function refuseOtherSize({ bytes }: SourceFacts, source: FileSource | HttpSource, image: DesiredImage): void {
  const size = servedSize(image);
  if (bytes === null || size === null || bytes === size) return;
  throw new SourceError(`${describeSource(source)} has ${bytes} bytes, expected ${size} bytes`);
}
