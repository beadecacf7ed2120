import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { excerpt, misconduct } from '../chaos/checks.ts';
import { openView, type Wire } from '../chaos/cloud.ts';
import { type Run, runChild } from '../chaos/program.ts';
import { realCredentials, realUpstreams } from '../chaos/real-suite.ts';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { MOMENTS, type Moment, type MomentsProxy, openMomentsProxy } from './support/moments-proxy.ts';
import { openServiceStack, type ServiceName, type ServiceStack } from './support/service-stack.ts';
import type { SuiteOptions, SuiteResult } from './support/suite.ts';

/** Several blocks on their way, so that an upload has a middle. */
const IMAGE_BYTES = 3_000_000;
const NAME = 'nightly-services';
const SAMPLE = 12;
/** Milliseconds for which a service is away, in turn: shorter and longer than the run waits for one answer. */
const AWAY_MS = [500, 6_000];
const API_TIMEOUT_SECONDS = '4';
/** One request after the other, so that every run has the same requests. */
const LIMITS = ['--yes', '--parallelism', '1', '--transfers', '1'];

interface Point {
  /** From 1. */
  readonly request: number;
  readonly moment: Moment;
  readonly service: ServiceName;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  readonly awayMs: number;
}

/**
 * Ends and stops Glance and Keystone at every request of a replacement, on a stack of its own. Then the services come
 * back, and one more apply must reach the wanted state. Each point replaces what the point before has published.
 */
export async function run({ sample }: SuiteOptions): Promise<SuiteResult> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-nightly-'));
  const stack = await openServiceStack();
  const upstreams = realUpstreams(stack.env);
  const proxy = await openMomentsProxy(upstreams);
  const bench = { folder, stack, proxy, env: environment(stack, proxy, folder) };
  const violations: string[] = [];
  const recoveries: number[] = [];
  const codes = new Map<string, number>();
  try {
    // The first publishes, the second leaves a backup; the requests of all later ones are like the third's.
    for (let version = 1; version <= 3; version += 1) {
      proxy.watch(() => {});
      await writeVersion(folder, version);
      const first = await program(bench, ['apply', ...LIMITS]);
      if (first.exitCode !== 0) throw new Error(`an undisturbed run ended with ${said(first)}`);
    }
    const points = pointsOf(proxy.passed.length);
    const chosen = sample ? everyNth(points, SAMPLE) : points;
    console.log(
      `services: ${proxy.passed.length} requests, ${points.length} points, ${chosen.length} to try`,
    );
    for (const [index, point] of chosen.entries()) {
      const result = await tryPoint(bench, point, index + 4);
      if (result.recoveredMs !== null) recoveries.push(result.recoveredMs);
      codes.set(result.ended, (codes.get(result.ended) ?? 0) + 1);
      const where = `${index + 1}: ${point.signal} of ${point.service} for ${point.awayMs} ms ${point.moment} ${result.request}`;
      violations.push(...result.problems.map((problem) => `${where}: ${problem}`));
      console.log(`services: ${where}: exit ${result.ended}, ${result.problems.join('; ') || 'good'}`);
    }
    printRecoveries(recoveries, codes);
    return { tried: chosen.length, violations };
  } finally {
    await proxy.close();
    stack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly folder: string;
  readonly stack: ServiceStack;
  readonly proxy: MomentsProxy;
  readonly env: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly request: string;
  /** The exit code of the disturbed run. */
  readonly ended: string;
  /** From the moment when both services answer again to the end of the next run; null when it failed. */
  readonly recoveredMs: number | null;
  readonly problems: readonly string[];
}

async function tryPoint(bench: Bench, point: Point, version: number): Promise<Outcome> {
  const { folder, stack, proxy } = bench;
  const [old, fresh] = [contentOf(version - 1), await writeVersion(folder, version)];
  const watcher = await startWatcher(stack.dir, [digest('md5', old), digest('md5', fresh)]);
  let back: Promise<void> = Promise.resolve();
  let wasPulled = false;
  proxy.watch(({ number }, moment) => {
    if (number !== point.request || moment !== point.moment) return;
    wasPulled = true;
    stack.signal(point.service, point.signal);
    back = pause(point.awayMs).then(() => bringBack(stack, point));
    back.catch(() => {});
  });
  const disturbed = await program(bench, ['apply', ...LIMITS]);
  const passing = proxy.passed[point.request - 1];
  const request = passing ? `${passing.method} ${passing.path}` : 'no request';
  await back;
  proxy.watch(() => {});
  const begun = performance.now();
  const next = await program(bench, ['apply', ...LIMITS]);
  const recoveredMs = next.exitCode === 0 ? performance.now() - begun : null;
  const plan = await program(bench, ['plan', '--detailed-exitcode']);
  const { violations } = await watcher.stop();
  const problems = [
    ...violations,
    ...[disturbed, next, plan].flatMap((one) => misconduct(one, [stack.env.OS_PASSWORD ?? ''])),
    ...(wasPulled ? [] : [`the run made only ${proxy.passed.length} requests`]),
    ...(next.exitCode === 0 ? [] : [`the next run ended with ${said(next)}`]),
    ...(plan.exitCode === 0 ? [] : [`the next plan ended with ${said(plan)}`]),
    ...(await differencesFrom(bench, digest('md5', fresh), digest('md5', old))),
  ];
  return { request, ended: String(disturbed.exitCode), recoveredMs, problems };
}

async function bringBack(stack: ServiceStack, { service, signal }: Point): Promise<void> {
  if (signal === 'SIGSTOP') stack.signal(service, 'SIGCONT');
  await stack.start();
}

/** The stack's images in the end: the new one published, the old one as its backup, nothing else. */
async function differencesFrom(
  { stack }: Bench,
  current: string,
  backup: string,
): Promise<readonly string[]> {
  const view = await openView(realUpstreams(stack.env), realCredentials(stack.env));
  try {
    const { images } = await view.look(NAME);
    const is = images.map((image: Wire) => {
      const role = image['owner_specified.reconcile.role'];
      return `${role} ${image.status} ${image.os_hidden ? 'hidden' : 'visible'} ${image.checksum}`;
    });
    const should = [`backup active hidden ${backup}`, `current active visible ${current}`];
    return is.sort().join() === should.join() ? [] : [`the images are ${is.join(', ')}`];
  } finally {
    await view.close();
  }
}

interface Watcher {
  stop(): Promise<{ readonly violations: readonly string[] }>;
}

/** Looks at the database and the files of Glance all the time: Glance itself is away. */
async function startWatcher(dir: string, checksums: readonly string[]): Promise<Watcher> {
  const script = 'test/nightly/support/watch-glance.py';
  const child = spawn('/usr/bin/python3', [script, dir, NAME, ...checksums], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const ready = once(reader, 'line');
  reader.on('line', (line) => lines.push(line));
  const ended = once(reader, 'close');
  await ready;
  return {
    async stop() {
      child.stdin.end();
      await ended;
      const looks = Number(/^(\d+) looks$/.exec(lines.at(-1) ?? '')?.[1] ?? 0);
      const violations = lines.filter((line) => line !== 'ready' && !line.endsWith(' looks'));
      return { violations: looks > 0 ? violations : [...violations, 'the watcher did not look'] };
    },
  };
}

function pointsOf(requests: number): readonly Point[] {
  const points: Point[] = [];
  for (let request = 1; request <= requests; request += 1) {
    for (const moment of MOMENTS) {
      for (const service of ['glance', 'keystone'] as const) {
        for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
          const turn = request + MOMENTS.indexOf(moment) + (signal === 'SIGKILL' ? 0 : 1);
          points.push({ request, moment, service, signal, awayMs: AWAY_MS[turn % AWAY_MS.length]! });
        }
      }
    }
  }
  return points;
}

/** An even choice; the stride is odd, so that every kind of point has its turn. */
function everyNth(points: readonly Point[], wanted: number): readonly Point[] {
  const stride = Math.max(1, Math.floor(points.length / wanted)) | 1;
  return points.filter((_, index) => index % stride === 0).slice(0, wanted);
}

function contentOf(version: number): Buffer {
  return qcow2(Buffer.from(`version ${version}`), IMAGE_BYTES);
}

async function writeVersion(folder: string, version: number): Promise<Buffer> {
  const bytes = contentOf(version);
  const image = {
    name: NAME,
    format: 'qcow2',
    source: './image.qcow2',
    checksum: `sha256:${digest('sha256', bytes)}`,
    visibility: 'public',
  };
  await writeFile(join(folder, 'image.qcow2'), bytes);
  await writeFile(
    join(folder, 'glance.yaml'),
    stringify({ glance: { server: { name: NAME, images: [image] } } }),
  );
  return bytes;
}

function environment(stack: ServiceStack, proxy: MomentsProxy, folder: string): Bench['env'] {
  const own = Object.entries(stack.env).filter(([key]) => key.startsWith('OS_'));
  return {
    ...Object.fromEntries(own),
    PATH: process.env.PATH ?? '',
    HOME: folder,
    OS_AUTH_URL: `${proxy.url}/identity/v3`,
    OS_IMAGE_ENDPOINT_OVERRIDE: `${proxy.url}/image`,
    OS_API_TIMEOUT: API_TIMEOUT_SECONDS,
  };
}

function program({ folder, env }: Bench, args: readonly string[]): Promise<Run> {
  const path = resolve('dist/main.js');
  return runChild({ program: path, args: [...args, '-f', 'glance.yaml'], cwd: folder, env });
}

function said(run: Run): string {
  return `${run.exitCode}: ${excerpt(run.stdout + run.stderr)}`;
}

function printRecoveries(milliseconds: readonly number[], codes: ReadonlyMap<string, number>): void {
  const seconds = milliseconds.map((one) => one / 1000).sort((a, b) => a - b);
  const median = seconds[Math.floor(seconds.length / 2)] ?? Number.NaN;
  const worst = seconds.at(-1) ?? Number.NaN;
  console.log(
    `services: the next run recovers in ${median.toFixed(1)} s (median), ${worst.toFixed(1)} s (worst); ` +
      `exit codes of the disturbed runs: ${[...codes].map(([code, count]) => `${code}: ${count}`).join(', ')}`,
  );
}
