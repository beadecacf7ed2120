import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { UploadStep } from '../../src/model/step.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { qcow2 } from '../support/qcow2.ts';
import { serve } from '../support/source-server.ts';
import { runProgram } from './fake-terminal.ts';

const CONTENT = qcow2(1);
/** As long as the other content. */
const OTHER = Buffer.from(CONTENT.map((byte, at) => (at === CONTENT.length - 1 ? byte ^ 1 : byte)));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
let sandbox: Sandbox;
let served: { content: Buffer; headers: Readonly<Record<string, string>> };
let fetched: number;
let url: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-learns-'));
  sandbox = await startSandbox();
  served = { content: CONTENT, headers: { etag: '"one"' } };
  fetched = 0;
  const server = await serve((request, response) => {
    const { content, headers } = served;
    response.writeHead(200, { 'content-length': content.length, ...headers });
    if (request.method === 'GET') fetched += 1;
    response.end(request.method === 'GET' ? content : undefined);
  });
  url = server.url;
  write();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An entry whose source has no digest. */
function write(fields = '', name = 'a.qcow2'): void {
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance:\n  server:\n    name: test\n    images:\n      - {name: One, format: qcow2, source: "${url}/${name}"${fields}}\n`,
  );
}

async function run(...argv: string[]) {
  const outcome = await runProgram(argv, { cwd: folder, env: sandbox.env });
  return { ...outcome, text: `${outcome.stdout}${outcome.stderr}`.replace(/\s+/g, ' ') };
}

async function succeed(...argv: string[]) {
  const outcome = await run(...argv);
  expect(outcome).toMatchObject({ code: 0 });
  return outcome;
}

const planFile = () => join(folder, 'plan.json');
const readPlan = () => JSON.parse(readFileSync(planFile(), 'utf8')) as Plan;
const uploadOf = (plan: Plan) =>
  plan.changes[0]!.steps.find((step): step is UploadStep => step.kind === 'upload')!;

async function plan(...argv: string[]): Promise<UploadStep['expect']> {
  await succeed('plan', '-o', 'plan.json', ...argv);
  return uploadOf(readPlan()).expect;
}

/** Changes the saved plan as a hand would: the steps, and what the plan shows. */
function edit(digests: Readonly<Record<string, string>>): void {
  const saved = JSON.parse(readFileSync(planFile(), 'utf8'));
  saved.changes[0].content.digests = digests;
  for (const step of saved.changes[0].steps) if (step.kind === 'upload') step.expect.digests = digests;
  writeFileSync(planFile(), JSON.stringify(saved));
}

const WITH_CACHE = ['--cache', 'cache'];

describe('verify with a cache learns the digest of a source without one', () => {
  it('the plan after it carries the digest, and apply sends these bytes without a download', async () => {
    await succeed('verify', ...WITH_CACHE);
    expect(fetched).toBe(1);

    const { text } = await succeed('plan', '-v', ...WITH_CACHE);
    expect(text).toContain(`held to sha256:${sha256(CONTENT)}`);
    expect(await plan(...WITH_CACHE)).toMatchObject({ digests: { sha256: sha256(CONTENT) }, learnt: true });

    await succeed('apply', 'plan.json', ...WITH_CACHE);
    expect(fetched).toBe(1);
    expect((await succeed('plan')).text).toContain('No changes');
    expect((await succeed('plan', ...WITH_CACHE)).text).toContain('No changes');
  });

  it('an apply without a saved plan sends them as well, and a second verify fetches nothing', async () => {
    await succeed('verify', ...WITH_CACHE);
    await succeed('verify', ...WITH_CACHE);
    await succeed('apply', '--yes', ...WITH_CACHE);
    expect(fetched).toBe(1);
  });

  it('verify without a cloud learns it as well', async () => {
    await succeed('verify', '--offline', ...WITH_CACHE);
    expect(await plan(...WITH_CACHE)).toMatchObject({ digests: { sha256: sha256(CONTENT) } });
  });

  it('learns the digest of the packed file, and unpacks the kept one', async () => {
    served = { ...served, content: gzipSync(CONTENT) };
    write('', 'a.qcow2.gz');
    await succeed('verify', ...WITH_CACHE);
    expect(await plan(...WITH_CACHE)).toMatchObject({ digests: { sha256: sha256(served.content) } });
    await succeed('apply', 'plan.json', ...WITH_CACHE);
    expect(fetched).toBe(1);
    expect((await succeed('plan')).text).toContain('No changes');
  });

  it('unpacks kept bytes also where only their beginning shows that they are packed', async () => {
    served = { ...served, content: gzipSync(CONTENT) };
    await succeed('verify', ...WITH_CACHE);
    await plan(...WITH_CACHE);
    await succeed('apply', 'plan.json', ...WITH_CACHE);
    expect(fetched).toBe(1);
    expect((await succeed('plan')).text).toContain('No changes');
  });

  it('leaves notes and bytes that only this user can read', async () => {
    await succeed('verify', ...WITH_CACHE);
    const learnt = join(folder, 'cache', 'learnt');
    expect(statSync(learnt).mode & 0o777).toBe(0o700);
    const [note, ...more] = readdirSync(learnt);
    expect(more).toEqual([]);
    expect(statSync(join(learnt, note!)).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'cache', 'partial'))).toEqual([]);
  });
});

describe('nothing is learnt', () => {
  it('by verify without a cache', async () => {
    await succeed('verify');
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
  });

  it('by plan and apply', async () => {
    await plan(...WITH_CACHE);
    await succeed('apply', 'plan.json', ...WITH_CACHE);
    expect(readdirSync(folder)).not.toContain('cache');
  });

  it('of bytes that the inspection refuses', async () => {
    served = { ...served, content: Buffer.from('<!doctype html><html></html>') };
    expect((await run('verify', ...WITH_CACHE)).code).toBe(1);
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
    expect(readdirSync(join(folder, 'cache'))).not.toContain('sha256');
  });

  it('where Glance itself fetches the source', async () => {
    write(', method: web-download');
    await succeed('verify', ...WITH_CACHE);
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
  });

  const unsure = [
    ['a weak ETag alone', { etag: 'W/"one"' }],
    ['neither ETag nor date', {}],
  ] as const;
  it.each(unsure)('from a server that gives %s, and the cache keeps no useless bytes', async (_, headers) => {
    served = { ...served, headers };
    await succeed('verify', ...WITH_CACHE);
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
    expect(readdirSync(join(folder, 'cache'))).not.toContain('sha256');
  });
});

describe('a learnt digest counts only while the server surely has the same file', () => {
  const DATE = 'Mon, 05 Jan 2026 10:00:00 GMT';
  const kept = [
    ['the same strong ETag', { etag: '"one"' }, { etag: '"one"' }],
    ['the same date and length', { 'last-modified': DATE }, { 'last-modified': DATE }],
    [
      'the same date and length beside a weak ETag',
      { etag: 'W/"a"', 'last-modified': DATE },
      { etag: 'W/"a"', 'last-modified': DATE },
    ],
  ] as const;
  it.each(kept)('with %s, it counts', async (_, before, after) => {
    served = { content: CONTENT, headers: before };
    await succeed('verify', ...WITH_CACHE);
    served = { content: CONTENT, headers: after };
    expect(await plan(...WITH_CACHE)).toMatchObject({ learnt: true });
  });

  const lost = [
    ['another ETag', { etag: '"one"' }, { etag: '"two"' }],
    ['no ETag', { etag: '"one"' }, {}],
    ['another date', { 'last-modified': DATE }, { 'last-modified': 'Mon, 05 Jan 2026 10:00:01 GMT' }],
    ['another weak ETag', { etag: 'W/"a"', 'last-modified': DATE }, { etag: 'W/"b"', 'last-modified': DATE }],
    [
      'the same ETag and another date',
      { etag: '"one"', 'last-modified': DATE },
      { etag: '"one"', 'last-modified': 'Mon, 05 Jan 2026 10:00:01 GMT' },
    ],
  ] as const;
  it.each(lost)('with %s, apply fetches the file that the server has now', async (_, before, after) => {
    served = { content: CONTENT, headers: before };
    await succeed('verify', ...WITH_CACHE);
    served = { content: OTHER, headers: after };
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
    await succeed('apply', 'plan.json', ...WITH_CACHE);
    expect(fetched).toBe(2);
  });

  it('a plan does not call an image unchanged because of it', async () => {
    await succeed('apply', '--yes');
    served = { content: CONTENT, headers: { etag: '"two"' } };
    await succeed('verify', ...WITH_CACHE);
    await plan(...WITH_CACHE);
    expect(readPlan().changes[0]!.action).toBe('replace');
  });

  it('the note goes with the bytes when the cache makes room', async () => {
    await succeed('verify', ...WITH_CACHE);
    await succeed('verify', ...WITH_CACHE, '--cache-size', '1');
    expect(readdirSync(join(folder, 'cache', 'learnt'))).toEqual([]);
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
  });

  it('damaged bytes in the cache are fetched again, and must have the digest', async () => {
    await succeed('verify', ...WITH_CACHE);
    await plan(...WITH_CACHE);
    const entry = join(folder, 'cache', 'sha256', sha256(CONTENT).slice(0, 2), sha256(CONTENT));
    writeFileSync(entry, OTHER);
    served = { ...served, content: OTHER };
    const refused = await run('apply', 'plan.json', ...WITH_CACHE);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain(`expected ${sha256(CONTENT)}`);
    // The entry is gone, and the note with it: the next run takes the server's word again.
    await succeed('apply', '--yes', ...WITH_CACHE);
  });
});

describe('a saved plan with a learnt digest', () => {
  beforeEach(async () => {
    await succeed('verify', ...WITH_CACHE);
    await plan(...WITH_CACHE);
  });

  it.each([
    ['without a cache', []],
    ['with an empty cache', ['--cache', 'other']],
  ])('is applied on a machine %s: it fetches the file, and holds it to the digest', async (_, cache) => {
    await succeed('apply', 'plan.json', ...cache);
    expect(fetched).toBe(2);
  });

  it('refuses other bytes there, although the server calls them the same file', async () => {
    served = { ...served, content: OTHER };
    const refused = await run('apply', 'plan.json');
    expect(refused.code).toBe(1);
    expect(refused.text).toContain(`expected ${sha256(CONTENT)}`);
  });

  it('cannot be edited to publish other bytes of the cache', async () => {
    // Another entry of the file had these bytes.
    const other = join(folder, 'cache', 'sha256', sha256(OTHER).slice(0, 2));
    cpSync(join(folder, 'cache', 'sha256', sha256(CONTENT).slice(0, 2)), other, { recursive: true });
    writeFileSync(join(other, sha256(OTHER)), OTHER);
    edit({ sha256: sha256(OTHER) });
    const refused = await run('apply', 'plan.json', ...WITH_CACHE);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain(`sha256 ${sha256(CONTENT)}, expected ${sha256(OTHER)}`);
    expect(fetched).toBe(2);
  });

  it('and a plan without one, where this cache has learnt it, are applied as they are', async () => {
    rmSync(join(folder, 'cache'), { recursive: true });
    expect(await plan(...WITH_CACHE)).not.toHaveProperty('learnt');
    await succeed('verify', ...WITH_CACHE);
    await succeed('apply', 'plan.json', ...WITH_CACHE);
  });

  it('sends the kept bytes without its state file as well', async () => {
    rmSync(join(folder, 'glance.yaml'));
    await succeed('apply', 'plan.json', '--trust-plan', ...WITH_CACHE);
    expect(fetched).toBe(1);
  });

  it('is refused where the file now gives a digest', async () => {
    write(`, checksum: "sha256:${sha256(OTHER)}"`);
    expect((await run('apply', 'plan.json', ...WITH_CACHE)).code).toBe(5);
  });
});
