import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type Fault, type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { qcow2 } from '../support/qcow2.ts';
import { serve } from '../support/source-server.ts';
import { runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
let requests: string[];
let fault: (request: ObservedRequest) => Fault | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-verify-'));
  requests = [];
  fault = () => undefined;
  sandbox = await startSandbox({
    onRequest: ({ method, path }) => void requests.push(`${method} ${path}`),
    fault: (request) => fault(request),
  });
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const CONTENT = qcow2(1);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A qcow2 image that reads another file of the host. */
function withBackingFile(): Buffer {
  const bytes = Buffer.from(CONTENT);
  bytes.writeBigUInt64BE(512n, 8);
  bytes.writeUInt32BE(11, 16);
  bytes.write('/etc/passwd', 512);
  return bytes;
}

/** A server of files that counts what it is asked for. */
async function files(contents: Readonly<Record<string, Uint8Array>>) {
  const server = await serve((request, response) => {
    const content = contents[request.url!.slice(1)];
    if (!content) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': content.length });
    response.end(request.method === 'HEAD' ? undefined : content);
  });
  return { url: server.url, fetched: () => server.requests.filter(({ method }) => method === 'GET').length };
}

function write(images: readonly string[], settings = ''): void {
  const listed = images.map((image) => `      - {${image}}\n`).join('');
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance:\n  server:\n    name: test\n    reconcile: {${settings}}\n    images:\n${listed}`,
  );
}

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const outcome = await runProgram(argv, { cwd: folder, env: { ...sandbox.env, ...env } });
  return { ...outcome, text: `${outcome.stdout}${outcome.stderr}`.replace(/\s+/g, ' ') };
}

async function verify(...argv: string[]) {
  const { code, stdout } = await run(['verify', '--format', 'json', ...argv]);
  return { code, changes: (JSON.parse(stdout) as Report).changes };
}

/** The images that are there, by id: a rehearsal leaves them as they were. */
async function images(): Promise<readonly string[]> {
  const { stdout } = await run(['plan', '--format', 'json', '--prune', 'never']);
  return (JSON.parse(stdout) as Report).changes.map(({ imageId }) => String(imageId));
}

const created = () => requests.filter((request) => /^POST .*\/v2\/images$/.test(request)).length;
const deleted = () => requests.filter((request) => request.startsWith('DELETE')).length;
const sent = () => requests.filter((request) => request.startsWith('PUT')).length;

describe('verify', () => {
  it('fetches and checks what apply would upload, sends none of it, and leaves no image behind', async () => {
    const { url } = await files({ 'a.qcow2': CONTENT });
    write([`name: One, format: qcow2, source: "${url}/a.qcow2", checksum: "sha256:${sha256(CONTENT)}"`]);
    const { code, changes } = await verify();

    expect(code).toBe(0);
    expect(changes).toMatchObject([
      {
        action: 'create',
        outcome: 'done',
        imageId: null,
        verified: { bytes: CONTENT.length, digests: { sha256: sha256(CONTENT) } },
      },
    ]);
    expect(sent()).toBe(0);
    expect([created(), deleted()]).toEqual([1, 1]);
    expect(await images()).toEqual(['null']);
  });

  it('fills the cache, so that apply sends exactly these bytes and fetches nothing', async () => {
    const served = await files({ 'a.qcow2': CONTENT });
    write([
      `name: One, format: qcow2, source: "${served.url}/a.qcow2", checksum: "sha256:${sha256(CONTENT)}"`,
    ]);
    expect((await verify('--cache', 'cache')).code).toBe(0);
    expect(served.fetched()).toBe(1);

    expect((await run(['plan', '-o', 'plan.json', '--cache', 'cache'])).code).toBe(0);
    expect((await run(['apply', 'plan.json', '--cache', 'cache'])).code).toBe(0);
    expect(served.fetched()).toBe(1);
  });

  const bad: readonly (readonly [what: string, content: Buffer, fields: string, says: RegExp])[] = [
    ['other bytes than the digest', CONTENT, `checksum: "sha256:${'0'.repeat(64)}"`, /sha256/],
    ['a disk that refers to another file', withBackingFile(), '', /qcow2-backing-file/],
    ['a web page', Buffer.from('<!doctype html><html></html>'), '', /HTML page/],
    ['packed bytes that break off', gzipSync(CONTENT).subarray(0, 40), 'decompress: gz', /./],
  ];

  it.each(bad)('finds %s, and goes on with the other images', async (_, content, fields, says) => {
    const { url } = await files({ bad: content, good: CONTENT });
    write([
      `name: Bad, format: qcow2, source: "${url}/bad"${fields && `, ${fields}`}`,
      `name: Good, format: qcow2, source: "${url}/good", checksum: "sha256:${sha256(CONTENT)}"`,
    ]);
    const { code, changes } = await verify();
    expect(code).toBe(1);
    expect(changes).toMatchObject([
      { outcome: 'failed', error: { message: expect.stringMatching(says) } },
      { outcome: 'done', verified: { bytes: CONTENT.length } },
    ]);
    expect(created()).toBe(deleted());
    expect(sent()).toBe(0);
  });

  it('unpacks, and reports the digests of the content', async () => {
    const packed = gzipSync(CONTENT);
    const { url } = await files({ 'a.qcow2.gz': packed });
    write([`name: One, format: qcow2, source: "${url}/a.qcow2.gz", checksum: "sha256:${sha256(packed)}"`]);
    expect((await verify()).changes).toMatchObject([
      { verified: { bytes: CONTENT.length, digests: { sha256: sha256(CONTENT) } } },
    ]);
  });

  it('asks for the right to publish before it fetches a byte', async () => {
    const served = await files({ 'a.qcow2': CONTENT });
    write(
      [
        `name: One, format: qcow2, visibility: public, source: "${served.url}/a.qcow2", checksum: "sha256:${sha256(CONTENT)}"`,
      ],
      'may_publish: true',
    );
    const refused = await run(['verify'], { OS_USERNAME: 'member', OS_PROJECT_NAME: 'tenant1' });
    expect(refused.code).toBe(1);
    expect(refused.text).toContain('these credentials may not make an image public');
    expect(served.fetched()).toBe(0);
    expect(created()).toBe(deleted());
  });

  it('does not use a pinned id up, which Glance would never accept again', async () => {
    const id = '6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11';
    writeFileSync(join(folder, 'a.qcow2'), CONTENT);
    write([`name: One, id: ${id}, format: qcow2, file: a.qcow2`]);
    expect((await verify()).code).toBe(0);
    expect((await run(['apply', '--yes'])).code).toBe(0);
    expect(await images()).toEqual([id]);
  });

  it('checks an image that refers to another one of the file, although neither is published', async () => {
    writeFileSync(join(folder, 'a.qcow2'), CONTENT);
    write([
      'name: kernel, format: qcow2, file: a.qcow2',
      'name: machine, format: qcow2, file: a.qcow2, properties: {other: {image: kernel}}',
    ]);
    const { code, changes } = await verify();
    expect(code).toBe(0);
    expect(changes.map(({ outcome, verified }) => [outcome, verified?.bytes])).toEqual([
      ['done', CONTENT.length],
      ['done', CONTENT.length],
    ]);
  });

  it('says what is blocked as a plan does, and rehearses the rest', async () => {
    writeFileSync(join(folder, 'a.qcow2'), CONTENT);
    write(['name: One, format: qcow2, file: gone.qcow2', 'name: Two, format: qcow2, file: a.qcow2']);
    const { code, text } = await run(['verify']);
    expect(code).toBe(1);
    expect(text).toContain('gone.qcow2 does not exist');
    expect(text).toMatch(/✓ Two: .* verified, .*: create would succeed/);
    expect(text).toContain('Two: create would succeed');
    expect(text).not.toContain('created');
    expect(text).toContain('Rehearsed, and changed nothing: 1 would succeed, 1 blocked');
  });
});

describe('verify --all', () => {
  beforeEach(async () => {
    writeFileSync(join(folder, 'a.qcow2'), CONTENT);
    write(['name: One, format: qcow2, file: a.qcow2']);
    expect((await run(['apply', '--yes'])).code).toBe(0);
  });

  it('reads the live bytes of an image that is as wanted', async () => {
    requests = [];
    expect((await verify()).changes).toMatchObject([{ action: 'unchanged', outcome: 'done' }]);
    expect(requests.some((request) => request.endsWith('/file'))).toBe(false);
    expect((await verify('--all')).changes).toMatchObject([{ action: 'unchanged', outcome: 'done' }]);
    expect(requests.filter((request) => /^GET .*\/file$/.test(request))).toHaveLength(1);
  });

  it('finds bytes that the store has damaged', async () => {
    fault = ({ method, path }) =>
      method === 'GET' && path.endsWith('/file')
        ? { status: 200, body: 'x'.repeat(CONTENT.length) }
        : undefined;
    const { code, changes } = await verify('--all');
    expect(code).toBe(1);
    expect(changes).toMatchObject([{ outcome: 'failed', error: { code: 'verification' } }]);
  });
});

describe('verify --offline', () => {
  it('fetches and checks the content of every image of the file without a cloud', async () => {
    const served = await files({ 'a.qcow2': CONTENT });
    write([
      `name: One, format: qcow2, source: "${served.url}/a.qcow2", checksum: "sha256:${sha256(CONTENT)}", stores: [far], visibility: shared, members: [nowhere]`,
      `name: Two, format: qcow2, source: "${served.url}/a.qcow2", checksum: "sha256:${'0'.repeat(64)}"`,
    ]);
    const { code, stdout } = await runProgram(['verify', '--offline', '--format', 'json'], {
      cwd: folder,
      env: { OS_AUTH_URL: 'http://127.0.0.1:1/v3', OS_CLOUD: 'none-such' },
    });
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).changes.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['One', 'done'],
      ['Two', 'failed'],
    ]);
    expect(requests).toEqual([]);
  });
});

it('the progress of `verify` says of no image that it was created', async () => {
  writeFileSync(join(folder, 'a.qcow2'), CONTENT);
  write(['name: One, format: qcow2, file: a.qcow2']);
  const { stderr } = await run(['verify']);
  expect(stderr).toContain('One: create would succeed');
  expect(stderr).not.toContain('created');
});
