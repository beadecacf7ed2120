import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { census, countReaches, uniqueSeconds } from '../support/census.ts';
import { buildProgram, type Child, ended, type Program, says } from '../support/program.ts';

let starter: Program;
beforeAll(async () => {
  starter = await buildProgram('test/support/starter.ts');
});
afterAll(() => starter.remove());

/** What a program does, as a script, and how many `sleep` of its number run then. */
const PROGRAMS = {
  'waits itself': ['exec sleep N', 1],
  'ignores TERM': ["trap '' TERM; sleep N & wait", 1],
  'has a child in the background that ignores TERM': ["(trap '' TERM; exec sleep N) & sleep N", 2],
  'has a child in a session of its own': ['setsid sleep N & sleep N', 2],
  'has a child in a session of its own that ignores TERM': [
    "(trap '' TERM; exec setsid sleep N) & sleep N",
    2,
  ],
  'was limited by a shell, as qemu-img': ['ulimit -t 100 && exec sh -c "sleep N; sleep N"', 1],
} as const;

type Ending = (child: Child) => void;

const ENDINGS: Readonly<Record<string, { readonly options?: object; readonly end?: Ending }>> = {
  'a SIGKILL of its parent': { end: (child) => child.kill('SIGKILL') },
  'a SIGTERM of its parent': { end: (child) => child.kill('SIGTERM') },
  'its time limit': { options: { timeoutMs: 500, graceMs: 200 } },
};

const CASES = Object.entries(PROGRAMS).flatMap(([what, [script, sleeping]]) =>
  Object.entries(ENDINGS).map(([how, ending]) => ({ what, script, sleeping, how, ...ending })),
);

test.each(CASES)(
  'nothing is left of a program that $what, after $how',
  async ({ script, sleeping, options, end }) => {
    const seconds = uniqueSeconds();
    const words = ['sh', '-c', script.replaceAll('N', seconds)];
    const child = starter.start([JSON.stringify({ isMarked: true, ...options }), ...words]);
    const over = ended(child);
    const sleepers = () => census(seconds).length;
    expect(await countReaches(`sleep\0${seconds}`, (count) => count >= sleeping)).toBe(true);
    end?.(child);
    await over;
    expect(await countReaches(seconds, (count) => count === 0, 10_000), String(sleepers())).toBe(true);
  },
);

test.each(Object.entries(PROGRAMS))(
  'nothing is left behind by a program that %s, when it ends itself',
  async (_what, [script]) => {
    const seconds = uniqueSeconds();
    const words = ['sh', '-c', `(${script.replaceAll('N', seconds)}) & exit 0`];
    const run = await ended(starter.start([JSON.stringify({ isMarked: true, graceMs: 200 }), ...words]));
    expect(JSON.parse(run.stdout)).toEqual({ kind: 'exit', code: 0 });
    expect(census(seconds)).toEqual([]);
  },
);

test('nothing starts when the parent is killed at any instant of the start', async () => {
  const seconds = uniqueSeconds();
  for (let ms = 0; ms < 60; ms += 3) {
    const child = starter.start(['{}', 'sleep', seconds]);
    const over = ended(child);
    setTimeout(() => child.kill('SIGKILL'), 60 + ms);
    await over;
  }
  expect(await countReaches(seconds, (count) => count === 0, 10_000)).toBe(true);
});

test('a supervisor that was killed is replaced, and the new one knows the programs that run', async () => {
  const seconds = uniqueSeconds();
  const child = starter.start(['{}', 'sleep', seconds]);
  const over = ended(child);
  const first = await supervisorOf(child, null);
  expect(await countReaches(seconds, (count) => count === 2)).toBe(true);
  process.kill(first, 'SIGKILL');
  await supervisorOf(child, first);
  // The supervisor hears of each program in turn: the first one, and then this one.
  const again = says(child.stdout, 'again');
  child.stdin.write('\n');
  await again;
  child.kill('SIGKILL');
  await over;
  expect(await countReaches(seconds, (count) => count === 0, 10_000)).toBe(true);
});

async function supervisorOf(child: Child, before: number | null): Promise<number> {
  for (;;) {
    const [pid] = childrenOf(child.pid, "trap '' TERM").filter((found) => found !== before);
    if (pid !== undefined) return pid;
    await pause(10);
  }
}

function childrenOf(parent: number | undefined, word: string): readonly number[] {
  return census(word).filter((pid) => {
    const stat = statOf(pid);
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(parent);
  });
}

/** The process may have ended since the census. */
function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return '';
  }
}
