import pLimit from 'p-limit';
import type { Glance } from '../glance/client.ts';
import { lookForNames, observe } from '../glance/observe.ts';
import { findReferrers } from '../glance/referrers.ts';
import { isOwn, ownersIn } from '../image/ownership.ts';
import { ID_PROPERTIES } from '../image/references.ts';
import { unlessAborted } from '../model/abort.ts';
import type { Desired } from '../model/desired.ts';
import { ReconcileError, StateError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import { type Observed, type Project, projectKey, type SourceFacts } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Connection } from '../openstack/connect.ts';
import { blockUngranted } from '../plan/guards/grants.ts';
import {
  lookupsFor,
  namesOfChanges,
  projectReferences,
  type SourceLookup,
  sourcesToLookAt,
  unneededNames,
} from '../plan/lookups.ts';
import type { PlanInput } from '../plan/make-plan.ts';
import { deletedIds } from '../plan/references/keep-referred.ts';
import type { Selection } from '../plan/selection.ts';
import { learnFacts } from '../source/facts.ts';
import { type RunTarget, sourceOptions } from './connect.ts';
import { downloadsOf } from './downloads.ts';
import { busyImages } from './live-runs.ts';
import {
  allowancesOf,
  type CacheOptions,
  type CloudOptions,
  type StateOptions,
  selectionOf,
} from './options.ts';
import { lookUpGrants } from './targets/grants.ts';

type Projects = ReadonlyMap<string, Project>;

/** Everything that a plan of one target needs, but for the facts about the sources. */
type TargetInput = Omit<PlanInput, 'facts'>;

/**
 * Looks at one target: at the live images that the state concerns, and at the projects that the state and those images
 * name. Leaves out names that only a change needs: {@link planTarget} asks for them. Throws `StateError` with every project
 * that Keystone does not know, each at its place in the file.
 */
export async function lookAt(
  { target, glance, connection, now }: RunTarget,
  desired: Desired,
  options: StateOptions & CloudOptions,
  { signal }: RunContext,
): Promise<TargetInput> {
  const selection = selectionOf(options);
  const { parallelism } = options;
  const owners = ownersIn(target);
  const request = {
    target,
    stack: desired.stack,
    isOwn: (image: Image) => isOwn(image, owners),
    unneeded: (listed: readonly Image[]) => unneededNames(desired, selection, owners, listed),
    ...lookupsFor(desired, selection),
  };
  const [observed, listed] = await Promise.all([
    observe(glance, request, { parallelism, signal }),
    unlessAborted(findProjects(desired, selection, connection, parallelism), signal),
  ]);
  const projects = await unlessAborted(nameMembers(observed, listed, connection, parallelism), signal);
  const time = now();
  const busy = busyImages(observed.images, time);
  return {
    desired,
    observed,
    projects,
    selection,
    busy,
    allowed: allowancesOf(options),
    now: time,
  };
}

/**
 * Makes the plan of one target. Where a draft of the plan changes entries that {@link lookAt} has not asked for by name,
 * looks for these names. Where it creates images, asks a newer service which properties it requires. Where it makes or
 * publishes images, looks up what the service grants. Where it deletes images, asks Glance which images refer to them: one
 * lookup for each.
 */
export async function planTarget(
  runTarget: RunTarget,
  looked: PlanInput,
  make: (input: PlanInput) => Plan,
  { parallelism }: CloudOptions,
  context: RunContext,
): Promise<Plan> {
  const { glance } = runTarget;
  const { signal } = context;
  const first = make(looked);
  const names = namesOfChanges(first, looked.observed);
  const limits = { parallelism, signal };
  const input =
    names.length === 0
      ? looked
      : { ...looked, observed: await lookForNames(glance, looked.observed, names, limits) };
  const draft = input === looked ? first : make(input);
  const [informed, drafted] = await withRequired(glance, input, draft, make, signal);
  const grants = await lookUpGrants(runTarget, drafted, informed.observed.features, context);
  const granted = grants === null ? informed : { ...informed, observed: { ...informed.observed, grants } };
  const isRefused =
    grants !== null && drafted.changes.some(({ steps }) => blockUngranted(granted, steps).length > 0);
  // A refused entry gets no image of another one, which may then be deleted.
  const plan = isRefused ? make(granted) : drafted;
  const atATime = pLimit(parallelism);
  const found = await Promise.all(
    deletedIds(plan.changes).map((id) => atATime(() => findReferrers(glance, id, ID_PROPERTIES, { signal }))),
  );
  return found.length === 0 ? plan : make({ ...granted, referrers: found.flat() });
}

/** The highest minor of the Images API before a schema could require properties (2026.1). */
const NO_REQUIREMENTS = 16;

/** The plan with what the service requires of new images. Asks only where the draft creates images. */
async function withRequired(
  glance: Glance,
  input: PlanInput,
  draft: Plan,
  make: (input: PlanInput) => Plan,
  signal: AbortSignal,
): Promise<readonly [PlanInput, Plan]> {
  const creates = draft.changes.some(({ steps }) => steps.some(({ kind }) => kind === 'stage'));
  if (!creates || input.observed.features.minor <= NO_REQUIREMENTS) return [input, draft];
  const required = await unlessAborted(glance.schemas.required(), signal);
  if (required.length === 0) return [input, draft];
  const informed = { ...input, observed: { ...input.observed, required } };
  return [informed, make(informed)];
}

/**
 * Looks at each source once, for all targets that need it. With `checkFiles`, holds local files to what their entries give.
 * Returns the facts by image name.
 */
export async function learnAllFacts(
  inputs: readonly TargetInput[],
  options: CloudOptions & CacheOptions & { readonly checkFiles?: boolean },
  context: RunContext,
): Promise<ReadonlyMap<string, SourceFacts>> {
  const source = { ...sourceOptions(context), downloads: downloadsOf(options, context) };
  const lookups = new Map<string, SourceLookup>();
  for (const { image, ownDigests, alsoDigests, inspect } of inputs.flatMap((input) =>
    sourcesToLookAt(input),
  )) {
    const known = lookups.get(image.name);
    lookups.set(image.name, {
      image,
      inspect,
      ownDigests: ownDigests || known?.ownDigests === true,
      alsoDigests: [...(known?.alsoDigests ?? []), ...alsoDigests],
    });
  }
  const atATime = pLimit(options.parallelism);
  const facts = [...lookups.values()].map(({ image, inspect, ...wanted }) =>
    atATime(async () => {
      const check = options.checkFiles ? { check: inspect } : {};
      return [image.name, await learnFacts(image, source, { ...wanted, ...check })] as const;
    }),
  );
  return new Map(await Promise.all(facts));
}

/** Looks up every project that the state names. Keyed by `projectKey`. */
async function findProjects(
  desired: Desired,
  selection: Selection,
  { projects }: Connection,
  parallelism: number,
): Promise<Projects> {
  const references = new Map(
    projectReferences(desired, selection).map((reference) => [projectKey(reference), reference]),
  );
  const atATime = pLimit(parallelism);
  const answers = await Promise.all(
    [...references].map(([key, { project, domain, at }]) =>
      atATime(async () => {
        try {
          return { key, project: await projects.find(project, domain) };
        } catch (error) {
          if (!(error instanceof ReconcileError) || error.code !== 'project') throw error;
          return { error: { at, message: error.message, hint: error.hint, excerpt: '' } };
        }
      }),
    ),
  );
  const errors = answers.flatMap((answer) => (answer.error ? [answer.error] : []));
  if (errors.length > 0) throw new StateError(errors);
  return new Map(answers.flatMap(({ key, project }) => (project ? [[key, project] as const] : [])));
}

/**
 * Adds the projects that live images are shared with, so that a plan can show their names. A deleted project shows its
 * id.
 */
async function nameMembers(
  observed: Observed,
  listed: Projects,
  { projects }: Connection,
  parallelism: number,
): Promise<Projects> {
  const known = new Set([...listed.values()].map((project) => project.id));
  const ids = new Set([...observed.members.values()].flat().map((member) => member.memberId));
  const atATime = pLimit(parallelism);
  const found = await Promise.all(
    [...ids]
      .filter((id) => !known.has(id))
      .map((id) =>
        atATime(async () => {
          const project = await projects.find(id).catch(() => ({ id, name: id }));
          return [projectKey({ project: id }), project] as const;
        }),
      ),
  );
  return new Map([...listed, ...found]);
}
