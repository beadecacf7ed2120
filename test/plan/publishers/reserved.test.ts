import { describe, expect, it } from 'vitest';
import { type DesiredImage, NO_PUBLISHERS } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { planRollback } from '../../../src/plan/rollback.ts';
import { HOLDING_OLD, inputFor, live, marked, wanted } from '../../support/plan-input.ts';

const PUBLISHER_ID = 'vmcatcher_event_dc_identifier';
const publisherId = { property: PUBLISHER_ID, value: 'x' };
const list = { place: 'https://lists.example/list', at: { file: 'glance.yaml', line: 9, column: 5 } };
const selection = { targets: ['own'], excludes: [] };

/** The plan of a run that selects `own` and does not ask the file's list. */
function planOf(image: DesiredImage, images: readonly Image[], others: readonly DesiredImage[] = []): Plan {
  const { desired, ...input } = inputFor([image, ...others], { live: images, selection });
  const stated = { ...desired, publishers: { ...NO_PUBLISHERS, unasked: [list] } };
  return makePlan({ ...input, desired: stated });
}

const own = (fields: Partial<DesiredImage> = {}) => wanted({ name: 'own', ...fields });
const published = (image: string, fields: Partial<Image> = {}, properties: Record<string, string> = {}) =>
  live({ name: image, ...fields, properties: marked('current', { [MARKER.image]: image, ...properties }) });

describe('an image that may belong to a list that is not asked is left alone', () => {
  it.each<[string, DesiredImage, Image]>([
    ['by its former name', own({ previously: ['other'] }), published('other')],
    [
      'by its identifier, ours',
      own({ publisherId, properties: { [PUBLISHER_ID]: 'x' } }),
      published('other', {}, { [PUBLISHER_ID]: 'x' }),
    ],
    [
      'by its publisher id, without markers',
      own({ publisherId }),
      live({ name: 'other', properties: { [PUBLISHER_ID]: 'x' } }),
    ],
    [
      'by its name, with the mark of another publisher',
      own(),
      live({ name: 'own', properties: { mpid: 'y' } }),
    ],
  ])('an image of a list that is not asked is left alone when found %s', (_how, image, holder) => {
    const [change, ...others] = planOf(image, [holder]).changes;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ name: 'own', imageId: holder.id, steps: [] });
    expect(change?.blockedBy).toEqual([
      { code: 'ambiguous', message: expect.any(String), candidates: [holder.id] },
    ]);
    const message = change?.blockedBy[0]?.message;
    expect(message).toContain('"https://lists.example/list" (glance.yaml:9)');
    expect(message).toContain('without --target');
  });

  it('a list that is not asked does not count as failed', () => {
    const plan = planOf(own({ previously: ['other'] }), [published('other')]);
    expect(plan).not.toHaveProperty('unresolved');
    expect(plan.warnings).toEqual([]);
  });
});

describe('beside a list that is not asked', () => {
  it.each<[string, readonly Image[], string]>([
    ['is created', [], 'create'],
    ['is adopted', [live({ name: 'own' })], 'adopt'],
    ['is replaced', [published('own', HOLDING_OLD)], 'replace'],
  ])('beside a list that is not asked, an entry %s', (_what, images, action) => {
    expect(planOf(own(), images).changes).toMatchObject([{ action, blockedBy: [] }]);
  });

  it('an unchanged image is not blocked by a list that is not asked', () => {
    const kept = own({ expiry: { reason: 'expired', unchanged: true } });
    const [change] = planOf(kept, [published('own', {}, { mpid: 'y' })]).changes;
    expect(change).toMatchObject({ action: 'unchanged', blockedBy: [] });
  });
});

describe('an entry that is not selected claims the publisher id that it asks for', () => {
  const holder = live({ name: 'copy', properties: { [PUBLISHER_ID]: 'X' } });

  it.each(['X', 'x'])('an entry that is not selected claims its publisher id: %s', (value) => {
    const rival = wanted({ name: 'rival', publisherId: { ...publisherId, value } });
    const { desired, ...input } = inputFor([own({ publisherId: { ...publisherId, value: 'X' } }), rival], {
      live: [holder],
      selection,
    });
    const [change] = makePlan({ ...input, desired }).changes;
    expect(change).toMatchObject({ action: 'create', imageId: null });
    expect(change?.warnings).toContainEqual(expect.stringContaining('has the same vmcatcher_event'));
  });
});

it('a rollback of an image that may belong to a list that is not asked does not speak of --target', () => {
  const current = published('other', { id: '00000000-0000-4000-8000-000000000002' });
  const backup = live({
    ...HOLDING_OLD,
    name: 'own (backup)',
    properties: marked('backup', { [MARKER.image]: 'other' }),
  });
  const image = own({ previously: ['other'] });
  const { desired, ...input } = inputFor([image], { live: [current, backup], selection });
  const stated = { ...desired, publishers: { ...NO_PUBLISHERS, unasked: [list] } };
  const plan = planRollback({ ...input, desired: stated }, { name: 'own', to: null });
  const messages = plan.changes.flatMap(({ blockedBy }) => blockedBy.map(({ message }) => message));
  for (const message of messages) expect(message).not.toContain('--target');
  expect(messages.join()).toContain('a rollback does not ask');
});
