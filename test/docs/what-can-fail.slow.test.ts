import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from '../cli/fake-terminal.ts';
import { digest } from '../support/digest.ts';
import { changeFor, wanted } from '../support/plan-input.ts';
import { qcow2 } from '../support/qcow2.ts';
import { serve } from '../support/source-server.ts';

interface Row {
  readonly what: string;
  readonly plan: string;
  readonly verify: string;
  readonly apply: string;
}

const ROWS: readonly Row[] = readFileSync('docs/what-can-fail.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what fails') && !line.startsWith('| ---'))
  .map((line) => {
    const [what = '', plan = '', verify = '', apply = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return { what, plan, verify, apply };
  });

const CONTENT = qcow2(1);
const RIGHT = `checksum: "sha256:${digest('sha256', CONTENT)}"`;
const WRONG = `checksum: "sha256:${'0'.repeat(64)}"`;
const MEMBER = { OS_USERNAME: 'member', OS_PROJECT_NAME: 'tenant1' };

/** How a row comes about. */
interface Case {
  /** The fields of the entry; `{file}` stands for the address of the served file. */
  readonly fields: string;
  readonly served?: Buffer | number;
  readonly settings?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In place of an answer of Glance, during apply alone or (`always`) from the beginning. */
  readonly fault?: (request: ObservedRequest) => Fault | undefined;
  readonly always?: true;
}

const tooManyProperties = Array.from({ length: 140 }, (_, index) => `p${index}: x`).join(', ');
const isFile = ({ method, path }: ObservedRequest) => method === 'PUT' && path.endsWith('/file');

const CASES: Readonly<Record<string, Case>> = {
  'the source is gone (404)': { fields: `source: "{file}", ${RIGHT}`, served: 404 },
  'a local file is missing': { fields: 'file: gone.qcow2' },
  'a local file has another digest': { fields: `source: a.qcow2, ${WRONG}` },
  'a local file has another size': { fields: 'source: a.qcow2, size: 7' },
  'a local file has another format than the entry says': { fields: 'source: plain.qcow2' },
  'the image may not be public, by the default policy': {
    fields: 'file: a.qcow2, visibility: public',
    env: MEMBER,
  },
  'the image may not be public, by a policy of the site': {
    fields: `source: "{file}", ${RIGHT}, visibility: public`,
    served: CONTENT,
    settings: 'may_publish: true',
    env: MEMBER,
  },
  'the service has no such store': { fields: 'file: a.qcow2, stores: [nowhere]' },
  'the image has more properties than Glance takes': {
    fields: `file: a.qcow2, properties: {${tooManyProperties}}`,
  },
  'the project has used up its quota': {
    fields: 'file: a.qcow2',
    always: true,
    fault: ({ path }) =>
      path.endsWith('/v2/info/usage')
        ? { status: 200, body: '{"usage": {"image_count_total": {"limit": 3, "usage": 3}}}' }
        : undefined,
  },
  'the server of the source does not answer': { fields: `source: "{file}", ${RIGHT}`, served: 503 },
  'a remote file has another digest': { fields: `source: "{file}", ${WRONG}`, served: CONTENT },
  'a remote file is not safe to publish': { fields: 'source: "{file}"', served: Buffer.alloc(70_000, 1) },
  'a web page comes in place of the file': {
    fields: 'source: "{file}"',
    served: Buffer.from('<!doctype html><html></html>'),
  },
  'packed bytes cannot be unpacked': {
    fields: 'source: "{file}", decompress: gz',
    served: gzipSync(CONTENT).subarray(0, 50),
  },
  'the disk needs a greater `min_disk`': {
    fields: `source: "{file}", min_disk: 1`,
    served: largeDisk(),
  },
  'a check with `local: true` fails': {
    fields: 'file: a.qcow2, checks: [{command: ["false"], local: true}]',
  },
  'Glance cannot store the data': {
    fields: 'file: a.qcow2',
    fault: (request) => (isFile(request) ? { status: 413 } : undefined),
  },
  'Glance stores other bytes than were sent': {
    fields: 'file: a.qcow2',
    fault: (request) => (isFile(request) ? { status: 204 } : undefined),
  },
  'Glance refuses to publish the image': {
    fields: 'file: a.qcow2',
    fault: ({ method }) => (method === 'PATCH' ? { status: 403 } : undefined),
  },
};

/** A qcow2 image whose disk has 3 GiB. */
function largeDisk(): Buffer {
  const bytes = Buffer.from(CONTENT);
  bytes.writeBigUInt64BE(3n * 1024n ** 3n, 24);
  return bytes;
}

let folder: string;
let sandbox: Sandbox;
let fault: (request: ObservedRequest) => Fault | undefined;
let sent: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-failures-'));
  fault = () => undefined;
  sent = 0;
  sandbox = await startSandbox({
    fault: (request) => fault(request),
    onRequest: (request) => {
      if (isFile(request)) sent += 1;
    },
  });
  writeFileSync(join(folder, 'a.qcow2'), CONTENT);
  writeFileSync(join(folder, 'plain.qcow2'), Buffer.alloc(70_000, 1));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function play({ fields, served = 404, settings = '' }: Case): Promise<void> {
  const { url } = await serve((request, response) => {
    if (typeof served === 'number') return void response.writeHead(served, { 'retry-after': '0' }).end();
    response.writeHead(200, { 'content-length': served.length });
    response.end(request.method === 'HEAD' ? undefined : served);
  });
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance: {server: {name: test, reconcile: {${settings}}, images: [{name: One, format: qcow2, ${fields.replace('{file}', `${url}/a`)}}]}}\n`,
  );
}

describe('what can fail', () => {
  const runnable = ROWS.filter(({ what }) => CASES[what]);

  it('every row has its case, but for two of their own below', () => {
    const others = ROWS.map(({ what }) => what).filter((what) => !CASES[what]);
    expect(others).toEqual(
      ['the publisher’s image has expired', 'another run changes the live image meanwhile'].map((what) =>
        what.replace('’', "'"),
      ),
    );
    expect(Object.keys(CASES).filter((what) => !ROWS.some((row) => row.what === what))).toEqual([]);
  });

  it.each(runnable)(
    '$what: plan $plan, verify $verify, apply $apply',
    async ({ what, plan, verify, apply }) => {
      const one = CASES[what]!;
      await play(one);
      const run = (...argv: string[]) =>
        runProgram(argv, { cwd: folder, env: { ...sandbox.env, ...one.env } });
      if (one.always && one.fault) fault = one.fault;

      const planned = await run('plan');
      expect(planned.code).toBe(plan === 'exit 1' ? 1 : 0);
      if (plan === 'a warning') expect(planned.stdout).toContain('warning');
      expect((await run('verify')).code).toBe(verify === 'exit 1' ? 1 : 0);
      expect(sent).toBe(0);

      if (one.fault) fault = one.fault;
      const applied = await run('apply', '--yes');
      expect(applied.code).toBe(1);
      if (apply === 'nothing is sent' || apply.includes('before')) expect(sent).toBe(0);
      fault = () => undefined;
      const left = await run('plan', '--format', 'json');
      expect(JSON.parse(left.stdout).changes).toMatchObject([{ action: 'create', imageId: null }]);
    },
  );

  it("the publisher's image has expired: the plan is blocked, so verify and apply send nothing", () => {
    const change = changeFor(wanted({ expiry: { reason: 'expired on 2016-10-09', unchanged: true } }));
    expect(change.blockedBy).toMatchObject([{ code: 'expired' }]);
    expect(change.steps).toEqual([]);
  });

  it('another run changes the live image meanwhile: the saved plan is stale', async () => {
    await play({ fields: 'file: a.qcow2, min_ram: 1' });
    const run = (...argv: string[]) => runProgram(argv, { cwd: folder, env: { ...sandbox.env } });
    expect((await run('apply', '--yes')).code).toBe(0);
    await play({ fields: 'file: a.qcow2, min_ram: 2' });
    expect((await run('plan', '-o', 'plan.json')).code).toBe(0);
    expect((await run('verify')).code).toBe(0);
    expect((await run('apply', '--yes')).code).toBe(0);
    expect((await run('apply', 'plan.json')).code).toBe(5);
  });
});
