import { VerificationError } from '../../model/errors.ts';
import { nearestNames, quoted } from '../../model/text.ts';
import type { PublishedList, PublishedListImage } from './read-image-list.ts';
import { namingAttributes } from './select-images.ts';

/** Characters that Glance accepts in a name. */
const LONGEST_NAME = 255;

/** The template of lists without `image_name`. */
export const TITLE = '{dc:title}';

/** An image of a list, with its name in Glance. */
interface NamedImage {
  readonly name: string;
  readonly image: PublishedListImage;
}

/** Errors, or identifiers, that one message names. */
const MOST_NAMED = 5;

/**
 * Names the selected images of a list by a template; null: by their titles. `VerificationError` with all errors, when
 * an image lacks an attribute of the template, a name is empty or too long for Glance, or images get the same name.
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
  const byName = new Map<string, string[]>();
  for (const { name, image } of named) {
    const others = byName.get(name);
    if (others) others.push(image.identifier);
    else byName.set(name, [image.identifier]);
  }
  return [...byName].flatMap(([name, identifiers]) => {
    if (identifiers.length === 1) return [];
    const count = identifiers.length === 2 ? 'two' : identifiers.length;
    const all = enumerate(identifiers.map(quoted));
    return new VerificationError(`${count} images of the list would get the name ${quoted(name)}: ${all}`, {
      hint: 'Give each its own name with `image_name`, e.g. "{dc:title} {hv:version}" or "{dc:title} {dc:identifier}", or take only one with `select: {identifiers: […]}`.',
    });
  });
}

/** Two or more items as one phrase. */
function enumerate(items: readonly string[]): string {
  const shown = items.length > MOST_NAMED ? items.slice(0, MOST_NAMED) : items.slice(0, -1);
  const rest = items.length > MOST_NAMED ? `${items.length - MOST_NAMED} more` : items.at(-1);
  return `${shown.join(', ')} and ${rest}`;
}

function allOf(errors: readonly VerificationError[]): VerificationError {
  const [first, ...others] = errors;
  if (first && others.length === 0) return first;
  const shown = errors.slice(0, MOST_NAMED).map(({ message }) => message);
  const more = errors.length > MOST_NAMED ? [`and ${errors.length - MOST_NAMED} more like these`] : [];
  const hints = [...new Set(errors.flatMap(({ hint }) => hint ?? []))];
  return new VerificationError([...shown, ...more].join('; '), { hint: hints.slice(0, 2).join(' ') });
}

/**
 * Fills a template such as `{dc:title} ({hv:version})`: each key in braces becomes the attribute's value, other text
 * stays as it is. `VerificationError` as for `nameImages`.
 */
export function nameOf(template: string, attributes: ReadonlyMap<string, string>): string {
  const whose = `image ${quoted(attributes.get('dc:identifier') ?? '')}`;
  const name = template
    .replace(/\{([^{}]+)\}/g, (_whole, key: string) => {
      const value = attributes.get(key);
      if (value !== undefined) return value;
      const near = nearestNames(key, attributes.keys());
      throw new VerificationError(`${whose} has no ${quoted(key)}, which the name template needs`, {
        hint: near.length === 0 ? 'Correct `image_name`.' : `Use one of its attributes: ${near.join(', ')}.`,
      });
    })
    .trim();
  if (name === '') {
    throw new VerificationError(`${whose} has no name: the template gives an empty text`, {
      hint: 'Set another `image_name`, e.g. "{dc:identifier}".',
    });
  }
  if ([...name].length > LONGEST_NAME) {
    throw new VerificationError(
      `the name of ${whose}, ${quoted(name)}, has more than ${LONGEST_NAME} characters`,
      { hint: 'Set a shorter `image_name`, e.g. "{dc:identifier}", or leave the image out with `select`.' },
    );
  }
  return name;
}
