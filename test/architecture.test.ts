import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms of src/, and the rooms that each may import beside itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  files: ['model'],
  http: ['model'],
  tool: ['model'],
  image: ['model'],
  state: ['model', 'files'],
  content: ['model', 'tool'],
  openstack: ['model', 'http', 'files'],
  glance: ['openstack', 'model'],
  source: ['content', 'http', 'tool', 'files', 'model'],
  publisher: ['source', 'tool', 'files', 'model'],
  plan: ['image', 'model'],
  apply: ['glance', 'source', 'content', 'image', 'tool', 'files', 'model'],
  report: ['model'],
  sandbox: ['model'],
  convert: ['state', 'model', 'files'],
  run: [
    'tool',
    'state',
    'publisher',
    'openstack',
    'glance',
    'image',
    'plan',
    'source',
    'apply',
    'report',
    'files',
    'model',
  ],
  // The commands `convert` and `sandbox` are no part of the pipeline.
  cli: ['run', 'report', 'model', 'files', 'convert', 'sandbox'],
};

/** The folders of plan/, and the folders of plan/ that each may import. Files in the root of plan/ are free. */
const PLAN_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  content: [],
  match: ['content'],
  backups: ['match'],
  guards: ['match'],
  references: ['match'],
  publishers: ['match', 'content', 'guards', 'references'],
  change: ['match', 'content', 'backups', 'guards', 'publishers', 'references'],
  prune: ['change', 'backups', 'guards', 'references'],
  moves: ['match', 'content', 'change', 'guards', 'prune'],
  picture: ['change', 'content'],
};

/** Most files side by side: in any folder, and in the roots that hold the main files of a room. */
const MOST_SIBLINGS = 30;
const MOST_IN_ROOT = 15;
const ROOTS = ['plan', 'state', 'openstack', 'cli', 'run', 'source'];

/** Lines of a file. A shorter one that one file alone imports belongs into that file. */
const MOST_LINES = 400;
const FEWEST_LINES = 15;

const SRC = resolve('src');

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const texts = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));
const imports = files.flatMap(importsOf);

function importsOf(from: string): readonly Import[] {
  const specifiers = [...textOf(from).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    ([, specifier = '']) => relative(SRC, resolve(SRC, dirname(from), specifier)),
  );
  return [...new Set(specifiers)].filter((to) => to.endsWith('.ts')).map((to) => ({ from, to }));
}

function textOf(file: string): string {
  return texts.get(file) ?? '';
}

function codeOf(file: string): string {
  return textOf(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

function isGenerated(file: string): boolean {
  return file.endsWith('.generated.ts');
}

function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

/** The folder of plan/ that a file stands in; null: it stands elsewhere, or in the root of plan/. */
function planFolderOf(file: string): string | null {
  const [room, folder, ...rest] = file.split('/');
  return room === 'plan' && rest.length > 0 ? (folder ?? null) : null;
}

/** The circles of a graph: groups of nodes that all reach each other (Tarjan's algorithm). */
function circlesIn(edges: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  function visit(node: string): void {
    order.set(node, order.size);
    lowest.set(node, order.get(node) ?? 0);
    open.push(node);
    for (const other of next.get(node) ?? []) {
      if (!order.has(other)) visit(other);
      if (open.includes(other))
        lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(other) ?? 0, order.get(other) ?? 0));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  }
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return circles;
}

/** Files by the folder that they stand in, as `src` shows them side by side. */
function siblings(): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return folders;
}

describe('the rooms', () => {
  it('the rooms are all listed in this test: a new folder gets its place first', () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it.each(Object.entries(ROOMS))('the room %s imports itself and [%s] only', (room, allowed) => {
    const own = imports.filter(({ from }) => roomOf(from) === room);
    expect(files.filter((file) => roomOf(file) === room).length, `no file found in ${room}`).toBeGreaterThan(
      0,
    );
    expect(own.filter(({ to }) => roomOf(to) !== room && !allowed.includes(roomOf(to)))).toEqual([]);
  });

  it('the rooms apply and plan do not know each other', () => {
    const pairs = imports.filter(
      ({ from, to }) => [roomOf(from), roomOf(to)].sort().join(' ') === 'apply plan',
    );
    expect(pairs).toEqual([]);
  });

  it.each(Object.entries(PLAN_FOLDERS))('plan/%s imports itself and plan/[%s] only', (folder, allowed) => {
    const own = imports.filter(({ from }) => planFolderOf(from) === folder);
    expect(own.length, `no import found in plan/${folder}`).toBeGreaterThan(0);
    const others = own.flatMap(({ from, to }) => {
      const other = planFolderOf(to);
      return other === null || other === folder || allowed.includes(other) ? [] : [{ from, to }];
    });
    expect(others).toEqual([]);
  });

  it('the folders of plan/ are all listed in this test', () => {
    const found = new Set(files.flatMap((file) => planFolderOf(file) ?? []));
    expect([...found].sort()).toEqual(Object.keys(PLAN_FOLDERS).sort());
  });
});

describe('imports', () => {
  it('late imports are of our own modules: in the bundle, a package of another module system has no names', () => {
    const late = files.filter((file) => /\bimport\((?!'\.)/.test(codeOf(file)) && !isGenerated(file));
    expect(late).toEqual([]);
  });

  it('imports form no circle of files', () => {
    expect(imports.length).toBeGreaterThan(1000);
    expect(circlesIn(imports)).toEqual([]);
  });

  it('imports form no circle of rooms', () => {
    const between = imports
      .map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }))
      .filter(({ from, to }) => from !== to);
    expect(circlesIn(between)).toEqual([]);
  });

  it('imports form no circle of the folders of plan/', () => {
    const between = imports.flatMap(({ from, to }) => {
      const [a, b] = [planFolderOf(from), planFolderOf(to)];
      return a === null || b === null || a === b ? [] : [{ from: a, to: b }];
    });
    expect(between.length).toBeGreaterThan(0);
    expect(circlesIn(between)).toEqual([]);
  });

  it('imports form no circle of the folders of a room', () => {
    const between = imports.flatMap(({ from, to }) => {
      const [a, b] = [dirname(from), dirname(to)];
      const areFolders = a !== roomOf(from) && b !== roomOf(to) && roomOf(from) === roomOf(to);
      return areFolders && a !== b ? [{ from: a, to: b }] : [];
    });
    expect(between.length).toBeGreaterThan(0);
    expect(circlesIn(between)).toEqual([]);
  });

  it('imports that form a circle are found by this test', () => {
    const edges = ['ab', 'bc', 'cb', 'cd', 'de', 'ed'].map(([from = '', to = '']) => ({ from, to }));
    expect(circlesIn(edges)).toEqual([
      ['d', 'e'],
      ['b', 'c'],
    ]);
  });
});

describe('files', () => {
  it(`files stand side by side in a folder, ${MOST_SIBLINGS} at most`, () => {
    const crowded = [...siblings()].filter(([, inside]) => inside.length > MOST_SIBLINGS);
    expect(crowded.map(([folder, { length }]) => `${length} in src/${folder}`)).toEqual([]);
  });

  it.each(ROOTS)(`files stand side by side in the root of %s, ${MOST_IN_ROOT} at most`, (room) => {
    expect(siblings().get(room)?.length).toBeLessThanOrEqual(MOST_IN_ROOT);
  });

  it(`files have ${MOST_LINES} lines at most`, () => {
    const long = files.filter((file) => !isGenerated(file) && linesOf(file) > MOST_LINES);
    expect(long.map((file) => `${linesOf(file)} lines: src/${file}`)).toEqual([]);
  });

  it(`files with one importer have ${FEWEST_LINES} lines at least`, () => {
    const importers = new Map<string, number>();
    for (const { to } of imports) importers.set(to, (importers.get(to) ?? 0) + 1);
    const short = files.filter((file) => importers.get(file) === 1 && linesOf(file) < FEWEST_LINES);
    expect(short.map((file) => `${linesOf(file)} lines: src/${file}`)).toEqual([]);
  });

  it('files read the environment and the arguments in cli alone', () => {
    const readers = files.filter(
      (file) => roomOf(file) !== 'cli' && file !== 'main.ts' && /process\.(env|argv)/.test(codeOf(file)),
    );
    expect(readers).toEqual([]);
  });

  it('files of run know no terminal', () => {
    const found = files.filter(
      (file) => roomOf(file) === 'run' && /isTTY|process\.std|readline/.test(codeOf(file)),
    );
    expect(found).toEqual([]);
  });

  it('files of plan and image have no clock, no randomness and no I/O', () => {
    const impure = /\bDate\b|Math\.random|performance|from 'node:(?!crypto)|process\.|fetch\(/;
    const found = files.filter(
      (file) => ['plan', 'image'].includes(roomOf(file)) && impure.test(codeOf(file)),
    );
    expect(found).toEqual([]);
  });
});

function linesOf(file: string): number {
  return textOf(file).split('\n').length - 1;
}
