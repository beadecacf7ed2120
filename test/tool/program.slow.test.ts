import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepLast } from '../../src/tool/kept-output.ts';
import { type ProgramOptions, startProgram } from '../../src/tool/program.ts';
import { isAlive } from '../support/is-alive.ts';

const ENVIRONMENT = { PATH: '/usr/bin:/bin', ONLY: 'this' };

async function run(words: readonly string[], options: Partial<ProgramOptions> = {}, most = 65_536) {
  const program = startProgram(words, { environment: ENVIRONMENT, ...options });
  const output = keepLast([program.stdout, program.stderr], most);
  const end = await program.end();
  return { end, ...output(), text: output().bytes.toString() };
}

const shell = (script: string, options?: Partial<ProgramOptions>) => run(['sh', '-c', script], options);

test('a program gets its arguments unchanged, and only the given environment', async () => {
  const { text } = await run(['printf', '%s|', '$HOME', '; exit 3', 'a b']);
  expect(text).toBe('$HOME|; exit 3|a b|');
  expect((await run(['env'])).text).toBe('PATH=/usr/bin:/bin\nONLY=this\n');
});

test('the end of a program is a value: exit code, signal, or the error that prevented its start', async () => {
  expect((await shell('exit 3')).end).toEqual({ kind: 'exit', code: 3 });
  expect((await shell('kill -9 $$')).end).toEqual({ kind: 'signal', signal: 'SIGKILL' });
  expect((await run(['no-such-program'])).end).toEqual({ kind: 'not-started', code: 'ENOENT' });
  expect((await run(['true'], { directory: '/no/such/folder' })).end).toMatchObject({ code: 'ENOENT' });
  expect((await run(['/usr'])).end).toEqual({ kind: 'not-started', code: 'EACCES' });
});

test('an error that Node throws while it starts a program is a value as well', async () => {
  const tooLong = 'x'.repeat(3_000_000);
  expect((await run(['true', tooLong])).end).toEqual({ kind: 'not-started', code: 'E2BIG' });
  expect((await run(['true', 'a\0b'])).end).toMatchObject({ kind: 'not-started' });
});

test('the end of long output is kept, whole as far as the limit goes', async () => {
  const short = await run(['sh', '-c', 'echo one; echo two >&2'], {}, 8);
  expect(short).toMatchObject({ isCut: false });
  expect(short.text.split('\n').toSorted()).toEqual(['', 'one', 'two']);
  expect(await run(['seq', '1', '100000'], {}, 7)).toMatchObject({ text: '100000\n', isCut: true });
});

test('a program that takes too long is ended, by force when it ignores the request', async () => {
  expect((await shell('sleep 100', { timeoutMs: 50 })).end).toEqual({ kind: 'timeout' });
  const began = performance.now();
  const stubborn = "trap '' TERM; while :; do sleep 0.05; done";
  expect((await shell(stubborn, { timeoutMs: 200, graceMs: 100 })).end).toEqual({ kind: 'timeout' });
  expect(performance.now() - began).toBeLessThan(4000);
});

test('a program may write while it tidies up', async () => {
  const tidy = "trap 'echo tidied; exit 1' TERM; echo began; while :; do :; done";
  expect(await shell(tidy, { timeoutMs: 500 })).toMatchObject({ text: 'began\ntidied\n' });
});

test('an abort ends a program and throws the reason of the signal', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('stopped')), 50);
  await expect(shell('sleep 100', { signal: abort.signal })).rejects.toThrow('stopped');
  await expect(shell('true', { signal: abort.signal })).rejects.toThrow('stopped');
});

test('an abort that follows a signal of the terminal counts as the cause', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('interrupted')), 100);
  await expect(shell('kill -INT $$', { signal: abort.signal })).rejects.toThrow('interrupted');
});

test('a process group is ended as a whole, also after a normal end', async () => {
  const { text, end } = await shell('sleep 100 & echo $!');
  expect(end).toEqual({ kind: 'exit', code: 0 });
  await pause(50);
  expect(isAlive(Number(text))).toBe(false);
});

test('a program that left its group and holds the pipes is not waited for', async () => {
  const began = performance.now();
  const { text } = await shell('setsid sleep 5 & echo done');
  expect(text).toBe('done\n');
  expect(performance.now() - began).toBeLessThan(3000);
});
