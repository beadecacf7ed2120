import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

// examples/library.ts as its reader has it: the package by its name, and nothing else of ours.
const folder = mkdtempSync(join(tmpdir(), 'reconcile-library-'));
const program = join(folder, 'library.mjs');
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  await build({
    entryPoints: ['examples/library.ts'],
    outfile: program,
    alias: { 'glance-reconcile': resolve('src/index.ts') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    define: { __VERSION__: '"0.0.0"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

function runLibrary(state: string) {
  writeFileSync(join(folder, 'glance.yaml'), state);
  const env = { ...sandbox.env, HOME: folder, XDG_RUNTIME_DIR: folder };
  return execa('node', [program, 'glance.yaml'], { cwd: folder, env, reject: false });
}

it('examples/library.ts plans, applies and verifies like the program', async () => {
  writeFileSync(join(folder, 'golden.raw'), 'golden '.repeat(1000));
  const state =
    'glance: {server: {name: library, images: [{name: Golden, format: raw, file: golden.raw, public: true}]}}\n';
  const first = await runLibrary(state);
  expect(first.stderr).toBe('');
  expect(first.stdout).toContain('+ Golden');
  expect(first.stdout).toContain('Applied: 1 done');
  expect(first.stdout).toContain('converged');
  expect(first.exitCode).toBe(0);

  const second = await runLibrary(state);
  expect(second.stdout).toContain('No changes');
  expect(second.exitCode).toBe(0);
});
