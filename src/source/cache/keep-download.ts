import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createDigester } from '../../content/digesting.ts';
import { ALGORITHMS, compareDigests, type Digests } from '../../model/digest.ts';
import type { Begun, OpenedFrom, OpenFrom, OpenSource, SourceOptions, WantedContent } from '../source.ts';
import type { HeldLock } from './downloads.ts';
import { readDraft, writeNote } from './draft-note.ts';
import { readPart } from './entry.ts';
import type { DraftPlace } from './place.ts';

/** Where and on which terms a download is kept. */
export interface Keeping {
  readonly place: DraftPlace;
  /** The source without credentials and query, which tells one draft from another. */
  readonly source: string;
  readonly wanted: WantedContent;
  /** Permissions of new folders and files, less the umask. */
  readonly modes: { readonly folder: number; readonly file: number };
  /** True when `wanted` does not describe the bytes themselves: they are kept once somebody has accepted them. */
  readonly awaitsAcceptance: boolean;
  /** Where the whole goes, given its sha256. */
  readonly finalPath: (sha256: string) => string;
  /** Bytes that there is room for, if so many are to come (null: unknown). */
  readonly room: (coming: number | null) => Promise<number>;
  /** Called once the whole is in its place. */
  readonly onKept: () => Promise<void>;
}

/**
 * Opens a source and keeps its bytes as they pass; begins where an earlier run was broken off, if the remote still has
 * that file. What is kept gets its name when it is complete and verified. Trouble with keeping is a warning, and the
 * bytes flow on. The lock is given back when the download is kept, or else closed.
 */
export async function openKept(
  keeping: Keeping,
  lock: HeldLock,
  openFrom: OpenFrom,
  options: SourceOptions,
): Promise<OpenSource> {
  const { place, source } = keeping;
  let begun = await readDraft(place, source);
  let file: FileHandle;
  try {
    file = await open(place.draft, begun ? 'r+' : 'w+', keeping.modes.file);
  } catch (error) {
    lock.release();
    notKept(keeping, error, options);
    return openFrom(null);
  }
  try {
    const isWhole = begun !== null && begun.bytes === begun.validators.length;
    const remote = isWhole ? null : await openFrom(begun);
    if (remote && remote.offset === 0) begun = null;
    if (begun) options.log?.(`the download of ${source} goes on after ${begun.bytes} bytes that were kept`);
    return await passOn({ keeping, lock, file, begun, remote, options });
  } catch (error) {
    if (begun === null) await removeDraft(place);
    await file.close();
    lock.release();
    throw error;
  }
}

interface Passing {
  readonly keeping: Keeping;
  readonly lock: HeldLock;
  readonly file: FileHandle;
  /** What comes from the draft; null: nothing. */
  readonly begun: Begun | null;
  /** What comes after it; null: nothing. */
  readonly remote: OpenedFrom | null;
  readonly options: SourceOptions;
}

async function passOn(passing: Passing): Promise<OpenSource> {
  const { keeping, lock, file, begun, remote, options } = passing;
  const { wanted, place } = keeping;
  const validators = remote ? remote.validators : (begun?.validators ?? null);
  const bytes = remote ? remote.bytes : (begun?.bytes ?? null);
  const writer = await beginWriting(passing, validators ?? {}, bytes);
  let unaccepted: string | null = null;
  let closed = false;

  async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
    const algorithms = ALGORITHMS.filter((name) => wanted.digests[name] !== undefined);
    const digester = createDigester(['sha256', ...algorithms]);
    if (begun) {
      for await (const block of readPart(file, begun.bytes, place.draft, options.signal)) {
        digester.update(block);
        yield block;
      }
    }
    for await (const block of remote?.stream ?? []) {
      digester.update(block);
      await writer.write(block);
      yield block;
    }
    if (!writer.isWriting()) return;
    const digests = digester.finish();
    if (keeping.awaitsAcceptance) unaccepted = digests.sha256 ?? null;
    else await settle(isWanted(digests, digester.bytes, wanted), digests.sha256 ?? '');
  }

  /** Gives the whole its name, or drops it; the draft's place is somebody else's from then on. */
  async function settle(isRight: boolean, sha256: string): Promise<void> {
    writer.stop();
    if (isRight) await keep(passing, sha256);
    else await removeDraft(place);
    lock.release();
    if (isRight) await keeping.onKept();
  }

  return {
    bytes,
    validators,
    stream: stream(),
    async accepted() {
      if (unaccepted !== null) await settle(true, unaccepted);
      unaccepted = null;
      await remote?.accepted?.();
    },
    async close() {
      if (closed) return;
      closed = true;
      try {
        await remote?.close();
      } finally {
        // What was read to its end and not accepted is of no use: it would be the same the next time.
        const isOfUse = unaccepted === null && (await file.stat()).size > 0;
        if (writer.isWriting() && !isOfUse) await removeDraft(place);
        writer.stop();
        await file.close();
        lock.release();
      }
    },
  };
}

interface Writer {
  write(block: Uint8Array): Promise<void>;
  isWriting(): boolean;
  /** Writes no more; what is written stays. */
  stop(): void;
}

/** Writes after what the draft holds, until something goes wrong. */
async function beginWriting(
  { keeping, file, begun, options }: Passing,
  validators: NonNullable<OpenedFrom['validators']>,
  total: number | null,
): Promise<Writer> {
  const { place, source } = keeping;
  let position = begun?.bytes ?? 0;
  let room = 0;
  let isWriting = true;

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      isWriting = false;
      notKept(keeping, error, options);
      await removeDraft(place);
      // Its room is free at once, not when the last reader has closed it.
      await file.truncate(0).catch(() => {});
    }
  }

  await attempt(async () => {
    if (!begun) await file.truncate(0).catch(() => {});
    await writeNote(place, { source, validators });
    room = await keeping.room(total === null ? null : total - position);
    if (total !== null && total - position > room) throw new Error(`there is no room for ${total} bytes`);
  });
  return {
    isWriting: () => isWriting,
    stop() {
      isWriting = false;
    },
    write: (block) =>
      isWriting
        ? attempt(async () => {
            room -= block.length;
            if (room < 0) throw new Error(`there is no room for more than ${position} bytes`);
            for (let at = 0; at < block.length; ) {
              const { bytesWritten } = await file.write(block, at, block.length - at, position);
              at += bytesWritten;
              position += bytesWritten;
            }
          })
        : Promise.resolve(),
  };
}

function isWanted(digests: Digests, bytes: number, wanted: WantedContent): boolean {
  if (typeof wanted.size === 'number' && wanted.size !== bytes) return false;
  return compareDigests(digests, wanted.digests) === 'same';
}

/** Gives the whole its name. */
async function keep({ keeping, options }: Passing, sha256: string): Promise<void> {
  const { place, finalPath, modes } = keeping;
  try {
    const path = finalPath(sha256);
    await mkdir(dirname(path), { recursive: true, mode: modes.folder });
    await rename(place.draft, path);
    await rm(place.note, { force: true });
  } catch (error) {
    notKept(keeping, error, options);
    await removeDraft(place);
  }
}

async function removeDraft({ draft, note }: DraftPlace): Promise<void> {
  await rm(draft, { force: true }).catch(() => {});
  await rm(note, { force: true }).catch(() => {});
}

function notKept({ source }: Keeping, error: unknown, { warn }: SourceOptions): void {
  const why = error instanceof Error ? error.message : String(error);
  warn?.(`the download of ${source} is not kept: ${why}`);
}
