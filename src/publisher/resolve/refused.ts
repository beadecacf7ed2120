import { describeSource } from '../../model/describe-source.ts';
import { type DesiredImage, type ImageList, reservesOf } from '../../model/desired.ts';
import { type ReconcileError, SourceError, VerificationError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import { publisherIdsOf, type Reserves, type SkippedEntry } from '../../model/unresolved.ts';
import { RefusedList, RefusedPublication } from '../refused-publication.ts';
import { explainPlain, explainRefused } from './explain.ts';
import type { ResolveOptions } from './options.ts';

/** What could not be resolved: an entry for the plan, and what was understood of it. */
export interface Refused {
  readonly entry: SkippedEntry;
  /** null where the error says all that is known. */
  readonly explanation: Explanation | null;
}

export function isRefused<Answer extends object>(answer: Answer | Refused): answer is Refused {
  return 'entry' in answer;
}

export function isResolved<Answer extends object>(answer: Answer | Refused): answer is Answer {
  return !isRefused(answer);
}

/** The failures of publishers; the signal's reason on an abort, and whatever else it is, is thrown. */
export function asRefusal(error: unknown, { source }: Pick<ResolveOptions, 'source'>): ReconcileError {
  source.signal?.throwIfAborted();
  if (error instanceof SourceError || error instanceof VerificationError) return error;
  throw error;
}

/** An image that the file itself lists. */
export function refusedImage(image: DesiredImage, error: ReconcileError, options: ResolveOptions): Refused {
  const { name, at } = image;
  return {
    entry: { name, list: null, at, ...inWords(error, options), reserves: reservesOf(image) },
    explanation:
      error instanceof RefusedPublication ? explainRefused(image, error.published, error.message) : null,
  };
}

/** A list of which nothing can be used: which images it is about, nobody knows. */
export function refusedList(list: ImageList, error: ReconcileError, options: ResolveOptions): Refused {
  const place = placeOf(list);
  const said = inWords(error, options);
  return {
    entry: { name: null, list: place, at: list.at, ...said, reserves: { ...NO_CLAIMS, unknown: true } },
    explanation: {
      ...explainListed(list, place),
      locations: [place],
      ...(error instanceof RefusedList ? error.facts : {}),
      problem: said.message,
    },
  };
}

/** One image of a list. `name` and `identifier` are null where they are not known. */
export function refusedListed(
  list: ImageList,
  image: { readonly name: string | null; readonly identifier: string | null },
  error: ReconcileError,
  options: ResolveOptions,
): Refused {
  const { name, identifier } = image;
  const handles = publisherIdsOf(identifier);
  // Its live image may bear none, or that of the content before.
  const isTold = identifier !== null && list.from.kind === 'hepix' && list.properties !== 'none';
  const unknown = name === null && !isTold;
  const names = name === null ? [] : [name];
  const said = inWords(error, options);
  const place = placeOf(list);
  return {
    entry: {
      name,
      list: place,
      at: list.at,
      ...said,
      reserves: { names, ids: [], publisherIds: handles, unknown },
    },
    explanation: {
      ...explainListed(list, name ?? identifier ?? place),
      ...(error instanceof RefusedPublication
        ? explainRefused({ ...list.image, name: name ?? identifier ?? place }, error.published, said.message)
        : {}),
      identifier,
      problem: said.message,
    },
  };
}

/** Where a list is published, for people. */
export function placeOf({ from }: ImageList): string {
  if (from.kind === 'hepix') return describeSource(from.reference.document);
  const { document } = from.list;
  return document === null ? 'the list of StratusLab identifiers' : describeSource(document);
}

const NO_CLAIMS: Reserves = { names: [], ids: [], publisherIds: [], unknown: false };

function explainListed(list: ImageList, name: string): Explanation {
  const kind = list.from.kind === 'hepix' ? 'HEPiX image list' : 'StratusLab vmlist';
  return { ...explainPlain({ ...list.image, name, at: list.at }), kind, format: null };
}

function inWords(error: ReconcileError, { source: { secrets } }: Pick<ResolveOptions, 'source'>) {
  const hint = error.hint === null ? null : secrets.redact(error.hint);
  return { message: secrets.redact(error.message), hint };
}
