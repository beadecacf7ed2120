import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

// The packed dist/ in an empty folder, as its user has it. No registry is asked: npm has nothing else to install.
const PROGRAM = `
import { connect, Glance, Secrets, startSandbox } from 'glance-reconcile';
const sandbox = await startSandbox();
const connection = await connect({ reference: {}, env: sandbox.env, cwd: '.', home: '.', secrets: new Secrets() });
const glance: Glance = new Glance(connection.image);
let images = 0;
for await (const { name } of glance.images.list({ hidden: false })) images += name === null ? 0 : 1;
console.log('images: ' + images.toFixed());
await connection.close();
await sandbox.close();
`;

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-consumer-'));
  const offline = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', ...offline, `./glance-reconcile-${manifest.version}.tgz`], { cwd: folder });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package, installed in an empty folder', () => {
  it('the packed package, installed in an empty folder, brings no other package along', () => {
    const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['glance-reconcile']);
  });

  it('the packed package, installed in an empty folder, runs as reconcile', async () => {
    const program = join(folder, 'node_modules/.bin/reconcile');
    expect((await run(program, ['--version'], { cwd: folder })).stdout).toContain(manifest.version);
    const example = join(folder, 'node_modules/glance-reconcile/examples/minimal.yaml');
    await expect(run(program, ['validate', '-f', example], { cwd: folder })).resolves.toBeDefined();
  });

  it('the packed package, installed in an empty folder, compiles into a TypeScript program that checks the types of its packages, and runs there', async () => {
    writeFileSync(join(folder, 'use.ts'), PROGRAM);
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const types = ['--typeRoots', resolve('node_modules/@types'), '--types', 'node'];
    const strict = ['--strict', '--skipLibCheck', 'false', '--target', 'es2023', '--module', 'nodenext'];
    await run(process.execPath, [compiler, ...strict, ...types, 'use.ts'], { cwd: folder });
    expect((await run(process.execPath, ['use.js'], { cwd: folder })).stdout).toBe('images: 0\n');
  });
});
