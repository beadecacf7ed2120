import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/server.ts';
import { misconduct } from '../chaos/checks.ts';
import { type CloudView, openView } from '../chaos/cloud.ts';
import type { Run } from '../chaos/program.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import type { Moment, Watch } from './support/moments-proxy.ts';
import { publishedNow, stagedNow, watchPublished } from './support/published.ts';
import type { SuiteOptions, SuiteResult } from './support/suite.ts';
import { credentialsOf, type Member, openMember, said, upstreamsOf } from './support/team.ts';

/** Milliseconds: longer than a run takes from its last look to its end. */
const DELAY_MS = 1_200;
const APPLY = ['apply', '--yes'];
/** Done, blocked, partly applied, stale: docs/reference/exit-codes-and-clouds.md. */
const DOCUMENTED = [0, 3, 4, 5];

/** Who the two are: stacks or repositories that want the same name, or two versions of one stack's file. */
type Kind = 'two stacks' | 'two stacks, one has published' | 'two lineages' | 'two repositories';

const KINDS: readonly Kind[] = [
  'two stacks',
  'two stacks, one has published',
  'two lineages',
  'two repositories',
];

/** The PATCH that a run's delay is at, from 1; 0: none. The last ones are those of publishing and of putting away. */
const TURNS = [0, 1, 2, 3, 4];

interface Case {
  readonly kind: Kind;
  readonly moment: Moment;
  /** For the first and the second run. */
  readonly turns: readonly [number, number];
  /** Milliseconds that the second run starts later. */
  readonly behindMs: number;
}

/**
 * Two runs at once on the sandbox, from two hosts, each held up at one of its PATCH requests. After both have ended, one
 * more run of each must leave one published image.
 */
export async function run({ sample }: SuiteOptions): Promise<SuiteResult> {
  const all = casesOf();
  // An odd stride: both delays, and both starts, have their turn.
  const stride = sample ? Math.floor(all.length / 15) | 1 : 1;
  const chosen = all.filter((_, index) => index % stride === 0);
  const violations: string[] = [];
  const codes = new Map<string, number>();
  for (const [index, one] of chosen.entries()) {
    const { problems, ends } = await play(one);
    codes.set(`${one.kind} ${ends}`, (codes.get(`${one.kind} ${ends}`) ?? 0) + 1);
    const where = `${one.kind}, ${one.moment} PATCH ${one.turns.join(' and ')}, ${one.behindMs} ms behind`;
    violations.push(...problems.map((problem) => `${where}: ${problem}`));
    console.log(`races: ${index + 1}: ${where}: exits ${ends}, ${problems.join('; ') || 'good'}`);
  }
  for (const [ends, count] of [...codes].sort()) console.log(`races: exits of ${ends}: ${count}`);
  return { tried: chosen.length, violations };
}

function casesOf(): readonly Case[] {
  const moments: readonly Moment[] = ['before', 'after'];
  return KINDS.flatMap((kind) =>
    moments.flatMap((moment) =>
      TURNS.flatMap((first) =>
        TURNS.flatMap((second) =>
          [0, 250].map((behindMs): Case => ({ kind, moment, turns: [first, second], behindMs })),
        ),
      ),
    ),
  );
}

interface Played {
  readonly problems: readonly string[];
  /** Exit codes of the two runs at once, then of one more run of each. */
  readonly ends: string;
}

async function play({ kind, moment, turns, behindMs }: Case): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-nightly-'));
  const sandbox = await startSandbox();
  const view = await openView(upstreamsOf(sandbox), credentialsOf(sandbox));
  const members = [
    await openMember({ folder, host: 'host-0', sandbox }),
    await openMember({ folder, host: 'host-1', sandbox }),
  ] as const;
  const name = 'races-image';
  const contents = [0, 1, 2].map((seed) => qcow2(seed, 50_000));
  const checksums = contents.map((bytes) => digest('md5', bytes));
  const isOneStack = kind === 'two lineages' || kind === 'two repositories';
  const stacks = isOneStack ? ['races-one', 'races-one'] : ['races-one', 'races-two'];
  const problems: string[] = [];
  const expect = (ended: Run, what: string, allowed: readonly number[]) => {
    problems.push(...misconduct(ended, [sandbox.env.OS_PASSWORD ?? '']));
    if (ended.exitCode === null || !allowed.includes(ended.exitCode)) {
      problems.push(`${what} ended with ${said(ended)}`);
    }
  };
  try {
    if (kind === 'two repositories') {
      for (const [index, { home }] of members.entries()) await makeClone(home, index);
    }
    if (kind !== 'two stacks' && kind !== 'two repositories') {
      await members[0].writeState({ stack: stacks[0]!, name, bytes: contents[0]! });
      expect(await members[0].run(APPLY), 'the run before', [0]);
    }
    for (const [index, member] of members.entries()) {
      await member.writeState({ stack: stacks[index]!, name, bytes: contents[index + 1]! });
      member.proxy.watch(delayAt(turns[index]!, moment));
    }
    const watch = watchPublished(view, name, checksums);
    const pair = await Promise.all([
      members[0].run(APPLY),
      pause(behindMs).then(() => members[1].run(APPLY)),
    ]);
    for (const member of members) member.proxy.watch(() => {});
    for (const [index, one] of pair.entries()) expect(one, `run ${index + 1}`, DOCUMENTED);
    const next: Run[] = [];
    for (const [index, member] of members.entries()) {
      const ended = await member.run(APPLY);
      next.push(ended);
      // The second stack finds the name taken; a lineage finds its own stack.
      expect(ended, `the next run ${index + 1}`, kind === 'two lineages' ? [0] : DOCUMENTED);
    }
    problems.push(...(await watch.stop()));
    problems.push(...(await differencesIn(view, members, kind, name, checksums)));
    const ends = `${pair.map(codeOf).join('+')} then ${next.map(codeOf).join('+')}`;
    if (problems.length > 0) problems.push(...pair.map((one) => `one ended with ${said(one)}`));
    return { problems, ends };
  } finally {
    for (const member of members) await member.close();
    await view.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function differencesIn(
  view: CloudView,
  members: readonly Member[],
  kind: Kind,
  name: string,
  checksums: readonly string[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  const published = await publishedNow(view, name);
  if (published.length !== 1) problems.push(`in the end ${published.length} images are published`);
  const staged = await stagedNow(view, 'races-');
  if (staged.length > 0) problems.push(`in the end ${staged.length} images are staged`);
  if (kind === 'two lineages') {
    // The second file had the last run.
    if (published[0]?.checksum !== checksums[2]) problems.push('in the end another content is published');
    const plan = await members[1]!.run(['plan', '--detailed-exitcode']);
    if (plan.exitCode !== 0) problems.push(`the next plan ended with ${said(plan)}`);
  }
  return problems;
}

/** Makes a home a clone, as far as a run reads it, of one of two repositories with the same name. */
async function makeClone(home: string, index: number): Promise<void> {
  await mkdir(join(home, '.git'));
  await writeFile(join(home, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  const url = `/srv/team-${index}/images.git`;
  await writeFile(join(home, '.git', 'config'), `[remote "origin"]\n\turl = ${url}\n`);
}

/** Holds up one PATCH of a run. */
function delayAt(turn: number, moment: Moment): Watch {
  let seen = 0;
  return async ({ method }, now) => {
    if (method !== 'PATCH' || now !== moment) return;
    seen += 1;
    if (seen === turn) await pause(DELAY_MS);
  };
}

function codeOf(run: Run): string {
  return String(run.exitCode);
}
