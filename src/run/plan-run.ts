import pLimit from 'p-limit';
import type { CheckHost } from '../apply/context.ts';
import type { Glance } from '../glance/client.ts';
import type { Target } from '../model/cloud.ts';
import type { StateFile } from '../model/desired.ts';
import { UnresolvedError } from '../model/errors.ts';
import type { SourceFacts } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import type { RunContext } from '../model/run-context.ts';
import type { SourceReference } from '../model/source.ts';
import { joinPlans } from '../plan/join-plans.ts';
import { type SourceLookup, sourcesToLookAt } from '../plan/lookups.ts';
import { makePlan, type PlanInput } from '../plan/make-plan.ts';
import { learnFacts } from '../source/facts.ts';
import type { SourceOptions } from '../source/source.ts';
import { checkHost, closeAll, connectAll, type RunTarget, sourceOptions } from './connect.ts';
import { downloadsOf } from './downloads.ts';
import { lookAt } from './look-at.ts';
import type { CacheOptions, CloudOptions, StateOptions } from './options.ts';
import { otherGlances } from './other-glances.ts';
import { askPublishers } from './publishers.ts';
import { readState, sourcesOf } from './read-state.ts';
import { refuseEmpty, refuseUnknownTargets, unknownAllowances } from './selection.ts';

export type PlanOptions = StateOptions & CloudOptions & CacheOptions;

/** A plan, and all that it takes to apply it. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly glance: Glance;
  readonly source: SourceOptions;
  readonly checks: CheckHost;
  /** The state file's sources by image name: a plan holds no credentials. */
  readonly sources: ReadonlyMap<string, SourceReference>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Called with a target and the stack before reconcile looks at that target: apply takes its lock there. */
export type OnTarget = (target: Target, stack: string) => Promise<void>;

/** How the plan of one target is made; commands such as rollback bring their own. */
export interface Planner {
  readonly make: (input: PlanInput) => Plan;
  /** Whether the plan depends on the images' sources. */
  readonly sources: boolean;
  /** The part of the state file that is planned; absent: all of it. */
  readonly choose?: (file: StateFile) => StateFile;
}

const WHOLE_STATE: Planner = { make: makePlan, sources: true };

/**
 * Reads the state file, asks the publishers, looks at each target and at the sources, and makes the plan. Changes
 * nothing. Throws a ReconcileError when one of these fails as a whole.
 */
export async function planRun(
  options: PlanOptions,
  context: RunContext,
  onTarget: OnTarget = async () => {},
  planner: Planner = WHOLE_STATE,
): Promise<PlannedRun> {
  const read = await readState(options, context);
  const file = planner.choose?.(read) ?? read;
  const others = otherGlances(file.cloud, options, context);
  const opened: { close(): Promise<void> }[] = [others];
  try {
    const asked = await askPublishers(file, options, context, others);
    const { desired } = asked;
    refuseEmpty(file, asked, options);
    refuseUnknownTargets(asked, options);

    const targets = await connectAll(desired.cloud, options, context);
    opened.unshift(...targets);
    for (const { target } of targets) await onTarget(target, desired.stack);

    const inputs = await Promise.all(targets.map((target) => lookAt(target, desired, options, context)));
    const lookups = planner.sources ? inputs.flatMap((input) => sourcesToLookAt(input)) : [];
    const facts = await learnAllFacts(lookups, options, context);
    const plan = joinPlans(inputs.map((input) => planner.make({ ...input, facts })));

    if (plan.unresolved && plan.changes.length === 0) throw new UnresolvedError(plan.unresolved);
    for (const warning of unknownAllowances(desired, plan, options)) context.log.warn(warning);
    return {
      plan,
      ...accessTo(targets, context),
      source: {
        ...sourceOptions(context),
        openGlance: others.open,
        downloads: downloadsOf(options, context),
      },
      sources: sourcesOf(desired.images),
      close: () => closeAll(opened),
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

/** How apply reaches the run's target. One for now: the state file names one cloud and region. */
export function accessTo(
  targets: readonly RunTarget[],
  context: RunContext,
): Pick<PlannedRun, 'glance' | 'checks'> {
  const [target] = targets;
  if (!target) throw new Error('a run without a target');
  return { glance: target.glance, checks: checkHost(target.connection, context) };
}

/** Looks once at each source, for all targets that need it. */
async function learnAllFacts(
  lookups: readonly SourceLookup[],
  options: PlanOptions,
  context: RunContext,
): Promise<ReadonlyMap<string, SourceFacts>> {
  const source = { ...sourceOptions(context), downloads: downloadsOf(options, context) };
  const byName = new Map<string, SourceLookup>();
  for (const lookup of lookups) {
    const ownDigests = lookup.ownDigests || byName.get(lookup.image.name)?.ownDigests === true;
    byName.set(lookup.image.name, { ...lookup, ownDigests });
  }
  const atATime = pLimit(options.parallelism);
  const facts = [...byName.values()].map(({ image, ownDigests }) =>
    atATime(async () => [image.name, await learnFacts(image, source, { ownDigests })] as const),
  );
  return new Map(await Promise.all(facts));
}
