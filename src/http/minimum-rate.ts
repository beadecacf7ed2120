/** The least that a peer must send while it is waited for; less is no better than silence. */
export interface MinimumRate {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** 1 KiB a second, over five minutes. */
export const DEFAULT_MINIMUM_RATE: MinimumRate = { bytes: 300 * 1024, milliseconds: 300_000 };

/** Judges a peer's pace, over and over again. */
export interface Pace {
  /**
   * So many bytes came after so many milliseconds of waiting; time in which nobody waited for the peer is not its
   * fault. Says how it kept the pace whenever the time is over, and else nothing.
   */
  arrived(bytes: number, waited: number): 'kept' | 'missed' | null;
}

export function watchMinimumRate(least: MinimumRate = DEFAULT_MINIMUM_RATE): Pace {
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
