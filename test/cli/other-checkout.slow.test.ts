import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { digest } from '../support/digest.ts';
import { serveImages } from '../support/image-server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let place: string;
let sandbox: Sandbox;
const KEY = 'k'.repeat(64);
const A = 'the bytes in both checkouts';

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'reconcile-checkouts-'));
  sandbox = await startSandbox();
  mkdirSync(join(place, 'a', 'images'), { recursive: true });
  writeFileSync(join(place, 'a', 'images', 'one.raw'), A);
  writeFileSync(join(place, 'plan.key'), KEY, { mode: 0o600 });
});
afterEach(async () => {
  await sandbox.close();
  rmSync(place, { recursive: true, force: true });
});

function write(entries: string, file = 'glance.yaml'): void {
  writeFileSync(join(place, 'a', file), `glance: {server: {name: test, images: [${entries}]}}\n`);
}

const run = (checkout: string, ...argv: string[]): Promise<Outcome> =>
  runProgram(argv, { cwd: join(place, checkout), env: { ...sandbox.env } });

/** Makes the plan in checkout A, and takes it to a copy of the checkout; A is gone then. */
async function moved(...argv: string[]): Promise<Plan> {
  const made = await run('a', 'plan', '-o', '../plan.json', ...argv);
  if (made.code !== 0) throw new Error(made.stdout + made.stderr);
  cpSync(join(place, 'a'), join(place, 'b'), { recursive: true });
  rmSync(join(place, 'a'), { recursive: true });
  return JSON.parse(readFileSync(join(place, 'plan.json'), 'utf8')) as Plan;
}

const ONE = '{name: One, format: raw, file: images/one.raw}';

describe('a plan that was made in another checkout', () => {
  it.each([
    ['without options', []],
    ['with -f', ['-f', 'glance.yaml']],
    ['with -f and an absolute path', ['-f', 'PLACE/b/glance.yaml']],
    ['with a plan key', ['--plan-key', '../plan.key']],
  ])('a plan that was made in another checkout uploads the file of this one: %s', async (_how, argv) => {
    write(ONE);
    const isSealed = argv.includes('--plan-key');
    const plan = await moved(...(isSealed ? ['--plan-key', '../plan.key'] : []));
    expect(plan.changes[0]?.content?.source).toBe('images/one.raw');
    const given = argv.map((word) => word.replace('PLACE', place));
    const { code, stderr } = await run('b', 'apply', '../plan.json', ...given);
    expect([code, stderr.replace(/^.*One: created.*$/gm, '').trim()]).toEqual([0, '']);
  });

  it('a plan that was made in another checkout uploads the file of this one without its state file, by its seal', async () => {
    write(ONE);
    await moved('--plan-key', '../plan.key');
    rmSync(join(place, 'b', 'glance.yaml'));
    expect((await run('b', 'apply', '../plan.json', '--plan-key', '../plan.key')).code).toBe(0);
  });

  it('a plan that was made in another checkout starts at the folder of its state file, not at that of the run', async () => {
    mkdirSync(join(place, 'a', 'prod'));
    write('{name: One, format: raw, file: ../images/one.raw}', 'prod/glance.yaml');
    const plan = await moved('-f', 'prod/glance.yaml', '--plan-key', '../plan.key');
    expect(plan.changes[0]?.content?.source).toBe('../images/one.raw');
    rmSync(join(place, 'b', 'prod', 'glance.yaml'));
    expect((await run('b', 'apply', '../plan.json', '--plan-key', '../plan.key')).code).toBe(0);
  });

  it('a plan that was made in another checkout names the file that this one lacks', async () => {
    write(ONE);
    await moved();
    rmSync(join(place, 'b', 'images', 'one.raw'));
    const { code, stderr } = await run('b', 'apply', '../plan.json', '--report', 'json=report.json');
    expect(code).toBe(1);
    expect(stderr).toContain(
      '../plan.json uploads images/one.raw, which does not exist beside the state file',
    );
    expect(readFileSync(join(place, 'b', 'report.json'), 'utf8')).not.toContain(place);
  });

  it('a plan that was made in another checkout names the file that is lacking without a state file as well', async () => {
    write(ONE);
    await moved('--plan-key', '../plan.key');
    rmSync(join(place, 'b'), { recursive: true });
    mkdirSync(join(place, 'b'));
    const argv = ['--plan-key', '../plan.key', '--report', 'json=report.json'];
    const { code } = await run('b', 'apply', '../plan.json', ...argv);
    expect(code).toBe(1);
    const report = readFileSync(join(place, 'b', 'report.json'), 'utf8');
    expect(report).toContain('images/one.raw does not exist');
    expect(report).not.toContain(place);
  });

  it('a plan that was made in another checkout runs the checks and filters of this one, and keeps backups here', async () => {
    const script = (name: string, text: string) =>
      writeFileSync(join(place, 'a', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    script('filter.sh', 'tr b B');
    script('check.sh', 'pwd > checked-in');
    const entry = (file: string) =>
      `{name: One, format: raw, file: ${file}, transform: [./filter.sh], checks: [[./check.sh]], backup: {directory: old}}`;
    write(entry('images/one.raw'));
    const first = await run('a', 'apply', '--yes');
    if (first.code !== 0) throw new Error(first.stdout + first.stderr);
    writeFileSync(join(place, 'a', 'images', 'two.raw'), 'other bytes in both checkouts');
    write(entry('images/two.raw'));
    await moved();
    const { code, stdout } = await run('b', 'apply', '../plan.json');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Applied: 1 done')]);
    expect(readFileSync(join(place, 'b', 'checked-in'), 'utf8').trim()).toBe(join(place, 'b'));
    expect(readdirSync(join(place, 'b', 'old'))).toHaveLength(1);
  });
});

describe('the same state file in another checkout', () => {
  it('the same state file in another checkout finds nothing to do, also where a filter made the content', async () => {
    writeFileSync(join(place, 'a', 'filter.sh'), '#!/bin/sh\ntr b B\n', { mode: 0o755 });
    write('{name: One, format: raw, file: images/one.raw, transform: [./filter.sh]}');
    expect((await run('a', 'apply', '--yes')).code).toBe(0);
    cpSync(join(place, 'a'), join(place, 'b'), { recursive: true });
    const { code, stdout } = await run('b', 'plan', '--detailed-exitcode');
    expect([code, stdout]).toEqual([0, expect.stringContaining('No changes')]);
  });
});

describe('a plan and a report', () => {
  /** Every kind of source, and every field that names a local file. */
  it('a plan and a report name no folder of the host, for every field that names a local file', async () => {
    const server = await serveImages();
    try {
      const write2 = (file: string, bytes: string, mode = 0o644) =>
        writeFileSync(join(place, 'a', file), bytes, { mode });
      write2('check.sh', '#!/bin/sh\nexit 0\n', 0o755);
      write2('failing.sh', '#!/bin/sh\npwd; exit 1\n', 0o755);
      write2('filter.sh', '#!/bin/sh\ncat\n', 0o755);
      write2('SHA256SUMS', `${digest('sha256', A)}  one.raw\n`);
      write2('images/old.raw', 'old bytes');
      const before = '{name: Old, format: raw, file: images/old.raw, backup: {directory: backups}}';
      write(before);
      expect((await run('a', 'apply', '--yes')).code).toBe(0);
      write2('images/old.raw', 'new bytes');
      write(
        [
          before,
          '{name: File, format: raw, source: images/one.raw, checksum: {url: SHA256SUMS}}',
          '{name: Sidecar, format: raw, source: images/one.raw, checksum: {url: missing.sha256}}',
          '{name: Signed, format: raw, source: images/one.raw, checksum: {url: SHA256SUMS, signature: no.sig, keyring: no.gpg}}',
          `{name: Http, format: raw, source: "${server.put('far.raw', Buffer.from('far away'))}", file: cached/far.raw}`,
          '{name: Lost, format: raw, source: images/none.raw}',
          '{name: Listed, format: raw, source: {hepix: none.list, identifier: c0482bc2-bf41-5d49-a85f-a750174a186b, trust: {ca_directory: cas, endorser: {dn: "/CN=a", ca: "/CN=b"}}}}',
          '{name: Streams, format: raw, source: {simplestreams: streams/, product: x, keyring: no.gpg}}',
          '{name: Checked, format: raw, source: images/one.raw, checks: [[./check.sh], [./failing.sh]]}',
          '{name: Filtered, format: raw, source: images/one.raw, transform: [./filter.sh]}',
        ].join(', '),
      );
      const file = join(place, 'a', 'glance.yaml');
      const texts: string[] = [];
      for (const argv of [
        ['plan', '-f', file, '-o', 'plan.json', '--report', 'text=plan.txt'],
        [
          ...['apply', '-f', file, '--yes', '--skip-blocked'],
          ...['--report', 'json=report.json', '--report', 'text=report.txt'],
        ],
      ]) {
        const { code, stdout, stderr } = await run('a', ...argv);
        expect([code, stderr]).toEqual([argv[0] === 'plan' ? 1 : 4, expect.any(String)]);
        texts.push(stdout);
      }
      for (const name of ['plan.json', 'plan.txt', 'report.json', 'report.txt']) {
        texts.push(readFileSync(join(place, 'a', name), 'utf8'));
      }
      for (const text of texts) {
        expect(text).not.toContain(place);
        expect(text).not.toContain(tmpdir() === '/tmp' ? '/tmp/' : tmpdir());
      }
      expect(texts[3]).toContain('images/one.raw');
    } finally {
      await server.close();
    }
  });

  it('a plan keeps an absolute path that the state file itself gives', async () => {
    const path = join(place, 'a', 'images', 'one.raw');
    write(`{name: One, format: raw, file: ${path}}`);
    const plan = await moved();
    expect(plan.changes[0]?.content?.source).toBe(path);
  });
});
