import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { isSameProcess, pidNamespace, processStat } from './lock/holder.ts';

/** Milliseconds for which a run of another host, which cannot be looked at from here, is taken to be alive. */
const FAR_RUN_LIFETIME = 60 * 60 * 1000;

/**
 * Names this process on the images that it stages: a digest of its host (images may be seen by others), its number
 * and its start time.
 */
export function ownRun(): string {
  return [place(), process.pid, processStat('self')?.start ?? ''].join(':');
}

/** The staged images that another run is still at work on. See docs/decisions/0006-live-runs.md. */
export function busyImages(images: readonly Image[], now: number = Date.now()): ReadonlySet<string> {
  return new Set(images.filter((image) => isBusy(image, now)).map((image) => image.id));
}

function isBusy(image: Image, now: number): boolean {
  const run = image.properties[MARKER.run];
  if (run === undefined || image.properties[MARKER.role] !== 'staged' || run === ownRun()) return false;
  const [host, pid, start] = run.split(':');
  if (host !== place()) return now - Date.parse(image.createdAt) < FAR_RUN_LIFETIME;
  return /^[1-9]\d{0,9}$/.test(pid ?? '') && isSameProcess(Number(pid), start || null);
}

function place(): string {
  return createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 12);
}
