// Runs the long suites, one after the other, and prints for each what it tried and what it found. Exits with 1 when one
// found a violation, failed, or tried nothing without saying why.
//   --only NAME   this suite alone (repeatable)
//   --sample      a short run of each, for a first look
// Chaos on a real Glance and services install Debian's packages as root: see scripts/glance-stack.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    sample: { type: 'boolean', default: false },
  },
});
const sampled = values.sample ? ['--sample'] : [];
const cases = values.sample ? 300 : 10_000;
const mutations = values.sample ? 200 : 10_000;

/** `figures` finds the line of output that says what a suite tried, and where it counts them, its violations. */
const SUITES = [
  chaos('chaos', ['node', 'scripts/test-chaos.mjs', ...sampled]),
  chaos('chaos-glance', [
    'bash',
    'scripts/with-glance',
    'node',
    'scripts/test-chaos.mjs',
    '--real',
    ...sampled,
  ]),
  {
    name: 'fuzz',
    command: ['node', 'scripts/test-fuzz.mjs', '--cases', String(cases)],
    figures: /^fuzz: \d+ parsers, (?<tried>\d+) cases$/,
  },
  {
    // The same number of mutations with the state file at hand, and without.
    name: 'plan-mutation',
    command: ['node', 'node_modules/vitest/vitest.mjs', 'run', 'test/run/saved/mutations.slow.test.ts'],
    env: { RECONCILE_MUTATIONS: String(mutations), CI: '1' },
    figures: /^ +Tests +.*passed/,
    tried: 2 * mutations,
  },
  own('no-room'),
  own('replays'),
  own('stacks'),
  own('races'),
  own('services'),
  own('clocks'),
  own('clock-jumps'),
];

function chaos(name, command) {
  return { name, command, figures: /^points: \d+, tried: (?<tried>\d+), violations: (?<violations>\d+), / };
}

function own(name) {
  return {
    name,
    command: ['node', 'scripts/nightly-suite.mjs', name, ...sampled],
    figures: new RegExp(`^${name}: (?<tried>\\d+) tried, (?<violations>\\d+) violations, `),
    skip: new RegExp(`^${name}: skipped: (?<why>.*)$`),
  };
}

const unknown = values.only.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `error: there is no suite ${unknown.join(', ')}, but: ${SUITES.map(({ name }) => name).join(', ')}`,
  );
  process.exit(64);
}

const chosen = SUITES.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
const results = [];
for (const suite of chosen) {
  const result = await run(suite);
  results.push(result);
  console.log(`\n${inOneLine(result)}\n`);
}
const width = Math.max(...results.map(({ name }) => name.length));
for (const result of results) console.log(inOneLine(result, width));
process.exitCode = results.every(({ isGood }) => isGood) ? 0 : 1;

async function run({ name, command, env = {}, figures, skip, tried }) {
  console.log(`${name}: ${command.join(' ')}`);
  const begun = performance.now();
  const [file, ...argv] = command;
  const child = spawn(file === 'node' ? process.execPath : file, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  const stop = (signal) => {
    child.kill(signal);
    child.once('close', () => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  let found = null;
  let skipped = null;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    console.log(line);
    found = figures.exec(line) ?? found;
    skipped = skip?.exec(line)?.groups.why ?? skipped;
  });
  const [[code]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
  const count = found ? Number(found.groups?.tried ?? tried) : 0;
  // A suite that counts no violations has one when it fails.
  const violations = Math.max(Number(found?.groups?.violations ?? 0), code === 0 ? 0 : 1);
  const isGood = code === 0 && violations === 0 && (count > 0 || skipped !== null);
  return { name, tried: count, violations, skipped, isGood, seconds: (performance.now() - begun) / 1000 };
}

function inOneLine({ name, tried, violations, skipped, isGood, seconds }, width = 0) {
  const figures = `${tried} tried, ${violations} violations, ${seconds.toFixed(0)} s`;
  const note = skipped === null ? '' : ` (skipped: ${skipped})`;
  return `${`${name}:`.padEnd(width + 1)} ${figures}${note}${isGood ? '' : '  FAILED'}`;
}
