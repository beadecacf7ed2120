import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type CloudView, type Credentials, openView, type Upstreams } from './cloud.ts';
import { createContents, servedFrom } from './contents.ts';
import { type Gate, openGate } from './gate.ts';
import { openPlay, type Stage } from './play.ts';
import { describePoint, killPoints, type Point } from './points.ts';
import { startPolling } from './poller.ts';
import { nameContents, type Scene } from './scene.ts';
import { tellStory } from './story.ts';
import type { Tally } from './tally.ts';

export interface RealSuite {
  readonly program: string;
  readonly folder: string;
  /** The least number of kills, spread evenly over the story. */
  readonly kills: number;
}

/**
 * Kills the program on a real Keystone and Glance, found by OS_*. Their state cannot be reset, so the suite plays the
 * story repeatedly under other names, with one kill in every scene.
 */
export async function runRealSuite(suite: RealSuite, upstreams: Upstreams): Promise<readonly Tally[]> {
  const begun = performance.now();
  const credentials = realCredentials();
  const contents = createContents();
  const gate = await openGate({ file: servedFrom(contents), inTurn: true });
  const view = await openView(upstreams, credentials);
  const telling = { ...suite, upstreams, credentials, contents, gate, view };
  try {
    const counts = await tell(telling, 0, () => null);
    const kills = counts.kills;
    const scenes = kills.filter((points) => points.length > 0).length;
    const tellings = Math.ceil(suite.kills / scenes);
    let tried = 0;
    let looks = counts.looks;
    let violations = counts.violations;
    for (let number = 1; number <= tellings; number += 1) {
      // Each play of the story kills each scene at another place.
      const result = await tell(telling, number, (scene) => {
        const points = kills[scene] ?? [];
        return points[Math.floor(((number - 0.5) * points.length) / tellings)] ?? null;
      });
      tried += result.tried;
      looks += result.looks;
      violations += result.violations;
      console.log(`real: ${tried} kills, ${violations} violations`);
    }
    const seconds = (performance.now() - begun) / 1000;
    return [
      { kind: 'kill on a real Glance', points: kills.flat().length, tried, violations, looks, seconds },
    ];
  } finally {
    await view.close();
    await gate.close();
  }
}

interface Telling extends RealSuite {
  readonly upstreams: Upstreams;
  readonly credentials: Credentials;
  readonly contents: Stage['contents'];
  readonly gate: Gate;
  readonly view: CloudView;
}

interface StoryResult {
  /** By scene. */
  readonly kills: readonly (readonly Point[])[];
  readonly tried: number;
  readonly looks: number;
  readonly violations: number;
}

async function tell(
  telling: Telling,
  number: number,
  choose: (scene: number) => Point | null,
): Promise<StoryResult> {
  const { gate, contents, view } = telling;
  const prefix = `chaos-${process.pid}-${number} `;
  const scenes = tellStory({ prefix, pinnedId: randomUUID(), files: `${gate.url}/files`, contents });
  nameContents(scenes, contents);
  const kills: (readonly Point[])[] = [];
  let [tried, looks, violations] = [0, 0, 0];
  try {
    for (const [index, scene] of scenes.entries()) {
      const point = choose(index);
      const result = await playScene(telling, prefix, scenes, index, point);
      kills.push(scene.isPrologue ? [] : killPoints(index, result.passed, scene));
      looks += result.looks;
      if (point) tried += 1;
      if (result.problems.length === 0) continue;
      violations += 1;
      const where = point ? describePoint(point) : `scene ${index + 1}, undisturbed`;
      console.log(
        `VIOLATION on the real Glance: ${where} (${scene.title})\n  ${result.problems.join('\n  ')}`,
      );
      // The following scenes build on this scene.
      break;
    }
    return { kills, tried, looks, violations };
  } finally {
    await view.clear(prefix);
  }
}

async function playScene(
  telling: Telling,
  prefix: string,
  scenes: readonly Scene[],
  index: number,
  point: Point | null,
) {
  const { gate, view, contents, upstreams, credentials } = telling;
  const scene = scenes[index]!;
  const stage: Stage = {
    program: telling.program,
    gate,
    upstreams,
    view,
    contents,
    prefix,
    folder: telling.folder,
    prepareHome: (home) => writeCloudsFile(home, gate.url, credentials),
    secrets: [credentials.password],
    wantedBefore: scenes[index - 1]?.after ?? [],
    alwaysChildren: true,
  };
  const play = await openPlay(stage, scene);
  const poller = startPolling(view, prefix, play.observer);
  try {
    if (point) await play.disturb(point);
    const passed = await play.run(point ?? undefined);
    const problems = await play.settled();
    await poller.stop();
    return { passed, problems: [...play.problems(), ...problems], looks: play.observer.looks };
  } finally {
    await poller.stop();
    await play.close();
  }
}

/** A real Keystone's catalogue names the real Glance, so `image_endpoint_override` leads requests to the gate. */
async function writeCloudsFile(
  home: string,
  gateUrl: string,
  { user, password, project }: Credentials,
): Promise<Readonly<Record<string, string>>> {
  const path = join(home, 'clouds.yaml');
  const cloud = {
    auth: {
      auth_url: `${gateUrl}/identity/v3`,
      username: user,
      password,
      project_name: project,
      user_domain_name: 'Default',
      project_domain_name: 'Default',
    },
    region_name: 'RegionOne',
    image_endpoint_override: `${gateUrl}/image`,
    // A real Glance under load is slow.
    api_timeout: 30,
  };
  await writeFile(path, stringify({ clouds: { real: cloud } }));
  return { OS_CLIENT_CONFIG_FILE: path, OS_CLOUD: 'real' };
}

export function realUpstreams(env: NodeJS.ProcessEnv): Upstreams {
  const port = env.RECONCILE_STACK_GLANCE_PORT;
  if (!env.OS_AUTH_URL || !port) throw new Error('source <(scripts/glance-stack env) first');
  return { identity: env.OS_AUTH_URL.replace(/\/v3\/?$/, ''), image: `http://127.0.0.1:${port}` };
}

export function realCredentials(env: NodeJS.ProcessEnv = process.env): Credentials {
  return {
    user: env.OS_USERNAME ?? '',
    password: env.OS_PASSWORD ?? '',
    project: env.OS_PROJECT_NAME ?? '',
  };
}
