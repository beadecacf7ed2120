import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SAFETY_RULES } from '../../../src/model/safety.ts';
import { errorOf, load, loadImage } from '../load-text.ts';

it('allow_unsafe takes rules of the safety inspection, once each', async () => {
  const image = await loadImage('allow_unsafe: [vhd-parent, qcow2-backing-file]');
  expect(new Set(image.allowUnsafe)).toEqual(new Set(['qcow2-backing-file', 'vhd-parent']));
  expect((await errorOf('allow_unsafe: [qed, qed]')).message).toContain('listed twice');
});

it('allow_unsafe is absent unless the file gives it', async () => {
  expect(await loadImage('format: raw')).not.toHaveProperty('allowUnsafe');
});

it('allow_unsafe may be a default, which an image’s own list replaces', async () => {
  const { images } = await load(
    'glance:\n  server:\n    defaults: {allow_unsafe: [qed]}\n    images:\n    - {name: a}\n    - {name: b, allow_unsafe: []}\n',
  );
  expect(images.map(({ allowUnsafe }) => allowUnsafe)).toEqual([['qed'], []]);
});

it('allow_unsafe refuses an unknown rule, and suggests the nearest', async () => {
  const { message, hint } = await errorOf('allow_unsafe: [qcow2-backing-files]');
  expect(`${message} ${hint}`).toContain('qcow2-backing-file');
  expect((await errorOf('allow_unsafe: everything')).message).toContain('allow_unsafe');
});

it('the schema lists every rule of the safety inspection', () => {
  const schema = JSON.parse(readFileSync('schemas/state.schema.json', 'utf8'));
  expect(schema.$defs.safetyRule.enum).toEqual(SAFETY_RULES);
});
