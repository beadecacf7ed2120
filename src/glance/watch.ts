import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, ReconcileError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';

/** How long something that the service does by itself may go on without a sign of life. */
export interface Patience {
  /** Milliseconds in which nothing changes until it counts as stuck. */
  readonly stalledMs: number;
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  /** Milliseconds since some fixed instant; by default those of a clock that never goes back. */
  readonly now?: () => number;
}

export const DEFAULT_PATIENCE: Patience = { stalledMs: 15 * 60_000, intervalMs: 1000 };

/** A low guess at what a service moves in a second, for work of which it shows no progress. */
const BYTES_PER_MS = 10_000;

/** The patience for moving `bytes` (null: unknown), of which the service may show nothing until all are moved. */
export function patienceFor(bytes: number | null, patience: Patience = DEFAULT_PATIENCE): Patience {
  return { ...patience, stalledMs: patience.stalledMs + Math.ceil((bytes ?? 0) / BYTES_PER_MS) };
}

/** What a look found: the end of what was watched, or an image on its way. */
export type Look<T> =
  | { readonly done: T }
  | {
      readonly image: Image;
      /** Whatever is another text after any progress, the image's own fields aside. */
      readonly signs: string;
      /** What is still to be done, for people. */
      readonly remains: string;
    };

/** Nothing has changed on an image for as long as was to be waited. */
export class StalledError extends ReconcileError {
  readonly image: Image;

  constructor(image: Image, remains: string, milliseconds: number) {
    super(
      'stalled',
      `image ${image.id} is "${image.status}" and nothing has changed on it for ${duration(milliseconds)} ` +
        `(updated_at ${image.updatedAt}); what remains: ${remains}`,
      EXIT.error,
      {
        hint:
          `Look at \`glance image-tasks ${image.id}\` and the Images service's log for the cause; ` +
          `\`openstack image delete ${image.id}\` ends it. Then run again.`,
      },
    );
    this.image = image;
  }
}

/** Looks again and again until the end is found; {@link StalledError} when nothing changes any more. */
export async function watch<T>(
  look: () => Promise<Look<T>>,
  patience: Patience,
  signal?: AbortSignal,
): Promise<T> {
  const { stalledMs, intervalMs, now = () => performance.now() } = patience;
  let before: string | null = null;
  let since = now();
  for (;;) {
    signal?.throwIfAborted();
    const found = await look();
    if ('done' in found) return found.done;
    const state = `${signsOf(found.image)} ${found.signs}`;
    if (state !== before) since = now();
    before = state;
    const left = since + stalledMs - now();
    if (left <= 0) throw new StalledError(found.image, found.remains, stalledMs);
    await pause(Math.min(intervalMs, left), undefined, signal ? { signal } : {}).catch(() => {
      signal?.throwIfAborted();
    });
  }
}

function signsOf({ status, updatedAt, size, stores }: Image): string {
  return JSON.stringify([status, updatedAt, size, stores]);
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
