import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { lookupsFor, projectReferences, sourcesToLookAt } from '../../src/plan/lookups.ts';
import { EVERYTHING, isPartial, isSelected, matchesPattern } from '../../src/plan/selection.ts';
import { HOLDING_OLD, inputFor, live, marked, wanted } from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const tenant = (project: string) => ({ project, at: AT });

describe('Glance is asked', () => {
  it('for ids only where the file pins one', () => {
    const { desired } = inputFor([wanted(), wanted({ name: 'pinned', id: `${ID}3` })]);
    expect(lookupsFor(desired, EVERYTHING).ids).toEqual([`${ID}3`]);
  });

  it('for no members of what is to be absent', () => {
    const { desired } = inputFor([wanted({ state: 'absent', members: [tenant('a')] })]);
    expect(lookupsFor(desired, EVERYTHING).membersFor(live({ visibility: 'shared' }))).toBe(false);
  });

  it('for members of an image whose marker names it, and of none that nothing names', () => {
    const { desired } = inputFor([wanted({ members: [] }), wanted({ name: '', members: [] })]);
    const { membersFor } = lookupsFor(desired, EVERYTHING);
    const marker = { [MARKER.image]: 'cirros' };
    expect(membersFor(live({ name: null, visibility: 'shared', properties: marker }))).toBe(true);
    expect(membersFor(live({ name: 'x', visibility: 'shared', properties: { [MARKER.image]: 'x' } }))).toBe(
      false,
    );
  });
});

describe('Keystone is asked', () => {
  const images = [
    wanted({ name: 'a', owner: tenant('owner'), members: [tenant('m1'), tenant('m2')] }),
    wanted({ name: 'b' }),
    wanted({ name: 'c', state: 'absent', members: [tenant('m3')] }),
  ];
  const asked = (targets: readonly string[]) =>
    projectReferences(inputFor(images).desired, { targets, excludes: [] }).map(({ project }) => project);

  it('for every owner, and the members of what is to be present', () => {
    expect(asked([])).toEqual(['owner', 'm1', 'm2']);
  });

  it('for no members of images that are left out', () => {
    expect(asked(['b'])).toEqual(['owner']);
  });
});

describe('a source is looked at', () => {
  const ask = (image: ReturnType<typeof wanted>, images: readonly ReturnType<typeof live>[]) =>
    sourcesToLookAt(inputFor([image], { live: images })).map(({ ownDigests }) => ownDigests);
  const current = live({ properties: marked('current') });

  it('where content would be moved: there is no image, or it holds other content', () => {
    expect(ask(wanted(), [])).toEqual([false]);
    expect(ask(wanted(), [{ ...current, ...HOLDING_OLD }])).toEqual([false]);
  });

  it('for its own digests, where the file gives none', () => {
    expect(ask(wanted({ digests: {} }), [])).toEqual([true]);
    expect(ask(wanted({ digests: {} }), [current])).toEqual([true]);
  });

  it('where an interrupted run has left two published images', () => {
    const twin = live({ ...HOLDING_OLD, id: `${ID}2`, properties: marked('current') });
    expect(ask(wanted(), [current, twin])).toEqual([false]);
  });

  it('never where nothing would come of it', () => {
    expect(ask(wanted(), [current])).toEqual([]);
    expect(ask(wanted({ state: 'absent' }), [])).toEqual([]);
    const { source: _, ...sourceless } = wanted();
    expect(ask(sourceless, [])).toEqual([]);
    expect(ask(wanted(), [live(), live({ id: `${ID}2` })])).toEqual([]);
  });
});

describe('a selection', () => {
  it('takes what any of its patterns names, but for what is left out', () => {
    const selection = { targets: ['a*', 'b'], excludes: ['ab'] };
    expect(['a', 'ac', 'ab', 'b', 'c'].filter((name) => isSelected(name, selection))).toEqual([
      'a',
      'ac',
      'b',
    ]);
  });

  it('is partial when it names or leaves out anything', () => {
    expect(isPartial(EVERYTHING)).toBe(false);
    expect(isPartial({ targets: ['a'], excludes: [] })).toBe(true);
    expect(isPartial({ targets: [], excludes: ['a'] })).toBe(true);
  });

  it('takes a name that looks like a pattern as the name that it is', () => {
    expect(matchesPattern('a[1]+', 'a[1]+')).toBe(true);
    expect(matchesPattern('a.b(1)x', 'a.b(1)*')).toBe(true);
    expect(matchesPattern('a.b1x', 'a.b(1)*')).toBe(false);
  });
});
