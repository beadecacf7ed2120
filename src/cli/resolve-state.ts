import type { Desired } from '../model/desired.ts';
import { EVERYTHING, isSelected, type Selection } from '../plan/selection.ts';
import type { ResolveOptions } from '../source/resolve/options.ts';
import { askPublishers, type Resolved, resolveDesired } from '../source/resolve/resolve.ts';
import { sourceOptions } from './gather.ts';
import { type OtherGlances, otherGlances } from './other-glances.ts';
import type { Job } from './perform.ts';

/**
 * Asks the publishers that a state names, for the selected images. `UnresolvedError` with all that failed. A state
 * that names none is given back as it is, and nothing is asked.
 */
export function resolveState(
  desired: Desired,
  job: Job,
  given: { readonly parallelism: number; readonly selection: Selection; readonly others: OtherGlances },
): Promise<Resolved> {
  return resolveDesired(desired, optionsFor(desired, job, given));
}

/** What all that a state names was understood as, and what could not be. */
export async function explainState(desired: Desired, job: Job): ReturnType<typeof askPublishers> {
  const others = otherGlances(desired.cloud, {}, job);
  try {
    return await askPublishers(
      desired,
      optionsFor(desired, job, { parallelism: 4, selection: EVERYTHING, others }),
    );
  } finally {
    await others.close();
  }
}

/** Whether every target is the name of an image that the file lists: a list of others is no matter of that run. */
function isAboutFileAlone({ images }: Desired, { targets }: Selection): boolean {
  return targets.length > 0 && targets.every((target) => images.some(({ name }) => name === target));
}

function optionsFor(
  desired: Desired,
  job: Job,
  { parallelism, selection, others }: Parameters<typeof resolveState>[2],
): ResolveOptions {
  return {
    source: sourceOptions(job),
    now: new Date(),
    parallelism,
    isSelected: (name) => isSelected(name, selection),
    asksLists: !isAboutFileAlone(desired, selection),
    glance: others.resolve,
  };
}
