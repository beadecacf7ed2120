import { type FoundErrors, shown } from '../found-errors.ts';
import type { Definition } from './read-definitions.ts';

/** One mapping of a definition, whose fields the functions below read. They add an error for an invalid field. */
export interface FieldReader {
  /** E.g. `versions[0].`; empty for the image itself. */
  readonly path: string;
  readonly fields: ReadonlyMap<unknown, unknown>;
  readonly definition: Definition;
  readonly errors: FoundErrors;
}

/** Adds an error at the definition. The message continues the field's name, e.g. `must be a list`. */
export function report({ path, definition, errors }: FieldReader, key: string, message: string): void {
  errors.add(definition.at, `${path}${key} ${message}`, null, definition.excerpt);
}

/** Whether a key is given and not null. */
export function isGiven({ fields }: FieldReader, key: string): boolean {
  return fields.get(key) !== undefined && fields.get(key) !== null;
}

/** Reads a text. Numbers, booleans and dates become the text that Python writes for them. */
export function text(reader: FieldReader, key: string): string | undefined {
  if (!isGiven(reader, key)) return undefined;
  const given = pythonText(reader.fields.get(key));
  if (given === undefined) report(reader, key, 'must be a text');
  return given;
}

/** Reads a text that must be given and not empty. */
export function required(reader: FieldReader, key: string): string | undefined {
  const given = text(reader, key);
  if (!isGiven(reader, key) || given === '') report(reader, key, 'is missing');
  return given === '' ? undefined : given;
}

/** Reads a text that must be one of the known ones. */
export function choice<T extends string>(
  reader: FieldReader,
  key: string,
  known: readonly T[],
): T | undefined {
  const given = text(reader, key);
  const found = known.find((name) => name === given);
  if (given !== undefined && found === undefined) {
    report(reader, key, `must be one of ${known.join(', ')}, not ${shown(given)}`);
  }
  return found;
}

/** Reads a boolean. */
export function flag(reader: FieldReader, key: string): boolean | undefined {
  if (!isGiven(reader, key)) return undefined;
  const given = reader.fields.get(key);
  if (typeof given === 'boolean') return given;
  report(reader, key, 'must be true or false');
  return undefined;
}

/** Reads a whole number from 0 to 2³¹ - 1. */
export function wholeNumber(reader: FieldReader, key: string): number | undefined {
  if (!isGiven(reader, key)) return undefined;
  const given = reader.fields.get(key);
  if (typeof given === 'bigint' && given >= 0n && given < 2n ** 31n) return Number(given);
  report(reader, key, 'must be a whole number, 0 or more');
  return undefined;
}

/** Reads a list; empty when absent. */
export function list(reader: FieldReader, key: string): readonly unknown[] {
  if (!isGiven(reader, key)) return [];
  const given = reader.fields.get(key);
  if (Array.isArray(given)) return given;
  report(reader, key, 'must be a list');
  return [];
}

/** Reads a mapping; empty when absent. */
export function mapping(reader: FieldReader, key: string): ReadonlyMap<unknown, unknown> {
  if (!isGiven(reader, key)) return new Map();
  const given = reader.fields.get(key);
  if (given instanceof Map) return given;
  report(reader, key, 'must be a mapping');
  return new Map();
}

/**
 * The text that openstack-image-manager stores in a property for a value: `str()` of the value that PyYAML reads.
 * Undefined for null, a list or a mapping. Takes whole numbers as bigint, others as number.
 */
export function pythonText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (value instanceof Date) return dateText(value);
  return undefined;
}

function dateText(date: Date): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const [day = '', time = ''] = date.toISOString().split('T');
  return time === '00:00:00.000Z' ? day : `${day} ${time.slice(0, 8)}+00:00`;
}
