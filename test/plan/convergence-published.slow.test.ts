import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkers } from '../../src/image/markers.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { isUnlistedChange, type Plan } from '../../src/model/plan.ts';
import type { Step } from '../../src/model/step.ts';
import { compareVersions } from '../../src/model/version-order.ts';
import { SERVICE } from '../support/plan-input.ts';
import {
  answeredNights,
  clouds,
  desiredFor,
  FIRST_LIST,
  type File,
  type Found,
  files,
  isOurs,
  LIST_VERSIONS,
  lists,
  type Night,
  nights,
  notedIdentifier,
  notedVersion,
  offersFor,
  ownOffers,
  planOf,
  planOfImages,
  quietNights,
  rising,
  successions,
  TITLES,
} from './arbitrary-published.ts';
import { applyAll, type Cloud, cloudOf, type Mishaps } from './simulate.ts';

/** Cases of a property. Each case makes several plans, so `npm run test:fuzz` tries a tenth of the cases of a parser. */
function cases(usual: number) {
  return { numRuns: Math.max(usual, Math.round(Number(process.env.FUZZ_RUNS ?? 0) / 10)) };
}

const mishaps: fc.Arbitrary<Mishaps> = fc.record<Mishaps>({
  failing: fc.subarray(['plain', 'own', 'cirros', 'debian', 'alma'], { maxLength: 2 }),
  killedAfter: fc.option(fc.nat(9), { nil: null }),
});

/** Runs before the tested one; a run may fail in part, or be killed. */
const earlier = fc.array(fc.tuple(nights, mishaps), { maxLength: 2 });

const scenes = fc.record({ file: files, found: clouds(), earlier, night: nights });
type Scene = typeof scenes extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function cloudBefore({ file, found, earlier: runs }: Omit<Scene, 'night'>): Cloud {
  const cloud = cloudOf(found.map(({ image }) => image));
  for (const [night, wrong] of runs) applyAll(planOf(file, night, cloud), cloud, wrong);
  return cloud;
}

/** The steps that a plan still has. With blocked changes in it, unlisted images are left alone. */
function openIn(plan: Plan) {
  const isBlocked = plan.summary.blocked > 0;
  return plan.changes.filter(
    (change) =>
      change.blockedBy.length === 0 &&
      !(isBlocked && isUnlistedChange(change)) &&
      (change.steps.length > 0 || change.action !== 'unchanged'),
  );
}

/** The live images that a change works on. */
function idsOf(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => ('id' in step ? [step.id] : [])));
}

/** Both lists keep publisher ids in one property, so that they may ask for the same images. */
function withOneConvention(file: File): File {
  const [first, second] = file.lists;
  const property = 'vmcatcher_event_dc_identifier';
  return {
    ...file,
    lists: [
      { ...first, property },
      { ...second, property },
    ],
  };
}

/** Expired entries count by name, although everything else may fail. */
function deletingExpired(file: File): File {
  const [first, second] = file.lists;
  return { ...file, lists: [{ ...first, pinned: null, expired: 'delete' }, second] };
}

function idsIn(found: readonly Found[], ...whose: readonly Found['whose'][]): readonly string[] {
  return found.filter((one) => whose.includes(one.whose)).map(({ image }) => image.id);
}

function pick(cloud: Cloud, ids: readonly string[]): readonly (Image | undefined)[] {
  return ids.map((id) => cloud.images.get(id));
}

describe('for any publishers with any answers and failures', () => {
  it('a plan for publishers touches no image twice, and leaves nothing to do afterwards, after any earlier runs', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const cloud = cloudBefore(scene);
        const plan = planOf(scene.file, scene.night, cloud);
        const touched = plan.changes.flatMap(({ steps }) => [...idsOf(steps)]);
        expect(touched).toEqual([...new Set(touched)]);
        applyAll(plan, cloud);
        const again = planOf(scene.file, scene.night, cloud);
        expect(openIn(again)).toEqual([]);
        expect(again.summary.blocked).toBe(plan.summary.blocked);
      }),
      cases(150),
    );
  });

  // Only with several live images for one entry could the order make a difference.
  const crowded = fc.record({
    file: files,
    found: clouds({ kinds: ['ours', 'ours', 'by name', 'another tool'] }),
    earlier,
    night: nights,
  });

  it('a plan for publishers does not depend on the order of entries and of live images', () => {
    fc.assert(
      fc.property(crowded, fc.infiniteStream(fc.nat()), (scene, turns) => {
        const cloud = cloudBefore(scene);
        const { images, publishers, ...world } = desiredFor(scene.file, scene.night);
        const live = [...cloud.images.values()];
        function shuffled<Item>(items: readonly Item[] | undefined): readonly Item[] {
          return (items ?? [])
            .map((item) => [turns.next().value as number, item] as const)
            .sort(([a], [b]) => a - b)
            .map(([, item]) => item);
        }
        const one = planOfImages(images, { ...world, publishers, live });
        const other = planOfImages(shuffled(images), {
          ...world,
          publishers: {
            skipped: shuffled(publishers.skipped ?? []),
            expired: shuffled(publishers.expired ?? []),
            asked: shuffled(publishers.asked ?? []),
            unasked: shuffled(publishers.unasked ?? []),
          },
          live: shuffled(live),
        });
        expect(substanceOf(other)).toEqual(substanceOf(one));
      }),
      cases(100),
    );
  });

  it('no step leaves a name of the file without an active image, if it had one', () => {
    fc.assert(
      fc.property(scenes, mishaps, (scene, wrong) => {
        const cloud = cloudBefore(scene);
        const plan = planOf(scene.file, scene.night, cloud);
        const held = heldNames(scene, plan, cloud);
        applyAll(plan, cloud, wrong, () => {
          const active = new Set(
            [...cloud.images.values()].filter(isPublishedActive).map(({ name }) => name),
          );
          for (const names of held) expect(names.filter((name) => active.has(name))).not.toEqual([]);
        });
      }),
      cases(150),
    );
  });

  it('no plan changes images of other stacks, other projects, snapshots and copies', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const cloud = cloudBefore(scene);
        applyAll(planOf(scene.file, scene.night, cloud), cloud);
        const ids = idsIn(scene.found, 'others');
        expect(pick(cloud, ids)).toEqual(
          scene.found.filter(({ whose }) => whose === 'others').map(({ image }) => image),
        );
      }),
      cases(150),
    );
  });

  it('markers that other projects write on images shared with the whole cloud change no plan', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const cloud = cloudBefore(scene);
        const isForeign = ({ owner }: Image) => owner !== SERVICE;
        const own = [...cloud.images.values()].filter((image) => !isForeign(image));
        const shared = [...cloud.images.values()]
          .filter(isForeign)
          .map((image) => ({ ...image, visibility: 'community' as const }));
        const { images, ...world } = desiredFor(scene.file, scene.night);
        const without = planOfImages(images, { ...world, live: own });
        expect(substanceOf(planOfImages(images, { ...world, live: [...shared, ...own] }))).toEqual(
          substanceOf(without),
        );
      }),
      cases(100),
    );
  });

  describe('an image that was matched by publisher id only', () => {
    const theirs = fc.record({
      file: files.map(withOneConvention),
      found: clouds({
        kinds: ['another tool', 'another tool', 'by name', 'a copy'],
        identifiedBy: ['vmcatcher_event_dc_identifier'],
      }),
      night: fc.oneof(nights, answeredNights),
    });
    const foundIn = (found: readonly Found[]) =>
      found.filter(({ whose }) => whose === 'found by identifier').map(({ image }) => image);

    it('an image that was matched by publisher id only is never deleted or unprotected by the runs that adopt it', () => {
      fc.assert(
        fc.property(theirs, mishaps, ({ file, found, night }, wrong) => {
          const cloud = cloudOf(found.map(({ image }) => image));
          for (const run of [wrong, {}, {}]) {
            applyAll(planOf(file, night, cloud), cloud, run, () => {
              for (const image of foundIn(found)) {
                const now = cloud.images.get(image.id);
                expect(now).toBeDefined();
                expect(now?.protected || !image.protected).toBe(true);
              }
            });
          }
        }),
        cases(100),
      );
    });

    it('an image that was matched by publisher id only is adopted with the offered content, replaced when it is older and unprotected, else left alone, and blocks no other image', () => {
      fc.assert(
        fc.property(theirs, ({ file, found, night }) => {
          const cloud = cloudOf(found.map(({ image }) => image));
          const plan = planOf(file, night, cloud);
          const touched = plan.changes.flatMap(({ steps }) => [...idsOf(steps)]);
          expect(touched).toEqual([...new Set(touched)]);
          const blocking = plan.changes.flatMap(({ blockedBy }) =>
            blockedBy.flatMap(({ candidates }) => candidates),
          );
          applyAll(plan, cloud);
          for (const image of foundIn(found)) {
            expect(blocking).not.toContain(image.id);
            const now = cloud.images.get(image.id) ?? image;
            const version = notedVersion(image);
            const offered = offersFor(image, night).filter(({ isExpired }) => !isExpired);
            const duplicates = foundIn(found).filter(
              (other) => notedIdentifier(other) === notedIdentifier(image),
            );
            if (!isOurs(now) || duplicates.length > 1) expect(now).toEqual(image);
            else if (readMarkers(now)?.role === 'current')
              expect(
                offered.some((one) => one.content.md5 === image.checksum || one.version === version),
              ).toBe(true);
            else {
              expect(image.protected).toBe(false);
              expect(
                offered.some((one) => version !== null && compareVersions(one.version, version) > 0),
              ).toBe(true);
            }
          }
        }),
        cases(150),
      );
    });
  });

  it('while a publisher fails, its images stay as they are, and no image is pruned', () => {
    const failing = fc.subarray(['own', 0, 1] as const, { minLength: 1 });
    fc.assert(
      fc.property(scenes, failing, ({ night, ...scene }, failed) => {
        const cloud = cloudBefore(scene);
        const outage: Night = {
          targets: [],
          own: failed.includes('own') ? null : night.own,
          lists: [failed.includes(0) ? null : night.lists[0], failed.includes(1) ? null : night.lists[1]],
        };
        const isOfFailed = (image: Image) => {
          const markers = isOurs(image) ? readMarkers(image) : null;
          if (!markers) return false;
          if (failed.includes('own') && markers.image === 'own') return true;
          return [0, 1].some(
            (place) =>
              failed.includes(place as 0 | 1) && scene.file.lists[place]?.usual === markers.list?.identifier,
          );
        };
        const before = [...cloud.images.values()].filter(isOfFailed);
        const plan = planOf(scene.file, outage, cloud);
        const listed = desiredFor(scene.file, outage).images.map(({ name }) => name);
        expect(plan.changes.filter(({ name }) => !listed.includes(name))).toEqual([]);
        applyAll(plan, cloud);
        expect(
          pick(
            cloud,
            before.map(({ id }) => id),
          ),
        ).toEqual(before);
      }),
      cases(150),
    );
  });
});

describe('a publisher that serves an older answer again', () => {
  interface Replay {
    readonly scene: Pick<Scene, 'file' | 'found' | 'earlier'>;
    readonly wrong: Mishaps;
    /** Runs with the older list, the newer one, and the older one again. */
    readonly runs: readonly [Night, Night, Night];
  }

  const drawn = rising(LIST_VERSIONS).chain(([older, newer]) => {
    const under = (version: string) =>
      fc
        .tuple(lists(fc.constant(FIRST_LIST), fc.constant(version)), nights)
        .map(([list, night]): Night => ({ ...night, lists: [list, night.lists[1]] }));
    return fc.record<Replay>({
      scene: fc.record({ file: files, found: clouds(), earlier }),
      wrong: mishaps,
      runs: fc.tuple(under(older), under(newer), under(older)),
    });
  });

  // A failed change could not record the list version, and its deletion would wait.
  const allBut = fc
    .constantFrom(...TITLES)
    .map((title): Mishaps => ({ failing: TITLES.filter((other) => other !== title) }));

  const quiet = successions.chain(({ older, newer }) =>
    fc.record<Replay>({
      scene: fc.record({
        file: fc.oneof(files, files.map(deletingExpired)),
        found: fc.constant([]),
        earlier: fc.constant([]),
      }),
      wrong: fc.oneof(fc.constant({}), mishaps, allBut),
      runs: fc.tuple(
        quietNights(fc.constant(older)).map((night) => ({ ...night, targets: [], excludes: [] })),
        quietNights(fc.constant(newer)),
        quietNights(fc.constant(older)).map((night) => ({ ...night, targets: [], excludes: [] })),
      ),
    }),
  );

  it.each([
    ['with any other answers', drawn, 150],
    ['without other changes', quiet, 150],
  ])(
    'an older list that is served again changes no image of the newer one, and recreates none that it dropped: %s',
    (_which, replays, usual) => {
      fc.assert(
        fc.property(replays, ({ scene, wrong, runs: [first, second, third] }) => {
          const file = { ...scene.file, plain: { ...scene.file.plain, previously: [] } };
          const cloud = cloudBefore({ ...scene, file });
          applyAll(planOf(file, first, cloud), cloud);
          const before = [...cloud.images.values()].filter((image) => isOurs(image) && notesList(image));
          const plan = planOf(file, second, cloud);
          applyAll(plan, cloud, wrong);

          const removed = plan.changes.flatMap(({ steps }) =>
            steps.flatMap((step) =>
              step.kind === 'delete' && ['pruned', 'absent'].includes(step.reason) ? step.id : [],
            ),
          );
          const isWithdrawn = before.some(({ id }) => removed.includes(id) && !cloud.images.has(id));
          // A hidden or deactivated image is still there.
          const putAway = before.flatMap(({ id, properties }) => {
            const now = cloud.images.get(id);
            return now?.properties[MARKER.pruned] && !properties[MARKER.pruned] ? [now] : [];
          });
          const ofList = [...cloud.images.values()].filter((image) => isOurs(image) && notesList(image));
          const version = second.lists[0]?.version ?? '';
          const held = ofList.filter(
            (image) =>
              putAway.includes(image) ||
              records(image, version) ||
              (isWithdrawn && isListed(file, second, image)),
          );
          if (held.length === 0) return;
          const known = new Set(cloud.images.keys());
          applyAll(planOf(file, third, cloud), cloud);
          expect(
            pick(
              cloud,
              held.map(({ id }) => id),
            ),
          ).toEqual(held);
          const brought = [...cloud.images.values()].filter(
            (image) => !known.has(image.id) && notesList(image),
          );
          expect(brought).toEqual([]);
        }),
        cases(usual),
      );
    },
  );

  it('another list in the place of the first changes none of its images while the first is not served', () => {
    const scene = fc.record({
      file: files,
      found: clouds(),
      earlier,
      first: fc.tuple(lists(fc.constant(FIRST_LIST)), nights),
      other: fc.tuple(lists(fc.constant('list-new')), lists(fc.constant('list-y'))),
    });
    fc.assert(
      fc.property(scene, ({ file: drawn, first: [list, night], other, ...rest }) => {
        const [entry, second] = drawn.lists;
        const file = { ...drawn, lists: [{ ...entry, pinned: null }, second] as const };
        const cloud = cloudBefore({ ...rest, file });
        applyAll(planOf(file, { ...night, lists: [list, night.lists[1]] }, cloud), cloud);
        const made = [...cloud.images.values()].filter((image) => isOurs(image) && notesList(image));
        const isThere = made.some((image) => {
          const markers = readMarkers(image);
          return markers?.role === 'current' && !markers.pruned && !['own', 'plain'].includes(markers.image);
        });
        fc.pre(isThere);
        applyAll(planOf(file, { ...night, targets: [], lists: other }, cloud), cloud);
        expect(
          pick(
            cloud,
            made.map(({ id }) => id),
          ),
        ).toEqual(made);
      }),
      cases(100),
    );
  });

  it('an older answer of a publisher changes no image to other content of a lower version', () => {
    const scene = fc.record({
      file: files,
      found: clouds(),
      earlier,
      newer: ownOffers,
      older: fc.tuple(ownOffers, fc.boolean()).map(([offer, isExpired]) => ({ ...offer, isExpired })),
      // When all publishers answer, unlisted images are pruned.
      night: fc.oneof(nights, answeredNights),
    });
    fc.assert(
      fc.property(scene, ({ newer: offered, older, night, ...rest }) => {
        const newer = { ...offered, version: '1.10', isExpired: false, isBroken: false };
        fc.pre(older.version !== newer.version && older.content !== newer.content);
        const cloud = cloudBefore(rest);
        const before = new Set(cloud.images.keys());
        applyAll(planOf(rest.file, { ...night, own: newer }, cloud), cloud);
        const own = [...cloud.images.values()].filter(
          (image) => isOurs(image) && readMarkers(image)?.image === 'own',
        );
        const made = own.some(
          (image) =>
            readMarkers(image)?.role === 'current' &&
            readMarkers(image)?.version === newer.version &&
            !before.has(image.id),
        );
        fc.pre(made);
        const known = new Set(cloud.images.keys());
        applyAll(planOf(rest.file, { ...night, own: older }, cloud), cloud);
        expect(
          pick(
            cloud,
            own.map(({ id }) => id),
          ),
        ).toEqual(own);
        const brought = [...cloud.images.values()].filter(
          (image) => !known.has(image.id) && image.properties[MARKER.image] === 'own',
        );
        expect(brought).toEqual([]);
      }),
      cases(100),
    );
  });
});

/** Whether the image is published, and the file still has an entry of its name. */
function isListed(file: File, night: Night, image: Image): boolean {
  const markers = readMarkers(image);
  const names = desiredFor(file, night).images.flatMap(({ name, state }) =>
    state === 'present' ? name : [],
  );
  return markers?.role === 'current' && names.includes(markers.image);
}

function notesList(image: Image): boolean {
  return readMarkers(image)?.list?.identifier === FIRST_LIST;
}

function records(image: Image, version: string): boolean {
  const markers = readMarkers(image);
  return notesList(image) && markers?.role !== 'staged' && markers?.list?.version === version;
}

function isPublishedActive(image: Image): boolean {
  const role = isOurs(image) ? readMarkers(image)?.role : 'current';
  return image.owner === SERVICE && image.status === 'active' && role === 'current';
}

/** Sets of names, one of which must exist at each step: a renamed image exists under either name. */
function heldNames({ file, night }: Scene, plan: Plan, cloud: Cloud): readonly (readonly string[])[] {
  const active = [...cloud.images.values()].filter(isPublishedActive);
  const names = new Set(active.map(({ name }) => name));
  const { images, publishers } = desiredFor(file, night);
  const deactivated = new Set(
    images
      .filter(({ state, status }) => state === 'absent' || status === 'deactivated')
      .map(({ name }) => name),
  );
  const listed = images.map(({ name }) => name).filter((name) => !deactivated.has(name) && names.has(name));
  const failed = (publishers.skipped ?? []).flatMap(({ name }) =>
    name !== null && names.has(name) ? [name] : [],
  );
  const renamed = plan.changes.flatMap(({ name, imageId, action }) => {
    const image = active.find(({ id }) => id === imageId);
    const isKept = !deactivated.has(name) && !['delete', 'hide', 'deactivate'].includes(action);
    return image?.name && isKept ? [[image.name, name]] : [];
  });
  return [...[...listed, ...failed].map((name) => [name]), ...renamed];
}

/** The steps of a plan, without the order in which it names things. */
function substanceOf(plan: Plan) {
  return {
    changes: plan.changes
      .map(({ name, action, imageId, steps, blockedBy, notedBy = [] }) => ({
        name,
        action,
        imageId,
        steps,
        blockedBy: blockedBy.map(({ code, candidates }) => [code, candidates]),
        notedBy: [...notedBy].sort(),
      }))
      .sort((a, b) => (`${a.name} ${a.imageId}` < `${b.name} ${b.imageId}` ? -1 : 1)),
    unresolved: (plan.unresolved ?? []).map(({ name, list }) => `${name} ${list}`).sort(),
  };
}
