import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import schema from '../../schemas/plan.schema.json' with { type: 'json' };
import { startSandbox } from '../../src/sandbox/server.ts';
import { type ImageServer, serveImages } from '../support/image-server.ts';
import { runProgram, type Surroundings } from './fake-terminal.ts';

const CONTENT = Buffer.from('the bytes that every mirror should have');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let folder: string;
let env: Record<string, string>;
let mirrors: ImageServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-mirrors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  env = { ...sandbox.env, XDG_CONFIG_DIRS: '/nonexistent' };
  mirrors = await serveImages();
  onTestFinished(() => mirrors.close());
});

function reconcile(argv: readonly string[], given: Partial<Surroundings> = {}) {
  return runProgram(argv, { cwd: folder, env, ...given });
}

function writeState(source: readonly unknown[], checksum: unknown = `sha256:${SHA256}`): void {
  const images = [{ name: 'one', format: 'raw', source, checksum }];
  writeFileSync(
    join(folder, 'glance.yaml'),
    JSON.stringify({ glance: { server: { name: 'test', images } } }),
  );
}

function checked(text: string) {
  const document = JSON.parse(text);
  const validate = new Ajv2020({ discriminator: true, strict: false }).compile(schema);
  validate(document);
  expect(validate.errors).toBeNull();
  return document;
}

describe('a list of mirrors from the state file to the report', () => {
  it('plan shows them all, apply names the mirror that served as text and as JSON, and the next plan is silent', async () => {
    const gone = `${mirrors.url}/gone`;
    const good = mirrors.put('good', CONTENT);
    writeState([gone, good]);
    const plan = await reconcile(['plan']);
    expect(plan.stdout.replace(/\s+/g, ' ')).toContain(`from ${gone} (or ${good})`);
    expect(plan.stdout.replace(/\s+/g, ' ')).toContain(
      `warning a mirror is passed over: ${gone} answered 404`,
    );

    const applied = await reconcile(['apply', '--yes', '--report', 'json=report.json']);
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stdout).toMatch(new RegExp(`one: created .*\\n +from +${good}\\n`));
    expect(applied.stderr.replace(/\s+/g, ' ')).toContain(
      `answered 404 Not Found; trying the next mirror, ${good}`,
    );
    const report = checked(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.changes[0]).toMatchObject({ outcome: 'done', servedBy: good });

    const again = await reconcile(['plan', '--detailed-exitcode']);
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain('mirror');
  });

  it('a saved plan holds every mirror and no secret, and apply reads them from it', async () => {
    const first = mirrors.put('first', (_request, response) => void response.writeHead(403).end());
    const second = mirrors.put('second', CONTENT);
    writeState([
      { url: `${first}?sig=s3cret-query`, auth: { user: 'reader', password: `\${RECONCILE_VAR_PW}` } },
      `${second}?token=s3cret-token`,
    ]);
    const secret = { ...env, RECONCILE_VAR_PW: 's3cret-password' };
    expect((await reconcile(['plan', '-o', 'plan.json'], { env: secret })).code).toBe(0);
    const saved = readFileSync(join(folder, 'plan.json'), 'utf8');
    expect(saved).not.toMatch(/s3cret/);
    const upload = checked(saved).changes[0].steps.find(({ kind }: { kind: string }) => kind === 'upload');
    expect(upload.source).toMatchObject({
      kind: 'alternatives',
      places: [
        { kind: 'http', url: first, needsAuth: true },
        { kind: 'http', url: second },
      ],
    });
    const applied = await reconcile(['apply', 'plan.json', '--yes', '--format', 'json'], { env: secret });
    expect(applied.code, applied.stderr).toBe(0);
    expect(checked(applied.stdout).changes[0]).toMatchObject({ outcome: 'done', servedBy: `${second}?…` });
    expect(applied.stdout + applied.stderr).not.toMatch(/s3cret/);
  });

  it('a checksum file is looked up by the name of the first mirror', async () => {
    const sums = mirrors.put('SUMS', Buffer.from(`${SHA256}  leap.raw\n`));
    mirrors.put('leap.raw', Buffer.from('other bytes'));
    const other = mirrors.put('another-name', CONTENT);
    writeState([`${mirrors.url}/leap.raw`, other], { url: sums });
    const applied = await reconcile(['apply', '--yes', '--format', 'json']);
    expect(applied.code, applied.stderr).toBe(0);
    expect(checked(applied.stdout).changes[0]).toMatchObject({ outcome: 'done', servedBy: other });
  });

  it('bytes that the cache has come from no mirror', async () => {
    const good = mirrors.put('good', CONTENT);
    writeState([`${mirrors.url}/gone`, good]);
    const apply = ['apply', '--yes', '--format', 'json', '--cache', 'cache'];
    expect(checked((await reconcile(apply)).stdout).changes[0]).toMatchObject({ servedBy: good });
    const another = await startSandbox();
    onTestFinished(() => another.close());
    const before = mirrors.requests.length;
    const again = await reconcile(apply, { env: { ...another.env, XDG_CONFIG_DIRS: '/nonexistent' } });
    const [change] = checked(again.stdout).changes;
    expect(change).toMatchObject({ outcome: 'done' });
    expect(change).not.toHaveProperty('servedBy');
    expect(mirrors.requests.length).toBe(before);
  });
});

describe('plan --untrusted', () => {
  it('refuses a mirror outside of the folder of the state file, at its place', async () => {
    writeFileSync(join(folder, 'own.raw'), CONTENT);
    writeState(['own.raw', '/etc/hostname']);
    const { code, stderr } = await reconcile(['plan', '--untrusted']);
    expect(code).toBe(64);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /glance\.yaml:1:\d+: with --untrusted, a file must lie in the folder/,
    );
  });

  it('sends no request to a mirror that is not public', async () => {
    writeFileSync(join(folder, 'own.raw'), CONTENT);
    const inside = mirrors.put('inside', CONTENT);
    writeState([inside, 'own.raw']);
    const { code, stdout } = await reconcile(['plan', '--untrusted']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('a mirror is passed over: ');
    expect(mirrors.requests).toEqual([]);
  });
});
