/** The least that a peer must send while reconcile waits for it. A peer that sends less counts as silent. */
export interface MinimumRate {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** 1 KiB a second, over five minutes. */
export const DEFAULT_MINIMUM_RATE: MinimumRate = { bytes: 300 * 1024, milliseconds: 300_000 };

/** Judges how fast a peer sends, period after period. */
interface RateWatch {
  /**
   * Adds bytes, and the milliseconds that reconcile waited for them. Time in which reconcile itself was busy does not
   * count. At the end of each period, says whether the peer kept the minimum rate; null in between.
   */
  arrived(bytes: number, waited: number): 'kept' | 'missed' | null;
}

/** Begins with an empty period; `least` is the minimum rate to hold the peer to. */
export function watchMinimumRate(least: MinimumRate = DEFAULT_MINIMUM_RATE): RateWatch {
  let bytes = 0;
  let waited = 0;
  return {
    arrived(more, wait) {
      bytes += more;
      waited += wait;
      if (waited < least.milliseconds) return null;
      const verdict = bytes >= least.bytes ? 'kept' : 'missed';
      bytes = 0;
      waited = 0;
      return verdict;
    },
  };
}

/** For messages, e.g. `less than 300 KiB came in 5 min`. */
export function describeMissed({ bytes, milliseconds }: MinimumRate = DEFAULT_MINIMUM_RATE): string {
  return `less than ${bytes / 1024} KiB came in ${milliseconds / 60_000} min`;
}
