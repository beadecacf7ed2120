import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { runProgram, type Surroundings } from '../cli/fake-terminal.ts';
import { imageList } from '../publisher/hepix/lists.ts';
import { openPublishing, type Publishing } from '../support/publishing.ts';

let folder: string;
let sandbox: Sandbox;
let base: string;
let served: Publishing['served'];
let asked: Publishing['asked'];
let close: Publishing['close'];

beforeEach(async () => {
  ({ folder, sandbox, base, served, asked, close } = await openPublishing());
});
afterEach(() => close());

const hash = (algorithm: string, content: string) => createHash(algorithm).update(content).digest('hex');

/** Publishes an image of the state file, with a checksum file. */
function publish(name: string, content: string): void {
  served.set(`/${name}.img`, content);
  served.set(`/${name}.SUMS`, `${hash('sha256', content)}  ${name}.img\n`);
}

/** Publishes an image list. */
function publishList(images: Readonly<Record<string, string>>, version: string): void {
  const listed = Object.entries(images).map(([name, content]) => {
    served.set(`/listed/${name}`, content);
    return {
      'dc:identifier': name,
      'dc:title': name,
      'hv:size': content.length,
      'hv:uri': `${base}/listed/${name}`,
      'hv:version': version,
      'hv:format': 'raw',
      'sl:checksum:sha512': hash('sha512', content),
    };
  });
  const list = { 'hv:version': version, 'hv:uri': `${base}/list`, 'dc:date:expires': '2999-01-01T00:00:00Z' };
  served.set('/list', imageList(list, listed));
}

/** Writes a state file with images and a list. */
function writeState(names: readonly string[] = ['one', 'two'], more: object = {}): void {
  const images = names.map((name) => ({
    name,
    format: 'raw',
    source: `${base}/${name}.img`,
    checksum: { url: `${base}/${name}.SUMS` },
  }));
  const image_lists = [{ url: `${base}/list`, trust: 'none' }];
  const glance = { server: { name: 'test', reconcile: { prune: 'delete' }, images, image_lists, ...more } };
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance }, null, 1));
}

function run(argv: readonly string[], given: Partial<Surroundings> = {}) {
  return runProgram(argv, { cwd: folder, env: { ...sandbox.env }, ...given });
}

/** Ids of the images before any failure, by name. */
let made: Readonly<Record<string, string>>;

function idsIn(stdout: string): Readonly<Record<string, string>> {
  const { changes } = JSON.parse(stdout) as { changes: readonly { name: string; imageId: string }[] };
  return Object.fromEntries(changes.map(({ name, imageId }) => [name, imageId]));
}

const flat = (text: string) => text.replace(/\s+/g, ' ');

beforeEach(async () => {
  publish('one', 'the first one');
  publish('two', 'the first two');
  publish('three', 'the first three');
  publishList({ a: 'content a', b: 'content b' }, '1');
  writeState(['one', 'two', 'three']);
  const { code, stdout, stderr } = await run(['apply', '--yes', '--format', 'json']);
  expect(stderr).not.toMatch(/^error/m);
  expect(code).toBe(0);
  made = idsIn(stdout);
});

describe('a run in which one of three publishers fails', () => {
  beforeEach(() => {
    // The first image has new content, the publisher of the second fails, the third is no longer in the file.
    publish('one', 'the second one');
    served.delete('/two.SUMS');
    writeState(['one', 'two']);
  });

  it('a run in which one of three publishers fails applies the other images, and prunes nothing', async () => {
    const { code, stdout } = await run([
      'apply',
      '--yes',
      '--report',
      'json=report.json',
      '--report',
      'text=report.txt',
    ]);
    expect(code).toBe(4);
    expect(flat(stdout)).toContain('1 entry is left out');
    expect(flat(stdout)).toContain('✗ two left out: glance.yaml:');
    expect(flat(stdout)).toContain('Applied: 1 done, 2 unchanged, 1 left out');
    expect(flat(stdout)).toContain('pruned');
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.unresolved).toEqual([
      {
        name: 'two',
        list: null,
        at: { file: 'glance.yaml', line: expect.any(Number), column: expect.any(Number) },
        message: expect.stringContaining('/two.SUMS'),
        hint: expect.anything(),
      },
    ]);
    expect(report.changes).toMatchObject([
      { name: 'one', action: 'replace', outcome: 'done' },
      { name: 'a', action: 'unchanged' },
      { name: 'b', action: 'unchanged' },
    ]);
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('✗ two  left out');

    // After the publisher answers again, its image is unchanged, and the unlisted image is deleted.
    publish('two', 'the first two');
    const after = await run(['apply', '--yes', '--format', 'json']);
    expect(after.code).toBe(0);
    expect(JSON.parse(after.stdout).changes).toMatchObject([
      { name: 'one', action: 'unchanged' },
      { name: 'two', action: 'unchanged', imageId: made.two },
      { name: 'a' },
      { name: 'b' },
      { name: 'three', action: 'delete', outcome: 'done' },
    ]);
  });

  it('a run in which one of three publishers fails exits with 4 when the other images need no change', async () => {
    await run(['apply', '--yes']);
    const { code, stdout, stderr } = await run(['apply', '--yes']);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^1 entry is left out/);
    expect(stdout).toContain('No changes');
    expect(stderr).not.toContain('Apply this');
  });

  it('a run in which one of three publishers fails shows the other images in a plan, and exits with 1', async () => {
    const text = await run(['plan', '--detailed-exitcode']);
    expect(text.code).toBe(1);
    expect(flat(text.stdout)).toContain('✗ two left out: glance.yaml:');
    expect(flat(text.stdout)).toContain('Plan: 1 to replace, 2 unchanged, 1 left out');
    const json = await run(['plan', '--format', 'json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout).unresolved).toMatchObject([{ name: 'two' }]);
    expect(json.stderr).toMatch(/^warning: glance\.yaml:\d+:\d+: "two": .*it is left out$/m);
  });

  it('a run in which one of three publishers fails saves a plan of the other images', async () => {
    const planned = await run(['plan', '-o', 'plan.json']);
    expect(planned.code).toBe(1);
    expect(planned.stderr).toContain('plan.json is a plan of the rest');
    const applied = await run(['apply', 'plan.json']);
    expect(applied.code).toBe(4);
    expect(flat(applied.stdout)).toContain('✗ two left out');
    expect(flat(applied.stdout)).toContain('Applied: 1 done, 2 unchanged, 1 left out');
  });

  it.each([[['--yes']], [['plan.json']]])('a failed publisher stops --fail-fast with %j', async (how) => {
    await run(['plan', '-o', 'plan.json']);
    const { code, stderr } = await run(['apply', '--fail-fast', '--report', 'json=report.json', ...how]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^glance\.yaml:\d+:\d+: "two": /m);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ error: { code: 'unresolved' }, unresolved: [{ name: 'two' }] });
    const { stdout } = await run(['plan', '--format', 'json']);
    expect(JSON.parse(stdout).summary).toMatchObject({ replace: 1 });
  });

  it('a run in which one of three publishers fails names the number of skipped entries in the question on a terminal', async () => {
    const { code, stderr } = await run(['apply', '--color', 'never'], { isTerminal: true, input: 'no\n' });
    expect(code).toBe(6);
    expect(stderr).toContain('Apply this, with 1 entry left out? Only yes or y will.');
  });

  it('a run in which one of three publishers fails does not ask the publisher, and succeeds, when it is about another image', async () => {
    const before = asked.length;
    const { code } = await run(['apply', '--yes', '--target', 'one']);
    expect(code).toBe(0);
    const back = await run(['rollback', 'one', '--yes']);
    expect(back.stderr).not.toMatch(/^error/m);
    expect(back.code).toBe(0);
    const since = asked.slice(before);
    expect(since.some((path) => path.startsWith('/one'))).toBe(true);
    expect(since.filter((path) => /two|list/.test(path))).toEqual([]);
    expect((await run(['apply', '--yes', '--exclude', 'two'])).code).toBe(0);
  });

  it("a run in which one of three publishers fails fails when it is a rollback of the publisher's image", async () => {
    const { code, stderr } = await run(['rollback', 'two', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('/two.SUMS');
  });
});

describe('a list that cannot be read', () => {
  beforeEach(() => {
    publish('one', 'the second one');
    served.set('/list', 'no list at all');
    writeState();
  });

  it('a list that cannot be read leaves its live images unchanged', async () => {
    const { code, stdout } = await run(['apply', '--yes', '--format', 'json']);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      unresolved: [{ name: null, list: `${base}/list` }],
      changes: [
        { name: 'one', action: 'replace', outcome: 'done' },
        { name: 'two', action: 'unchanged' },
      ],
    });
    publishList({ a: 'content a', b: 'content b' }, '1');
    const after = await run(['apply', '--yes', '--format', 'json']);
    expect(
      JSON.parse(after.stdout).changes.map(({ name, action }: Record<string, string>) => `${name} ${action}`),
    ).toEqual(['one unchanged', 'two unchanged', 'a unchanged', 'b unchanged', 'three delete']);
    expect(idsIn(after.stdout)).toMatchObject({ a: made.a, b: made.b });
  });

  it('a list that cannot be read does not make a target unknown, because the list could hold it', async () => {
    const { code, stderr } = await run(['plan', '--target', 'a']);
    expect(code).toBe(1);
    expect(stderr).not.toContain('matches no image');
    expect(stderr).toContain('/list');
  });

  it("a list that cannot be read does not stop a rollback of another list's image", async () => {
    publishList({ a: 'content a', b: 'content b' }, '1');
    const lists = ['list', 'gone'].map((path) => ({ url: `${base}/${path}`, trust: 'none' }));
    publishList({ a: 'newer content a', b: 'content b' }, '2');
    writeState(['one'], { image_lists: lists });
    expect((await run(['apply', '--yes'])).code).toBe(4);
    const back = await run(['rollback', 'a', '--yes']);
    expect(back.stderr).not.toMatch(/^error/m);
    expect(back.code).toBe(0);
  });

  it('a list that cannot be read is shown by --explain as far as it could be read', async () => {
    publishList({ a: 'content a' }, '7');
    const lists = [{ url: `${base}/list`, trust: 'none', identifier: 'another' }];
    writeState(['one'], { image_lists: lists });
    const { code, stdout, stderr } = await run(['validate', '--explain']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^glance\.yaml:\d+:\d+: this list: /m);
    const block = stdout.slice(stdout.indexOf(`  ${base}/list`));
    expect(block).toMatch(/source +HEPiX image list\n/);
    expect(block).toMatch(/version +7\n/);
    expect(block).toMatch(/signature +none\n/);
    expect(block).toMatch(/refused +.*identifier/);
  });
});

it('a run in which every publisher fails applies nothing', async () => {
  for (const path of ['/one.SUMS', '/two.SUMS', '/list']) served.delete(path);
  writeState();
  for (const command of [
    ['plan', '-o', 'plan.json'],
    ['apply', '--yes', '--report', 'text=report.txt'],
  ]) {
    const { code, stdout, stderr } = await run(command);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/"one": .*"two": .*this list: /s);
  }
  expect(existsSync(join(folder, 'plan.json'))).toBe(false);
  expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('✗ two  left out');
});
