import type { Desired } from '../model/desired.ts';
import { UnresolvedError } from '../model/errors.ts';
import type { RunContext } from '../model/run-context.ts';
import { unresolvedIn } from '../plan/publishers/left-out.ts';
import { EVERYTHING, isSelected, type Selection } from '../plan/selection.ts';
import type { ResolveOptions } from '../publisher/resolve/options.ts';
import { type Resolved, resolveDesired, resolvedNames } from '../publisher/resolve/resolve.ts';
import { sourceOptions } from './connect.ts';
import { type OtherGlances, otherGlances } from './other-glances.ts';

interface Asking {
  readonly parallelism: number;
  readonly selection: Selection;
  readonly others: OtherGlances;
}

/**
 * Asks the publishers that a state names, for the selected images; what failed is in the state's `unresolved`.
 * `UnresolvedError` when that is all that is selected. A state that names no publisher is given back as it is.
 */
export async function resolveState(desired: Desired, context: RunContext, given: Asking): Promise<Resolved> {
  const resolved = await askPublishers(desired, context, given);
  const { selection } = given;
  const failed = unresolvedIn(resolved.desired, selection);
  if (failed.length > 0 && !resolvedNames(resolved).some((name) => isSelected(name, selection))) {
    throw new UnresolvedError(failed);
  }
  return resolved;
}

/** The same, whatever fails. */
export function askPublishers(desired: Desired, context: RunContext, given: Asking): Promise<Resolved> {
  return resolveDesired(desired, optionsFor(desired, context, given));
}

/** What all that a state names was understood as, and what could not be. */
export async function explainState(desired: Desired, context: RunContext): Promise<Resolved> {
  const others = otherGlances(desired.cloud, {}, context);
  try {
    return await askPublishers(desired, context, { parallelism: 4, selection: EVERYTHING, others });
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
  context: RunContext,
  { parallelism, selection, others }: Asking,
): ResolveOptions {
  return {
    source: { ...sourceOptions(context), silentServers: new Set() },
    now: context.clock(),
    parallelism,
    isSelected: (name) => isSelected(name, selection),
    asksLists: !isAboutFileAlone(desired, selection),
    glance: others.resolve,
  };
}
