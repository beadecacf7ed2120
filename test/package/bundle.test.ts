import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

// dist/ as `npm run build` left it. Decision 0023 says why packages are inside.
const DIST = resolve('dist');
const chunks = readdirSync(DIST)
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(join(DIST, file), 'utf8'));

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
}

const bill = readJson('dist/sbom.cdx.json') as { readonly components: readonly Component[] };
const listed = bill.components.map(({ name, version }) => `${name} ${version}`);
const licences = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8');

describe('the bundle', () => {
  it('the bundle lists every package that has code in dist/ in the bill of materials, and no other', () => {
    expect([...listed].sort()).toEqual([...new Set(packagesInside())].sort());
    expect(listed.length).toBeGreaterThan(10);
  });

  it("the bundle names the registry's digest and the purl of every package", () => {
    const { packages } = readJson('package-lock.json') as {
      readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
    };
    const digests = new Set(
      Object.values(packages).flatMap(({ integrity }) =>
        integrity === undefined
          ? []
          : Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
      ),
    );
    for (const { name, version, purl, hashes } of bill.components) {
      expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
      expect(digests).toContain(hashes[0]?.content);
    }
  });

  it('the bundle ships the licence of every bundled package', () => {
    expect(listed.filter((nameAndVersion) => !licences.includes(`\n${nameAndVersion} (`))).toEqual([]);
  });

  it('the bundle imports no package that a user must install', () => {
    const specifiers = chunks.flatMap((text) =>
      [...text.matchAll(/^(?:import|export|\}) ?(?:.* )?from "([^"]+)";$|\bimport\("([^"]+)"\)/gm)].map(
        (match) => match[1] ?? match[2] ?? '',
      ),
    );
    expect(specifiers.length).toBeGreaterThan(100);
    const foreign = specifiers.filter((specifier) => !specifier.startsWith('./') && !isBuiltin(specifier));
    expect(foreign).toEqual([]);
  });
});

describe('package.json', () => {
  it('package.json declares no package that npm would install beside the bundle', () => {
    const manifest = readJson('package.json') as Readonly<Record<string, object>>;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    expect(manifest.peerDependenciesMeta).toEqual(
      Object.fromEntries(
        Object.keys(manifest.peerDependencies ?? {}).map((name) => [name, { optional: true }]),
      ),
    );
  });
});

describe("the library's types", () => {
  it("the library's types name only types of this package and of Node", () => {
    const seen = new Set<string>();
    const foreign: string[] = [];
    const open = [join(DIST, 'types/index.d.ts')];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
        /(?:from |import\()['"]([^'"]+)['"]/g,
      )) {
        if (specifier.startsWith('.')) open.push(join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')));
        else if (!isBuiltin(specifier)) foreign.push(`${file}: ${specifier}`);
      }
    }
    expect(foreign).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  });
});

/** "name version" of every package of which esbuild says in a comment that it copied a file from it. */
function packagesInside(): readonly string[] {
  const comment = /^\s*\/\/ ((?:.*\/)?node_modules\/(?:@[^/\s]+\/)?[^/\s]+)\//gm;
  const folders = chunks.flatMap((text) => [...text.matchAll(comment)].map((match) => match[1] ?? ''));
  return [...new Set(folders)].map((folder) => {
    const { name, version } = readJson(join(folder, 'package.json')) as Component;
    return `${name} ${version}`;
  });
}

function isBuiltin(specifier: string): boolean {
  return builtinModules.includes(specifier.replace(/^node:/, ''));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
