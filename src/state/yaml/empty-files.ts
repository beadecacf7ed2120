import type { ErrorList } from './errors.ts';
import type { SourceText } from './source-text.ts';
import { child, entriesOf, isNull, type MapNode, type Node } from './tree.ts';

/**
 * Whether a file has certainly been cut short, or was made from nothing: it is empty, its `glance` section is, or it
 * has a list of images without an image. One with other formulas' sections alone, or with settings alone, is not meant.
 */
export function listsNothing(source: SourceText, sections: readonly MapNode[]): boolean {
  if (sections.length === 0) return isBlank(source.text);
  const lists = sections.flatMap(imageLists);
  if (lists.length > 0) return lists.every(isEmpty);
  return sections.every((section) => entriesOf(section).every(({ value }) => isEmpty(value)));
}

/**
 * Whether a file may have been cut short before its list of images: it has none, and does not say that none is meant.
 * Nothing else tells it from a file with settings, which is a common thing to have.
 */
export function isBare(sections: readonly MapNode[]): boolean {
  if (sections.length === 0 || sections.some((section) => imageLists(section).length > 0)) return false;
  return saysSettingsOnly(sections) === undefined;
}

/** A file that listed images and said `settings_only` would not be missed once its list is cut off. */
export function checkSettingsOnly(sections: readonly MapNode[], errors: ErrorList): void {
  const says = saysSettingsOnly(sections);
  if (says === undefined || sections.every((section) => imageLists(section).length === 0)) return;
  errors.report(
    says,
    '"settings_only: true" stands in a file that lists images',
    'Take it out, or list the images in another file.',
  );
}

function saysSettingsOnly(sections: readonly MapNode[]): Node | undefined {
  return sections
    .map((section) => child(child(child(section, 'server'), 'reconcile'), 'settings_only'))
    .find((node) => node?.kind === 'scalar' && node.value === true);
}

/** Nothing but comments, document marks and the bare key. */
function isBlank(text: string): boolean {
  return text
    .split(/\r\n?|\n/)
    .every((line) => /^\s*(#.*)?$|^(---|\.\.\.)\s*(#.*)?$|^glance\s*:\s*(#.*)?$/.test(line));
}

/** Every place of a section where images are listed, though there may be none. */
function imageLists(section: MapNode): readonly Node[] {
  const server = child(section, 'server');
  const profiles = entriesOf(child(child(section, 'client'), 'identity'));
  const found = [
    child(server, 'images'),
    child(server, 'image'),
    child(server, 'image_lists'),
    ...profiles.map(({ value }) => child(value, 'image')),
  ];
  return found.filter((node) => node !== undefined);
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  return node.kind === 'map' ? node.entries.size === 0 : isNull(node);
}
