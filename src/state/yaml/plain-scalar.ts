import type { ScalarNode } from './tree.ts';

/** The type and the value of a scalar without quotes. */
export type Typed = Pick<ScalarNode, 'type' | 'value'>;

/**
 * The type of a scalar without quotes in YAML 1.1, as PyYAML reads it; null where the yaml library has to tell: numbers
 * with signs, exponents, underscores, colons or another base, and dates. A test compares both.
 */
export function typeOfPlain(text: string): Typed | null {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!MAY_BE_NUMBER.test(text)) return { type: 'string', value: text };
  if (COUNT.test(text) || DECIMAL.test(text)) return { type: 'number', value: Number(text) };
  return NUMBER_OR_DATE.test(text) ? null : { type: 'string', value: text };
}

const WORDS: ReadonlyMap<string, Typed> = new Map<string, Typed>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, { type: 'null', value: null }] as const),
  ...spellings('true', 'yes', 'on').map((word) => [word, { type: 'boolean', value: true }] as const),
  ...spellings('false', 'no', 'off').map((word) => [word, { type: 'boolean', value: false }] as const),
]);

function spellings(...words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, word[0]?.toUpperCase() + word.slice(1), word.toUpperCase()]);
}

const MAY_BE_NUMBER = /^[-+.0-9]/;
const COUNT = /^(?:0|[1-9][0-9]{0,14})$/;
const DECIMAL = /^(?:0|[1-9][0-9]{0,9})\.[0-9]{1,6}$/;

/** Everything that YAML 1.1 takes for a number or a date (https://yaml.org/type/), and a little more. */
const NUMBER_OR_DATE =
  /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|\.inf|\.Inf|\.INF|\.nan|\.NaN|\.NAN|[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?)$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt ])/;
