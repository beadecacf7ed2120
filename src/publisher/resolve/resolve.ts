import pLimit from 'p-limit';
import type { Desired } from '../../model/desired.ts';
import type { ReconcileError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { SkippedEntry, Unresolved } from '../../model/unresolved.ts';
import { askedLists } from './asked-lists.ts';
import { leaveOutRivals } from './listed-twice.ts';
import type { ResolveOptions, Shared } from './options.ts';
import {
  asRefusal,
  isRefused,
  isResolved,
  placeOf,
  type Refused,
  refusedImage,
  refusedList,
} from './refused.ts';
import { resolveImage, unselected } from './resolve-image.ts';
import { type ResolvedList, resolveList } from './resolve-list.ts';

/** A state whose images say where their bytes are, and what was understood of it. */
export interface Resolved {
  /** What could not be resolved is in `unresolved`, and nowhere else. */
  readonly desired: Desired;
  /** One an image, in the order of the images; those that count as not listed, or are refused, are among them. */
  readonly explanations: readonly Explanation[];
  /** Lists of which no image is left to be listed, and why. */
  readonly incomplete: readonly Unresolved[];
  /** What no explanation tells. */
  readonly warnings: readonly string[];
}

/**
 * Asks every publisher that the state names, before a plan is made: afterwards each image has its source, digests and
 * size, and lists have become images. A publisher that fails holds up its own images only: they are left out, and the
 * run concludes nothing from what is not listed. Throws the signal's reason on an abort.
 */
export async function resolveDesired(desired: Desired, options: ResolveOptions): Promise<Resolved> {
  const { lists: given = [], ...rest } = desired;
  const [lists, unaskedLists] = options.asksLists === false ? [[], given] : [given, []];
  const shared: Shared = { streams: new Map(), lists: new Map() };
  const atATime = pLimit(options.parallelism);
  const attempt = <Value>(
    work: () => Promise<Value>,
    refuse: (error: ReconcileError) => Refused,
  ): Promise<Value | Refused> => atATime(work).catch((error) => refuse(asRefusal(error, options)));

  const [images, expanded] = await Promise.all([
    Promise.all(
      desired.images.map((image) =>
        options.isSelected(image.name)
          ? attempt(
              () => resolveImage(image, options, shared),
              (error) => refusedImage(image, error, options),
            )
          : unselected(image),
      ),
    ),
    Promise.all(
      lists.map((list) =>
        attempt<ResolvedList>(
          () => resolveList(list, options, shared),
          (error) => refusedList(list, error, options),
        ),
      ),
    ),
  ]);

  const answers = expanded.map(asList);
  const asked = await askedLists(desired, shared);
  const refused = images.filter(isRefused).map(({ entry }) => entry);
  const clear = leaveOutRivals(images.filter(isResolved), answers, refused);
  const left = [...refused, ...answers.flatMap((list) => list.skipped), ...clear.skipped];
  const lapsed = clear.images.flatMap((resolved) => resolved.lapsed ?? []);
  const incomplete = answers.flatMap((list) => list.incomplete ?? []);
  const whys = incomplete.map(({ message }) => message);
  const explained = answers.map((list) => explanationsOf(list, clear.explained));
  return {
    desired: {
      ...rest,
      images: clear.images.flatMap(({ image }) => image ?? []),
      ...(unaskedLists.length === 0
        ? {}
        : { unaskedLists: unaskedLists.map((list) => ({ place: placeOf(list), at: list.at })) }),
      ...(asked.length === 0 ? {} : { askedLists: asked }),
      ...(lapsed.length === 0 ? {} : { lapsed }),
      ...(left.length === 0 ? {} : { skipped: left.toSorted(byPlace) }),
      settings: {
        ...desired.settings,
        // What is missing from half an answer has not left it.
        ...(incomplete.length + left.length > 0 ? { prune: 'never' as const } : {}),
      },
      warnings: [
        ...desired.warnings,
        ...withheldPruning(desired, whys, left),
        ...new Set(answers.flatMap(({ warnings }) => warnings)),
        ...clear.images.flatMap(({ explanation }) => explanationWarnings(explanation)),
      ],
    },
    explanations: [
      ...images.flatMap(({ explanation }) => explanation ?? []),
      ...explained.flatMap(({ explanations }) => explanations),
    ],
    incomplete,
    warnings: [...new Set([...whys, ...explained.flatMap(({ warnings }) => warnings)])],
  };
}

/** The first one tells what is to be known of the whole list. */
function explanationsOf(
  list: ResolvedList,
  leftOut: ReadonlyMap<Explanation, Explanation>,
): Pick<Resolved, 'explanations' | 'warnings'> {
  const all = [...list.images.map(({ explanation }) => explanation), ...list.refused];
  const [first, ...others] = all.map((explanation) => leftOut.get(explanation) ?? explanation);
  if (first === undefined) return { explanations: [], warnings: list.warnings };
  const warned = { ...first, warnings: [...list.warnings, ...first.warnings] };
  return { explanations: [warned, ...others], warnings: [] };
}

function asList(answer: ResolvedList | Refused): ResolvedList {
  if (!isRefused(answer)) return answer;
  const { entry, explanation } = answer;
  return {
    place: entry.list ?? '',
    images: [],
    skipped: [entry],
    refused: explanation === null ? [] : [explanation],
    warnings: [],
    incomplete: null,
  };
}

function withheldPruning(
  { settings }: Desired,
  incomplete: readonly string[],
  left: readonly SkippedEntry[],
): readonly string[] {
  if (settings.prune === 'never') return incomplete;
  return [
    ...incomplete.map((why) => `${why}; nothing is pruned in this run`),
    ...(left.length === 0 ? [] : ['nothing is pruned in this run, as not everything could be resolved']),
  ];
}

/** Publishers answer in any order. */
function byPlace({ at: a }: SkippedEntry, { at: b }: SkippedEntry): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function explanationWarnings({ name, warnings, deprecated }: Explanation): readonly string[] {
  const all =
    deprecated === null ? warnings : [...warnings, `its publisher calls it deprecated: ${deprecated}`];
  return all.map((warning) => `${name}: ${warning}`);
}

/** Names of the images that were resolved, also of those that count as not listed. */
export function resolvedNames({ explanations }: Pick<Resolved, 'explanations'>): readonly string[] {
  return explanations.filter(({ problem }) => problem === null).map(({ name }) => name);
}
