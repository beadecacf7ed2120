/** Reads microseconds since 1970. No two readings are equal, so that creation times order all images. */
export interface Clock {
  now(): number;
}

/** Starts a clock at the present time. */
export function startClock(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(Date.now() * 1000, last + 1);
      return last;
    },
  };
}

/** A time as Glance shows it: ISO 8601 with whole seconds. */
export function isoSeconds(microseconds: number): string {
  return `${new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19)}Z`;
}

/** A time as Keystone shows it: ISO 8601 with six decimal places, always zero. */
export function isoZeroMicroseconds(microseconds: number): string {
  return `${new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19)}.000000Z`;
}
