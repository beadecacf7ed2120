import type { DesiredImage, ImageReference } from '../../model/desired.ts';
import type { Change } from '../../model/plan.ts';
import { type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { currentImage, referencedNames } from '../references/current.ts';
import { planImage } from './change.ts';

/** Plans the entries of the file: an entry after those that it refers to. Returns the changes in the file's order. */
export function planListed(input: MatchedInput): readonly Change[] {
  const pairs = new Map(selectedMatches(input));
  const changes = new Map<DesiredImage, Change>();
  const planned = new Map<string, Change>();
  for (const image of inOrder([...pairs.keys()])) {
    const change = withReferents(image, planImage(withIds(image, planned, input), pairs.get(image)!, input));
    changes.set(image, change);
    planned.set(image.name, change);
  }
  return [...pairs.keys()].map((image) => changes.get(image)!);
}

function withReferents(image: DesiredImage, change: Change): Change {
  const names = image.state === 'absent' ? [] : referencedNames(image);
  return names.length === 0 ? change : { ...change, refersTo: [...new Set(names)].sort() };
}

/** The entries, each after those that it refers to. */
function inOrder(images: readonly DesiredImage[]): readonly DesiredImage[] {
  const byName = new Map(images.map((image) => [image.name, image]));
  const done = new Set<DesiredImage>();
  for (const image of images) {
    const open = [image];
    for (let last = open.at(-1); last; last = open.at(-1)) {
      const next = referencedNames(last)
        .map((name) => byName.get(name))
        .find((other) => other && !done.has(other) && !open.includes(other));
      if (next) open.push(next);
      else {
        done.add(last);
        open.pop();
      }
    }
  }
  return [...done];
}

/**
 * The entry with the ids of the images that it refers to as properties. A reference stays for an image that the plan
 * publishes: apply fills it in, after that image is published.
 */
function withIds(
  image: DesiredImage,
  planned: ReadonlyMap<string, Change>,
  input: MatchedInput,
): DesiredImage {
  if (!image.references) return image;
  const properties: Record<string, string> = { ...image.properties };
  const references: Record<string, ImageReference> = {};
  for (const [property, { image: name }] of Object.entries(image.references)) {
    const change = planned.get(name);
    const current = change ? change.imageId : (currentImage(name, input)?.id ?? null);
    const isOpen = change !== undefined && (publishes(change) || input.mayPublish?.has(name));
    if (current !== null && !isOpen) {
      properties[property] = current;
    } else {
      delete properties[property];
      references[property] = { image: name, ...futureId(change) };
    }
  }
  return { ...image, properties, references };
}

/** Whether a change publishes an image. */
export function publishes({ steps }: Pick<Change, 'steps'>): boolean {
  return steps.some((step) => step.kind === 'publish');
}

/** The id of the image that a change publishes, as far as it is known: a backup's, a finished upload's or a pinned one. */
export function futureId(change: Change | undefined): { readonly id?: string } {
  for (const step of change?.steps ?? []) {
    if (step.kind === 'resume') return { id: step.id };
    if (step.kind === 'stage' && step.attributes.id !== undefined) return { id: step.attributes.id };
  }
  return {};
}
