import path from 'node:path';
import { nearest } from '../../model/text.ts';
import { meantSection, meantSetting, sameKey } from '../meant-key.ts';
import { SECTIONS } from '../schema.ts';
import type { ErrorList } from './errors.ts';
import { describePlace, type Place, shownKey } from './source-text.ts';
import { hasGlance, type ParsedDocument, type ParsedFile, type TopKey } from './tree.ts';

/**
 * Reports a key at the top of a file that must have been meant as `glance`, or as a key below it: reconcile would read
 * the file without it, and prune what it lists.
 */
export function checkTopKeys(file: ParsedFile, errors: ErrorList): void {
  const isState = file.documents.some(hasGlance);
  for (const { name, place } of topKeysOf(file)) {
    if (name === 'glance') continue;
    if (isNearGlance(name)) {
      errors.add(place, `unknown key ${shownKey(name)} at the top of the file`, 'Did you mean "glance"?');
      continue;
    }
    const hint = hintFor(name, isState);
    if (hint === null) continue;
    errors.add(
      place,
      `the key ${shownKey(name)} is at the top of the file, where reconcile does not read it`,
      hint,
    );
  }
}

/** The hint for a key that belongs below `glance`; null for any other. Only a state file has the deeper ones. */
function hintFor(key: string, isState: boolean): string | null {
  const section = isState ? (sameKey(key, SECTIONS) ?? nearest(key, SECTIONS)) : sameKey(key, SECTIONS);
  if (section !== null) return `Indent it under "glance:"${section === key ? '' : `, as "${section}"`}.`;
  const meant = isState ? (meantSetting(key) ?? meantSection(key) ?? nearReconcile(key)) : null;
  if (meant === null) return null;
  const [, parent, name] = /^(.*)\.(\w+)$/.exec(meant) ?? [];
  return `Move it under ${parent}, as "${name}". A key of another program needs another name.`;
}

/** `reconcile` holds the guards, so a near miss counts too. */
function nearReconcile(key: string): string | null {
  return nearest(key, ['reconcile']) === null ? null : 'glance.server.reconcile';
}

/**
 * Judges the files and documents without a `glance` section. A file of another tool is an error where the user named it.
 * Beside others, each is an error where the run may prune: a state file that lost its section looks the same.
 * Elsewhere returns a warning for each.
 */
export function checkForeignFiles(
  files: readonly ParsedFile[],
  { named, prunes }: { readonly named: readonly string[]; readonly prunes: boolean },
  errors: ErrorList,
): readonly string[] {
  const isAlone = files.length === 1 && named.includes(files[0]?.source.file ?? '');
  const ofFiles = files.filter(isForeign).flatMap((file) => {
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
  return [...ofFiles, ...files.flatMap((file) => checkForeignDocuments(file, prunes, errors))];
}

/** Judges each document without a `glance` section in a file that has such a section elsewhere. */
function checkForeignDocuments(
  { documents }: ParsedFile,
  prunes: boolean,
  errors: ErrorList,
): readonly string[] {
  if (!documents.some(hasGlance)) return [];
  return documents.filter(isForeignDocument).flatMap(({ place }) => {
    const what = 'this document has no "glance" section';
    if (!prunes) return [`${describePlace(place)}: ${what}, so reconcile ignores it`];
    errors.add(
      place,
      `${what}: while \`prune\` is on, reconcile cannot tell it from a document that lost its images`,
      'Add the section, or remove the document.',
    );
    return [];
  });
}

/** Reports an ignored file that is a state file: the images that it lists would count as unlisted. */
export function checkIgnoredFile(file: ParsedFile, errors: ErrorList): void {
  const glance = topKeysOf(file).find(({ name }) => name === 'glance');
  if (glance === undefined) return;
  errors.add(
    glance.place,
    `--ignore names ${file.source.file}, and it has a "glance" section`,
    'Remove --ignore, or move the file away.',
  );
}

/** A blank file may have been cut short: `empty-files.ts` judges it. */
function isForeign({ documents }: ParsedFile): boolean {
  return documents.some(isMapping) && documents.every(({ topKeys }) => !topKeys.some(isReported));
}

function isForeignDocument(document: ParsedDocument): boolean {
  return (
    isMapping(document) && !document.topKeys.some(({ name }) => isNearGlance(name) || hintFor(name, true))
  );
}

/** The YAML reader reports any content that is no mapping. */
function isMapping({ content }: ParsedDocument): boolean {
  return content === 'mapping';
}

/** Whether a key is `glance`, or `checkTopKeys` reports it in every file. */
function isReported({ name }: TopKey): boolean {
  return isNearGlance(name) || hintFor(name, false) !== null;
}

function isNearGlance(name: string): boolean {
  return nearest(name, ['glance']) !== null;
}

function topKeysOf({ documents }: ParsedFile): readonly TopKey[] {
  return documents.flatMap(({ topKeys }) => topKeys);
}

interface Kind {
  readonly name: string;
  readonly hint: string;
}

/** Files of other tools that often lie beside a state file. Null: another one. */
function kindOf(file: ParsedFile): Kind | null {
  const has = (key: string) => topKeysOf(file).some(({ name }) => name === key);
  const isNamedSo = /^(?:clouds(?:-public)?|secure)\.ya?ml$/i.test(path.basename(file.source.file));
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

function startOf({ source, documents }: ParsedFile): Place {
  return documents.find(isMapping)?.place ?? { source, start: 0, end: 0 };
}
