// Runs every long suite, one after the other, and prints a table: `npm run test:nightly`.
//   --sample      a first look at each suite
//   --only NAME   this suite alone; repeatable
// Exits with 1 when a suite found a violation.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { sample: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
const { sample, only } = values;

const node = (...argv) => [process.execPath, ...argv];
const suite = (name) => node('scripts/nightly-suite.mjs', name, ...(sample ? ['--sample'] : []));
const onGlance = (command) => ['bash', 'scripts/with-glance', ...command];
const MUTATIONS = ['node_modules/vitest/vitest.mjs', 'run', 'test/run/saved/mutations.slow.test.ts'];

/** Each suite prints its own figures: cases tried, and violations. */
const SUITES = {
  chaos: { command: node('scripts/test-chaos.mjs', ...(sample ? ['--sample'] : [])) },
  'chaos on Glance': {
    command: onGlance(node('scripts/test-chaos.mjs', '--real', ...(sample ? ['--sample'] : []))),
  },
  fuzz: { command: node('scripts/test-fuzz.mjs', '--cases', sample ? '500' : '10000') },
  'plan mutation': {
    command: node(...MUTATIONS),
    env: { RECONCILE_MUTATIONS: sample ? '200' : '10000', CI: '1' },
  },
  'no-room': { command: suite('no-room') },
  replays: { command: suite('replays') },
  stacks: { command: suite('stacks') },
  services: { command: suite('services') },
  clocks: { command: suite('clocks') },
};

const unknown = (only ?? []).find((name) => !Object.hasOwn(SUITES, name));
if (unknown !== undefined) {
  console.error(`error: no suite is called "${unknown}"; the suites are ${Object.keys(SUITES).join(', ')}`);
  process.exit(64);
}

const rows = [];
for (const [name, { command, env = {} }] of Object.entries(SUITES)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n== ${name}`);
  const began = performance.now();
  const [program, ...argv] = command;
  const { status } = spawnSync(program, argv, { stdio: 'inherit', env: { ...process.env, ...env } });
  rows.push({ name, passed: status === 0, seconds: Math.round((performance.now() - began) / 1000) });
}

console.log('');
const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, passed, seconds } of rows) {
  console.log(`${name.padEnd(width)}  ${passed ? 'passed' : 'FAILED'}  ${String(seconds).padStart(6)} s`);
}
process.exitCode = rows.every(({ passed }) => passed) ? 0 : 1;
