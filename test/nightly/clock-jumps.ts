import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/server.ts';
import { misconduct } from '../chaos/checks.ts';
import { type CloudView, openView } from '../chaos/cloud.ts';
import type { Run } from '../chaos/program.ts';
import { digest } from '../support/digest.ts';
import { startLoopback } from '../support/loopback.ts';
import { qcow2 } from '../support/qcow2.ts';
import { findLibrary } from './clocks.ts';
import { publishedNow, stagedNow, watchPublished } from './support/published.ts';
import type { SuiteOptions, SuiteResult } from './support/suite.ts';
import { credentialsOf, type Member, openMember, said, upstreamsOf } from './support/team.ts';

const JUMPS = ['-30d', '-2h', '+2h', '+30d'] as const;
const APPLY = ['apply', '--yes', '--parallelism', '1', '--transfers', '1', '--cache', 'downloads'];
const PLAN = ['plan', '--detailed-exitcode'];
const NAME = 'clocks-image';
const LOCKED = 7;

/**
 * Runs of the program whose clock jumps, by libfaketime in that process alone: between runs, at every request of a
 * run, under a lock, beside a live run on another host, and after a kill. The sandbox keeps the time. Times of files
 * are true as well, as on a file server.
 */
export async function run({ sample }: SuiteOptions): Promise<SuiteResult> {
  const library = findLibrary();
  if (library === null)
    return { tried: 0, violations: [], skipped: 'libfaketime is not installed (Debian package faketime)' };
  const violations: string[] = [];
  let tried = 0;
  async function attempt(what: string, play: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = await openStage(library!);
    try {
      await play(stage);
      violations.push(...(await stage.problems()).map((problem) => `${what}: ${problem}`));
      console.log(`clock-jumps: ${what}: ${(await stage.problems()).join('; ') || 'good'}`);
    } finally {
      await stage.close();
    }
    tried += 1;
  }

  for (const jump of JUMPS) {
    await attempt(`a jump of ${jump} between runs`, (stage) => betweenRuns(stage, jump));
    await attempt(`${jump} beside a lock`, (stage) => besideLock(stage, jump));
    await attempt(`${jump} beside a live run on another host`, (stage) => besideLiveRun(stage, jump));
    await attempt(`${jump} after a kill`, (stage) => afterKill(stage, jump));
    const requests = await countRequests(library);
    const step = sample ? Math.ceil(requests / 3) : 1;
    for (let number = 1; number <= requests; number += step) {
      await attempt(`a jump of ${jump} at request ${number}`, (stage) => duringRun(stage, jump, number));
    }
  }
  return { tried, violations };
}

async function betweenRuns({ ours, publish, must, ends }: Stage, jump: string): Promise<void> {
  await publish(1);
  await must(ours, APPLY, [0]);
  await must(ours, PLAN, [0], jump);
  await publish(2);
  await must(ours, PLAN, [2], jump);
  await must(ours, APPLY, [0], jump);
  await must(ours, APPLY, [0], jump);
  // The clock is right once more, and then the file goes back: its content is a backup, and in the cache.
  await must(ours, PLAN, [0]);
  await publish(1);
  await must(ours, APPLY, [0]);
  await ends(1);
}

async function duringRun(
  { ours, publish, must, ends, setClock }: Stage,
  jump: string,
  at: number,
): Promise<void> {
  await publish(1);
  await must(ours, APPLY, [0]);
  await publish(2);
  ours.proxy.watch(({ number }, moment) =>
    number === at && moment === 'after' ? setClock(jump) : undefined,
  );
  await must(ours, APPLY, [0], '+0');
  ours.proxy.watch(() => {});
  await must(ours, APPLY, [0], jump);
  await ends(2);
}

/** The lock's holder stands still in its upload; the run with the other clock must not take the lock over. */
async function besideLock({ ours, publish, must, ends }: Stage, jump: string): Promise<void> {
  await publish(1);
  await must(ours, APPLY, [0]);
  await publish(2);
  const held = holdUpload(ours);
  const first = must(ours, APPLY, [0]);
  await Promise.race([held.reached, first]);
  await must(ours, APPLY, [LOCKED], jump);
  held.letGo();
  await first;
  await ends(2);
}

/** The other run must leave the staged image alone: its run is alive, and a wrong clock does not change that. */
async function besideLiveRun(stage: Stage, jump: string): Promise<void> {
  const { ours, theirs, publish, must, ends, view, tell } = stage;
  await publish(1);
  await must(ours, APPLY, [0]);
  await publish(2);
  const held = holdUpload(ours);
  const first = must(ours, APPLY, [0, 4, 5]);
  await Promise.race([held.reached, first]);
  const [staged] = await stagedNow(view, NAME);
  if (!staged) tell('the live run has staged no image');
  await must(theirs, APPLY, [0, 3, 4, 5], jump);
  const after = await stagedNow(view, NAME);
  if (!after.some(({ id }) => id === staged?.id)) tell("the live run's staged image is gone");
  held.letGo();
  await first;
  await must(ours, APPLY, [0]);
  await ends(2);
}

async function afterKill({ ours, publish, must, ends }: Stage, jump: string): Promise<void> {
  await publish(1);
  await must(ours, APPLY, [0]);
  await publish(2);
  let child: ChildProcess | null = null;
  const held = holdUpload(ours);
  const killed = ours.run(APPLY, {
    onStart: (started) => {
      child = started;
    },
  });
  await Promise.race([held.reached, killed]);
  (child as ChildProcess | null)?.kill('SIGKILL');
  await killed;
  held.letGo();
  await must(ours, APPLY, [0], jump);
  await ends(2);
}

/** Stops the next upload before its end. */
function holdUpload({ proxy }: Member): { readonly reached: Promise<void>; letGo(): void } {
  let [reach, letGo] = [() => {}, () => {}];
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isFirst = true;
  proxy.watch(async ({ method, path }, moment) => {
    if (!isFirst || moment !== 'middle' || method !== 'PUT' || !path.includes('/file')) return;
    isFirst = false;
    reach();
    await held;
  });
  return { reached, letGo };
}

/** The requests of a replacement. */
async function countRequests(library: string): Promise<number> {
  const stage = await openStage(library);
  try {
    await stage.publish(1);
    await stage.must(stage.ours, APPLY, [0]);
    await stage.publish(2);
    stage.ours.proxy.watch(() => {});
    await stage.must(stage.ours, APPLY, [0]);
    return stage.ours.proxy.passed.length;
  } finally {
    await stage.close();
  }
}

interface Stage {
  readonly ours: Member;
  /** The same stack's file on another host. */
  readonly theirs: Member;
  readonly view: CloudView;
  /** Writes both files for a version of the content. */
  publish(version: number): Promise<void>;
  /** Runs the program, with its clock wrong by `jump`; another exit code is a violation. */
  must(member: Member, args: readonly string[], codes: readonly number[], jump?: string): Promise<void>;
  /** Changes the clock of the runs that were started with a jump. */
  setClock(jump: string): Promise<void>;
  /** Checks the end: this version alone is published, nothing is staged, and the plan is empty. */
  ends(version: number): Promise<void>;
  tell(problem: string): void;
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

async function openStage(library: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-nightly-'));
  const sandbox = await startSandbox();
  const view = await openView(upstreamsOf(sandbox), credentialsOf(sandbox));
  const ours = await openMember({ folder, host: 'host-0', sandbox });
  const theirs = await openMember({ folder, host: 'host-1', sandbox });
  const contents = [1, 2].map((seed) => qcow2(seed, 300_000));
  const files = await startLoopback((request, response) => {
    const bytes = contents[Number(request.url?.slice(1)) - 1]!;
    response.setHeader('content-length', bytes.length);
    response.setHeader('etag', `"${request.url}"`);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  const checksums = contents.map((bytes) => digest('md5', bytes));
  const watch = watchPublished(view, NAME, checksums);
  const clock = join(folder, 'clock');
  const found: string[] = [];
  let watched: Promise<readonly string[]> | null = null;

  /** A rename: the program reads the file at every look at its clock. */
  async function setClock(jump: string): Promise<void> {
    await writeFile(`${clock}.new`, `${jump}\n`);
    await rename(`${clock}.new`, clock);
  }

  async function must(member: Member, args: readonly string[], codes: readonly number[], jump?: string) {
    if (jump !== undefined) await setClock(jump);
    const ended: Run = await member.run(args, { env: jump === undefined ? {} : fakedBy(library, clock) });
    if (ended.exitCode !== LOCKED) found.push(...misconductOf(ended));
    if (ended.exitCode === null || !codes.includes(ended.exitCode)) {
      found.push(`${args[0]}${jump ? ` at ${jump}` : ''} ended with ${said(ended)}`);
    }
  }

  /** A pending change of `plan --detailed-exitcode` ends with 2. */
  function misconductOf(ended: Run): readonly string[] {
    return misconduct({ ...ended, exitCode: ended.exitCode === 2 ? 0 : ended.exitCode }, [
      sandbox.env.OS_PASSWORD ?? '',
    ]);
  }

  return {
    ours,
    theirs,
    view,
    setClock,
    must,
    tell: (problem) => found.push(problem),
    async publish(version) {
      const bytes = contents[version - 1]!;
      const state = { stack: NAME, name: NAME, bytes, source: `${files.url}/${version}` };
      for (const member of [ours, theirs]) await member.writeState(state);
    },
    async ends(version) {
      await must(ours, PLAN, [0]);
      const published = await publishedNow(view, NAME);
      if (published.length !== 1) found.push(`in the end ${published.length} images are published`);
      else if (published[0].checksum !== checksums[version - 1]) found.push('another content is published');
      const staged = await stagedNow(view, NAME);
      if (staged.length > 0) found.push(`in the end ${staged.length} images are staged`);
    },
    async problems() {
      watched ??= watch.stop();
      return [...found, ...(await watched)];
    },
    async close() {
      watched ??= watch.stop();
      await watched;
      for (const member of [ours, theirs]) await member.close();
      await files.close();
      await view.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A changed clock jumps at once; time that passes (timers), and times of files, stay true. */
function fakedBy(library: string, clock: string): Readonly<Record<string, string>> {
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}
