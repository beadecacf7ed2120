import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Words and phrases that make a sentence hard to read: they hide the actor or the noun. Write the actor first (reconcile,
 * Glance, the publisher, the user), then an active verb, then a noun of the field.
 */
const BANNED =
  /\b(what is|that which|one that|of it|nobody|somebody|anybody|whoever|whatever|bears?|bearing|borne|bearers?|anew|be had|looked after|told)\b/gi;

/** Places where a banned word is the right word, and why. They do not count. */
const MEANT: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\bBearer (?=token|\$\{)|'bearer'/g, why: 'the authentication scheme of HTTP (RFC 6750)' },
];

/** Only ever make this number smaller. */
const MOST = 0;

const PLACES = [
  ...['src', 'docs', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...['bench', 'scripts', 'examples', 'glance.yaml.example', '.ci/run'],
];

/** Files of code and of prose, programs without an ending included. */
const TEXTS = /\.(?:ts|mjs|js|py|bash|sh|md|ya?ml|sls|example)$|(?:^|\/)[^./]+$/;

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(path, name)).filter((name) => TEXTS.test(name));
  return paths.filter((name) => statSync(name).isFile());
}

function bannedWords(line: string): readonly string[] {
  const rest = MEANT.reduce((text, { pattern }) => text.replace(pattern, ''), line);
  return [...rest.matchAll(BANNED)].map(([word]) => word);
}

function placesIn(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    bannedWords(line).map((word) => `${file}:${index + 1}: "${word}" in: ${line.trim()}`),
  );
}

it(`code, docs, scripts and examples have at most ${MOST} banned words`, () => {
  const places = PLACES.flatMap(filesIn).flatMap(placesIn);
  expect(places.length, `${places.length} banned words:\n${places.join('\n')}\n`).toBeLessThanOrEqual(MOST);
});

it('banned words count as whole words, in any case, but for the meant places', () => {
  expect(bannedWords('Whoever has a Bearer of bears is told.')).toEqual([
    'Whoever',
    'Bearer',
    'bears',
    'told',
  ]);
  expect(bannedWords("Bearer token, scheme: 'bearer'")).toEqual([]);
  expect(bannedWords('untold, forbear, somewhat is')).toEqual([]);
});
