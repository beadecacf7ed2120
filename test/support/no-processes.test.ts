import { spawn } from 'node:child_process';
import { execa } from 'execa';
import { expect, it } from 'vitest';

// it.fails passes when the test, or a hook after it, fails.
it.fails('a fast test that starts a process fails', () => {
  spawn('true');
});

it.fails('a fast test whose code catches the error fails as well', async () => {
  const { failed } = await execa('true', { reject: false });
  expect(failed).toBe(true);
});
