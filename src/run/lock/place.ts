import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Where a process runs, as far as its number tells it from others: its host's name, this start of the host, and the
 * set of processes that the number counts in, as a container has its own. Hosts that are copies of one another share
 * all but the second.
 */
export interface Place {
  readonly host: string;
  /** The kernel's boot id; null where there is no /proc. */
  readonly boot: string | null;
  /** Null where there is no /proc. */
  readonly pidNamespace: string | null;
}

export function ownPlace(): Place {
  return {
    host: hostname(),
    boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
    pidNamespace: orNull(() => readlinkSync('/proc/self/ns/pid')),
  };
}

export function isHere(place: Place): boolean {
  const own = ownPlace();
  return place.host === own.host && place.boot === own.boot && place.pidNamespace === own.pidNamespace;
}

/** A place as strangers may see it. */
export function placeDigest({ host, boot, pidNamespace }: Place = ownPlace()): string {
  return createHash('sha256')
    .update(JSON.stringify([host, boot, pidNamespace]))
    .digest('hex')
    .slice(0, 12);
}

function orNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
