import { VerificationError } from '../../model/errors.ts';
import { nearestNames, quoted } from '../../model/text.ts';
import type { PublishedList, PublishedListImage } from './read-image-list.ts';
import { namingAttributes } from './select-images.ts';

/** Characters that Glance takes for a name. */
const LONGEST_NAME = 255;

export const TITLE = '{dc:title}';

export interface NamedImage {
  readonly name: string;
  readonly image: PublishedListImage;
}

/** Faults that one message tells. */
const MOST_TOLD = 5;

/**
 * Names those images of a list that are wanted by a template; null: by their titles. `VerificationError`, with all
 * that is wrong, when the template asks for what an image has not, a name is empty or too long for Glance, or images
 * come out with the same name.
 */
export function nameImages(
  list: Pick<PublishedList, 'attributes'>,
  images: readonly PublishedListImage[],
  template: string | null,
): readonly NamedImage[] {
  const errors: VerificationError[] = [];
  const named = images.flatMap((image) => {
    try {
      return [{ name: nameOf(template ?? TITLE, namingAttributes(list, image)), image }];
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      errors.push(error);
      return [];
    }
  });
  errors.push(...sameNames(named));
  if (errors.length > 0) throw allOf(errors);
  return named;
}

function sameNames(named: readonly NamedImage[]): readonly VerificationError[] {
  const bearers = new Map<string, string[]>();
  for (const { name, image } of named) {
    const others = bearers.get(name);
    if (others) others.push(image.identifier);
    else bearers.set(name, [image.identifier]);
  }
  return [...bearers].flatMap(([name, identifiers]) => {
    if (identifiers.length === 1) return [];
    const count = identifiers.length === 2 ? 'two' : identifiers.length;
    const all = enumerate(identifiers.map(quoted));
    return new VerificationError(`${count} images of the list would be named ${quoted(name)}: ${all}`, {
      hint: 'Tell them apart by `image_name`, e.g. "{dc:title} {hv:version}" or "{dc:title} {dc:identifier}", or take one of them by `select: {identifiers: […]}`.',
    });
  });
}

/** At least two. */
function enumerate(items: readonly string[]): string {
  const told = items.length > MOST_TOLD ? items.slice(0, MOST_TOLD) : items.slice(0, -1);
  const rest = items.length > MOST_TOLD ? `${items.length - MOST_TOLD} more` : items.at(-1);
  return `${told.join(', ')} and ${rest}`;
}

function allOf(errors: readonly VerificationError[]): VerificationError {
  const [first, ...others] = errors;
  if (first && others.length === 0) return first;
  const told = errors.slice(0, MOST_TOLD).map(({ message }) => message);
  const more = errors.length > MOST_TOLD ? [`and ${errors.length - MOST_TOLD} more like these`] : [];
  const hints = [...new Set(errors.flatMap(({ hint }) => hint ?? []))];
  return new VerificationError([...told, ...more].join('; '), { hint: hints.slice(0, 2).join(' ') });
}

/**
 * Fills a template such as `{dc:title} ({hv:version})`. `VerificationError` as of `nameImages`; a key is what stands
 * between braces, and other text stays as it is.
 */
export function nameOf(template: string, attributes: ReadonlyMap<string, string>): string {
  const whose = `image ${quoted(attributes.get('dc:identifier') ?? '')}`;
  const name = template
    .replace(/\{([^{}]+)\}/g, (_whole, key: string) => {
      const value = attributes.get(key);
      if (value !== undefined) return value;
      const near = nearestNames(key, attributes.keys());
      throw new VerificationError(`${whose} has no ${quoted(key)}, which the name template asks for`, {
        hint: near.length === 0 ? 'Mend `image_name`.' : `It has ${near.join(', ')}.`,
      });
    })
    .trim();
  if (name === '') {
    throw new VerificationError(`${whose} has no name: the template comes out empty`, {
      hint: 'Name it by `image_name`, e.g. "{dc:identifier}".',
    });
  }
  if ([...name].length > LONGEST_NAME) {
    throw new VerificationError(
      `the name of ${whose}, ${quoted(name)}, has more than ${LONGEST_NAME} characters`,
      { hint: 'Name it shorter by `image_name`, e.g. "{dc:identifier}", or leave it out by `select`.' },
    );
  }
  return name;
}
