import pLimit from 'p-limit';
import { observe } from '../glance/observe.ts';
import { unlessAborted } from '../model/abort.ts';
import type { Desired } from '../model/desired.ts';
import { ReconcileError, StateError } from '../model/errors.ts';
import { type Observed, type Project, projectKey } from '../model/observed.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Connection } from '../openstack/connect.ts';
import { lookupsFor, projectReferences } from '../plan/lookups.ts';
import type { PlanInput } from '../plan/make-plan.ts';
import type { Selection } from '../plan/selection.ts';
import type { RunTarget } from './connect.ts';
import { busyImages } from './live-runs.ts';
import { allowancesOf, type CloudOptions, type StateOptions, selectionOf } from './options.ts';

type Projects = ReadonlyMap<string, Project>;

/**
 * Looks at one target: its live images, as far as the state is about them, and the projects that the state and the
 * images name. Throws `StateError` with every project that Keystone does not know, each at its place.
 */
export async function lookAt(
  { target, glance, connection, now }: RunTarget,
  desired: Desired,
  options: StateOptions & CloudOptions,
  { signal }: RunContext,
): Promise<Omit<PlanInput, 'facts'>> {
  const selection = selectionOf(options);
  const { parallelism } = options;
  const request = { target, stack: desired.stack, ...lookupsFor(desired, selection) };
  const [observed, listed] = await Promise.all([
    observe(glance, request, { parallelism, signal }),
    unlessAborted(findProjects(desired, selection, connection, parallelism), signal),
  ]);
  const projects = await unlessAborted(nameMembers(observed, listed, connection, parallelism), signal);
  const busy = busyImages(observed.images, now());
  return { desired, observed, projects, selection, busy, allowed: allowancesOf(options) };
}

/** Every project that the state names, by `projectKey`. */
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

/** Adds the projects that live images are shared with, so that a plan shows names. A deleted project keeps its id. */
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
