import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

let folder: string;
let program: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-process-'));
  program = join(folder, 'dist', 'main.js');
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  await build({
    entryPoints: ['src/main.ts'],
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
  sandbox = await startSandbox();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(...argv: readonly string[]): Child {
  return spawn(process.execPath, [program, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...sandbox.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(child: Child): Promise<Ended> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

/** A source that sends a part and then keeps silent; tells when it was asked for data. */
async function stallingSource(): Promise<{
  readonly server: Server;
  readonly url: string;
  readonly asked: Promise<void>;
}> {
  const server = createServer();
  const asked = new Promise<void>((resolve) => {
    server.on('request', (request, response) => {
      response.setHeader('content-length', 10_000_000);
      if (request.method === 'HEAD') return void response.end();
      response.write(Buffer.alloc(100_000), () => resolve());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/x.img`, asked };
}

it('ends with the exit code of what happened, the result on standard output alone', async () => {
  expect(await ended(start('version'))).toMatchObject({
    code: 0,
    stdout: 'reconcile development\n',
    stderr: '',
  });
  expect(await ended(start('vrsion'))).toMatchObject({ code: 64, stdout: '' });
  writeFileSync(join(folder, 'broken.yaml'), 'glance: {server: {images: [{name: x, colour: red}]}}\n');
  const invalid = await ended(start('validate', '-f', 'broken.yaml'));
  expect(invalid).toMatchObject({ code: 64, stdout: '' });
  expect(invalid.stderr).toContain('broken.yaml:1:');
});

it('ends quietly when the reader of its output has gone', async () => {
  const images = Array.from(
    { length: 3000 },
    (_, index) => `{name: image ${index}, format: raw, file: x.img}`,
  );
  writeFileSync(join(folder, 'many.yaml'), `glance: {server: {images: [${images.join(', ')}]}}\n`);
  const child = start('validate', '-f', 'many.yaml');
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'broken off by %s in the middle of a transfer ends with %d, and the report is written',
  async (signal, code) => {
    const { server, url, asked } = await stallingSource();
    try {
      writeFileSync(
        join(folder, 'slow.yaml'),
        `glance: {server: {images: [{name: slow, format: raw, source: "${url}"}]}}\n`,
      );
      const child = start('apply', '-f', 'slow.yaml', '--yes', '--report', 'text=report.txt');
      await asked;
      child.kill(signal);
      const outcome = await ended(child);
      expect(outcome.code).toBe(code);
      expect(outcome.stdout).toContain('Interrupted: 0 done, 1 broken off');
      expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('Interrupted: ');
      expect(outcome.stderr).not.toMatch(/\n\s+at /);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
);

it('serves a sandbox until it is told to stop, and prints what leads there', async () => {
  const child = start('sandbox');
  const lines = await new Promise<string>((resolve) => {
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('OS_PASSWORD=')) resolve(seen);
    });
  });
  const [, authUrl] = /^export OS_AUTH_URL=(.*)$/m.exec(lines) ?? [];
  const answer = await fetch(authUrl ?? '');
  expect(answer.status).toBeLessThan(400);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
