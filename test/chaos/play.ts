import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFile, type Wanted } from './cast.ts';
import { differences, excerpt } from './checks.ts';
import type { CloudView, Look, Upstreams } from './cloud.ts';
import type { Contents } from './contents.ts';
import type { Gate, Passing } from './gate.ts';
import { type Observer, watch } from './observer.ts';
import { createPerformer, type Ended } from './performer.ts';
import type { Point } from './points.ts';
import type { Run } from './program.ts';
import type { Command, Rerun, Scene, WayOut } from './scene.ts';

/** Seconds after which a run gives up on a broken or silent peer. */
const LIMIT = ['--timeout', '4'];
/** Makes the order of the requests the same in every run of a scene. */
const ONE_AT_A_TIME = ['--parallelism', '1', '--transfers', '1'];
const MINUTE_MS = 60_000;

export interface Stage {
  readonly program: string;
  readonly gate: Gate;
  readonly upstreams: Upstreams;
  readonly view: CloudView;
  readonly contents: Contents;
  /** The prefix of every name of the story. */
  readonly prefix: string;
  /** The parent of the home folders. */
  readonly folder: string;
  /** The environment that reaches the cloud through the gate, for a home folder. */
  readonly prepareHome: (home: string) => Promise<Readonly<Record<string, string>>>;
  /** The secrets that must never be printed. */
  readonly secrets: readonly string[];
  /** The wanted images of the scene before. */
  readonly wantedBefore: readonly Wanted[];
  /** Whether runs that are not killed get their own process, too. */
  readonly alwaysChildren: boolean;
}

/** The end of a disturbed run. */
export interface Disturbed {
  /** The disturbed request; null when the run made fewer requests. */
  readonly request: Passing | null;
  /** Whether the run did all its work in spite of the disturbance. */
  readonly isDone: boolean;
}

/** A scene during its play. */
export interface Play {
  readonly observer: Observer;
  /** Runs the scene's command with a disturbance. */
  disturb(point: Point): Promise<Disturbed>;
  /**
   * Runs the command undisturbed, or the command that follows a run disturbed at `point`. Returns the requests of the
   * run.
   */
  run(point?: Point): Promise<readonly Passing[]>;
  /** The differences from the wanted state after an undisturbed run, including the next plan. */
  settled(): Promise<readonly string[]>;
  /** The problems so far. */
  problems(): readonly string[];
  close(): Promise<void>;
}

/** Prepares a scene: other users' actions, a home folder with the state file, and the first look. */
export async function openPlay(stage: Stage, scene: Scene): Promise<Play> {
  const { view, contents, prefix } = stage;
  await scene.before?.(view.others(contents));
  const { home, env } = await openHome(stage, scene);
  const first = await view.look(prefix);
  const before = withAcceptances(scene.given ?? stage.wantedBefore, first);
  const observer = watch(first, { before, after: scene.after, contents });
  const performer = createPerformer(stage, { home, env }, observer);
  const usual = scene.ends ?? { command: 0, plan: 0 };
  const found: string[] = [];
  let { after } = scene;
  let clockShift = 0;

  const argsOf = (command: Command, ...more: readonly string[]): readonly string[] => [
    ...command(
      (label) => idOf(label, first, contents),
      (key) => `${prefix}${key}`,
    ),
    ...more,
  ];

  async function undisturbed(args: readonly string[], ends: readonly number[]): Promise<Ended> {
    const ended = await performer.execute(args, { clockShift });
    const { run } = ended;
    if (run.exitCode === null || !ends.includes(run.exitCode)) {
      found.push(`an undisturbed run ended with ${run.exitCode}: ${saidBy(run)}`);
    }
    return ended;
  }

  /** Checks the run's end. If the run reports that a pinned id is used up, the file gets another id. */
  async function must(
    command: Command,
    point?: Point,
    mayEnd: readonly number[] = [],
  ): Promise<readonly Passing[]> {
    const args = argsOf(command, ...ONE_AT_A_TIME);
    const wayOut = wayOutOf(scene, point);
    const { run, passed } = await undisturbed(args, [usual.command, ...mayEnd, ...(wayOut ? FAILURES : [])]);
    if (!wayOut || run.exitCode === 0) return passed;
    if (!/burnt-id|does not accept it again/.test(saidBy(run))) {
      found.push(`it ended with ${run.exitCode}, and not for a used-up id: ${saidBy(run)}`);
    }
    await writeState(home, wayOut.state);
    after = wayOut.after;
    await undisturbed(args, [0]);
    return passed;
  }

  /** Runs before the other host's run counts as dead: it may do a part of the work, but nothing may go wrong. */
  async function rerunTooEarly(reruns: readonly Rerun[]): Promise<void> {
    for (const { command } of reruns) {
      await performer.execute(argsOf(command, ...ONE_AT_A_TIME, ...LIMIT), { clockShift });
    }
  }

  if (scene.preparation) await undisturbed(argsOf(scene.preparation), [0]);
  return {
    observer,
    async disturb(point) {
      const limit = point.isLimited ? LIMIT : [];
      const args = argsOf(scene.command, ...ONE_AT_A_TIME, ...limit);
      const { run, request } = await performer.execute(args, { point, clockShift });
      const isDone = run.exitCode === usual.command;
      if (request && 'kill' in point.disturbance && run.exitCode !== null) {
        found.push(`the run was not killed: it ended with ${run.exitCode}`);
      }
      if (request && point.mustSurvive && !isDone) {
        found.push(`it did not survive, but ended with ${run.exitCode}: ${saidBy(run)}`);
      }
      return { request, isDone };
    },
    async run(point) {
      const same = (point && scene.reruns) ?? [{ command: scene.command }];
      const reruns = (point?.next === 'another command' && scene.otherReruns) || same;
      if (point?.next === 'another host') {
        await rerunTooEarly(reruns);
        clockShift = point.silence * MINUTE_MS;
      }
      const passed: Passing[] = [];
      for (const { command, state, mayEnd } of reruns) {
        if (state !== undefined) await writeState(home, state);
        passed.push(...(await must(command, point, mayEnd)));
      }
      return passed;
    },
    problems: () => [
      ...found,
      ...performer.problems,
      ...observer.violations.map(({ rule, what, when }) => `${rule}: ${what} (${when})`),
    ],
    async settled() {
      const wrong = differences(await view.look(prefix), after, first, contents);
      const plan = ['plan', '--detailed-exitcode', '-f', 'glance.yaml'];
      await undisturbed(plan, [after === scene.after ? usual.plan : 0]);
      return wrong;
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
}

function wayOutOf({ wayOut }: Scene, point: Point | undefined): WayOut | null {
  const isAllowed = wayOut && (wayOut.only?.includes(point?.name ?? '') ?? true);
  return isAllowed ? wayOut : null;
}

/** Exit codes of runs that did only a part. */
const FAILURES = [1, 3, 4];

function saidBy(run: Run): string {
  return excerpt(run.stdout + run.stderr);
}

export async function openHome(
  stage: Pick<Stage, 'folder' | 'prepareHome'>,
  scene: Scene,
): Promise<{ readonly home: string; readonly env: Readonly<Record<string, string>> }> {
  await mkdir(stage.folder, { recursive: true });
  const home = await mkdtemp(join(stage.folder, 'home-'));
  await writeState(home, scene.state);
  const cloud = await stage.prepareHome(home);
  const env = { PATH: process.env.PATH ?? '', HOME: home, ...cloud };
  return { home, env };
}

export async function writeState(home: string, state: unknown): Promise<void> {
  await writeFile(join(home, 'glance.yaml'), stateFile(state));
}

export function idOf(label: string, { images }: Look, contents: Contents): string {
  const image = images.find(({ checksum }) => contents.labelOf(checksum) === label);
  if (!image) throw new Error(`no image holds ${label}`);
  return image.id;
}

/** Adds the projects that have accepted since: no run may lose an acceptance. */
export function withAcceptances(wanted: readonly Wanted[], first: Look): readonly Wanted[] {
  return wanted.map((one) => {
    const image = first.images.find((live) => live.name === one.name);
    const members = image && first.members.get(image.id);
    return members ? { ...one, members } : one;
  });
}
