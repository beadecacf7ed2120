import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import type { Report } from '../../src/model/report.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { qcow2 } from '../support/qcow2.ts';
import { runProgram } from './fake-terminal.ts';

const CONTENT = qcow2(1);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
let temporary: string;
let sandbox: Sandbox;
let requests: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-local-'));
  temporary = mkdtempSync(join(tmpdir(), 'reconcile-local-tmp-'));
  requests = [];
  sandbox = await startSandbox({
    onRequest: ({ method, path }) => void requests.push(`${method} ${path}`),
  });
  writeFileSync(join(folder, 'a.qcow2'), CONTENT);
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(temporary, { recursive: true, force: true });
});

/** An entry with a local check, and other fields. */
function write(command: string, fields = 'file: a.qcow2', more = ''): void {
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance:
  server:
    name: test
    images:
      - name: One
        format: qcow2
        ${fields}
        checks:
          - {command: ${JSON.stringify(command)}, local: true}
${more}`,
  );
}

async function run(...argv: string[]) {
  const env = { ...sandbox.env, PATH: process.env.PATH!, TMPDIR: temporary };
  const outcome = await runProgram(argv, { cwd: folder, env });
  return { ...outcome, text: `${outcome.stdout}${outcome.stderr}`.replace(/\s+/g, ' ') };
}

async function succeed(...argv: string[]) {
  const outcome = await run(...argv);
  expect(outcome).toMatchObject({ code: 0 });
  return outcome;
}

const said = (file: string) => readFileSync(join(folder, file), 'utf8');
const sent = () => requests.filter((request) => request.startsWith('PUT')).length;
const change = (stdout: string) => (JSON.parse(stdout) as Report).changes[0]!;
/** How often the check ran: it writes a line each time. */
const runs = () => (existsSync(join(folder, 'runs')) ? said('runs').trim().split('\n').length : 0);

describe('a local check', () => {
  it.each([['apply', '--yes'], ['verify'], ['verify', '--offline']])(
    'gets the unpacked bytes as a file in %s %s, and no way to the cloud',
    async (...argv) => {
      writeFileSync(join(folder, 'a.qcow2.gz'), gzipSync(CONTENT));
      write('sha256sum < "$RECONCILE_IMAGE_FILE" > sum; env > env', 'file: a.qcow2.gz');
      await succeed(...argv);
      expect(said('sum')).toContain(sha256(CONTENT));
      expect(said('env')).toMatch(/^RECONCILE_IMAGE_NAME=One$/m);
      expect(said('env')).toMatch(/^RECONCILE_STACK=test$/m);
      expect(said('env')).not.toMatch(/^(OS_|RECONCILE_IMAGE_ID)/m);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it('runs once in an apply, and the image is published with exactly these bytes', async () => {
    write('echo run >> runs; sha256sum < "$RECONCILE_IMAGE_FILE" > sum');
    const { stdout } = await succeed('apply', '--yes', '--format', 'json');
    expect(change(stdout).outcome).toBe('done');
    expect(runs()).toBe(1);
    expect((await succeed('verify', '--all')).text).toContain('1 would succeed');
    expect((await succeed('plan')).text).toContain('No changes');
    expect(runs()).toBe(1);
  });

  it.each([['apply', '--yes'], ['verify'], ['verify', '--offline']])(
    'that fails stops %s %s before a byte is sent, and shows its last lines',
    async (...argv) => {
      write('echo no kernel; exit 3');
      const { code, text } = await run(...argv);
      expect(code).toBe(1);
      expect(text).toContain('exit code 3');
      expect(text).toContain('no kernel');
      expect(text).toContain('Nothing was uploaded');
      expect(sent()).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
      const created = requests.filter((request) => /^POST .*\/v2\/images$/.test(request)).length;
      expect(requests.filter((request) => request.startsWith('DELETE'))).toHaveLength(created);
    },
  );

  it('cannot change the bytes that are sent', async () => {
    write('printf x | dd of="$RECONCILE_IMAGE_FILE" bs=1 seek=600 conv=notrunc 2>/dev/null');
    const { code, text } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(text).toContain('the checked file of a.qcow2');
    expect((await run('plan')).text).toContain('1 to create');
  });

  it('leaves a pinned id usable when it fails', async () => {
    write('test -e good', 'file: a.qcow2\n        id: 6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11');
    expect((await run('apply', '--yes')).code).toBe(1);
    writeFileSync(join(folder, 'good'), '');
    await succeed('apply', '--yes');
  });

  it('runs beside a check of the staged image', async () => {
    write(
      'echo local >> runs',
      'file: a.qcow2',
      '          - test -n "$RECONCILE_IMAGE_ID" && echo staged >> runs\n',
    );
    await succeed('apply', '--yes');
    expect(said('runs')).toBe('local\nstaged\n');
  });

  it('is shown in the plan, and runs from a saved one', async () => {
    write('echo run >> runs');
    expect((await succeed('plan', '-o', 'plan.json')).text).toContain('(before the upload, within 10 min');
    await succeed('apply', 'plan.json');
    expect(runs()).toBe(1);
  });

  it('cannot be taken out of a saved plan', async () => {
    write('false');
    await succeed('plan', '-o', 'plan.json');
    const plan = JSON.parse(said('plan.json'));
    const [stage, upload] = plan.changes[0].steps;
    delete upload.checks;
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    const contradicting = await run('apply', 'plan.json', '--trust-plan');
    expect(contradicting.text).toContain('the image records other checks than its bytes must pass');

    // Without the mark on the image, the plan is consistent, but not that of the file.
    delete stage.attributes.properties[MARKER.checked];
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    expect((await run('apply', 'plan.json')).code).toBe(5);
    expect(sent()).toBe(0);
  });
});

describe('an upload that a run did not publish', () => {
  const KEEPS = '          - {command: test -e good, keep: true}\n';

  /** Uploads, and fails a check of the staged image, which stays. */
  async function leaveStaged() {
    write('echo run >> runs', 'file: a.qcow2', KEEPS);
    expect((await run('apply', '--yes')).code).toBe(1);
    expect(sent()).toBe(1);
    writeFileSync(join(folder, 'good'), '');
  }

  it('is resumed without the check, which its bytes have passed', async () => {
    await leaveStaged();
    await succeed('apply', '--yes');
    expect([runs(), sent()]).toEqual([1, 1]);
  });

  it('is uploaded again when the file names another local check by now', async () => {
    await leaveStaged();
    write('echo another >> runs', 'file: a.qcow2', KEEPS);
    const { text } = await succeed('apply', '--yes');
    expect(text).toContain('its bytes have not passed the local checks of the file');
    expect([runs(), sent()]).toEqual([2, 2]);
  });
});

describe('a state file', () => {
  it.each([
    ['keep: true', 'file: a.qcow2', '"keep" does not work with "local: true"'],
    ['member: tenant1', 'file: a.qcow2', '"member" does not work with "local: true"'],
    [
      'timeout: 5',
      'source: "http://127.0.0.1:1/a"\n        method: web-download',
      'does not work with "method: web-download"',
    ],
  ])('with a local check and %s (%s) is refused', async (more, fields, says) => {
    write('true', fields);
    writeFileSync(
      join(folder, 'glance.yaml'),
      said('glance.yaml').replace('local: true', `local: true, ${more}`),
    );
    const { code, text } = await run('validate');
    expect(code).toBe(64);
    expect(text).toContain(says);
  });
});
