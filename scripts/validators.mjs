// Compiles a JSON Schema to the code of its validators, so that the program starts without a compiler.
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';

/**
 * A TypeScript module that exports a validator for each name. `validators` gives the pointer of the part of the schema
 * that each checks, e.g. `#/$defs/image`; an empty pointer stands for the whole. `options` are ajv's.
 */
export function drawValidators(schema, validators, { source, ...options }) {
  const ajv = new Ajv2020({ ...options, inlineRefs: false, code: { source: true, esm: true, optimize: 2 } });
  ajv.addVocabulary(['patternErrorMessage']);
  const { $id = 'urn:glance-reconcile:schema' } = schema;
  ajv.addSchema({ ...withoutTexts(schema), $id });
  const exported = Object.entries(validators).map(([name, pointer]) => {
    if (pointer === '') return [name, $id];
    ajv.addSchema({ $id: `${$id}/${name}`, $ref: `${$id}${pointer}` });
    return [name, `${$id}/${name}`];
  });
  const code = standaloneCode
    .default(ajv, Object.fromEntries(exported))
    .replace(CODE_POINTS, '$1codePoints;');
  if (code.includes('require('))
    throw new Error(`the validators of ${source} need a part of ajv at run time`);
  const { code: short } = transformSync(`${COUNT_CODE_POINTS}${code}`, {
    minify: true,
    lineLimit: 110,
    format: 'esm',
    target: 'node20.18',
  });
  return `// Generated from ${source} by \`npm run generate\`. Do not edit.\n// @ts-nocheck\n// biome-ignore-all format: generated\n// biome-ignore-all lint: generated\n// biome-ignore-all assist: generated\n${short}`;
}

/** The one function of ajv that the validators call. */
const CODE_POINTS = /(const \w+ = )require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/g;
const COUNT_CODE_POINTS =
  'function codePoints(text) { let count = 0; for (const _ of text) count++; return count; }';

/** The schema without its texts for people. A field may have the name of one: there the value is a schema. */
function withoutTexts(node) {
  if (Array.isArray(node)) return node.map(withoutTexts);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([key, value]) => !TEXTS.has(key) || isSchema(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutTexts(value)]));
}

const TEXTS = new Set(['title', 'description', 'examples', 'default', '$comment']);

function isSchema(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
