/** What could not be taken over, as comments. */
export function notes(told: readonly string[]): readonly string[] {
  return told.map((text) => `Note: ${text}.`);
}
