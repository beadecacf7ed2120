import { matchesGlob } from '../model/text.ts';

/** The images of the file that a run handles: `--target` and `--exclude`, names or globs with `*` and `?`. */
export interface Selection {
  readonly targets: readonly string[];
  readonly excludes: readonly string[];
}

export const EVERYTHING: Selection = { targets: [], excludes: [] };

/** True when the selection leaves anything out, so that a plan can say that it is partial. */
export function isPartial(selection: Selection): boolean {
  return selection.targets.length > 0 || selection.excludes.length > 0;
}

/** True when a name matches a target (or there are none) and no exclude. */
export function isSelected(name: string, selection: Selection): boolean {
  if (selection.excludes.some((pattern) => matchesGlob(name, pattern))) return false;
  return selection.targets.length === 0 || selection.targets.some((pattern) => matchesGlob(name, pattern));
}
