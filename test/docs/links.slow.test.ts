import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, ROOT } from './page.ts';

/** The files that `npm pack` puts into the package; dist/ need not be built. */
const SHIPPED: readonly string[] = packed().filter((path) => !path.startsWith('dist/'));
const PAGES = tracked('*.md').filter((path) => path.startsWith('docs/') || SHIPPED.includes(path));

describe.each(PAGES)('%s', (path) => {
  const links = linksOf(text(path)).map((link) => ({ link, ...resolved(path, link) }));

  it('a page has no dead link', () => {
    expect(links.filter(({ target }) => !existsSync(`${ROOT}${target}`)).map(({ link }) => link)).toEqual([]);
  });

  it('a page has no link to a heading that does not exist', () => {
    const dead = links.filter(
      ({ target, anchor }) =>
        anchor !== null &&
        target.endsWith('.md') &&
        !(existsSync(`${ROOT}${target}`) && anchorsOf(text(target)).has(anchor)),
    );

    expect(dead.map(({ link }) => link)).toEqual([]);
  });

  it.runIf(SHIPPED.includes(path))('a page of the package links only to files of the package', () => {
    const isHeld = (target: string) =>
      SHIPPED.includes(target) || SHIPPED.some((other) => other.startsWith(`${target.replace(/\/$/, '')}/`));

    expect(links.filter(({ target }) => !isHeld(target)).map(({ link }) => link)).toEqual([]);
  });
});

it('the package holds the README, all of docs/, the examples and the schemas', () => {
  const wanted = [
    'README.md',
    'SECURITY.md',
    'LICENSE',
    ...tracked('docs'),
    ...tracked('examples'),
    ...tracked('schemas'),
  ];

  expect(wanted.filter((path) => !SHIPPED.includes(path))).toEqual([]);
});

it.each(SHIPPED.filter((path) => /\.(ya?ml|sls|example|json)$/.test(path)))(
  '%s names only files that exist',
  (path) => {
    const schemas = [...text(path).matchAll(/yaml-language-server: \$schema=(\S+)/g)].map(
      ([, schema = '']) => schema,
    );
    const dead = schemas.filter((schema) => !existsSync(join(ROOT, dirname(path), schema)));

    expect([...dead, ...deadMentions(path)]).toEqual([]);
  },
);

it('every page that sources and tests name exists', () => {
  const files = [...tracked('src'), ...tracked('test'), ...tracked('scripts')].filter((path) =>
    /\.(ts|mjs|bash)$/.test(path),
  );
  const dead = files.flatMap((path) => deadMentions(path).map((mention) => `${path}: ${mention}`));

  expect(dead).toEqual([]);
});

it('every page of docs/ is linked from docs/README.md, or from the list of its folder', () => {
  const lists = ['docs/README.md', 'docs/decisions/README.md', 'docs/publishers/README.md'];
  const linked = new Set(
    lists.flatMap((path) => linksOf(text(path)).map((link) => resolved(path, link).target)),
  );
  const lost = tracked('docs').filter(
    (path) => path.endsWith('.md') && path !== 'docs/README.md' && !linked.has(path),
  );

  expect(lost).toEqual([]);
});

/** Pages that a text names from the root of the repository (`docs/decisions/0001-markers.md`), and that do not exist. */
function deadMentions(path: string): readonly string[] {
  const mentions = text(path).match(/\bdocs\/[\w./-]+\.(?:md|svg)\b/g) ?? [];
  return mentions.filter((mention) => !existsSync(`${ROOT}${mention}`));
}

function resolved(path: string, link: string): { readonly target: string; readonly anchor: string | null } {
  const [file = '', anchor = null] = decodeURI(link).split('#');
  return { target: file === '' ? path : normalize(join(dirname(path), file)), anchor };
}

function text(path: string): string {
  return statSync(`${ROOT}${path}`).isFile() ? readFileSync(`${ROOT}${path}`, 'utf8') : '';
}

function packed(): readonly string[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(output) as [{ files: readonly { path: string }[] }];
  return files.map(({ path }) => path);
}

/** Files of the repository, including new files without a commit. */
function tracked(pathspec: string): readonly string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--', pathspec];
  const lines = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\n');
  return [...new Set(lines)].filter((line) => line !== '' && existsSync(`${ROOT}${line}`));
}
