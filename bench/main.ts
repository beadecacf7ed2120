import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GROUPS } from './groups.ts';
import { type BenchArguments, parseArguments, USAGE } from './support/arguments.ts';
import { type Bench, type Findings, type Group, openBench } from './support/bench.ts';
import { machineFacts } from './support/machine.ts';
import { drawResults, drawRows } from './support/results.ts';
import { endAll } from './support/run.ts';
import { closeServers } from './support/server.ts';
import { bringUp, stackIn, takeDown } from './support/stack.ts';

/**
 * Measures the built program beside its peers, on a real Keystone and Glance with MariaDB, and writes bench/RESULTS.md.
 * `npm run bench` builds it and runs it from the repository.
 */

const RESULTS = 'bench/RESULTS.md';
/** At once there are files of 5 GiB for the memory of uploads, and the 4 GiB that Glance stores. */
const ROOM = 12 * 2 ** 30;

const began = process.hrtime.bigint();

function minutes(): number {
  return Number(process.hrtime.bigint() - began) / 60e9;
}

function say(text: string): void {
  process.stderr.write(`${minutes().toFixed(1).padStart(5)} min  ${text}\n`);
}

/** Runs the groups one after the other; an error ends its group alone. */
async function runGroups(groups: readonly Group[], bench: Bench) {
  const findings: Findings[] = [];
  const failures: { readonly group: string; readonly message: string }[] = [];
  for (const group of groups) {
    say(`${group.name}: ${group.about}`);
    try {
      await bench.cloud.clear();
      const found = await group.run(bench);
      process.stderr.write(`\n${drawRows(found.rows)}\n\n`);
      findings.push(found);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say(`${group.name} failed: ${message}`);
      failures.push({ group: group.name, message: message.split('\n').join(' ') });
    }
  }
  return { findings, failures };
}

/** Why a run's figures are not those of the whole bench; null: they are. */
function partOf({ names, quick, rounds }: BenchArguments): string | null {
  if (quick) return 'a quick run has small sizes and one round, and measures nothing';
  if (names.length > 0) return 'this run had some of the groups';
  return rounds === null ? null : `this run had ${rounds} rounds`;
}

async function benchWith(args: BenchArguments): Promise<number> {
  const { names, quick, rounds, stack: dir } = args;
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-bench-'));
  const ownStack = dir === null ? join(folder, 'stack') : null;
  async function close(): Promise<void> {
    endAll();
    closeServers();
    if (ownStack !== null) takeDown(ownStack);
    await rm(folder, { recursive: true, force: true });
  }
  // A terminal sends its signal to npm's script as well, which sends it once more.
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void close().finally(() => process.exit(130));
    });
  }
  try {
    const { bavail, bsize } = await statfs(folder);
    if (!quick && bavail * bsize < ROOM)
      throw new Error(
        `${folder} has ${Math.floor((bavail * bsize) / 2 ** 30)} GiB free; the bench needs 12: set TMPDIR`,
      );
    if (ownStack !== null) say('bringing up Keystone, Glance and MariaDB');
    const stack = ownStack === null ? await stackIn(dir ?? '') : await bringUp(ownStack);
    const facts = await machineFacts();
    const bench = await openBench({ quick, rounds, stack, folder, say });
    const groups = names.length === 0 ? GROUPS : GROUPS.filter(({ name }) => names.includes(name));
    const { findings, failures } = await runGroups(groups, bench);
    const text = drawResults({ findings, failures, facts, date: new Date(), minutes: minutes() });
    process.stdout.write(text);
    const partial = partOf(args);
    if (partial === null) await writeFile(RESULTS, text);
    say(partial === null ? `written to ${RESULTS}` : `${RESULTS} stays as it is: ${partial}`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    if (!isClosing) await close();
  }
}

async function main(): Promise<number> {
  const args = parseArguments(
    process.argv.slice(2),
    GROUPS.map(({ name }) => name),
  );
  if (args.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (args.list) {
    for (const { name, about } of GROUPS) process.stdout.write(`${name.padEnd(10)} ${about}\n`);
    return 0;
  }
  return benchWith(args);
}

// A reader that goes away (`| head`) must not end the bench before it has taken its stack down.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  return 1;
});
