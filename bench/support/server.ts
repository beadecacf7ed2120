import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PYTHON } from './run.ts';

export interface Server {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const opened = new Set<ChildProcess>();

/** Ends the servers that still run: those of groups that failed. */
export function closeServers(): void {
  for (const child of opened) child.stdin?.end();
}

/** Serves a folder's files at wire speed. */
export function serveFiles(folder: string): Promise<Server> {
  return startServer('serve.py', folder);
}

/** A Keystone (`/v3`) and Glance that discard data, which must have this size and these digests. */
export function startSink(facts: {
  readonly bytes: number;
  readonly md5: string;
  readonly sha512: string;
}): Promise<Server> {
  const { bytes, md5, sha512 } = facts;
  return startServer('sink.py', JSON.stringify({ size: bytes, checksum: md5, os_hash_value: sha512 }));
}

/** Starts a server that prints its port first, and ends when its standard input does: with this process, however it ends. */
async function startServer(script: string, argument: string): Promise<Server> {
  const child = spawn(PYTHON, [join(process.cwd(), 'bench/support', script), argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [port] = await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error(`${script} ended while starting`))),
  ]);
  opened.add(child);
  child.once('exit', () => opened.delete(child));
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
