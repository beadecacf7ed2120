import { VerificationError } from '../../model/errors.ts';
import { nearestNames } from '../nearest-names.ts';
import { quoted } from '../quoted.ts';
import type { PublishedList, PublishedListImage } from './read-image-list.ts';
import { namingAttributes } from './select-images.ts';

/** Characters that Glance takes for a name. */
const LONGEST_NAME = 255;

export const TITLE = '{dc:title}';

export interface NamedImage {
  readonly name: string;
  readonly image: PublishedListImage;
}

/**
 * Names the images of a list by a template; null: by their titles. `VerificationError` when the template asks for what
 * an image has not, a name is empty or too long for Glance, or two images come out with the same name.
 */
export function nameImages(
  list: Pick<PublishedList, 'attributes'>,
  images: readonly PublishedListImage[],
  template: string | null,
): readonly NamedImage[] {
  const bearers = new Map<string, PublishedListImage>();
  return images.map((image) => {
    const name = nameOf(template ?? TITLE, namingAttributes(list, image));
    const other = bearers.get(name);
    if (other !== undefined) {
      throw new VerificationError(
        `two images of the list would be named ${quoted(name)}: ${quoted(other.identifier)} and ${quoted(image.identifier)}`,
        { hint: 'Add what tells them apart to the name template, e.g. {hv:version} or {dc:identifier}.' },
      );
    }
    bearers.set(name, image);
    return { name, image };
  });
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
        hint: near.length === 0 ? 'Mend the name template.' : `It has ${near.join(', ')}.`,
      });
    })
    .trim();
  if (name === '') {
    throw new VerificationError(`${whose} has no name: the template comes out empty`, {
      hint: 'Write another name template.',
    });
  }
  if ([...name].length > LONGEST_NAME) {
    throw new VerificationError(
      `the name of ${whose}, ${quoted(name)}, has more than ${LONGEST_NAME} characters`,
      {
        hint: 'Write a shorter name template.',
      },
    );
  }
  return name;
}
