import { CLOUD_FAULTS, type Disturbance, type Fault, KILLS, SOURCE_FAULTS } from './disturbance.ts';
import type { Passing } from './gate.ts';

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

/** Every instant of a scene at which the program can be killed. */
export function killPoints(scene: number, passed: readonly Passing[]): readonly Point[] {
  return passed
    .filter(({ service }) => service !== 'files')
    .flatMap((passing) =>
      KILLS.filter((kill) => passing.isUpload || kill !== 'kill in mid-body').map((kill) => ({
        scene,
        service: 'cloud' as const,
        request: passing.number,
        name: kill,
        disturbance: { kill },
        isLimited: false,
      })),
    );
}

/** Every fault at every request of a scene. */
export function faultPoints(scene: number, passed: readonly Passing[]): readonly Point[] {
  return passed.flatMap((passing) => {
    const service = passing.service === 'files' ? 'files' : 'cloud';
    const faults = service === 'files' ? SOURCE_FAULTS : CLOUD_FAULTS;
    return faults
      .filter(({ fault }) => passing.isUpload || fault.kind !== 'reset-in-mid-body')
      .filter(({ fault }) => !takesRightsAway(fault, passing))
      .map(({ name, fault }) => ({
        scene,
        service,
        request: passing.number,
        name,
        disturbance: { fault },
        isLimited: outlastsTimeouts(fault, passing),
      }));
  });
}

/** Who may not accept for other projects cannot carry acceptances over: the program says so, and goes on. */
function takesRightsAway(fault: Fault, { method, path }: Passing): boolean {
  return (
    fault.kind === 'answer' && fault.status === 403 && method === 'PUT' && /\/members\/[^/]+$/.test(path)
  );
}

/** Small requests to the cloud have a time-out that is short enough to wait for; all else is given up. */
function outlastsTimeouts({ kind }: Fault, passing: Passing): boolean {
  if (kind === 'outage') return true;
  return (kind === 'stall' || kind === 'stall-after') && (passing.isUpload || passing.service === 'files');
}

export function describePoint(point: Point): string {
  return `scene ${point.scene + 1} ${point.service} ${point.request} ${point.name};`;
}

/** At most `count` of the points, evenly spread over them. */
export function sample<T>(points: readonly T[], count: number): readonly T[] {
  if (points.length <= count) return points;
  // A stride that shares no factor with the number of kinds meets every kind.
  return Array.from(
    { length: count },
    (_, index) => points[Math.floor(((index + 0.5) * points.length) / count)]!,
  );
}
