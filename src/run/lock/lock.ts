import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../../model/cloud.ts';
import { LockedError } from '../../model/errors.ts';
import type { RunContext } from '../../model/run-context.ts';
import { aboutTime } from '../../model/text.ts';
import type { HeldLock } from '../../source/cache/downloads.ts';
import { isHere } from '../../tool/process.ts';
import type { LockOptions } from '../options.ts';
import { FAR_HOLDER_SILENCE_MS, type Holder } from './holder.ts';
import { holdFile } from './lock-file.ts';

/** The locks of one run. They are advisory: the images are safe without them (docs/decisions/0015-locks-of-one-user.md). */
export interface Locks {
  /**
   * Takes this user's lock of one stack in one project of one cloud. Throws {@link LockedError} when another run still
   * holds it after the timeout, and the signal's reason on an abort. A lock that cannot be written gives a warning.
   */
  readonly take: (target: Target, stack: string) => Promise<void>;
  /** Releases every lock that this run has taken. */
  readonly release: () => void;
}

const LOOK_INTERVAL_MS = 250;

/** Collects the locks that a run takes as it learns its targets. `command` is shown to users who find a lock held. */
export function openLocks(command: string, options: LockOptions, context: RunContext): Locks {
  const { log, secrets, signal } = context;
  const taken: HeldLock[] = [];
  return {
    release: () => {
      for (const lock of taken.splice(0)) lock.release();
    },
    take: async (target, stack) => {
      const path = lockPath(target, stack, context);
      const deadline = performance.now() + options.lockTimeout * 1000;
      for (let looks = 0; ; looks++) {
        signal.throwIfAborted();
        const found = hold(path, secrets.redact(command), log);
        if ('release' in found) {
          taken.push(found);
          return;
        }
        const left = deadline - performance.now();
        const locked = `the stack "${stack}" in project ${target.project} is locked by ${inWords(found)}`;
        if (left <= 0) throw new LockedError(locked, { hint: hintFor(found, path) });
        if (looks === 0) log.info(`${locked}: waiting up to ${aboutTime(options.lockTimeout)} for it`);
        await pause(Math.min(LOOK_INTERVAL_MS, left), undefined, { signal }).catch(() =>
          signal.throwIfAborted(),
        );
      }
    },
  };
}

/** This run's lock, or the present holder. Without a file that can be written, the run goes on as if it had the lock. */
function hold(path: string, command: string, log: RunContext['log']): HeldLock | Holder {
  // Both runs then go on, as runs on two hosts do.
  const warnOfLoss = () =>
    log.warn(`another run has taken over the lock ${path} and may be working on the same images`);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return holdFile(path, command, warnOfLoss);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(`no lock file can be written, so this run cannot notice another run on this host: ${reason}`);
    return { release() {} };
  }
}

/**
 * In the state folder, which login sessions and nightly jobs share. A digest makes the name unique. One endpoint can be
 * spelt in several ways, so it counts only where the project id has not the form of Keystone's, which are unique.
 */
function lockPath(target: Target, stack: string, { env, folders }: RunContext): string {
  const { projectId, region, endpoint } = target;
  const isUnique = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(projectId);
  const what = JSON.stringify([...(isUnique ? [projectId, region] : [endpoint, projectId]), stack]);
  const digest = createHash('sha256').update(what).digest('hex').slice(0, 32);
  const name = `${stack.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60)}-${digest}.lock`;
  return join(env.XDG_STATE_HOME || join(folders.home, '.local', 'state'), 'glance-reconcile', name);
}

function inWords({ pid, host, startedAt, command }: Holder): string {
  const age = Math.max(0, (Date.now() - Date.parse(startedAt)) / 1000);
  return `process ${pid} on ${host} for ${aboutTime(age)} (${command})`;
}

function hintFor(holder: Holder, path: string): string {
  const lost = isHere(holder)
    ? `If process ${holder.pid} is not a run of reconcile, remove ${path}.`
    : `If that run has died, its lock is free ${aboutTime(FAR_HOLDER_SILENCE_MS / 1000)} after its last sign of life.`;
  return `Run again when that run has ended, or wait for it with --lock-timeout 10m. ${lost}`;
}
