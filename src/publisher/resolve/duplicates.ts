import { reservesOf } from '../../model/desired.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { Position } from '../../model/position.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import type { ResolvedImage } from './resolve-image.ts';
import type { ResolvedList } from './resolve-list.ts';

/** The images after every image with a duplicate name is skipped. */
interface WithoutDuplicates {
  /** In the order of the state file. */
  readonly images: readonly ResolvedImage[];
  readonly skipped: readonly SkippedEntry[];
  /** Explanations of the skipped images, with the reason, by the explanations that they replace. */
  readonly explained: ReadonlyMap<Explanation, Explanation>;
}

/**
 * Skips listed images whose name is used twice: each run would replace one by the other. The state file's own image
 * keeps its name, also when it is one of the `refused`. Of two lists neither is first, so both images are skipped.
 */
export function skipDuplicates(
  ownImages: readonly ResolvedImage[],
  lists: readonly Pick<ResolvedList, 'place' | 'images'>[],
  refused: readonly SkippedEntry[],
): WithoutDuplicates {
  const listed = lists.flatMap(({ place, images }) => images.map((resolved) => ({ place, resolved })));
  const own = new Map<string, Position>([
    ...refused.flatMap(({ name, at }) => (name === null ? [] : [[name, at] as const])),
    ...ownImages.map(({ explanation: { name, at } }) => [name, at] as const),
  ]);
  const byName = new Map<string, ResolvedImage[]>();
  for (const { resolved } of listed) {
    const { name } = resolved.explanation;
    byName.set(name, [...(byName.get(name) ?? []), resolved]);
  }
  const duplicates = listed.flatMap(({ place, resolved }) => {
    const { name } = resolved.explanation;
    const other = byName.get(name)?.find((candidate) => candidate !== resolved);
    const at = own.get(name) ?? other?.explanation.at;
    return at === undefined ? [] : [{ resolved, entry: entryOf(resolved, place, at) }];
  });
  const skippedImages = new Set(duplicates.map(({ resolved }) => resolved));
  return {
    images: [
      ...ownImages,
      ...listed.flatMap(({ resolved }) => (skippedImages.has(resolved) ? [] : [resolved])),
    ],
    skipped: duplicates.map(({ entry }) => entry),
    explained: new Map(
      duplicates.map(({ resolved: { explanation }, entry }) => [
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
    message: `${other.file}:${other.line} lists an image with the same name`,
    hint: 'Rename one of the two, e.g. with the `image_name` of its list.',
    reserves:
      image === null ? { names: [name], ids: [], publisherIds: [], unknown: false } : reservesOf(image),
  };
}
