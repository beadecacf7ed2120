import { join } from 'node:path';
import { openView } from './cloud.ts';
import { type Contents, createContents, servedFrom } from './contents.ts';
import { type Gate, openGate, type Passing } from './gate.ts';
import { tellOtherWays } from './other-ways.ts';
import { openPlay, type Play } from './play.ts';
import type { Point } from './points.ts';
import { nameContents, type Scene } from './scene.ts';
import { type RestorableCloud, startRestorable } from './snapshots.ts';
import { tellStory } from './story.ts';

const PREFIX = 'chaos ';
const PINNED_ID = '5f0c2f7e-6f0e-4b53-9a3e-0d6c5b7a1f10';
const PASSWORD = 'chaos-passw0rd-never-shown';

export interface PointResult {
  readonly point: Point;
  /** The disturbed request; null when the run made fewer requests. */
  readonly request: Passing | null;
  readonly problems: readonly string[];
  /** Whether the disturbed run did all its work. */
  readonly isDone: boolean;
  readonly looks: number;
}

/** A sandbox behind a gate, which plays one point at a time. */
export interface Bench {
  readonly scenes: readonly Scene[];
  /** Plays a scene undisturbed from the saved state before it, and saves the state after it. */
  rehearse(
    scene: number,
  ): Promise<{ readonly passed: readonly Passing[]; readonly problems: readonly string[] }>;
  /** Plays a scene with a disturbance, then once more undisturbed. */
  try(point: Point): Promise<PointResult>;
  close(): Promise<void>;
}

interface Parts {
  readonly program: string;
  readonly lane: string;
  readonly cloud: RestorableCloud;
  readonly gate: Gate;
  readonly contents: Contents;
  readonly scenes: readonly Scene[];
}

export async function openBench(options: {
  readonly program: string;
  /** A folder for all benches, which share the saved states. */
  readonly folder: string;
  readonly number: number;
}): Promise<Bench> {
  const contents = createContents();
  const lane = join(options.folder, `lane-${options.number}`);
  const cloud = await startRestorable(join(options.folder, 'kept'), join(lane, 'cloud'), PASSWORD);
  const gate = await openGate({ file: servedFrom(contents), inTurn: true });
  const telling = { prefix: PREFIX, pinnedId: PINNED_ID, files: `${gate.url}/files`, contents };
  const scenes = [...tellStory(telling), ...tellOtherWays(telling)];
  nameContents(scenes, contents);
  const parts: Parts = { program: options.program, lane, cloud, gate, contents, scenes };
  return {
    scenes,
    rehearse: (scene) =>
      playing(parts, scene, async (play) => {
        const passed = await play.run();
        const problems = await play.settled();
        await cloud.keep(after(scene));
        return { passed, problems: [...play.problems(), ...problems] };
      }),
    try: (point) =>
      playing(parts, point.scene, async (play) => {
        const { request, isDone } = await play.disturb(point);
        // A run that survives its disturbance must reach the wanted state by itself.
        if (!(isDone && point.mustSurvive) || scenes[point.scene]?.ends) await play.run(point);
        const problems = await play.settled();
        const { looks } = play.observer;
        return { point, request, isDone, problems: [...play.problems(), ...problems], looks };
      }),
    async close() {
      await gate.close();
      await cloud.close();
    },
  };
}

const after = (scene: number) => `after-${scene}`;

async function playing<T>(parts: Parts, number: number, work: (play: Play) => Promise<T>): Promise<T> {
  const { cloud, gate, scenes, lane, contents, program } = parts;
  const scene = scenes[number];
  if (!scene) throw new Error(`there is no scene ${number}`);
  gate.release();
  await cloud.restore(scene.isFirst ? 'empty' : after(number - 1));
  const view = await openView(cloud.upstreams(), cloud.credentials);
  const stage = {
    program,
    gate,
    upstreams: cloud.upstreams(),
    view,
    contents,
    prefix: PREFIX,
    folder: lane,
    prepareHome: async () => environment(gate.url),
    secrets: [PASSWORD],
    wantedBefore: scene.isFirst ? [] : (scenes[number - 1]?.after ?? []),
    alwaysChildren: false,
  };
  const play = await openPlay(stage, scene);
  try {
    return await work(play);
  } finally {
    await play.close();
    await view.close();
  }
}

function environment(gateUrl: string): Readonly<Record<string, string>> {
  return {
    OS_AUTH_URL: `${gateUrl}/identity/v3`,
    OS_USERNAME: 'admin',
    OS_PASSWORD: PASSWORD,
    OS_PROJECT_NAME: 'service',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: 'RegionOne',
    OS_IDENTITY_API_VERSION: '3',
  };
}
