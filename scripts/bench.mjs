// Bundles the bench into a folder of its own and runs it: see bench/main.ts. The program is built before. Arguments go to the bench.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'reconcile-bench-build-'));
try {
  const outfile = join(folder, 'bench.mjs');
  await build({ entryPoints: ['bench/main.ts'], outfile, bundle: true, format: 'esm', platform: 'node' });
  const bench = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends its signal to both; the bench takes its stack down first.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
  process.exitCode = await new Promise((resolve) => bench.once('close', (status) => resolve(status ?? 1)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
