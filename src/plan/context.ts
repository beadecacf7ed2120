import type { Desired, DesiredImage, ProjectReference } from '../model/desired.ts';
import type { Observed, Project, SourceFacts } from '../model/observed.ts';
import { projectKey } from '../model/project-key.ts';
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
}

/** Id of a project that the file names. */
export function projectId(input: Pick<PlanInput, 'projects'>, reference: ProjectReference): string {
  const project = input.projects.get(projectKey(reference));
  if (!project) throw new Error(`project ${reference.project} was not resolved before planning`);
  return project.id;
}

/** The projects whose images are our own, as far as one image of the file goes. */
export function ownersOf(
  image: DesiredImage,
  input: Pick<PlanInput, 'observed' | 'projects'>,
): ReadonlySet<string> | 'all' {
  const ours = input.observed.target.projectId;
  if (ours === '') return 'all';
  return new Set(image.owner ? [ours, projectId(input, image.owner)] : [ours]);
}
