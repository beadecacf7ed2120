import { DEFAULT_STATE_FILE } from '../model/desired.ts';
import { shellWord } from '../model/text.ts';
import type { CacheOptions, CloudOptions, StateOptions, TrustOptions } from '../run/options.ts';

/** The exact command that applies the plan: with the same files, cloud and selection. */
export function applyCommand(flags: StateOptions & CloudOptions & CacheOptions): string {
  const files = flags.file.length > 0 ? flags.file : [DEFAULT_STATE_FILE];
  return commandLine([
    'reconcile',
    'apply',
    ...files.flatMap((file) => ['-f', file]),
    ...variableArguments(flags),
    ...flags.target.flatMap((name) => ['--target', name]),
    ...(flags.ignore ?? []).flatMap((name) => ['--ignore', name]),
    ...flags.exclude.flatMap((name) => ['--exclude', name]),
    ...(flags.strict ? ['--strict'] : []),
    ...(flags.newOrigin ? ['--new-origin'] : []),
    ...(flags.allowEmpty ? ['--allow-empty'] : []),
    ...(flags.prune === undefined ? [] : ['--prune', flags.prune]),
    ...(flags.maxDeletes === undefined ? [] : ['--max-deletes', String(flags.maxDeletes)]),
    ...(flags.maxReplaces === undefined ? [] : ['--max-replaces', String(flags.maxReplaces)]),
    ...flags.allowDelete.flatMap((name) => ['--allow-delete', name]),
    ...flags.allowReplace.flatMap((name) => ['--allow-replace', name]),
    ...(flags.adopt ?? []).flatMap((name) => ['--adopt', name]),
    ...(flags.unhold ?? []).flatMap((name) => ['--unhold', name]),
    ...cacheArguments(flags),
    ...cloudArguments(flags),
  ]);
}

/**
 * The exact command that applies a saved plan. It repeats the state files that the user named: apply takes the user's word
 * before the plan's. A plan that goes beyond its state file needs its key, or the word of its reader.
 */
export function applySavedCommand(
  planFile: string,
  flags: CloudOptions &
    CacheOptions &
    TrustOptions &
    Pick<StateOptions, 'env' | 'file'> & { readonly beyondFile?: boolean },
): string {
  return commandLine([
    'reconcile',
    'apply',
    planFile,
    ...flags.file.flatMap((file) => ['-f', file]),
    ...trustArguments(flags),
    ...variableArguments(flags),
    ...cacheArguments(flags),
    ...cloudArguments(flags),
  ]);
}

function trustArguments({
  planKey,
  trustPlan,
  beyondFile,
}: TrustOptions & { readonly beyondFile?: boolean }): readonly string[] {
  if (planKey !== undefined) return ['--plan-key', planKey];
  return trustPlan || beyondFile ? ['--trust-plan'] : [];
}

/** Quotes arguments so that a POSIX shell reads the same words. */
export function commandLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function variableArguments({ env = [] }: Pick<StateOptions, 'env'>): readonly string[] {
  return env.flatMap((name) => ['--env', name]);
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
    ...(flags.allowIdentityUrl ?? []).flatMap((url) => ['--allow-identity-url', url]),
  ];
}
