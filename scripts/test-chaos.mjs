// Builds the program and the chaos suite into a folder of their own and runs the suite: see test/chaos/main.ts.
// Arguments go to the suite.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'reconcile-chaos-build-'));
try {
  await build({
    entryPoints: { main: 'src/main.ts', chaos: 'test/chaos/main.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    define: { __VERSION__: JSON.stringify(version) },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  const suite = [join(folder, 'chaos.mjs'), '--program', join(folder, 'main.mjs'), ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, suite, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
