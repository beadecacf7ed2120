import { describe, expect, it } from 'vitest';
import { ownersIn } from '../../src/image/ownership.ts';
import { reservesOf } from '../../src/model/desired.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { matchesGlob } from '../../src/model/text.ts';
import {
  lookupsFor,
  namesOfChanges,
  projectReferences,
  sourcesToLookAt,
  unneededNames,
} from '../../src/plan/lookups.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { EVERYTHING, isPartial, isSelected } from '../../src/plan/selection.ts';
import { HOLDING_OLD, inputFor, live, marked, wanted } from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const tenant = (project: string) => ({ project, at: AT });

describe('the lookups', () => {
  it('the lookups have ids only when the file pins one', () => {
    const { desired } = inputFor([wanted(), wanted({ name: 'pinned', id: `${ID}3` })]);
    expect(lookupsFor(desired, EVERYTHING).ids).toEqual([`${ID}3`]);
  });

  it('the lookups have no members of images that are to be absent', () => {
    const { desired } = inputFor([wanted({ state: 'absent', members: [tenant('a')] })]);
    expect(lookupsFor(desired, EVERYTHING).membersFor(live({ visibility: 'shared' }))).toBe(false);
  });

  it('the lookups have members of an image whose marker names it, and of no unnamed one', () => {
    const { desired } = inputFor([wanted({ members: [] }), wanted({ name: '', members: [] })]);
    const { membersFor } = lookupsFor(desired, EVERYTHING);
    const marker = { [MARKER.image]: 'cirros' };
    expect(membersFor(live({ name: null, visibility: 'shared', properties: marker }))).toBe(true);
    expect(membersFor(live({ name: 'x', visibility: 'shared', properties: { [MARKER.image]: 'x' } }))).toBe(
      false,
    );
  });
});

describe('the names that need no lookup', () => {
  const published = (fields: Parameters<typeof live>[0] = {}, markers: Record<string, string> = {}) =>
    live({ ...fields, properties: marked('current', { [MARKER.id]: live().id, ...markers }) });
  const unneeded = (images: Parameters<typeof inputFor>[0], listed: readonly Image[]) => {
    const { desired, observed } = inputFor(images);
    return [...unneededNames(desired, EVERYTHING, ownersIn(observed.target), listed)];
  };

  it('an entry needs no lookup by name when the stack lists its image as published', () => {
    expect(unneeded([wanted({ previously: ['old'] })], [published()])).toEqual([
      ['cirros', ['cirros', 'old']],
    ]);
  });

  it.each([
    ['has another name', published({ name: 'renamed' })],
    ['is marked with another name', published({}, { [MARKER.image]: 'old' })],
    ['belongs to another project', published({ owner: 'elsewhere' })],
    ['has no data', published({ status: 'queued' })],
    ['has the markers of another image', published({}, { [MARKER.id]: `${ID}9` })],
    ['is a backup', live({ properties: marked('backup') })],
    ['has no markers', live()],
  ])('an entry is asked for by name when the image %s', (_, image) => {
    expect(unneeded([wanted()], [image])).toEqual([]);
  });

  it.each([
    ['pins another id', wanted({ id: `${ID}9` })],
    ['has an owner of its own', wanted({ owner: tenant('other') })],
  ])('an entry that %s is asked for by name', (_, image) => {
    expect(unneeded([image], [published()])).toEqual([]);
  });

  it('a name that another entry needs is asked for', () => {
    const images = [wanted({ previously: ['old'] }), wanted({ name: 'new', previously: ['old'] })];
    expect(unneeded(images, [published()])).toEqual([['cirros', ['cirros']]]);
  });

  it('a draft of the plan asks for the names of the entries that it changes', () => {
    const unasked = new Map([['cirros', ['cirros', 'old']]]);
    const namesFor = (fields: Parameters<typeof wanted>[0]) => {
      const input = inputFor([wanted(fields)], { live: [published()] });
      return namesOfChanges(makePlan(input), { ...input.observed, unasked });
    };
    expect(namesFor({ minRam: 4096 })).toEqual(['cirros', 'old']);
    expect(namesOfChanges({ changes: [] }, { ...inputFor([]).observed, unasked })).toEqual([]);
  });
});

describe('the projects to resolve', () => {
  const images = [
    wanted({ name: 'a', owner: tenant('owner'), members: [tenant('m1'), tenant('m2')] }),
    wanted({ name: 'b' }),
    wanted({ name: 'c', state: 'absent', members: [tenant('m3')] }),
  ];
  const asked = (targets: readonly string[]) =>
    projectReferences(inputFor(images).desired, { targets, excludes: [] }).map(({ project }) => project);

  it('the projects to resolve are every owner, and the members of images that are to be present', () => {
    expect(asked([]).sort()).toEqual(['m1', 'm2', 'owner']);
  });

  it('the projects to resolve are the owners of skipped and expired entries as well', () => {
    const skipped = wanted({ name: 'd', owner: tenant('of skipped') });
    const { desired } = inputFor([], {
      publishers: {
        expired: [wanted({ name: 'e', owner: tenant('of expired') })],
        skipped: [
          { name: 'd', list: null, at: skipped.at, message: '', hint: null, reserves: reservesOf(skipped) },
        ],
      },
    });
    const found = projectReferences(desired, EVERYTHING).map(({ project }) => project);
    expect(found).toEqual(['of expired', 'of skipped']);
  });

  it('the projects to resolve are not the members of excluded images', () => {
    expect(asked(['b'])).toEqual(['owner']);
  });
});

describe('the facts of a source', () => {
  const ask = (image: ReturnType<typeof wanted>, images: readonly ReturnType<typeof live>[]) =>
    sourcesToLookAt(inputFor([image], { live: images })).map(({ ownDigests }) => ownDigests);
  const current = live({ properties: marked('current') });

  it('the facts of a source are needed when content would be uploaded: there is no image, or it holds other content', () => {
    expect(ask(wanted(), [])).toEqual([false]);
    expect(ask(wanted(), [{ ...current, ...HOLDING_OLD }])).toEqual([false]);
  });

  it('the facts of a source are needed for a local file’s own digests when the file gives none', () => {
    expect(ask(wanted({ digests: {} }), [])).toEqual([true]);
    expect(ask(wanted({ digests: {} }), [current])).toEqual([true]);
  });

  it('the facts of a source are needed when an interrupted run left two published images', () => {
    const duplicate = live({ ...HOLDING_OLD, id: `${ID}2`, properties: marked('current') });
    expect(ask(wanted(), [current, duplicate])).toEqual([false]);
  });

  it('the facts of a source are not needed when they would change nothing', () => {
    expect(ask(wanted(), [current])).toEqual([]);
    expect(ask(wanted({ state: 'absent' }), [])).toEqual([]);
    const { source: _, ...sourceless } = wanted();
    expect(ask(sourceless, [])).toEqual([]);
    expect(ask(wanted(), [live(), live({ id: `${ID}2` })])).toEqual([]);
  });
});

describe('a selection', () => {
  it('a selection takes the names that match any of its patterns, except excluded ones', () => {
    const selection = { targets: ['a*', 'b'], excludes: ['ab'] };
    expect(['a', 'ac', 'ab', 'b', 'c'].filter((name) => isSelected(name, selection))).toEqual([
      'a',
      'ac',
      'b',
    ]);
  });

  it('a selection is partial when it selects or excludes a name', () => {
    expect(isPartial(EVERYTHING)).toBe(false);
    expect(isPartial({ targets: ['a'], excludes: [] })).toBe(true);
    expect(isPartial({ targets: [], excludes: ['a'] })).toBe(true);
  });

  it('a selection takes a name that looks like a pattern literally', () => {
    expect(matchesGlob('a[1]+', 'a[1]+')).toBe(true);
    expect(matchesGlob('a.b(1)x', 'a.b(1)*')).toBe(true);
    expect(matchesGlob('a.b1x', 'a.b(1)*')).toBe(false);
  });
});
