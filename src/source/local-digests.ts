import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestInPlace } from '../content/digesting.ts';
import { folderFault, replaceOwnFile } from '../files/own-files.ts';
import { type Algorithm, type Digests, HEX_LENGTH, isAlgorithm, OWN_DIGESTS } from '../model/digest.ts';
import { type FileIdentity, openFile } from './file.ts';
import type { SourceOptions } from './source.ts';

const INFORM_EVERY_MS = 10_000;

export interface LocalFile {
  readonly bytes: number;
  readonly digests: Digests;
}

/**
 * Size and digests of a local file: its own ones (`OWN_DIGESTS`) and those named. The cache folder remembers them while
 * path, size, times and inode stay the same, unless the run leaves no file. `SourceError` as from `openFile`.
 */
export async function digestLocalFile(
  path: string,
  options: SourceOptions,
  alsoNamed: readonly Algorithm[] = [],
): Promise<LocalFile> {
  const { cacheDir, leavesNoFile = false, log } = options;
  const algorithms = [...new Set([...OWN_DIGESTS, ...alsoNamed])];
  const file = await openFile(path, options);
  try {
    const note = cacheDir === null ? null : noteFor(cacheDir, path, log);
    const remembered = note && (await recall(note, path, file.identity));
    if (remembered && algorithms.every((name) => remembered[name] !== undefined)) {
      // Without those that another entry asked for: a plan must not depend on what earlier runs have read.
      return { bytes: file.bytes, digests: only(remembered, algorithms) };
    }
    const digests = await digestInPlace(
      file.readInto,
      algorithms,
      file.bytes,
      progressOf(path, file.bytes, options),
    );
    if (note && !leavesNoFile) await remember(note, path, file.identity, { ...remembered, ...digests }, log);
    return { bytes: file.bytes, digests };
  } finally {
    await file.close();
  }
}

function only(digests: Digests, algorithms: readonly Algorithm[]): Digests {
  return Object.fromEntries(
    Object.entries(digests).filter(([name]) => algorithms.some((one) => one === name)),
  );
}

/** Reports the progress of a long reading. */
function progressOf(path: string, size: number, { inform, informEveryMs = INFORM_EVERY_MS }: SourceOptions) {
  let read = 0;
  let reportedAt = performance.now();
  return (length: number) => {
    read += length;
    if (!inform || performance.now() - reportedAt < informEveryMs) return;
    reportedAt = performance.now();
    inform(`reading ${path} for its digests: ${Math.floor((100 * read) / Math.max(read, size))} %`);
  };
}

/** Null where others may write to the folder: their note could give a file another file's digests. */
function noteFor(cacheDir: string, path: string, log: SourceOptions['log']): string | null {
  const directory = join(cacheDir, 'digests');
  const fault = folderFault(directory);
  if (fault !== null) {
    log?.(`digests are not cached: ${directory} ${fault}`);
    return null;
  }
  return join(directory, `${createHash('sha256').update(path).digest('hex')}.json`);
}

/** The remembered digests of this state of the file; null when there are none, or the note is invalid. */
async function recall(note: string, path: string, identity: FileIdentity): Promise<Digests | null> {
  try {
    const { digests, ...state } = JSON.parse(await readFile(note, 'utf8'));
    const same = Object.entries({ path, ...identity }).every(([key, value]) => state[key] === value);
    return same && isDigests(digests) ? digests : null;
  } catch {
    return null;
  }
}

function isDigests(value: unknown): value is Digests {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([name, hex]) =>
      isAlgorithm(name) &&
      typeof hex === 'string' &&
      hex.length === HEX_LENGTH[name] &&
      /^[0-9a-f]+$/.test(hex),
  );
}

/** A folder that is not writable is no error. */
async function remember(
  note: string,
  path: string,
  identity: FileIdentity,
  digests: Digests,
  log: SourceOptions['log'],
): Promise<void> {
  try {
    await replaceOwnFile(note, JSON.stringify({ path, ...identity, digests }));
  } catch (error) {
    log?.(`the digests of ${path} cannot be cached: ${(error as Error).message}`);
  }
}
