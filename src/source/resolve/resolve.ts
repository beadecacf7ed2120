import pLimit from 'p-limit';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import {
  type ReconcileError,
  SourceError,
  type StateFault,
  UnresolvedError,
  VerificationError,
} from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Position } from '../../model/position.ts';
import { RefusedPublication } from '../refused-publication.ts';
import type { ResolveOptions, Shared } from './options.ts';
import { explainRefused, type ResolvedImage, resolveImage, unresolved } from './resolve-image.ts';
import { resolveList } from './resolve-list.ts';

/** A state whose images say where their bytes are, and what was understood of it. */
export interface Resolved {
  readonly desired: Desired;
  /** One an image, in the order of the images; those that count as not listed are among them. */
  readonly explanations: readonly Explanation[];
}

/**
 * Asks every publisher that the state names, before a plan is made: afterwards each image has its source, digests and
 * size, and lists have become images. `UnresolvedError` with everything that failed, each at its place; the signal's
 * reason on an abort. Nothing is planned on half an answer.
 */
export async function resolveDesired(desired: Desired, options: ResolveOptions): Promise<Resolved> {
  const { faults, ...resolved } = await askPublishers(desired, options);
  if (faults.length > 0) throw new UnresolvedError(faults);
  return resolved;
}

/** As `resolveDesired`, with what failed beside what did not: to be looked at, never to be planned from. */
export async function askPublishers(
  desired: Desired,
  options: ResolveOptions,
): Promise<Resolved & { readonly faults: readonly StateFault[] }> {
  const { lists: given = [], ...rest } = desired;
  const lists = options.asksLists === false ? [] : given;
  const shared: Shared = { streams: new Map(), lists: new Map() };
  const atATime = pLimit(options.parallelism);
  const faults: StateFault[] = [];

  async function attempt<Value>(
    { at, what }: { readonly at: Position; readonly what: string },
    work: () => Promise<Value>,
    explain: (error: ReconcileError) => Value | null,
  ): Promise<Value | null> {
    try {
      return await atATime(work);
    } catch (error) {
      options.source.signal?.throwIfAborted();
      if (!(error instanceof SourceError || error instanceof VerificationError)) throw error;
      faults.push(faultOf(error, at, what, options));
      return explain(error);
    }
  }

  const [images, expanded] = await Promise.all([
    Promise.all(
      desired.images.map((image) =>
        options.isSelected(image.name)
          ? attempt(
              { at: image.at, what: JSON.stringify(image.name) },
              () => resolveImage(image, options, shared),
              (error) => refused(image, error),
            )
          : unresolved(image),
      ),
    ),
    Promise.all(
      lists.map((list) =>
        attempt(
          { at: list.at, what: 'this list' },
          () => resolveList(list, options, shared),
          () => null,
        ),
      ),
    ),
  ]);

  const all = [...images.flatMap((image) => image ?? []), ...expanded.flatMap((list) => list?.images ?? [])];
  const incomplete = expanded.flatMap((list) => list?.incomplete ?? []);
  return {
    desired: {
      ...rest,
      images: all.flatMap(({ image }) => image ?? []),
      settings: {
        ...desired.settings,
        // What is missing from half a list has not left it.
        ...(incomplete.length > 0 ? { prune: 'never' as const } : {}),
      },
      warnings: [
        ...desired.warnings,
        ...incomplete.map((why) =>
          desired.settings.prune === 'never' ? why : `${why}; nothing is pruned in this run`,
        ),
        ...all.flatMap(({ explanation }) => explanationWarnings(explanation)),
        ...all.flatMap(notListed),
      ],
    },
    explanations: all.map(({ explanation }) => explanation),
    faults: [...faults, ...listedTwice(all)].toSorted(byPlace),
  };
}

/** Publishers answer in any order. */
function byPlace({ at: a }: StateFault, { at: b }: StateFault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function faultOf(error: ReconcileError, at: Position, what: string, { source }: ResolveOptions): StateFault {
  const { secrets } = source;
  const hint = error.hint === null ? null : secrets.redact(error.hint);
  return { at, message: `${what}: ${secrets.redact(error.message)}`, hint, excerpt: '' };
}

function refused(image: DesiredImage, error: ReconcileError): ResolvedImage | null {
  if (!(error instanceof RefusedPublication)) return null;
  return { image: null, explanation: explainRefused(image, error.published, error.message) };
}

function explanationWarnings({ name, warnings, deprecated }: Explanation): readonly string[] {
  const all =
    deprecated === null ? warnings : [...warnings, `its publisher calls it deprecated: ${deprecated}`];
  return all.map((warning) => `${name}: ${warning}`);
}

/** An image that its publisher calls expired would else just be missing from the plan. */
function notListed({ image, explanation: { name, expires, problem } }: ResolvedImage): readonly string[] {
  if (image !== null || problem !== null) return [];
  return [`${name}: expired on ${expires}; it counts as no longer listed`];
}

/** Two images of one name would fight over it. */
function listedTwice(all: readonly ResolvedImage[]): readonly StateFault[] {
  const first = new Map<string, Position>();
  return all.flatMap(({ explanation: { name, at } }) => {
    const other = first.get(name);
    first.set(name, other ?? at);
    if (other === undefined) return [];
    return {
      at,
      message: `the image ${JSON.stringify(name)} is listed twice, first at ${other.file}:${other.line}`,
      hint: 'Give one another name, e.g. by `image_name` of its list.',
      excerpt: '',
    };
  });
}
