import pLimit from 'p-limit';
import { threadsPay } from '../content/digesting.ts';
import { warmHashThreads } from '../content/hash-threads.ts';
import { removeAbandonedSpools } from '../content/spool.ts';
import { createNameLooks, type NameLooks } from '../glance/name-looks.ts';
import { DEFAULT_PATIENCE } from '../glance/watch.ts';
import { EXIT, ReconcileError } from '../model/errors.ts';
import { type Change, isUnlistedChange, type Plan } from '../model/plan.ts';
import { type ChangeResult, HELD_BACK, type Report } from '../model/report.ts';
import { applyChange, type ChangeOutcome } from './apply-change.ts';
import type { ApplyOptions } from './context.ts';
import {
  createProgress,
  createTurn,
  freedBy,
  inOrder,
  type Limiter,
  neededBy,
  type Progress,
  type Turn,
} from './progress.ts';
import { createRights, type Rights } from './rights.ts';
import { limitTransfers, type TransferLimiter } from './transfers.ts';

/**
 * Applies a plan. When one image fails, the others go on; the report has the outcome of each. Never throws for the
 * failure of an image.
 *
 * Deletions come after the other changes, so that a name that moves from one image to another always has an image.
 * Changes of images that left the state file come last, and only if every change before them is done: a cloud that is
 * not yet as the file wants it loses no image that the file does not name.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Report> {
  const startedAt = new Date().toISOString();
  const run: Run = {
    plan,
    options,
    limitChanges: pLimit(Math.max(1, options.parallelism)),
    limitTransfers: limitTransfers(options.transfers),
    looks: createNameLooks(options.glance),
    rights: createRights(options.glance, options.signal),
    failed: false,
    progress: new Map(plan.changes.map((change) => [change, createProgress()])),
  };
  if (plan.changes.some(needsThreads)) warmHashThreads(DIGESTS);
  // Every run removes them: the next run that needs a spool may never come.
  await removeAbandonedSpools(options.checks?.environment.TMPDIR || null);
  const results = new Map<Change, ChangeResult>();
  for (const { begins, whole } of inOrder(plan.changes)) {
    const heldBack = begins.every(isUnlistedChange) ? whyHeldBack(run) : null;
    const begun = begins.map(async (change) => {
      // A rehearsal changes nothing that another change could wait for.
      const why = options.rehearses ? null : (heldBack ?? whyNotRecorded(change, results));
      const result = why === null ? await applyInTurn(change, run) : holdBack(change, why);
      results.set(change, result);
      progressOf(change, run).end(result);
    });
    // A change that waits for a later group ends there.
    const ends = begins.map((change, index) =>
      whole.includes(change) ? begun[index] : Promise.race([begun[index], progressOf(change, run).paused]),
    );
    await Promise.all(ends);
    await Promise.all(whole.map((change) => progressOf(change, run).ended));
  }
  return {
    ...plan,
    changes: plan.changes.map((change) => results.get(change)!),
    startedAt,
    finishedAt: new Date().toISOString(),
    interrupted: options.signal.aborted,
    ...(options.rehearses ? { rehearsal: true } : {}),
  };
}

/** The digests of most uploads: sha256, and the digest that Glance names. */
const DIGESTS = 2;

/** Whether threads will hash what the change uploads. */
function needsThreads({ steps, content }: Change): boolean {
  return steps.some(({ kind }) => kind === 'upload') && threadsPay(content?.bytes ?? null);
}

/** The reason why this run prunes nothing; null when it may prune. */
function whyHeldBack({ plan, options, failed }: Run): string | null {
  if (options.signal.aborted) return 'this run was stopped, so it prunes nothing';
  if (failed) return 'another change was not done, so this run prunes nothing';
  const isBlocked = plan.changes.some((change) => change.blockedBy.length > 0);
  return isBlocked ? 'the plan has blocked changes, so this run prunes nothing' : null;
}

/**
 * The reason why an older list could undo this change, because no image records the list's new version; null when an
 * image records it, or when the change needs no record.
 */
function whyNotRecorded({ notedBy }: Change, results: ReadonlyMap<Change, ChangeResult>): string | null {
  if (!notedBy) return null;
  const recording = [...results.values()].filter(({ name }) => notedBy.includes(name));
  if (recording.some(({ outcome }) => outcome === 'done')) return null;
  return 'no other image of its list could record the new version of the list, so an older list could bring this image back';
}

function holdBack(change: Change, why: string): ChangeResult {
  if (change.blockedBy.length > 0) return { ...change, outcome: 'skipped', error: null, seconds: 0 };
  const error = {
    code: HELD_BACK,
    message: why,
    hint: 'Run again: the change is made by the first run in which every other change is done.',
  };
  return { ...change, outcome: 'skipped', error, seconds: 0 };
}

interface Run {
  readonly plan: Plan;
  readonly options: ApplyOptions;
  readonly limitChanges: Limiter;
  readonly limitTransfers: TransferLimiter;
  readonly looks: NameLooks;
  readonly rights: Rights;
  /** True after the first failure. With `failFast` it stops the run; it always stops pruning. */
  failed: boolean;
  /** The progress of each change of the plan. */
  readonly progress: ReadonlyMap<Change, Progress>;
}

function progressOf(change: Change, { progress }: Run): Progress {
  const found = progress.get(change);
  if (!found) throw new Error(`"${change.name}" is not a change of this plan`);
  return found;
}

/** Applies a change when its turn comes, after the images that it refers to are published. */
async function applyInTurn(change: Change, run: Run): Promise<ChangeResult> {
  const published = new Map<string, string>();
  for (const name of run.options.rehearses ? [] : neededBy(change)) {
    const other = run.plan.changes.find((candidate) => candidate.name === name);
    const id = other && (await progressOf(other, run).published);
    if (id != null) published.set(name, id);
    else if (!run.options.signal.aborted) return holdBack(change, whyNotFree(change, name));
  }
  // Two images have one name until this change is made, so it waits for no other.
  const turn = createTurn(freedBy(change) === null ? run.limitChanges : (task) => task());
  await turn.begin();
  try {
    return await applyOne(change, published, turn, run);
  } finally {
    turn.end();
  }
}

function whyNotFree(change: Change, name: string): string {
  return name === freedBy(change)
    ? `its image still has the name "${name}", because no other image was published under that name`
    : `it refers to the image of "${name}", which was not published`;
}

/** Waits for the end of other changes without a turn. Returns the names of those that were not done. */
async function awaitChanges(
  names: readonly string[],
  change: Change,
  turn: Turn,
  run: Run,
): Promise<readonly string[]> {
  const others = run.plan.changes.filter((other) => other !== change && names.includes(other.name));
  if (others.length === 0) return [];
  turn.end();
  progressOf(change, run).pause();
  const results = await Promise.all(others.map((other) => progressOf(other, run).ended));
  await turn.begin();
  return results.flatMap(({ name, outcome }) => (outcome === 'done' ? [] : [name]));
}

async function applyOne(
  change: Change,
  published: ReadonlyMap<string, string>,
  turn: Turn,
  run: Run,
): Promise<ChangeResult> {
  const { options } = run;
  if (isSkipped(change, run)) return { ...change, outcome: 'skipped', error: null, seconds: 0 };
  if (change.steps.length === 0) return { ...change, outcome: 'done', error: null, seconds: 0 };

  options.onEvent({ type: 'change-started', name: change.name, action: change.action });
  const begun = performance.now();
  const result = await withDeadline(change, published, turn, run);
  if (result.outcome !== 'done') run.failed = true;
  const error = result.error && { ...result.error, message: options.redact(result.error.message) };
  options.onEvent({
    type: 'change-done',
    name: change.name,
    outcome: result.outcome,
    error: error?.message ?? null,
  });
  const seconds = Math.round(performance.now() - begun) / 1000;
  const { imageId, outcome, verified, servedBy } = result;
  return {
    ...change,
    imageId,
    outcome,
    error,
    seconds,
    ...(verified ? { verified } : {}),
    ...(servedBy === undefined ? {} : { servedBy }),
  };
}

/** Whether to skip a change: because it is blocked, after an abort, or after a failure with `failFast`. */
function isSkipped(change: Change, run: Run): boolean {
  if (change.blockedBy.length > 0 || run.options.signal.aborted) return true;
  return run.options.failFast && run.failed;
}

/** Applies a change within the image's `timeout`. Other changes go on after it. Waiting for a transfer does not count. */
async function withDeadline(
  change: Change,
  published: ReadonlyMap<string, string>,
  turn: Turn,
  run: Run,
): Promise<ChangeOutcome> {
  const { options } = run;
  const deadline = createDeadline(change.timeout, () => timeoutError(change));
  const signal = AbortSignal.any([options.signal, deadline.signal]);
  deadline.start();
  try {
    return await applyChange({
      ...options,
      plan: run.plan,
      change,
      source: {
        ...options.source,
        signal,
        warn: (message) => options.onEvent({ type: 'warning', name: change.name, message }),
      },
      looks: run.looks,
      rights: run.rights,
      limitTransfers: async (bytes, task) => {
        deadline.pause();
        return run.limitTransfers(bytes, () => {
          deadline.start();
          return task();
        });
      },
      patience: options.patience ?? DEFAULT_PATIENCE,
      signal,
      state: { staged: null, published: false, duplicateId: null },
      published,
      announce: (id) => progressOf(change, run).publish(id),
      awaitChanges: async (names) => {
        if (names.length === 0) return [];
        deadline.pause();
        const undone = await awaitChanges(names, change, turn, run);
        deadline.start();
        return undone;
      },
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
      hint: 'Raise its `timeout`, or run again with -v to see what takes so long.',
    },
  );
}

/** A time limit that can be paused. */
interface Deadline {
  readonly signal: AbortSignal;
  /** Starts or continues; does nothing while the time runs. */
  start(): void;
  pause(): void;
}

/** Longest delay of a Node timer in milliseconds. A longer limit counts as no limit. */
const LONGEST = 2 ** 31 - 1;

/** Creates a paused limit of `seconds`; null: no limit. `reason` makes the signal's reason. */
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
