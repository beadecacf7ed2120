import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { liesIn } from '../../files/lies-in.ts';
import { DEFAULT_STATE_FILE } from '../../model/desired.ts';
import { SourceError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { RunContext } from '../../model/run-context.ts';
import { STDIN } from '../../state/yaml/read-files.ts';
import { shownFile } from './host-folders.ts';

/** The state files of a saved plan. */
export interface StateFilesAtHand {
  /** null: none is at hand. */
  readonly files: readonly string[] | null;
  /** Why the files that the plan names are not at hand. Empty: they are, or the user named others. */
  readonly lacking: string;
}

/**
 * Finds the state files to compare a saved plan with: those of `-f`, else those that the plan names, else the usual state
 * file of the working directory. The user's choice comes first, because an edited plan could name files that confirm it,
 * or none at all. Without a seal, the names of a plan count only within the working directory.
 *
 * Warns when the files are others than the plan names, or when the plan alone chose them.
 */
export async function stateFilesOf(
  planFile: string,
  plan: Plan,
  { file, isSealed }: { readonly file: readonly string[]; readonly isSealed: boolean },
  { folders, log }: RunContext,
): Promise<StateFilesAtHand> {
  const named = plan.state.files;
  const warnOther = (files: readonly string[]) =>
    log.warn(`${planFile} was made from ${listed(named)}, and this run compares it with ${listed(files)}`);
  if (file.length > 0) {
    if (!areSame(file, named, folders.work)) warnOther(file);
    return { files: file, lacking: '' };
  }
  const lacking = await reasonNotAtHand(named, isSealed, folders.work);
  if (lacking === null) {
    const isUsual = areSame([DEFAULT_STATE_FILE], named, folders.work);
    if (!isUsual && !isSealed)
      log.warn(
        `${planFile} itself names ${listed(named)}, with which this run compares it: choose the state file with -f FILE`,
      );
    return { files: named, lacking: '' };
  }
  if (isSealed || !(await isFile(resolve(folders.work, DEFAULT_STATE_FILE)))) return { files: null, lacking };
  warnOther([DEFAULT_STATE_FILE]);
  return { files: [DEFAULT_STATE_FILE], lacking };
}

/** Why the named files do not count, for a message; null when they do. */
async function reasonNotAtHand(
  named: readonly string[],
  isSealed: boolean,
  folder: string,
): Promise<string | null> {
  if (named.length === 0) return 'the plan names no state file';
  for (const file of named) {
    const path = resolve(folder, file);
    if (file === STDIN || file === '-') return 'the plan was made from standard input';
    if (!(await isFile(path))) return `${file} does not exist`;
    const isUsual = path === resolve(folder, DEFAULT_STATE_FILE);
    if (!isSealed && !isUsual && !(await liesIn(path, [folder]))) {
      return `${file} lies outside of the working directory`;
    }
  }
  return null;
}

/**
 * Throws `SourceError` when a local file is not there from which the plan uploads. The state file's folder in another
 * checkout may lack it, and the plan that is made again would only show other digests.
 */
export async function assertFilesThere(planFile: string, plan: Plan, folder: string): Promise<void> {
  const named = plan.changes.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      step.kind === 'upload' && step.source.kind === 'file' ? [step.source.path] : [],
    ),
  );
  const missing: string[] = [];
  for (const path of new Set(named)) {
    const found = await stat(resolve(folder, path)).catch(() => null);
    if (found === null) missing.push(path);
  }
  if (missing.length === 0) return;
  throw new SourceError(
    `${planFile} uploads ${missing.join(', ')}, which ${missing.length === 1 ? 'does' : 'do'} not exist beside the state file`,
    { hint: 'Put the files where the state file says, or make a new plan.' },
  );
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}

/** Whether the given paths, of which some may be folders, stand for the named files. */
function areSame(given: readonly string[], named: readonly string[], folder: string): boolean {
  const paths = given.map((each) => resolve(folder, each === '-' ? STDIN : shownFile(each, folder)));
  const files = named.map((each) => resolve(folder, each));
  const isGiven = (file: string) => paths.includes(file) || paths.includes(dirname(file));
  const isNamed = (path: string) => files.some((file) => file === path || dirname(file) === path);
  return files.every(isGiven) && paths.every(isNamed);
}

function listed(files: readonly string[]): string {
  return files.length === 0 ? 'no state file' : files.join(', ');
}
