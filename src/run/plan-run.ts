import pLimit from 'p-limit';
import type { CheckHost } from '../apply/context.ts';
import { Glance } from '../glance/client.ts';
import { observe } from '../glance/observe.ts';
import { unlessAborted } from '../model/abort.ts';
import type { Target } from '../model/cloud.ts';
import type { Desired } from '../model/desired.ts';
import { ReconcileError, StateError, UnresolvedError, UsageError } from '../model/errors.ts';
import { type Observed, type Project, projectKey, type SourceFacts } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import type { RunContext } from '../model/run-context.ts';
import type { SourceReference } from '../model/source.ts';
import type { Unresolved } from '../model/unresolved.ts';
import type { Connection } from '../openstack/connect.ts';
import { lookupsFor, projectReferences, type SourceLookup, sourceLookups } from '../plan/lookups.ts';
import { makePlan, type PlanInput } from '../plan/make-plan.ts';
import { isPartial, type Selection } from '../plan/selection.ts';
import { type Resolved, resolvedNames } from '../publisher/resolve/resolve.ts';
import { learnFacts } from '../source/facts.ts';
import type { SourceOptions } from '../source/source.ts';
import { checkHost } from './check-host.ts';
import { closeAll, openConnection, sourceOptions } from './connect.ts';
import { downloadsOf } from './downloads.ts';
import { busyImages } from './live-runs.ts';
import type { CacheFlags, CloudFlags, StateFlags } from './options.ts';
import { type OtherGlances, otherGlances } from './other-glances.ts';
import { resolveState } from './publishers.ts';
import { readState, sourcesOf, withSettings } from './read-state.ts';
import { readingClock } from './service-clock.ts';
import { refuseUnknownTargets, unknownAllowances } from './targets.ts';

/** A plan and what it takes to apply it. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly glance: Glance;
  readonly source: SourceOptions;
  readonly checks: CheckHost;
  /** The state file's sources by image name, with what a plan must not hold. */
  readonly sources: ReadonlyMap<string, SourceReference>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Told which stack of which cloud is meant, before anything is looked at there: apply takes its lock then. */
export type OnTarget = (target: Target, stack: string) => Promise<void>;

/** What makes the plan of what was gathered. */
export interface Planner {
  readonly make: (input: PlanInput) => Plan;
  /** Whether it needs to know anything of the images' sources. */
  readonly sources: boolean;
  /** What of the state is planned; absent: all of it. */
  readonly choose?: (stated: Desired) => Desired;
}

/** Reads the state file, looks at the cloud and at the sources, and makes the plan. Changes nothing. */
export async function planRun(
  flags: StateFlags & CloudFlags & CacheFlags,
  context: RunContext,
  onTarget: OnTarget = async () => {},
  planner: Planner = { make: makePlan, sources: true },
): Promise<PlannedRun> {
  const selection: Selection = { targets: flags.target, excludes: flags.exclude };
  const read = withSettings(await readState(flags, context), flags);
  const stated = planner.choose?.(read) ?? read;
  const others = otherGlances(stated.cloud, flags, context);
  try {
    return await planRunFrom(stated, selection, { others, flags, context, onTarget, planner });
  } catch (error) {
    await others.close();
    throw error;
  }
}

async function planRunFrom(
  stated: Desired,
  selection: Selection,
  given: {
    readonly others: OtherGlances;
    readonly flags: StateFlags & CloudFlags & CacheFlags;
    readonly context: RunContext;
    readonly onTarget: OnTarget;
    readonly planner: Planner;
  },
): Promise<PlannedRun> {
  const { others, flags, context, onTarget, planner } = given;
  const { parallelism } = flags;
  const resolved = await resolveState(stated, context, { parallelism, selection, others });
  const { desired } = resolved;
  // Those that count as not listed, for they have expired, are among them.
  const listed = [...resolvedNames(resolved), ...skippedNames(desired)];
  refuseEmpty(resolved, listed, flags, selection);
  // Any name may be in a list that cannot be read.
  if (!desired.skipped?.some(({ name }) => name === null)) refuseUnknownTargets(listed, selection);
  const connection = await openConnection(desired.cloud, flags, context);
  try {
    const { service, now } = readingClock(connection.image);
    const glance = new Glance(service);
    const target = await unlessAborted(connection.target(), context.signal);
    await onTarget(target, desired.stack);
    const plan = await planFrom(desired, selection, {
      target,
      glance,
      now,
      connection,
      flags,
      context,
      planner,
    });
    return {
      plan,
      glance,
      source: { ...sourceOptions(context), openGlance: others.open, downloads: downloadsOf(flags, context) },
      checks: checkHost(connection, context),
      sources: sourcesOf(desired.images),
      close: () => closeAll(connection, others),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function skippedNames({ skipped: unresolved = [] }: Desired): readonly string[] {
  return unresolved.flatMap(({ name }) => name ?? []);
}

async function planFrom(
  desired: Desired,
  selection: Selection,
  given: {
    readonly target: Target;
    readonly glance: Glance;
    /** What time it is for Glance. */
    readonly now: () => number;
    readonly connection: Connection;
    readonly flags: CloudFlags & StateFlags & CacheFlags;
    readonly context: RunContext;
    readonly planner: Planner;
  },
): Promise<Plan> {
  const { target, glance, now, connection, flags, context, planner } = given;
  const { signal } = context;
  const request = { target, stack: desired.stack, ...lookupsFor(desired, selection) };
  const [observed, projects] = await Promise.all([
    observe(glance, request, { parallelism: flags.parallelism, signal }),
    unlessAborted(resolveProjects(desired, selection, connection, flags.parallelism), signal),
  ]);
  const named = await unlessAborted(nameMembers(observed, projects, connection, flags.parallelism), signal);
  const busy = busyImages(observed.images, now());
  const allowed = { deletes: flags.allowDelete, replaces: flags.allowReplace };
  const input = { desired, observed, projects: named, selection, busy, allowed };
  const questions = planner.sources ? sourceLookups(input) : [];
  const options = { ...sourceOptions(context), downloads: downloadsOf(flags, context) };
  const facts = await learnAllFacts(questions, options, flags.parallelism);
  const plan = planner.make({ ...input, facts });
  // What the live images show a publisher to be wrong about is left out of the plan, and this may be all.
  if (plan.unresolved && plan.changes.length === 0) throw new UnresolvedError(plan.unresolved);
  // Images that left the file can be named too: that they are there is known only now.
  const names = [...desired.images, ...plan.changes].map(({ name }) => name);
  // Nothing leaves the file while something is unresolved.
  const unknown = plan.unresolved ? [] : unknownAllowances(names, allowed);
  for (const one of unknown) context.log.warn(one);
  return plan;
}

/** Every project that the file names, by `projectKey`. All that are unknown are reported at once, each at its place. */
async function resolveProjects(
  desired: Desired,
  selection: Selection,
  connection: Connection,
  parallelism: number,
): Promise<ReadonlyMap<string, Project>> {
  const references = new Map(
    projectReferences(desired, selection).map((reference) => [projectKey(reference), reference]),
  );
  const atATime = pLimit(parallelism);
  const answers = await Promise.all(
    [...references].map(([key, { project, domain, at }]) =>
      atATime(async () => {
        try {
          return { key, project: await connection.projects.find(project, domain) };
        } catch (error) {
          if (!(error instanceof ReconcileError) || error.code !== 'project') throw error;
          return { fault: { at, message: error.message, hint: error.hint, excerpt: '' } };
        }
      }),
    ),
  );
  const faults = answers.flatMap((answer) => (answer.fault ? [answer.fault] : []));
  if (faults.length > 0) throw new StateError(faults);
  return new Map(answers.flatMap(({ key, project }) => (project ? [[key, project] as const] : [])));
}

/** Adds the projects that live images are shared with, so that a plan shows names; one that is gone keeps its id. */
async function nameMembers(
  observed: Observed,
  projects: ReadonlyMap<string, Project>,
  connection: Connection,
  parallelism: number,
): Promise<ReadonlyMap<string, Project>> {
  const known = new Set([...projects.values()].map((project) => project.id));
  const ids = new Set([...observed.members.values()].flat().map((member) => member.memberId));
  const atATime = pLimit(parallelism);
  const found = await Promise.all(
    [...ids]
      .filter((id) => !known.has(id))
      .map((id) =>
        atATime(async () => {
          const project = await connection.projects.find(id).catch(() => ({ id, name: id }));
          return [projectKey({ project: id }), project] as const;
        }),
      ),
  );
  return new Map([...projects, ...found]);
}

async function learnAllFacts(
  questions: readonly SourceLookup[],
  options: SourceOptions,
  parallelism: number,
): Promise<ReadonlyMap<string, SourceFacts>> {
  const atATime = pLimit(parallelism);
  const facts = questions.map(({ image, ownDigests }) =>
    atATime(async () => [image.name, await learnFacts(image, options, { ownDigests })] as const),
  );
  return new Map(await Promise.all(facts));
}

/** Nothing may be concluded from a state that was read but in part. */
function refuseEmpty(
  { desired, incomplete }: Pick<Resolved, 'desired' | 'incomplete'>,
  listed: readonly string[],
  flags: StateFlags,
  selection: Selection,
): void {
  if (flags.allowEmpty) return;
  const { emptyFiles = [], settings } = desired;
  if (emptyFiles.length > 0 && settings.prune !== 'never' && !isPartial(selection)) {
    throw new UsageError(
      `${emptyFiles.join(', ')} lists no image, and what it listed before would be pruned (prune: ${settings.prune})`,
      { hint: 'Restore it, take it away, or give --allow-empty if that is meant.' },
    );
  }
  if (listed.length > 0) return;
  // The file names lists, and is not at fault for what they hold.
  if (incomplete.length > 0) throw new UnresolvedError(incomplete.map(orAllowEmpty));
  const nothing = `${desired.files.join(', ')} lists no image`;
  const why = desired.warnings.filter((warning) => !warning.startsWith(nothing)).join('; ');
  throw new UsageError(why === '' ? nothing : `${nothing}: ${why}`, {
    hint: 'Add images under glance.server.images, or give --allow-empty if that is meant.',
  });
}

function orAllowEmpty(list: Unresolved): Unresolved {
  return { ...list, hint: `${list.hint ?? ''} Give --allow-empty if no image is meant to be there.`.trim() };
}
