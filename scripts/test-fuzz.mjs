// Fuzzes every parser of input from outside: files, and answers of servers. Prints the cases and the time of each parser.
// Exits with 1 when a parser failed, hung or got too few cases.
//   --cases N   cases for each property (default 10000)
//   --seed N    repeat the cases of an earlier run, which printed N (default: new cases)
// Other arguments go to vitest.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Minutes for all parsers: ten times the usual time. A longer run hangs in a case that its test cannot stop. */
const LONGEST = 180;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const wanted = Number(values.cases);
if (!Number.isSafeInteger(wanted) || wanted < 1 || !/^-?\d+$/.test(values.seed)) {
  console.error('error: --cases and --seed are whole numbers');
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), 'reconcile-fuzz-'));
const tally = join(folder, 'tally');
try {
  console.log(`fuzz: ${wanted} cases for each property, seed ${values.seed}`);
  const ended = await runTests();
  const parsers = existsSync(tally) ? readTally() : [];
  print(parsers);
  const tooFew = parsers.filter(({ cases }) => cases < wanted);
  for (const { parser, cases } of tooFew) console.error(`fuzz: ${parser}: ${cases} cases only`);
  if (ended !== 0)
    console.error(`fuzz: failed; the same cases again: --cases ${wanted} --seed ${values.seed}`);
  process.exitCode = ended === 0 && parsers.length > 0 && tooFew.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Returns vitest's exit code, or 1 when the time was over. */
async function runTests() {
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--config', 'vitest.fuzz.config.ts', ...positionals],
    {
      stdio: 'inherit',
      detached: true,
      env: { ...process.env, FUZZ_RUNS: String(wanted), FUZZ_SEED: values.seed, FUZZ_TALLY: tally },
    },
  );
  const endGroup = () => process.kill(-child.pid, 'SIGKILL');
  const timer = setTimeout(() => {
    console.error(`fuzz: not done after ${LONGEST} minutes`);
    endGroup();
  }, LONGEST * 60_000);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, endGroup);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  return code ?? 1;
}

function readTally() {
  return readFileSync(tally, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .sort((a, b) => (a.parser < b.parser ? -1 : 1));
}

function print(parsers) {
  const width = Math.max(0, ...parsers.map(({ parser }) => parser.length));
  for (const { parser, cases, milliseconds } of parsers) {
    const seconds = (milliseconds / 1000).toFixed(1);
    console.log(
      `fuzz: ${parser.padEnd(width)}  ${String(cases).padStart(7)} cases  ${seconds.padStart(6)} s`,
    );
  }
  const all = parsers.reduce((sum, { cases }) => sum + cases, 0);
  console.log(`fuzz: ${parsers.length} parsers, ${all} cases`);
}
