import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from './fake-terminal.ts';

const COMMANDS = readdirSync('src/cli/commands').map((file) => file.replace('.ts', ''));

function importsIn(file: string, form: RegExp): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(form)].map(([, path = '']) => path);
}

it('--help lists every command with its summary', async () => {
  const { code, stdout } = await runProgram(['--help'], { cwd: '/' });
  expect(code).toBe(0);
  for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} +\\w.+`, 'm'));
});

it.each(COMMANDS)('`help %s` prints the help of the command', async (name) => {
  const { code, stdout } = await runProgram(['help', name], { cwd: '/' });
  expect(code).toBe(0);
  expect(stdout).toContain(`reconcile ${name} `);
  expect((await runProgram([name, '--help'], { cwd: '/' })).stdout).toBe(stdout);
});

it('a command is imported in program.ts alone, and only when it is needed', () => {
  const late = /import\('\.\/commands\/(\w+)\.ts'\)/g;
  expect(importsIn('src/cli/program.ts', late).toSorted()).toEqual(COMMANDS.toSorted());
  const files = readdirSync('src/cli').filter((file) => file.endsWith('.ts'));
  const early = files.flatMap((file) => importsIn(join('src/cli', file), /from '(\.\/commands\/[^']+)'/g));
  expect(early).toEqual([]);
});

it('a command imports late only what one option needs: the publishers for validate --explain, the sandbox for verify --offline', () => {
  const files = readdirSync('src/cli/commands').map((file) => join('src/cli/commands', file));
  const late = files.flatMap((file) => importsIn(file, /import\('([^']+)'\)/g));
  expect(late).toEqual(['../../run/publishers.ts', '../../sandbox/server.ts']);
});
