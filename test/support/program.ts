import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { startLoopback } from './loopback.ts';

export type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** The built program in a folder of its own. Tests start it as processes. */
export interface Program {
  /** Working directory and home of every run. */
  readonly folder: string;
  readonly path: string;
  start(argv: readonly string[], env?: Readonly<Record<string, string>>): Child;
  write(file: string, content: string): void;
  remove(): void;
}

export async function buildProgram(entryPoint = 'src/main.ts'): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-program-'));
  const path = join(folder, 'dist', 'main.js');
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  await build({
    entryPoints: { main: entryPoint },
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  return {
    folder,
    path,
    start: (argv, env = {}) =>
      spawn(process.execPath, [path, ...argv], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, ...env },
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    write: (file, content) => writeFileSync(join(folder, file), content),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function ended(child: Child): Promise<Ended> {
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, signal, stdout, stderr };
}

/** Waits until a process has written this text. {@link ended} still gets all output if it was called before. */
export function says(stream: Readable, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    stream.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(wanted)) resolve();
    });
    stream.once('end', () => reject(new Error(`"${wanted}" was never said, but: ${seen}`)));
  });
}

/** An image server that stops each file in the middle, until the test lets the file go on. */
export interface Mirror {
  url(file: string): string;
  /** Resolves after the server has sent a part of this file. */
  asked(file: string): Promise<void>;
  /** From now on this file, or every file, is sent to its end; a stopped answer goes on. */
  letGo(file?: string): void;
  readonly content: Buffer;
  close(): Promise<void>;
}

export async function startMirror(): Promise<Mirror> {
  const content = Buffer.from('0123456789abcdef'.repeat(20_000));
  const stopped: { readonly file: string; readonly response: ServerResponse }[] = [];
  const waiting = new Map<string, (() => void)[]>();
  const seen = new Set<string>();
  const free = new Set<string>();
  const isFree = (file: string) => free.has('') || free.has(file);
  const server = await startLoopback((request, response) => {
    response.setHeader('content-length', content.length);
    response.setHeader('etag', '"1"');
    if (request.method === 'HEAD') return void response.end();
    const file = (request.url ?? '').slice(1);
    if (isFree(file)) return void response.end(content);
    stopped.push({ file, response });
    response.write(content.subarray(0, 100_000), () => {
      seen.add(file);
      for (const resolve of waiting.get(file) ?? []) resolve();
    });
  });
  return {
    content,
    url: (file) => `${server.url}/${file}`,
    asked: (file) =>
      seen.has(file)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(file, [...(waiting.get(file) ?? []), resolve])),
    letGo: (file = '') => {
      free.add(file);
      for (const each of stopped) if (isFree(each.file)) each.response.end(content.subarray(100_000));
    },
    close: server.close,
  };
}
