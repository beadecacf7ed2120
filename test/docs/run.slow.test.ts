import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type Program } from '../support/program.ts';
import { isShown, normalise, SHOWN_FOLDER } from './normalise.ts';
import { ROOT, readPage } from './page.ts';
import { runPage, type Shown, withoutEmptyEnd } from './run-page.ts';

/** Pages with commands that this test runs as printed. */
const PAGES = [
  'README.md',
  ...pagesIn('docs/guides'),
  ...pagesIn('docs/publishers'),
  'docs/coming-from-other-tools.md',
  'docs/how-a-replacement-goes.md',
  'docs/when-something-fails.md',
];

/** `WRITE_DOCS=1 npx vitest run test/docs` writes the output of the program into the pages. Review the change with git. */
const WRITES = process.env.WRITE_DOCS === '1';

let program: Program;
beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());

describe.each(PAGES)('%s', (path) => {
  it('a page shows the output of its commands', async () => {
    const page = readPage(path);
    const { folder, commands } = await runPage(page, program);
    if (WRITES) writePage(path, folder, commands);

    for (const { block, command, shown, written, exitCode } of commands) {
      const place = `${path}:${block.line}: ${command.trim()}`;
      if (shown === null) expect({ place, exitCode, written }).toMatchObject({ place, exitCode: 0 });
      else if (!WRITES && !isShown(linesOf(shown.join('\n')), linesOf(written, folder)))
        expect({ place, output: normalise(shown.join('\n')) }).toEqual({
          place,
          output: linesOf(written, folder).join('\n'),
        });
    }
  });
});

describe('blocks that are not run', () => {
  const blocks = PAGES.flatMap((path) => readPage(path).blocks.map((block) => ({ path, ...block })));
  const left = blocks.filter(({ language }) => language === 'console' || language === 'sh');

  it('blocks of the pages that are not run give a reason each, and are few', () => {
    const notRun = left.flatMap(({ path, line, notRun }) =>
      notRun === null ? [] : [`${path}:${line}: ${notRun}`],
    );

    expect(notRun.length, notRun.join('\n')).toBeLessThanOrEqual(MOST_NOT_RUN);
    expect(left.length - notRun.length).toBeGreaterThan(2 * notRun.length);
  });
});

/** Installing from a registry, a production cloud, other tools. */
const MOST_NOT_RUN = 5;

function linesOf(text: string, folder?: string): readonly string[] {
  return withoutEmptyEnd(normalise(text, folder).split('\n'));
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** Writes the output of each command below the command, if the page shows another output. */
function writePage(path: string, folder: string, commands: readonly Shown[]): void {
  let text = readFileSync(`${ROOT}${path}`, 'utf8');
  let from = 0;
  for (const { block, command, shown, written } of commands) {
    if (shown === null || block.language !== 'console') continue;
    const head = `$ ${command}\n`;
    const begin = text.indexOf(head, from);
    if (begin < 0) throw new Error(`${path}: ${command} is not where it was`);
    const at = begin + head.length;
    from = at;
    if (isShown(linesOf(shown.join('\n')), linesOf(written, folder))) continue;
    const before = shown.length === 0 ? '' : `${shown.join('\n')}\n`;
    const output = withoutEmptyEnd(written.replaceAll(folder, SHOWN_FOLDER).split('\n')).join('\n');
    text = text.slice(0, at) + (output === '' ? '' : `${output}\n`) + text.slice(at + before.length);
    from = at + output.length;
  }
  writeFileSync(`${ROOT}${path}`, text);
}
