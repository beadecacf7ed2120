import { describe, expect, it } from 'vitest';
import { errorOf, errorsOf, load, loadImage, messagesOf } from '../load-text.ts';

const ID = '6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11';

/** A state with these entries, one a line. */
function stateOf(entries: string, server = ''): string {
  const lines = entries.trim().split('\n');
  return `glance:\n  server:\n${server}    images:\n${lines.map((line) => `      - ${line.trim()}\n`).join('')}`;
}

describe('a property that names another entry', () => {
  it('is a reference, beside the properties with a text', async () => {
    const { images } = await load(
      stateOf(`{name: machine, properties: {kernel_id: {image: kern}, any: {image: kern}, n: 1}}
        {name: kern}`),
    );
    expect(images[0]).toMatchObject({
      properties: { n: '1' },
      references: { kernel_id: { image: 'kern' }, any: { image: 'kern' } },
    });
    expect(images[1]).not.toHaveProperty('references');
  });

  it('may name an entry of another shape, and come from the defaults', async () => {
    const { images } = await load(
      `glance:
  server:
    defaults: {properties: {ramdisk_id: ${ID}}}
    images: [{name: machine, properties: {kernel_id: {image: kern}}}]
    image: {kern: {}}
`,
    );
    expect(images[0]).toMatchObject({
      properties: { ramdisk_id: ID },
      references: { kernel_id: { image: 'kern' } },
    });
  });

  it('replaces the default of that property, and is replaced by a text', async () => {
    const { images } = await load(
      stateOf(
        `{name: one, properties: {kernel_id: {image: kern}}}
        {name: two, properties: {kernel_id: ${ID}, any: text}}
        {name: kern, properties: {any: text, kernel_id: ${ID}}}`,
        `    defaults: {properties: {kernel_id: ${ID}, any: {image: kern}}}\n`,
      ),
    );
    expect(images[0]).toMatchObject({
      properties: {},
      references: { kernel_id: { image: 'kern' }, any: { image: 'kern' } },
    });
    expect(images[1]).toMatchObject({ properties: { kernel_id: ID, any: 'text' } });
    expect(images[1]).not.toHaveProperty('references');
  });

  it.each([
    [
      'an unknown name',
      '{name: a, properties: {kernel_id: {image: krn}}}\n{name: kern}',
      1,
      'no entry has the name "krn"',
    ],
    ['itself', '{name: a, properties: {kernel_id: {image: a}}}', 1, 'the image "a" refers to itself'],
    [
      'an absent entry',
      '{name: a, properties: {kernel_id: {image: kern}}}\n{name: kern, state: absent}',
      1,
      'the entry "kern" says `state: absent`',
    ],
  ])('is an error at its place when it names %s', async (_what, entries, line, message) => {
    const errors = await errorsOf(stateOf(entries));
    expect(errors).toMatchObject([{ at: { line: line + 3 }, message }]);
    expect(errors[0]?.at.column).toBe(entries.indexOf('image: ') + 9 + 'image: '.length);
  });

  it('suggests the entry that is probably meant', async () => {
    const errors = await errorsOf(stateOf('{name: a, properties: {kernel_id: {image: krn}}}\n{name: kern}'));
    expect(errors[0]?.hint).toMatch(/ "kern"\?$/);
  });

  it('is an error once for each circle', async () => {
    const messages = await messagesOf(
      stateOf(`{name: a, properties: {x: {image: b}}}
        {name: b, properties: {x: {image: c}}}
        {name: c, properties: {x: {image: a}}}
        {name: d, properties: {x: {image: a}}}`),
    );
    expect(messages).toEqual(['images refer to each other in a circle: "a" → "b" → "c" → "a"']);
  });

  it('may be shared by several entries, and form no circle', async () => {
    const text = stateOf(`{name: a, properties: {x: {image: b}, y: {image: c}}}
      {name: b, properties: {x: {image: c}}}
      {name: c}`);
    expect(await errorsOf(text)).toEqual([]);
  });

  it('is followed along a chain as long as the file', async () => {
    const entries = Array.from(
      { length: 500 },
      (_, index) => `{name: n${index}, properties: {x: {image: n${index + 1}}}}`,
    );
    expect(await errorsOf(stateOf([...entries, '{name: n500}'].join('\n')))).toEqual([]);
  });

  it('is no error in an entry that is to be absent itself', async () => {
    expect(
      await errorsOf(
        stateOf('{name: a, state: absent, properties: {x: {image: b}}}\n{name: b, state: absent}'),
      ),
    ).toEqual([]);
  });

  it('of a list must name an entry, and of an event may name none', async () => {
    const errors = await errorsOf(`glance:
  server:
    vmcatcher: {image: {properties: {kernel_id: {image: kern}}}}
    image_lists:
      - vmlist: [LHfKVPoHcv4oMirHU0KuOQc-TvI]
        marketplace: https://marketplace.example
        image: {properties: {kernel_id: {image: other}, ramdisk_id: {image: kern}}}
    images: [{name: kern}]
`);
    expect(errors.map(({ at, message }) => [at.line, message])).toEqual([
      [3, 'the image of an event cannot refer to an entry'],
      [7, 'no entry has the name "other"'],
    ]);
  });

  it('with other keys is an error', async () => {
    expect(
      await messagesOf(stateOf('{name: a, properties: {x: {image: b, id: 1}, y: {}}}\n{name: b}')),
    ).toEqual(['unknown key "id" in "x"', '"y" needs "image"']);
  });
});

describe('kernel_id and ramdisk_id', () => {
  it.each([ID, ID.toUpperCase(), `\${KERNEL}`])('may be %s', async (value) => {
    const image = await loadImage(`properties: {kernel_id: "${value}"}`, { KERNEL: ID });
    expect(image.properties?.kernel_id?.toLowerCase()).toBe(ID);
  });

  it.each(['', 'kern', ID.replaceAll('-', ''), `{${ID}}`, ` ${ID}`, `${ID}\\n`, `urn:uuid:${ID}`])(
    'must not be "%s", which Glance refuses',
    async (value) => {
      const error = await errorOf(`properties: {ramdisk_id: "${value}"}`);
      expect(error.at).toMatchObject({ line: 5, column: 34 });
      expect(error.hint).toContain('{image: NAME}');
    },
  );

  it('must not be a number', async () => {
    expect((await errorOf('properties: {kernel_id: 12}')).at).toMatchObject({ line: 5 });
  });

  it('outside of `properties` are an error that says where they belong', async () => {
    expect((await errorOf(`kernel_id: ${ID}`)).hint).toBe('Write it under "properties".');
  });
});
