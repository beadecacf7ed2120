/** Microseconds since 1970. No two readings of one clock are equal, so that creation order is total. */
export interface Clock {
  now(): number;
}

export function startClock(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(Date.now() * 1000, last + 1);
      return last;
    },
  };
}

/** As Glance shows times: whole seconds. */
export function isoSeconds(microseconds: number): string {
  return `${new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19)}Z`;
}

/** As Keystone shows times: six places that are always zero. */
export function isoZeroMicroseconds(microseconds: number): string {
  return `${new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19)}.000000Z`;
}
