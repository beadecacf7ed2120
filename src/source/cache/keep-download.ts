import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createParallelDigester } from '../../content/digesting.ts';
import { makeOwnFolder } from '../../files/own-files.ts';
import { compareDigests, type Digests, namesOf } from '../../model/digest.ts';
import type { Validators } from '../../model/marker.ts';
import { showSameFile } from '../http/validators.ts';
import type { Begun, OpenedFrom, OpenFrom, OpenSource, SourceOptions, WantedContent } from '../source.ts';
import type { HeldLock } from './downloads.ts';
import { type OpenDraft, openDraft, removeDraft, writeNote } from './draft-note.ts';
import { readPart } from './entry.ts';
import type { DraftPlace } from './place.ts';

/** Where a download is kept, and under which conditions. */
export interface Keeping {
  readonly place: DraftPlace;
  /** The source without credentials and query; a draft of another source is not continued. */
  readonly source: string;
  readonly wanted: WantedContent;
  /** True: reconcile's own folders. False: the folder of a file that the user named. */
  readonly isCache: boolean;
  /** True when `wanted` describes the unpacked content: the bytes are kept only after the reader accepted them. */
  readonly awaitsAcceptance: boolean;
  /**
   * True where no digest is known: only one whole answer of the server, whose validators show which file it is, is kept.
   */
  readonly learns: boolean;
  /** Final path of the complete file, given its sha256. */
  readonly finalPath: (sha256: string) => string;
  /** Bytes that there is room for, when `coming` bytes will follow (null: unknown). */
  readonly room: (coming: number | null) => Promise<number>;
  /** Called once the complete file is in its place, with its digest and the server's validators. */
  readonly onKept: (kept: { readonly sha256: string; readonly validators: Validators }) => Promise<void>;
}

/**
 * Opens a source and keeps its bytes as they pass. Continues where an earlier run broke off, if the remote still has
 * that file. A kept file gets its name once it is complete and verified. Trouble with keeping is only a warning: the
 * bytes still flow. Releases the lock when the download is kept or closed.
 */
export async function openKept(
  keeping: Keeping,
  lock: HeldLock,
  openFrom: OpenFrom,
  options: SourceOptions,
): Promise<OpenSource> {
  const { place, source } = keeping;
  let draft: OpenDraft;
  try {
    draft = await openDraft(place, source);
  } catch (error) {
    lock.release();
    notKept(keeping, error, options);
    return openFrom(null);
  }
  // Without a digest, nothing would show that the beginning and the rest are of one file.
  let begun = keeping.learns ? null : draft.begun;
  try {
    const isWhole = begun !== null && begun.bytes === begun.validators.length;
    const remote = isWhole ? null : await openFrom(begun);
    if (remote && remote.offset === 0) begun = null;
    if (begun) options.log?.(`the download of ${source} continues after ${begun.bytes} kept bytes`);
    return await passOn({ keeping, lock, draft, begun, remote, options });
  } catch (error) {
    if (begun === null) await removeDraft(draft);
    await draft.file.close();
    lock.release();
    throw error;
  }
}

interface Passing {
  readonly keeping: Keeping;
  readonly lock: HeldLock;
  readonly draft: OpenDraft;
  /** The part that comes from the draft; null: none. */
  readonly begun: Begun | null;
  /** The part after the draft; null: the draft is complete. */
  readonly remote: OpenedFrom | null;
  readonly options: SourceOptions;
}

async function passOn(passing: Passing): Promise<OpenSource> {
  const { keeping, lock, draft, begun, remote, options } = passing;
  const { wanted } = keeping;
  const { file } = draft;
  const validators = remote ? remote.validators : (begun?.validators ?? null);
  const bytes = remote ? remote.bytes : (begun?.bytes ?? null);
  const writer = await beginWriting(passing, validators ?? {}, bytes);
  let unaccepted: string | null = null;
  let closed = false;

  async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
    const digester = createParallelDigester(['sha256', ...namesOf(wanted.digests)]);
    try {
      if (begun) {
        for await (const block of readPart(file, begun.bytes, draft.draft, options.signal)) {
          await digester.update(block);
          yield block;
        }
      }
      for await (const block of remote?.stream ?? []) {
        await Promise.all([digester.update(block), writer.write(block)]);
        yield block;
      }
      if (!writer.isWriting()) return;
      const digests = await digester.finish();
      if (keeping.awaitsAcceptance) unaccepted = isKnownAgain() ? (digests.sha256 ?? null) : null;
      else await finish(isWanted(digests, digester.bytes, wanted), digests.sha256 ?? '');
    } finally {
      digester.close();
    }
  }

  /** Whether a later run can tell by the validators that the server still has this file; a digest tells it better. */
  function isKnownAgain(): boolean {
    return !keeping.learns || (validators !== null && showSameFile(validators, validators));
  }

  /** Gives the complete file its name, or drops it; after that, another run may use the draft's place. */
  async function finish(isRight: boolean, sha256: string): Promise<void> {
    writer.stop();
    if (isRight) await keep(passing, sha256);
    else await removeDraft(draft);
    lock.release();
    if (isRight) await keeping.onKept({ sha256, validators: validators ?? {} });
  }

  return {
    bytes,
    validators,
    stream: stream(),
    async accepted() {
      if (unaccepted !== null) await finish(true, unaccepted);
      unaccepted = null;
      await remote?.accepted?.();
    },
    async close() {
      if (closed) return;
      closed = true;
      try {
        await remote?.close();
      } finally {
        // A complete file that the reader did not accept is useless: the next download would be the same.
        const isOfUse = !keeping.learns && unaccepted === null && (await file.stat()).size > 0;
        if (writer.isWriting() && !isOfUse) await removeDraft(draft);
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
  /** Stops writing; the written bytes stay. */
  stop(): void;
}

/** Appends to the draft until an error occurs. */
async function beginWriting(
  { keeping, draft, begun, options }: Passing,
  validators: NonNullable<OpenedFrom['validators']>,
  total: number | null,
): Promise<Writer> {
  const { source } = keeping;
  const { file } = draft;
  let position = begun?.bytes ?? 0;
  let room = 0;
  let isWriting = true;

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      isWriting = false;
      notKept(keeping, error, options);
      await removeDraft(draft);
      // Frees the room at once, not only when the last reader closes the file.
      await file.truncate(0).catch(() => {});
    }
  }

  await attempt(async () => {
    if (!begun) {
      await file.truncate(0);
      await writeNote(draft, { source, validators });
    }
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

/** Gives the complete file its name. */
async function keep({ keeping, draft, options }: Passing, sha256: string): Promise<void> {
  try {
    const path = keeping.finalPath(sha256);
    if (keeping.isCache) await makeOwnFolder(dirname(path));
    await rename(draft.draft, path);
    await rm(draft.note, { force: true });
  } catch (error) {
    notKept(keeping, error, options);
    await removeDraft(draft);
  }
}

function notKept({ source }: Keeping, error: unknown, { warn }: SourceOptions): void {
  const why = error instanceof Error ? error.message : String(error);
  warn?.(`the download of ${source} is not kept: ${why}`);
}
