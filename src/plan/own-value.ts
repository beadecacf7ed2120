/** A property's value; undefined for what every object has besides, e.g. `constructor`, which is a good name too. */
export function ownValue(properties: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}
