import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFile, type Wanted } from './cast.ts';
import { differences, excerpt, misconduct } from './checks.ts';
import type { CloudView, Look, Upstreams } from './cloud.ts';
import type { Contents } from './contents.ts';
import type { Gate, Passing } from './gate.ts';
import { type Observer, watch } from './observer.ts';
import type { Point } from './points.ts';
import { type Run, runChild, runHere } from './program.ts';
import type { Scene } from './story.ts';

/** Seconds that a run waits for an answer, so that a silent service costs no more. */
const PATIENCE = '1';
/** Seconds after which a run gives up altogether that a broken or silent peer would hold up for longer. */
const LIMIT = '4';
/** So that the same request comes at the same place in every run of a scene. */
const ONE_AT_A_TIME = ['--parallelism', '1', '--transfers', '1'];

export interface Stage {
  readonly program: string;
  readonly gate: Gate;
  readonly upstreams: Upstreams;
  readonly view: CloudView;
  readonly contents: Contents;
  /** Of every name of the story. */
  readonly prefix: string;
  /** Where home folders are made. */
  readonly folder: string;
  /** How the cloud is reached through the gate, from a home folder. */
  readonly prepareHome: (home: string) => Promise<Readonly<Record<string, string>>>;
  /** What must never be printed. */
  readonly secrets: readonly string[];
  /** What was wanted of the scene before. */
  readonly wantedBefore: readonly Wanted[];
  /** Whether runs that are not killed get a process of their own, too. */
  readonly alwaysChildren: boolean;
}

/** A scene that is played. */
export interface Play {
  readonly observer: Observer;
  /** Runs the scene's command, disturbed or not; gives the disturbed request. */
  run(point: Point | null): Promise<Passing | null>;
  /** What is not as wanted after an undisturbed run, the next plan included. */
  settled(): Promise<readonly string[]>;
  /** What was wrong so far. */
  problems(): readonly string[];
  close(): Promise<void>;
}

/** Sets the stage for a scene: what others do, a home folder with the state file, and the first look. */
export async function openPlay(stage: Stage, scene: Scene): Promise<Play> {
  const { gate, view, contents, prefix } = stage;
  await scene.before?.(view.others(contents));
  const { home, env } = await openHome(stage, scene);
  const first = await view.look(prefix);
  const observer = watch(first, {
    before: withAcceptances(scene.given ?? stage.wantedBefore, first),
    after: scene.after,
    contents,
  });
  const found: string[] = [];
  const command = scene.command((label) => idOf(label, first, contents));

  async function execute(args: readonly string[], point: Point | null): Promise<[Run, Passing | null]> {
    let disturbed: Passing | null = null;
    let kill = () => {};
    gate.attach(stage.upstreams, {
      disturb(passing) {
        if (!point || !concerns(point, passing)) return null;
        disturbed = passing;
        return point.disturbance;
      },
      kill: () => kill(),
      async handled({ number, method, path }) {
        // What reads leaves the cloud as it was seen last.
        if (method === 'GET' || method === 'HEAD') return;
        observer.see(await view.look(prefix), `${number}. ${method} ${path}`);
      },
    });
    const onStart = (child: ChildProcess) => {
      kill = () => void child.kill('SIGKILL');
    };
    const options = { args, cwd: home, env };
    // Only what is killed needs a process of its own.
    const inChild = (point !== null && 'kill' in point.disturbance) || stage.alwaysChildren;
    const run = inChild
      ? await runChild({ ...options, program: stage.program, onStart })
      : await runHere(options);
    observer.see(await view.look(prefix), 'after the run');
    found.push(...misconduct(run, stage.secrets));
    return [run, disturbed];
  }

  async function run(point: Point | null): Promise<Passing | null> {
    const limit = point?.isLimited ? ['--timeout', LIMIT] : [];
    const [ended, disturbed] = await execute([...command, ...ONE_AT_A_TIME, ...limit], point);
    if (point === null && ended.exitCode !== 0) {
      found.push(`an undisturbed run ended with ${ended.exitCode}: ${excerpt(ended.stdout + ended.stderr)}`);
    }
    if (point && 'kill' in point.disturbance && disturbed && ended.exitCode !== null) {
      found.push(`the run was not killed: it ended with ${ended.exitCode}`);
    }
    return disturbed;
  }

  return {
    observer,
    run,
    problems: () => [
      ...found,
      ...observer.violations.map(({ rule, what, when }) => `${rule}: ${what} (${when})`),
    ],
    async settled() {
      if (scene.nextState) await writeState(home, scene.nextState);
      const wrong = differences(await view.look(prefix), scene.after, first, contents);
      const [plan] = await execute(['plan', '--detailed-exitcode', '-f', 'glance.yaml'], null);
      const loud =
        plan.exitCode === 0 ? [] : [`the next plan ended with ${plan.exitCode}: ${excerpt(plan.stdout)}`];
      return [...wrong, ...loud];
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
}

function concerns(point: Point, passing: Passing): boolean {
  return (passing.service === 'files') === (point.service === 'files') && passing.number === point.request;
}

export async function openHome(
  stage: Pick<Stage, 'folder' | 'prepareHome'>,
  scene: Scene,
): Promise<{ readonly home: string; readonly env: Readonly<Record<string, string>> }> {
  await mkdir(stage.folder, { recursive: true });
  const home = await mkdtemp(join(stage.folder, 'home-'));
  await writeState(home, scene.state);
  const cloud = await stage.prepareHome(home);
  const env = { PATH: process.env.PATH ?? '', HOME: home, OS_API_TIMEOUT: PATIENCE, ...cloud };
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

/** Who has accepted since is part of what must not be lost. */
export function withAcceptances(wanted: readonly Wanted[], first: Look): readonly Wanted[] {
  return wanted.map((one) => {
    const image = first.images.find((live) => live.name === one.name);
    const members = image && first.members.get(image.id);
    return members ? { ...one, members } : one;
  });
}
