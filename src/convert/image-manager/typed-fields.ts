import { type FoundErrors, shown } from '../found-errors.ts';
import type { Definition } from './read-definitions.ts';

/** Reads the fields of one mapping of a definition, and adds to the faults what they must not be. */
export interface FieldReader {
  /** E.g. `versions[0].`; empty for the image itself. */
  readonly path: string;
  readonly fields: ReadonlyMap<unknown, unknown>;
  readonly definition: Definition;
  readonly errors: FoundErrors;
}

export function report({ path, definition, errors }: FieldReader, key: string, message: string): void {
  errors.add(definition.at, `${path}${key} ${message}`, null, definition.excerpt);
}

export function isGiven({ fields }: FieldReader, key: string): boolean {
  return fields.get(key) !== undefined && fields.get(key) !== null;
}

/** A text; numbers and dates are taken as they are written. */
export function text(reader: FieldReader, key: string): string | undefined {
  if (!isGiven(reader, key)) return undefined;
  const given = pythonText(reader.fields.get(key));
  if (given === undefined) report(reader, key, 'is no text');
  return given;
}

export function required(reader: FieldReader, key: string): string | undefined {
  const given = text(reader, key);
  if (!isGiven(reader, key) || given === '') report(reader, key, 'is missing');
  return given === '' ? undefined : given;
}

export function choice<T extends string>(
  reader: FieldReader,
  key: string,
  known: readonly T[],
): T | undefined {
  const given = text(reader, key);
  const found = known.find((name) => name === given);
  if (given !== undefined && found === undefined) {
    report(reader, key, `is one of ${known.join(', ')}, and not ${shown(given)}`);
  }
  return found;
}

export function flag(reader: FieldReader, key: string): boolean | undefined {
  if (!isGiven(reader, key)) return undefined;
  const given = reader.fields.get(key);
  if (typeof given === 'boolean') return given;
  report(reader, key, 'is true or false');
  return undefined;
}

export function wholeNumber(reader: FieldReader, key: string): number | undefined {
  if (!isGiven(reader, key)) return undefined;
  const given = reader.fields.get(key);
  if (typeof given === 'bigint' && given >= 0n && given < 2n ** 31n) return Number(given);
  report(reader, key, 'is a whole number');
  return undefined;
}

export function list(reader: FieldReader, key: string): readonly unknown[] {
  if (!isGiven(reader, key)) return [];
  const given = reader.fields.get(key);
  if (Array.isArray(given)) return given;
  report(reader, key, 'is a list');
  return [];
}

export function mapping(reader: FieldReader, key: string): ReadonlyMap<unknown, unknown> {
  if (!isGiven(reader, key)) return new Map();
  const given = reader.fields.get(key);
  if (given instanceof Map) return given;
  report(reader, key, 'is a mapping');
  return new Map();
}

/**
 * A value of YAML 1.1 as openstack-image-manager stores it in a property: `str()` of what PyYAML reads. Undefined for
 * what has no such text: nothing, a list, a mapping. Whole numbers come as bigint, others as number.
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
