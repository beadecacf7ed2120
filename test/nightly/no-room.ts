import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openView } from '../chaos/cloud.ts';
import { type Run, runChild, runHere } from '../chaos/program.ts';
import { type RestorableCloud, startRestorable } from '../chaos/snapshots.ts';
import { faultsOfCloud, faultsOfEnd, faultsOfFiles } from './no-room/findings.ts';
import { openStory, type Story } from './no-room/story.ts';

const PASSWORD = 'gate-and-well-2x7';
const HOOK = pathToFileURL(resolve('test/nightly/no-room/hook.mjs')).href;
const PROGRAM = resolve('dist/main.js');

/** One command of the program, from the state that version 1 left. */
interface Scene {
  readonly args: readonly string[];
  /** Files that it promises. */
  readonly outputs: readonly string[];
}

const APPLY = ['apply', '--yes', '--cache', 'cache', '--transfers', '1', '--parallelism', '1'];
const SCENES: readonly Scene[] = [
  {
    args: ['plan', '-o', 'plan.json', '--plan-key', 'plan.key', '--report', 'json=plan-report.json'],
    outputs: ['plan.json', 'plan-report.json'],
  },
  {
    args: [...APPLY, '--report', 'json=report.json', '--report', 'text=report.txt'],
    outputs: ['report.json', 'report.txt'],
  },
];

/** A write of the program, as the hook logs it. */
interface Write {
  readonly number: number;
  readonly call: string;
  readonly path: string;
  readonly isHit: boolean;
}

interface Place {
  readonly folder: string;
  readonly home: string;
  readonly story: Story;
  readonly cloud: RestorableCloud;
}

/**
 * The disk is full at every write of the program: once, or from then on. After each, the run must have ended with a
 * message, the published images must be right, no half file may have a final name, and the next run must do the rest.
 */
export async function run(options: {
  readonly sample: boolean;
}): Promise<{ readonly tried: number; readonly violations: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-no-room-'));
  const story = await openStory(folder);
  const cloud = await startRestorable(join(folder, 'kept'), join(folder, 'cloud'), PASSWORD);
  const place = { folder, home: join(folder, 'home'), story, cloud };
  try {
    await prepare(place);
    const violations: string[] = [];
    let tried = 0;
    for (const scene of SCENES) {
      for (const stays of [false, true]) {
        for (let at = 1; ; at += options.sample ? 3 : 1) {
          const { hit, isDone, faults } = await point(place, scene, at, stays);
          const write = hit === null ? 'no write' : `write ${at} (${hit.call} ${hit.path})`;
          const where = `${scene.args[0]}, ${write}${stays ? ' and all later ones' : ''}`;
          violations.push(...faults.map((fault) => `${where}: ${fault}`));
          if (hit === null && !isDone) violations.push(`${where}: the run did not succeed`);
          if (hit === null) break;
          tried += 1;
        }
      }
    }
    return { tried, violations };
  } finally {
    await cloud.close();
    await story.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Publishes version 1, and writes the files of version 2. */
async function prepare(place: Place): Promise<void> {
  const { folder, home, story, cloud } = place;
  await cloud.restore('empty');
  await story.write(home, 1);
  const { exitCode, stderr } = await undisturbed(place, APPLY);
  if (exitCode !== 0) throw new Error(`version 1 was not published: ${stderr}`);
  await story.write(home, 2);
  await rm(join(home, 'cache'), { recursive: true, force: true });
  await cloud.keep('before');
  await cp(home, join(folder, 'home-before'), { recursive: true, preserveTimestamps: true });
}

async function point(
  place: Place,
  scene: Scene,
  at: number,
  stays: boolean,
): Promise<{ readonly hit: Write | null; readonly isDone: boolean; readonly faults: readonly string[] }> {
  const { folder, home, story, cloud } = place;
  await cloud.restore('before');
  await rm(home, { recursive: true, force: true });
  await cp(join(folder, 'home-before'), home, { recursive: true, preserveTimestamps: true });
  const log = join(folder, 'writes');
  await rm(log, { force: true });
  const disturbed = await runChild({
    program: PROGRAM,
    args: scene.args,
    cwd: home,
    env: {
      ...environment(place),
      NODE_OPTIONS: `--import=${HOOK}`,
      RECONCILE_NO_ROOM: JSON.stringify({ at, stays, log }),
    },
  });
  const hit = (await writesIn(log)).find(({ isHit }) => isHit) ?? null;
  const isDone = disturbed.exitCode === 0;
  const isApply = scene.args[0] === 'apply';
  const faults = [
    ...faultsOfEnd(disturbed),
    ...(await lookAt(place, isDone && isApply)),
    ...(await faultsOfFiles(home, { story, outputs: scene.outputs, isDone })),
    ...(await faultsOfNextRuns(place, scene)),
  ];
  return { hit, isDone, faults };
}

/** What is wrong after the next runs, which find room. */
async function faultsOfNextRuns(place: Place, scene: Scene): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const args of scene.args[0] === 'apply' ? [scene.args] : [scene.args, APPLY]) {
    const { exitCode, stderr } = await undisturbed(place, args);
    if (exitCode !== 0) faults.push(`the next ${args[0]} ended with ${exitCode}: ${stderr.slice(-300)}`);
  }
  const { exitCode, stdout } = await undisturbed(place, ['plan', '--detailed-exitcode']);
  if (exitCode !== 0)
    faults.push(`the plan after the next run is not empty (${exitCode}): ${stdout.slice(-300)}`);
  faults.push(...(await lookAt(place, true)).map((fault) => `after the next run, ${fault}`));
  return faults;
}

async function lookAt({ cloud, story }: Place, isDone: boolean): Promise<readonly string[]> {
  const view = await openView(cloud.upstreams(), cloud.credentials);
  try {
    return faultsOfCloud(await view.look(''), story, isDone);
  } finally {
    await view.close();
  }
}

function environment({ home, cloud }: Place): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    OS_AUTH_URL: `${cloud.upstreams().identity}/v3`,
    OS_USERNAME: 'admin',
    OS_PASSWORD: PASSWORD,
    OS_PROJECT_NAME: 'service',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: 'RegionOne',
  };
}

function undisturbed(place: Place, args: readonly string[]): Promise<Run> {
  return runHere({ args, cwd: place.home, env: environment(place) });
}

async function writesIn(log: string): Promise<readonly Write[]> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
