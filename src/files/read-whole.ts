import { constants, createReadStream, fstat, open } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { isatty, ReadStream as TerminalStream } from 'node:tty';
import { promisify } from 'node:util';

/**
 * Reads a file, a device or a pipe to its end. Returns null when it holds more than `limit` bytes. Throws the file
 * system's errors, or the signal's reason on an abort.
 *
 * Opens without blocking. A thread that waits for another process, e.g. to open a FIFO without a writer, cannot be
 * stopped, and even `process.exit` would wait for that thread.
 */
export async function readWhole(path: string, limit: number, signal?: AbortSignal): Promise<Buffer | null> {
  signal?.throwIfAborted();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const bytes = await streamOf(path);
    if (signal) addAbortSignal(signal, bytes);
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) return null;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  return Buffer.concat(chunks);
}

async function streamOf(path: string): Promise<Readable> {
  const fd = await promisify(open)(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stats = await promisify(fstat)(fd);
  if (stats.isFIFO()) return new Socket({ fd, readable: true, writable: false });
  if (stats.isCharacterDevice() && isatty(fd)) return new TerminalStream(fd);
  return createReadStream('', { fd });
}
