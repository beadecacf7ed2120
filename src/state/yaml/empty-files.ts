import type { ErrorList } from './errors.ts';
import { describePlace } from './source-text.ts';
import {
  child,
  entriesOf,
  hasGlance,
  isNull,
  type MapNode,
  type Node,
  type ParsedDocument,
  type ParsedFile,
} from './tree.ts';

/**
 * What must have been cut short, or was made from nothing: files, and documents beside others of their file (as
 * `file:line:column`). It is empty, its `glance` section is, or its lists of images are. Only settings, or only other
 * formulas' sections, do not count.
 */
export function emptyParts(file: ParsedFile): readonly string[] {
  const { source, documents } = file;
  if (listsNothing(documents)) return [source.file];
  return documents.filter((document) => listsNothing([document])).map(({ place }) => describePlace(place));
}

function listsNothing(documents: readonly ParsedDocument[]): boolean {
  if (documents.every(({ content }) => content === 'nothing')) return true;
  const sections = documents.flatMap(({ section }) => section ?? []);
  if (sections.length === 0) return documents.some(hasGlance);
  const lists = sections.flatMap(imageLists);
  if (lists.length > 0) return lists.every(isEmpty);
  return sections.every((section) => entriesOf(section).every(({ value }) => isEmpty(value)));
}

/**
 * Whether a file may have been cut short before its list of images: it has no list, and no `settings_only: true`.
 * Without that key, such a file looks like a complete file of settings.
 */
export function isBare(sections: readonly MapNode[]): boolean {
  if (sections.length === 0 || sections.some((section) => imageLists(section).length > 0)) return false;
  return saysSettingsOnly(sections) === undefined;
}

/** Reports `settings_only` in a file that lists images: cut before its list, such a file would look complete. */
export function checkSettingsOnly(sections: readonly MapNode[], errors: ErrorList): void {
  const says = saysSettingsOnly(sections);
  if (says === undefined || sections.every((section) => imageLists(section).length === 0)) return;
  errors.report(
    says,
    'this file lists images, so "settings_only: true" does not fit',
    'Remove "settings_only", or list the images in another file.',
  );
}

function saysSettingsOnly(sections: readonly MapNode[]): Node | undefined {
  return sections
    .map((section) => child(child(child(section, 'server'), 'reconcile'), 'settings_only'))
    .find((node) => node?.kind === 'scalar' && node.value === true);
}

/** Every list or mapping of images in a section, empty ones included. */
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
