import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { census, countReaches, uniqueSeconds } from '../support/census.ts';
import { buildProgram, type Child, ended, type Program } from '../support/program.ts';

let program: Program;
let sandbox: Sandbox;
/** How many processes of the test ran at each PATCH. The last PATCH of a first creation publishes. */
let running: number[];
let seconds: string;
beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());
beforeEach(async () => {
  seconds = uniqueSeconds();
  running = [];
  sandbox = await startSandbox({
    fault: ({ method }) => {
      if (method === 'PATCH') running.push(census(seconds).length);
      return undefined;
    },
  });
});
afterEach(async () => {
  await sandbox.close();
  rmSync(join(program.folder, '.local'), { recursive: true, force: true });
});

/** Scripts with `N` for the seconds that their processes wait, and how many wait. */
const WAITING = {
  'a child in the background that ignores TERM': ["(trap '' TERM; exec sleep N) & sleep N", 2],
  'a child in a session of its own': ['setsid sleep N & sleep N', 2],
} as const;
const KINDS: Readonly<Record<string, (script: string) => string>> = {
  check: (script) => `checks: [{command: [sh, -c, ${JSON.stringify(script)}]}]`,
  transform: (script) => `transform: [sh, -c, ${JSON.stringify(`cat; ${script}`)}]`,
};

function apply(field: string): Child {
  program.write('disk.raw', 'content');
  program.write(
    'glance.yaml',
    `glance: {server: {name: prod, images: [{name: a, format: raw, source: disk.raw, ${field}}]}}\n`,
  );
  return program.start(['apply', '--yes'], sandbox.env);
}

const waiting = () => countReaches(`sleep\0${seconds}`, (count) => count >= 2);
const gone = () => countReaches(seconds, (count) => count === 0, 10_000);

describe.each(Object.entries(KINDS))('a %s', (kind, fieldOf) => {
  describe.each(Object.entries(WAITING))('with %s', (what, [script]) => {
    it.each(['SIGKILL', 'SIGTERM'] as const)('leaves no process after a %s of reconcile', async (signal) => {
      const child = apply(fieldOf(script.replaceAll('N', seconds)));
      const over = ended(child);
      expect(await waiting()).toBe(true);
      child.kill(signal);
      const run = await over;
      expect(run.code).toBe(signal === 'SIGTERM' ? 143 : null);
      expect(await gone()).toBe(true);
    });

    it(`a ${kind} with ${what} leaves no process after its own end`, async () => {
      const [left = ''] = script.replaceAll('N', seconds).split('& sleep');
      const run = await ended(apply(fieldOf(`${left} &`)));
      expect(run.code, run.stderr).toBe(0);
      expect(census(seconds)).toEqual([]);
    });
  });
});

it('after a SIGKILL during a check, no check of that run is at work when the next run publishes', async () => {
  const first = apply(KINDS.check!(`touch began; trap '' TERM; sleep ${seconds}`));
  const over = ended(first);
  expect(await countReaches(`sleep\0${seconds}`, (count) => count >= 1)).toBe(true);
  expect(existsSync(join(program.folder, 'began'))).toBe(true);
  first.kill('SIGKILL');
  await over;
  const next = await ended(apply(KINDS.check!('true')));
  expect(next.code, next.stderr).toBe(0);
  expect(running.at(-1)).toBe(0);
});
