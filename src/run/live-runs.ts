import type { Image, ImageStatus } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { isSameProcess, ownStart, placeDigest } from '../tool/process.ts';

/**
 * Milliseconds after the last sign of life for which a run of another host, which cannot be looked at from here, is
 * taken to be alive. It gives one at least every {@link HEARTBEAT_MS} (src/apply/heartbeat.ts).
 */
const FAR_RUN_SILENCE_MS = 180_000;

/**
 * The same while Glance itself is at work, when a run must not touch the image: an upload or an import without end
 * is one whose Glance has died as well.
 */
const GLANCE_AT_WORK_MS = 24 * 3_600_000;

const AT_WORK: readonly ImageStatus[] = ['saving', 'uploading', 'importing'];

/**
 * Names this process on the images that it stages: a digest of its place (images may be seen by others), its number
 * and its start time.
 */
export function ownRun(): string {
  return [placeDigest(), process.pid, ownStart() ?? ''].join(':');
}

/**
 * The staged images that another run is still at work on. `now`: milliseconds since 1970 by the clock of the service,
 * which has set the images' times. See docs/decisions/0008-signs-of-life.md.
 */
export function busyImages(images: readonly Image[], now: number): ReadonlySet<string> {
  return new Set(images.filter((image) => isBusy(image, now)).map((image) => image.id));
}

function isBusy(image: Image, now: number): boolean {
  const run = image.properties[MARKER.run];
  if (run === undefined || image.properties[MARKER.role] !== 'staged' || run === ownRun()) return false;
  const [place, pid, start] = run.split(':');
  if (place !== placeDigest()) return now - Date.parse(image.updatedAt) < silenceOf(image);
  return /^[1-9]\d{0,9}$/.test(pid ?? '') && isSameProcess(Number(pid), start || null);
}

/** An import that waits for its turn still shows `queued`. */
function silenceOf({ status, properties }: Image): number {
  const waits = status === 'queued' && properties[MARKER.unchecked] !== undefined;
  return waits || AT_WORK.includes(status) ? GLANCE_AT_WORK_MS : FAR_RUN_SILENCE_MS;
}
