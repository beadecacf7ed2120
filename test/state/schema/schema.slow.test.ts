import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { stateSchema } from '../../../src/state/schema.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;

it('the generated types match the schema', async () => {
  const check = promisify(execFile)(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: ROOT });

  await expect(check).resolves.toBeDefined();
});

it('the schema compiles in strict mode', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateSchema: true });
  ajv.addVocabulary(['patternErrorMessage']);

  expect(() => ajv.compile(stateSchema)).not.toThrow();
});

it('every field of the schema has a description for editors to show', () => {
  expect(undescribed(stateSchema, '')).toEqual([]);
});

/** Pointers of all fields without a description, their own or that of the definition they refer to. */
function undescribed(node: unknown, path: string): readonly string[] {
  if (node === null || typeof node !== 'object') return [];
  const { properties = {}, ...rest } = node as { properties?: Record<string, Field | boolean> };
  const definitions = (stateSchema as { $defs: Record<string, Field> }).$defs;
  const bare = Object.entries(properties).filter(([, field]) => {
    if (typeof field === 'boolean') return false;
    return !(field.description ?? definitions[field.$ref?.replace('#/$defs/', '') ?? '']?.description);
  });
  return [
    ...bare.map(([key]) => `${path}/${key}`),
    ...Object.entries({ ...properties, ...rest }).flatMap(([key, value]) =>
      undescribed(value, `${path}/${key}`),
    ),
  ];
}

interface Field {
  readonly description?: string;
  readonly $ref?: string;
}
