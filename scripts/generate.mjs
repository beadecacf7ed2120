// Writes the generated files: the types of the state file, its validators and its reference from the JSON Schema, the
// validator of saved plans, and the reference of the command line from the program's own commands. `--check` writes no
// file, and fails when a file is stale.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { drawCommandLine } from './reference/command-line.mjs';
import { drawStateFile } from './reference/state-file.mjs';
import { drawValidators } from './validators.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const typesPath = 'src/state/schema/state-file.generated.ts';

const schema = readSchema('state');
write(
  typesPath,
  format(
    await compile(withoutSiblings(schema), 'StateFile', {
      bannerComment: '// Generated from schemas/state.schema.json by `npm run generate`. Do not edit.',
      format: false,
      additionalProperties: true,
      unreachableDefinitions: false,
    }),
  ),
);
write(
  'src/state/schema/validators.generated.ts',
  drawValidators(
    schema,
    { state: '', image: '#/$defs/image', listedImage: '#/$defs/listedImage' },
    { source: 'schemas/state.schema.json', allErrors: true, verbose: true, allowUnionTypes: true },
  ),
);
write(
  'src/run/saved/validators.generated.ts',
  drawValidators(
    readSchema('plan'),
    { plan: '' },
    { source: 'schemas/plan.schema.json', discriminator: true, allowUnionTypes: true, strictTypes: false },
  ),
);
write('docs/reference/state-file.md', drawStateFile(schema));
// The last one, because it runs the program, which imports the files above.
write('docs/reference/command-line.md', await drawCommandLine(root));

function write(path, text) {
  if (!process.argv.includes('--check')) {
    writeFileSync(`${root}/${path}`, text);
  } else if (!existsSync(`${root}/${path}`) || readFileSync(`${root}/${path}`, 'utf8') !== text) {
    process.stderr.write(`${path} is stale: run \`npm run generate\`.\n`);
    process.exitCode = 1;
  }
}

function readSchema(name) {
  return JSON.parse(readFileSync(`${root}/schemas/${name}.schema.json`, 'utf8'));
}

/**
 * The generator makes a new type for every `$ref` with other keywords beside it. So a reference to a titled definition
 * loses these keywords, and every other reference is replaced by its definition, with the description of the reference.
 */
function withoutSiblings(node) {
  if (Array.isArray(node)) return node.map(withoutSiblings);
  if (node === null || typeof node !== 'object') return node;
  const { $ref, ...rest } = node;
  if ($ref === undefined) {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutSiblings(value)]));
  }
  const target = schema.$defs[$ref.replace('#/$defs/', '')];
  return target.title ? { $ref } : withoutSiblings({ ...target, ...rest });
}

function format(text) {
  const biome = `${root}/node_modules/@biomejs/biome/bin/biome`;
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${typesPath}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
}
