import { Glance } from '../glance/client.ts';
import { unlessAborted } from '../model/abort.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import type { Desired } from '../model/desired.ts';
import { PlanFileError, UsageError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { completeSource } from '../model/redact-source.ts';
import type { SourceReference } from '../model/source.ts';
import { unresolvedIn } from '../plan/publishers/left-out.ts';
import { unresolvedLine } from '../report/unresolved-text.ts';
import { STDIN } from '../state/yaml/read-files.ts';
import { checkHost } from './check-host.ts';
import { closeAll, openConnection, sourceOptions } from './connect.ts';
import type { RunContext } from './context.ts';
import { downloadsOf } from './downloads.ts';
import type { CacheFlags, CloudFlags, StateFlags } from './options.ts';
import { type OtherGlances, otherGlances } from './other-glances.ts';
import { loadPlan } from './plan-file.ts';
import type { OnTarget, PlannedRun } from './plan-run.ts';
import { askPublishers } from './publishers.ts';
import { readState, sourcesOf } from './read-state.ts';

/**
 * A saved plan and the way to the cloud that it was made for. The state file is read for that way and for the
 * credentials of sources alone, which no plan holds: what is done is what the plan says.
 */
export async function savedRun(
  planFile: string,
  flags: StateFlags & CloudFlags & CacheFlags,
  context: RunContext,
  onTarget: OnTarget = async () => {},
): Promise<PlannedRun> {
  refuseSelection(flags);
  const plan = await unlessAborted(loadPlan(planFile, context.terminal.cwd), context.signal);
  const [planned] = plan.targets;
  if (!planned || plan.targets.length > 1) {
    throw new PlanFileError(`${planFile} is for ${plan.targets.length} targets; this version applies to one`);
  }
  const desired = await stateOf(plan, flags, context);
  if (desired && desired.sha256 !== plan.state.sha256) {
    context.console.warn(
      `${desired.files.join(', ')} is not what ${planFile} was made from any more; what the plan says is done`,
    );
  }
  const reference = desired?.cloud ?? cloudOf(planned);
  const connection = await openConnection(reference, flags, context);
  const others = otherGlances(reference, flags, context);
  try {
    const target = await unlessAborted(connection.target(), context.signal);
    assertSameTarget(planFile, planned, target);
    await onTarget(target, plan.stack);
    return {
      plan,
      glance: new Glance(connection.image),
      source: { ...sourceOptions(context), openGlance: others.open, downloads: downloadsOf(flags, context) },
      checks: checkHost(connection, context),
      sources: desired ? await secretSources(plan, desired, { flags, context, others }) : new Map(),
      close: () => closeAll(connection, others),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/**
 * The sources of the state file, with what a plan must not hold. Publishers are asked again only where the plan needs
 * credentials that came from them.
 */
async function secretSources(
  plan: Plan,
  desired: Desired,
  given: { readonly flags: CloudFlags; readonly context: RunContext; readonly others: OtherGlances },
): Promise<ReadonlyMap<string, SourceReference>> {
  const known = sourcesOf(desired.images);
  const lacking = plan.changes.filter(({ name, steps }) =>
    steps.some((step) => step.kind === 'upload' && completeSource(step.source, known.get(name)) === null),
  );
  const isPublished = desired.lists !== undefined || desired.images.some((image) => image.published);
  if (lacking.length === 0 || !isPublished) return known;
  const { flags, context, others } = given;
  const selection = { targets: lacking.map(({ name }) => name), excludes: [] };
  const { parallelism } = flags;
  const { desired: resolved } = await askPublishers(desired, context, { parallelism, selection, others });
  for (const entry of unresolvedIn(resolved, selection)) {
    context.console.warn(unresolvedLine(entry));
  }
  return new Map([...known, ...sourcesOf(resolved.images)]);
}

function refuseSelection(flags: StateFlags): void {
  const given = [
    ...(flags.target.length > 0 ? ['--target'] : []),
    ...(flags.exclude.length > 0 ? ['--exclude'] : []),
    ...(flags.prune === undefined ? [] : ['--prune']),
    ...(flags.maxDeletes === undefined ? [] : ['--max-deletes']),
    ...(flags.maxReplaces === undefined ? [] : ['--max-replaces']),
    ...(flags.allowDelete.length > 0 ? ['--allow-delete'] : []),
    ...(flags.allowReplace.length > 0 ? ['--allow-replace'] : []),
  ];
  if (given.length === 0) return;
  throw new UsageError(`a saved plan is applied as it is: ${given.join(', ')} cannot change it`, {
    hint: 'Give it to `reconcile plan -o FILE` instead.',
  });
}

/** The state file that the plan names, if it is still there; the one that is given must be. */
async function stateOf(plan: Plan, flags: StateFlags, context: RunContext): Promise<Desired | null> {
  if (flags.file.length > 0) return readState(flags, context);
  if (plan.state.files.length === 0 || plan.state.files.includes(STDIN)) return null;
  try {
    return await readState({ file: plan.state.files }, context);
  } catch (error) {
    context.signal.throwIfAborted();
    const message = `the state file of the plan is not used: ${error instanceof Error ? error.message : error}`;
    // One that has gone is nothing unusual where a plan is applied elsewhere; one with faults is.
    if (error instanceof UsageError) context.console.debug(message);
    else context.console.warn(message);
    return null;
  }
}

function cloudOf(planned: Target): CloudReference {
  return planned.cloud === null ? {} : { cloud: planned.cloud };
}

function assertSameTarget(planFile: string, planned: Target, found: Target): void {
  const sameCloud = planned.cloud === null || found.cloud === null || planned.cloud === found.cloud;
  // Ids of projects are unique among clouds; where there is no Keystone, only the endpoint tells clouds apart.
  const sameProject =
    planned.projectId === found.projectId &&
    (planned.projectId !== '' || planned.endpoint === found.endpoint);
  if (sameCloud && sameProject && planned.region === found.region) return;
  throw new PlanFileError(`${planFile} was made for ${inWords(planned)}, this is ${inWords(found)}`, {
    hint: 'Choose the cloud with --os-cloud, --region or OS_*, or make a new plan.',
  });
}

function inWords(target: Target): string {
  const cloud = target.cloud === null ? '' : `cloud ${target.cloud}, `;
  return `${cloud}region ${target.region}, project ${target.project} (${target.projectId}) at ${target.endpoint}`;
}
