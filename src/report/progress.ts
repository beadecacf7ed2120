import type { ApplyEvent } from '../model/event.ts';

/** An image in progress, as a display needs it. */
export interface RunningChange {
  readonly name: string;
  readonly action: string;
  /** Kind of the running step; null between two steps. */
  readonly step: string | null;
  readonly transfer: Transfer | null;
}

/** The bytes that a step moves. */
export interface Transfer {
  readonly direction: 'up' | 'down' | 'unpack' | 'filter' | 'convert';
  /** Bytes so far. */
  readonly done: number;
  /** Bytes in all; null: unknown. */
  readonly total: number | null;
  /** Bytes per second over the last seconds; null until it is measured. */
  readonly rate: number | null;
  readonly sample: { readonly at: number; readonly done: number };
}

/** The images in progress, in the order in which they began. */
export interface Progress {
  readonly running: readonly RunningChange[];
}

/** The progress before the first event. */
export const NO_PROGRESS: Progress = { running: [] };

/** Milliseconds over which a rate is measured at least, so that the display stays calm. */
const RATE_WINDOW = 1000;
/** Weight of the newest measurement in the shown rate, from 0 to 1. */
const SMOOTHING = 0.5;

/** The progress after an event. Pure; `now` is in milliseconds. */
export function reduceProgress(progress: Progress, event: ApplyEvent, now: number): Progress {
  switch (event.type) {
    case 'change-started':
      return {
        running: [
          ...progress.running.filter((change) => change.name !== event.name),
          { name: event.name, action: event.action, step: null, transfer: null },
        ],
      };
    case 'step-started':
      return alter(progress, event.name, (change) => ({ ...change, step: event.step, transfer: null }));
    case 'step-done':
      return alter(progress, event.name, (change) => ({ ...change, step: null, transfer: null }));
    case 'transfer':
      return alter(progress, event.name, (change) => ({
        ...change,
        transfer: nextTransfer(change.transfer, event, now),
      }));
    case 'change-done':
      return { running: progress.running.filter((change) => change.name !== event.name) };
    case 'check':
    case 'compared':
    case 'warning':
      return progress;
  }
}

/** Seconds that a transfer still takes at its present rate; null when its size or rate is unknown. */
export function secondsLeft(transfer: Transfer): number | null {
  if (transfer.total === null || transfer.rate === null || transfer.rate <= 0) return null;
  return Math.max(0, transfer.total - transfer.done) / transfer.rate;
}

function alter(
  progress: Progress,
  name: string,
  change: (running: RunningChange) => RunningChange,
): Progress {
  return { running: progress.running.map((running) => (running.name === name ? change(running) : running)) };
}

function nextTransfer(
  before: Transfer | null,
  event: Extract<ApplyEvent, { type: 'transfer' }>,
  now: number,
): Transfer {
  const { direction, done, total } = event;
  const startsOver = !before || before.direction !== direction || done < before.done;
  if (startsOver) return { direction, done, total, rate: null, sample: { at: now, done } };
  const elapsed = now - before.sample.at;
  if (elapsed < RATE_WINDOW) return { ...before, done, total };
  const newest = ((done - before.sample.done) * 1000) / elapsed;
  const rate = before.rate === null ? newest : before.rate * (1 - SMOOTHING) + newest * SMOOTHING;
  return { direction, done, total, rate, sample: { at: now, done } };
}
