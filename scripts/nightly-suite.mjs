// Bundles the program and a suite of test/nightly into a folder of their own and runs the suite.
//   node scripts/nightly-suite.mjs NAME [--sample]
// RECONCILE_PROGRAM is the path of the built program. The last line is `NAME: N tried, M violations, S s`.
// Exits with 1 on a violation, or when the suite tried nothing and does not say why.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'boolean', default: false } },
});
const [name = ''] = positionals;
const entry = `test/nightly/${name}.ts`;
if (!/^[a-z-]+$/.test(name) || !existsSync(entry)) {
  console.error(`error: there is no suite ${entry}`);
  process.exit(64);
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'reconcile-nightly-build-'));
try {
  const program = join(folder, 'main.mjs');
  await build({
    entryPoints: { main: 'src/main.ts', suite: entry, nightly: 'test/nightly/support/run-suite.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify(version) },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  const argv = [join(folder, 'nightly.mjs'), name, join(folder, 'suite.mjs')];
  const child = spawn(process.execPath, values.sample ? [...argv, '--sample'] : argv, {
    stdio: 'inherit',
    env: { ...process.env, RECONCILE_PROGRAM: program },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
