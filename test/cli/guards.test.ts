import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-guards-'));
  sandbox = await startSandbox();
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
const codeOf = async (outcome: Promise<Outcome>) => (await outcome).code;

/** A state of raw images, by name, with further fields in flow style. */
function write(images: Readonly<Record<string, string>>, settings = '', file = 'glance.yaml'): void {
  const listed = Object.entries(images).map(([name, fields]) => `{name: "${name}", format: raw, ${fields}}`);
  const text = `glance: {server: {name: test, reconcile: {${settings}}, images: [${listed.join(', ')}]}}\n`;
  writeFileSync(join(folder, file), text);
}

/** Joins the lines of a wrapped text. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('`prevent_replace`', () => {
  beforeEach(async () => {
    write({ One: 'file: a.img, prevent_replace: true' });
    await apply();
    write({ One: 'file: b.img, prevent_replace: true' });
  });

  it('`prevent_replace` stops the replacement of an image, and names the option that allows it for one run', async () => {
    const { code, stdout } = await apply();
    expect(code).toBe(3);
    expect(flat(stdout)).toContain('--allow-replace One');
    const allowed = await apply('--allow-replace', 'One');
    expect(allowed.code).toBe(0);
    expect(flat(allowed.stdout)).toContain('`prevent_replace`');
  });

  it('`prevent_replace` does not stop a saved plan that was made with --allow-replace', async () => {
    const made = await reconcile('plan', '--allow-replace', 'O*', '-o', 'plan.json');
    expect(made.code).toBe(0);
    const saved = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Plan;
    expect(saved.changes[0]?.warnings).toContainEqual(expect.stringContaining('--allow-replace was given'));
    const changed = await reconcile('apply', 'plan.json', '--allow-replace', 'One');
    expect(changed).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--allow-replace cannot change'),
    });
    const alone = await reconcile('apply', 'plan.json');
    expect(alone).toMatchObject({ code: 64, stderr: expect.stringContaining("--allow-replace 'O*'") });
    expect(flat(made.stdout)).toContain('reconcile apply plan.json --trust-plan');
    expect(await codeOf(reconcile('apply', 'plan.json', '--trust-plan'))).toBe(0);
  });

  it('`prevent_replace` is allowed by the apply command that plan prints with --allow-replace', async () => {
    const { stdout } = await reconcile('plan', '--allow-replace', 'One');
    expect(stdout).toContain('reconcile apply -f glance.yaml --allow-replace One\n');
  });

  it('`prevent_replace` stops a rollback, as `max_replaces` does', async () => {
    await apply('--allow-replace', 'One');
    const held = await reconcile('rollback', 'One', '--yes');
    expect(held.code).toBe(3);
    expect(flat(held.stdout)).toContain('--allow-replace One');
    write({ One: 'file: b.img' }, 'max_replaces: 0');
    const counted = await reconcile('rollback', 'One', '--yes');
    expect(counted.code).toBe(3);
    expect(flat(counted.stdout)).toContain('1 replacement is more than `max_replaces` allows (0)');
    expect(await codeOf(reconcile('rollback', 'One', '--yes', '--max-replaces', '1'))).toBe(0);
  });
});

describe('`prevent_delete`', () => {
  beforeEach(async () => {
    write({ One: 'file: a.img, prevent_delete: true', Two: 'file: b.img' });
    await apply();
  });

  it('`prevent_delete` protects an image that left the file, until --allow-delete names the image', async () => {
    write({ Two: 'file: b.img' }, 'prune: delete');
    const { code, stdout } = await apply();
    expect(code).toBe(3);
    expect(flat(stdout)).toContain('or allow it for one run with --allow-delete One');
    write({ Two: 'file: b.img' }, 'prune: delete');
    expect(await codeOf(apply('--allow-delete', 'One'))).toBe(0);
    expect((await reconcile('plan')).stdout).toMatch(/^No changes/);
  });

  it('`prevent_delete` allows the deletion once the file no longer has it', async () => {
    write({ One: 'file: a.img', Two: 'file: b.img' });
    const { stdout } = await reconcile('plan');
    expect(stdout).toMatch(/prevent_delete +true → \(none\)/);
    await apply();
    write({ Two: 'file: b.img' }, 'prune: delete');
    expect(await codeOf(apply())).toBe(0);
  });

  it('`prevent_delete` stays in force when --allow-delete names no image', async () => {
    write({ Two: 'file: b.img' }, 'prune: delete');
    const { code, stderr } = await apply('--allow-delete', 'Onee');
    expect(code).toBe(3);
    expect(stderr).toContain(
      '--allow-delete "Onee" matches no image of the state file and no image that left it',
    );
    expect(stderr).toContain('"One"');
    expect((await apply('--allow-replace', 'x')).stderr).toContain('matches no image of the state file');
  });

  it('`prevent_delete` allows the same --allow-delete command again after its image is gone', async () => {
    expect(await codeOf(apply('--allow-delete', 'One'))).toBe(0);
    const { code, stderr } = await apply('--allow-delete', 'One');
    expect(stderr).not.toMatch(/^error/m);
    expect(code).toBe(0);
  });
});

it('`max_deletes: 0` and `prevent_delete` stop a shortened list from deactivating its images', async () => {
  const kept = 'file: a.img, prevent_delete: true';
  write({ One: kept, Two: kept, Three: 'file: a.img' });
  await apply();
  write({ One: kept }, 'prune: deactivate, max_deletes: 0');
  const { code, stdout } = await apply('--allow-delete', 'Two');
  expect(code).toBe(3);
  expect(flat(stdout)).toMatch(/\b2 .*`max_deletes`.*\(0\)/);
  expect(await codeOf(apply('--max-deletes', '2'))).toBe(3);
  expect(await codeOf(apply('--max-deletes', '2', '--allow-delete', 'Two'))).toBe(0);
});

describe('--prune', () => {
  it('--prune overrides the setting of the state file', async () => {
    write({ One: 'file: a.img', Two: 'file: b.img' });
    await apply();
    write({ Two: 'file: b.img' });
    expect((await reconcile('plan')).stdout).toMatch(/^No changes/);
    const { stdout } = await reconcile('plan', '--prune', 'hide');
    expect(stdout).toMatch(/One {2}hide: .*\(prune: hide\)/);
    expect(stdout).toContain('reconcile apply -f glance.yaml --prune hide\n');
    expect(await codeOf(apply('--prune', 'hide'))).toBe(0);
    expect((await reconcile('plan', '--prune', 'hide')).stdout).toMatch(/^No changes/);
  });

  it('--prune needs a named stack and one of the four ways to prune', async () => {
    writeFileSync(
      join(folder, 'glance.yaml'),
      'glance: {server: {images: [{name: One, format: raw, file: a.img}]}}\n',
    );
    const nameless = await reconcile('plan', '--prune', 'delete');
    expect(nameless).toMatchObject({ code: 64, stderr: expect.stringContaining('a name for its stack') });
    expect(await codeOf(reconcile('plan', '--prune', 'never'))).toBe(0);
    expect(await codeOf(reconcile('plan', '--prune', 'all'))).toBe(64);
  });
});

describe('a state file that was cut short', () => {
  beforeEach(async () => {
    write({ One: 'file: a.img' }, 'prune: delete', 'one.yaml');
    writeFileSync(
      join(folder, 'two.yaml'),
      'glance: {server: {images: [{name: Two, format: raw, file: b.img}]}}\n',
    );
    await apply('-f', 'one.yaml', '-f', 'two.yaml');
  });
  const files = ['-f', 'one.yaml', '-f', 'two.yaml'];

  it.each(['', 'glance:\n', 'glance: ~\nnova: {}\n', 'glance:\n  server:\n    images:\n'])(
    'a file that ends as %j is refused, and prunes nothing',
    async (rest) => {
      writeFileSync(join(folder, 'two.yaml'), rest);
      const { code, stderr } = await apply(...files);
      expect(code).toBe(64);
      expect(stderr).toContain(
        'two.yaml lists no image, so reconcile would prune the images that it listed before',
      );
      expect(await codeOf(reconcile('plan', ...files, '--target', 'One'))).toBe(0);
      expect(await codeOf(reconcile('plan', ...files, '--prune', 'never'))).toBe(0);
      expect((await reconcile('plan', ...files, '--allow-empty')).stdout).toContain('- Two  delete');
    },
  );

  it.each(['hide', 'deactivate', 'delete'])(
    'a file without its list of images blocks the plan, and prunes nothing (prune: %s)',
    async (prune) => {
      writeFileSync(join(folder, 'two.yaml'), 'glance:\n  server:\n    name: test\n');
      const { code, stdout } = await apply(...files, '--prune', prune);
      expect(code).toBe(3);
      expect(flat(stdout)).toMatch(/two\.yaml .*--allow-empty/);
      expect(await codeOf(reconcile('plan', ...files, '--prune', 'never'))).toBe(0);
      expect(await codeOf(apply(...files, '--prune', prune, '--allow-empty'))).toBe(0);
    },
  );

  it('a document that was cut short is refused beside a complete one, and prunes nothing', async () => {
    const complete = readFileSync(join(folder, 'one.yaml'), 'utf8');
    writeFileSync(join(folder, 'one.yaml'), `${complete}---\nglance:\n`);
    const { code, stderr } = await apply('-f', 'one.yaml');
    expect(code).toBe(64);
    expect(stderr).toContain('one.yaml:3:1 lists no image, so reconcile would prune the images');
    expect((await reconcile('plan', '-f', 'one.yaml', '--allow-empty')).stdout).toContain('- Two  delete');
  });

  it('a state file that was cut short is distinguished from a file that says `settings_only: true`', async () => {
    write({ One: 'file: a.img' }, '', 'one.yaml');
    const settings = (more: string) =>
      writeFileSync(
        join(folder, 'settings.yaml'),
        `glance: {server: {reconcile: {prune: delete, max_deletes: 1${more}}}}\n`,
      );
    const both = ['-f', 'settings.yaml', '-f', 'one.yaml'];
    settings('');
    expect(await codeOf(apply(...both))).toBe(3);
    settings(', settings_only: true');
    expect(await codeOf(apply(...both))).toBe(0);
    settings('');
    expect((await reconcile('plan', ...both)).stdout).toMatch(/^No changes/);
  });

  it.each([
    ['cut within a key', 'glance: {server: {images: [{name: Two, form'],
    [
      'cut within a list',
      'glance:\n  server:\n    images:\n      - name: Two\n        format: raw\n      -\n',
    ],
    ['an unindented section', 'glance:\nserver:\n  images: [{name: Two, format: raw, file: b.img}]\n'],
    [
      'a section that a mark cuts off',
      'glance:\n---\n  server: {images: [{name: Two, format: raw, file: b.img}]}\n',
    ],
    ['no text at all', '\u0000\u0001'],
  ])('a state file that was cut short ends the run before it looks at the cloud: %s', async (_what, rest) => {
    writeFileSync(join(folder, 'two.yaml'), rest);
    expect(await codeOf(apply(...files))).toBe(64);
  });

  it('a state file that was cut short ends the run in the same way as a missing file or an empty standard input', async () => {
    expect(await codeOf(apply('-f', 'one.yaml', '-f', 'three.yaml'))).toBe(64);
    const piped = await runProgram(['apply', '--yes', '-f', 'one.yaml', '-f', '-'], {
      cwd: folder,
      env: { ...sandbox.env },
      input: '',
    });
    expect(piped).toMatchObject({ code: 64, stderr: expect.stringContaining('--allow-empty') });
  });
});

it('a report gives the reason why an image that left the file stays', async () => {
  write({ One: 'file: a.img', Two: 'file: b.img' });
  await apply();
  write({ Two: `file: a.img, checksum: "md5:${'0'.repeat(32)}"` }, 'prune: delete');
  const { code, stdout } = await apply();
  expect(code).toBe(1);
  expect(stdout).toContain('✗ One: delete not started');
  expect(flat(stdout)).toContain('another change was not done, so this run prunes nothing');
});

describe('a disabled section', () => {
  const disabled =
    'glance: {server: {enabled: false, name: test, images: [{name: Two, format: raw, file: b.img}]}}\n';

  it('a disabled section leaves every image of the stack as it is, with any option', async () => {
    write({ One: 'file: a.img' });
    await apply();
    writeFileSync(join(folder, 'glance.yaml'), disabled);
    const { code, stdout } = await apply('--prune', 'delete');
    expect(code).toBe(0);
    expect(flat(stdout)).toContain('glance.server.enabled is false');
    write({ One: 'file: a.img' });
    expect(await codeOf(reconcile('plan', '--detailed-exitcode'))).toBe(0);
  });
});

describe('a warning about the state file', () => {
  beforeEach(() => {
    const images = '[{name: One, format: raw, file: a.img}]';
    writeFileSync(join(folder, 'glance.yaml'), `glance: {server: {wsgi_pool: 3, images: ${images}}}\n`);
  });

  it('a warning about the state file stands before the changes of a plan', async () => {
    const { stdout } = await reconcile('plan');
    expect(stdout.indexOf('wsgi_pool')).toBeGreaterThan(0);
    expect(stdout.indexOf('wsgi_pool')).toBeLessThan(stdout.indexOf('+ One'));
  });

  it('a warning about the state file is shown by `validate --quiet`', async () => {
    const { code, stderr } = await reconcile('validate', '-q');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('"wsgi_pool"') });
  });
});
