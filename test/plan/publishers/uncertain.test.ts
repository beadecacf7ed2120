import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import { HOLDING_OLD, live, marked, planFor, type World, wanted } from '../../support/plan-input.ts';

const publisherId = { property: 'mpid', value: 'x' };
const published = (fields: Partial<DesiredImage> = {}) => wanted({ name: 'title', publisherId, ...fields });
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
/** An image that has the publisher id under another name. */
const copy = (index: number, fields: Partial<Image> = {}) =>
  live({ id: idOf(index), name: `copy ${index}`, properties: { mpid: 'x' }, ...fields });

const messageOf = (image: DesiredImage, at: readonly Image[], world: World = {}) =>
  planFor([image], { live: at, ...world }).unresolved?.[0]?.message;

describe('several images that have the publisher id of an entry under other names', () => {
  it('are named in the order of their ids', () => {
    const at = [3, 1, 2].map((index, age) => copy(index, { createdAt: `202${5 - age}-01-01T00:00:00Z` }));
    expect(messageOf(published(), at)).toBe(
      `no image has this name, and 3 images with other names have its mpid (${[1, 2, 3].map(idOf).join(', ')}): reconcile does not guess which is meant, and creates no other image`,
    );
  });

  it.each([
    [10, '', 10],
    [12, ' and 2 more', 10],
  ])('are named up to ten: of %i, %j', (count, more, shown) => {
    const at = Array.from({ length: count }, (_, index) => copy(index));
    const named = at.slice(0, shown).map(({ id }) => id);
    expect(messageOf(published(), at)).toContain(`(${named.join(', ')}${more})`);
  });

  it('do not count as uncertain beside several images that have the name itself', () => {
    const at = [1, 2].map((index) => copy(index, { name: 'title' }));
    const plan = planFor([published()], { live: at });
    expect(plan.unresolved).toBeUndefined();
    expect(plan.changes).toMatchObject([{ blockedBy: [{ code: 'ambiguous' }] }]);
  });
});

describe('a live image of unknown origin that has the publisher id under another name', () => {
  it.each([
    ['itself', 'copy 1'],
    ['another image that an earlier run published for the entry', 'copy 2'],
  ])('is kept from an entry that would rename %s', (_what, formerly) => {
    // A run stopped before it replaced the image that it had found by publisher id.
    const marks = { [MARKER.image]: 'title', [MARKER.found]: 'identifier', mpid: 'x' };
    const at = [1, 2].map((index) =>
      copy(index, {
        ...HOLDING_OLD,
        createdAt: `202${9 - index}-01-01T00:00:00Z`,
        properties: marked('current', marks),
      }),
    );
    const renaming = wanted({ name: 'renaming', previously: [formerly] });
    const { changes, unresolved } = planFor([published(), renaming], { live: at });
    expect(changes).toEqual([]);
    expect(unresolved?.map(({ name }) => name)).toEqual(['title', 'renaming']);
  });

  it('is replaced when only its lower version tells that it is old', () => {
    const open = { digests: {}, version: '2' };
    const at = [copy(1, { properties: { mpid: 'x', version: '1' } })];
    const plan = planFor([published(open)], { live: at });
    expect(plan.changes).toMatchObject([
      { action: 'replace', reason: expect.stringContaining('its version is 1') },
    ]);
  });

  it('is replaced at once by a higher version: its bytes are not compared first, although they could be', () => {
    const at = [copy(1, { properties: { mpid: 'x', version: '1' } })];
    const entry = published({ digests: { sha256: 'b'.repeat(64) }, version: '2' });
    const { changes } = planFor([entry], { live: at });
    expect(changes).toMatchObject([
      { action: 'replace', reason: expect.stringContaining('its version is 1') },
    ]);
    expect(changes[0]?.steps[0]?.kind).toBe('stage');
  });

  it.each<[string, Partial<DesiredImage>, string | undefined]>([
    ['the same version', { version: '1' }, undefined],
    ['a lower version', { version: '0.9' }, 'cannot tell whether it holds'],
    ['no known version', {}, 'cannot tell whether it holds'],
  ])('is judged by its version, where nothing compares the bytes: %s', (_what, fields, expected) => {
    const at = [copy(1, { properties: { mpid: 'x', version: '1' } })];
    const message = messageOf(published({ digests: {}, ...fields }), at);
    if (expected === undefined) expect(message).toBeUndefined();
    else expect(message).toContain(expected);
  });

  it('is not replaced while a user protects it, although its version is lower', () => {
    const at = [copy(1, { protected: true, properties: { mpid: 'x', version: '1' } })];
    expect(messageOf(published({ digests: {}, version: '2' }), at)).toContain('and it is protected');
  });

  it.each([
    [80, '1'.repeat(80)],
    [81, `${'1'.repeat(80)}…`],
  ])('is named with a version of %i characters cut at 80', (length, shown) => {
    const at = [copy(1, { ...HOLDING_OLD, properties: { mpid: 'x', version: '1'.repeat(length) } })];
    expect(messageOf(published(), at)).toContain(`(live image: ${shown}, publisher: unknown)`);
  });

  it('is not adopted in another format than the publisher offers', () => {
    expect(messageOf(published({ diskFormat: 'raw' }), [copy(1)])).toContain(
      'but other content than the publisher offers',
    );
  });

  it('does not withhold pruning, once it is certain', () => {
    const own = live({
      id: idOf(1),
      name: 'title',
      properties: marked('current', { [MARKER.image]: 'title', mpid: 'x' }),
    });
    const unlisted = live({
      id: idOf(2),
      name: 'gone',
      properties: marked('current', { [MARKER.image]: 'gone' }),
    });
    const plan = planFor([published()], { live: [own, unlisted], settings: { prune: 'delete' } });
    expect(plan.changes).toMatchObject([{ action: 'unchanged' }, { name: 'gone', action: 'delete' }]);
    expect(plan.pruningWithheld).toBeUndefined();
  });

  it('is not what a pinned id means', () => {
    const other = wanted({ name: 'other', id: idOf(1) });
    const { changes, unresolved } = planFor([published(), other], { live: [copy(1, HOLDING_OLD)] });
    expect(changes.map(({ name }) => name)).toContain('other');
    expect(unresolved).toBeUndefined();
  });
});
