import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach } from 'vitest';

// Setup of the fast tests. The fast project promises that no test starts a process: each way to start one throws. The
// code under test may turn that error into a result of its own, so the test fails afterwards as well.
const STARTERS = ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync'] as const;

const started: string[] = [];

for (const starter of STARTERS) {
  Object.assign(childProcess, {
    [starter](program: string): never {
      started.push(program);
      throw explanation(program);
    },
  });
}
syncBuiltinESMExports();

afterEach(() => {
  const [program] = started.splice(0);
  if (program !== undefined) throw explanation(program);
});

function explanation(program: string): Error {
  return new Error(
    `A fast test starts the process ${JSON.stringify(program)}. Move it to a file named *.slow.test.ts.`,
  );
}
