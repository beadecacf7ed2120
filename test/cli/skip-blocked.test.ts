import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { digest } from '../support/digest.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
let requests: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-skip-'));
  requests = [];
  sandbox = await startSandbox({
    onRequest: ({ method, service, path }) => {
      if (service === 'image' && method !== 'GET') requests.push(`${method} ${path}`);
    },
  });
  writeFileSync(join(folder, 'a.img'), 'the first content of an image');
  writeFileSync(join(folder, 'b.img'), 'other content, which is longer');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const reconcile = (...argv: string[]): Promise<Outcome> =>
  runProgram(argv, { cwd: folder, env: { ...sandbox.env } });
const apply = (...argv: string[]) => reconcile('apply', '--yes', ...argv);

/** Writes a state of raw images, by name, with further fields in flow style. */
function write(images: Readonly<Record<string, string>>, settings = ''): void {
  const listed = Object.entries(images).map(([name, fields]) => `{name: "${name}", format: raw, ${fields}}`);
  const text = `glance: {server: {name: test, reconcile: {${settings}}, images: [${listed.join(', ')}]}}\n`;
  writeFileSync(join(folder, 'glance.yaml'), text);
}

const GIVEN = `checksum: "sha256:${digest('sha256', 'the first content of an image')}"`;

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const flat = (text: string) => text.replace(/\s+/g, ' ');

/** Publishes `Held`, then asks for a new content of it, which a guard of its entry prevents, and for other images. */
async function blockOne(others: Readonly<Record<string, string>>, settings = ''): Promise<void> {
  write({ Held: 'file: a.img, prevent_replace: true' });
  expect((await apply()).code).toBe(0);
  write({ Held: 'file: b.img, prevent_replace: true', ...others }, settings);
  requests.length = 0;
}

describe('`apply --skip-blocked`', () => {
  it('`apply --skip-blocked` applies the images that are not blocked, and ends with 4', async () => {
    await blockOne({ Free: 'file: a.img' });
    expect((await apply()).code).toBe(3);
    expect(requests).toEqual([]);
    const { code, stdout } = await apply('--skip-blocked');
    expect(code).toBe(4);
    expect(flat(stdout)).toContain('1 image is left out (--skip-blocked); the rest is applied.');
    expect(flat(stdout)).toContain(
      '✗ Held: replace left out, because it is blocked blocked the file says `prevent_replace: true`',
    );
    expect(flat(stdout)).toContain('Applied: 1 done, 1 blocked in');
  });

  it('`apply --skip-blocked` ends with 4 again while the image is blocked and all others are as wanted', async () => {
    await blockOne({ Free: 'file: a.img' });
    await apply('--skip-blocked');
    requests.length = 0;
    const { code, stdout } = await apply('--skip-blocked');
    expect(code).toBe(4);
    expect(requests).toEqual([]);
    expect(flat(stdout)).toContain('Applied: 0 done, 1 unchanged, 1 blocked');
  });

  it('`apply --skip-blocked` ends with 0 where nothing is blocked', async () => {
    write({ Free: 'file: a.img' });
    expect((await apply('--skip-blocked')).code).toBe(0);
  });

  it('`apply --skip-blocked` reports each image that it left out, and why, in JSON and text', async () => {
    await blockOne({ Client: 'file: a.img, properties: {base_image: {image: Held}}', Free: 'file: a.img' });
    const { code } = await apply(
      '--skip-blocked',
      '--report',
      'json=report.json',
      '--report',
      'text=report.txt',
    );
    expect(code).toBe(4);
    const report = JSON.parse(read('report.json')) as Report;
    expect(report).toMatchObject({ skipsBlocked: true, summary: { blocked: 2, create: 1 } });
    expect(report.changes).toMatchObject([
      { name: 'Held', outcome: 'skipped', blockedBy: [{ code: 'guard' }] },
      {
        name: 'Client',
        outcome: 'skipped',
        refersTo: ['Held'],
        blockedBy: [{ code: 'held-back', message: 'it refers to the image of "Held", which is left out' }],
      },
      { name: 'Free', outcome: 'done', blockedBy: [] },
    ]);
    expect(flat(read('report.txt'))).toContain('✗ Client: create left out, because it is blocked');
    expect(flat(read('report.txt'))).toContain('it refers to the image of "Held", which is left out');
  });

  it('`apply --skip-blocked` changes nothing while a limit blocks the whole plan, and says so', async () => {
    write({ One: 'file: a.img', Two: 'file: a.img' });
    await apply();
    write({ One: 'file: b.img', Two: 'file: b.img', Three: 'file: a.img' }, 'max_replaces: 1');
    requests.length = 0;
    const { code, stderr } = await apply('--skip-blocked');
    expect(code).toBe(3);
    expect(stderr).toContain('a guard blocks the whole plan');
    expect(requests).toEqual([]);
  });

  it('`apply --skip-blocked` prunes nothing, and a later run does', async () => {
    await blockOne({ Leaving: 'file: a.img' });
    await apply('--skip-blocked');
    write({ Held: 'file: b.img, prevent_replace: true' }, 'prune: delete');
    requests.length = 0;
    const { code, stdout } = await apply('--skip-blocked');
    expect(code).toBe(4);
    expect(flat(stdout)).toContain('nothing is pruned while the plan has a blocked change');
    expect(requests).toEqual([]);
    write({ Held: 'file: a.img, prevent_replace: true' }, 'prune: delete');
    expect((await apply('--skip-blocked')).code).toBe(0);
    expect(requests).toHaveLength(1);
  });

  it('`apply --skip-blocked` ends with 1 when every other image fails, as without a blocked one', async () => {
    await blockOne({ Wrong: `file: a.img, checksum: "md5:${'0'.repeat(32)}"` });
    const { code, stdout } = await apply('--skip-blocked');
    expect(code).toBe(1);
    expect(flat(stdout)).toContain('Applied: 0 done, 1 failed, 1 blocked');
  });

  it('`apply --skip-blocked` asks about the rest, and does not ask when nothing is left', async () => {
    await blockOne({ Free: 'file: a.img' });
    const asked = (input: string) =>
      runProgram(['apply', '--skip-blocked'], {
        cwd: folder,
        env: { ...sandbox.env },
        input,
        isTerminal: true,
      });
    const declined = await asked('no\n');
    expect(declined.code).toBe(6);
    expect(declined.stderr).toContain('Apply this, with 1 entry left out?');
    expect((await asked('yes\n')).code).toBe(4);
    const silent = await asked('');
    expect(silent.code).toBe(4);
    expect(silent.stderr).not.toContain('Apply this');
  });
});

describe('a blocked entry that would get the image of another one', () => {
  it('the plan deletes no image to which another stack refers because a store is unknown', async () => {
    write({ Latest: 'file: a.img, backup: false' });
    const { stdout } = await apply('--format', 'json');
    const id = (JSON.parse(stdout) as Report).changes[0]?.imageId;
    const client = `{name: Client, format: raw, file: b.img, properties: {kernel_id: "${id}"}}`;
    writeFileSync(join(folder, 'other.yaml'), `glance: {server: {name: other, images: [${client}]}}\n`);
    expect((await apply('-f', 'other.yaml')).code).toBe(0);
    write({ Latest: 'file: b.img, backup: false', Old: `file: a.img, ${GIVEN}, stores: [nowhere]` });
    const { changes } = JSON.parse((await reconcile('plan', '--format', 'json')).stdout) as Plan;
    expect(changes.map(({ name, blockedBy }) => [name, blockedBy.map(({ code }) => code)])).toEqual([
      ['Latest', []],
      ['Old', ['unknown-store']],
    ]);
    expect(changes.flatMap(({ steps }) => steps).map(({ kind }) => kind)).not.toContain('delete');
  });
});

describe('a saved plan with blocked changes', () => {
  it('a saved plan with blocked changes is applied with --skip-blocked alone', async () => {
    await blockOne({ Client: 'file: a.img, properties: {base_image: {image: Held}}', Free: 'file: a.img' });
    expect((await reconcile('plan', '-o', 'plan.json')).code).toBe(3);
    expect((JSON.parse(read('plan.json')) as Plan).skipsBlocked).toBeUndefined();
    expect((await reconcile('apply', 'plan.json')).code).toBe(3);
    expect(requests).toEqual([]);
    const { code, stdout } = await reconcile('apply', 'plan.json', '--skip-blocked');
    expect(code).toBe(4);
    expect(flat(stdout)).toContain('Applied: 1 done, 2 blocked');
  });

  it('a saved plan with blocked changes may refer to a new image that is blocked', async () => {
    // Nothing has the name yet, and its content may not be published without a digest.
    write(
      {
        Held: 'source: "http://127.0.0.1:9/a.img"',
        Client: `file: a.img, ${GIVEN}, properties: {base_image: {image: Held}}`,
        Free: `file: a.img, ${GIVEN}`,
      },
      'require_checksum: true',
    );
    expect((await reconcile('plan', '-o', 'plan.json')).code).toBe(3);
    const { code, stdout } = await reconcile('apply', 'plan.json', '--skip-blocked');
    expect(code).toBe(4);
    expect(flat(stdout)).toContain('Applied: 1 done, 2 blocked');
  });

  it('a saved plan cannot say by itself that its blocked changes are skipped', async () => {
    await blockOne({ Free: 'file: a.img' });
    await reconcile('plan', '-o', 'plan.json');
    const plan = JSON.parse(read('plan.json')) as Plan;
    writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...plan, skipsBlocked: true }));
    expect((await reconcile('apply', 'plan.json')).code).toBe(5);
    expect((await reconcile('apply', 'plan.json', '--trust-plan')).code).not.toBe(0);
    expect(requests).toEqual([]);
  });

  it('a saved plan that says so itself is not applied with --skip-blocked past a blocker of the whole plan', async () => {
    write({ Live: 'file: a.img' });
    await apply();
    write({ Live: 'file: b.img', Free: 'file: a.img' }, 'max_replaces: 0');
    requests.length = 0;
    await reconcile('plan', '-o', 'plan.json');
    const plan = JSON.parse(read('plan.json')) as Plan;
    writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...plan, skipsBlocked: true }));
    rmSync(join(folder, 'glance.yaml'));
    expect((await reconcile('apply', 'plan.json', '--trust-plan', '--skip-blocked')).code).toBe(3);
    expect(requests).toEqual([]);
  });
});
