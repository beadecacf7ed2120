import schema from '../../schemas/state.schema.json' with { type: 'json' };

/** A way to one value of a state file: keys of mappings, and 0 for the entry of a list. */
export type FieldPath = readonly (string | 0)[];

interface Field {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Field | boolean>>;
  readonly additionalProperties?: Field | boolean;
  readonly patternProperties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly oneOf?: readonly Field[];
  readonly anyOf?: readonly Field[];
  readonly allOf?: readonly Field[];
}

/** A name that a mapping with free keys gets. */
export const FREE_KEY = 'one';

/**
 * The way to every value that schemas/state.schema.json describes, and to the key of every mapping with free keys (the
 * last part is {@link KEY}). A new field of the schema joins by itself.
 */
export function fieldsOfSchema(): readonly FieldPath[] {
  const found = new Map<string, FieldPath>();
  walk(schema as Field, []);
  return [...found.values()];

  function walk(field: Field, path: FieldPath): void {
    found.set(JSON.stringify(path), path);
    for (const part of partsOf(field)) {
      for (const [key, inner] of Object.entries(part.properties ?? {}))
        if (inner !== false) walk(inner === true ? {} : inner, [...path, key]);
      const free = [part.additionalProperties, ...Object.values(part.patternProperties ?? {})];
      for (const inner of free) {
        if (inner === undefined || inner === false) continue;
        found.set(JSON.stringify([...path, KEY]), [...path, KEY]);
        walk(inner === true ? {} : inner, [...path, FREE_KEY]);
      }
      if (part.items) walk(part.items, [...path, 0]);
    }
  }
}

/** Stands for the key itself, in place of the value under it. */
export const KEY = '(key)';

function partsOf(field: Field): readonly Field[] {
  const target = field.$ref === undefined ? [] : partsOf(definition(field.$ref));
  const joined = [...(field.oneOf ?? []), ...(field.anyOf ?? []), ...(field.allOf ?? [])].flatMap(partsOf);
  return [field, ...target, ...joined];
}

function definition(reference: string): Field {
  const name = reference.replace('#/$defs/', '');
  return (schema.$defs as unknown as Record<string, Field>)[name] as Field;
}

/** The document with a value at this way; mappings and lists on the way are kept, or made. */
export function withField(document: unknown, path: FieldPath, value: string): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (first === KEY) return { [value]: {} };
  if (first === 0) {
    const [entry, ...others] = Array.isArray(document) ? document : [];
    return [withField(entry, rest, value), ...others];
  }
  const map = typeof document === 'object' && document !== null && !Array.isArray(document) ? document : {};
  return { ...map, [first]: withField((map as Record<string, unknown>)[first], rest, value) };
}
