import { type Desired, publishersOf, type StateFile } from '../model/desired.ts';
import { UnresolvedError } from '../model/errors.ts';
import type { RunContext } from '../model/run-context.ts';
import { unresolvedIn } from '../plan/publishers/skip-entries.ts';
import { EVERYTHING, isSelected, type Selection } from '../plan/selection.ts';
import { type Resolved, resolveDesired, resolvedNames } from '../publisher/resolve/resolve.ts';
import { sourceOptions } from './connect.ts';
import { type CloudOptions, type StateOptions, selectionOf } from './options.ts';
import { type OtherGlances, otherGlances } from './sources/other-glances.ts';

/** The state after its publishers have answered. */
export interface Asked extends Resolved {
  /** The names of all images of the state, including expired and skipped images. */
  readonly listed: readonly string[];
}

/**
 * Asks the publishers that the state file names about the selected images. Skips an entry whose publisher fails.
 * Throws `UnresolvedError` when no selected entry is left.
 */
export async function askPublishers(
  file: StateFile,
  options: Pick<StateOptions, 'target' | 'exclude'> & Pick<CloudOptions, 'parallelism'>,
  context: RunContext,
  others: OtherGlances,
): Promise<Asked> {
  const selection = selectionOf(options);
  const asked = await resolve(file, selection, options.parallelism, context, others);
  const failed = unresolvedIn(asked.desired, selection);
  if (failed.length > 0 && !resolvedNames(asked).some((name) => isSelected(name, selection))) {
    throw new UnresolvedError(failed);
  }
  return asked;
}

/** Asks all publishers, even when all fail: for `validate --explain`, and for the credentials of a saved plan. */
export async function explainPublishers(
  file: StateFile,
  context: RunContext,
  options: Partial<CloudOptions> & { readonly selection?: Selection } = {},
): Promise<Asked> {
  const { selection = EVERYTHING, parallelism = 4 } = options;
  const others = otherGlances(file.cloud, options, context);
  try {
    return await resolve(file, selection, parallelism, context, others);
  } finally {
    await others.close();
  }
}

async function resolve(
  file: StateFile,
  selection: Selection,
  parallelism: number,
  context: RunContext,
  others: OtherGlances,
): Promise<Asked> {
  const resolved = await resolveDesired(file, {
    source: { ...sourceOptions(context), silentServers: new Set() },
    now: context.clock(),
    parallelism,
    isSelected: (name) => isSelected(name, selection),
    asksLists: !isAboutFileAlone(file, selection),
    glance: others.resolve,
  });
  return { ...resolved, listed: [...resolvedNames(resolved), ...skippedNames(resolved.desired)] };
}

function skippedNames(desired: Desired): readonly string[] {
  return publishersOf(desired).skipped.flatMap(({ name }) => name ?? []);
}

/** True when every `--target` is the name of an image that the file lists: then the run need not ask for lists. */
function isAboutFileAlone({ images }: StateFile, { targets }: Selection): boolean {
  return targets.length > 0 && targets.every((target) => images.some(({ name }) => name === target));
}
