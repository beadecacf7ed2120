const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An identifier as it is compared: UUIDs are the same in either case (RFC 9562), and anything else is not. */
export function identifierKey(identifier: string): string {
  return UUID.test(identifier) ? identifier.toLowerCase() : identifier;
}

export function sameIdentifier(a: string, b: string): boolean {
  return identifierKey(a) === identifierKey(b);
}
