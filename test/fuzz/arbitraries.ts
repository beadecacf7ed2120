import fc from 'fast-check';

/** Texts that have broken programs before. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'length',
  'undefined',
  'null',
  'NaN',
  '0',
  '-1',
  '1e999',
  '99999999999999999999999999',
  '..',
  '../../etc/passwd',
  '/',
  '~',
  '~0',
  '%2e%2e%2f',
  '%',
  '%zz',
  '?a=b#c',
  'http://user:hunter2@host/',
  'http://[::1',
  'file:///dev/zero',
  '\0',
  '\r\nx-injected: 1',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202e',
  '\u2028',
  '\ud800',
  '😀',
  '"',
  "'",
  '\\',
  `\${HOME}`,
  '<script>alert(1)</script>',
  'a'.repeat(1_000),
] as const;

export const text = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const NUMBERS = [0, -0, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, 2 ** 63, -(2 ** 63)];

export const scalar = fc.oneof(
  text,
  fc.constantFrom<string | number | boolean | null>(...NUMBERS, true, false, null),
  fc.integer(),
  fc.double({ noNaN: true }),
);

/** Any JSON value: keys that shadow what every object has are as likely as others. */
export const json: fc.Arbitrary<unknown> = jsonWithKeys([]);

/** Any JSON value whose keys are often ones that the parser looks for. */
export function jsonWithKeys(keys: readonly string[]): fc.Arbitrary<unknown> {
  const key = keys.length > 0 ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...keys) }, text) : text;
  return fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, scalar, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(objectOf),
  })).value;
}

/** As JSON.parse makes it: also `__proto__` is a key like any other. */
function objectOf(entries: readonly (readonly [string, unknown])[]): unknown {
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${members.join(',')}}`);
}

/** An honest value of which some parts, anywhere in it, are replaced, doubled or taken away. */
export function damaged<T>(honest: T, replacement: fc.Arbitrary<unknown> = json): fc.Arbitrary<unknown> {
  const paths = pathsIn(honest);
  const damage = fc.record({
    path: fc.constantFrom(...paths),
    how: fc.constantFrom('replace', 'replace', 'remove', 'double'),
    by: replacement,
  });
  return fc.array(damage, { minLength: 1, maxLength: 3 }).map((damages) => {
    let value: unknown = structuredClone(honest);
    for (const { path, how, by } of damages) value = alter(value, path, how, by);
    return value;
  });
}

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]));
  return [path, ...inner];
}

function alter(value: unknown, path: Path, how: string, by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return how === 'replace' ? by : value;
  // An earlier alteration may have put something else there; `values` of a list is a function, not an item.
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, first)) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  if (rest.length > 0) copy[first] = alter(copy[first], rest, how, by);
  else if (how === 'replace') copy[first] = by;
  else if (how === 'remove') delete copy[first];
  else if (Array.isArray(copy)) copy.push(copy[first as number]);
  else copy[`${first} `] = copy[first];
  return copy;
}

/** An honest text with a few stretches cut out, doubled or overwritten. */
export function edited(honest: string, insertions: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(honest.length),
    cut: fc.oneof(fc.constant(0), fc.nat(10), fc.nat(honest.length)),
    insert: insertions,
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce(
        (changed, { at, cut, insert }) => changed.slice(0, at) + insert + changed.slice(at + cut),
        honest,
      ),
    );
}

/** The same for bytes. */
export function editedBytes(honest: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.nat(Math.max(0, honest.length - 1)),
    bytes: fc.uint8Array({ maxLength: 12 }),
  });
  return fc.tuple(fc.array(edit, { maxLength: 6 }), fc.nat(honest.length)).map(([edits, length]) => {
    const changed = Uint8Array.from(honest);
    for (const { at, bytes } of edits) changed.set(bytes.subarray(0, Math.max(0, changed.length - at)), at);
    return length % 3 === 0 ? changed.subarray(0, length) : changed;
  });
}

/** JSON nested so deeply that a recursive walk breaks. */
export function deepJson(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}
