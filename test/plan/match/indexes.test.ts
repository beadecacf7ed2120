import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkers } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { PublisherId } from '../../../src/model/unresolved.ts';
import { indexEntries, indexOf } from '../../../src/plan/match/indexes.ts';
import type { Match } from '../../../src/plan/match/match.ts';
import { findReservation } from '../../../src/plan/publishers/reserved.ts';
import { live, marked, wanted } from '../../support/plan-input.ts';
import { runs } from '../../support/runs.ts';

/** Few values, so that they meet; among them the names of properties that every object inherits. */
const NAMES = ['a', 'b', 'c', 'constructor', '__proto__'];
const STACKS = ['prod', 'test'];
const PROPERTIES = ['mpid', 'APPLIANCE_ID', 'constructor', '__proto__'];

const names = fc.constantFrom(...NAMES);
const publisherIds: fc.Arbitrary<PublisherId> = fc.record({
  property: fc.constantFrom(...PROPERTIES),
  value: names,
});

const images: fc.Arbitrary<readonly Image[]> = fc
  .array(
    fc.record({
      name: fc.option(names),
      stack: fc.option(fc.constantFrom(...STACKS)),
      image: names,
      role: fc.constantFrom('current' as const, 'backup' as const, 'staged' as const),
      isInherited: fc.boolean(),
      properties: fc.uniqueArray(fc.tuple(fc.constantFrom(...PROPERTIES), names), {
        selector: ([key]) => key,
      }),
    }),
    { maxLength: 12 },
  )
  .map((made) =>
    made.map(({ name, stack, image, role, isInherited, properties }, index) => {
      const id = `id ${index}`;
      const markers = {
        [MARKER.stack]: stack ?? '',
        [MARKER.image]: image,
        [MARKER.id]: isInherited ? 'of another' : id,
      };
      return live({
        id,
        name,
        properties: { ...Object.fromEntries(properties), ...(stack === null ? {} : marked(role, markers)) },
      });
    }),
  );

const entries: fc.Arbitrary<readonly DesiredImage[]> = fc
  .array(
    fc.record({
      name: names,
      previously: fc.array(names, { maxLength: 3 }),
      id: fc.option(fc.constantFrom('id 0', 'id 1')),
      publisherId: fc.option(publisherIds),
    }),
    { maxLength: 8 },
  )
  .map((made) =>
    made.map(({ name, previously, id, publisherId }) =>
      wanted({
        name,
        previously,
        ...(id === null ? {} : { id }),
        ...(publisherId === null ? {} : { publisherId }),
      }),
    ),
  );

const sets = (values: readonly string[]) =>
  fc.subarray([...values]).map((chosen): ReadonlySet<string> => new Set(chosen));

const claimants = fc.array(
  fc.record({
    reserves: fc.record({
      names: fc.array(names, { maxLength: 2 }),
      ids: fc.array(fc.constantFrom('id 0', 'id 1'), { maxLength: 1 }),
      publisherIds: fc.array(publisherIds, { maxLength: 2 }),
      unknown: fc.boolean(),
    }),
  }),
  { maxLength: 6 },
);

const about = (found: Image | null, by: Match['by']): Match => ({
  live: found,
  by,
  ...{ ambiguous: [], superseded: [], staged: [], busy: [], backups: [], namesakes: [] },
  ...{ foreign: [], inOtherProject: [], forgotten: [], elsewhere: [], idMatches: [] },
});

describe('an index finds the same as a search through all items, in the same order', () => {
  it('an index finds the same as a search through all live images by id, name, markers and publisher id', () => {
    fc.assert(
      fc.property(
        images,
        sets(['id 0', 'id 1', 'id 2', 'id 9']),
        sets(NAMES),
        fc.constantFrom(...STACKS),
        publisherIds,
        (all, ids, wantedNames, stack, publisherId) => {
          const index = indexOf(all);
          expect(index.withIds(ids)).toEqual(all.filter(({ id }) => ids.has(id)));
          expect(index.withNames(wantedNames)).toEqual(
            all.filter(({ name }) => name !== null && wantedNames.has(name)),
          );
          expect(index.markedAs(stack, wantedNames)).toEqual(
            all.filter((image) => {
              const markers = readMarkers(image);
              return markers?.stack === stack && wantedNames.has(markers.image);
            }),
          );
          const isBorne = ({ properties }: Image) =>
            Object.hasOwn(properties, publisherId.property) &&
            properties[publisherId.property] === publisherId.value;
          expect(index.withPublisherId(publisherId)).toEqual(all.filter(isBorne));
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('an index finds the same as a search through all entries by name, pinned id and publisher id', () => {
    fc.assert(
      fc.property(entries, names, publisherIds, (all, name, publisherId) => {
        const index = indexEntries(all);
        expect(index.named(name)).toEqual(
          all.filter((entry) => [entry.name, ...entry.previously].includes(name)),
        );
        expect(index.pinnedTo('id 1')).toEqual(all.filter(({ id }) => id === 'id 1'));
        expect(index.withPublisherId(publisherId)).toEqual(
          all.filter(
            (entry) =>
              entry.publisherId?.property === publisherId.property &&
              entry.publisherId.value === publisherId.value,
          ),
        );
        expect(index.named(null)).toEqual([]);
      }),
      { numRuns: runs(500) },
    );
  });

  it('an index finds publisher ids in either case, because UUIDs are written in both', () => {
    const entry = wanted({ publisherId: { property: 'mpid', value: 'Ab' } });
    expect(indexEntries([entry]).withPublisherId({ property: 'mpid', value: 'aB' })).toEqual([entry]);
  });

  it('an index finds the first of several reservations of a live image', () => {
    const by = fc.constantFrom('name', 'identifier', 'marker', 'former name');
    fc.assert(
      fc.property(images, entries, claimants, by, ([found = null], [entry], others, how) => {
        if (!entry) return;
        const match = about(found, how as Match['by']);
        const alone = others.find((other) => findReservation(entry, match, 'prod', [other]) !== null);
        expect(findReservation(entry, match, 'prod', others)?.holder).toBe(alone);
      }),
      { numRuns: runs(500) },
    );
  });
});
