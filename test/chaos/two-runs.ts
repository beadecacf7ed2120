import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { differences, excerpt, misconduct } from './checks.ts';
import { type CloudView, type Credentials, openView, type Upstreams } from './cloud.ts';
import { type Contents, createContents, servedFrom } from './contents.ts';
import { type Gate, openGate } from './gate.ts';
import { watch } from './observer.ts';
import { type Hosts, prepareHosts } from './other-host.ts';
import { idOf, openHome, withAcceptances } from './play.ts';
import { startPolling } from './poller.ts';
import { type Run, runChild } from './program.ts';
import { nameContents, type Scene } from './scene.ts';
import { tellStory } from './story.ts';
import type { Tally } from './tally.ts';

export interface TwoRunsSuite {
  readonly program: string;
  readonly folder: string;
  readonly name: string;
  /** The number of pairs of runs. */
  readonly times: number;
  readonly upstreams: Upstreams;
  readonly credentials: Credentials;
}

/**
 * Plays scenes with two runs at once, from two home folders as if on two hosts. Each run may find that the other was
 * first. Both together, or at the latest the next run, must reach the wanted state.
 */
export async function runTwoAtOnce(suite: TwoRunsSuite): Promise<readonly Tally[]> {
  const begun = performance.now();
  const contents = createContents();
  const gate = await openGate({ file: servedFrom(contents), inTurn: false });
  const view = await openView(suite.upstreams, suite.credentials);
  const hosts = await prepareHosts(suite.folder);
  gate.attach(suite.upstreams, { disturb: () => null, kill: () => {}, handled: async () => {} });
  const parts: Parts = { ...suite, contents, gate, view, hosts };
  let [tried, violations, looks, atOnce] = [0, 0, 0, 0];
  const ends = new Map<string, number>();
  try {
    for (let number = 0; tried < suite.times; number += 1) {
      for await (const pair of tellInPairs(parts, number)) {
        tried += 1;
        looks += pair.looks;
        if (pair.isConverged) atOnce += 1;
        ends.set(pair.exitCodes, (ends.get(pair.exitCodes) ?? 0) + 1);
        if (pair.problems.length > 0) {
          violations += 1;
          console.log(`VIOLATION with two runs (${pair.title})\n  ${pair.problems.join('\n  ')}`);
          break;
        }
        if (tried >= suite.times) break;
      }
    }
  } finally {
    await view.close();
    await gate.close();
  }
  const codes = [...ends].map(([pair, count]) => `${pair}: ${count}`).join(', ');
  const note = `as wanted without another run: ${atOnce}; exit codes ${codes}`;
  const seconds = (performance.now() - begun) / 1000;
  return [{ kind: suite.name, points: suite.times, tried, violations, looks, seconds, note }];
}

interface Parts extends TwoRunsSuite {
  readonly contents: Contents;
  readonly gate: Gate;
  readonly view: CloudView;
  readonly hosts: Hosts;
}

interface Pair {
  readonly title: string;
  readonly exitCodes: string;
  readonly isConverged: boolean;
  readonly problems: readonly string[];
  readonly looks: number;
}

async function* tellInPairs(parts: Parts, number: number): AsyncGenerator<Pair> {
  const { contents, gate, view } = parts;
  const prefix = `pairs-${process.pid}-${number} `;
  const scenes = tellStory({ prefix, pinnedId: randomUUID(), files: `${gate.url}/files`, contents });
  nameContents(scenes, contents);
  try {
    for (const index of scenes.keys()) yield await playPair(parts, prefix, scenes, index, number);
  } finally {
    await view.clear(prefix);
  }
}

async function playPair(
  parts: Parts,
  prefix: string,
  scenes: readonly Scene[],
  index: number,
  number: number,
): Promise<Pair> {
  const { contents, view, program, hosts, credentials } = parts;
  const scene = scenes[index]!;
  await scene.before?.(view.others(contents));
  const first = await view.look(prefix);
  const before = withAcceptances(scene.given ?? scenes[index - 1]?.after ?? [], first);
  const observer = watch(first, { before, after: scene.after, contents });
  const poller = startPolling(view, prefix, observer);
  const command = scene.command(
    (label) => idOf(label, first, contents),
    (key) => `${prefix}${key}`,
  );
  const homes = await Promise.all([openHome(homeOptions(parts), scene), openHome(homeOptions(parts), scene)]);
  const problems: string[] = [];

  async function run(host: number, args: readonly string[]): Promise<Run> {
    const { home, env } = homes[host]!;
    const ended = await runChild({
      program,
      args,
      cwd: home,
      env: { ...env, ...hosts.env(`host-${host}`) },
      nodeArgs: hosts.nodeArgs,
    });
    problems.push(...misconduct(ended, [credentials.password]));
    return ended;
  }

  try {
    // Start some pairs together, and some with a delay.
    const behind = pause((number % 5) * 60).then(() => run(1, command));
    const ends = await Promise.all([run(0, command), behind]);
    const isConverged = differences(await view.look(prefix), scene.after, first, contents).length === 0;
    const next = await run(0, command);
    if (next.exitCode !== 0) problems.push(`the next run ended with ${next.exitCode}: ${saidBy(next)}`);
    const look = await view.look(prefix);
    observer.see(look, 'in the end');
    problems.push(...differences(look, scene.after, first, contents));
    const plan = await run(0, ['plan', '--detailed-exitcode', '-f', 'glance.yaml']);
    if (plan.exitCode !== 0) problems.push(`the next plan ended with ${plan.exitCode}: ${saidBy(plan)}`);
    await poller.stop();
    problems.push(...observer.violations.map(({ rule, what, when }) => `${rule}: ${what} (${when})`));
    if (problems.length > 0)
      problems.push(...ends.map((one) => `one ended with ${one.exitCode}: ${saidBy(one)}`));
    const exitCodes = ends
      .map((one) => one.exitCode)
      .sort()
      .join('+');
    return { title: scene.title, exitCodes, isConverged, problems, looks: observer.looks };
  } finally {
    await poller.stop();
  }
}

function saidBy(run: Run): string {
  return excerpt(run.stdout + run.stderr);
}

function homeOptions({ folder, gate, credentials }: Parts) {
  return {
    folder,
    prepareHome: async () => ({
      OS_AUTH_URL: `${gate.url}/identity/v3`,
      OS_IMAGE_ENDPOINT_OVERRIDE: `${gate.url}/image`,
      OS_USERNAME: credentials.user,
      OS_PASSWORD: credentials.password,
      OS_PROJECT_NAME: credentials.project,
      OS_USER_DOMAIN_NAME: 'Default',
      OS_PROJECT_DOMAIN_NAME: 'Default',
      OS_REGION_NAME: 'RegionOne',
      OS_API_TIMEOUT: '60',
    }),
  };
}
