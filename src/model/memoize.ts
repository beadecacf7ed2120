/** Calls `derive` once for each object and keeps the value while the object lives. Objects must never change. */
export function memoize<Key extends object, Value>(derive: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    if (known.has(key)) return known.get(key) as Value;
    const value = derive(key);
    known.set(key, value);
    return value;
  };
}
