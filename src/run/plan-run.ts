import type { Target } from '../model/cloud.ts';
import type { StateFile } from '../model/desired.ts';
import { UnresolvedError } from '../model/errors.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { RunContext } from '../model/run-context.ts';
import type { SourceReference } from '../model/source/source.ts';
import { joinPlans } from '../plan/join-plans.ts';
import { makePlan, type PlanInput } from '../plan/make-plan.ts';
import { type Access, accessTo } from './access.ts';
import { closeAll, connectAll } from './connect.ts';
import { learnAllFacts, lookAt, planTarget } from './look-at.ts';
import type { CacheOptions, CloudOptions, StateOptions } from './options.ts';
import { askPublishers } from './publishers.ts';
import { confinementOf, readState, sourcesOf } from './read-state.ts';
import { type Hide, hideFolders, planWithout } from './saved/host-folders.ts';
import { madeWith } from './saved/made-with.ts';
import { refuseEmpty, refuseUnknownTargets, unknownAllowances } from './selection.ts';
import { otherGlances } from './sources/other-glances.ts';
import { refuseUnofferedFormats } from './targets/formats.ts';
import { withWeaknesses } from './targets/weaknesses.ts';

export interface PlanOptions extends StateOptions, CloudOptions, CacheOptions {
  /**
   * True: reads each local file that would be uploaded, and blocks the change if it is not what the entry says. Absent: the
   * upload does so.
   */
  readonly checkFiles?: boolean;
}

/** A plan, and everything that `applyRun` needs to apply it. */
export interface PlannedRun extends Access {
  readonly plan: Plan;
  /** The state file's sources by image name, with the credentials that a plan must not hold. */
  readonly sources: ReadonlyMap<string, SourceReference>;
  /** Absolute folder that the relative paths of the plan start at: that of the state file. */
  readonly folder: string;
  /** Takes the folders of this host out of a text of the report. */
  readonly hide: Hide;
  /** Of a saved plan: the changes that file and cloud now say otherwise, with the difference. Absent: none. */
  readonly unlike?: ReadonlyMap<Change, string>;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** Called with a target and the stack before reconcile looks at that target: apply takes its lock there. */
export type OnTarget = (target: Target, stack: string) => Promise<void>;

/** Makes the plan of one target. Commands such as rollback bring a planner of their own. */
export interface Planner {
  readonly make: (input: PlanInput) => Plan;
  /** True when the plan depends on the images' sources. */
  readonly sources: boolean;
  /** True: the planner itself says which name the file does not list. Absent: `--target` must name entries. */
  readonly refusesUnknownNames?: true;
  /** Picks the part of the state file to plan. Absent: the whole file. */
  readonly choose?: (file: StateFile) => StateFile;
}

const WHOLE_STATE: Planner = { make: makePlan, sources: true };

/**
 * Reads the state file, asks its publishers, looks at each target and at the sources, and makes the plan. Changes
 * nothing in a cloud. Throws a `ReconcileError` when one of these stages fails as a whole. The caller closes the run.
 */
export async function planRun(
  options: PlanOptions,
  given: RunContext,
  onTarget: OnTarget = async () => {},
  planner: Planner = WHOLE_STATE,
): Promise<PlannedRun> {
  const read = await readState(options, given);
  const confinement = confinementOf(read, options, given);
  const context = confinement === undefined ? given : { ...given, confinement };
  const file = planner.choose?.(read) ?? read;
  const others = otherGlances(file.cloud, options, context);
  const opened: { close(): Promise<void> }[] = [others];
  try {
    const asked = await askPublishers(file, options, context, others);
    refuseEmpty(file, asked, options);
    if (!planner.refusesUnknownNames) refuseUnknownTargets(asked, options);
    const targets = await connectAll(asked.desired.cloud, options, context);
    opened.unshift(...targets);
    if (planner.sources) await refuseUnofferedFormats(file, asked.desired, targets, context);
    const desired = await withWeaknesses(asked.desired, { targets, others }, options);
    for (const { target } of targets) await onTarget(target, desired.stack);

    const inputs = await Promise.all(targets.map((target) => lookAt(target, desired, options, context)));
    const facts = planner.sources ? await learnAllFacts(inputs, options, context) : new Map();
    const plans = inputs.map((input, index) =>
      planTarget(targets[index]!, { ...input, facts }, planner.make, options, context),
    );
    const all = joinPlans(await Promise.all(plans));
    const joined = { ...all, ...madeWith(options, all.madeWith?.rollback) };
    const hide = hideFolders(read, context.folders);
    const plan = planWithout(hide, joined, context.folders.work);

    if (plan.unresolved && plan.changes.length === 0) throw new UnresolvedError(plan.unresolved);
    for (const warning of unknownAllowances(desired, plan, options)) context.log.warn(warning);
    return {
      plan,
      ...accessTo(targets, others, options, context),
      sources: sourcesOf(desired.images),
      folder: read.folder ?? context.folders.work,
      hide,
      close: () => closeAll(opened),
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}
