/** A time limit that can be held while nothing is asked of its owner. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Goes on counting; does nothing while it counts. */
  start(): void;
  pause(): void;
}

/** Longest wait that a timer takes; a limit beyond it is none. Milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** `seconds` null: no limit. The signal's reason is what `reason` gives. */
export function createDeadline(seconds: number | null, reason: () => Error): Deadline {
  const controller = new AbortController();
  let left = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000;
  let started = 0;
  let timer: NodeJS.Timeout | null = null;
  return {
    signal: controller.signal,
    start() {
      if (timer !== null || left > LONGEST) return;
      started = performance.now();
      timer = setTimeout(() => controller.abort(reason()), left);
    },
    pause() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      left = Math.max(0, left - (performance.now() - started));
    },
  };
}
