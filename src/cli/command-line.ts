import { shellWord } from '../model/text.ts';
import { type CacheOptions, type CloudOptions, DEFAULT_FILE, type StateOptions } from '../run/options.ts';

/** The exact command that applies what a plan shows: the same files, cloud and selection. */
export function applyCommand(flags: StateOptions & CloudOptions & CacheOptions): string {
  const files = flags.file.length > 0 ? flags.file : [DEFAULT_FILE];
  return commandLine([
    'reconcile',
    'apply',
    ...files.flatMap((file) => ['-f', file]),
    ...flags.target.flatMap((name) => ['--target', name]),
    ...flags.exclude.flatMap((name) => ['--exclude', name]),
    ...(flags.allowEmpty ? ['--allow-empty'] : []),
    ...(flags.prune === undefined ? [] : ['--prune', flags.prune]),
    ...(flags.maxDeletes === undefined ? [] : ['--max-deletes', String(flags.maxDeletes)]),
    ...(flags.maxReplaces === undefined ? [] : ['--max-replaces', String(flags.maxReplaces)]),
    ...flags.allowDelete.flatMap((name) => ['--allow-delete', name]),
    ...flags.allowReplace.flatMap((name) => ['--allow-replace', name]),
    ...cacheArguments(flags),
    ...cloudArguments(flags),
  ]);
}

/** The exact command that applies a saved plan. The files give the way to the cloud, and credentials of sources. */
export function applySavedCommand(
  planFile: string,
  flags: StateOptions & CloudOptions & CacheOptions,
): string {
  return commandLine(['reconcile', 'apply', planFile, ...cacheArguments(flags), ...cloudArguments(flags)]);
}

/** Arguments as a POSIX shell reads them back. */
export function commandLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function cacheArguments({ cache, cacheSize }: CacheOptions): readonly string[] {
  return [
    ...(cache === undefined ? [] : ['--cache', cache]),
    ...(cacheSize === undefined ? [] : ['--cache-size', String(cacheSize)]),
  ];
}

function cloudArguments(flags: CloudOptions): readonly string[] {
  return [
    ...(flags.osCloud === undefined ? [] : ['--os-cloud', flags.osCloud]),
    ...(flags.region === undefined ? [] : ['--region', flags.region]),
  ];
}
declare const __VERSION__: string | undefined;

/** The package's version, written in by the build; `development` when run from its sources. */
export const VERSION = typeof __VERSION__ === 'string' ? __VERSION__ : 'development';
