import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Validators } from '../../model/marker.ts';
import type { Begun } from '../source.ts';
import type { DraftPlace } from './place.ts';

/** What a draft is the beginning of. */
export interface DraftNote {
  /** The source without credentials and query. */
  readonly source: string;
  /** What the remote said of its file. */
  readonly validators: Validators;
}

/** What an earlier download has left; null when there is nothing, or nothing of use: of another source, or damaged. */
export async function readDraft({ draft, note }: DraftPlace, source: string): Promise<Begun | null> {
  try {
    const [{ size }, text] = await Promise.all([stat(draft), readFile(note, 'utf8')]);
    const noted = parseNote(text);
    if (size === 0 || noted?.source !== source) return null;
    const { validators } = noted;
    return size > (validators.length ?? size) ? null : { bytes: size, validators };
  } catch {
    return null;
  }
}

/** Null for anything that is no note. */
export function parseNote(text: string): DraftNote | null {
  try {
    const value: unknown = JSON.parse(text);
    return isNote(value) ? value : null;
  } catch {
    return null;
  }
}

/** Half a note, should the program be killed here, is none: the draft is begun anew. */
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
