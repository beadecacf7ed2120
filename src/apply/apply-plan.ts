import pLimit from 'p-limit';
import { removeAbandonedSpools } from '../content/spool.ts';
import type { Glance } from '../glance/client.ts';
import { DEFAULT_PATIENCE, type Patience } from '../glance/watch.ts';
import { EXIT, ReconcileError } from '../model/errors.ts';
import type { EventSink } from '../model/event.ts';
import { type Change, isUnlistedChange, type Plan } from '../model/plan.ts';
import { type ChangeResult, HELD_BACK, type Report } from '../model/report.ts';
import type { SourceReference } from '../model/source.ts';
import type { SourceOptions } from '../source/open.ts';
import { applyChange, type ChangeOutcome } from './apply-change.ts';
import type { CheckHost, Limiter } from './context.ts';

export interface ApplyOptions {
  readonly glance: Glance;
  readonly source: SourceOptions;
  /** The state file's sources by image name: credentials and queries of URLs never enter a plan. */
  readonly sources: ReadonlyMap<string, SourceReference>;
  /** Names this run on the images that it stages, so that others can tell them from leftovers. */
  readonly run: string;
  /** Changes at work at once. */
  readonly parallelism: number;
  /** Uploads and downloads at once. */
  readonly transfers: number;
  /** Begin no more changes once one has failed. */
  readonly failFast: boolean;
  /** When what Glance does by itself counts as stuck; by default after a quarter of an hour without any change. */
  readonly patience?: Patience;
  /** Stops the run: running changes break off, the others are skipped. Its reason is the run's error. */
  readonly signal: AbortSignal;
  readonly onEvent: EventSink;
  /** What checks are given; without it, a change whose image has to pass one fails. */
  readonly checks?: CheckHost;
  /** Cleans a message of secrets before it enters the report. */
  readonly redact: (text: string) => string;
}

/**
 * Carries out a plan. Independent images go on when one fails; what became of each is in the report. Images that
 * only go, go after the others, so that a name that moves from one image to another is never without one. What has
 * left the file is touched last of all, and only when everything before it was done: what nobody named is not taken
 * away from a cloud that is not as the file wants it.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Report> {
  const startedAt = new Date().toISOString();
  const run: Run = {
    plan,
    options,
    places: pLimit(Math.max(1, options.parallelism)),
    transfers: pLimit(Math.max(1, options.transfers)),
    failed: false,
  };
  // A run that unpacks or converts nothing tidies up as well: there may never be another that does.
  await removeAbandonedSpools(options.checks?.environment.TMPDIR || null);
  const results = new Map<Change, ChangeResult>();
  for (const group of inOrder(plan.changes)) {
    const heldBack = group.every(isUnlistedChange) ? whyHeldBack(run) : null;
    const settled = await Promise.all(
      group.map(async (change) => {
        const why = heldBack ?? whyNotNoted(change, results);
        if (why !== null) return [change, holdBack(change, why)] as const;
        return [change, await run.places(() => applyOne(change, run))] as const;
      }),
    );
    for (const [change, result] of settled) results.set(change, result);
  }
  return {
    ...plan,
    changes: plan.changes.map((change) => results.get(change)!),
    startedAt,
    finishedAt: new Date().toISOString(),
    interrupted: options.signal.aborted,
  };
}

/** Each group begins when the one before it has ended. */
function inOrder(changes: readonly Change[]): readonly (readonly Change[])[] {
  const staying = changes.filter((change) => !isUnlistedChange(change));
  return [
    staying.filter(({ action }) => action !== 'delete'),
    staying.filter(({ action }) => action === 'delete'),
    changes.filter(isUnlistedChange),
  ];
}

/** Why nothing is pruned in this run; null when it may be. */
function whyHeldBack({ plan, options, failed }: Run): string | null {
  if (options.signal.aborted) return 'the run was stopped, and then nothing is pruned';
  if (failed) return 'another change was not done, and then nothing is pruned';
  const isBlocked = plan.changes.some((change) => change.blockedBy.length > 0);
  return isBlocked ? 'the plan has blocked changes, and then nothing is pruned' : null;
}

/** Why a change would be forgotten if it were carried out; null when it is noted, or need not be. */
function whyNotNoted({ notedBy }: Change, results: ReadonlyMap<Change, ChangeResult>): string | null {
  if (!notedBy) return null;
  const noting = [...results.values()].filter(({ name }) => notedBy.includes(name));
  if (noting.some(({ outcome }) => outcome === 'done')) return null;
  return 'what would keep an older list from bringing it back was not noted on any other image of its list';
}

function holdBack(change: Change, why: string): ChangeResult {
  if (change.blockedBy.length > 0) return { ...change, outcome: 'skipped', error: null, seconds: 0 };
  const error = {
    code: HELD_BACK,
    message: why,
    hint: 'It is done by the next run in which everything else is.',
  };
  return { ...change, outcome: 'skipped', error, seconds: 0 };
}

interface Run {
  readonly plan: Plan;
  readonly options: ApplyOptions;
  readonly places: Limiter;
  readonly transfers: Limiter;
  /** Set by the first failure; looked at with `failFast`, and before anything is pruned. */
  failed: boolean;
}

async function applyOne(change: Change, run: Run): Promise<ChangeResult> {
  const { options } = run;
  if (isSkipped(change, run)) return { ...change, outcome: 'skipped', error: null, seconds: 0 };
  if (change.steps.length === 0) return { ...change, outcome: 'done', error: null, seconds: 0 };

  options.onEvent({ type: 'change-started', name: change.name, action: change.action });
  const begun = performance.now();
  const result = await withDeadline(change, run);
  if (result.outcome !== 'done') run.failed = true;
  const error = result.error && { ...result.error, message: options.redact(result.error.message) };
  options.onEvent({
    type: 'change-done',
    name: change.name,
    outcome: result.outcome,
    error: error?.message ?? null,
  });
  const seconds = Math.round(performance.now() - begun) / 1000;
  return { ...change, imageId: result.imageId, outcome: result.outcome, error, seconds };
}

/** Blocked changes are never carried out; after a signal, or a failure with `failFast`, nothing new is begun. */
function isSkipped(change: Change, run: Run): boolean {
  if (change.blockedBy.length > 0 || run.options.signal.aborted) return true;
  return run.options.failFast && run.failed;
}

/** The image's own `timeout` ends its work as a signal would; others go on. Waiting for a place does not count. */
async function withDeadline(change: Change, run: Run): Promise<ChangeOutcome> {
  const { options } = run;
  const deadline = createDeadline(change.timeout, () => timeoutError(change));
  const signal = AbortSignal.any([options.signal, deadline.signal]);
  deadline.start();
  try {
    return await applyChange({
      plan: run.plan,
      change,
      glance: options.glance,
      source: {
        ...options.source,
        signal,
        warn: (message) => options.onEvent({ type: 'warning', name: change.name, message }),
      },
      knownSource: options.sources.get(change.name),
      run: options.run,
      transfers: async (task) => {
        deadline.pause();
        return run.transfers(() => {
          deadline.start();
          return task();
        });
      },
      patience: options.patience ?? DEFAULT_PATIENCE,
      signal,
      emit: options.onEvent,
      checks: options.checks,
      redact: options.redact,
      state: { staged: null, published: false, settledBy: null },
    });
  } finally {
    deadline.pause();
  }
}

function timeoutError(change: Change): ReconcileError {
  return new ReconcileError(
    'timeout',
    `"${change.name}" was not done within ${change.timeout} s`,
    EXIT.error,
    {
      hint: 'Raise its `timeout`, or look why it takes so long with -v.',
    },
  );
}

/** A time limit that can be held while nothing is asked of its owner. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Goes on counting; does nothing while it counts. */
  start(): void;
  pause(): void;
}

/** Longest wait that a timer takes; a limit beyond it is none. Milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** `seconds` null: no limit. The signal's reason is what `reason` gives. */
export function createDeadline(seconds: number | null, reason: () => Error): Deadline {
  const controller = new AbortController();
  let left = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000;
  let started = 0;
  let timer: NodeJS.Timeout | null = null;
  return {
    signal: controller.signal,
    start() {
      if (timer !== null || left > LONGEST) return;
      started = performance.now();
      timer = setTimeout(() => controller.abort(reason()), left);
    },
    pause() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      left = Math.max(0, left - (performance.now() - started));
    },
  };
}
