import { badRequest } from './errors.ts';
import { CUSTOM_PROPERTY, type Properties, type Schema } from './schemas.ts';

/** A validation error in the words of Python's jsonschema. */
interface Fault {
  readonly message: string;
  readonly keyword: string;
  /** The schema path below the property, e.g. `['items']`. */
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly instance: unknown;
}

/** Checks attributes against the properties of the image schema. Throws 400 with jsonschema's words for the first error. */
export function validateImage(
  attributes: Readonly<Record<string, unknown>>,
  properties: Properties,
  required: readonly string[] = [],
): void {
  const lacking = required.find((name) => !Object.hasOwn(attributes, name));
  if (lacking !== undefined) {
    throw badRequest(
      `Provided object does not match schema 'image': ${pythonRepr(lacking)} is a required property\n\n` +
        `Failed validating 'required' in schema:\n\nOn instance:\n    ${pythonRepr(attributes)}`,
    );
  }
  for (const [name, value] of Object.entries(attributes)) {
    const known = Object.hasOwn(properties, name);
    const schema = known ? properties[name]! : CUSTOM_PROPERTY;
    const fault = faultOf(value, schema, '', '');
    if (fault === undefined) continue;
    const place = known ? `['properties']['${name}']` : "['additionalProperties']";
    throw badRequest(
      `Provided object does not match schema 'image': ${fault.message}\n\n` +
        `Failed validating '${fault.keyword}' in schema${place}${fault.schemaPath}\n\n` +
        `On instance['${name}']${fault.instancePath}:\n    ${pythonRepr(fault.instance)}`,
    );
  }
}

function faultOf(
  value: unknown,
  schema: Schema,
  schemaPath: string,
  instancePath: string,
): Fault | undefined {
  const fault = (keyword: string, message: string): Fault => ({
    message,
    keyword,
    schemaPath,
    instancePath,
    instance: value,
  });
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return fault('type', `${pythonRepr(value)} is not of type ${types.map(pythonRepr).join(', ')}`);
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string | null)) {
    return fault('enum', `${pythonRepr(value)} is not one of ${pythonRepr(schema.enum)}`);
  }
  if (typeof value === 'string') {
    if (schema.maxLength !== undefined && [...value].length > schema.maxLength) {
      return fault('maxLength', `${pythonRepr(value)} is too long`);
    }
    if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
      return fault('pattern', `${pythonRepr(value)} does not match ${pythonRepr(schema.pattern)}`);
    }
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const [at, item] of value.entries()) {
      const inner = faultOf(item, schema.items, `${schemaPath}['items']`, `${instancePath}[${at}]`);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

/** A JSON value as Python prints it. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`)
      .join(', ')}}`;
  }
  if (typeof value !== 'string') return String(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const text = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
  return `${quote}${text}${quote}`;
}
