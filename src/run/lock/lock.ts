import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../../model/cloud.ts';
import { LockedError } from '../../model/errors.ts';
import type { RunContext } from '../../model/run-context.ts';
import { isHere } from '../../tool/process.ts';
import type { LockOptions } from '../options.ts';
import { FAR_HOLDER_SILENCE_MS, type Holder, ownHolder, RENEWAL_INTERVAL_MS } from './holder.ts';
import { releaseFile, renewFile, takeFile } from './lock-file.ts';

/** What to lock, and how long to wait for the lock. */
export interface LockRequest {
  readonly target: Target;
  readonly stack: string;
  /** Seconds to wait while another run holds the lock; 0: do not wait. */
  readonly timeout: number;
  /** This run's command line, shown to users who find the lock held. */
  readonly command: string;
}

/** A lock that this run holds. */
export interface Lock {
  /** Releases the lock; a second call does nothing. */
  release(): void;
}

/** The locks of one run. */
export interface Locks {
  /** See {@link takeLock}. */
  readonly take: (target: Target, stack: string) => Promise<void>;
  /** Releases every lock that this run has taken. */
  readonly release: () => void;
}

const LOOK_INTERVAL_MS = 250;

/** Collects the locks that a run takes as it learns its targets, so that every way to end releases all of them. */
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
 * Takes this user's lock of one stack in one project of one cloud, so that two runs do not work on the same images.
 * Throws {@link LockedError} when another run still holds the lock after `timeout` seconds, and the signal's reason on
 * an abort. When no lock file can be written, the run goes on with a warning. The lock is advisory: the images are safe
 * without it, and it only spares two runs each other's stale changes (docs/decisions/0015-locks-of-one-user.md).
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

/** Another run's lock, and the file that records it. */
interface Held {
  readonly path: string;
  readonly holder: Holder;
}

/**
 * Takes the lock in each folder that this run knows, always in the same order. A login session has a runtime folder,
 * and a nightly job of the same user may not: this way any two runs of a user meet in at least one folder.
 */
function takeEverywhere(
  request: LockRequest,
  holder: Holder,
  { env, folders, log }: RunContext,
): Lock | Held {
  const taken = new Set<string>();
  const problems: string[] = [];
  const renewal = setInterval(() => renew(taken, holder, log), RENEWAL_INTERVAL_MS).unref();
  const release = () => {
    clearInterval(renewal);
    process.off('exit', release);
    for (const path of taken) releaseFile(path, holder);
    taken.clear();
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
      taken.add(path);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (taken.size === 0) {
    log.warn(
      `no lock file can be written, so this run cannot notice another run on this host: ${problems.join('; ')}`,
    );
  }
  // A second signal ends the program without returning here.
  process.once('exit', release);
  return { release };
}

/** Another run takes over the lock of a run that stood still. Both then go on, as runs on two hosts do. */
function renew(taken: Set<string>, holder: Holder, log: RunContext['log']): void {
  for (const path of taken) {
    if (renewFile(path, holder)) continue;
    taken.delete(path);
    log.warn(`another run has taken over the lock ${path} and may be working on the same images`);
  }
}

function lockFolders(env: RunContext['env'], { home }: RunContext['folders']): readonly string[] {
  const states = env.XDG_STATE_HOME || join(home, '.local', 'state');
  const folders = [states, ...(env.XDG_RUNTIME_DIR ? [env.XDG_RUNTIME_DIR] : [])];
  return folders.map((folder) => join(folder, 'glance-reconcile'));
}

/** The form of Keystone's ids, which are unique even across clouds. */
const UNIQUE_ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * As readable as a file name can be; the digest makes it unique. One endpoint can be spelt in several ways, so it
 * counts only where the project id does not identify the cloud.
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
    ? `If process ${holder.pid} is not a run of reconcile, remove ${path}.`
    : `If that run has died, its lock is free ${inTime(FAR_HOLDER_SILENCE_MS / 1000)} after its last sign of life.`;
  return new LockedError(inWords(request, holder), {
    hint: `Run again when that run has ended, or wait for it with --lock-timeout 10m. ${lost}`,
  });
}

function inWords({ stack, target }: LockRequest, holder: Holder): string {
  const seconds = (Date.now() - Date.parse(holder.startedAt)) / 1000;
  const age = inTime(Math.max(0, seconds));
  return `the stack "${stack}" in project ${target.project} is locked by process ${holder.pid} on ${holder.host} for ${age} (${holder.command})`;
}

/** e.g. `42 s`, `3 min`, `5 h`. */
function inTime(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
