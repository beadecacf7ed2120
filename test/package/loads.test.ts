import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

// dist/ as `npm run build` left it. Loading a module costs more than most commands do with it.
const DIST = resolve('dist');
const files = readdirSync(DIST).filter((file) => file.endsWith('.js'));

describe('what the program loads', () => {
  it('`reconcile --version` loads one file', () => {
    expect([...loadedBy('main.js')]).toEqual(['main.js']);
  });

  it('the start of any command loads no package', () => {
    expect(packagesOf(chunkOf('run-process', 'src/cli/process/run-process.ts'))).toEqual([]);
  });

  it('validate loads no YAML library, no HTTP client and no XML reader', () => {
    const loaded = packagesOf(chunkOf('validate'));
    expect(loaded).toContain('commander');
    for (const name of ['yaml', 'undici', '@xmldom/xmldom', 'ajv']) expect(loaded).not.toContain(name);
  });

  it('plan loads no YAML library, no XML reader and no compiler of schemas', () => {
    const loaded = packagesOf(chunkOf('plan'));
    expect(loaded).toContain('undici');
    for (const name of ['yaml', 'xml-crypto', 'xpath', 'ajv']) expect(loaded).not.toContain(name);
  });

  it('plan loads the HTTP client of undici without fetch, WebSockets and test doubles', () => {
    const code = [...loadedBy(chunkOf('plan'))].map(textOf).join('\n');
    expect(code).toContain('node_modules/undici/lib/dispatcher/agent.js');
    for (const part of ['web/websocket/', 'web/fetch/index.js', 'mock/', 'web/cookies/']) {
      expect(code).not.toContain(`node_modules/undici/lib/${part}`);
    }
  });
});

/** The chunk that esbuild made for a module that is loaded late, by default the one of a command. */
function chunkOf(name: string, module = `src/cli/commands/${name}.ts`): string {
  const found = files.find((file) => file.startsWith(`${name}-`) && textOf(file).includes(`// ${module}`));
  expect(found, `the chunk of ${name}`).toBeDefined();
  return found ?? '';
}

/** The names of the packages with code in the files that a file loads at once, sorted. */
function packagesOf(file: string): readonly string[] {
  const code = [...loadedBy(file)].map(textOf).join('\n');
  const names = [...code.matchAll(/^ *\/\/ \S*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
    ([, name]) => name ?? '',
  );
  return [...new Set(names)].sort();
}

/** The file, and all files that it imports statically. */
function loadedBy(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, imported = ''] of textOf(file).matchAll(
    /^(?:import|\} from) ?(?:[^"'()]*? from )?"\.\/([^"]+)"/gm,
  )) {
    loadedBy(imported, known);
  }
  return known;
}

function textOf(file: string): string {
  return readFileSync(join(DIST, file), 'utf8');
}
