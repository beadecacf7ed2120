import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms of src/ and whom each may import, besides itself. `cli` may import all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  files: [],
  net: [],
  state: ['model', 'files'],
  openstack: ['model', 'files', 'net'],
  glance: ['openstack', 'model'],
  source: ['model', 'content', 'files', 'net'],
  content: ['model'],
  plan: ['model'],
  apply: ['glance', 'source', 'content', 'plan', 'model'],
  report: ['model'],
  sandbox: ['model'],
  convert: ['state', 'model', 'files'],
};

const SRC = resolve('src');

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => ({
    from: relative(SRC, file),
    to: specifier.startsWith('.') ? relative(SRC, resolve(dirname(file), specifier)) : specifier,
  }));
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

describe('the rooms', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports nothing but itself and [%s]', (room, allowed) => {
    const imports = sourceFiles(join(SRC, room)).flatMap(importsOf);
    expect(imports.length, `no imports found in ${room}: is the room still there?`).toBeGreaterThan(0);
    const inside = imports.filter((entry) => entry.to.endsWith('.ts') || entry.to.endsWith('.json'));
    const wrong = inside.filter((entry) => {
      const to = roomOf(entry.to);
      return to !== room && to !== '..' && !allowed.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('are all known: a new folder is given its place first', () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual([...Object.keys(MAY_IMPORT), 'cli'].sort());
  });

  it('read the environment and the arguments in cli alone', () => {
    const readers = sourceFiles(SRC)
      .filter((file) => roomOf(relative(SRC, file)) !== 'cli' && relative(SRC, file) !== 'main.ts')
      .filter((file) =>
        /process\.(env|argv)/.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
      );
    expect(readers.map((file) => relative(SRC, file))).toEqual([]);
  });

  it('plan without a clock, randomness or I/O', () => {
    const impure = /\bDate\b|Math\.random|performance|from 'node:(?!crypto)|process\.|fetch\(/;
    const found = sourceFiles(join(SRC, 'plan')).filter((file) =>
      impure.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    );
    expect(found.map((file) => relative(SRC, file))).toEqual([]);
  });
});
