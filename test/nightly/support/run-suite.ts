import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { SuiteOptions, SuiteResult } from './suite.ts';

// The entry point that scripts/nightly-suite.mjs starts: NAME and the path of the bundled suite.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'boolean', default: false } },
});
const [name, path] = positionals as [string, string];
const suite: { run(options: SuiteOptions): Promise<SuiteResult> } = await import(pathToFileURL(path).href);

const begun = performance.now();
const { tried, violations, skipped } = await suite.run({ sample: values.sample });
for (const violation of violations) console.log(`VIOLATION ${name}: ${violation}`);
if (skipped !== undefined) console.log(`${name}: skipped: ${skipped}`);
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
console.log(`${name}: ${tried} tried, ${violations.length} violations, ${seconds} s`);
process.exitCode = violations.length > 0 || (tried === 0 && skipped === undefined) ? 1 : 0;
