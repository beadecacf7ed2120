import { type JsonObject, member, objectMember } from './json.ts';

/** `_aliases` of a document: by attribute name, then by its value, the attributes that this value stands for. */
export type Aliases = JsonObject;

/** An object of a products file, with the attributes for which its own stand, one level deep. */
export function expand(object: JsonObject, aliases: Aliases): ReadonlyMap<string, unknown> {
  const expanded = new Map(Object.entries(object));
  for (const name of Object.keys(object)) {
    for (const [key, value] of Object.entries(standsFor(object, name, aliases))) expanded.set(key, value);
  }
  return expanded;
}

/** One member of an expanded object, without expanding the whole object as {@link expand} does. */
export function lookUp(object: JsonObject, name: string, aliases: Aliases): unknown {
  let found = member(object, name);
  for (const alias of Object.keys(object)) {
    const attributes = standsFor(object, alias, aliases);
    if (Object.hasOwn(attributes, name)) found = attributes[name];
  }
  return found;
}

function standsFor(object: JsonObject, name: string, aliases: Aliases): JsonObject {
  const value = member(object, name);
  if (typeof value !== 'string' || name === '_aliases') return {};
  return objectMember(objectMember(aliases, name), value);
}

/** Merges the attributes of a product, its version and its item; a later level overrides an earlier one. */
export function flatten(levels: readonly ReadonlyMap<string, unknown>[]): Map<string, string> {
  const flat = new Map<string, string>();
  for (const level of levels) {
    for (const [name, value] of level) {
      const text = attributeText(value);
      if (text !== null) flat.set(name, text);
    }
  }
  return flat;
}

/**
 * An attribute as text; null for lists, objects and null, which are not attributes. simplestreams is written in Python,
 * so booleans become `True` and `False`.
 */
export function attributeText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return null;
}
