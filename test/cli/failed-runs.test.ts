import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-failed-'));
  sandbox = await startSandbox();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function reconcile(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return runProgram(argv, { cwd: folder, env: { ...sandbox.env, ...env } });
}

function write(text: string, name = 'glance.yaml'): void {
  writeFileSync(join(folder, name), text);
}

const STATE = 'glance: {server: {name: test, images: [{name: One, format: raw, file: a.img}]}}\n';
const INVALID = STATE.replace('format', 'fromat');

describe('--format json of a run that fails', () => {
  const RUNS = [['plan'], ['apply', '--yes'], ['rollback', 'One', '--yes']];

  it.each(RUNS)('a failed login is the `error` of the JSON result: %s', async (...command) => {
    write(STATE);
    const refused = { OS_PASSWORD: 'another-password' };
    const { code, stdout, stderr } = await reconcile([...command, '--format', 'json'], refused);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'auth', message: expect.stringContaining('refused the credentials') },
      changes: [],
    });
    expect(stderr).toContain('error:');
    expect(stdout).not.toContain('another-password');
  });

  it.each(RUNS)(
    'an invalid file is the `error` of the JSON result, with every fault: %s',
    async (...command) => {
      write(INVALID);
      const { code, stdout } = await reconcile([...command, '--format', 'json']);
      expect(code).toBe(64);
      expect(JSON.parse(stdout).error).toMatchObject({
        code: 'invalid-state',
        faults: [
          {
            at: { file: 'glance.yaml', line: 1 },
            message: expect.stringContaining('"fromat"'),
            hint: 'Did you mean "format"?',
          },
        ],
      });
    },
  );

  it('the JSON result of a failed run is that of --report json', async () => {
    write(INVALID);
    const { stdout } = await reconcile(['plan', '--format', 'json', '--report', 'json=report.json']);
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe(stdout);
  });

  it('validate says `valid: false`, with every fault', async () => {
    write(INVALID);
    const { code, stdout } = await reconcile(['validate', '--format', 'json']);
    expect(code).toBe(64);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      error: { code: 'invalid-state', faults: [{ at: { line: 1 } }] },
    });
  });

  it('a file that does not exist is the `error` of the JSON result', async () => {
    for (const command of ['plan', 'validate']) {
      const { stdout } = await reconcile([command, '-f', 'absent.yaml', '--format', 'json']);
      expect(JSON.parse(stdout).error).toMatchObject({ code: 'usage' });
    }
  });

  it('without --format json, standard output stays empty', async () => {
    write(INVALID);
    expect((await reconcile(['plan'])).stdout).toBe('');
    expect((await reconcile(['validate'])).stdout).toBe('');
  });
});

describe('a state file that is given without -f', () => {
  it.each(['plan', 'validate'])('%s says how to give a state file', async (command) => {
    const { code, stderr } = await reconcile([command, 'my images.yaml']);
    expect(code).toBe(64);
    expect(stderr).toBe(
      `error: too many arguments for '${command}': my images.yaml\n` +
        `(A state file is given with -f: reconcile ${command} -f 'my images.yaml')\n`,
    );
  });

  it.each([
    ['a state file', 'glance.yaml', STATE, 'glance.yaml is a state file, not a plan'],
    ['a state file in JSON', 'glance.json', '{"glance": {}}', 'glance.json is not a plan'],
    ['a file that does not exist', 'absent.yml', null, 'absent.yml does not exist'],
    ['a directory', '.', null, 'is a directory'],
  ])('apply says how to give %s', async (_what, name, text, message) => {
    if (text !== null) write(text, name);
    const { code, stderr } = await reconcile(['apply', '--yes', name]);
    expect(code).toBe(64);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`reconcile apply -f ${name}`);
  });

  it('apply says that the JSON result of a failed run is no plan', async () => {
    write(INVALID);
    write((await reconcile(['plan', '--format', 'json'])).stdout, 'plan.json');
    const { code, stderr } = await reconcile(['apply', '--yes', 'plan.json']);
    expect(code).toBe(64);
    expect(stderr).toContain('plan.json is the result of a run that failed, not a plan');
  });

  it('apply still asks for a new plan when a plan is damaged', async () => {
    write('{"formatVersion": "1.0", "stack"', 'plan.json');
    const { stderr } = await reconcile(['apply', '--yes', 'plan.json']);
    expect(stderr).toContain('is not JSON, or was cut short');
    expect(stderr).toContain('reconcile plan -o FILE');
  });
});

describe('an option that is given twice', () => {
  it.each([
    ['--region', 'A', 'B'],
    ['--os-cloud', 'a', 'b'],
    ['--prune', 'never', 'delete'],
    ['--max-deletes', '1', '2'],
    ['--format', 'text', 'json'],
  ])('%s with two values is refused, and the message names both', async (option, one, other) => {
    write(STATE);
    const { code, stdout, stderr } = await reconcile(['plan', option, one, option, other]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(`option '${option}' is given twice, with '${one}' and with '${other}'`);
  });

  it('the same value twice is accepted, and so are options that collect their values', async () => {
    write(STATE);
    const twice = ['--format', 'json', '--format', 'json', '--target', 'O*', '--target', 'T*', '-v', '-v'];
    expect((await reconcile(['plan', ...twice])).stderr).not.toContain('given twice');
  });
});
