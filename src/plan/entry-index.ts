import type { DesiredImage } from '../model/desired.ts';
import { remembering } from '../model/memoize.ts';
import type { Handle } from '../model/unresolved.ts';
import { groupBy } from './group-by.ts';

/** Images of the file by what they claim. */
export interface EntryIndex {
  /** By present and former names. */
  named(name: string | null): readonly DesiredImage[];
  pinnedTo(id: string): readonly DesiredImage[];
  withHandle(handle: Handle): readonly DesiredImage[];
}

/** The index of a list of images; asked again for the same list, the same one. */
export const indexEntries: (entries: readonly DesiredImage[]) => EntryIndex = remembering(makeIndex);

function makeIndex(entries: readonly DesiredImage[]): EntryIndex {
  const byName = groupBy(entries, ({ name, previously }) => [...new Set([name, ...previously])]);
  const byId = groupBy(entries, ({ id }) => [id]);
  const byHandle = groupBy(entries, ({ handle }) => [handle && keyOf(handle)]);
  return {
    named: (name) => (name === null ? [] : (byName.get(name) ?? [])),
    pinnedTo: (id) => byId.get(id) ?? [],
    withHandle: (handle) => byHandle.get(keyOf(handle)) ?? [],
  };
}

function keyOf({ property, value }: Handle): string {
  // As publishers write them: UUIDs are the same in either case.
  return JSON.stringify([property, value.toLowerCase()]);
}
