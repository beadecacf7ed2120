import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outcome, runProgram, type Surroundings } from './fake-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reconcile(argv: readonly string[], given: Partial<Surroundings> = {}): Promise<Outcome> {
  return runProgram(argv, { cwd: folder, ...given });
}

function writeState(text: string, name = 'glance.yaml'): void {
  writeFileSync(join(folder, name), text);
}

const ONE_IMAGE = `glance:
  server:
    name: prod-images
    images:
      - name: CirrOS
        format: qcow2
        source: http://cdn.example/cirros.img
        public: true
`;

describe('the command line', () => {
  it('the command line prints the version', async () => {
    expect(await reconcile(['version'])).toEqual({ code: 0, stdout: 'reconcile development\n', stderr: '' });
    expect((await reconcile(['--version'])).stdout).toBe('reconcile development\n');
  });

  it.each(['plan', 'verify', 'apply', 'validate', 'sandbox', 'schema', 'version'])(
    'the command line explains %s with an example',
    async (name) => {
      const { code, stdout } = await reconcile([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`Examples?:\\n  reconcile ${name}`));
    },
  );

  it('the command line shows its help and fails without a command', async () => {
    const { code, stdout, stderr } = await reconcile([]);
    expect(code).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toContain('Commands:');
  });

  it.each([
    [['pln'], 'Did you mean plan?'],
    [['plan', '--targt', 'x'], 'Did you mean --target?'],
    [['plan', '--format', 'html'], 'not available in this version'],
    [['plan', '--report', 'report.json'], 'Must be FORMAT=FILE'],
    [['plan', '--parallelism', '0'], 'whole number'],
    [['plan', '-f', ''], 'Must not be empty'],
    [['plan', '--color', 'sometimes'], 'always'],
    [['plan', 'surplus'], 'too many arguments'],
    [['apply', '--timeout', 'soon'], 'a time such as'],
    [['sandbox', '--port', '65536'], 'from 0 to 65535'],
  ])('the command line refuses %j', async (argv, said) => {
    const { code, stdout, stderr } = await reconcile(argv);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(said);
  });
});

describe('validate', () => {
  it('validate shows the images that it read', async () => {
    writeState(ONE_IMAGE);
    expect(await reconcile(['validate'])).toEqual({
      code: 0,
      stdout:
        '  CirrOS  qcow2, public, from http://cdn.example/cirros.img\n' +
        'Valid: glance.yaml: stack prod-images, 1 image.\n',
      stderr: '',
    });
  });

  it('validate reads standard input', async () => {
    const { code, stdout } = await reconcile(['validate', '-f', '-'], { input: ONE_IMAGE });
    expect(code).toBe(0);
    expect(stdout).toContain('1 image');
  });

  it('validate writes JSON without passwords with --format json', async () => {
    const identity =
      '    identity: {engine: keystone, host: 127.0.0.1, user: u, password: hunter2-hunter2, tenant: t}\n';
    writeState(ONE_IMAGE.replace('    images:\n', `${identity}    images:\n`));
    const { code, stdout } = await reconcile(['validate', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      stack: 'prod-images',
      images: [{ name: 'CirrOS' }],
    });
    expect(stdout).not.toContain('hunter2');
  });

  it('validate shows every error at its place, on standard error', async () => {
    writeState(ONE_IMAGE.replace('public: true', 'publik: true').replace('format: qcow2', 'format: qcow9'));
    const { code, stdout, stderr } = await reconcile(['validate']);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/glance\.yaml:6:\d+/);
    expect(stderr).toMatch(/glance\.yaml:8:\d+/);
    expect(stderr).toContain('"public"');
  });

  it('validate notes that the file lists no image', async () => {
    writeState('glance:\n  server:\n    enabled: true\n');
    const { code, stderr } = await reconcile(['validate']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/glance\.yaml .*--allow-empty/s);
    expect((await reconcile(['validate', '--allow-empty'])).stderr).not.toContain('refuse');
  });

  it('validate names the file that does not exist', async () => {
    const { code, stderr } = await reconcile(['validate']);
    expect(code).toBe(64);
    expect(stderr).toContain('glance.yaml');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('validate writes its errors as JSON with --log-format json', async () => {
    writeState(ONE_IMAGE.replace('public: true', 'publik: true'));
    const { stderr } = await reconcile(['validate', '--log-format', 'json']);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 'error',
      code: 'invalid-state',
      faults: [{ at: { line: 8 } }],
    });
  });
});

describe('before they look at a cloud, plan and apply refuse', () => {
  it('plan and apply refuse a file without images before they look at a cloud', async () => {
    writeState('glance:\n  server:\n    enabled: true\n');
    const { code, stderr } = await reconcile(['plan']);
    expect(code).toBe(64);
    expect(stderr).toContain('--allow-empty');
  });

  it('plan and apply refuse a target that matches no image, with the nearest name, before they look at a cloud', async () => {
    writeState(ONE_IMAGE);
    const { code, stderr } = await reconcile(['plan', '--target', 'Cirros']);
    expect(code).toBe(64);
    expect(stderr).toContain('--target "Cirros" matches no image');
    expect(stderr).toContain('"CirrOS"');
  });

  it('refuses an apply without a terminal, a saved plan and --yes before it looks at a cloud', async () => {
    writeState(ONE_IMAGE);
    const { code, stderr } = await reconcile(['apply']);
    expect(code).toBe(64);
    expect(stderr).toContain('Give --yes');
  });

  it('plan and apply refuse a report in a folder that does not exist before they look at a cloud', async () => {
    writeState(ONE_IMAGE);
    const { code, stderr } = await reconcile(['plan', '--report', 'json=no/such/report.json']);
    expect(code).toBe(64);
    expect(stderr).toContain('cannot write');
  });

  it('refuses a saved plan together with a selection before it looks at a cloud', async () => {
    const { code, stderr } = await reconcile(['apply', 'plan.json', '--target', 'x']);
    expect(code).toBe(64);
    expect(stderr).toContain('a saved plan is applied as it is');
  });
});
