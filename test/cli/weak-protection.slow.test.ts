import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { createGnuPg, type GnuPg } from '../support/gnupg.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { runProgram } from './fake-terminal.ts';

const PUBLISHER = 'Publisher <publisher@images.example>';

let gnupg: GnuPg;
let keyring: string;
let folder: string;
let sandbox: Sandbox;
let site: Loopback;
/** What the site serves, by path. */
let pages: Record<string, string | Buffer>;

beforeAll(async () => {
  gnupg = await createGnuPg();
  await gnupg.newKey(PUBLISHER, { at: '20250101T000000' });
  keyring = await gnupg.keyring([PUBLISHER]);
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-weak-'));
  sandbox = await startSandbox();
  pages = {};
  site = await startLoopback((request, response) => {
    const page = pages[request.url ?? ''];
    response.writeHead(page === undefined ? 404 : 200).end(request.method === 'HEAD' ? undefined : page);
  });
});
afterEach(async () => {
  await site.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const reconcile = (...argv: string[]) => runProgram(argv, { cwd: folder, env: { ...sandbox.env } });
const digest = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
const flat = (text: string) => text.replace(/\s+/g, ' ');

/** Serves a release: the image, its checksum file, and the signature of that file, made at this moment. */
async function release(content: string, at: string): Promise<typeof pages> {
  const sums = `${digest('sha256', content)}  disk.img\n`;
  const signature = await gnupg.sign(sums, PUBLISHER, '--faked-system-time', at);
  pages = { '/disk.img': content, '/SHA256SUMS': sums, '/SHA256SUMS.gpg': signature };
  return pages;
}

function write(checksum: object | string, server: object = {}): void {
  const images = [{ name: 'Debian', format: 'raw', source: `${site.url}/disk.img`, checksum }];
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server: { images, ...server } } }));
}

describe('a signed checksum file that the server offers again after a newer one', () => {
  it('a signed checksum file that the server offers again after a newer one brings no old content back, and the image stays as it is', async () => {
    write({ url: `${site.url}/SHA256SUMS`, signature: `${site.url}/SHA256SUMS.gpg`, keyring });
    const old = await release('the first release', '20260101T000000');
    expect((await reconcile('apply', '--yes')).code).toBe(0);
    await release('the second release', '20260201T000000');
    expect((await reconcile('apply', '--yes')).code).toBe(0);

    pages = old;
    const replayed = await reconcile('apply', '--yes');
    expect(replayed.code).toBe(1);
    expect(flat(replayed.stderr + replayed.stdout)).toContain('was signed at 2026-01-01T00:00:00Z');

    await release('the third release', '20260301T000000');
    expect((await reconcile('apply', '--yes')).code).toBe(0);
  });
});

describe('`--strict`', () => {
  it.each([
    ['a checksum file over plain http without a signature', () => ({ url: `${site.url}/SHA256SUMS` })],
    ['md5 alone', () => `md5:${digest('md5', 'content')}`],
    ['sha1 alone', () => `sha1:${digest('sha1', 'content')}`],
  ] as const)('`--strict` refuses %s, which is a warning otherwise', async (_what, checksum) => {
    await release('content', '20260101T000000');
    write(checksum());
    const warned = await reconcile('plan');
    expect(warned.code).toBe(0);
    expect(flat(warned.stdout)).toMatch(/over plain http|md5 or sha1 alone/);
    expect((await reconcile('plan', '--strict')).code).toBe(1);
    expect((await reconcile('apply', '--yes', '--strict')).code).toBe(1);
  });

  it('`--strict` refuses `insecure`, which is a warning otherwise', async () => {
    await release('content', '20260101T000000');
    write(`sha256:${digest('sha256', 'content')}`);
    const env = { ...sandbox.env, OS_INSECURE: 'true' };
    const plan = (...more: string[]) => runProgram(['plan', ...more], { cwd: folder, env });
    expect(flat((await plan()).stdout)).toContain('`insecure` turns the verification of certificates off');
    expect((await plan('--strict')).code).toBe(1);
  });

  it('`--strict` accepts a signed checksum file with a strong digest', async () => {
    await release('content', '20260101T000000');
    write({ url: `${site.url}/SHA256SUMS`, signature: `${site.url}/SHA256SUMS.gpg`, keyring });
    expect((await reconcile('plan', '--strict')).code).toBe(0);
  });
});
