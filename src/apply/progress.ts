import { defer } from '../model/deferred.ts';
import { type Change, isUnlistedChange } from '../model/plan.ts';
import type { ChangeResult } from '../model/report.ts';
import type { Step } from '../model/step.ts';

/** Runs a task as soon as fewer than a fixed number of tasks are running. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/** What the other changes of a run may wait for. */
export interface Progress {
  /** Resolves with the id of the published image; null: the change has ended without one. */
  readonly published: Promise<string | null>;
  readonly ended: Promise<ChangeResult>;
  /** Resolves when the change ends, or first waits for others. */
  readonly paused: Promise<void>;
  publish(id: string | null): void;
  pause(): void;
  end(result: ChangeResult): void;
}

/** The progress of a change that has not begun. */
export function createProgress(): Progress {
  const published = defer<string | null>();
  const ended = defer<ChangeResult>();
  const paused = defer<void>();
  return {
    published: published.promise,
    ended: ended.promise,
    paused: paused.promise,
    publish: published.resolve,
    pause: paused.resolve,
    end(result) {
      published.resolve(result.outcome === 'done' ? result.imageId : null);
      paused.resolve();
      ended.resolve(result);
    },
  };
}

/** The place of one change among those that run at the same time. A change that waits for others gives it up meanwhile. */
export interface Turn {
  begin(): Promise<void>;
  end(): void;
}

/** A turn within the limit, not begun. */
export function createTurn(limit: Limiter): Turn {
  let leave = () => {};
  return {
    begin: () =>
      new Promise((begun) => {
        void limit(
          () =>
            new Promise<void>((left) => {
              leave = left;
              begun();
            }),
        );
      }),
    end: () => leave(),
  };
}

/**
 * Groups the changes. Each group begins when the changes before it have ended, but for those that wait for a later
 * group: these are in `whole` of the group that they wait for.
 */
export function inOrder(changes: readonly Change[]): readonly {
  readonly begins: readonly Change[];
  readonly whole: readonly Change[];
}[] {
  const staying = changes.filter((change) => !isUnlistedChange(change));
  const groups = [
    staying.filter(({ action }) => action !== 'delete'),
    staying.filter(({ action }) => action === 'delete'),
    changes.filter(isUnlistedChange),
  ];
  const last = new Map(groups.flatMap((group, index) => group.map((change) => [change, index] as const)));
  const waiting = changes.filter((change) => change.steps.some((step) => afterOf(step).length > 0));
  // A change ends in the last group that it waits for, directly or through others.
  for (let isFinal = false; !isFinal; ) {
    isFinal = true;
    for (const change of waiting) {
      const names = new Set(change.steps.flatMap(afterOf));
      const awaited = changes.filter(({ name }) => names.has(name));
      const end = Math.max(...[change, ...awaited].map((one) => last.get(one) ?? 0));
      if (end > (last.get(change) ?? 0)) isFinal = false;
      last.set(change, end);
    }
  }
  return groups.map((begins, index) => ({
    begins,
    whole: changes.filter((change) => last.get(change) === index),
  }));
}

/** The change that must have published a successor of an image before this change takes that image; null: none. */
export function freedBy({ steps }: Change): string | null {
  const names = steps.flatMap((step) =>
    step.kind === 'update' || step.kind === 'resume' ? step.freedBy : [],
  );
  return names.find((name) => name !== undefined) ?? null;
}

/** The names of the changes that must be done before a step. */
export function afterOf(step: Step): readonly string[] {
  return step.kind === 'retire' || step.kind === 'delete' ? (step.after ?? []) : [];
}

/** The names of the changes that must have published their image before a change begins. */
export function neededBy(change: Change): readonly string[] {
  const freeing = freedBy(change);
  return [...new Set([...change.steps.flatMap(referencesOf), ...(freeing === null ? [] : [freeing])])];
}

function referencesOf(step: Step): readonly string[] {
  if (step.kind === 'compare') return step.same.flatMap(referencesOf);
  return 'references' in step ? Object.values(step.references ?? {}) : [];
}
