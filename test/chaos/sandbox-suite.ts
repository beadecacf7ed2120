import { type Bench, openBench, type PointResult } from './bench.ts';
import type { Passing } from './gate.ts';
import { describePoint, faultPoints, killPoints, type Point, sample } from './points.ts';
import type { Tally } from './tally.ts';

export interface SandboxSuite {
  readonly program: string;
  readonly folder: string;
  /** Points at work at once. */
  readonly lanes: number;
  readonly mostKills: number;
  readonly mostFaults: number;
  /** Only points whose description holds this. */
  readonly only: string | null;
}

/** Kills the program, and lets services fail, at the requests of every scene on the sandbox. */
export async function runSandboxSuite(suite: SandboxSuite): Promise<readonly Tally[]> {
  const benches: Bench[] = [];
  try {
    for (let number = 0; number < suite.lanes; number += 1)
      benches.push(await openBench({ ...suite, number }));
    const first = benches[0]!;
    const scenes = await rehearseAll(first);
    const all = (points: (scene: number, passed: readonly Passing[]) => readonly Point[]) =>
      scenes.flatMap((passed, scene) => (first.scenes[scene]?.isPrologue ? [] : points(scene, passed)));
    return [
      await tryAll('kill', all(killPoints), suite.mostKills, benches, suite.only),
      await tryAll('fault', all(faultPoints), suite.mostFaults, benches, suite.only),
    ];
  } finally {
    for (const bench of benches) await bench.close();
  }
}

async function rehearseAll(bench: Bench): Promise<readonly (readonly Passing[])[]> {
  const scenes: (readonly Passing[])[] = [];
  for (const [number, { title }] of bench.scenes.entries()) {
    const { passed, problems } = await bench.rehearse(number);
    const files = passed.filter(({ service }) => service === 'files').length;
    console.log(
      `scene ${number + 1}: ${title}: ${passed.length - files} requests to the cloud, ${files} for files`,
    );
    if (problems.length > 0)
      throw new Error(`undisturbed, scene ${number + 1} fails:\n  ${problems.join('\n  ')}`);
    scenes.push(passed);
  }
  return scenes;
}

async function tryAll(
  kind: string,
  points: readonly Point[],
  most: number,
  benches: readonly Bench[],
  only: string | null,
): Promise<Tally> {
  const begun = performance.now();
  const chosen = sample(
    only === null ? points : points.filter((point) => describePoint(point).includes(only)),
    most,
  );
  const queue = [...chosen];
  let violations = 0;
  let tried = 0;
  let looks = 0;
  const report = ({ point, request, problems, looks: seen }: PointResult) => {
    tried += 1;
    looks += seen;
    if (problems.length > 0) {
      violations += 1;
      const at = request === null ? '(not reached)' : `${request.method} ${request.path}`;
      console.log(`VIOLATION at ${describePoint(point)} ${at}\n  ${problems.join('\n  ')}`);
    }
    if (tried % 100 === 0)
      console.log(`${kind}: ${tried} of ${chosen.length} points, ${violations} violations`);
  };
  await Promise.all(
    benches.map(async (bench) => {
      for (let point = queue.shift(); point; point = queue.shift()) {
        try {
          report(await bench.try(point));
        } catch (error) {
          report({ point, request: null, problems: [`the suite itself failed: ${error}`], looks: 0 });
        }
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  return { kind, points: points.length, tried, violations, looks, seconds };
}
