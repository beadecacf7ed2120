import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../src/sandbox/server.ts';
import { serveLanes } from './pool.ts';
import { realCredentials, realUpstreams, runRealSuite } from './real-suite.ts';
import { runSandboxSuite } from './sandbox-suite.ts';
import type { Tally } from './tally.ts';
import { runTwoAtOnce } from './two-runs.ts';

const { values: flags } = parseArgs({
  options: {
    program: { type: 'string', default: '' },
    // An even sample of the points, for a quick check.
    sample: { type: 'boolean', default: false },
    // A real Keystone and Glance, from OS_*.
    real: { type: 'boolean', default: false },
    kills: { type: 'string' },
    faults: { type: 'string' },
    pairs: { type: 'string' },
    // Points at the same time: they mostly wait, for stalled requests and retries.
    lanes: { type: 'string', default: '24' },
    processes: { type: 'string', default: '2' },
    // A pattern of descriptions, e.g. `scene 19 cloud .*kill`.
    only: { type: 'string' },
    // For child processes: their lanes, and the folder that all share.
    serve: { type: 'string' },
    folder: { type: 'string', default: '' },
  },
});

/** The folder for the many copies of the cloud's states: some 100 MB. */
const IN_MEMORY = '/dev/shm';
const begun = performance.now();
if (flags.serve === undefined) await runSuites();
else await serveLanes({ ...flags, numbers: flags.serve.split(',').map(Number) });

async function runSuites(): Promise<void> {
  const folder = await mkdtemp(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'reconcile-chaos-'));
  try {
    summarise(flags.real ? await onRealCloud(folder) : await onSandbox(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onSandbox(folder: string): Promise<readonly Tally[]> {
  const points = await runSandboxSuite({
    program: flags.program,
    folder,
    lanes: Number(flags.lanes),
    processes: Number(flags.processes),
    mostKills: most(flags.kills, 100),
    mostFaults: most(flags.faults, 300),
    only: flags.only === undefined ? null : new RegExp(flags.only),
  });
  return [...points, ...(await pairsOnSandbox(folder, most(flags.pairs, 20, 100)))];
}

async function pairsOnSandbox(folder: string, times: number): Promise<readonly Tally[]> {
  const sandbox = await startSandbox();
  try {
    return await runTwoAtOnce({
      program: flags.program,
      folder,
      name: 'two runs at once',
      times,
      upstreams: { identity: sandbox.authUrl.replace(/\/v3$/, ''), image: sandbox.imageUrl },
      credentials: { user: 'admin', project: 'service', password: sandbox.env.OS_PASSWORD ?? '' },
    });
  } finally {
    await sandbox.close();
  }
}

async function onRealCloud(folder: string): Promise<readonly Tally[]> {
  const upstreams = realUpstreams(process.env);
  const suite = { program: flags.program, folder };
  const kills = await runRealSuite({ ...suite, kills: most(flags.kills, 40, 100) }, upstreams);
  const pairs = await runTwoAtOnce({
    ...suite,
    name: 'two runs at once on a real Glance',
    times: most(flags.pairs, 10, 20),
    upstreams,
    credentials: realCredentials(),
  });
  return [...kills, ...pairs];
}

function most(given: string | undefined, sampled: number, all = Number.POSITIVE_INFINITY): number {
  if (given !== undefined) return Number(given);
  return flags.sample ? sampled : all;
}

function summarise(tallies: readonly Tally[]): void {
  console.log('');
  for (const { kind, points, tried, violations, looks, seconds, note } of tallies) {
    const effort = `${looks} looks at the cloud, ${Math.round(seconds)} s`;
    console.log(`${kind}: points ${points}, tried ${tried}, violations ${violations} (${effort})`);
    if (note) console.log(`  ${note}`);
  }
  const total = (key: 'points' | 'tried' | 'violations') =>
    tallies.reduce((sum, tally) => sum + tally[key], 0);
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  console.log(
    `points: ${total('points')}, tried: ${total('tried')}, violations: ${total('violations')}, ${minutes} min`,
  );
  process.exitCode = total('violations') > 0 || total('tried') === 0 ? 1 : 0;
}
