import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/model/errors.ts';
import { loadState } from '../../src/state/load.ts';
import { ROOT, readPage } from './page.ts';

const folder = mkdtempSync(join(tmpdir(), 'docs-states-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAGES = execFileSync('git', ['ls-files', '--', 'README.md', 'SECURITY.md', 'docs/**.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '')
  .map(readPage);

const STATES = PAGES.flatMap(({ path, blocks }) =>
  blocks
    .filter(({ language, text }) => language === 'yaml' && /^glance:/m.test(text))
    .map(({ text, line }) => ({ place: `${path}:${line}`, text })),
);

describe('state files in pages', () => {
  it.each(STATES)('a state file of the pages has no error and no warning: $place', async ({ text }) => {
    const file = join(folder, 'glance.yaml');
    writeFileSync(file, text);

    const { warnings } = await loadState({ paths: [file], env: {}, cwd: folder });

    // A file of settings lists no image on purpose.
    expect(warnings.length).toBe(text.includes('settings_only: true') ? 1 : 0);
  });
});

describe('README', () => {
  const readme = readPage('README.md');

  it('README has at most 150 lines', () => {
    expect(readme.text.split('\n').length - 1).toBeLessThanOrEqual(150);
  });

  it('README names the commands of the tests and of the demo', () => {
    expect(readme.text).toContain('npm ci && npm test');
    expect(readme.text).toContain('npm ci && npm run demo');
  });
});

it('the page of exit codes lists every exit code', () => {
  const { text } = readPage('docs/reference/exit-codes-and-clouds.md');
  const listed = [...text.matchAll(/^\| ([\d, ]+?) *\|/gm)].flatMap(([, codes = '']) =>
    codes.split(', ').map(Number),
  );

  expect(listed).toEqual(Object.values(EXIT));
});
