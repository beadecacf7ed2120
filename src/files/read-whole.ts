import { constants, createReadStream, fstat, open } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { isatty, ReadStream as TerminalStream } from 'node:tty';
import { promisify } from 'node:util';

/**
 * Reads what a path leads to: a file, a device, or a pipe that somebody writes to, to its end. Null when it holds
 * more than `limit` bytes. Throws the file system's errors, or the signal's reason on an abort.
 *
 * No thread ever waits for another process: one that does (to open a FIFO that nobody writes to, say) can only be
 * ended with the whole program, and `process.exit` itself would wait for it.
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
