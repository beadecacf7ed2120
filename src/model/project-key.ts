import type { ProjectReference } from './desired.ts';

/** One key for a project as a state file names it, to look its resolution up by. */
export function projectKey(reference: Pick<ProjectReference, 'project' | 'domain'>): string {
  return JSON.stringify([reference.domain ?? null, reference.project]);
}
