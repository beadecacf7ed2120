import { type ChildProcess, fork } from 'node:child_process';
import { type Bench, openBench, type PointResult } from './bench.ts';
import type { Point } from './points.ts';

export interface PoolOptions {
  readonly program: string;
  /** A folder for all benches, with the saved states. */
  readonly folder: string;
  /** The lanes of each process. */
  readonly processes: number;
  readonly lanes: number;
}

/** Benches in child processes, because one process uses only one core. */
export interface Pool {
  /** Tries the points; each bench tries one at a time. */
  readonly lanes: readonly Pick<Bench, 'try'>[];
  close(): Promise<void>;
}

interface Order {
  readonly lane: number;
  readonly point: Point;
}

interface Answer {
  readonly lane: number;
  readonly result: PointResult;
}

export function openPool({ program, folder, processes, lanes }: PoolOptions): Pool {
  const children = Array.from({ length: processes }, (_, number) => {
    const numbers = Array.from({ length: lanes }, (_, lane) => number * lanes + lane);
    const flags = ['--program', program, '--folder', folder, '--serve', numbers.join(',')];
    const child = fork(process.argv[1] ?? '', flags);
    child.setMaxListeners(4 * lanes);
    return { child, numbers };
  });
  return {
    lanes: children.flatMap(({ child, numbers }) => numbers.map((lane) => ({ try: order(child, lane) }))),
    async close() {
      await Promise.all(
        children.map(async ({ child }) => {
          if (child.exitCode !== null) return;
          const ended = new Promise((exited) => child.once('exit', exited));
          child.disconnect();
          await ended;
        }),
      );
    },
  };
}

function order(child: ChildProcess, lane: number): Bench['try'] {
  return (point) =>
    new Promise((resolve, reject) => {
      const settle = () => {
        child.off('message', onMessage);
        child.off('exit', onExit);
      };
      const onMessage = (message: unknown) => {
        const answer = message as Answer;
        if (answer.lane !== lane) return;
        settle();
        resolve(answer.result);
      };
      const onExit = (code: number | null) => {
        settle();
        reject(new Error(`the process of lane ${lane} ended with ${code}`));
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send({ lane, point } satisfies Order);
    });
}

/** The child process: tries the points that it receives until the parent sends no more. */
export async function serveLanes(options: {
  readonly program: string;
  readonly folder: string;
  readonly numbers: readonly number[];
}): Promise<void> {
  // Every run here adds listeners for signals and the exit.
  process.setMaxListeners(20 + 4 * options.numbers.length);
  const benches = new Map<number, Promise<Bench>>();
  for (const number of options.numbers) benches.set(number, openBench({ ...options, number }));
  process.on('message', async (message) => {
    const { lane, point } = message as Order;
    const result = await resultOf(benches.get(lane), point);
    process.send?.({ lane, result } satisfies Answer);
  });
  await new Promise((gone) => process.once('disconnect', gone));
  for (const bench of benches.values()) await (await bench).close();
}

async function resultOf(bench: Promise<Bench> | undefined, point: Point): Promise<PointResult> {
  try {
    if (!bench) throw new Error('there is no such lane');
    return await (await bench).try(point);
  } catch (error) {
    const problems = [`the suite itself failed: ${error instanceof Error ? error.stack : error}`];
    return { point, request: null, isDone: false, problems, looks: 0 };
  }
}
