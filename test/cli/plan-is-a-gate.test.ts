import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { type Fault, type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { serve } from '../support/source-server.ts';
import { runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
let requests: ObservedRequest[];
let fault: (request: ObservedRequest) => Fault | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-gate-'));
  requests = [];
  fault = () => undefined;
  sandbox = await startSandbox({
    onRequest: (request) => requests.push(request),
    fault: (request) => fault(request),
  });
  writeFileSync(join(folder, 'a.img'), CONTENT);
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const CONTENT = 'the content of an image';
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const MEMBER = { OS_USERNAME: 'member', OS_PROJECT_NAME: 'tenant1' };

function write(fields: string, settings = ''): void {
  const text = `glance:
  server:
    name: test
    reconcile: {${settings}}
    images:
      - {name: Good, format: raw, file: a.img}
      - {name: One, ${fields}}
`;
  writeFileSync(join(folder, 'glance.yaml'), text);
}

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const outcome = await runProgram(argv, { cwd: folder, env: { ...sandbox.env, ...env } });
  return { ...outcome, text: `${outcome.stdout}${outcome.stderr}`.replace(/\s+/g, ' ') };
}

const plan = (env?: Readonly<Record<string, string>>) => run(['plan'], env);

/** The methods that changed something in Glance. */
const writes = () =>
  requests.filter(({ method, path }) => method !== 'GET' && method !== 'HEAD' && !path.includes('/auth/'));

const many = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join(', ');

describe('what apply is known to fail at, plan fails at, with exit 1, at the entry’s place, and apply sends nothing', () => {
  const cases: readonly (readonly [what: string, fields: string, says: string])[] = [
    ['a local file that is not there', 'format: raw, source: gone.img', 'gone.img does not exist'],
    [
      'a local file with another md5',
      `format: raw, source: a.img, checksum: md5:${'0'.repeat(32)}`,
      'does not have the given digest: its md5 is',
    ],
    [
      'a local file with another sha1 beside its right sha256',
      `format: raw, source: a.img, checksum: [sha256:${SHA256}, sha1:${'0'.repeat(40)}]`,
      'does not have the given digest: its sha1 is',
    ],
    [
      'a local file of another size',
      'format: raw, source: a.img, size: 7',
      `has ${CONTENT.length} bytes, and the entry gives \`size: 7\``,
    ],
    ['a local file of another format', 'format: qcow2, source: a.img', 'format-mismatch'],
    [
      'too many properties',
      `format: raw, source: a.img, properties: {${many(140, (index) => `p${index}: x`)}}`,
      'properties, with those that reconcile records, and Glance takes 128 (image_property_quota)',
    ],
    [
      'too many tags',
      `format: raw, source: a.img, tags: [${many(129, (index) => `t${index}`)}]`,
      'the image would have 129 tags, and Glance takes 128 (image_tag_quota)',
    ],
  ];

  it.each(cases)('%s', async (_, fields, says) => {
    write(fields);
    const planned = await plan();
    expect(planned.text).toContain(says);
    expect(planned.text).toContain('glance.yaml:7:16: ');
    expect(planned.code).toBe(1);

    const applied = await run(['apply', '--yes']);
    const isLeftToTheUpload = !planned.text.includes('Glance takes') && !planned.text.includes('not exist');
    // Apply reads a local file once, and holds its bytes to the entry as they pass.
    if (isLeftToTheUpload) return expect(applied.code).toBe(4);
    expect(applied.code).toBe(1);
    expect(writes()).toEqual([]);
  });

  it.each([404, 410, 403, 401])('a source whose server answers %d', async (status) => {
    const { url } = await serve((_, response) => void response.writeHead(status).end());
    write(`format: raw, source: "${url}/x.img", checksum: sha256:${SHA256}`);
    const planned = await plan();
    expect(planned.code).toBe(1);
    expect(planned.text).toContain(
      `glance.yaml:7:16: the source cannot be used: ${url}/x.img answered ${status}`,
    );
    expect(await run(['apply', '--yes'])).toMatchObject({ code: 1 });
    expect(writes()).toEqual([]);
  });

  it('`visibility: public` without the role that Glance’s policy wants', async () => {
    write('format: raw, source: a.img, visibility: public');
    const planned = await plan(MEMBER);
    expect(planned.code).toBe(1);
    expect(planned.text).toMatch(
      /glance\.yaml:7:16: `visibility: public` needs the role admin .* roles member, reader/,
    );
    expect((await plan()).code).toBe(0);
  });

  it('the machine-readable plan names the place and the code', async () => {
    write('format: raw, source: gone.img');
    const { stdout } = await run(['plan', '--format', 'json']);
    const [, change] = (JSON.parse(stdout) as Plan).changes;
    expect(change).toMatchObject({
      action: 'create',
      steps: [],
      blockedBy: [{ code: 'unusable-source', at: { line: 7, column: 16 } }],
    });
  });
});

describe('what may still go well is no failure', () => {
  it.each([503, 429])('a source whose server answers %d may answer later', async (status) => {
    const { url } = await serve(
      (_, response) => void response.writeHead(status, { 'retry-after': '0' }).end(),
    );
    write(`format: raw, source: "${url}/x.img", checksum: sha256:${SHA256}`);
    const planned = await plan();
    expect(planned.code).toBe(0);
    expect(planned.text).toContain('reconcile cannot look at the source now');
  });

  it('a server that refuses HEAD, with any status, is asked for the first byte', async () => {
    const { url } = await serve(
      (_, response) => void response.writeHead(404).end(),
      (_, response) =>
        void response.writeHead(206, { 'content-range': `bytes 0-0/${CONTENT.length}` }).end('t'),
    );
    write(`format: raw, source: "${url}/x.img", checksum: sha256:${SHA256}`);
    expect((await plan()).code).toBe(0);
  });

  it('`may_publish` says that the policy of the service differs, and so does a public image of the stack', async () => {
    write('format: raw, source: a.img, visibility: public', 'may_publish: true');
    expect((await plan(MEMBER)).code).toBe(0);
  });

  it('`quotas` gives what the service takes', async () => {
    write(
      `format: raw, source: a.img, properties: {${many(140, (index) => `p${index}: x`)}}, tags: [${many(129, (index) => `t${index}`)}]`,
      'quotas: {properties: 256, tags: unlimited}',
    );
    expect((await plan()).code).toBe(0);
  });

  it('a packed file is held to the digest of the packed bytes, and to nothing that only its content tells', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(CONTENT);
    writeFileSync(join(folder, 'a.img.gz'), packed);
    const digest = createHash('md5').update(packed).digest('hex');
    write(`format: raw, source: a.img.gz, checksum: md5:${digest}`);
    expect((await plan()).code).toBe(0);
    write(`format: raw, source: a.img.gz, checksum: md5:${'0'.repeat(32)}`);
    expect((await plan()).code).toBe(1);
  });
});

describe('the right to publish under a policy of the site’s own', () => {
  it('is asked for before the first byte of a source is fetched, and nothing stays behind', async () => {
    let fetched = 0;
    const { url } = await serve((request, response) => {
      if (request.method === 'GET') fetched += 1;
      response
        .writeHead(200, { 'content-length': CONTENT.length })
        .end(request.method === 'GET' ? CONTENT : '');
    });
    write(
      `format: raw, source: "${url}/x.img", checksum: sha256:${SHA256}, visibility: public`,
      'may_publish: true',
    );
    const applied = await run(['apply', '--yes', '--target', 'One'], MEMBER);
    expect(applied.code).toBe(1);
    expect(applied.text).toContain('these credentials may not make an image public');
    expect(fetched).toBe(0);
    expect(requests.some(({ method, path }) => method === 'PUT' && path.endsWith('/file'))).toBe(false);
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  it('costs one request a run where it is granted', async () => {
    const patches = async (visibility: string) => {
      requests = [];
      const image = (name: string) =>
        `{name: ${name} ${visibility}, format: raw, file: a.img, visibility: ${visibility}}`;
      const text = `glance: {server: {name: ${visibility}, images: [${['One', 'Two', 'Three'].map(image).join(', ')}]}}\n`;
      writeFileSync(join(folder, 'glance.yaml'), text);
      expect((await run(['apply', '--yes'])).code).toBe(0);
      return requests.filter(({ method }) => method === 'PATCH').length;
    };
    const privately = await patches('private');
    expect(await patches('public')).toBe(privately + 1);
  });
});

it('the saved plan of a failing file can be read, and is refused', async () => {
  write('format: raw, source: gone.img');
  expect((await run(['plan', '-o', 'plan.json'])).code).toBe(1);
  expect(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'))).toMatchObject({
    summary: { blocked: 1 },
  });
  expect((await run(['apply', 'plan.json'])).code).toBe(1);
  expect(writes()).toEqual([]);
});

it('the saved plan of a local file with another digest is refused as it was planned, and the rest can be applied', async () => {
  write(`format: raw, source: a.img, checksum: md5:${'0'.repeat(32)}`);
  expect((await run(['plan', '-o', 'plan.json'])).code).toBe(1);
  expect(await run(['apply', 'plan.json'])).toMatchObject({
    code: 1,
    text: expect.stringContaining('does not have the given digest'),
  });
  expect(writes()).toEqual([]);
  expect(await run(['apply', 'plan.json', '--skip-blocked'])).toMatchObject({
    code: 4,
    text: expect.stringContaining('Applied: 1 done, 1 blocked'),
  });
});

it('the saved plan of a rollback that Glance is known to refuse ends with 1 as well', async () => {
  write('format: raw, source: a.img, visibility: public, properties: {p: x}');
  await run(['apply', '--yes', '--target', 'One']);
  writeFileSync(join(folder, 'b.img'), 'another content of an image');
  write('format: raw, source: b.img, visibility: public, properties: {p: x}');
  await run(['apply', '--yes', '--target', 'One']);
  write('format: raw, source: b.img, visibility: public, properties: {p: x}', 'quotas: {properties: 5}');
  expect((await run(['rollback', 'One', '--yes'])).code).toBe(1);
  expect((await run(['rollback', 'One', '-o', 'back.json'])).code).toBe(1);
});

it('a backup counts for the quota of properties before its successor is published', async () => {
  write(`format: raw, source: a.img, properties: {${many(110, (index) => `p${index}: x`)}}`);
  expect((await run(['apply', '--yes'])).code).toBe(0);
  writeFileSync(join(folder, 'b.img'), 'another content of an image');
  write(`format: raw, source: b.img, backup: {properties: {${many(20, (index) => `b${index}: x`)}}}`);
  const planned = await plan();
  expect(planned.code).toBe(1);
  expect(planned.text).toContain('properties, with those that reconcile records, and Glance takes 128');
});
