import pLimit from 'p-limit';

/** Runs an upload or download of so many bytes (null: not known) as soon as there is room for it. */
export type TransferLimiter = <T>(bytes: number | null, task: () => Promise<T>) => Promise<T>;

/** Bytes from which a transfer is large. Two large ones fill most lines between here and a cloud. */
const LARGE = 64 * 1024 * 1024;
const LARGE_AT_ONCE = 2;

/** Bytes up to which a further request of a change takes longer than its upload. */
export const QUICK = 1024 * 1024;

/**
 * Limits the transfers that run at once. With a `count`, to that many. Without one, by their bytes: two that are large
 * or of unknown size, and beside them small ones of 64 MiB together. So a large image never keeps the small ones
 * waiting, and a small one costs its requests only.
 */
export function limitTransfers(count: number | undefined): TransferLimiter {
  const counted = pLimit(Math.max(1, count ?? LARGE_AT_ONCE));
  if (count !== undefined) return (_bytes, task) => counted(task);
  const weighed = limitBytes(LARGE);
  return (bytes, task) => (bytes === null || bytes >= LARGE ? counted(task) : weighed(bytes, task));
}

/** Runs tasks in the order of their calls, while the bytes of those that run are `most` together. */
function limitBytes(most: number): <T>(bytes: number, task: () => Promise<T>) => Promise<T> {
  const waiting: { readonly bytes: number; readonly begin: () => void }[] = [];
  let used = 0;

  function beginNext(): void {
    for (let [next] = waiting; next && used + next.bytes <= most; [next] = waiting) {
      waiting.shift();
      used += next.bytes;
      next.begin();
    }
  }

  return async (bytes, task) => {
    await new Promise<void>((begin) => {
      waiting.push({ bytes, begin });
      beginNext();
    });
    try {
      return await task();
    } finally {
      used -= bytes;
      beginNext();
    }
  };
}
