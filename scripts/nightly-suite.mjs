// Builds and runs one suite of test/nightly/: `node scripts/nightly-suite.mjs NAME [--sample]`. A suite exports
// `run({ sample })` with the result of test/nightly/support/suite.ts. Exits with 1 on a violation, or when the suite tried
// nothing and does not say why.
// The suites start dist/main.js: run `npm run build` before.
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name = '', ...more] = process.argv.slice(2);
// Inside the checkout, so that the packages which stay outside the bundle are found.
const folder = mkdtempSync(resolve('.nightly-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: { suite: `test/nightly/${name}.ts` },
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.18',
  logLevel: 'error',
});
const { run } = await import(pathToFileURL(join(folder, 'suite.mjs')).href);
const begun = performance.now();
const { tried, violations, skipped } = await run({ sample: more.includes('--sample') });
for (const violation of violations) console.error(`${name}: ${violation}`);
if (skipped !== undefined) console.log(`${name}: skipped: ${skipped}`);
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(`${name}: ${tried} tried, ${violations.length} violations, ${seconds} s`);
process.exitCode = (tried > 0 || skipped !== undefined) && violations.length === 0 ? 0 : 1;
