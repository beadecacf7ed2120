import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { misconduct } from './checks.ts';
import { type GateHooks, likeness, type Passing } from './gate.ts';
import type { Observer } from './observer.ts';
import { prepareHosts } from './other-host.ts';
import type { Stage } from './play.ts';
import type { Point } from './points.ts';
import { type Run, type RunOptions, runChild, runHere } from './program.ts';

/** The disturbance of one run, and the shift of the clock. */
export interface Treatment {
  readonly point?: Point;
  /** Milliseconds by which the cloud's clock is ahead. */
  readonly clockShift: number;
}

export interface Ended {
  readonly run: Run;
  /** The disturbed request; null: none. */
  readonly request: Passing | null;
  readonly passed: readonly Passing[];
}

/** Runs the program through the gate, and checks every state of the cloud. */
export interface Performer {
  execute(args: readonly string[], treatment: Treatment): Promise<Ended>;
  /** The problems of the runs themselves. */
  readonly problems: readonly string[];
}

interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

export function createPerformer(stage: Stage, place: Place, observer: Observer): Performer {
  const { gate, view, prefix } = stage;
  const problems: string[] = [];

  function hooksFor(point: Point | undefined, kill: () => void, reached: (at: Passing) => void): GateHooks {
    return {
      disturb(passing) {
        if (!point || !concerns(point, passing)) return null;
        reached(passing);
        return point.disturbance;
      },
      kill,
      async handled({ number, method, path }) {
        // A read does not change the cloud: reuse the last look.
        if (method === 'GET' || method === 'HEAD') return;
        observer.see(await view.look(prefix), `${number}. ${method} ${path}`);
      },
    };
  }

  return {
    problems,
    async execute(args, { point, clockShift }) {
      let request: Passing | null = null;
      let child: ChildProcess | null = null;
      const hooks = hooksFor(
        point,
        () => child?.kill('SIGKILL'),
        (passing) => {
          request = passing;
        },
      );
      gate.attach(stage.upstreams, hooks, clockShift);
      const env = { OS_API_TIMEOUT: patienceFor(point), ...place.env };
      const options = { args, cwd: place.home, env, program: stage.program };
      const onStart = (started: ChildProcess) => {
        child = started;
      };
      const run = needsProcess(point, stage)
        ? await runChild({ ...(await whereabouts(point, options)), onStart })
        : await runHere(options);
      const passed = [...gate.passed];
      // The service notices broken uploads during the next run.
      if (!point) gate.release();
      observer.see(await view.look(prefix), 'after the run');
      problems.push(...misconduct(run, stage.secrets));
      return { run, request, passed };
    },
  };
}

/** Seconds that a run waits for an answer: short for a silent service, but long enough on a busy machine. */
function patienceFor(point: Point | undefined): string {
  if (!point || 'kill' in point.disturbance) return '20';
  return point.disturbance.fault.kind.startsWith('stall') ? '1' : '20';
}

/** Whether the run needs its own process: only runs that are killed do. */
function needsProcess(point: Point | undefined, { alwaysChildren }: Stage): boolean {
  return alwaysChildren || (point !== undefined && 'kill' in point.disturbance);
}

/** Starts the program here, or on another host with its own home folder. */
async function whereabouts(point: Point | undefined, options: RunOptions): Promise<RunOptions> {
  if (point?.next !== 'another host') return options;
  const { nodeArgs, env } = await prepareHosts(options.cwd);
  const home = join(options.cwd, 'elsewhere');
  await mkdir(home, { recursive: true });
  return { ...options, nodeArgs, env: { ...options.env, ...env('another-host'), HOME: home } };
}

function concerns(point: Point, passing: Passing): boolean {
  return likeness(passing) === point.likeness && passing.turn === point.turn;
}
