import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdProperties } from '../../src/image/hold.ts';
import { formatManaged } from '../../src/image/markers.ts';
import { type DesiredImage, PRUNE_WAYS, RETIREMENT_STAGES } from '../../src/model/desired.ts';
import type { Digests } from '../../src/model/digest.ts';
import { ReconcileError } from '../../src/model/errors.ts';
import { type Image, VISIBILITIES } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { isIdleAction, isUnlistedChange, type Plan } from '../../src/model/plan.ts';
import type { Preparation } from '../../src/model/preparation.ts';
import { planRollback } from '../../src/plan/rollback.ts';
import {
  assertApplicable,
  HOLDING_OLD,
  inputFor,
  LOOKED_AT,
  live,
  NEW,
  planFor,
  type World,
  wanted,
} from '../support/plan-input.ts';
import { type Cloud, carryOut, cloudOf } from './simulate.ts';

const AT = { file: 'glance.yaml', line: 1, column: 1 };
const PROJECTS = [
  { id: 't1', name: 'tenant1' },
  { id: 't2', name: 'tenant2' },
];
const NAMES = ['cirros', 'debian', 'name, with "quotes": and/slashes~'];
const KEYS = ['hw_disk_bus', 'a/b', 'c~d'];

const properties = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('ide', 'virtio', ''), {
  maxKeys: 3,
});
const tags = fc.uniqueArray(fc.constantFrom('base', 'gold', 'eol'));

const desiredImage = (name: string): fc.Arbitrary<DesiredImage> =>
  fc
    .record({
      // Fields are left out at random: absent is not managed, which is not the same as undefined.
      fields: fc.record(
        {
          visibility: fc.constantFrom(...VISIBILITIES),
          protected: fc.boolean(),
          hidden: fc.boolean(),
          status: fc.constantFrom('active' as const, 'deactivated' as const),
          minDisk: fc.nat(3),
          description: fc.constantFrom('', 'an image'),
          version: fc.constantFrom('1', '2'),
          preventDelete: fc.boolean(),
          checks: fc.constant([{ command: ['boots'], timeout: 60, keep: false }]),
          tags,
          properties,
          preparation: fc.constantFrom<Partial<Preparation>>(
            { decompress: 'auto' },
            { decompress: 'ova', convert: { to: 'qcow2' } },
            { decompress: 'gz', digestsCover: 'decompressed' },
            { digestsCover: 'decompressed', decompress: 'xz', transform: ['sed', 's/a/b/'] },
          ),
        },
        { requiredKeys: [] },
      ),
      propertiesMode: fc.constantFrom('merge' as const, 'exact' as const),
      state: fc.constantFrom('present' as const, 'present' as const, 'absent' as const),
      // Of the second, no image knows a digest of the algorithm: only its bytes can tell.
      digests: fc.constantFrom<Digests>(NEW, { sha256: 'c'.repeat(64) }),
      keep: fc.nat(3),
      age: fc.record(
        {
          maxAge: fc.constantFrom(60, 1e10),
          stages: fc.subarray([...RETIREMENT_STAGES], { minLength: 1 }),
          properties: fc.constant({ 'a/b': 'retired', os_purpose: 'retired' }),
        },
        { requiredKeys: [] },
      ),
      members: fc.option(fc.uniqueArray(fc.constantFrom('tenant1', 'tenant2'))),
    })
    .map(({ fields, propertiesMode, state, digests, keep, age, members }) =>
      wanted({
        ...fields,
        digests,
        name,
        propertiesMode,
        state,
        backup: { ...wanted().backup, keep, ...age },
        ...(members === null
          ? {}
          : { visibility: 'shared' as const, members: members.map((project) => ({ project, at: AT })) }),
      }),
    );

/** The record of a rollback that turned a content down. */
const hold = fc
  .record({
    content: fc.constantFrom({}, HOLDING_OLD, { checksum: null, hashValue: null }),
    turn: fc.integer({ min: 1, max: 3 }),
    version: fc.constantFrom(null, '1', '2'),
    of: fc.nat(6),
  })
  .map(({ content, of, ...facts }) =>
    holdProperties(live({ ...content, id: `live-${of}` }), { ...facts, since: '2026-11-29T13:00:00Z' }),
  );

const liveImage = (name: string, index: number): fc.Arbitrary<Image> =>
  fc
    .record({
      role: fc.constantFrom('current', 'current', 'none', 'staged', 'backup'),
      content: fc.constantFrom(HOLDING_OLD, {
        checksum: NEW.md5,
        hashAlgorithm: 'sha512',
        hashValue: NEW.sha512,
      }),
      visibility: fc.constantFrom(...VISIBILITIES),
      status: fc.constantFrom('active' as const, 'deactivated' as const),
      protected: fc.boolean(),
      hidden: fc.boolean(),
      minDisk: fc.nat(3),
      tags,
      properties,
      managed: fc.subarray(KEYS),
      hold: fc.option(hold, { freq: 3 }),
    })
    .map(({ role, content, properties: own, managed, hold: recorded, ...fields }) =>
      live({
        ...fields,
        ...content,
        id: `live-${index}`,
        name: role === 'none' || role === 'current' ? name : `${name} (${role})`,
        createdAt: `2024-01-01T00:00:0${index}Z`,
        properties: {
          ...own,
          ...(role === 'none'
            ? {}
            : {
                [MARKER.stack]: 'prod',
                [MARKER.image]: name,
                [MARKER.role]: role,
                [MARKER.managed]: formatManaged({ properties: managed, tags: [] }),
                [MARKER.id]: `live-${index}`,
                [MARKER.exceptions]: 'none',
                ...(recorded ?? {}),
              }),
        },
      }),
    );

const imagesOf = (names: readonly string[]) =>
  fc
    .array(fc.constantFrom(...names), { maxLength: 6 })
    .chain((chosen) => fc.tuple(...chosen.map((name, index) => liveImage(name, index))));

const scenario = fc.record({
  images: fc.tuple(...NAMES.map(desiredImage)),
  live: imagesOf(NAMES),
});

/** One entry, and images of its name. */
const alone = fc.record({ images: fc.tuple(desiredImage('cirros')), live: imagesOf(['cirros']) });

/** Live images, some of them unlisted. */
const leaving = fc.record({
  images: fc.tuple(desiredImage('cirros')),
  live: imagesOf(['cirros', 'left', 'gone']),
  prune: fc.constantFrom(...PRUNE_WAYS),
});

function worldOf(cloud: Cloud): World {
  const members = Object.fromEntries(
    [...cloud.images.values()]
      .filter((image) => image.visibility === 'shared')
      .map((image) => [image.id, cloud.members.get(image.id) ?? []]),
  );
  return { live: [...cloud.images.values()], members, projects: PROJECTS, now: cloud.now ?? null };
}

/** The plan that rolls back the first entry; undefined if it has no backup. */
function rollbackPlan(images: readonly DesiredImage[], world: World): Plan | undefined {
  const input = inputFor(images, world);
  try {
    const plan = planRollback(input, { name: images[0]!.name, to: null, at: LOOKED_AT });
    assertApplicable(plan, input);
    return plan;
  } catch (error) {
    if (error instanceof ReconcileError) return undefined;
    throw error;
  }
}

describe('for any file and any cloud', () => {
  it('a plan leaves nothing to do afterwards', () => {
    fc.assert(
      fc.property(scenario, ({ images, live: before }) => {
        const cloud = cloudOf(before);
        // Two years after the last change of every image: each limit by age has passed.
        cloud.now = Date.parse('2026-01-01T00:00:00Z');
        const plan = planFor(images, worldOf(cloud));
        carryOut(plan, cloud);
        const again = planFor(images, worldOf(cloud));
        const open = again.changes.filter(
          ({ action, blockedBy }) => !isIdleAction(action) && blockedBy.length === 0,
        );
        expect(open).toEqual([]);
        expect(again.summary.blocked).toBe(plan.summary.blocked);
      }),
      { numRuns: 500 },
    );
  });

  it('a rollback lasts: runs of the file keep what it published, also if it was killed, unless it says otherwise', () => {
    fc.assert(
      fc.property(alone, fc.nat(8), ({ images, live: before }, cut) => {
        const present = images.map((image) => ({ ...image, state: 'present' as const }));
        const cloud = cloudOf(before);
        const plan = rollbackPlan(present, worldOf(cloud));
        const [change, ...others] = plan?.changes ?? [];
        fc.pre(change !== undefined && change.blockedBy.length === 0);
        const steps = change.steps.slice(0, cut);
        carryOut({ ...plan!, changes: [{ ...change, steps }, ...others] }, cloud);
        const goal = change.steps.find((step) => step.kind === 'resume')?.id;
        const isPublished = steps.some(({ kind }) => kind === 'publish');
        fc.pre(
          isPublished && !change.warnings.some((warning) => warning.includes('the next apply publishes')),
        );
        const named = () => [...cloud.images.values()].filter(({ name }) => name === change.name);
        // Of two images with the same content, either may stay.
        const content = cloud.images.get(goal ?? '')?.checksum;
        for (const _night of [1, 2]) {
          carryOut(planFor(present, worldOf(cloud)), cloud, () =>
            expect(named().map(({ checksum }) => checksum)).toContain(content),
          );
        }
        const open = planFor(present, worldOf(cloud)).changes.filter(
          ({ action, blockedBy }) => !isIdleAction(action) && blockedBy.length === 0,
        );
        expect(open).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('a published name always has an image, unless the file removes it', () => {
    fc.assert(
      fc.property(scenario, ({ images, live: before }) => {
        const cloud = cloudOf(before);
        const holders = (name: string) =>
          [...cloud.images.values()].filter((image) => image.name === name).length;
        const held = images.filter((image) => image.state === 'present' && holders(image.name) > 0);
        carryOut(planFor(images, worldOf(cloud)), cloud, () => {
          for (const image of held) expect(holders(image.name)).toBeGreaterThan(0);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('a staged image is private until it is published, except shared ones under their staging name', () => {
    fc.assert(
      fc.property(scenario, ({ images, live: before }) => {
        const cloud = cloudOf(before);
        carryOut(planFor(images, worldOf(cloud)), cloud, () => {
          for (const image of cloud.images.values()) {
            if (image.properties[MARKER.role] !== 'staged' || image.id.startsWith('live-')) continue;
            expect(image.name).toMatch(/\(staged\)$/);
            expect(['private', 'shared']).toContain(image.visibility);
            expect(image.hidden).toBe(true);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('a plan keeps properties that neither the file nor bookkeeping names', () => {
    fc.assert(
      fc.property(scenario, ({ images, live: before }) => {
        const merged = images.map((image) => ({
          ...image,
          propertiesMode: 'merge' as const,
          state: 'present' as const,
        }));
        const foreign = before.map((image) => ({
          ...image,
          properties: { ...image.properties, by_hand: image.id },
        }));
        const cloud = cloudOf(foreign);
        const plan = planFor(merged, worldOf(cloud));
        const kept = plan.changes.filter(
          (change) => change.imageId !== null && change.blockedBy.length === 0,
        );
        carryOut(plan, cloud);
        for (const change of kept) {
          const published = [...cloud.images.values()].filter((image) => image.name === change.name);
          expect(published.map((image) => image.properties.by_hand)).toContain(change.imageId);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('an unlisted image is pruned after any earlier change, also by a killed run', () => {
    fc.assert(
      fc.property(
        leaving,
        fc.constantFrom(...PRUNE_WAYS),
        fc.nat(4),
        ({ images, live: before, prune }, earlier, steps) => {
          const cloud = cloudOf(before);
          const plan = (how: (typeof PRUNE_WAYS)[number]) =>
            planFor(images, { ...worldOf(cloud), settings: { prune: how } });
          const first = plan(earlier);
          const cut = first.changes.map((change) =>
            isUnlistedChange(change) ? { ...change, steps: change.steps.slice(0, steps) } : change,
          );
          carryOut({ ...first, changes: cut }, cloud);
          carryOut(plan(prune), cloud);
          const open = plan(prune).changes.filter(
            ({ action, blockedBy }) => !isIdleAction(action) && blockedBy.length === 0,
          );
          expect(open).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('an image that prune hid or deactivated is restored once its entry is back', () => {
    fc.assert(
      fc.property(leaving, ({ images, live: before, prune }) => {
        fc.pre(prune !== 'delete');
        const cloud = cloudOf(before);
        const unmanaged = wanted({ name: 'left', digests: {} });
        delete (unmanaged as { source?: unknown }).source;
        const here = () => planFor([...images, unmanaged], { ...worldOf(cloud), settings: { prune } });
        carryOut(here(), cloud);
        const outward = () =>
          [...cloud.images.values()]
            .filter((image) => image.name === 'left')
            .map(({ id, hidden, status }) => ({ id, hidden, status }));
        const shown = outward();
        carryOut(planFor(images, { ...worldOf(cloud), settings: { prune } }), cloud);
        carryOut(here(), cloud);
        expect(outward()).toEqual(shown);
      }),
      { numRuns: 300 },
    );
  });

  it('prune never unprotects an image, and never deletes one with `prevent_delete`', () => {
    fc.assert(
      fc.property(leaving, ({ images, live: before }) => {
        const guarded = before.map((image, index) =>
          index % 2 === 0
            ? image
            : { ...image, properties: { ...image.properties, [MARKER.preventDelete]: 'true' } },
        );
        const cloud = cloudOf(guarded);
        carryOut(planFor(images, { ...worldOf(cloud), settings: { prune: 'delete' } }), cloud);
        for (const image of guarded) {
          const { [MARKER.image]: name, [MARKER.role]: role } = image.properties;
          if (name === undefined || name === 'cirros' || role === 'staged') continue;
          const kept = image.protected || (role === 'current' && image.properties[MARKER.preventDelete]);
          if (kept) expect([...cloud.images.keys()]).toContain(image.id);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('no run, also after a killed one, deletes an image of others or lifts a protection that the file did not set', () => {
    fc.assert(
      fc.property(scenario, fc.nat(20), ({ images, live: before }, steps) => {
        const cloud = cloudOf(before);
        const first = planFor(images, worldOf(cloud));
        const cut = first.changes.map((change) => ({ ...change, steps: change.steps.slice(0, steps) }));
        carryOut({ ...first, changes: cut }, cloud);
        carryOut(planFor(images, worldOf(cloud)), cloud);
        for (const image of before) {
          const isForeign = image.properties[MARKER.stack] === undefined;
          const name = image.properties[MARKER.image] ?? image.name;
          const entry = images.find((other) => other.name === name);
          const isLeftover = image.properties[MARKER.role] === 'staged';
          const isByHand = image.protected && entry?.protected === undefined && !isLeftover;
          const now = cloud.images.get(image.id);
          if (isForeign || isByHand) expect(now).toBeDefined();
          if (isByHand || (isForeign && image.protected)) expect(now).toMatchObject({ protected: true });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a plan does not depend on the order of live images', () => {
    fc.assert(
      fc.property(scenario, fc.integer(), ({ images, live: before }, turn) => {
        const shuffled = [...before].sort((a, b) => (`${a.id}${turn}` < `${b.id}${turn}` ? 1 : -1));
        const one = planFor(images, worldOf(cloudOf(before)));
        const other = planFor(images, worldOf(cloudOf(shuffled)));
        expect(other.changes.map(({ steps, action }) => ({ steps, action }))).toEqual(
          one.changes.map(({ steps, action }) => ({ steps, action })),
        );
      }),
      { numRuns: 200 },
    );
  });
});
