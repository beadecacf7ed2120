import { withoutCredentials } from '../model/secrets.ts';
import { propertyNameError } from '../state/fields/properties.ts';
import { holdsFourBytes } from '../state/fields/stored-text.ts';
import { shown } from './found-errors.ts';

const LONGEST_NAME = 255;
const LONGEST_VALUE = 65_535;

/** Selects the custom properties that a state file can hold. Warns of each other one, and of removed credentials. */
export function customProperties(given: ReadonlyMap<string, string>): {
  readonly properties: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
} {
  const properties = new Map<string, string>();
  const warnings: string[] = [];
  for (const [name, value] of given) {
    const why = refusal(name, value);
    if (why !== null) {
      warnings.push(`the property ${shown(name)} is left out: ${why}`);
      continue;
    }
    const safe = bare(value);
    if (safe !== value) warnings.push(`the credentials in the property ${shown(name)} are removed`);
    properties.set(name, safe);
  }
  return { properties, warnings };
}

/** Removes credentials from an address, as every user who sees an image sees its properties. */
function bare(value: string): string {
  return /^https?:\/\//i.test(value) ? withoutCredentials(value) : value;
}

function refusal(name: string, value: string): string | null {
  if (name === '' || name.length > LONGEST_NAME) return `a name must have 1 to ${LONGEST_NAME} characters`;
  if (value.length > LONGEST_VALUE) return `a value must have at most ${LONGEST_VALUE} characters`;
  if (value.includes('\0')) return 'a value must not hold NUL characters';
  if (holdsFourBytes(name + value)) return 'Glance accepts no characters beyond U+FFFF';
  return propertyNameError(name)?.[0] ?? null;
}
