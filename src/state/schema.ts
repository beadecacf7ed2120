import schema from '../../schemas/state.schema.json' with { type: 'json' };

/** The state file's JSON Schema (draft 2020-12). */
export const stateSchema: object = schema;

/** The definition of a key that reconcile does not read. */
const DAEMON = '#/$defs/daemon';

const definitions: Readonly<Record<string, object>> = schema.$defs;

/** The keys that a definition of the schema allows. */
export function knownKeys(definition: keyof typeof schema.$defs): readonly string[] {
  const { properties = {} } = schema.$defs[definition] as { properties?: object };
  return Object.keys(properties);
}

/** The sections under `glance`. */
export const SECTIONS = Object.keys(schema.properties.glance.properties) as readonly ('server' | 'client')[];

/** The keys of a section under `glance` that reconcile reads. The others configure the daemon or its packages. */
export function ownKeys(section: string): readonly string[] {
  return OWN_KEYS.get(section) ?? [];
}

const OWN_KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  SECTIONS.map((section) => {
    const keys = Object.entries<object>(schema.$defs[section].properties);
    return [section, keys.flatMap(([key, field]) => (isDaemons(field) ? [] : key))] as const;
  }),
);

function isDaemons(field: { readonly $ref?: string }): boolean {
  return field.$ref === DAEMON;
}

/** Every key that the schema names, at any depth. */
export function schemaKeys(): ReadonlySet<string> {
  const keys = new Set<string>();
  collectKeys(schema, keys);
  return keys;
}

function collectKeys(node: unknown, keys: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  const { properties = {} } = node as { properties?: object };
  for (const key of Object.keys(properties)) keys.add(key);
  for (const value of Object.values(node)) collectKeys(value, keys);
}

/** Every key whose value may be a number or a boolean. */
export function typedKeys(): ReadonlySet<string> {
  const keys = new Set<string>();
  collectTypedKeys(schema, keys);
  return keys;
}

function collectTypedKeys(node: unknown, keys: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  const { properties } = node as { properties?: Record<string, unknown> };
  for (const [key, value] of Object.entries(properties ?? {})) if (isTyped(value)) keys.add(key);
  for (const value of Object.values(node)) collectTypedKeys(value, keys);
}

function isTyped(field: unknown): boolean {
  if (field === null || typeof field !== 'object') return false;
  const { type, $ref } = field as { type?: string | string[]; $ref?: string };
  if ($ref !== undefined) return isTyped(definitions[$ref.replace('#/$defs/', '')]);
  return [type].flat().some((name) => name === 'integer' || name === 'boolean');
}
