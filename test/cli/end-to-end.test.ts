import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import schema from '../../schemas/plan.schema.json' with { type: 'json' };
import { Glance } from '../../src/glance/client.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { connect } from '../../src/openstack/connect.ts';
import { type Fault, type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { type Outcome, runProgram, type Surroundings } from './fake-terminal.ts';

const PASSWORD = 'correct-horse-battery';

let folder: string;
let sandbox: Sandbox;
let requests: ObservedRequest[];
let fault: (request: ObservedRequest) => Fault | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-cli-'));
  requests = [];
  fault = () => undefined;
  sandbox = await startSandbox({
    adminPassword: PASSWORD,
    onRequest: (request) => requests.push(request),
    fault: (request) => fault(request),
  });
  writeFileSync(join(folder, 'a.img'), 'the first content of an image');
  writeFileSync(join(folder, 'b.img'), 'other content, which is longer');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function reconcile(argv: readonly string[], given: Partial<Surroundings> = {}): Promise<Outcome> {
  return runProgram(argv, { cwd: folder, env: { ...sandbox.env }, ...given });
}

/** Writes a state file with raw images, by name, with further fields in flow style. */
function writeState(images: Readonly<Record<string, string>>, file = 'glance.yaml'): void {
  const listed = Object.entries(images).map(
    ([name, fields]) => `      - {name: "${name}", format: raw, ${fields}}\n`,
  );
  writeFileSync(join(folder, file), `glance:\n  server:\n    name: test\n    images:\n${listed.join('')}`);
}

/** Reads a report and checks it against its schema. */
function readReport(file: string): Report {
  const report: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const validate = new Ajv2020({ discriminator: true, strict: false }).compile(schema);
  validate(report);
  expect(validate.errors).toBeNull();
  return report as Report;
}

function changing(): readonly ObservedRequest[] {
  return requests.filter(
    ({ service, method }) => service === 'image' && method !== 'GET' && method !== 'HEAD',
  );
}

describe('plan', () => {
  it('plan shows the changes, makes none, and prints the apply command', async () => {
    writeState({ One: 'file: a.img' });
    const { code, stdout, stderr } = await reconcile(['plan', '-f', 'glance.yaml', '--target', 'O*']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Region \w+, project service, user admin \(new here\)\n/);
    expect(stdout).toContain('  + One  create: absent\n');
    expect(stdout).toMatch(/\n {2}reconcile apply -f glance\.yaml --target 'O\*'\n$/);
    expect(changing()).toEqual([]);
  });

  it('plan exits with 2 for changes with --detailed-exitcode', async () => {
    writeState({ One: 'file: a.img' });
    expect((await reconcile(['plan', '--detailed-exitcode'])).code).toBe(2);
    expect((await reconcile(['apply', '--yes'])).code).toBe(0);
    const second = await reconcile(['plan', '--detailed-exitcode']);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/^No changes: .*1 image as wanted\.\n$/);
  });

  it('plan writes only JSON to standard output with --format json, and the same JSON to a report', async () => {
    writeState({ One: 'file: a.img' });
    const { stdout } = await reconcile(['plan', '--format', 'json', '--report', 'json=plan-report.json']);
    const plan = JSON.parse(stdout) as Plan;
    expect(plan).toMatchObject({ formatVersion: '1.0', stack: 'test', summary: { create: 1 } });
    expect(readFileSync(join(folder, 'plan-report.json'), 'utf8')).toBe(stdout);
  });

  it('plan fails with one error and a hint when no cloud is configured, and still writes the report', async () => {
    writeState({ One: 'file: a.img' });
    const { code, stdout, stderr } = await reconcile(['plan', '--report', 'json=r.json'], { env: {} });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: .+\n(hint: .+\n)?$/);
    expect(readReport('r.json')).toMatchObject({
      changes: [],
      error: { code: 'cloud-config' },
    });
  });

  it('plan refuses an unknown project at its place in the file, before any change', async () => {
    writeState({ One: 'file: a.img, visibility: shared, members: [nobody, tenant1, noone]' });
    const { code, stderr } = await reconcile(['apply', '--yes']);
    expect(code).toBe(64);
    expect(stderr).toMatch(/glance\.yaml:5:\d+: .*"nobody"/);
    expect(stderr).toMatch(/glance\.yaml:5:\d+: .*"noone"/);
    expect(changing()).toEqual([]);
  });
});

describe('apply', () => {
  it('apply shows the plan, applies it, and shows the report', async () => {
    writeState({ One: 'file: a.img, public: true', Two: 'file: b.img' });
    const { code, stdout, stderr } = await reconcile(['apply', '--yes', '--report', 'json=report.json']);
    expect(code).toBe(0);
    expect(stdout).toContain('Plan: 2 to create');
    expect(stdout).toMatch(/Applied: 2 done in .+\.\n$/);
    expect(stderr.split('\n').sort()).toEqual(['', 'One: created', 'Two: created']);
    const report = readReport('report.json');
    expect(report.changes.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['One', 'done'],
      ['Two', 'done'],
    ]);
  });

  it.each([
    ['y\n', 0, 'Applied: 1 done'],
    ['yes\n', 0, 'Applied: 1 done'],
    ['no\n', 6, 'Plan: 1 to create'],
    ['\n', 6, 'Plan: 1 to create'],
    ['', 6, 'Plan: 1 to create'],
  ])('apply asks on a terminal, and exits after the answer %j with %d', async (input, code, said) => {
    writeState({ One: 'file: a.img' });
    const outcome = await reconcile(['apply', '--color', 'never'], { isTerminal: true, input });
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toContain(said);
    expect(outcome.stderr).toContain('Apply this?');
    if (code === 6) expect(changing()).toEqual([]);
  });

  it('apply does not ask in CI, even on a terminal', async () => {
    writeState({ One: 'file: a.img' });
    const env = { ...sandbox.env, CI: 'true' };
    const { code, stderr } = await reconcile(['apply'], { isTerminal: true, input: 'yes\n', env });
    expect(code).toBe(64);
    expect(stderr).toContain('Give --yes');
  });

  it('apply does not ask when the plan has no changes', async () => {
    writeState({ One: 'file: a.img' });
    await reconcile(['apply', '--yes']);
    const { code, stdout, stderr } = await reconcile(['apply', '--color', 'never'], { isTerminal: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No changes: .*\n$/);
    expect(stderr).not.toContain('Apply this?');
  });

  it('apply goes on with the other images when one fails, and exits as partly applied', async () => {
    writeState({ Bad: `file: a.img, checksum: "md5:${'0'.repeat(32)}"`, Good: 'file: b.img' });
    const { code, stdout, stderr } = await reconcile(['apply', '--yes']);
    expect(code).toBe(4);
    expect(stdout).toContain('✗ Bad: create failed');
    expect(stdout).toMatch(/Applied: 1 done, 1 failed in/);
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
  });

  it('apply exits with 1 when every image fails', async () => {
    writeState({ Bad: `file: a.img, checksum: "md5:${'0'.repeat(32)}"` });
    expect((await reconcile(['apply', '--yes'])).code).toBe(1);
  });

  it('apply begins no other image with --fail-fast once one has failed', async () => {
    writeState({ Bad: `file: a.img, checksum: "md5:${'0'.repeat(32)}"`, Good: 'file: b.img' });
    const { code, stdout } = await reconcile(['apply', '--yes', '--fail-fast', '--parallelism', '1']);
    expect(code).toBe(1);
    expect(stdout).toContain('Good: create not started');
  });

  it('apply writes only JSON to standard output with --format json', async () => {
    writeState({ One: 'file: a.img' });
    const { stdout, stderr } = await reconcile([
      'apply',
      '--yes',
      '--format',
      'json',
      '--log-format',
      'json',
    ]);
    expect((JSON.parse(stdout) as Report).changes[0]?.outcome).toBe('done');
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).event.type);
    expect(events).toContain('change-done');
  });

  it('apply writes no progress with -q', async () => {
    writeState({ One: 'file: a.img' });
    expect((await reconcile(['apply', '--yes', '-q'])).stderr).toBe('');
  });
});

describe('a blocked change', () => {
  it('a blocked change exits with 3, and apply changes nothing', async () => {
    const ids = [await createByHand('One'), await createByHand('One')];
    writeState({ One: 'file: a.img', Two: 'file: b.img' });
    requests = [];

    const planned = await reconcile(['plan', '--detailed-exitcode']);
    expect(planned.code).toBe(3);
    expect(planned.stdout).toContain('  ! One  blocked');
    for (const id of ids) expect(planned.stdout).toContain(id);
    expect(planned.stdout).not.toContain('reconcile apply');

    const applied = await reconcile(['apply', '--yes']);
    expect(applied.code).toBe(3);
    expect(changing()).toEqual([]);
  });

  it('a blocked change is allowed for one run by the option of its guard', async () => {
    writeState({ One: 'file: a.img' });
    await reconcile(['apply', '--yes']);
    const guarded = 'glance:\n  server:\n    name: test\n    reconcile: {max_deletes: 0}\n';
    const absent = '    images:\n      - {name: One, state: absent}\n';
    writeFileSync(join(folder, 'glance.yaml'), guarded + absent);
    expect((await reconcile(['apply', '--yes'])).code).toBe(3);
    expect((await reconcile(['apply', '--yes', '--max-deletes', '1'])).code).toBe(0);
  });
});

/** Creates an image as a user without reconcile would, and returns its id. */
async function createByHand(name: string): Promise<string> {
  const secrets = new Secrets();
  const connection = await connect({ reference: {}, env: sandbox.env, cwd: folder, home: folder, secrets });
  try {
    const glance = new Glance(connection.image);
    const image = await glance.images.create({ name, diskFormat: 'raw', containerFormat: 'bare' });
    await glance.data.upload(image.id, Readable.from([Buffer.from(name)]));
    return image.id;
  } finally {
    await connection.close();
  }
}

describe('a saved plan', () => {
  beforeEach(async () => {
    writeState({ One: 'file: a.img' });
    await reconcile(['apply', '--yes']);
    writeState({ One: 'file: a.img, properties: {os_distro: debian}' });
    const { stdout } = await reconcile(['plan', '-o', 'plan.json']);
    expect(stdout).toMatch(/\n {2}reconcile apply plan\.json\n$/);
  });

  it('a saved plan is applied without a question, also if the state file has changed in form alone', async () => {
    expect(statSync(join(folder, 'plan.json')).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'glance.yaml'), `# reviewed\n${readFileSync(join(folder, 'glance.yaml'))}`);
    const { code, stdout, stderr } = await reconcile(['apply', 'plan.json']);
    expect(code).toBe(0);
    expect(stderr).toContain('glance.yaml has changed since plan.json was made');
    expect(stdout).toContain('os_distro');
    expect(stdout).toContain('debian');
  });

  it('a saved plan is refused as stale once the state file says otherwise, with the difference', async () => {
    writeState({ One: 'file: a.img, properties: {os_distro: fedora}' });
    const { code, stdout, stderr } = await reconcile(['apply', 'plan.json']);
    expect(code).toBe(5);
    expect(stdout).toBe('');
    expect(stderr).toContain('plan.json is not the plan that the state file and the cloud give now');
    expect(stderr).toContain('"debian" in the plan, and "fedora" now');
    const { stdout: after } = await reconcile(['plan', '--format', 'json']);
    expect(JSON.parse(after).summary).toMatchObject({ update: 1 });
  });

  it('a saved plan needs its state file, or the word of the user', async () => {
    rmSync(join(folder, 'glance.yaml'));
    expect(await reconcile(['apply', 'plan.json'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('glance.yaml does not exist'),
    });
    expect((await reconcile(['apply', 'plan.json', '--trust-plan'])).code).toBe(0);
  });

  it('a saved plan is stale once the image has changed', async () => {
    await reconcile(['apply', '--yes']);
    const { code, stdout } = await reconcile(['apply', 'plan.json']);
    expect(code).toBe(5);
    expect(stdout).toContain('1 stale');
  });

  it('a saved plan is refused in another project', async () => {
    const env = { ...sandbox.env, OS_PROJECT_NAME: 'admin' };
    const { code, stderr } = await reconcile(['apply', 'plan.json'], { env });
    expect(code).toBe(64);
    expect(stderr).toMatch(
      /plan\.json was made for .*project service.*, but this run is connected to .*project admin/,
    );
  });
});

describe('credentials', () => {
  it('credentials appear in no output with -vv, in no outcome of a run', async () => {
    writeState({ One: 'file: a.img', Bad: `file: b.img, checksum: "md5:${'0'.repeat(32)}"` });
    const outcomes = [
      await reconcile(['apply', '--yes', '-vv', '--report', 'json=r.json', '--report', 'text=r.txt']),
      await reconcile(['plan', '-vv', '-o', 'plan.json', '--format', 'json']),
      await reconcile(['plan', '-vv', '--log-format', 'json']),
      await reconcile(['plan', '-vv'], { env: { ...sandbox.env, OS_PROJECT_NAME: 'no-such-project' } }),
    ];
    const written = ['r.json', 'r.txt', 'plan.json'].map((file) => readFileSync(join(folder, file), 'utf8'));
    const all = [...outcomes.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written].join('\n');
    expect(all).toContain('/v3/auth/tokens');
    expect(all).not.toContain(PASSWORD);
    expect(all).not.toMatch(/x-auth-token: (?!\*|<)/i);
  });

  it('credentials of a source are sent to that source alone, also with a saved plan', async () => {
    const seen: (string | undefined)[] = [];
    const source = await serve((authorization) => {
      seen.push(authorization);
      return authorization === `Basic ${btoa('u:swordfish-9')}` ? 'bytes of the image' : null;
    });
    try {
      writeState({
        One: `source: {url: "${source.url}/x.img", auth: {user: u, password: "\${RECONCILE_VAR_PASSWORD}"}}`,
      });
      const env = { ...sandbox.env, RECONCILE_VAR_PASSWORD: 'swordfish-9' };
      const { stdout } = await reconcile(['plan', '-o', 'plan.json', '-vv'], { env });
      const applied = await reconcile(['apply', 'plan.json', '-vv'], { env });
      expect(applied.stderr).not.toMatch(/swordfish/);
      expect(applied.code).toBe(0);
      expect(seen.length).toBeGreaterThan(0);
      const saved = readFileSync(join(folder, 'plan.json'), 'utf8');
      expect(stdout + saved + applied.stdout).not.toContain('swordfish');
    } finally {
      await source.close();
    }
  });
});

describe('an interruption', () => {
  it('an interruption stops the run, reports each image, and leaves no staged image', async () => {
    writeState({ One: 'file: a.img', Two: 'file: b.img' });
    let send: (signal: 'SIGINT') => void = () => {};
    fault = ({ method }) => {
      if (method === 'PUT') send('SIGINT');
      return undefined;
    };
    const { code, stdout, stderr } = await reconcile(['apply', '--yes', '--report', 'text=r.txt'], {
      withSignals: (sender) => {
        send = sender;
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('SIGINT: stopping cleanly');
    expect(stdout).toContain('Interrupted: ');
    expect(readFileSync(join(folder, 'r.txt'), 'utf8')).toContain('Interrupted: ');
    fault = () => undefined;
    expect((await reconcile(['apply', '--yes'])).code).toBe(0);
    expect((await reconcile(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it('an interruption by --timeout ends the run with an error', async () => {
    const source = await serve(() => undefined);
    try {
      writeState({ One: `source: "${source.url}/x.img"` });
      const { code, stderr } = await reconcile(['plan', '--timeout', '1']);
      expect(code).toBe(1);
      expect(stderr).toContain('did not finish within 1 s');
    } finally {
      await source.close();
    }
  });
});

/** An HTTP source: a body, null for 401, undefined for no answer at all. */
function serve(answer: (authorization: string | undefined) => string | null | undefined): Promise<Loopback> {
  return startLoopback((request, response) => {
    const body = answer(request.headers.authorization);
    if (body === undefined) return;
    response.statusCode = body === null ? 401 : 200;
    response.end(request.method === 'HEAD' ? undefined : body);
  });
}
