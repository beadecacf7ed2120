import { expect, test } from 'vitest';
import { type FilterOptions, filterThrough } from '../../src/tool/filter.ts';
import { collect } from '../content/unpack/harness.ts';
import { census, uniqueSeconds } from '../support/census.ts';

const OPTIONS: FilterOptions = {
  env: { PATH: '/usr/bin:/bin', ONLY: 'this' },
  failed: ({ why, said }) => new Error(`it ${why}: ${said}`),
  missing: () => new Error('there is no such program'),
};

async function* blocks(count: number, error?: Error): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) yield Buffer.alloc(100_000, index);
  if (error) throw error;
}

function through(command: readonly string[], count: number, options: Partial<FilterOptions> = {}) {
  return collect(filterThrough(command, blocks(count), { ...OPTIONS, ...options }));
}

test('a filter passes every byte through, with only the given environment', async () => {
  expect(await through(['cat'], 100)).toHaveLength(10_000_000);
  const environment = (await through(['env'], 0)).toString();
  expect(environment).toContain('ONLY=this');
  expect(environment).not.toContain('HOME=');
});

test('a filter reports a failed program with its exit code, its signal and its messages', async () => {
  await expect(through(['sh', '-c', 'echo no good >&2; exit 3'], 1000)).rejects.toThrow(
    'it ended with exit code 3: no good',
  );
  await expect(through(['sh', '-c', 'kill -9 $$'], 1000)).rejects.toThrow('it was ended by SIGKILL');
  await expect(through(['no-such-program'], 1)).rejects.toThrow('there is no such program');
  await expect(through(['/usr'], 1)).rejects.toThrow('it could not be run (EACCES)');
  await expect(through(['sh', '-c', 'cat; exit 1'], 1)).rejects.toThrow('exit code 1');
});

test('a filter keeps the beginning and the end of long messages', async () => {
  const failure = through(['sh', '-c', 'echo begin >&2; seq 1 100000 >&2; echo end >&2; exit 1'], 1);
  await expect(failure).rejects.toThrow(/: begin\n1\n2\n.*….*100000\nend\n$/s);
});

test('a filter with `silent` takes any message for a failure', async () => {
  const command = ['sh', '-c', 'cat; echo hm >&2'];
  expect(await through(command, 1)).toHaveLength(100_000);
  await expect(through(command, 1, { silent: true })).rejects.toThrow(/^it .* 0: hm\n?$/);
});

test('a filter reads the source to its end even when the program wants less', async () => {
  let read = 0;
  async function* counted() {
    for await (const block of blocks(100)) {
      read += block.length;
      yield block;
    }
  }
  const out = await collect(filterThrough(['head', '-c', '1000'], counted(), OPTIONS));
  expect(out).toHaveLength(1000);
  expect(read).toBe(10_000_000);
});

test('a filter throws an error of the source unchanged, also when the program wants no more', async () => {
  for (const command of [['cat'], ['head', '-c', '1000'], ['sh', '-c', 'cat >/dev/null; exit 1']]) {
    const source = blocks(20, new Error('the source broke'));
    await expect(collect(filterThrough(command, source, OPTIONS))).rejects.toThrow('the source broke');
  }
});

test('a filter ends a program that neither takes nor gives a byte, without waiting for its children', async () => {
  await expect(through(['sleep', '100'], 10, { stallMs: 200 })).rejects.toThrow('for 0.2 s');
  await expect(through(['sh', '-c', 'cat; sleep 100'], 1, { stallMs: 200 })).rejects.toThrow('for 0.2 s');
});

test('a filter does not end its program for a slow reader', async () => {
  const out: Uint8Array[] = [];
  for await (const block of filterThrough(['cat'], blocks(20), { ...OPTIONS, stallMs: 200 })) {
    out.push(block);
    if (out.length === 3) await new Promise((resolve) => setTimeout(resolve, 600));
  }
  expect(Buffer.concat(out)).toHaveLength(2_000_000);
});

test('a filter ends its program when the reader stops, and on an abort, whose reason it throws', async () => {
  for await (const _ of filterThrough(['sh', '-c', 'trap "" TERM; yes'], blocks(0), OPTIONS)) break;
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('stopped')), 50);
  await expect(through(['sleep', '100'], 10, { signal: abort.signal })).rejects.toThrow('stopped');
});

test.each([
  ['waits', 'sleep N & cat'],
  ['ignores TERM', "(trap '' TERM; exec sleep N) & cat"],
  ['has left its group', 'setsid sleep N & cat'],
])(
  'a process left behind that holds the output and %s is ended, and the output is whole',
  async (_what, script) => {
    const seconds = uniqueSeconds();
    const command = ['sh', '-c', script.replace('N', seconds)];
    expect(await through(command, 10, { isMarked: true })).toHaveLength(1_000_000);
    expect(census(seconds)).toEqual([]);
  },
);

test('a process left behind that reconcile cannot find is no stall, but a failure', async () => {
  const seconds = uniqueSeconds();
  const failure = through(['sh', '-c', `setsid sleep ${seconds} & cat`], 10);
  await expect(failure).rejects.toThrow('ended before its output was complete');
  for (const pid of census(seconds)) process.kill(pid, 'SIGKILL');
});

test('a process left behind may go on writing, also after it has computed in silence', async () => {
  const compute = 'i=0; while [ $i -lt 8000000 ]; do i=$((i+1)); done; printf late';
  expect((await through(['sh', '-c', `(${compute}) & cat`], 1)).subarray(-4).toString()).toBe('late');
  expect((await through(['sh', '-c', '(sleep 1; printf late) & cat'], 1)).subarray(-4).toString()).toBe(
    'late',
  );
});
