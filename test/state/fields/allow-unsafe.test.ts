import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SAFETY_RULES } from '../../../src/model/safety.ts';
import { faultOf, load, loadImage } from '../load-text.ts';

it('takes rules of the safety inspection, once each', async () => {
  const image = await loadImage('allow_unsafe: [vhd-parent, qcow2-backing-file]');
  expect(new Set(image.allowUnsafe)).toEqual(new Set(['qcow2-backing-file', 'vhd-parent']));
  expect((await faultOf('allow_unsafe: [qed, qed]')).message).toContain('listed twice');
});

it('is absent unless the file says it', async () => {
  expect(await loadImage('format: raw')).not.toHaveProperty('allowUnsafe');
});

it('may be a default, which an image’s own list replaces', async () => {
  const { images } = await load(
    'glance:\n  server:\n    defaults: {allow_unsafe: [qed]}\n    images:\n    - {name: a}\n    - {name: b, allow_unsafe: []}\n',
  );
  expect(images.map(({ allowUnsafe }) => allowUnsafe)).toEqual([['qed'], []]);
});

it('refuses a rule that there is not, and names the nearest', async () => {
  const { message, hint } = await faultOf('allow_unsafe: [qcow2-backing-files]');
  expect(`${message} ${hint}`).toContain('qcow2-backing-file');
  expect((await faultOf('allow_unsafe: everything')).message).toContain('allow_unsafe');
});

it('is described in the schema with every rule that there is', () => {
  const schema = JSON.parse(readFileSync('schemas/state.schema.json', 'utf8'));
  expect(schema.$defs.safetyRule.enum).toEqual(SAFETY_RULES);
});
