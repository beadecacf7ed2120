import {
  CLOUD_FAULTS,
  type Disturbance,
  type Fault,
  KILLS,
  type Kill,
  SOURCE_FAULTS,
} from './disturbance.ts';
import { likeness, type Passing } from './gate.ts';
import type { Scene } from './scene.ts';

/** The run that follows a disturbed run. `another host`: the run was killed on another host, the next run is here. */
export type Next = 'the same command' | 'another command' | 'another host';

/** One disturbance at one request of one scene. */
export interface Point {
  readonly scene: number;
  readonly service: 'cloud' | 'files';
  /** The number of the request in an undisturbed run, from 1. */
  readonly request: number;
  /** The kind of the request and its number among that kind: one look more or less shifts the overall numbers. */
  readonly likeness: string;
  readonly turn: number;
  readonly name: string;
  readonly disturbance: Disturbance;
  /** Whether the run gets a time limit, because the disturbance would delay it for long. */
  readonly isLimited: boolean;
  /** Whether the disturbed run itself must do all its work. */
  readonly mustSurvive: boolean;
  readonly next: Next;
  /** Minutes after which a run on another host counts as dead. */
  readonly silence: number;
}

/** Every instant of a scene at which the program is killed. */
export function killPoints(
  scene: number,
  passed: readonly Passing[],
  { otherReruns }: Scene,
): readonly Point[] {
  const imports = passed.some(({ path }) => path.endsWith('/import'));
  const point = (passing: Passing, kill: Kill, next: Next): Point => ({
    scene,
    service: 'cloud',
    request: passing.number,
    likeness: likeness(passing),
    turn: passing.turn,
    name: next === 'the same command' ? kill : `${kill}, then ${next}`,
    disturbance: { kill },
    isLimited: false,
    mustSurvive: false,
    next,
    silence: imports ? SILENCE_OF_IMPORTS : SILENCE,
  });
  return passed
    .filter(({ service }) => service !== 'files')
    .flatMap((passing) => {
      const { isUpload } = passing;
      const [before, after, ...inMidBody] = KILLS;
      const again = [before, after, ...(isUpload ? inMidBody : [])];
      const changes = isChange(passing) ? [after, ...(isUpload ? inMidBody.slice(0, 1) : [])] : [];
      return [
        ...again.map((kill) => point(passing, kill, 'the same command')),
        ...changes.map((kill) => point(passing, kill, 'another host')),
        ...(otherReruns ? changes.map((kill) => point(passing, kill, 'another command')) : []),
      ];
    });
}

/** Minutes, a little more than the program waits for a sign of life: see docs/decisions/0008-signs-of-life.md. */
const SILENCE = 4;
/** The same while Glance itself may be at work. */
const SILENCE_OF_IMPORTS = 24 * 60 + 4;

function isChange({ service, method }: Passing): boolean {
  return service === 'image' && method !== 'GET' && method !== 'HEAD';
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
        likeness: likeness(passing),
        turn: passing.turn,
        name,
        disturbance: { fault },
        isLimited: outlastsTimeouts(fault, passing),
        mustSurvive: passesBy(fault, passing),
        next: 'the same command' as const,
        silence: SILENCE,
      }));
  });
}

/** A user who may not accept for other projects cannot copy acceptances: the program warns and goes on. */
function takesRightsAway(fault: Fault, { method, path }: Passing): boolean {
  return (
    fault.kind === 'answer' && fault.status === 403 && method === 'PUT' && /\/members\/[^/]+$/.test(path)
  );
}

/** Small requests to the cloud have a timeout short enough to wait for; the run gives up on all others. */
function outlastsTimeouts({ kind }: Fault, passing: Passing): boolean {
  if (kind === 'outage') return true;
  return (kind === 'stall' || kind === 'stall-after') && (passing.isUpload || passing.service === 'files');
}

/** Faults that pass at once, after which the request can be repeated. */
function passesBy(fault: Fault, passing: Passing): boolean {
  // Glance does not retry its own downloads.
  if (outlastsTimeouts(fault, passing) || passing.isByCloud) return false;
  if (fault.kind === 'answer') {
    const isToken = passing.service === 'image' && fault.status === 401;
    return isToken || [429, 500, 502, 503, 504].includes(fault.status);
  }
  return !['outage', 'other-bytes', 'cut-answer'].includes(fault.kind);
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
