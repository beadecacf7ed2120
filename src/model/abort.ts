/** A promise's value, or the signal's reason should that come first: for work that takes no signal itself. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whatever it still comes to after an abort is nobody's concern.
  work.catch(() => {});
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Aborts `milliseconds` after `signal`, with its reason: time for what is under way to end well, and for cleaning up,
 * but a service that does not answer does not hold up the end.
 */
export function afterGrace(signal: AbortSignal, milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const start = () => {
    const timer = setTimeout(() => controller.abort(signal.reason), milliseconds);
    timer.unref();
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return controller.signal;
}

/** The promise's result, or the signal's reason as soon as it aborts: for work that others share and that goes on. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  // Nobody waits for it any more after an abort; its failure then concerns nobody.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
