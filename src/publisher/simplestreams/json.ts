/** An object of a document from outside. Its members are read with {@link member} alone. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that the document itself has: never `constructor` and the like. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A member that is an object; an empty one where it is missing or anything else. */
export function objectMember(object: JsonObject, name: string): JsonObject {
  const value = member(object, name);
  return isObject(value) ? value : {};
}

/** A member that is text; undefined where it is missing or anything else. */
export function textMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' ? value : undefined;
}

/**
 * JSON as Python's `json.dumps(…, sort_keys=True)` writes an object of texts: sorted by code point, a space after each
 * comma and colon, and nothing but ASCII.
 */
export function pythonJson(texts: ReadonlyMap<string, string>): string {
  const sorted = [...texts].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${sorted.map(([key, value]) => `${asciiJson(key)}: ${asciiJson(value)}`).join(', ')}}`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
