import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { folderFault, reopenOwnFile, replaceOwnFile } from '../../files/own-files.ts';
import { HEX_LENGTH } from '../../model/digest.ts';
import type { Validators } from '../../model/marker.ts';
import type { HttpSource } from '../../model/source/source.ts';
import { showSameFile } from '../http/validators.ts';
import type { SourceOptions } from '../source.ts';
import { isValidators } from './draft-note.ts';
import { type Entry, findEntry } from './entry.ts';
import { isHex, learntFolder, learntNote } from './place.ts';

/** What a rehearsal learnt of a source whose digest the file does not give. */
interface Learnt {
  /** The digest of the bytes as served. */
  readonly sha256: string;
  /** The server's validators of these bytes. */
  readonly validators: Validators;
}

/** Remembers the digest of the bytes that a server gave with these validators, and that the cache has kept. */
export async function learn(cache: string, source: HttpSource, learnt: Learnt): Promise<void> {
  await replaceOwnFile(learntNote(cache, source), JSON.stringify(learnt));
}

/**
 * The kept download of a source whose digest an earlier rehearsal learnt. Null unless these validators surely mean the
 * same file, and the cache still has its bytes. Changes nothing.
 */
export async function findLearnt(
  source: HttpSource,
  { downloads }: SourceOptions,
  validators: Validators,
): Promise<Entry | null> {
  const directory = downloads?.directory ?? null;
  if (directory === null || folderFault(learntFolder(directory)) !== null) return null;
  const learnt = await readLearnt(learntNote(directory, source));
  if (learnt === null || !showSameFile(learnt.validators, validators)) return null;
  const size = validators.length ?? learnt.validators.length ?? null;
  return entryOf(directory, learnt, size);
}

/** Removes the notes whose bytes the cache does not have any more. */
export async function trimLearnt(cache: string): Promise<void> {
  const folder = learntFolder(cache);
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
    const note = join(folder, name);
    const learnt = await readLearnt(note);
    if (learnt === null || (await entryOf(cache, learnt, null)) === null) await unlink(note).catch(() => {});
  }
}

function entryOf(cache: string, { sha256 }: Learnt, size: number | null): Promise<Entry | null> {
  return findEntry(cache, { algorithm: 'sha256', hex: sha256, isOfContent: false }, { digests: {}, size });
}

async function readLearnt(path: string): Promise<Learnt | null> {
  const file = await reopenOwnFile(path);
  try {
    return file && parseLearnt(await file.readFile('utf8'));
  } finally {
    await file?.close();
  }
}

/** Reads a note; null when the text is not a valid note. */
export function parseLearnt(text: string): Learnt | null {
  try {
    const { sha256, validators } = JSON.parse(text);
    const isDigest = typeof sha256 === 'string' && isHex(sha256, HEX_LENGTH.sha256);
    return isDigest && isValidators(validators) ? { sha256, validators } : null;
  } catch {
    return null;
  }
}
