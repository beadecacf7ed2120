import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../../model/cloud.ts';
import { LockedError } from '../../model/errors.ts';
import type { RunContext } from '../../model/run-context.ts';
import type { LockOptions } from '../options.ts';
import { ageOf, FAR_HOLDER_SILENCE_MS, type Holder, ownHolder, RENEWAL_INTERVAL_MS } from './holder.ts';
import { releaseFile, renewFile, takeFile } from './lock-file.ts';
import { isHere } from './place.ts';

/** What is locked, and how long to wait for it. */
export interface LockRequest {
  readonly target: Target;
  readonly stack: string;
  /** Seconds to wait while another run holds it; 0: not at all. */
  readonly timeout: number;
  /** What this run is, for whoever finds the lock taken. */
  readonly command: string;
}

/** A lock that this run holds. */
export interface Lock {
  /** Gives it back; again does nothing. */
  release(): void;
}

/** The locks of one run. */
export interface Locks {
  /** See {@link takeLock}. */
  readonly take: (target: Target, stack: string) => Promise<void>;
  /** Gives back all that were taken. */
  readonly release: () => void;
}

const LOOK_INTERVAL_MS = 250;

/** Locks are taken as a run finds out what it works on, and given back together on whichever way it ends. */
export function openLocks(command: string, options: LockOptions, context: RunContext): Locks {
  const taken: Lock[] = [];
  return {
    take: async (target, stack) => {
      taken.push(await takeLock({ target, stack, command, timeout: options.lockTimeout }, context));
    },
    release: () => {
      for (const lock of taken.splice(0)) lock.release();
    },
  };
}

/**
 * Takes this user's lock of one stack in one project of one cloud on this host, so that two runs do not work on the
 * same images. Throws {@link LockedError} when another run has it and goes on having it for `timeout` seconds, and the
 * signal's reason on an interruption. Where no lock can be kept at all, a warning says so: the images are safe
 * without, the lock only spares two runs each other's stale changes.
 */
export async function takeLock(request: LockRequest, context: RunContext): Promise<Lock> {
  const { log, secrets, signal } = context;
  const holder = ownHolder(randomUUID(), secrets.redact(request.command));
  const deadline = performance.now() + request.timeout * 1000;
  for (let looks = 0; ; looks++) {
    signal.throwIfAborted();
    const taking = takeEverywhere(request, holder, context);
    if ('release' in taking) return taking;
    const left = deadline - performance.now();
    if (left <= 0) throw lockedError(request, taking);
    if (looks === 0) {
      log.info(`${inWords(request, taking.holder)}: waiting up to ${inTime(request.timeout)} for it`);
    }
    await pause(Math.min(LOOK_INTERVAL_MS, left), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Where somebody else's lock was found. */
interface Held {
  readonly path: string;
  readonly holder: Holder;
}

/**
 * A session has a runtime folder, a nightly job of the same user may have none: the lock is taken in every folder
 * that this run knows, in one order, so that any two runs of a user meet in one of them.
 */
function takeEverywhere(
  request: LockRequest,
  holder: Holder,
  { env, folders, log }: RunContext,
): Lock | Held {
  const taken: string[] = [];
  const problems: string[] = [];
  const renewal = setInterval(() => renew(taken, holder, log), RENEWAL_INTERVAL_MS).unref();
  const release = () => {
    clearInterval(renewal);
    process.off('exit', release);
    for (const path of taken.splice(0)) quietly(() => releaseFile(path, holder));
  };
  for (const folder of lockFolders(env, folders)) {
    const path = join(folder, fileName(request));
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const other = takeFile(path, holder);
      if (other !== null) {
        release();
        return { path, holder: other };
      }
      taken.push(path);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (taken.length === 0) {
    log.warn(`no lock is kept, so another run on this host would not be noticed: ${problems.join('; ')}`);
  }
  // A second signal leaves the program without coming back here.
  process.once('exit', release);
  return { release };
}

/** One that is lost was taken over while this run stood still: both go on, as runs on two hosts do. */
function renew(taken: string[], holder: Holder, log: RunContext['log']): void {
  for (const path of [...taken]) {
    try {
      if (renewFile(path, holder)) continue;
    } catch {
      // The file system may answer again in time for the next renewal.
      continue;
    }
    taken.splice(taken.indexOf(path), 1);
    log.warn(`the lock ${path} has been taken over: another run may be at work on the same images`);
  }
}

function lockFolders(env: RunContext['env'], { home }: RunContext['folders']): readonly string[] {
  const states = env.XDG_STATE_HOME || join(home, '.local', 'state');
  const folders = [states, ...(env.XDG_RUNTIME_DIR ? [env.XDG_RUNTIME_DIR] : [])];
  return folders.map((folder) => join(folder, 'glance-reconcile'));
}

/** As Keystone makes them: no two are the same, also those of different clouds. */
const UNIQUE_ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * Readable as far as a file name can be; the digest tells. An endpoint can be spelt in several ways, so it counts
 * only where the project does not tell one cloud from another.
 */
function fileName({ target, stack }: LockRequest): string {
  const { projectId, region, endpoint } = target;
  const where = UNIQUE_ID.test(projectId) ? [projectId, region] : [endpoint, projectId];
  const what = JSON.stringify([...where, stack]);
  const digest = createHash('sha256').update(what).digest('hex').slice(0, 32);
  return `${stack.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60)}-${digest}.lock`;
}

function lockedError(request: LockRequest, { holder, path }: Held): LockedError {
  const lost = isHere(holder)
    ? `If process ${holder.pid} is no run of reconcile, remove ${path}.`
    : `Should it have died, its lock is free ${inTime(FAR_HOLDER_SILENCE_MS / 1000)} after its last sign of life.`;
  return new LockedError(inWords(request, holder), {
    hint: `Run again when it has ended, or wait for it with --lock-timeout 10m. ${lost}`,
  });
}

function inWords({ stack, target }: LockRequest, holder: Holder): string {
  const age = inTime(Math.max(0, ageOf(holder)));
  return `the stack "${stack}" in project ${target.project} is locked by process ${holder.pid} on ${holder.host} for ${age} (${holder.command})`;
}

/** e.g. `42 s`, `3 min`, `5 h`. */
function inTime(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // A lock that cannot be removed is a dead holder's from now on, and taken over as such.
  }
}
