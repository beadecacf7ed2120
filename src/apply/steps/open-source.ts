import { namesOf } from '../../model/digest.ts';
import { SourceError, VerificationError } from '../../model/errors.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { completeSource } from '../../model/source/redact-source.ts';
import type { FileSource, HttpSource, Place, SourceReference } from '../../model/source/source.ts';
import type { UploadStep } from '../../model/step.ts';
import { type OpenSource, openSource, type WantedContent } from '../../source/open.ts';
import { noPlaceLeft, optionsOfPlace } from '../../source/places.ts';
import { type ChangeContext, knownSource, placed, warn } from '../context.ts';

/** An upload from one place, with the credentials and the query from the state file. */
export interface PlacedUpload extends UploadStep {
  readonly source: Place;
}

/** How a step reads a source's bytes. */
export interface Reading<T> {
  /** Reads from one place. `open` opens this place for one reading; a retry opens it again. */
  readonly read: (place: Place, open: (wanted: WantedContent) => Promise<OpenSource>) => Promise<T>;
  /** Called before another try: its result takes the place of one, unless it is null. Default: always tries. */
  readonly beforeRetry?: (failure: unknown) => Promise<T | null>;
}

/**
 * The expected content of an upload, as far as it decides where the bytes come from. A rehearsal learns the digest of a
 * source that has none.
 */
export function wantedBy({ expect, prepare, method }: UploadStep, rehearses = false): WantedContent {
  const { digests, size } = expect;
  const wanted = { digests, size, digestOf: prepare?.digestsCover ?? 'source' } as const;
  if (expect.learnt) return { ...wanted, learntWith: expect.validators ?? {} };
  const isUnknown = namesOf(digests).length === 0 && wanted.digestOf === 'source';
  return rehearses && isUnknown && method !== 'web-download' ? { ...wanted, toLearn: true } : wanted;
}

/** Opens one place of an upload for a look at its bytes. */
export function openPlace(step: PlacedUpload, context: ChangeContext): Promise<OpenSource> {
  return openSource(step.source, context.source, wantedBy(step));
}

/** The places of a planned source, each with the credentials and the query from the state file. */
export function knownPlaces(planned: SourceReference, context: ChangeContext): readonly Place[] {
  const source = completeSource(planned, knownSource(context));
  if (source === null) throw unknownQuery(planned);
  const there = placedSource(source, context);
  return there.kind === 'alternatives' ? there.places : [there];
}

/**
 * Reads a source of the plan from the first of its places that gives the wanted bytes. A transfer that broke off and cannot
 * go on starts over once. A place that fails otherwise, or gives other bytes, is named in a warning, and the next one is
 * tried. Remembers that for later readings of the change. Throws all failures together when no place is left.
 */
export async function fromPlaces<T>(
  planned: SourceReference,
  { read, beforeRetry }: Reading<T>,
  context: ChangeContext,
): Promise<T> {
  const places = knownPlaces(planned, context);
  const { state } = context;
  state.places ??= { failures: [], startedOver: false };
  const tried = state.places;
  for (;;) {
    const [place, next] = places.slice(tried.failures.length);
    if (place === undefined) throw noPlaceLeft(tried.failures);
    const options = optionsOfPlace(context.source, next === undefined);
    tried.isProved = false;
    try {
      return await read(place, async (wanted) => {
        const opened = await openSource(place, options, wanted);
        if (places.length < 2) return opened;
        state.servedBy = opened.isKept ? null : describeSource(place);
        // Each mirror has validators of its own for the same bytes.
        return { ...opened, validators: null };
      });
    } catch (error) {
      context.signal.throwIfAborted();
      if (tried.isProved || !isOfPlace(error)) throw error;
      if (error instanceof SourceError && error.mayStartOver && !tried.startedOver) {
        tried.startedOver = true;
        warn(context, `${error.message}; the transfer starts over`);
      } else {
        if (places.length < 2) throw error;
        tried.failures.push(error);
        if (next === undefined) throw noPlaceLeft(tried.failures);
        tried.startedOver = false;
        warn(context, `${error.message}; trying the next mirror, ${describeSource(next)}`);
      }
      const found = (await beforeRetry?.(error)) ?? null;
      if (found !== null) return found;
    }
  }
}

/** Whether another place, or another transfer, may have the right bytes. */
function isOfPlace(error: unknown): error is SourceError | VerificationError {
  return error instanceof SourceError || error instanceof VerificationError;
}

/** The source with absolute paths. The state file's own source has them already; that of a plan alone does not. */
function placedSource(source: SourceReference, context: ChangeContext): SourceReference {
  switch (source.kind) {
    case 'file':
      return placedPlace(source, context);
    case 'http':
      return placedPlace(source, context);
    case 'alternatives':
      return { ...source, places: source.places.map((place) => placedPlace(place, context)) };
    case 'glance':
      return source;
  }
}

function placedPlace<Kind extends FileSource | HttpSource>(place: Kind, context: ChangeContext): Kind {
  if (place.kind === 'file') {
    const path = placed(place.path, context);
    return path === place.path ? place : { ...place, path, shown: place.path };
  }
  const { cachedAt, cachedBelow } = place;
  return {
    ...place,
    ...(cachedAt === undefined ? {} : { cachedAt: placed(cachedAt, context) }),
    ...(cachedBelow === undefined ? {} : { cachedBelow: placed(cachedBelow, context) }),
  };
}

function unknownQuery(source: SourceReference): SourceError {
  return new SourceError(
    `the credentials or the query of ${describeSource(source)} are neither in the plan nor in the state file`,
    {
      hint: 'Apply with the unchanged state file that the plan was made from, or plan again.',
    },
  );
}
