import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSandboxSuite, type Tally } from './sandbox-suite.ts';

const { values: flags } = parseArgs({
  options: {
    program: { type: 'string' },
    all: { type: 'boolean', default: false },
    kills: { type: 'string' },
    faults: { type: 'string' },
    lanes: { type: 'string', default: '4' },
    only: { type: 'string' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'reconcile-chaos-'));
const begun = performance.now();
try {
  const tallies = await runSandboxSuite({
    program: flags.program ?? '',
    folder,
    lanes: Number(flags.lanes),
    mostKills: flags.all ? Number.POSITIVE_INFINITY : Number(flags.kills ?? 1e9),
    mostFaults: flags.all ? Number.POSITIVE_INFINITY : Number(flags.faults ?? 400),
    only: flags.only ?? null,
  });
  summarise(tallies);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function summarise(tallies: readonly Tally[]): void {
  console.log('');
  for (const { kind, points, tried, violations, looks, seconds } of tallies) {
    console.log(
      `${kind} points: ${points}, tried: ${tried}, violations: ${violations} (${looks} looks at the cloud, ${Math.round(seconds)} s)`,
    );
  }
  const total = (key: 'points' | 'tried' | 'violations') =>
    tallies.reduce((sum, tally) => sum + tally[key], 0);
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  console.log(
    `points: ${total('points')}, tried: ${total('tried')}, violations: ${total('violations')}, ${minutes} min`,
  );
  process.exitCode = total('violations') > 0 || total('tried') === 0 ? 1 : 0;
}
