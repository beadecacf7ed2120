import { expect, test } from 'vitest';
import { runTool } from '../../src/tool/run-tool.ts';

test('a tool gets its input, and gives output, messages and exit code', async () => {
  const script = 'cat; echo hm >&2; exit 3';
  const input = Buffer.alloc(3_000_000, 'x');
  const { stdout, ...rest } = await runTool('sh', ['-c', script], { input });
  expect(stdout.equals(input)).toBe(true);
  expect(rest).toEqual({ exitCode: 3, stderr: 'hm\n' });
});

test('a tool that reads no input still succeeds', async () => {
  const input = Buffer.alloc(3_000_000);
  expect(await runTool('true', [], { input })).toMatchObject({ exitCode: 0 });
});

test('a tool gets only PATH and LC_ALL from its environment', async () => {
  const { stdout } = await runTool('env', []);
  expect(stdout.toString()).toMatch(/^PATH=\S+\nLC_ALL=C\n$/);
});

test('the hint for a missing tool names the Debian package', async () => {
  await expect(runTool('no-such-tool', [])).rejects.toMatchObject({
    code: 'source',
    message: expect.stringContaining('no-such-tool is not installed'),
    hint: 'Install it, e.g. apt-get install no-such-tool.',
  });
});

test('a tool that takes too long, writes too much or dies is an error', async () => {
  await expect(runTool('sleep', ['100'], { timeoutMs: 50 })).rejects.toThrow('longer than 0.05 s');
  await expect(runTool('head', ['-c', '70M', '/dev/zero'])).rejects.toThrow('more than 67108864 bytes');
  await expect(runTool('sh', ['-c', 'kill -9 $$'])).rejects.toThrow('SIGKILL');
  await expect(runTool('/usr', [])).rejects.toThrow('EACCES');
});

test('an abort ends a tool and throws the reason of the signal', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('stopped')), 50);
  await expect(runTool('sleep', ['100'], { signal: abort.signal })).rejects.toThrow('stopped');
});
