import { unlessAborted } from '../model/abort.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import { PlanFileError, UsageError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { RunContext } from '../model/run-context.ts';
import { describesCloud, environmentCloud } from '../openstack/config/environment.ts';
import { accessTo } from './access.ts';
import { closeAll, connectAll } from './connect.ts';
import type { CacheOptions, CloudOptions, StateOptions, TrustOptions } from './options.ts';
import { loadPlan } from './plan-file.ts';
import { type OnTarget, type PlannedRun, type PlanOptions, planRun } from './plan-run.ts';
import { rollbackPlanner } from './planners/rollback.ts';
import { asSaved, compareWithMade } from './saved/compare-plans.ts';
import { folderOf, hideFolders } from './saved/host-folders.ts';
import { beyondFile, optionsOf } from './saved/made-with.ts';
import { assertOwners, assertPicture, holdToPicture } from './saved/picture.ts';
import { assertSealed, readPlanKey } from './saved/seal.ts';
import { assertFilesThere, stateFilesOf } from './saved/state-files.ts';
import { refuseBeyondFile, refuseUnconfirmed } from './saved/trust.ts';
import { otherGlances } from './sources/other-glances.ts';

/**
 * Loads a saved plan, verifies it, and connects to the cloud that the plan was made for.
 *
 * With the state file at hand, makes the plan again: a saved plan can neither add nor change anything that file and
 * cloud do not say. Without the file, a seal or the user vouches for the plan, and the picture must follow from the steps
 * and the live images. Throws `PlanFileError` when the plan cannot be read, contradicts itself, or was
 * made for another target, and `StaleError` when file and cloud now give another plan.
 */
export async function savedRun(
  planFile: string,
  options: StateOptions & CloudOptions & CacheOptions & TrustOptions,
  context: RunContext,
  onTarget: OnTarget = async () => {},
): Promise<PlannedRun> {
  refuseSelection(options);
  const plan = await unlessAborted(loadPlan(planFile, context.folders.work), context.signal);
  const [planned] = plan.targets;
  if (!planned || plan.targets.length > 1) {
    throw new PlanFileError(
      `${planFile} has ${plan.targets.length} targets; this version applies plans with one target`,
    );
  }
  const recorded = optionsOf(planFile, plan);
  const isSealed = await hasSeal(planFile, plan, options, context);
  const isTrusted = isSealed || options.trustPlan === true;
  const beyond = beyondFile(plan, options);
  if (!isTrusted) refuseBeyondFile(planFile, beyond);
  else if (beyond.length > 0) context.log.warn(`${planFile} was made with ${beyond.join(', ')}`);
  const assertTarget: OnTarget = async (target, stack) => {
    assertSameTarget(planFile, planned, target);
    await onTarget(target, stack);
  };
  const { files, lacking } = await stateFilesOf(planFile, plan, { file: options.file, isSealed }, context);
  if (files !== null) {
    return madeAgain(planFile, plan, { ...options, ...recorded, file: files }, context, assertTarget);
  }
  if (!isTrusted) refuseUnconfirmed(planFile, plan, lacking);
  return alone(planFile, plan, { ...options, isSealed }, context, assertTarget);
}

/** Whether the plan has the seal of the run's key. Throws `PlanFileError` when the run has a key and the seal does not fit. */
async function hasSeal(
  planFile: string,
  plan: Plan,
  { planKey }: TrustOptions,
  { folders }: RunContext,
): Promise<boolean> {
  if (planKey === undefined) return false;
  assertSealed(planFile, plan, await readPlanKey(planKey, folders.work));
  return true;
}

/** Makes the plan again from its state file, and demands that it is the same. */
async function madeAgain(
  planFile: string,
  plan: Plan,
  options: PlanOptions,
  context: RunContext,
  onTarget: OnTarget,
): Promise<PlannedRun> {
  const planner = plan.madeWith?.rollback && rollbackPlanner(plan.madeWith.rollback);
  // `plan` reads local files beforehand: what it blocked then must be blocked again.
  const checkFiles = plan.changes.some(({ blockedBy }) =>
    blockedBy.some(({ code }) => code === 'unusable-source'),
  );
  const run = await planRun({ ...options, checkFiles }, context, onTarget, planner);
  try {
    const isSameFile = JSON.stringify(run.plan.state.files) === JSON.stringify(plan.state.files);
    if (isSameFile && run.plan.state.sha256 !== plan.state.sha256) {
      context.log.warn(`${run.plan.state.files.join(', ')} has changed since ${planFile} was made`);
    }
    await assertFilesThere(planFile, plan, run.folder);
    const unlike = compareWithMade(planFile, plan, asSaved(run.plan));
    const { targets, unresolved, warnings } = run.plan;
    const shown = { ...plan, targets, warnings, ...(unresolved ? { unresolved } : {}) };
    return { ...run, plan: shown, unlike };
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** Connects without the state file, and holds the plan to what it shows. */
async function alone(
  planFile: string,
  plan: Plan,
  options: CloudOptions & CacheOptions & { readonly isSealed: boolean },
  context: RunContext,
  onTarget: OnTarget,
): Promise<PlannedRun> {
  const reference = cloudOf(plan.targets[0], options.isSealed, context);
  const targets = await connectAll(reference, options, context);
  const others = otherGlances(reference, options, context);
  const opened = [...targets, others];
  try {
    for (const { target } of targets) await onTarget(target, plan.stack);
    const access = accessTo(targets, others, options, context);
    const shown = holdToPicture(
      plan,
      targets.map(({ target }) => target),
    );
    if (!options.isSealed) assertOwners(planFile, shown);
    await assertPicture(planFile, shown, access.glance, options.parallelism);
    const folder = folderOf(plan.state.files, context.folders.work);
    return {
      plan: shown,
      ...access,
      sources: new Map(),
      folder,
      hide: hideFolders({ folder }, context.folders),
      close: () => closeAll(opened),
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

function refuseSelection(options: StateOptions): void {
  const given = [
    ...(options.target.length > 0 ? ['--target'] : []),
    ...(options.exclude.length > 0 ? ['--exclude'] : []),
    ...(options.prune === undefined ? [] : ['--prune']),
    ...(options.maxDeletes === undefined ? [] : ['--max-deletes']),
    ...(options.maxReplaces === undefined ? [] : ['--max-replaces']),
    ...(options.allowDelete.length > 0 ? ['--allow-delete'] : []),
    ...(options.allowReplace.length > 0 ? ['--allow-replace'] : []),
    ...((options.adopt ?? []).length > 0 ? ['--adopt'] : []),
    ...((options.unhold ?? []).length > 0 ? ['--unhold'] : []),
    ...(options.newOrigin ? ['--new-origin'] : []),
  ];
  if (given.length === 0) return;
  throw new UsageError(`a saved plan is applied as it is: ${given.join(', ')} cannot change the plan`, {
    hint: `Make a new plan instead: reconcile plan ${given.join(' … ')} … -o FILE.`,
  });
}

/**
 * The cloud that the plan names. Without a seal, a cloud of the environment comes first, as it does without a plan: an
 * edited plan must not choose other credentials. A cloud that is not the plan's is refused later.
 */
function cloudOf(planned: Target | undefined, isSealed: boolean, { env }: RunContext): CloudReference {
  const isChosen = Boolean(env.OS_CLOUD) || describesCloud(environmentCloud(env));
  if (planned === undefined || planned.cloud === null || (isChosen && !isSealed)) return {};
  return { cloud: planned.cloud };
}

function assertSameTarget(planFile: string, planned: Target, found: Target): void {
  const sameCloud = planned.cloud === null || found.cloud === null || planned.cloud === found.cloud;
  // A copy of a database has the same project ids under another address, and is another cloud.
  const sameService = planned.projectId === found.projectId && sameEndpoint(planned.endpoint, found.endpoint);
  if (sameCloud && sameService && planned.region === found.region) return;
  throw new PlanFileError(
    `${planFile} was made for ${describeTarget(planned)}, but this run is connected to ${describeTarget(found)}`,
    {
      hint: 'Choose the cloud, project and interface of the plan with --os-cloud, --region or OS_*. If the cloud has a new address, make a new plan.',
    },
  );
}

/** Compares addresses as URLs: case of the host, a default port and a last slash do not matter. */
function sameEndpoint(planned: string, found: string): boolean {
  return canonicalEndpoint(planned) === canonicalEndpoint(found);
}

function canonicalEndpoint(endpoint: string): string {
  return (URL.canParse(endpoint) ? new URL(endpoint).href : endpoint).replace(/\/+$/, '');
}

function describeTarget(target: Target): string {
  const cloud = target.cloud === null ? '' : `cloud ${target.cloud}, `;
  return `${cloud}region ${target.region}, project ${target.project} (${target.projectId}) at ${target.endpoint}`;
}
