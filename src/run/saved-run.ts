import { unlessAborted } from '../model/abort.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import type { StateFile } from '../model/desired.ts';
import { PlanFileError, UsageError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { completeSource } from '../model/redact-source.ts';
import type { RunContext } from '../model/run-context.ts';
import type { SourceReference } from '../model/source.ts';
import { unresolvedIn } from '../plan/publishers/skip-entries.ts';
import { unresolvedLine } from '../report/unresolved-text.ts';
import { STDIN } from '../state/yaml/read-files.ts';
import { accessTo } from './access.ts';
import { closeAll, connectAll } from './connect.ts';
import type { CacheOptions, CloudOptions, StateOptions } from './options.ts';
import { otherGlances } from './other-glances.ts';
import { loadPlan } from './plan-file.ts';
import type { OnTarget, PlannedRun } from './plan-run.ts';
import { explainPublishers } from './publishers.ts';
import { readFiles, sourcesOf } from './read-state.ts';

/**
 * Loads a saved plan and connects to the cloud that the plan was made for. The state file gives only the connection and
 * the credentials of sources, which no plan holds: apply does what the plan says. Throws `PlanFileError` when the plan
 * cannot be read or was made for another target.
 */
export async function savedRun(
  planFile: string,
  options: StateOptions & CloudOptions & CacheOptions,
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
  const file = await stateOf(plan, options, context);
  if (file && file.sha256 !== plan.state.sha256) {
    context.log.warn(
      `${file.files.join(', ')} has changed since ${planFile} was made; reconcile applies the plan as it was saved`,
    );
  }
  const reference = file?.cloud ?? cloudOf(planned);
  const targets = await connectAll(reference, options, context);
  const others = otherGlances(reference, options, context);
  const opened = [...targets, others];
  try {
    for (const { target } of targets) {
      assertSameTarget(planFile, planned, target);
      await onTarget(target, plan.stack);
    }
    return {
      plan,
      ...accessTo(targets, others, options, context),
      sources: file ? await secretSources(plan, file, options, context) : new Map(),
      close: () => closeAll(opened),
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

/**
 * The sources of the state file, with the credentials that a plan must not hold. Asks publishers again only if the plan
 * needs credentials that came from them.
 */
async function secretSources(
  plan: Plan,
  file: StateFile,
  options: CloudOptions,
  context: RunContext,
): Promise<ReadonlyMap<string, SourceReference>> {
  const known = sourcesOf(file.images);
  const lacking = plan.changes.filter(({ name, steps }) =>
    steps.some((step) => step.kind === 'upload' && completeSource(step.source, known.get(name)) === null),
  );
  const isPublished = file.lists !== undefined || file.images.some((image) => image.published);
  if (lacking.length === 0 || !isPublished) return known;
  const selection = { targets: lacking.map(({ name }) => name), excludes: [] };
  const { desired: resolved } = await explainPublishers(file, context, { ...options, selection });
  for (const entry of unresolvedIn(resolved, selection)) {
    context.log.warn(unresolvedLine(entry));
  }
  return new Map([...known, ...sourcesOf(resolved.images)]);
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
  ];
  if (given.length === 0) return;
  throw new UsageError(`a saved plan is applied as it is: ${given.join(', ')} cannot change the plan`, {
    hint: `Make a new plan instead: reconcile plan ${given.join(' … ')} … -o FILE.`,
  });
}

/** The state file: the file that `--file` gives, which must exist, or else the file that the plan names, if it exists. */
async function stateOf(
  plan: Plan,
  options: StateOptions & CloudOptions,
  context: RunContext,
): Promise<StateFile | null> {
  if (options.file.length > 0) return readFiles(options, context);
  if (plan.state.files.length === 0 || plan.state.files.includes(STDIN)) return null;
  try {
    return await readFiles({ ...options, file: plan.state.files }, context);
  } catch (error) {
    context.signal.throwIfAborted();
    const message = `reconcile applies the plan without its state file: ${error instanceof Error ? error.message : error}`;
    // A plan is often applied where its state file does not exist. A state file with errors needs a warning.
    if (error instanceof UsageError) context.log.debug(message);
    else context.log.warn(message);
    return null;
  }
}

function cloudOf(planned: Target): CloudReference {
  return planned.cloud === null ? {} : { cloud: planned.cloud };
}

function assertSameTarget(planFile: string, planned: Target, found: Target): void {
  const sameCloud = planned.cloud === null || found.cloud === null || planned.cloud === found.cloud;
  // Project ids are unique across clouds. Without Keystone there is no id, and only the endpoint distinguishes clouds.
  const sameProject =
    planned.projectId === found.projectId &&
    (planned.projectId !== '' || planned.endpoint === found.endpoint);
  if (sameCloud && sameProject && planned.region === found.region) return;
  throw new PlanFileError(
    `${planFile} was made for ${describeTarget(planned)}, but this run is connected to ${describeTarget(found)}`,
    {
      hint: 'Choose the cloud of the plan with --os-cloud, --region or OS_*, or make a new plan.',
    },
  );
}

function describeTarget(target: Target): string {
  const cloud = target.cloud === null ? '' : `cloud ${target.cloud}, `;
  return `${cloud}region ${target.region}, project ${target.project} (${target.projectId}) at ${target.endpoint}`;
}
