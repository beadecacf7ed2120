import { describe, expect, it } from 'vitest';
import type { Desired, ImageList, StateFile } from '../../../src/model/desired.ts';
import type { ImageListReference, PublishedReference } from '../../../src/model/reference.ts';
import { resolveDesired } from '../../../src/publisher/resolve/resolve.ts';
import { inputFor, wanted } from '../../support/plan-input.ts';
import { options } from '../../support/source-server.ts';

/** No server answers there. */
const document = { kind: 'http', url: 'http://127.0.0.1:1/list' } as const;
const reference: ImageListReference = { document, trust: 'none', identifier: null };

/** As in a run about the image `selected`. */
async function resolve(file: Partial<StateFile>, asksLists = false): Promise<Desired> {
  const isSelected = (name: string) => name === 'selected';
  const given = { source: options(), now: new Date(), parallelism: 4, isSelected, asksLists };
  return (await resolveDesired({ ...inputFor([]).desired, ...file }, given)).desired;
}

describe('a list that is not asked', () => {
  const at = { file: 'glance.yaml', line: 7, column: 5 };
  const list: ImageList = {
    at,
    from: { kind: 'hepix', reference },
    select: 'all',
    name: null,
    properties: 'none',
    image: wanted(),
  };

  it('a list that is not asked is reported as unasked, not as skipped', async () => {
    const unasked = await resolve({ lists: [list] });
    expect(unasked.publishers).toMatchObject({ unasked: [{ place: document.url, at }], skipped: [] });
    const failed = await resolve({ lists: [list] }, true);
    expect(failed.publishers).toMatchObject({ unasked: [], skipped: [{ list: document.url, at }] });
    expect(await resolve({})).not.toHaveProperty('publishers');
  });
});

describe('an image whose publisher is not asked', () => {
  const hepix: PublishedReference = { kind: 'hepix', list: reference, identifier: 'x' };
  const stratuslab: PublishedReference = {
    kind: 'stratuslab',
    identifier: 'x',
    document: null,
    marketplace: 'http://127.0.0.1:1',
    endorsers: [],
    ca: null,
  };

  it.each<[string, PublishedReference, object | undefined]>([
    ['of a list', hepix, { property: 'vmcatcher_event_dc_identifier', value: 'x' }],
    ['of a marketplace', stratuslab, { property: 'mpid', value: 'x' }],
    ['of a document of a marketplace', { ...stratuslab, identifier: null, document }, undefined],
  ])(
    'an image whose publisher is not asked keeps the publisher id from the file: %s',
    async (_what, published, publisherId) => {
      const [image] = (await resolve({ images: [wanted({ published })] })).images;
      expect(image?.publisherId).toEqual(publisherId);
      expect(image).not.toHaveProperty('published');
    },
  );

  it('an image whose publisher is not asked has no publisher id when it is absent, selected or not', async () => {
    const gone = wanted({ published: hepix, state: 'absent' });
    const { images } = await resolve({ images: [gone, { ...gone, name: 'selected' }] });
    expect(images.map(({ publisherId }) => publisherId)).toEqual([undefined, undefined]);
  });
});
