import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFile, type Wanted } from './cast.ts';
import { differences, excerpt, misconduct } from './checks.ts';
import { type Look, openView } from './cloud.ts';
import { type Contents, createContents } from './contents.ts';
import type { Disturbance } from './disturbance.ts';
import { type Gate, type GateHooks, openGate, type Passing } from './gate.ts';
import { type Observer, watch } from './observer.ts';
import { type Run, runChild, runHere } from './program.ts';
import { type RestorableCloud, startRestorable } from './snapshots.ts';
import { type Scene, tellStory } from './story.ts';

const PREFIX = 'chaos ';
const PINNED_ID = '5f0c2f7e-6f0e-4b53-9a3e-0d6c5b7a1f10';
/** Seconds that a run waits for an answer, so that a silent service costs no more. */
const PATIENCE = '1';
/** Seconds after which a run gives up altogether that a broken or silent peer would hold up for longer. */
const LIMIT = '4';
const PASSWORD = 'chaos-passw0rd-never-shown';

/** One disturbance at one request of one scene. */
export interface Point {
  readonly scene: number;
  readonly service: 'cloud' | 'files';
  /** Of the request, from 1 on. */
  readonly request: number;
  readonly name: string;
  readonly disturbance: Disturbance;
  /** Whether the run is given a time limit, as what is done to it would hold it up for long. */
  readonly isLimited: boolean;
}

export interface PointResult {
  readonly point: Point;
  /** The request that was disturbed; null when the run made fewer requests. */
  readonly request: Passing | null;
  readonly problems: readonly string[];
  readonly looks: number;
}

/** A sandbox, a gate before it and a home folder: room for one point at a time. */
export interface Bench {
  readonly scenes: readonly Scene[];
  /** Plays a scene undisturbed from the kept state before it, and keeps the one after it. */
  rehearse(
    scene: number,
  ): Promise<{ readonly passed: readonly Passing[]; readonly problems: readonly string[] }>;
  try(point: Point): Promise<PointResult>;
  close(): Promise<void>;
}

export async function openBench(options: {
  readonly program: string;
  /** A folder for all benches; kept states are shared. */
  readonly folder: string;
  readonly number: number;
}): Promise<Bench> {
  const contents = createContents();
  const lane = join(options.folder, `lane-${options.number}`);
  const cloud = await startRestorable(join(options.folder, 'kept'), join(lane, 'cloud'), PASSWORD);
  const gate = await openGate({ file: (label) => contents.of(label).bytes, inTurn: true });
  const scenes = tellStory({
    prefix: PREFIX,
    pinnedId: PINNED_ID,
    files: `${gate.url}/files`,
    contents,
  });
  nameContents(scenes, contents);
  const bench = { ...options, lane, cloud, gate, contents, scenes };
  return {
    scenes,
    rehearse: (scene) => rehearse(bench, scene),
    try: (point) => tryPoint(bench, point),
    async close() {
      await gate.close();
      await cloud.close();
    },
  };
}

interface Parts {
  readonly program: string;
  readonly lane: string;
  readonly cloud: RestorableCloud;
  readonly gate: Gate;
  readonly contents: Contents;
  readonly scenes: readonly Scene[];
}

const before = (scene: number) => (scene === 0 ? 'empty' : `after-${scene - 1}`);

async function rehearse(parts: Parts, number: number) {
  const play = await openPlay(parts, number);
  try {
    await play.run(null);
    const passed = [...parts.gate.passed];
    const problems = await play.settled();
    await parts.cloud.keep(`after-${number}`);
    return { passed, problems: [...play.problems(), ...problems] };
  } finally {
    await play.close();
  }
}

async function tryPoint(parts: Parts, point: Point): Promise<PointResult> {
  const play = await openPlay(parts, point.scene);
  try {
    const request = await play.run(point);
    await play.run(null);
    const problems = await play.settled();
    return { point, request, problems: [...play.problems(), ...problems], looks: play.observer.looks };
  } finally {
    await play.close();
  }
}

/** A scene that begins. */
interface Play {
  readonly observer: Observer;
  /** Runs the scene's command, disturbed or not; gives the disturbed request. */
  run(point: Point | null): Promise<Passing | null>;
  /** What is not as wanted after an undisturbed run, the next plan included. */
  settled(): Promise<readonly string[]>;
  /** What was wrong so far. */
  problems(): readonly string[];
  close(): Promise<void>;
}

function sceneOf({ scenes }: Parts, number: number): Scene {
  const scene = scenes[number];
  if (!scene) throw new Error(`there is no scene ${number}`);
  return scene;
}

async function openPlay(parts: Parts, number: number): Promise<Play> {
  const { cloud, gate, contents } = parts;
  const scene = sceneOf(parts, number);
  await cloud.restore(before(number));
  const view = await openView(cloud.upstreams(), cloud.credentials);
  await scene.before?.(view.others(contents));
  const home = await openHome(parts.lane, scene);
  const first = await view.look(PREFIX);
  const wantedBefore = scene.given ?? parts.scenes[number - 1]?.after ?? [];
  const observer = watch(first, {
    before: withAcceptances(wantedBefore, first),
    after: scene.after,
    contents,
  });
  const found: string[] = [];
  const env = environment(gate.url, home);
  const command = scene.command((label) => idOf(label, first, contents));

  async function execute(args: readonly string[], point: Point | null): Promise<[Run, Passing | null]> {
    let disturbed: Passing | null = null;
    let kill = () => {};
    const hooks: GateHooks = {
      disturb(passing) {
        if (!point || !concerns(point, passing)) return null;
        disturbed = passing;
        return point.disturbance;
      },
      kill: () => kill(),
      async handled({ number: nth, method, path }) {
        // What reads leaves the cloud as it was seen last.
        if (method !== 'GET' && method !== 'HEAD') {
          observer.see(await view.look(PREFIX), `${nth}. ${method} ${path}`);
        }
      },
    };
    gate.attach(cloud.upstreams(), hooks);
    const onStart = (child: ChildProcess) => {
      kill = () => void child.kill('SIGKILL');
    };
    const options = { args, cwd: home, env };
    const run = point
      ? await runChild({ ...options, program: parts.program, onStart })
      : await runHere(options);
    observer.see(await view.look(PREFIX), 'after the run');
    found.push(...misconduct(run, [PASSWORD]));
    return [run, disturbed];
  }

  async function run(point: Point | null): Promise<Passing | null> {
    const patience = point?.isLimited ? ['--timeout', LIMIT] : [];
    const [ended, disturbed] = await execute([...command, ...ONE_AT_A_TIME, ...patience], point);

    if (point === null && ended.exitCode !== 0) {
      found.push(`an undisturbed run ended with ${ended.exitCode}: ${excerpt(ended.stdout + ended.stderr)}`);
    }
    if (point && 'kill' in point.disturbance && disturbed && ended.exitCode !== null && !ended.overdue) {
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
      const wrong = differences(await view.look(PREFIX), scene.after, first, contents);
      const [plan] = await execute(['plan', '--detailed-exitcode', '-f', 'glance.yaml'], null);
      const loud =
        plan.exitCode === 0 ? [] : [`the next plan ended with ${plan.exitCode}: ${excerpt(plan.stdout)}`];
      return [...wrong, ...loud];
    },
    async close() {
      await view.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** So that the same request comes at the same place in every run of a scene. */
const ONE_AT_A_TIME = ['--parallelism', '1', '--transfers', '1'];

function concerns(point: Point, passing: Passing): boolean {
  return (passing.service === 'files') === (point.service === 'files') && passing.number === point.request;
}

async function openHome(lane: string, scene: Scene): Promise<string> {
  await mkdir(lane, { recursive: true });
  const home = await mkdtemp(join(lane, 'home-'));
  await writeState(home, scene.state);
  return home;
}

async function writeState(home: string, state: unknown): Promise<void> {
  await writeFile(join(home, 'glance.yaml'), stateFile(state));
}

function environment(gateUrl: string, home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    OS_AUTH_URL: `${gateUrl}/identity/v3`,
    OS_USERNAME: 'admin',
    OS_PASSWORD: PASSWORD,
    OS_PROJECT_NAME: 'service',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: 'RegionOne',
    OS_IDENTITY_API_VERSION: '3',
    OS_API_TIMEOUT: PATIENCE,
  };
}

function idOf(label: string, { images }: Look, contents: Contents): string {
  const image = images.find(({ checksum }) => contents.labelOf(checksum) === label);
  if (!image) throw new Error(`no image holds ${label}`);
  return image.id;
}

/** Every content of the story is known from the start, so that a stray one is told from a wanted one. */
function nameContents(scenes: readonly Scene[], contents: Contents): void {
  for (const { given = [], after } of scenes) {
    for (const { content, backups } of [...given, ...after])
      for (const label of [content, ...backups]) contents.of(label);
  }
}

/** Who has accepted since is part of what must not be lost. */
function withAcceptances(wanted: readonly Wanted[], first: Look): readonly Wanted[] {
  return wanted.map((one) => {
    const image = first.images.find((live) => live.name === one.name);
    const members = image && first.members.get(image.id);
    return members ? { ...one, members } : one;
  });
}
