/**
 * The value of `work`. Rejects with the signal's reason as soon as the signal aborts: for work that takes no signal, or
 * that others share.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  // After an abort, ignore the error of the work.
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
 * A signal that aborts `milliseconds` after `signal`, with the same reason. Running work and the clean-up get this time,
 * and a service that does not answer cannot delay the end for longer.
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
