import { type ImageList, reservesOf, type StatedImage } from '../../model/desired.ts';
import { type ReconcileError, SourceError, VerificationError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import { publisherIdsOf, type Reserves, type SkippedEntry } from '../../model/unresolved.ts';
import { RefusedList, RefusedPublication } from '../refused-publication.ts';
import { explainPlain, explainRefused } from './explain.ts';
import type { ResolveOptions } from './options.ts';

/** An image or list whose publisher failed: an entry for the plan, and an explanation. */
export interface Refused {
  readonly entry: SkippedEntry;
  /** Null where the error says all that is known. */
  readonly explanation: Explanation | null;
}

/** Whether an answer is a refusal. */
export function isRefused<Answer extends object>(answer: Answer | Refused): answer is Refused {
  return 'entry' in answer;
}

/** Whether an answer is not a refusal. */
export function isResolved<Answer extends object>(answer: Answer | Refused): answer is Answer {
  return !isRefused(answer);
}

/** Returns a publisher's failure. Throws the signal's reason on an abort, and every other error. */
export function asRefusal(error: unknown, { source }: Pick<ResolveOptions, 'source'>): ReconcileError {
  source.signal?.throwIfAborted();
  if (error instanceof SourceError || error instanceof VerificationError) return error;
  throw error;
}

/** Refuses an image that the state file itself lists. */
export function refusedImage(image: StatedImage, error: ReconcileError, options: ResolveOptions): Refused {
  const { name, at } = image;
  return {
    entry: { name, list: null, at, ...redactedError(error, options), reserves: reservesOf(image) },
    explanation:
      error instanceof RefusedPublication ? explainRefused(image, error.published, error.message) : null,
  };
}

/** Refuses a whole list. Its images are unknown, so it reserves every image that could be one of them. */
export function refusedList(list: ImageList, error: ReconcileError, options: ResolveOptions): Refused {
  const place = placeOf(list);
  const said = redactedError(error, options);
  return {
    entry: {
      name: null,
      list: place,
      at: list.at,
      ...said,
      reserves: { ...NOTHING_RESERVED, unknown: true },
    },
    explanation: {
      ...explainListed(list, place),
      locations: [place],
      ...(error instanceof RefusedList ? error.facts : {}),
      problem: said.message,
    },
  };
}

/** Refuses one image of a list. `name` and `identifier` are null where they are not known. */
export function refusedListed(
  list: ImageList,
  image: { readonly name: string | null; readonly identifier: string | null },
  error: ReconcileError,
  options: ResolveOptions,
): Refused {
  const { name, identifier } = image;
  // A live image of a vmlist or without list properties may have no publisher id, or that of its former content.
  const isIdentified = identifier !== null && list.from.kind === 'hepix' && list.properties !== 'none';
  const unknown = name === null && !isIdentified;
  const names = name === null ? [] : [name];
  const said = redactedError(error, options);
  const place = placeOf(list);
  return {
    entry: {
      name,
      list: place,
      at: list.at,
      ...said,
      reserves: { names, ids: [], publisherIds: publisherIdsOf(identifier), unknown },
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

const NOTHING_RESERVED: Reserves = { names: [], ids: [], publisherIds: [], unknown: false };

function explainListed(list: ImageList, name: string): Explanation {
  const kind = list.from.kind === 'hepix' ? 'HEPiX image list' : 'StratusLab vmlist';
  return { ...explainPlain({ ...list.image, name, at: list.at }), kind, format: null };
}

function redactedError(error: ReconcileError, { source: { secrets } }: Pick<ResolveOptions, 'source'>) {
  const hint = error.hint === null ? null : secrets.redact(error.hint);
  return { message: secrets.redact(error.message), hint };
}
