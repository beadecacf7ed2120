import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import pLimit from 'p-limit';
import type { CheckHost } from '../apply/context.ts';
import { Glance } from '../glance/client.ts';
import { observe } from '../glance/observe.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import { credentialsIn, secretsOf } from '../model/credentials.ts';
import type { Desired, DesiredImage, SourceReference } from '../model/desired.ts';
import { ReconcileError, StateError, UnresolvedError, UsageError } from '../model/errors.ts';
import type { Observed, Project, SourceFacts } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import { projectKey } from '../model/project-key.ts';
import type { Unresolved } from '../model/unresolved.ts';
import { type Connection, connect } from '../openstack/connect.ts';
import { withFormerNames } from '../plan/handles.ts';
import { makePlan, type PlanInput } from '../plan/make-plan.ts';
import {
  observeQuestions,
  projectReferences,
  type SourceQuestion,
  sourceQuestions,
} from '../plan/questions.ts';
import { isPartial, type Selection } from '../plan/selection.ts';
import { learnFacts } from '../source/facts.ts';
import { type Resolved, resolvedNames } from '../source/resolve/resolve.ts';
import type { SourceOptions } from '../source/source.ts';
import { loadState } from '../state/load.ts';
import { checkHost } from './check-host.ts';
import { downloadsOf } from './downloads.ts';
import { type CacheFlags, type CloudFlags, DEFAULT_FILE, type StateFlags } from './flags.ts';
import { afterGrace, unlessAborted } from './interruption.ts';
import { busyImages } from './live-runs.ts';
import { type OtherGlances, otherGlances } from './other-glances.ts';
import type { Job } from './perform.ts';
import { resolveState } from './resolve-state.ts';
import { readingClock } from './service-clock.ts';
import { refuseUnknownTargets, unknownAllowances } from './targets.ts';

/** Whoever stops a container or a job mostly waits about so long before killing it. */
const CLEANING_TIME_MS = 10_000;

/** A plan and what it takes to apply it. */
export interface Gathered {
  readonly plan: Plan;
  readonly glance: Glance;
  readonly source: SourceOptions;
  readonly checks: CheckHost;
  /** The state file's sources by image name, with what a plan must not hold. */
  readonly sources: ReadonlyMap<string, SourceReference>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Ends what was opened, one after the other. */
export async function closeAll(...opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const each of opened) await each.close();
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
export async function gather(
  flags: StateFlags & CloudFlags & CacheFlags,
  job: Job,
  onTarget: OnTarget = async () => {},
  planner: Planner = { make: makePlan, sources: true },
): Promise<Gathered> {
  const selection: Selection = { targets: flags.target, excludes: flags.exclude };
  const read = withSettings(await readState(flags, job), flags);
  const stated = planner.choose?.(read) ?? read;
  const others = otherGlances(stated.cloud, flags, job);
  try {
    return await gatherFrom(stated, selection, { others, flags, job, onTarget, planner });
  } catch (error) {
    await others.close();
    throw error;
  }
}

async function gatherFrom(
  stated: Desired,
  selection: Selection,
  given: {
    readonly others: OtherGlances;
    readonly flags: StateFlags & CloudFlags & CacheFlags;
    readonly job: Job;
    readonly onTarget: OnTarget;
    readonly planner: Planner;
  },
): Promise<Gathered> {
  const { others, flags, job, onTarget, planner } = given;
  const { parallelism } = flags;
  const resolved = await resolveState(stated, job, { parallelism, selection, others });
  const { desired } = resolved;
  // Those that count as not listed, for they have expired, are among them.
  const listed = [...resolvedNames(resolved), ...unresolvedNames(desired)];
  refuseEmpty(resolved, listed, flags, selection);
  // Any name may be in a list that cannot be read.
  if (!desired.unresolved?.some(({ name }) => name === null)) refuseUnknownTargets(listed, selection);
  const connection = await openConnection(desired.cloud, flags, job);
  try {
    const { service, now } = readingClock(connection.image);
    const glance = new Glance(service);
    const target = await unlessAborted(connection.target(), job.signal);
    await onTarget(target, desired.stack);
    const plan = await planFrom(desired, selection, { target, glance, now, connection, flags, job, planner });
    return {
      plan,
      glance,
      source: { ...sourceOptions(job), openGlance: others.open, downloads: downloadsOf(flags, job) },
      checks: checkHost(connection, job),
      sources: sourcesOf(desired.images),
      close: () => closeAll(connection, others),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function unresolvedNames({ unresolved = [] }: Desired): readonly string[] {
  return unresolved.flatMap(({ name }) => name ?? []);
}

/** Reads the state file and tells the run's secrets of those in it. */
export async function readState(flags: Pick<StateFlags, 'file'>, job: Job): Promise<Desired> {
  const { terminal, secrets, signal } = job;
  const paths = flags.file.length > 0 ? flags.file : [DEFAULT_FILE];
  const desired = await unlessAborted(
    loadState({ paths, readStdin: () => readText(terminal.stdin), env: terminal.env, cwd: terminal.cwd }),
    signal,
  );
  secrets.add(desired.cloud.identity?.password);
  for (const auth of credentialsIn(desired)) for (const secret of secretsOf(auth)) secrets.add(secret);
  return desired;
}

/** The file's sources by image name: what a plan must not hold travels beside it. */
export function sourcesOf(images: readonly DesiredImage[]): ReadonlyMap<string, SourceReference> {
  return new Map(images.flatMap(({ name, source }) => (source ? [[name, source] as const] : [])));
}

export async function openConnection(
  reference: CloudReference,
  flags: Pick<CloudFlags, 'osCloud' | 'region'>,
  job: Job,
): Promise<Connection> {
  const { terminal, console, secrets, signal } = job;
  const connecting = connect({
    reference,
    env: terminal.env,
    cwd: terminal.cwd,
    home: terminal.home,
    osCloud: flags.osCloud,
    region: flags.region,
    secrets,
    // After an interruption, apply still cleans up over this connection.
    signal: afterGrace(signal, CLEANING_TIME_MS),
    log: console.flags.verbose > 0 ? (line) => console.debug(line) : undefined,
    logDetails: console.flags.verbose > 1,
  });
  const connection = await unlessAborted(connecting, signal);
  for (const warning of connection.warnings) console.warn(warning);
  return connection;
}

export function sourceOptions({ terminal, secrets, console, signal }: Job): SourceOptions {
  const caches = terminal.env.XDG_CACHE_HOME || join(terminal.home, '.cache');
  return {
    env: terminal.env,
    secrets,
    signal,
    cacheDir: join(caches, 'glance-reconcile'),
    log: (line) => console.debug(line),
    inform: (line) => console.info(line),
  };
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
    readonly job: Job;
    readonly planner: Planner;
  },
): Promise<Plan> {
  const { target, glance, now, connection, flags, job, planner } = given;
  const { signal } = job;
  const request = { target, stack: desired.stack, ...observeQuestions(desired, selection) };
  const [observed, projects] = await Promise.all([
    observe(glance, request, { parallelism: flags.parallelism, signal }),
    unlessAborted(resolveProjects(desired, selection, connection, flags.parallelism), signal),
  ]);
  const named = await unlessAborted(nameMembers(observed, projects, connection, flags.parallelism), signal);
  const busy = busyImages(observed.images, now());
  const allowed = { deletes: flags.allowDelete, replaces: flags.allowReplace };
  const known = withFormerNames({ desired, observed, projects: named });
  const input = { desired: known, observed, projects: named, selection, busy, allowed };
  const questions = planner.sources ? sourceQuestions(input) : [];
  const options = { ...sourceOptions(job), downloads: downloadsOf(flags, job) };
  const facts = await learnAllFacts(questions, options, flags.parallelism);
  const plan = planner.make({ ...input, facts });
  // What the live images show a publisher to be wrong about is left out of the plan, and this may be all.
  if (plan.unresolved && plan.changes.length === 0) throw new UnresolvedError(plan.unresolved);
  // Images that left the file can be named too: that they are there is known only now.
  const names = [...desired.images, ...plan.changes].map(({ name }) => name);
  // Nothing leaves the file while something is unresolved.
  const unknown = plan.unresolved ? [] : unknownAllowances(names, allowed);
  for (const one of unknown) job.console.warn(one);
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
  questions: readonly SourceQuestion[],
  options: SourceOptions,
  parallelism: number,
): Promise<ReadonlyMap<string, SourceFacts>> {
  const atATime = pLimit(parallelism);
  const facts = questions.map(({ image, ownDigests }) =>
    atATime(async () => [image.name, await learnFacts(image, options, { ownDigests })] as const),
  );
  return new Map(await Promise.all(facts));
}

/** The file's settings, with what the options say in their place. */
function withSettings(desired: Desired, flags: StateFlags): Desired {
  const { maxDeletes, maxReplaces, prune } = flags;
  if (prune !== undefined && prune !== 'never' && !desired.stackNamed) {
    throw new UsageError(`--prune ${prune} needs a stack that is named`, {
      hint: 'Set glance.server.name: it marks which images the state file owns.',
    });
  }
  const { bareFiles = [], ...read } = desired;
  return {
    ...read,
    ...(bareFiles.length > 0 && !flags.allowEmpty ? { bareFiles } : {}),
    settings: {
      ...desired.settings,
      ...(prune === undefined ? {} : { prune }),
      ...(maxDeletes === undefined ? {} : { maxDeletes: { count: maxDeletes } }),
      ...(maxReplaces === undefined ? {} : { maxReplaces: { count: maxReplaces } }),
    },
  };
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
