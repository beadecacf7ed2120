import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { buildProgram, ended, type Program } from '../support/program.ts';

/** Prints the environments and command lines of the process that started it, and of all processes above that. */
const ANCESTORS = `
pid=$PPID
while [ "$pid" -gt 1 ] && [ "$pid" -ne "$1" ]; do
  echo "== $(tr '\\0' ' ' </proc/$pid/cmdline)"
  tr '\\0' '\\n' </proc/$pid/environ
  pid=$(sed 's/.*) //' /proc/$pid/stat | cut -d' ' -f2)
done`;

let program: Program;
let sandbox: Sandbox;
beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const SECRETS = { GITHUB_TOKEN: 'ghp_0123456789abcdef', MIRROR_PASSWORD: 'mirror-secret', CI_NOTE: 'a-note' };

/** Applies an image whose check and transform look at their ancestors, and returns what they saw. */
async function seenByPrograms(field: string): Promise<string> {
  program.write('ancestors.sh', ANCESTORS);
  program.write('disk.raw', 'content');
  program.write(
    'glance.yaml',
    `glance: {server: {name: prod, images: [{name: a, format: raw, source: disk.raw, ${field}}]}}\n`,
  );
  const env = { ...sandbox.env, ...SECRETS };
  const seen = join(program.folder, 'seen');
  rmSync(seen, { force: true });
  await ended(program.start(['apply', '--yes'], env));
  return readFileSync(seen, 'utf8');
}

it.each([
  ['check', `checks: ["sh ancestors.sh ${process.pid} > seen"]`],
  ['transform', `transform: [sh, -c, "cat; sh ancestors.sh ${process.pid} > seen"]`],
])('a %s finds no secret in the environment of any process that started it', async (_kind, field) => {
  const seen = await seenByPrograms(field);
  expect(seen).toContain('== ');
  expect(seen).toContain(`HOME=${program.folder}`);
  for (const name of ['OS_PASSWORD', 'OS_USERNAME', ...Object.keys(SECRETS)]) {
    expect(seen).not.toContain(name);
  }
});
