import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, ReconcileError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import { aboutTime } from '../model/text.ts';

/** How long the service may work in the background without progress. */
export interface Patience {
  /** Milliseconds without a change after which the work counts as stuck. */
  readonly stalledMs: number;
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  /** Milliseconds since a fixed instant; default: a clock that never goes back. */
  readonly now?: () => number;
}

export const DEFAULT_PATIENCE: Patience = { stalledMs: 15 * 60_000, intervalMs: 1000 };

/** A low estimate of how fast a service moves data, for work without visible progress. */
const BYTES_PER_MS = 10_000;

/** The patience for moving `bytes` (null: unknown): the service may show no progress until all are moved. */
export function patienceFor(bytes: number | null, patience: Patience = DEFAULT_PATIENCE): Patience {
  return { ...patience, stalledMs: patience.stalledMs + Math.ceil((bytes ?? 0) / BYTES_PER_MS) };
}

/** The result of a look: the end of the work, or an image on its way there. */
export type Look<T> =
  | { readonly done: T }
  | {
      readonly image: Image;
      /** Text that any progress changes; without the image's own fields. */
      readonly signs: string;
      /** The work that remains, for messages. */
      readonly remains: string;
    };

/** An image has not changed for as long as the patience allows. */
export class StalledError extends ReconcileError {
  readonly image: Image;

  constructor(image: Image, remains: string, milliseconds: number) {
    super(
      'stalled',
      `image ${image.id} is "${image.status}" and has not changed for ${aboutTime(milliseconds / 1000)} ` +
        `(updated_at ${image.updatedAt}); what remains: ${remains}`,
      EXIT.error,
      {
        hint:
          `Look for the cause with \`glance image-tasks ${image.id}\` and in the Images service's log. ` +
          `End the work with \`openstack image delete ${image.id}\`, then run again.`,
      },
    );
    this.image = image;
  }
}

/** Looks until the work has ended; throws {@link StalledError} when nothing changes any more. */
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
