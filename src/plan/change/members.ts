import type { Member } from '../../model/image.ts';
import type { Project } from '../../model/observed.ts';
import type { FieldChange } from '../../model/plan.ts';

/** The wanted member list, and the members to add and remove. Project ids, sorted. */
interface MemberDifference {
  readonly want: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** null when the lists agree. */
  readonly field: FieldChange | null;
}

/**
 * Compares member lists. `live` is null when the image is not shared yet: Glance does not show its list then. `known` gives
 * names of projects for people.
 */
export function compareMembers(
  wanted: readonly Project[],
  live: readonly Member[] | null,
  known: Iterable<Project> = [],
): MemberDifference {
  const want = [...new Set(wanted.map((project) => project.id))].sort();
  const have = (live ?? []).map((member) => member.memberId).sort();
  const add = want.filter((id) => !have.includes(id));
  const remove = have.filter((id) => !want.includes(id));
  const names = new Map([...known, ...wanted].map((project) => [project.id, project.name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const changed = add.length > 0 || remove.length > 0;
  return {
    want,
    add,
    remove,
    field: changed
      ? { path: 'members', before: have.map(nameOf).sort(), after: want.map(nameOf).sort() }
      : null,
  };
}
