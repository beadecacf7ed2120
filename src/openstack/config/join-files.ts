import path from 'node:path';
import { ConfigError } from '../../model/errors.ts';
import { isMapping, type RawCloud } from './raw-cloud.ts';

/** A file of clouds that the search found, or that a variable names. */
export interface FoundFile {
  readonly path: string;
  readonly content: RawCloud;
  /** True: the search found it in the working directory, which may hold a stranger's files. */
  readonly isOfWork: boolean;
}

/** The entries of clouds.yaml, secure.yaml and clouds-public.yaml, and which of them may be a stranger's. */
export interface JoinedFiles {
  /** Entries with secure.yaml merged over them, but for {@link divided} ones. */
  readonly clouds: Readonly<Record<string, RawCloud>>;
  /** Entries that two files describe, only one of which is a file of the working directory. */
  readonly divided: Readonly<Record<string, DividedEntry>>;
  /** The path of clouds.yaml or secure.yaml, for each entry that a file of the working directory describes. */
  readonly ofWork: Readonly<Record<string, string>>;
  /** Vendor profiles of clouds-public.yaml. */
  readonly profiles: Readonly<Record<string, RawCloud>>;
  /** The path of clouds-public.yaml, where it is a file of the working directory; else null. */
  readonly profilesOfWork: string | null;
}

/** An entry of clouds.yaml and of secure.yaml that stay apart: the author of one must not get the secrets of the other. */
export interface DividedEntry {
  /** The paths of the files, first the one of the working directory. */
  readonly paths: readonly [string, string];
  /** What secure.yaml says; {@link JoinedFiles.clouds} has what clouds.yaml says. */
  readonly secure: RawCloud;
}

/**
 * Merges secure.yaml over clouds.yaml, entry by entry. Does not merge an entry where only one of the files is of the
 * working directory. Throws ConfigError for a file that holds no clouds where it should.
 */
export function joinFiles(files: {
  readonly clouds: FoundFile | undefined;
  readonly secure: FoundFile | undefined;
  readonly vendors: FoundFile | undefined;
}): JoinedFiles {
  const named = Object.values(files).filter((file) => file && !file.isOfWork);
  const folders = new Set(named.map((file) => folderOf(file)));
  // Who names one file of a folder trusts the folder.
  const pathOfWork = (file: FoundFile | undefined) =>
    file?.isOfWork && !folders.has(folderOf(file)) ? file.path : null;

  const { clouds, secure, vendors } = files;
  const [own, secret] = [entriesOf(clouds, 'clouds'), entriesOf(secure, 'clouds')];
  const [ofClouds, ofSecure] = [pathOfWork(clouds), pathOfWork(secure)];
  const isDivided = (name: string) => (ofClouds === null) !== (ofSecure === null) && Object.hasOwn(own, name);
  const paths = [clouds?.path ?? '', secure?.path ?? ''] as const;
  const inOrder = ofClouds === null ? ([paths[1], paths[0]] as const) : paths;

  const divided = Object.entries(secret).filter(([name]) => isDivided(name));
  const whole = Object.entries(secret).filter(([name]) => !isDivided(name));
  return {
    clouds: deepMerge(own, Object.fromEntries(whole)) as Record<string, RawCloud>,
    divided: Object.fromEntries(divided.map(([name, entry]) => [name, { paths: inOrder, secure: entry }])),
    ofWork: Object.fromEntries([
      ...Object.keys(secret).flatMap((name) => (ofSecure === null ? [] : [[name, ofSecure]])),
      ...Object.keys(own).flatMap((name) => (ofClouds === null ? [] : [[name, ofClouds]])),
    ]),
    profiles: entriesOf(vendors, 'public-clouds'),
    profilesOfWork: pathOfWork(vendors),
  };
}

/** The variable by which a user names a file of the working directory, and so trusts it. */
export function variableFor(file: string): string {
  return `OS_CLIENT_${path.basename(file).startsWith('secure.') ? 'SECURE' : 'CONFIG'}_FILE`;
}

function folderOf(file: FoundFile | undefined): string {
  return path.dirname(file?.path ?? '');
}

/** Merges mappings key by key, at every depth; any other value of `over` replaces that of `base`. */
function deepMerge(base: RawCloud, over: RawCloud): RawCloud {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const before = merged.get(key);
    merged.set(key, isMapping(before) && isMapping(value) ? deepMerge(before, value) : value);
  }
  // Unlike an assignment, this treats `__proto__` as an ordinary key.
  return Object.fromEntries(merged);
}

function entriesOf(file: FoundFile | undefined, section: string): Record<string, RawCloud> {
  const clouds = file?.content[section];
  if (file === undefined || clouds === undefined || clouds === null) return {};
  if (!isMapping(clouds)) throw new ConfigError(`${file.path}: the clouds are not a mapping`);
  const found = Object.entries(clouds).map(([name, entry]) => {
    if (entry !== null && !isMapping(entry))
      throw new ConfigError(`${file.path}: cloud "${name}" is not a mapping`);
    return [name, entry ?? {}] as const;
  });
  return Object.fromEntries(found);
}
