/** The decoded segments of a path at the places that its route has in braces. */
export type Parameters = Readonly<Record<string, string>>;

export interface Route<Handler> {
  readonly method: string;
  /** e.g. `/v2/images/{id}`; a name in braces matches any one segment. */
  readonly pattern: string;
  readonly handler: Handler;
}

/** A match, or the methods that the path allows, or neither. */
type Match<Handler> =
  | { readonly kind: 'found'; readonly handler: Handler; readonly parameters: Parameters }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' };

/**
 * Finds the route of a percent-encoded path. Splits the path after decoding, as WSGI servers do: `%2F` ends a segment
 * like a plain slash.
 *
 * @param charset the encoding of the path's bytes; Glance reads them as Latin-1
 */
export function findRoute<Handler>(
  routes: readonly Route<Handler>[],
  method: string,
  path: string,
  charset: 'utf8' | 'latin1' = 'utf8',
): Match<Handler> {
  const segments = decoded(path, charset).split('/');
  const allowed: string[] = [];
  for (const route of routes) {
    const parameters = parametersOf(route.pattern.split('/'), segments);
    if (parameters === undefined) continue;
    if (route.method === method) return { kind: 'found', handler: route.handler, parameters };
    allowed.push(route.method);
  }
  return allowed.length === 0 ? { kind: 'unknown' } : { kind: 'wrong-method', allowed };
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Parameters | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? '';
    if (part.startsWith('{')) {
      if (segment === '') return undefined;
      parameters[part.slice(1, -1)] = segment;
    } else if (part !== segment) return undefined;
  }
  return parameters;
}

function decoded(path: string, charset: 'utf8' | 'latin1'): string {
  const bytes = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return charset === 'latin1' ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}
