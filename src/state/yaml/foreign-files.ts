import path from 'node:path';
import { nearest } from '../../model/text.ts';
import type { ErrorList } from './errors.ts';
import type { Place } from './source-text.ts';
import type { ParsedFile, TopKey } from './tree.ts';

/** Sections of `glance.server` that a wrong indentation moves to the top of a file. */
const FROM_SERVER: readonly string[] = ['images', 'image_lists', 'vmcatcher', 'reconcile'];

/**
 * Reports a key at the top of a file that must have been meant as `glance`, or as a section of `glance.server`: reconcile
 * would read the file without it, and prune what it lists.
 */
export function checkTopKeys({ topKeys }: ParsedFile, errors: ErrorList): void {
  const isState = hasGlance(topKeys);
  for (const { name, place } of topKeys) {
    if (name === 'glance') continue;
    const shown = JSON.stringify(name);
    if (nearest(name, ['glance']) !== null) {
      errors.add(place, `unknown key ${shown} at the top of the file`, 'Did you mean "glance"?');
      continue;
    }
    const section = isState ? meantSection(name) : null;
    if (section === null) continue;
    errors.add(
      place,
      `the key ${shown} is at the top of the file, where reconcile does not read it`,
      `Move it under glance.server, as "${section}".`,
    );
  }
}

/** `reconcile` holds the guards, so a near miss counts too; other tools use names like "image" at the top. */
function meantSection(name: string): string | null {
  if (FROM_SERVER.includes(name)) return name;
  return nearest(name, ['reconcile']);
}

/**
 * Judges the files without a `glance` section. A file of another tool is an error where the user named it. Beside other
 * files, each is an error where the run may prune: a state file that lost its section looks the same. Elsewhere
 * returns a warning for each.
 */
export function checkForeignFiles(
  files: readonly ParsedFile[],
  { named, prunes }: { readonly named: readonly string[]; readonly prunes: boolean },
  errors: ErrorList,
): readonly string[] {
  const isAlone = files.length === 1 && named.includes(files[0]?.source.file ?? '');
  return files.filter(isForeign).flatMap((file) => {
    const { source } = file;
    const kind = kindOf(file);
    const what =
      kind === null ? 'this file has no "glance" section' : `this is ${kind.name}, not a state file`;
    if (kind !== null && named.includes(source.file)) {
      errors.add(startOf(file), what, kind.hint);
      return [];
    }
    if (prunes && !isAlone) {
      errors.add(
        startOf(file),
        `${what}: while \`prune\` is on, reconcile cannot tell it from a state file that lost its images`,
        `Add the section, move the file away, or give --ignore ${path.basename(source.file)}.`,
      );
      return [];
    }
    return isAlone ? [] : [`${source.file}: ${what}, so reconcile ignores it`];
  });
}

/** Reports an ignored file that is a state file: the images that it lists would count as unlisted. */
export function checkIgnoredFile({ source, topKeys }: ParsedFile, errors: ErrorList): void {
  const glance = topKeys.find(({ name }) => name === 'glance');
  if (glance === undefined) return;
  errors.add(
    glance.place,
    `--ignore names ${source.file}, and it has a "glance" section`,
    'Remove --ignore, or move the file away.',
  );
}

function isForeign({ source, topKeys }: ParsedFile): boolean {
  if (hasGlance(topKeys) || topKeys.some(({ name }) => nearest(name, ['glance']) !== null)) return false;
  // A blank file may have been cut short: `empty-files.ts` judges it.
  return !source.text.split(/\r\n?|\n/).every((line) => /^\s*(#.*)?$|^(---|\.\.\.)\s*(#.*)?$/.test(line));
}

function hasGlance(topKeys: readonly TopKey[]): boolean {
  return topKeys.some(({ name }) => name === 'glance');
}

interface Kind {
  readonly name: string;
  readonly hint: string;
}

/** Files of other tools that often lie beside a state file. Null: another one. */
function kindOf({ source, topKeys }: ParsedFile): Kind | null {
  const has = (key: string) => topKeys.some(({ name }) => name === key);
  const isNamedSo = /^(?:clouds(?:-public)?|secure)\.ya?ml$/i.test(path.basename(source.file));
  if (isNamedSo || has('clouds') || has('public-clouds')) {
    return {
      name: 'a clouds.yaml of OpenStack clients',
      hint: 'Name a state file with -f. Choose the cloud with --os-cloud, or with glance.server.cloud.',
    };
  }
  if (has('images')) {
    return {
      name: 'a catalogue of another tool (key "images")',
      hint: 'Convert it: reconcile convert --help.',
    };
  }
  return null;
}

function startOf({ source, topKeys }: ParsedFile): Place {
  return topKeys[0]?.place ?? { source, start: 0, end: 0 };
}
