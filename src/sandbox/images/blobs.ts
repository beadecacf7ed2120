import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileName } from '../archive.ts';
import { HEADER_BYTES } from './inspect.ts';

/** The place of data: a store of the service, or the staging area. */
type Place = string;

/** Facts about the bytes, learnt while they were written. */
export interface Written {
  readonly size: number;
  /** Hexadecimal. */
  readonly md5: string;
  readonly sha512: string;
  /** The first {@link HEADER_BYTES}. */
  readonly header: Buffer;
}

/** The data of images, without their attributes. */
export interface Blobs {
  /** Writes the whole stream. When the stream fails, writes nothing and throws the stream's error. */
  write(place: Place, id: string, data: AsyncIterable<Uint8Array>): Promise<Written>;
  has(place: Place, id: string): boolean;
  /** Reads the bytes from `start` to before `end`. */
  read(place: Place, id: string, start: number, end: number): AsyncIterable<Uint8Array>;
  copy(from: Place, to: Place, id: string): Promise<void>;
  remove(place: Place, id: string): Promise<void>;
}

/** Keeps the received blocks without copying them; all stores share them. */
export function memoryBlobs(): Blobs {
  const kept = new Map<string, readonly Uint8Array[]>();
  const key = (place: Place, id: string): string => `${place}/${id}`;
  return {
    async write(place, id, data) {
      const blocks: Uint8Array[] = [];
      const written = await consume(data, async (block) => {
        blocks.push(block);
      });
      kept.set(key(place, id), blocks);
      return written;
    },
    has: (place, id) => kept.has(key(place, id)),
    async *read(place, id, start, end) {
      let at = 0;
      for (const block of kept.get(key(place, id)) ?? []) {
        const from = Math.max(start - at, 0);
        const to = Math.min(end - at, block.length);
        if (from < to) yield block.subarray(from, to);
        at += block.length;
      }
    },
    async copy(from, to, id) {
      kept.set(key(to, id), kept.get(key(from, id)) ?? []);
    },
    async remove(place, id) {
      kept.delete(key(place, id));
    },
  };
}

/** Keeps each image as `DIR/PLACE/ID`; unfinished files have the suffix `.part`. */
export function directoryBlobs(directory: string, places: readonly Place[]): Blobs {
  const present = new Set<string>();
  const path = (place: Place, id: string): string => join(directory, place, fileName(id));
  for (const place of places) {
    mkdirSync(join(directory, place), { recursive: true, mode: 0o700 });
    for (const name of readdirSync(join(directory, place))) {
      if (name.endsWith('.part')) rmSync(join(directory, place, name));
      else present.add(join(directory, place, name));
    }
  }
  return {
    async write(place, id, data) {
      const part = `${path(place, id)}.part`;
      const file = await open(part, 'w', 0o600);
      try {
        const written = await consume(data, async (block) => {
          await file.write(block);
        });
        await file.close();
        await rename(part, path(place, id));
        present.add(path(place, id));
        return written;
      } catch (error) {
        await file.close().catch(() => {});
        await rm(part, { force: true });
        throw error;
      }
    },
    has: (place, id) => present.has(path(place, id)),
    read: (place, id, start, end) =>
      end > start ? createReadStream(path(place, id), { start, end: end - 1 }) : nothing(),
    async copy(from, to, id) {
      const part = `${path(to, id)}.part`;
      await copyFile(path(from, id), part);
      await rename(part, path(to, id));
      present.add(path(to, id));
    },
    async remove(place, id) {
      present.delete(path(place, id));
      await rm(path(place, id), { force: true });
    },
  };
}

async function* nothing(): AsyncIterable<Uint8Array> {}

async function consume(
  data: AsyncIterable<Uint8Array>,
  keep: (block: Uint8Array) => Promise<void>,
): Promise<Written> {
  const md5 = createHash('md5');
  const sha512 = createHash('sha512');
  let header = Buffer.alloc(0);
  let size = 0;
  for await (const block of data) {
    if (header.length < HEADER_BYTES) {
      header = Buffer.concat([header, block.subarray(0, HEADER_BYTES - header.length)]);
    }
    md5.update(block);
    sha512.update(block);
    size += block.length;
    await keep(block);
  }
  return { size, md5: md5.digest('hex'), sha512: sha512.digest('hex'), header };
}
