import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { StateFile } from '../../model/desired.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import type { Folders } from '../../model/run-context.ts';
import { STDIN } from '../../state/yaml/read-files.ts';

/** Takes the folders of this host out of a text. */
export type Hide = (text: string) => string;

/**
 * The name of a state file in plans: as the user gave it, unless that is an absolute path. Then it is relative to the working
 * directory, or the bare name of a file elsewhere.
 */
export function shownFile(file: string, work: string): string {
  const shown = fromWork(file, work);
  return isAbsolute(shown) ? basename(shown) : shown;
}

/** A path that the user gave; relative if it is the absolute path of a file in the working directory. */
export function fromWork(file: string, work: string): string {
  if (!isAbsolute(file)) return file;
  const path = relative(work, file);
  return path === '' || path === '..' || path.startsWith(`..${sep}`) ? file : path;
}

/** The absolute folder that relative paths of a plan start at: that of its first state file. */
export function folderOf([first]: readonly string[], work: string): string {
  return first === undefined || first === STDIN ? work : dirname(resolve(work, first));
}

/**
 * Makes texts name no folder of the host: files that the state file names are as it names them, others begin with `$PWD`,
 * `~` or `$TMPDIR`. An absolute path that the state file itself gives stays.
 */
export function hideFolders(
  file: Pick<StateFile, 'localPaths' | 'folder'> | null,
  folders: Pick<Folders, 'work' | 'home'>,
): Hide {
  const given = (file?.localPaths ?? []).filter(({ path, shown }) => path !== shown);
  const kept = new Set((file?.localPaths ?? []).flatMap(({ path, shown }) => (path === shown ? [path] : [])));
  const ends: readonly (readonly [string, string])[] = [
    ...(file?.folder === undefined ? [] : [[file.folder, ''] as const]),
    [folders.work, file?.folder === undefined ? '' : '$PWD/'],
    [folders.home, '~/'],
    [tmpdir(), '$TMPDIR/'],
  ];
  const pairs = [
    ...given.map(({ path, shown }) => [path, shown] as const),
    ...ends.flatMap(([folder, name]) =>
      folder.length > 1 ? [[`${folder.replace(/\/$/, '')}/`, name] as const] : [],
    ),
  ].filter(([path]) => !kept.has(path));
  // The longest first: a folder may lie in another one.
  const sorted = [...new Map(pairs.toReversed())].sort(([a], [b]) => b.length - a.length);
  return (text) =>
    text.includes('/') ? sorted.reduce((all, [path, name]) => replaced(all, path, name, kept), text) : text;
}

/** Replaces a path where a path begins, unless that path must stay. */
function replaced(text: string, path: string, name: string, kept: ReadonlySet<string>): string {
  let done = '';
  let rest = text;
  for (let at = rest.indexOf(path); at !== -1; at = rest.indexOf(path)) {
    const before = (done + rest.slice(0, at)).at(-1);
    const isInside = before !== undefined && /[\w.:/~-]/.test(before) && !/:$/.test(before);
    const stays = isInside || [...kept].some((one) => rest.startsWith(one, at));
    done += rest.slice(0, at) + (stays ? path : name);
    rest = rest.slice(at + path.length);
  }
  return done + rest;
}

/** The plan with its texts and the names of its state files without folders of the host. Its steps have none. */
export function planWithout(hide: Hide, plan: Plan, work: string): Plan {
  const { files } = plan.state;
  const { unresolved } = plan;
  return {
    ...plan,
    state: { ...plan.state, files: files.map((file) => shownFile(file, work)) },
    ...(unresolved === undefined
      ? {}
      : {
          unresolved: unresolved.map((entry) => ({
            ...entry,
            at: { ...entry.at, file: shownFile(entry.at.file, work) },
            message: hide(entry.message),
            hint: entry.hint === null ? null : hide(entry.hint),
          })),
        }),
    warnings: plan.warnings.map(hide),
    changes: plan.changes.map((change) => changeWithout(hide, change, work)),
  };
}

function changeWithout(hide: Hide, change: Change, work: string): Change {
  const { warnings, blockedBy } = change;
  if (warnings.length + blockedBy.length === 0) return change;
  return {
    ...change,
    warnings: warnings.map(hide),
    blockedBy: blockedBy.map(({ at, ...blocker }) => ({
      ...blocker,
      message: hide(blocker.message),
      ...(at === undefined ? {} : { at: { ...at, file: shownFile(at.file, work) } }),
    })),
  };
}

/** The report with the errors of its changes without folders of the host. */
export function reportWithout(hide: Hide, report: Report): Report {
  return {
    ...report,
    changes: report.changes.map((change) => {
      const { error } = change;
      if (error === null) return change;
      const { message, hint, output } = error;
      return {
        ...change,
        error: {
          ...error,
          message: hide(message),
          hint: hint === null ? null : hide(hint),
          ...(output === undefined ? {} : { output: output.map(hide) }),
        },
      };
    }),
  };
}
