import { reservesOf } from '../../model/desired.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Position } from '../../model/position.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import type { ResolvedImage } from './resolve-image.ts';
import type { ResolvedList } from './resolve-list.ts';

/** What is left once no name is used twice. */
export interface WithoutRivals {
  /** In the order of the state. */
  readonly images: readonly ResolvedImage[];
  readonly skipped: readonly SkippedEntry[];
  /** Explanations of what is left out, with the reason, by those that they replace. */
  readonly explained: ReadonlyMap<Explanation, Explanation>;
}

/**
 * Two images of one name would fight over it. A list must not take a name from the file (`refused` holds images of the
 * file as well), and which of two lists has it first, nobody can say: both are left out.
 */
export function leaveOutRivals(
  ownImages: readonly ResolvedImage[],
  lists: readonly Pick<ResolvedList, 'place' | 'images'>[],
  refused: readonly SkippedEntry[],
): WithoutRivals {
  const listed = lists.flatMap(({ place, images }) => images.map((resolved) => ({ place, resolved })));
  const own = new Map<string, Position>([
    ...refused.flatMap(({ name, at }) => (name === null ? [] : [[name, at] as const])),
    ...ownImages.map(({ explanation: { name, at } }) => [name, at] as const),
  ]);
  const bearers = new Map<string, ResolvedImage[]>();
  for (const { resolved } of listed) {
    const { name } = resolved.explanation;
    bearers.set(name, [...(bearers.get(name) ?? []), resolved]);
  }
  const rivals = listed.flatMap(({ place, resolved }) => {
    const { name } = resolved.explanation;
    const other = bearers.get(name)?.find((bearer) => bearer !== resolved);
    const at = own.get(name) ?? other?.explanation.at;
    return at === undefined ? [] : [{ resolved, entry: entryOf(resolved, place, at) }];
  });
  const leftOut = new Set(rivals.map(({ resolved }) => resolved));
  return {
    images: [...ownImages, ...listed.flatMap(({ resolved }) => (leftOut.has(resolved) ? [] : [resolved]))],
    skipped: rivals.map(({ entry }) => entry),
    explained: new Map(
      rivals.map(({ resolved: { explanation }, entry }) => [
        explanation,
        { ...explanation, problem: entry.message },
      ]),
    ),
  };
}

function entryOf({ image, explanation }: ResolvedImage, list: string, other: Position): SkippedEntry {
  const { name, at } = explanation;
  return {
    name,
    list,
    at,
    message: `an image of this name is listed at ${other.file}:${other.line} as well`,
    hint: 'Give one another name, e.g. by `image_name` of its list.',
    reserves:
      image === null ? { names: [name], ids: [], publisherIds: [], unknown: false } : reservesOf(image),
  };
}
