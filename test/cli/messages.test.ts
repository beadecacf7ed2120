import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram, type Surroundings } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-messages-'));
  sandbox = await startSandbox();
  write('One', 'Two');
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(...names: readonly string[]): void {
  writeFileSync(join(folder, 'a.img'), names.join());
  const images = names.map((name) => `{name: ${name}, format: raw, file: a.img}`).join(', ');
  writeFileSync(join(folder, 'glance.yaml'), `glance: {server: {name: test, images: [${images}]}}\n`);
}

const reconcile = (argv: readonly string[], given: Partial<Surroundings> = {}): Promise<Outcome> =>
  runProgram(argv, { cwd: folder, env: { ...sandbox.env }, ...given });

function flat({ stdout, stderr }: Outcome): string {
  return `${stdout} ${stderr}`.replace(/\s+/g, ' ');
}

describe('a run that is stopped', () => {
  it('a run that is stopped at its question says that nothing was changed', async () => {
    let send: (signal: 'SIGINT') => void = () => {};
    const outcome = await reconcile(['apply'], {
      isTerminal: true,
      withSignals: (sender) => {
        send = sender;
      },
      // Once the question waits for its answer.
      onStderr: (text) => text.includes('Apply this?') && setImmediate(() => send('SIGINT')),
    });
    expect(outcome.code).toBe(130);
    expect(flat(outcome)).toContain('Apply this?');
    expect(flat(outcome)).toContain('Nothing was changed.');
    expect(flat(outcome)).not.toContain('Run the same command again');
  });
});

describe('a rollback', () => {
  it('a rollback speaks of no option that it does not have', async () => {
    await reconcile(['apply', '--yes']);
    writeFileSync(join(folder, 'a.img'), 'other bytes');
    await reconcile(['apply', '--yes']);
    const outcomes = [
      await reconcile(['rollback', 'Three', '--yes']),
      await reconcile(['rollback', 'One', '--yes']),
      await reconcile(['rollback', 'One', '--to', 'no-such-id', '--yes']),
    ];
    expect(outcomes[1]?.code).toBe(0);
    expect(flat(outcomes[1] as Outcome)).toContain('leaves the other images of the state file as they are');
    for (const outcome of outcomes) expect(flat(outcome)).not.toMatch(/--target|--exclude/);
  });
});
