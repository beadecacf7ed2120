import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import { skipBlocked } from '../../src/plan/skip-blocked.ts';
import { HOLDING_OLD, live, marked, planFor, type World, wanted } from '../support/plan-input.ts';
import { carryOut, cloudOf } from './simulate.ts';

const ID = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;

function changeOf({ changes }: Plan, name: string): Change {
  const change = changes.find((candidate) => candidate.name === name);
  if (!change) throw new Error(`no change of ${name}`);
  return change;
}

const blockedNames = ({ changes }: Plan) =>
  changes.flatMap(({ name, blockedBy }) => (blockedBy.length > 0 ? [name] : []));

const NAMES = ['kern', 'machine', 'top', 'alone'] as const;

/** Entries of which some are blocked: two images have the name, or a guard of the entry holds. */
const images = fc
  .tuple(
    ...NAMES.map((name, index) =>
      fc
        .record({
          state: fc.constantFrom(
            'present' as const,
            'present' as const,
            'present' as const,
            'absent' as const,
          ),
          preventReplace: fc.boolean(),
          preventDelete: fc.boolean(),
          keep: fc.nat(1),
          hidden: fc.option(fc.boolean(), { nil: undefined }),
          refersTo:
            index === 0
              ? fc.constant(undefined)
              : fc.option(fc.constantFrom(...NAMES.slice(0, index)), { nil: undefined }),
        })
        .map(({ keep, refersTo, hidden, ...fields }) =>
          wanted({
            name,
            ...fields,
            ...(hidden === undefined ? {} : { hidden }),
            backup: { ...wanted().backup, keep },
            ...(refersTo === undefined ? {} : { references: { kernel_id: { image: refersTo } } }),
          }),
        ),
    ),
  )
  // An entry refers to a listed one only: `validate` refuses others.
  .map((all) =>
    all.map((image) => {
      const [target] = Object.values(image.references ?? {});
      const isGone = all.some(({ name, state }) => name === target?.image && state === 'absent');
      if (!isGone) return image;
      const { references: _, ...rest } = image;
      return rest;
    }),
  );

const liveImages = fc
  .array(
    fc.record({
      name: fc.constantFrom(...NAMES, 'left'),
      role: fc.constantFrom('current', 'none', 'backup'),
      isOld: fc.boolean(),
      refers: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ name, role, isOld, refers }, index) =>
      live({
        id: ID(index + 1),
        name: role === 'backup' ? `${name} (backup)` : name,
        createdAt: `2024-01-01T00:00:0${index}Z`,
        ...(isOld ? HOLDING_OLD : {}),
        properties: {
          ...(role === 'none'
            ? {}
            : marked(role as 'current', { [MARKER.image]: name, [MARKER.id]: ID(index + 1) })),
          ...(refers && index > 0 ? { kernel_id: ID(index) } : {}),
        },
      }),
    ),
  );

const scenes = fc.record({
  images,
  before: liveImages,
  prune: fc.constantFrom('never' as const, 'delete' as const),
});

/** A plan of chosen entries says nothing about unlisted images, and the whole one may say why some stay. */
const isUnlistedWithout = ({ name, steps }: Change) => name === 'left' && steps.length === 0;

describe('for any file and any cloud', () => {
  it('a plan without its blocked changes is the plan of the file without these entries', () => {
    let compared = 0;
    fc.assert(
      fc.property(scenes, ({ images: all, before, prune }) => {
        const world: World = { live: before, settings: { prune, maxDeletes: { count: 100 } } };
        const plan = planFor(all, world);
        const rest = skipBlocked(plan);
        if (!rest.skipsBlocked) return;
        const excludes = blockedNames(rest);
        const without = planFor(all, { ...world, selection: { targets: [], excludes } });
        const applied = rest.changes.filter(
          (change) => change.blockedBy.length === 0 && !isUnlistedWithout(change),
        );
        expect(applied.map(({ name }) => name)).toEqual(
          without.changes.filter(({ blockedBy }) => blockedBy.length === 0).map(({ name }) => name),
        );
        for (const change of applied) {
          const { steps, fields } = changeOf(without, change.name);
          expect({ steps: change.steps, fields: change.fields }).toEqual({ steps, fields });
          if (change.steps.length > 0) compared += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('a plan without its blocked changes leaves nothing else to do, and every image of a blocked entry as it was', () => {
    fc.assert(
      fc.property(scenes, ({ images: all, before, prune }) => {
        const cloud = cloudOf(before);
        const here = () =>
          skipBlocked(
            planFor(all, {
              live: [...cloud.images.values()],
              settings: { prune, maxDeletes: { count: 100 } },
            }),
          );
        const rest = here();
        fc.pre(rest.skipsBlocked === true);
        carryOut(rest, cloud);
        for (const { name, imageId, blockedBy } of rest.changes) {
          if (blockedBy.length === 0 || imageId === null) continue;
          expect([name, cloud.images.get(imageId)]).toEqual([name, before.find(({ id }) => id === imageId)]);
        }
        expect(here().changes.flatMap(({ name, steps }) => (steps.length > 0 ? [name] : []))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
