/** Items by each of their keys, in the order given; those without a key are in no group. */
export function groupBy<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly (string | null | undefined)[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (key == null) continue;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
