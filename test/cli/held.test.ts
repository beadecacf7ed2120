import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { EntryBackups } from '../../src/model/report.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { digest } from '../support/digest.ts';
import { serveImages } from '../support/image-server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

const OLD = 'the first content of an image';
const NEW = 'other content, which is longer';

let folder: string;
let sandbox: Sandbox;

/** `One` holds the new content, and has the old one as its backup. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-held-'));
  sandbox = await startSandbox();
  writeFileSync(join(folder, 'old.img'), OLD);
  writeFileSync(join(folder, 'new.img'), NEW);
  write('file: old.img, version: "1"');
  await apply();
  write('file: new.img, version: "2"');
  await apply();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const reconcile = (...argv: string[]): Promise<Outcome> =>
  runProgram(argv, { cwd: folder, env: { ...sandbox.env } });
const apply = (...argv: string[]) => reconcile('apply', '--yes', ...argv);
const rollback = (...argv: string[]) => reconcile('rollback', 'One', '--yes', ...argv);

function write(fields: string): void {
  const text = `glance: {server: {name: test, images: [{name: One, format: raw, ${fields}}]}}\n`;
  writeFileSync(join(folder, 'glance.yaml'), text);
}

async function planned(...argv: string[]): Promise<Plan> {
  const { stdout } = await reconcile('plan', '--format', 'json', ...argv);
  return JSON.parse(stdout) as Plan;
}

async function listed(): Promise<readonly EntryBackups[]> {
  const { code, stdout } = await reconcile('rollback', '--format', 'json');
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { readonly images: readonly EntryBackups[] }).images;
}

/** Joins the lines of a wrapped text. */
const flat = (text: string) => text.replace(/\s+/g, ' ');
const isHolding = async (content: string) =>
  (await listed())[0]?.current?.digest === `sha512:${digest('sha512', Buffer.from(content))}`;

describe('an image that was rolled back', () => {
  beforeEach(async () => {
    const { code, stdout } = await rollback();
    expect(code).toBe(0);
    expect(flat(stdout)).toContain('`reconcile apply --unhold One` ends it');
  });

  it('stays as it is in the next runs, which are no change', async () => {
    expect(await apply()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No changes: .*, 1 held\./),
    });
    expect((await reconcile('plan', '--detailed-exitcode')).code).toBe(0);
    expect(await isHolding(OLD)).toBe(true);
  });

  it('is shown with the time, the content that was turned down, and the way out', async () => {
    const { stdout } = await reconcile('plan');
    expect(stdout).toContain(' || One  held: a rollback turned the wanted content down');
    expect(flat(stdout)).toMatch(
      /held since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: a rollback turned down the content that the file wants \(version 2, sha512:[0-9a-f]{32}…, image [0-9a-f-]{36}\)\. Another checksum in the file ends the hold, or reconcile apply --unhold One/,
    );
  });

  it('has an action of its own in the JSON of plans and reports', async () => {
    const plan = await planned();
    expect(plan.changes).toMatchObject([
      { action: 'held', steps: [], held: { turnedDown: { version: '2' } } },
    ]);
    expect(plan.summary).toMatchObject({ held: 1, unchanged: 0 });
    const report = JSON.parse((await apply('--format', 'json')).stdout);
    expect(report.changes).toMatchObject([{ action: 'held', outcome: 'done' }]);
  });

  it('gets other properties of the file, and no version of content that it does not have', async () => {
    write('file: new.img, version: "2", properties: {os_distro: debian}');
    const { code, stdout } = await apply();
    expect(code).toBe(0);
    expect(stdout).toMatch(/~ One {2}update/);
    expect(flat(stdout)).toContain('held since');
    expect((await planned()).changes).toMatchObject([{ action: 'held', steps: [] }]);
    expect((await listed())[0]?.current).toMatchObject({ version: '1' });
  });

  it('is replaced once the file wants other content', async () => {
    writeFileSync(join(folder, 'next.img'), 'a third content');
    write('file: next.img, version: "3"');
    expect((await apply()).code).toBe(0);
    expect(await isHolding('a third content')).toBe(true);
    expect((await planned()).changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it('follows its publisher: a new line of the checksum file ends the hold', async () => {
    const server = await serveImages();
    onTestFinished(server.close);
    const serve = (content: string) => {
      const bytes = Buffer.from(content);
      const source = server.put('one.img', bytes);
      const url = server.put('SHA256SUMS', Buffer.from(`${digest('sha256', bytes)}  one.img\n`));
      write(`source: "${source}", checksum: {url: "${url}"}`);
    };
    serve('the published content');
    await apply();
    serve('the next published content, which does not boot');
    await apply();
    await rollback();
    expect((await planned()).changes).toMatchObject([{ action: 'held' }]);
    serve('the mended content');
    expect((await apply()).code).toBe(0);
    expect(await isHolding('the mended content')).toBe(true);
  });

  it('has nothing left to say once the file wants its content', async () => {
    write('file: old.img, version: "1"');
    expect(flat((await apply()).stdout)).toMatch(/held \S+Z → \(none\)/);
    expect((await planned()).changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
    write('file: new.img, version: "2"');
    expect((await planned()).changes).toMatchObject([{ action: 'replace' }]);
  });

  it('gets the content of the file in a run with --unhold', async () => {
    const shown = await reconcile('plan', '--unhold', 'One');
    expect(shown.stdout).toContain('reconcile apply -f glance.yaml --unhold One\n');
    expect((await apply('--unhold', 'One')).code).toBe(0);
    expect(await isHolding(NEW)).toBe(true);
    expect((await planned()).changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it('stays held when --unhold names no image of the file', async () => {
    const { code, stderr } = await apply('--unhold', 'Onee');
    expect(code).toBe(64);
    expect(flat(stderr)).toContain('--unhold "Onee" matches no image of the state file');
    expect(stderr).toContain('Did you mean "One"?');
    expect(await isHolding(OLD)).toBe(true);
  });

  it('is let go by a saved plan only if a user vouches for it', async () => {
    await reconcile('plan', '--unhold', 'One', '-o', 'plan.json');
    const alone = await reconcile('apply', 'plan.json');
    expect(alone).toMatchObject({ code: 64, stderr: expect.stringContaining('--unhold One') });
    const changed = await reconcile('apply', 'plan.json', '--unhold', 'One');
    expect(changed).toMatchObject({ code: 64, stderr: expect.stringContaining('--unhold cannot change') });
    expect((await reconcile('apply', 'plan.json', '--trust-plan')).code).toBe(0);
    expect(await isHolding(NEW)).toBe(true);
  });

  it('is rolled back again to the other content, which the file describes: nothing is held then', async () => {
    expect((await rollback()).code).toBe(0);
    expect((await apply()).code).toBe(0);
    expect(await isHolding(NEW)).toBe(true);
    expect((await planned()).changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
  });
});

it('a saved rollback holds the image since it was planned', async () => {
  await reconcile('rollback', 'One', '-o', 'back.json');
  const saved = join(folder, 'back.json');
  const at = '2020-01-02T03:04:05Z';
  // As if it had been planned long ago.
  const older = JSON.parse(readFileSync(saved, 'utf8'), (_key, value) => {
    if (value?.rollback) return { ...value, rollback: { ...value.rollback, at } };
    if (value?.path === 'held') return { ...value, after: at };
    return value?.path === `/${MARKER.held}` ? { ...value, value: at } : value;
  });
  writeFileSync(saved, JSON.stringify(older));
  expect((await reconcile('apply', 'back.json', '--trust-plan')).code).toBe(0);
  expect((await planned()).changes).toMatchObject([{ action: 'held', held: { since: at } }]);
});

it('a saved rollback holds the image without its state file too', async () => {
  await reconcile('rollback', 'One', '-o', 'back.json');
  rmSync(join(folder, 'glance.yaml'));
  expect((await reconcile('apply', 'back.json', '--trust-plan')).code).toBe(0);
  write('file: new.img, version: "2"');
  expect((await planned()).changes).toMatchObject([{ action: 'held' }]);
});

describe('rollback without a name', () => {
  it('lists what can come back, with ids for --to', async () => {
    const [entry] = await listed();
    expect(entry).toMatchObject({
      name: 'One',
      held: null,
      current: { version: '2', bytes: NEW.length },
      backups: [{ version: '1', bytes: OLD.length, status: 'active' }],
    });
    const { code, stdout } = await reconcile('rollback');
    expect(code).toBe(0);
    const id = entry?.backups[0]?.id ?? '';
    expect(stdout).toContain(`  was ${id}\n`);
    expect(stdout).toContain(`reconcile rollback One --to ${id}\n`);
    expect((await rollback('--to', id)).code).toBe(0);
    expect(await isHolding(OLD)).toBe(true);
  });

  it('says which image is held', async () => {
    await rollback();
    expect((await listed())[0]).toMatchObject({ held: { turnedDown: { version: '2' } } });
    expect(flat((await reconcile('rollback')).stdout)).toContain('--unhold One');
  });

  it('says that nothing can come back', async () => {
    write('file: new.img, version: "2", backup: false');
    await apply();
    expect((await reconcile('rollback')).stdout).toMatch(/^No image of the state file has a backup/);
  });

  it.each([['--to', 'some-id'], ['--yes'], ['-o', 'back.json']])('refuses %s', async (...argv) => {
    expect(await reconcile('rollback', ...argv)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('without the name of an image'),
    });
  });
});
