/** `derive`, asked once of each object: what follows from data that never changes is known for as long as that lives. */
export function memoize<Key extends object, Value>(derive: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    if (known.has(key)) return known.get(key) as Value;
    const value = derive(key);
    known.set(key, value);
    return value;
  };
}
