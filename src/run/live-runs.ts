import type { Image, ImageStatus } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { isSameProcess, ownStart, placeDigest } from '../tool/process.ts';

/**
 * Milliseconds. A run on another host, whose process we cannot see, counts as alive for so long after its last sign of
 * life. Such a run gives a sign at least every `HEARTBEAT_MS` (src/apply/heartbeat.ts).
 */
const FAR_RUN_SILENCE_MS = 180_000;

/**
 * Milliseconds, like {@link FAR_RUN_SILENCE_MS}, while Glance itself works on the image. The run must not touch the image
 * then, so it gives no sign. After this time we assume that Glance has died as well.
 */
const GLANCE_AT_WORK_MS = 24 * 3_600_000;

const AT_WORK: readonly ImageStatus[] = ['saving', 'uploading', 'importing'];

/**
 * The name of this process on the images that it stages: a digest of its place (other users may see images), its process
 * id and its start time.
 */
export function ownRun(): string {
  return [placeDigest(), process.pid, ownStart() ?? ''].join(':');
}

/**
 * The ids of the staged images that another run still works on. `now` is in milliseconds since 1970, on the clock of
 * Glance, which has dated the images. See docs/decisions/0008-signs-of-life.md.
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

/** How long a run may be silent. An import that waits for its turn shows `queued`, although Glance works on the image. */
function silenceOf({ status, properties }: Image): number {
  const waits = status === 'queued' && properties[MARKER.unchecked] !== undefined;
  return waits || AT_WORK.includes(status) ? GLANCE_AT_WORK_MS : FAR_RUN_SILENCE_MS;
}
