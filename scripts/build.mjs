// Bundles the program and the library into dist/ with esbuild, lists the bundled packages there, and writes the
// library's type declarations.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { billOfMaterials, bundledPackages, licenceTexts, readJson } from './bundled.mjs';

const { name, version, license } = readJson('package.json');
rmSync('dist', { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: { main: 'src/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.18',
  // Node 20 has it, which esbuild does not know. A literal is compiled at its first use, `new RegExp` when it is loaded.
  supported: { 'regexp-set-notation': true },
  sourcemap: false,
  metafile: true,
  // dist/THIRD-PARTY-LICENSES.txt has the whole texts.
  legalComments: 'none',
  plugins: [
    { name: 'late-segmenter', setup: makeSegmenterLate },
    { name: 'parts-of-undici', setup: takePartsOfUndici },
  ],
  define: { __VERSION__: JSON.stringify(version) },
  // CommonJS packages inside an ESM bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
});
chmodSync('dist/main.js', 0o755);

const packages = bundledPackages(metafile, readJson('package-lock.json'));
const bill = billOfMaterials(packages, { name, version, license });
writeFileSync('dist/sbom.cdx.json', `${JSON.stringify(bill, null, 2)}\n`);
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenceTexts(packages));

if (process.env.RECONCILE_SKIP_TYPES !== '1') {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
}

/**
 * string-width and wrap-ansi make a segmenter when they are loaded, which takes a seventh of the time of an empty Node
 * program. They need it for texts beyond ASCII alone, so the bundle makes it then.
 */
function makeSegmenterLate(build) {
  const made = 'const segmenter = new Intl.Segmenter();';
  const late =
    'let madeSegmenter; const segmenter = { segment: (text) => (madeSegmenter ??= new Intl.Segmenter()).segment(text) };';
  build.onLoad({ filter: /node_modules\/(?:string-width|wrap-ansi)\/index\.js$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    if (!text.includes(made)) throw new Error(`${path} makes its segmenter in another way`);
    return { contents: text.replace(made, late), loader: 'js' };
  });
}

/**
 * undici's index loads all of undici: fetch, WebSockets, caches and test doubles, four times the code that src/http uses. The
 * bundle has these parts alone, put together as the index does it. The build fails where src/ imports another part.
 */
function takePartsOfUndici(build) {
  const parts = `
    import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
    import api from 'undici/lib/api/index.js';
    import Agent from 'undici/lib/dispatcher/agent.js';
    import Pool from 'undici/lib/dispatcher/pool.js';
    import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
    import buildConnector from 'undici/lib/core/connect.js';
    import errors from 'undici/lib/core/errors.js';
    Object.assign(Dispatcher.prototype, api);
    export { Agent, Pool, ProxyAgent, buildConnector, errors };`;
  build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'parts' }));
  build.onLoad({ filter: /^undici$/, namespace: 'parts' }, () => ({
    contents: parts,
    resolveDir: process.cwd(),
  }));
}
