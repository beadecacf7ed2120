import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-formats-'));
  asked = [];
  sandbox = await startSandbox({
    moreFormats: { disk: ['root-tar', 'qcow'], container: ['singularity'] },
    onRequest: ({ path }) => asked.push(path),
  });
  writeFileSync(join(folder, 'a.img'), 'the content of an image');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const reconcile = (...argv: string[]): Promise<Outcome> =>
  runProgram(argv, { cwd: folder, env: { ...sandbox.env } });
const schemasAsked = () => asked.filter((path) => path.endsWith('/v2/schemas/image')).length;

/** A state of one image with these fields in flow style. */
function write(fields: string): void {
  const text = `glance: {server: {name: test, images: [{name: One, file: a.img, ${fields}}]}}\n`;
  writeFileSync(join(folder, 'glance.yaml'), text);
}

describe('a format that the service adds', () => {
  it('a disk format that the service adds is applied, and the next plan finds nothing to do', async () => {
    write('format: root-tar');
    expect((await reconcile('plan')).stdout).toContain('root-tar');
    expect(await reconcile('apply', '--yes')).toMatchObject({ code: 0 });
    expect((await reconcile('plan', '--detailed-exitcode')).code).toBe(0);
  });

  it('a container format that the service adds is applied', async () => {
    write('format: raw, container_format: singularity');
    expect(await reconcile('apply', '--yes')).toMatchObject({ code: 0 });
  });

  it('a format that the service adds counts, even if it resembles a known one', async () => {
    write('format: qcow');
    expect((await reconcile('plan')).code).toBe(0);
  });

  it('a format that the service adds costs a plan one request, and known formats none', async () => {
    write('format: raw');
    await reconcile('plan');
    expect(schemasAsked()).toBe(0);
    write('format: root-tar, container_format: singularity');
    await reconcile('plan');
    expect(schemasAsked()).toBe(1);
  });
});

describe('a format that the service does not know', () => {
  it('a format that the service does not know is an error at its place, with the nearest one', async () => {
    write('format: qcwo2');
    for (const command of [['plan'], ['apply', '--yes']]) {
      const { code, stderr } = await reconcile(...command);
      expect(code).toBe(64);
      expect(stderr).toMatch(/^glance\.yaml:1:\d+: the service offers no disk format "qcwo2"\n/);
      expect(stderr).toContain('Did you mean "qcow2"?');
    }
  });

  it('a format that the service does not know gets the list of those that it knows', async () => {
    write('container_format: banana');
    const { stderr } = await reconcile('plan');
    expect(stderr).toContain('the service offers no container format "banana"');
    expect(stderr).toContain('compressed, singularity.');
  });

  it('a format that the service does not know matters not for an image that is to be absent', async () => {
    write('format: banana, state: absent');
    expect((await reconcile('plan')).code).toBe(0);
  });
});

describe('validate, which asks no service', () => {
  it('validate refuses a format that is almost a known one', async () => {
    write('format: qcwo2');
    const { code, stderr } = await reconcile('validate');
    expect(code).toBe(64);
    expect(stderr).toContain('or a format that the service adds, not "qcwo2"');
    expect(stderr).toContain('Did you mean "qcow2"?');
  });

  it('validate takes another format, and says that plan and apply ask the service', async () => {
    write('disk_format: root-tar');
    const { code, stdout, stderr } = await reconcile('validate');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('root-tar') });
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'the disk format "root-tar": plan and apply ask the service',
    );
    expect(asked).toEqual([]);
  });

  it('validate refuses a word that can be no format', async () => {
    for (const word of ['"a b"', `"${'a'.repeat(21)}"`, '"../x"']) {
      write(`format: ${word}`);
      expect((await reconcile('validate')).stderr).toContain('"format" must be the name of a format');
    }
  });

  it('validate refuses to convert to a format that only the service knows', async () => {
    write('format: root-tar, import_from_format: qcow2');
    expect((await reconcile('validate')).stderr).toContain('cannot convert to "format: root-tar"');
  });
});
