import { describe, expect, it } from 'vitest';
import { errorOf, loadImage } from '../load-text.ts';

describe('a property', () => {
  it.each([
    'member',
    'delete',
    'get_data',
    'set_data',
    'context',
    'base',
    'image_id',
    '__class__',
    '__doc__',
    '_abc_impl',
  ])('a property is refused at its place for a name that Glance never changes: %s', async (name) => {
    const error = await errorOf(`properties: {hw_disk_bus: ide, ${name}: x}`);
    expect(error.message).toContain(`"${name}" cannot be a property's name`);
    expect(error.excerpt.slice(error.at.column - 1)).toMatch(name);
  });

  it.each(['members_only', 'deleted_by', 'x_context', '_status', '__x'])(
    'a property may have a name that only resembles a name that Glance never changes: %s',
    async (name) => {
      expect((await loadImage(`properties: {${name}: x}`)).properties).toEqual({ [name]: 'x' });
    },
  );
});
