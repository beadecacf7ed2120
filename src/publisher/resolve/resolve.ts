import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import { type Desired, NO_PUBLISHERS, type Publishers, type StateFile } from '../../model/desired.ts';
import type { ReconcileError } from '../../model/errors.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { SkippedEntry, Unresolved } from '../../model/unresolved.ts';
import { askedLists } from './asked-lists.ts';
import { skipDuplicates } from './duplicates.ts';
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

/** The state after its publishers have answered, with explanations. */
export interface Resolved {
  /** Images and lists that could not be resolved are in `skipped`, and nowhere else. */
  readonly desired: Desired;
  /** One for each image, in the order of the images, also for refused ones and those that count as not listed. */
  readonly explanations: readonly Explanation[];
  /** Lists that do not show which images have left them, and why. */
  readonly incomplete: readonly Unresolved[];
  /** Warnings that no explanation holds. */
  readonly warnings: readonly string[];
}

/**
 * Asks every publisher that the state file names, before a plan is made. Afterwards each image has its source, digests
 * and size, and lists have become images. When a publisher fails, only its own images are skipped, and the run prunes
 * nothing. Throws the signal's reason on an abort.
 */
export async function resolveDesired(file: StateFile, options: ResolveOptions): Promise<Resolved> {
  const { lists: given = [], emptyFiles: _empty, emptyBecause: _why, vmcatcher: _vmcatcher, ...rest } = file;
  const [lists, unasked] = options.asksLists === false ? [[], given] : [given, []];
  const shared: Shared = { streams: new Map(), lists: new Map() };
  const atATime = pLimit(options.parallelism);
  const attempt = <Value>(
    work: () => Promise<Value>,
    refuse: (error: ReconcileError) => Refused,
  ): Promise<Value | Refused> => atATime(work).catch((error) => refuse(asRefusal(error, options)));

  const [images, expanded] = await Promise.all([
    Promise.all(
      file.images.map((image) =>
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
  const asked = await askedLists(file, shared);
  const refused = images.filter(isRefused).map(({ entry }) => entry);
  const unique = skipDuplicates(images.filter(isResolved), answers, refused);
  const skipped = [...refused, ...answers.flatMap((list) => list.skipped), ...unique.skipped];
  const expired = unique.images.flatMap((resolved) => resolved.expired ?? []);
  const incomplete = answers.flatMap((list) => list.incomplete ?? []);
  const reasons = incomplete.map(({ message }) => message);
  const explained = answers.map((list) => explanationsOf(list, unique.explained));
  const isIncomplete = incomplete.length + skipped.length > 0;
  const publishers: Publishers = {
    asked,
    unasked: unasked.map((list) => ({ place: placeOf(list), at: list.at })),
    expired,
    skipped: skipped.toSorted(byPlace),
    pruningWithheld: isIncomplete && file.settings.prune !== 'never',
  };
  return {
    desired: {
      ...rest,
      images: unique.images.flatMap(({ image }) => image ?? []),
      ...(isDeepStrictEqual(publishers, NO_PUBLISHERS) ? {} : { publishers }),
      // An image that is missing from an incomplete answer may still be published.
      settings: { ...file.settings, ...(isIncomplete ? { prune: 'never' as const } : {}) },
      warnings: [
        ...file.warnings,
        ...reasons,
        ...new Set(answers.flatMap(({ warnings }) => warnings)),
        ...unique.images.flatMap(({ explanation }) => explanationWarnings(explanation)),
      ],
    },
    explanations: [
      ...images.flatMap(({ explanation }) => explanation ?? []),
      ...explained.flatMap(({ explanations }) => explanations),
    ],
    incomplete,
    warnings: [...new Set([...reasons, ...explained.flatMap(({ warnings }) => warnings)])],
  };
}

/** The explanations of a list's images. The first one also holds the warnings about the whole list. */
function explanationsOf(
  list: ResolvedList,
  duplicates: ReadonlyMap<Explanation, Explanation>,
): Pick<Resolved, 'explanations' | 'warnings'> {
  const all = [...list.images.map(({ explanation }) => explanation), ...list.refused];
  const [first, ...others] = all.map((explanation) => duplicates.get(explanation) ?? explanation);
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

/** Sorts by place in the state file, because publishers answer in any order. */
function byPlace({ at: a }: SkippedEntry, { at: b }: SkippedEntry): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function explanationWarnings({ name, warnings, deprecated }: Explanation): readonly string[] {
  const all =
    deprecated === null ? warnings : [...warnings, `its publisher marks it as deprecated: ${deprecated}`];
  return all.map((warning) => `${name}: ${warning}`);
}

/** Names of the resolved images, including those that count as not listed. */
export function resolvedNames({ explanations }: Pick<Resolved, 'explanations'>): readonly string[] {
  return explanations.filter(({ problem }) => problem === null).map(({ name }) => name);
}
