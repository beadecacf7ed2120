import { type FileHandle, readdir, rm } from 'node:fs/promises';
import { createOwnFile, reopenOwnFile } from '../../files/own-files.ts';
import type { Validators } from '../../model/marker.ts';
import type { Begun } from '../source.ts';
import { type DraftFiles, type DraftPlace, draftsAt, newDraft } from './place.ts';

/** Which file a draft is the beginning of. */
interface DraftNote {
  /** The source without credentials and query. */
  readonly source: string;
  /** The remote's validators of its file. */
  readonly validators: Validators;
}

/** A draft that is open for writing. */
export interface OpenDraft extends DraftFiles {
  readonly file: FileHandle;
  /** What an earlier download left in it; null: it is empty. */
  readonly begun: Begun | null;
}

/**
 * Opens the draft that an earlier download of this source left, or else a new one. Removes drafts that cannot be
 * continued: of another source, damaged, or put there by another user. The caller holds the lock of the place.
 */
export async function openDraft(place: DraftPlace, source: string): Promise<OpenDraft> {
  let found: OpenDraft | null = null;
  for (const draft of draftsAt(place, await readdir(place.folder))) {
    const left: Readable | null = found === null ? await readDraft(draft, source) : null;
    if (left === null) await removeDraft(draft);
    else found = { ...draft, ...left };
  }
  if (found !== null) return found;
  const files = newDraft(place);
  return { ...files, file: await createOwnFile(files.draft), begun: null };
}

/** Removes the names of a draft; what a symbolic link points at stays. */
export async function removeDraft({ draft, note }: DraftFiles): Promise<void> {
  await rm(draft, { force: true }).catch(() => {});
  await rm(note, { force: true }).catch(() => {});
}

type Readable = Pick<OpenDraft, 'file' | 'begun'>;

/** The draft of an earlier download; null when it is of another source, damaged, or not this user's own. */
async function readDraft({ draft, note }: DraftFiles, source: string): Promise<Readable | null> {
  const draftOf = await readNote(note);
  if (draftOf?.source !== source) return null;
  const file = await reopenOwnFile(draft);
  if (file === null) return null;
  const { size } = await file.stat();
  const { validators } = draftOf;
  if (size > 0 && size <= (validators.length ?? size)) return { file, begun: { bytes: size, validators } };
  await file.close();
  return null;
}

async function readNote(path: string): Promise<DraftNote | null> {
  const file = await reopenOwnFile(path);
  if (file === null) return null;
  try {
    return parseNote(await file.readFile('utf8'));
  } finally {
    await file.close();
  }
}

/** Reads a note; null when the text is not a valid note. */
export function parseNote(text: string): DraftNote | null {
  try {
    const value: unknown = JSON.parse(text);
    return isNote(value) ? value : null;
  } catch {
    return null;
  }
}

/** Writes the note. If the program is killed here, half a note is invalid, and the next run starts the draft over. */
export async function writeNote({ note }: DraftFiles, what: DraftNote): Promise<void> {
  await rm(note, { force: true });
  const file = await createOwnFile(note);
  try {
    await file.writeFile(JSON.stringify(what));
  } finally {
    await file.close();
  }
}

function isNote(value: unknown): value is DraftNote {
  return isRecord(value) && typeof value.source === 'string' && isValidators(value.validators);
}

/** Whether a value that was read from a note is validators. */
export function isValidators(value: unknown): value is Validators {
  if (!isRecord(value)) return false;
  const { etag, lastModified, length } = value;
  return (
    [etag, lastModified].every((mark) => mark === undefined || typeof mark === 'string') &&
    (length === undefined || (Number.isSafeInteger(length) && (length as number) >= 0))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
