import { type Bench, openBench, type PointResult } from './bench.ts';
import type { Passing } from './gate.ts';
import { describePoint, faultPoints, killPoints, type Point, sample } from './points.ts';
import { openPool, type Pool } from './pool.ts';
import type { Scene } from './scene.ts';
import type { Tally } from './tally.ts';

export interface SandboxSuite {
  readonly program: string;
  readonly folder: string;
  /** Points at the same time in each process, and the number of processes. */
  readonly lanes: number;
  readonly processes: number;
  readonly mostKills: number;
  readonly mostFaults: number;
  /** Tries only points whose description matches. */
  readonly only: RegExp | null;
}

/** Kills the program and makes services fail at the requests of every scene on the sandbox. */
export async function runSandboxSuite(suite: SandboxSuite): Promise<readonly Tally[]> {
  const { scenes, requests } = await rehearseAll(suite);
  const all = (points: (number: number, passed: readonly Passing[], scene: Scene) => readonly Point[]) =>
    scenes.flatMap((scene, number) =>
      scene.isPrologue ? [] : points(number, requests[number] ?? [], scene),
    );
  const pool = openPool(suite);
  try {
    const kills = await tryAll('kill', all(killPoints), suite.mostKills, pool, suite.only);
    const faults = await tryAll('fault', all(faultPoints), suite.mostFaults, pool, suite.only);
    printScenes(scenes, [...kills.results, ...faults.results]);
    return [kills.tally, faults.tally];
  } finally {
    await pool.close();
  }
}

interface Rehearsed {
  readonly scenes: readonly Scene[];
  /** By scene. */
  readonly requests: readonly (readonly Passing[])[];
}

async function rehearseAll(suite: SandboxSuite): Promise<Rehearsed> {
  const bench = await openBench({ ...suite, number: -1 });
  try {
    const requests: (readonly Passing[])[] = [];
    for (const [number, { title }] of bench.scenes.entries()) {
      const { passed, problems } = await bench.rehearse(number);
      const files = passed.filter(({ service }) => service === 'files').length;
      console.log(
        `scene ${number + 1}: ${title}: ${passed.length - files} requests to the cloud, ${files} for files`,
      );
      if (problems.length > 0)
        throw new Error(`undisturbed, scene ${number + 1} fails:\n  ${problems.join('\n  ')}`);
      requests.push(passed);
    }
    return { scenes: bench.scenes, requests };
  } finally {
    await bench.close();
  }
}

async function tryAll(
  kind: string,
  points: readonly Point[],
  most: number,
  { lanes }: Pool,
  only: RegExp | null,
): Promise<{ readonly tally: Tally; readonly results: readonly PointResult[] }> {
  const begun = performance.now();
  const chosen = sample(
    only === null ? points : points.filter((point) => only.test(describePoint(point))),
    most,
  );
  const queue = [...chosen];
  const results: PointResult[] = [];
  const report = (result: PointResult) => {
    results.push(result);
    printProblems(result);
    if (results.length % 100 === 0) {
      console.log(
        `${kind}: ${results.length} of ${chosen.length} points, ${count(results, isViolated)} violations`,
      );
    }
  };
  await Promise.all(
    lanes.map(async (lane: Pick<Bench, 'try'>) => {
      for (let point = queue.shift(); point; point = queue.shift()) report(await lane.try(point));
    }),
  );
  return {
    results,
    tally: {
      kind,
      points: points.length,
      tried: results.length,
      violations: count(results, isViolated),
      looks: results.reduce((sum, { looks }) => sum + looks, 0),
      seconds: (performance.now() - begun) / 1000,
      ...(kind === 'fault' ? { note: survival(results) } : {}),
    },
  };
}

function printProblems({ point, request, problems }: PointResult): void {
  if (problems.length === 0) return;
  const at = request === null ? '(not reached)' : `${request.method} ${request.path}`;
  console.log(`VIOLATION at ${describePoint(point)} ${at}\n  ${problems.join('\n  ')}`);
}

/** Checks that a passing fault has no effect: the disturbed run itself must do all its work. */
function survival(results: readonly PointResult[]): string {
  const passing = results.filter(({ point, request }) => point.mustSurvive && request !== null);
  const others = results.filter(({ point, request }) => !point.mustSurvive && request !== null);
  return (
    `done in the same run: ${count(passing, isDone)} of the ${passing.length} faults that pass, ` +
    `${count(others, isDone)} of ${others.length} others`
  );
}

function printScenes(scenes: readonly Scene[], results: readonly PointResult[]): void {
  console.log('');
  for (const [number, { title }] of scenes.entries()) {
    const here = results.filter(({ point }) => point.scene === number);
    if (here.length === 0) continue;
    const kills = here.filter(({ point }) => 'kill' in point.disturbance);
    console.log(
      `scene ${number + 1}: ${title}: tried ${kills.length} kills, ${here.length - kills.length} faults; ` +
        `not reached ${count(here, isMissed)}; violations ${count(here, isViolated)}`,
    );
  }
}

const isViolated = ({ problems }: PointResult) => problems.length > 0;
const isMissed = ({ request }: PointResult) => request === null;
const isDone = (result: PointResult) => result.isDone;

function count(results: readonly PointResult[], is: (result: PointResult) => boolean): number {
  return results.filter(is).length;
}
