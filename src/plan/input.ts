import type { Owners } from '../image/ownership.ts';
import type { Desired, DesiredImage, ProjectReference } from '../model/desired.ts';
import { type Observed, type Project, projectKey, type SourceFacts } from '../model/observed.ts';
import type { Selection } from './selection.ts';

/** All that a plan is made from. Nothing else is looked at: the same input always makes the same plan. */
export interface PlanInput {
  readonly desired: Desired;
  readonly observed: Observed;
  /** By image name; an image without an entry needed no look at its source. */
  readonly facts: ReadonlyMap<string, SourceFacts>;
  /** Every project that the file names, by {@link projectKey}. */
  readonly projects: ReadonlyMap<string, Project>;
  readonly selection: Selection;
  /** What is allowed in this run though the file prevents it; absent: nothing. */
  readonly allowed?: Allowances;
  /** Staged images that another run is at work on: they are its, not leftovers. */
  readonly busy?: ReadonlySet<string>;
}

/** Names or globs of the images that this one run may delete or replace in spite of `prevent_delete` and `prevent_replace`. */
export interface Allowances {
  readonly deletes: readonly string[];
  readonly replaces: readonly string[];
}

/** Id of a project that the file names. */
export function projectId(input: Pick<PlanInput, 'projects'>, reference: ProjectReference): string {
  const project = input.projects.get(projectKey(reference));
  if (!project) throw new Error(`project ${reference.project} was not resolved before planning`);
  return project.id;
}

/** The members that the file lists, as Keystone knows them, under the names that the file uses; null: not managed. */
export function wantedMembers(
  image: DesiredImage,
  input: Pick<PlanInput, 'projects'>,
): readonly Project[] | null {
  return (
    image.members?.map((reference) => ({ id: projectId(input, reference), name: reference.project })) ?? null
  );
}

/** The projects whose images are our own, as far as one image of the file goes. */
export function ownersOf(image: DesiredImage, input: Pick<PlanInput, 'observed' | 'projects'>): Owners {
  const ours = input.observed.target.projectId;
  if (ours === '') return [];
  return [...new Set(image.owner ? [ours, projectId(input, image.owner)] : [ours])];
}
