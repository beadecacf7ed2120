// Says which packages esbuild copied into dist/: a bill of materials (CycloneDX) for audits, and their licences.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/**
 * The packages that have code in the bundle, sorted by folder. `metafile` is esbuild's, `lock` the parsed package-lock.json.
 * Throws when an installed package is not the locked one, because the bill would name the wrong version.
 */
export function bundledPackages(metafile, lock) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const folders = new Set(files.flatMap((file) => folderOf(file) ?? []));
  return [...folders].sort().map((folder) => {
    const locked = lock.packages[folder];
    const { version } = readJson(join(folder, 'package.json'));
    if (locked?.version !== version) {
      throw new Error(
        `${folder} is ${version}, package-lock.json has ${locked?.version ?? 'none'}: run \`npm ci\``,
      );
    }
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { folder, name, version, license: locked.license, integrity: locked.integrity };
  });
}

/** A CycloneDX 1.5 document, the same for the same lock file: it has no date and no serial number. */
export function billOfMaterials(packages, program) {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: component({ ...program, type: 'application' }) },
    components: packages.filter(isFirstOfItsVersion).map(component),
  };
}

/** The licence files of the packages, one after the other. Throws when a package has none. */
export function licenceTexts(packages) {
  const texts = packages.filter(isFirstOfItsVersion).map(({ folder, name, version, license }) => {
    const files = readdirSync(folder).filter((file) => LICENCE.test(file));
    if (files.length === 0) throw new Error(`${folder} has no licence file`);
    const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `dist/ contains code of these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function folderOf(file) {
  return PACKAGE.exec(file)?.[0];
}

/** npm may install one version in two folders. */
function isFirstOfItsVersion({ name, version }, index, packages) {
  return packages.findIndex((other) => other.name === name && other.version === version) === index;
}

function component({ type = 'library', name, version, license, integrity }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [{ expression: license }],
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
  };
}

/** npm's "sha512-<base64>" as CycloneDX writes a digest. */
function hashOf(integrity) {
  const [algorithm, base64] = integrity.split('-');
  return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(base64, 'base64').toString('hex') };
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
