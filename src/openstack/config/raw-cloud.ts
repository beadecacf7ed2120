/** A mapping as a file holds it; scalars are the text as written, or null. */
export type RawCloud = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is RawCloud {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
