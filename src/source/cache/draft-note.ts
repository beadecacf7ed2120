import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Validators } from '../../model/marker.ts';
import type { Begun } from '../source.ts';
import type { DraftPlace } from './place.ts';

/** Which file a draft is the beginning of. */
export interface DraftNote {
  /** The source without credentials and query. */
  readonly source: string;
  /** The remote's validators of its file. */
  readonly validators: Validators;
}

/** The draft that an earlier download left; null when there is none, it is of another source, or it is damaged. */
export async function readDraft({ draft, note }: DraftPlace, source: string): Promise<Begun | null> {
  try {
    const [{ size }, text] = await Promise.all([stat(draft), readFile(note, 'utf8')]);
    const draftOf = parseNote(text);
    if (size === 0 || draftOf?.source !== source) return null;
    const { validators } = draftOf;
    return size > (validators.length ?? size) ? null : { bytes: size, validators };
  } catch {
    return null;
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
export async function writeNote({ note }: DraftPlace, what: DraftNote): Promise<void> {
  await writeFile(note, JSON.stringify(what), { mode: 0o600 });
}

function isNote(value: unknown): value is DraftNote {
  if (!isRecord(value) || typeof value.source !== 'string' || !isRecord(value.validators)) return false;
  const { etag, lastModified, length } = value.validators;
  return (
    [etag, lastModified].every((mark) => mark === undefined || typeof mark === 'string') &&
    (length === undefined || (Number.isSafeInteger(length) && (length as number) >= 0))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
