import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type ImageServer, serveImages } from '../support/image-server.ts';
import { buildProgram, ended, type Program } from '../support/program.ts';

let program: Program;
let sandbox: Sandbox;
let publisher: ImageServer;
/** Outside of the census: the record of the processes. */
let records: string;
beforeAll(async () => {
  program = await buildProgram();
  sandbox = await startSandbox();
  publisher = await serveImages();
  records = mkdtempSync(join(tmpdir(), 'reconcile-records-'));
  for (const name of ['tmp', 'home', 'cache']) mkdirSync(join(program.folder, name));
  // Every way to start a process goes through ChildProcess.spawn or spawnSync of node:child_process.
  writeFileSync(
    join(records, 'record.cjs'),
    `const { appendFileSync } = require('node:fs');
const children = require('node:child_process');
const note = (file) => appendFileSync(${JSON.stringify(join(records, 'started'))}, file + '\\n');
const { spawn } = children.ChildProcess.prototype;
children.ChildProcess.prototype.spawn = function (options) { note(options.file); return spawn.call(this, options); };
for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
  const run = children[name];
  children[name] = (...given) => { note(String(given[0])); return run(...given); };
}
`,
  );
});
afterAll(async () => {
  program.remove();
  rmSync(records, { recursive: true, force: true });
  await publisher.close();
  await sandbox.close();
});

/** Every file and folder below the program's folder, with its time and content. */
function census(): ReadonlyMap<string, string> {
  const found = readdirSync(program.folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const path = join(program.folder, name);
    const stats = lstatSync(path);
    // The time of a folder changes with its entries, which the census shows anyway.
    if (!stats.isFile()) return [name, 'folder'] as const;
    return [
      name,
      `${stats.mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
    ] as const;
  });
  return new Map(found.sort());
}

async function plan(...argv: readonly string[]) {
  const { folder } = program;
  const env = {
    ...sandbox.env,
    HOME: join(folder, 'home'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    TMPDIR: join(folder, 'tmp'),
    NODE_OPTIONS: `--require ${join(records, 'record.cjs')}`,
  };
  return ended(program.start(['plan', ...argv], env));
}

const SHA256 = createHash('sha256').update('bytes').digest('hex');

function writeState(): void {
  const command = ['/bin/sh', '-c', 'touch ran'];
  const url = publisher.put('remote.raw', Buffer.from('bytes'));
  program.write('local.raw', 'bytes');
  const images = [
    { name: 'local', format: 'raw', source: 'local.raw', transform: command, checks: [{ command }] },
    {
      name: 'kept',
      format: 'raw',
      source: url,
      file: 'kept.raw',
      checksum: `sha256:${SHA256}`,
      backup: { directory: 'b' },
    },
    {
      name: 'listed',
      format: 'raw',
      source: url,
      checksum: { url: publisher.put('SUMS', Buffer.from(`${SHA256}  remote.raw\n`)) },
    },
    { name: 'converted', format: 'qcow2', source: 'local.raw', convert: { from: 'raw', to: 'qcow2' } },
  ];
  program.write('glance.yaml', JSON.stringify({ glance: { server: { name: 'census', images } } }, null, 1));
}

it('plan starts no process and writes no file but those that it was asked for', async () => {
  writeState();
  const before = census();
  const first = await plan('--cache', 'downloads');
  expect(first.code, first.stderr).toBe(0);
  expect(census()).toEqual(before);

  const second = await plan(
    '-o',
    'plan.json',
    '--report',
    'text=plan.txt',
    '--untrusted',
    '--allow-host',
    '127.0.0.1',
  );
  expect(second.code, second.stderr).toBe(0);
  const after = new Map(census());
  expect(after.delete('plan.json') && after.delete('plan.txt')).toBe(true);
  expect(after).toEqual(before);
  expect(existsSync(join(records, 'started')) ? readFileSync(join(records, 'started'), 'utf8') : '').toBe('');
});

it('apply starts processes, which the record shows', async () => {
  writeState();
  const env = {
    ...sandbox.env,
    HOME: program.folder,
    NODE_OPTIONS: `--require ${join(records, 'record.cjs')}`,
  };
  await ended(program.start(['apply', '--yes', '--target', 'local'], env));
  expect(readFileSync(join(records, 'started'), 'utf8')).toContain('/bin/sh');
});
