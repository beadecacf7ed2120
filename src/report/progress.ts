import type { ApplyEvent } from '../model/event.ts';

/** One image that is being worked on, as far as a display is concerned. */
export interface RunningChange {
  readonly name: string;
  readonly action: string;
  /** Kind of the step that runs; null between two. */
  readonly step: string | null;
  readonly transfer: Transfer | null;
}

export interface Transfer {
  readonly direction: 'up' | 'down' | 'unpack' | 'filter' | 'convert';
  /** Bytes so far and in all (null: unknown). */
  readonly done: number;
  readonly total: number | null;
  /** Bytes per second over the last seconds; null until it can be told. */
  readonly rate: number | null;
  readonly sample: { readonly at: number; readonly done: number };
}

/** What runs at present, in the order in which it began. */
export interface Progress {
  readonly running: readonly RunningChange[];
}

export const NO_PROGRESS: Progress = { running: [] };

/** A rate is told over at least this many milliseconds, or it would dance. */
const RATE_WINDOW = 1000;
/** Share of the newest window in the shown rate. */
const SMOOTHING = 0.5;

/** What an event makes of the progress. Pure; `now` in milliseconds. */
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
    case 'warning':
      return progress;
  }
}

/** Seconds that a transfer will still take at its present rate; null when nobody can say. */
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
