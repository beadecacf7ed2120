const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An identifier in the form that is compared: case is ignored in UUIDs (RFC 9562), but not in other identifiers. */
export function identifierKey(identifier: string): string {
  return UUID.test(identifier) ? identifier.toLowerCase() : identifier;
}

/** Whether two identifiers are the same. */
export function sameIdentifier(a: string, b: string): boolean {
  return identifierKey(a) === identifierKey(b);
}
