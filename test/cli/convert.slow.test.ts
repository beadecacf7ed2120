import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

const SAMPLES = resolve('test/samples/convert');
const GLANCEPUSH = join(SAMPLES, 'glancepush');
const DEFINITIONS = ['ubuntu.yml', 'other.yml'].map((file) => join(SAMPLES, 'openstack-image-manager', file));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-convert-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reconcile(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return runProgram(argv, { cwd: folder, env });
}

function written(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

describe.each([
  ['glancepush', [GLANCEPUSH, '--cloud', 'prod']],
  ['openstack-image-manager', DEFINITIONS],
  ['vmlist', [join(SAMPLES, 'vms.txt')]],
])('%s', (tool, argv) => {
  it('convert writes the state file to standard output and its warnings to standard error', async () => {
    const { code, stdout, stderr } = await reconcile(['convert', tool, ...argv]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^glance:$/m);
    expect(stderr).toMatch(/^(warning: .*\n)+$/);
  });

  it('convert makes a state file that validate accepts', async () => {
    expect(await reconcile(['convert', tool, ...argv, '-o', 'glance.yaml', '-q'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await reconcile(['validate'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the output of convert', () => {
  it('the output of convert overwrites an existing file only with --force', async () => {
    writeFileSync(join(folder, 'glance.yaml'), 'mine');
    const argv = ['convert', 'vmlist', join(SAMPLES, 'vms.txt'), '-o', 'glance.yaml'];
    expect(await reconcile(argv)).toMatchObject({ code: 64, stdout: '' });
    expect(written('glance.yaml')).toBe('mine');
    expect(await reconcile([...argv, '--force'])).toMatchObject({ code: 0 });
    expect(written('glance.yaml')).toContain('vmlist');
  });

  it('the output of convert is one file for each cloud when -o names a directory', async () => {
    const { code, stderr } = await reconcile(['convert', 'glancepush', GLANCEPUSH, '-o', 'states/']);
    expect(code).toBe(0);
    expect(stderr).toContain('wrote states/prod.yaml, 3 images');
    expect(written('states/prod.yaml')).toContain('cloud: prod');
    expect(written('states/dev.yaml')).toContain('cloud: dev');
    expect(await reconcile(['convert', 'glancepush', GLANCEPUSH, '-o', 'states'])).toMatchObject({
      code: 64,
    });
  });

  it('the output of convert needs a directory or --cloud when there are several clouds', async () => {
    const onScreen = await reconcile(['convert', 'glancepush', GLANCEPUSH]);
    expect(onScreen).toMatchObject({ code: 64, stdout: '' });
    expect(onScreen.stderr).toContain('--cloud');
    expect(await reconcile(['convert', 'glancepush', GLANCEPUSH, '-o', 'one.yaml'])).toMatchObject({
      code: 64,
    });
    expect(existsSync(join(folder, 'one.yaml'))).toBe(false);
  });
});

it('convert shows each error at its place in the source file', async () => {
  writeFileSync(join(folder, 'vms.txt'), 'nothing\n');
  const { code, stderr } = await reconcile(['convert', 'vmlist', 'vms.txt', '-o', 'glance.yaml']);
  expect(code).toBe(64);
  expect(stderr).toMatch(/vms\.txt:1:1: "nothing" .*\n 1 \| nothing\n/);
  expect(existsSync(join(folder, 'glance.yaml'))).toBe(false);
});

it('convert writes its errors as data to a JSON log', async () => {
  writeFileSync(join(folder, 'vms.txt'), 'nothing\n');
  const { stderr } = await reconcile(['convert', 'vmlist', 'vms.txt', '--log-format', 'json']);
  expect(JSON.parse(stderr)).toMatchObject({
    code: 'conversion',
    faults: [{ at: { file: 'vms.txt', line: 1, column: 1 } }],
  });
});

it('the help of convert lists the tools that it converts from', async () => {
  const help = await reconcile(['convert', '--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toMatch(/glancepush[\s\S]*openstack-image-manager[\s\S]*vmlist/);
  expect(await reconcile(['convert'])).toMatchObject({ code: 64, stdout: '' });
  expect(await reconcile(['convert', 'glance-push', '.'])).toMatchObject({ code: 64, stdout: '' });
});

describe('against a cloud', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox({ adminPassword: 'correct-horse-battery' });
  });
  afterEach(() => sandbox.close());

  it('a converted glancepush directory can be planned, and a second conversion gives the same plan', async () => {
    writeFileSync(join(folder, 'image.raw'), 'the bytes of an image');
    for (const name of ['meta', 'transform', 'spool']) mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, 'meta/one'),
      'is_public=no\nis_protected=no\nmin_disk=1\ncomment="a \\$ and a #"\n',
    );
    writeFileSync(join(folder, 'transform/one'), '#!/bin/sh\ntr a-z A-Z\n', { mode: 0o755 });
    writeFileSync(join(folder, 'spool/one'), `file=${join(folder, 'image.raw')}\n`);
    const convert = ['convert', 'glancepush', '.', '--spool', 'spool', '-o', 'glance.yaml', '--force'];

    await reconcile(convert);
    const env = { ...sandbox.env };
    expect(await reconcile(['plan'], env)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('+ one'),
    });
    expect((await reconcile(['apply', '--yes'], env)).code).toBe(0);
    await reconcile(convert);
    expect((await reconcile(['plan', '--detailed-exitcode'], env)).code).toBe(0);
  });
});
