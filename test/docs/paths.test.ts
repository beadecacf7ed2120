import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from './page.ts';

const DOCS = readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`);
const PAGES = ['CONTRIBUTING.md', 'SECURITY.md', ...DOCS.filter((name) => name.endsWith('.md'))];

/** Files that a page may name before they are written. */
const LATER = ['bench/RESULTS.md'];

/** The paths of the repository in a page's code spans, e.g. in `src/http/retry.ts` and `node scripts/generate.mjs --check`. */
function pathsIn(page: string): readonly string[] {
  const spans = [...page.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return spans.flatMap((span) => [...span.matchAll(PATH)].map(([path]) => known(path)));
}

const PATH = /(?<![\w./-])(?:src|test|scripts|schemas|bench)\/[^\s'",;:()]*/g;

/** The path up to the folder before a placeholder: `src/source/` for `src/source/<kind>.ts`. */
function known(path: string): string {
  const [fixed = ''] = /^[^<>*{}…$]*/.exec(path) ?? [];
  return fixed === path ? path : fixed.slice(0, fixed.lastIndexOf('/') + 1);
}

it('every path of the repository that a page names exists', () => {
  const named = PAGES.flatMap((page) =>
    pathsIn(readFileSync(ROOT + page, 'utf8')).map((path) => ({ page, path })),
  );
  const dead = named.filter(({ path }) => !LATER.includes(path) && !existsSync(ROOT + path));
  expect(named.length).toBeGreaterThan(50);
  expect(dead).toEqual([]);
});

it('paths are found in commands and up to a placeholder, but not in other packages and addresses', () => {
  const page =
    '`src/a.ts`, `node scripts/b.mjs --x`, `src/c/<kind>.ts`, `test/*.ts`, `pkg/schemas/d.json`, src/e.ts';
  expect(pathsIn(page)).toEqual(['src/a.ts', 'scripts/b.mjs', 'src/c/', 'test/']);
});
