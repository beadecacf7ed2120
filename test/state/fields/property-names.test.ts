import { describe, expect, it } from 'vitest';
import { faultOf, loadImage } from '../load-text.ts';

describe('property names that Glance can never change', () => {
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
  ])('%s is refused at its place', async (name) => {
    const fault = await faultOf(`properties: {hw_disk_bus: ide, ${name}: x}`);
    expect(fault.message).toContain(`"${name}" cannot be a property's name`);
    expect(fault.excerpt.slice(fault.at.column - 1)).toMatch(name);
  });

  it.each(['members_only', 'deleted_by', 'x_context', '_status', '__x'])(
    '%s is as good as any',
    async (name) => {
      expect((await loadImage(`properties: {${name}: x}`)).properties).toEqual({ [name]: 'x' });
    },
  );
});
