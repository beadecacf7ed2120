import { describe, expect, it } from 'vitest';
import { HOLD_MARKERS } from '../../src/image/hold.ts';
import { patchedImage } from '../../src/image/patched.ts';
import type { DesiredImage } from '../../src/model/desired.ts';
import { hasChanges } from '../../src/model/exit-code.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Change } from '../../src/model/plan.ts';
import { sourcesToLookAt } from '../../src/plan/lookups.ts';
import { planRollback } from '../../src/plan/rollback.ts';
import {
  assertApplicable,
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  LOOKED_AT,
  live,
  marked,
  planFor,
  stepKinds,
  type World,
  wanted,
} from '../support/plan-input.ts';
import { carryOut, cloudOf } from './simulate.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const SHA256 = { turnedDown: 'b'.repeat(64), old: 'a'.repeat(64), next: 'c'.repeat(64) };

/** The published image, with the content that the file wants, and its backup. */
const turnedDown = live({ id: `${ID}1`, visibility: 'public', properties: owned('current', 1) });
const former = live({
  ...HOLDING_OLD,
  ...IN_BACKUP_FORM,
  id: `${ID}2`,
  size: 900,
  properties: owned('backup', 2, { [MARKER.retired]: '1' }),
});

function owned(role: 'current' | 'backup', last: number, more: Record<string, string> = {}) {
  return marked(role, { [MARKER.id]: `${ID}${last}`, [MARKER.exceptions]: 'none', ...more });
}

/** Rolls back, and returns the images as the rollback leaves them. */
function rolledBack(
  images: readonly Image[],
  image: DesiredImage = wanted(),
  {
    to = null,
    steps = Number.POSITIVE_INFINITY,
    world = {},
  }: { to?: string | null; steps?: number; world?: World } = {},
): readonly Image[] {
  const input = inputFor([image], { ...world, live: images });
  const plan = planRollback(input, { name: image.name, to });
  assertApplicable(plan, input);
  const cloud = cloudOf(images);
  const cut = plan.changes.map((change) => ({ ...change, steps: change.steps.slice(0, steps) }));
  carryOut({ ...plan, changes: cut }, cloud);
  return [...cloud.images.values()];
}

function byId(images: readonly Image[], { id }: Pick<Image, 'id'>): Image {
  return images.find((image) => image.id === id)!;
}

/** The images after an apply of this change. */
function applied(image: DesiredImage, images: readonly Image[], world: World = {}): readonly Image[] {
  const cloud = cloudOf(images);
  carryOut(planFor([image], { ...world, live: images }), cloud);
  return [...cloud.images.values()];
}

/** The change that a nightly run plans after a rollback. */
function nightly(image: DesiredImage, images: readonly Image[], world: World = {}): Change {
  return changeFor(image, { ...world, live: images });
}

const holds = ({ properties }: Image) => HOLD_MARKERS.some((key) => properties[key] !== undefined);

describe('a rollback lasts', () => {
  const after = rolledBack([turnedDown, former]);

  it('the next run holds the image while the file wants the content that was turned down', () => {
    expect(nightly(wanted(), after)).toMatchObject({
      action: 'held',
      imageId: former.id,
      steps: [],
      fields: [],
      warnings: [],
      held: {
        since: LOOKED_AT,
        turnedDown: { imageId: turnedDown.id, digest: `sha512:${'b'.repeat(128)}`, version: null },
      },
    });
  });

  it('a held image is no change, and counts by itself', () => {
    const plan = planFor([wanted()], { live: after });
    expect(hasChanges(plan)).toBe(false);
    expect(plan.summary).toMatchObject({ held: 1, unchanged: 0, replace: 0 });
  });

  it('the hold goes with the request that publishes the backup', () => {
    const kinds = stepKinds(
      planRollback(inputFor([wanted()], { live: [turnedDown, former] }), { name: 'cirros', to: null })
        .changes[0]!,
    );
    const atPublish = rolledBack([turnedDown, former], wanted(), { steps: kinds.indexOf('publish') + 1 });
    const beforePublish = rolledBack([turnedDown, former], wanted(), { steps: kinds.indexOf('publish') });
    expect(holds(byId(atPublish, former))).toBe(true);
    expect(beforePublish.some(holds)).toBe(false);
  });

  it('a hold needs no more than four properties, each as long as Glance allows', () => {
    const all = {
      ...turnedDown,
      properties: {
        ...turnedDown.properties,
        'owner_specified.openstack.sha256': SHA256.turnedDown,
        [MARKER.digests]: `sha1:${'1'.repeat(40)} sha224:${'2'.repeat(56)} sha384:${'3'.repeat(96)}`,
      },
    };
    const { properties } = byId(rolledBack([all, former]), former);
    const used = HOLD_MARKERS.filter((key) => properties[key] !== undefined);
    expect(used.length).toBeLessThanOrEqual(4);
    for (const key of used) expect(properties[key]!.length).toBeLessThanOrEqual(255);
    const later = rolledBack([all, former]);
    for (const digests of [{ sha1: '1'.repeat(40) }, { sha384: '3'.repeat(96) }]) {
      expect(nightly(wanted({ digests }), later).action).toBe('held');
    }
  });
});

it('a rollback says before it begins that the properties of its hold are too many for Glance', () => {
  const own = Object.fromEntries(Array.from({ length: 121 }, (_, index) => [`p${index}`, 'x']));
  const full = { ...former, properties: { ...own, ...former.properties } };
  const { changes } = planRollback(inputFor([wanted()], { live: [turnedDown, full] }), {
    name: 'cirros',
    to: null,
  });
  expect(changes).toMatchObject([{ steps: [], blockedBy: [{ code: 'quota' }] }]);
});

describe('a hold ends', () => {
  const after = rolledBack([turnedDown, former]);

  it('a new digest in the file, or of its publisher, ends the hold by itself', () => {
    const change = nightly(wanted({ digests: { sha512: 'c'.repeat(128) } }), after);
    expect(change).toMatchObject({ action: 'replace' });
    expect(change.held).toBeUndefined();
  });

  it('a replacement ends the hold: the held image becomes a backup without its record', () => {
    const image = wanted({
      digests: { md5: 'c'.repeat(32), sha512: 'c'.repeat(128) },
      backup: { ...wanted().backup, keep: 3 },
    });
    const replaced = applied(image, after);
    expect(byId(replaced, former).properties).toMatchObject({ [MARKER.role]: 'backup' });
    expect(replaced.some(holds)).toBe(false);
    expect(nightly(image, replaced).action).toBe('unchanged');
  });

  it('a run with --unhold gives the image what the file wants, from the backup and without an upload', () => {
    const allowed = { deletes: [], replaces: [], unholds: ['cir*'] };
    const change = nightly(wanted(), after, { allowed });
    expect(change).toMatchObject({ action: 'replace', content: null });
    const brought = applied(wanted(), after, { allowed });
    expect(byId(brought, turnedDown)).toMatchObject({ name: 'cirros', visibility: 'public' });
    expect(brought.some(holds)).toBe(false);
    expect(nightly(wanted(), brought).action).toBe('unchanged');
  });

  it('--unhold of another image leaves the hold', () => {
    const allowed = { deletes: [], replaces: [], unholds: ['debian'] };
    expect(nightly(wanted(), after, { allowed }).action).toBe('held');
  });

  it('a file that wants the live content ends the hold, and the record goes with the next update', () => {
    const image = wanted({ digests: { md5: 'a'.repeat(32) } });
    expect(nightly(image, after)).toMatchObject({
      action: 'update',
      fields: [{ path: 'held', before: LOOKED_AT, after: null }],
    });
    const updated = applied(image, after);
    expect(updated.some(holds)).toBe(false);
    expect(nightly(image, updated)).toMatchObject({ action: 'unchanged', steps: [] });
    // Whoever writes the other digest again means it.
    expect(nightly(wanted(), updated).action).toBe('replace');
  });

  it('another format, or another preparation of the same source, is another content', () => {
    expect(nightly(wanted({ diskFormat: 'raw' }), after).action).toBe('replace');
    expect(nightly(wanted({ preparation: { convert: { to: 'qcow2' } } }), after).action).toBe('replace');
  });

  it('`state: absent` deletes a held image', () => {
    expect(nightly(wanted({ state: 'absent' }), after).action).toBe('delete');
  });

  it('a held image that left the file is pruned like any other', () => {
    const plan = planFor([], { live: after, settings: { prune: 'hide' } });
    expect(plan.changes).toMatchObject([{ action: 'hide', imageId: former.id }]);
  });

  it('a hold follows a rename', () => {
    const image = wanted({ name: 'cirros new', previously: ['cirros'] });
    expect(nightly(image, after)).toMatchObject({ action: 'rename', held: { since: LOOKED_AT } });
    expect(nightly(image, applied(image, after))).toMatchObject({ action: 'held' });
  });
});

describe('what counts as the content that was turned down', () => {
  it('a digest of another algorithm is compared with every digest that was known of it', () => {
    const recorded = {
      ...turnedDown,
      properties: { ...turnedDown.properties, 'owner_specified.openstack.sha256': SHA256.turnedDown },
    };
    const after = rolledBack([recorded, former]);
    const action = (digests: DesiredImage['digests']) => nightly(wanted({ digests }), after).action;
    expect(action({ md5: 'b'.repeat(32) })).toBe('held');
    expect(action({ sha256: SHA256.turnedDown })).toBe('held');
    expect(action({ sha256: SHA256.next })).not.toBe('held');
  });

  it('the digest that the file gives at the rollback is turned down too, where the image does not know it', () => {
    const image = wanted({ digests: { sha256: SHA256.turnedDown } });
    const after = rolledBack([turnedDown, former], image);
    expect(nightly(image, after).action).toBe('held');
    expect(nightly(wanted({ digests: { sha256: SHA256.next } }), after).action).toBe('verify');
  });

  it('the turned-down digests are never written onto the held image', () => {
    const image = wanted({ digests: { sha256: SHA256.turnedDown }, properties: { a: 'b' } });
    const after = rolledBack([turnedDown, former], image);
    const change = nightly(image, after);
    expect(change).toMatchObject({ action: 'update', held: { since: LOOKED_AT } });
    expect(
      byId(applied(image, after), former).properties['owner_specified.openstack.sha256'],
    ).toBeUndefined();
  });

  it('a size that differs ends the hold', () => {
    const image = wanted({ digests: {}, size: 1000 });
    const after = rolledBack([turnedDown, former], image);
    expect(nightly(image, after).action).toBe('held');
    expect(nightly({ ...image, size: 1100 }, after).action).toBe('replace');
  });

  describe('without a digest in the file', () => {
    const image = wanted({ digests: {} });
    const validators = (etag: string) => ({ [MARKER.validators]: JSON.stringify({ etag }) });
    const newer = { ...turnedDown, properties: { ...turnedDown.properties, ...validators('"2"') } };
    const older = { ...former, properties: { ...former.properties, ...validators('"1"') } };
    const after = rolledBack([newer, older], image);
    const facts = (etag: string | null, problem: string | null = null) => ({
      facts: {
        cirros: {
          validators: etag === null ? null : { etag },
          problem: problem === null ? null : { message: problem, hint: null, lasts: true },
        },
      },
    });

    it('the ETag of the source tells', () => {
      expect(nightly(image, after, facts('"2"')).action).toBe('held');
      expect(nightly(image, after, facts('"3"')).action).toBe('replace');
    });

    it('the source that serves the live content again ends the hold', () => {
      expect(nightly(image, after, facts('"1"'))).toMatchObject({
        action: 'update',
        reason: 'fields differ',
      });
    });

    it('an image is held while nothing tells', () => {
      expect(nightly(image, after, facts(null, 'the server is away')).action).toBe('held');
      expect(nightly(image, after, facts(null))).toMatchObject({ action: 'held', warnings: [] });
    });

    it('the digest of a local file tells', () => {
      const local = wanted({ digests: {}, source: { kind: 'file', path: '/srv/cirros.img' } });
      const back = rolledBack([turnedDown, former], local);
      const holding = (letter: string) => ({
        facts: { cirros: { digests: { sha512: letter.repeat(128) } } },
      });
      expect(nightly(local, back, holding('b')).action).toBe('held');
      expect(nightly(local, back, holding('c')).action).toBe('replace');
      expect(nightly(local, back, holding('a')).action).toBe('update');
    });
  });

  it('a version tells where no digest can', () => {
    const image = wanted({ digests: {}, version: '2' });
    const versioned = (one: Image, version: string) => ({
      ...one,
      properties: { ...one.properties, [MARKER.version]: version },
    });
    const after = rolledBack([versioned(turnedDown, '2'), versioned(former, '1')], image);
    expect(nightly(image, after)).toMatchObject({ action: 'held', held: { turnedDown: { version: '2' } } });
    expect(nightly({ ...image, version: '3' }, after).action).toBe('replace');
    expect(nightly({ ...image, version: '1' }, after).held).toBeUndefined();
  });

  it('prepared content is compared by its source and its recipe', () => {
    const image = wanted({
      preparation: { decompress: 'ova', convert: { to: 'qcow2' } },
      digests: { sha256: SHA256.turnedDown },
    });
    const created = applied(image, []);
    const [first] = created;
    const after = rolledBack([first!, { ...former, name: 'x' }], image);
    expect(nightly(image, after).action).toBe('held');
    expect(nightly({ ...image, digests: { sha256: SHA256.next } }, after).action).toBe('replace');
  });

  it('an entry without source and digest manages no content, so its rollback needs no hold', () => {
    const { source: _source, ...rest } = wanted({ digests: {} });
    const after = rolledBack([turnedDown, former], rest);
    expect(after.some(holds)).toBe(false);
    expect(nightly(rest, after).action).toBe('unchanged');
  });

  it('a rollback to what the file describes already needs no hold', () => {
    const image = wanted({ digests: { md5: 'a'.repeat(32) } });
    const after = rolledBack([turnedDown, former], image);
    expect(after.some(holds)).toBe(false);
    expect(nightly(image, after).action).toBe('unchanged');
  });

  it('a pinned id that was turned down does not come back by itself', () => {
    const image = wanted({ id: turnedDown.id });
    const after = rolledBack([turnedDown, former], image);
    expect(nightly(image, after)).toMatchObject({ action: 'held', imageId: former.id });
    const unheld = nightly(image, after, { allowed: { deletes: [], replaces: [], unholds: ['cirros'] } });
    expect(unheld.steps).toContainEqual(expect.objectContaining({ kind: 'retire', id: former.id }));
    const pinned = nightly({ ...image, id: former.id, digests: { md5: 'a'.repeat(32) } }, after);
    expect(pinned).toMatchObject({ action: 'update', imageId: former.id });
  });

  it('a rollback without a published image turns down what the file wants', () => {
    const after = rolledBack([former]);
    expect(nightly(wanted(), after)).toMatchObject({
      action: 'held',
      held: { turnedDown: { imageId: null } },
    });
    expect(nightly(wanted({ digests: { md5: 'c'.repeat(32) } }), after).action).toBe('replace');
  });
});

describe('what a hold spares', () => {
  const asked = (image: DesiredImage, images: readonly Image[], unholds: readonly string[] = []) =>
    sourcesToLookAt(inputFor([image], { live: images, allowed: { deletes: [], replaces: [], unholds } })).map(
      (lookup) => lookup.image.name,
    );

  it('the source of a held image is asked only where the digests of the file do not tell', () => {
    expect(asked(wanted(), rolledBack([turnedDown, former]))).toEqual([]);
    expect(asked(wanted(), rolledBack([turnedDown, former]), ['cirros'])).toEqual(['cirros']);
    const open = wanted({ digests: {} });
    expect(asked(open, rolledBack([turnedDown, former], open))).toEqual(['cirros']);
  });

  it('a local file gets the digest that older services know of the content that was turned down', () => {
    const local = wanted({ digests: {}, source: { kind: 'file', path: '/srv/cirros.img' } });
    const old = { hashAlgorithm: null, hashValue: null };
    const after = rolledBack(
      [
        { ...turnedDown, ...old },
        { ...former, ...old },
      ],
      local,
    );
    const [lookup] = sourcesToLookAt(inputFor([local], { live: after }));
    expect(lookup).toMatchObject({ ownDigests: true, alsoDigests: ['md5'] });
  });
});

describe('what a hold does not stop', () => {
  it('the signature of the document that names the other content is not recorded', () => {
    const signed = { document: 'https://example.org/SHA256SUMS', at: '2026-11-28T00:00:00Z' };
    const image = wanted({ signed, properties: { os_distro: 'debian' } });
    const updated = applied(image, rolledBack([turnedDown, former], image));
    expect(byId(updated, former).properties).toMatchObject({ os_distro: 'debian' });
    expect(byId(updated, former).properties[MARKER.signed]).toBeUndefined();
  });

  const versions = { properties: { os_distro: 'debian', build_date: '2026-11-02' }, version: '2' } as const;
  const older = {
    ...former,
    properties: { ...former.properties, [MARKER.version]: '1', build_date: '2026-11-01' },
  };

  it('properties and visibility are updated; version, build date and their like stay those of the content', () => {
    const image = wanted({ ...versions, visibility: 'community' });
    const after = rolledBack([turnedDown, older], image);
    const change = nightly(image, after);
    expect(change).toMatchObject({ action: 'update', held: { since: LOOKED_AT } });
    const updated = applied(image, after);
    expect(byId(updated, former)).toMatchObject({
      visibility: 'community',
      properties: { os_distro: 'debian', build_date: '2026-11-01', [MARKER.version]: '1' },
    });
    expect(nightly(image, updated)).toMatchObject({ action: 'held', steps: [] });
  });

  it('members are updated', () => {
    const projects = [{ id: 't1', name: 'tenant1' }];
    const at = { file: 'glance.yaml', line: 1, column: 1 };
    const image = wanted({ visibility: 'shared', members: [{ project: 'tenant1', at }] });
    const world = { projects, members: {} };
    const shared = { ...turnedDown, visibility: 'shared' as const };
    const after = rolledBack([shared, former], image, { world });
    expect(nightly(image, after, world)).toMatchObject({
      action: 'update',
      held: { since: LOOKED_AT },
      steps: [{ kind: 'members', id: former.id, add: ['t1'] }],
    });
  });

  it('a `min_disk` that is too small for the held content does not block it', () => {
    const big = { ...former, minDisk: 20, virtualSize: 20 * 2 ** 30 };
    const image = wanted({ minDisk: 5 });
    expect(nightly(image, rolledBack([turnedDown, big], image))).toMatchObject({
      action: 'held',
      blockedBy: [],
    });
  });
});

describe('whose holds count', () => {
  it('a hold of another stack counts for nothing', () => {
    const after = rolledBack([turnedDown, former]);
    expect(changeFor(wanted(), { live: after, stack: 'other' }).held).toBeUndefined();
  });

  it('a snapshot that inherits the record is not held, and loses it when it is adopted', () => {
    const held = byId(rolledBack([turnedDown, former]), former);
    const { [MARKER.stack]: _stack, ...inherited } = held.properties;
    const snapshot = { ...held, id: `${ID}7`, properties: inherited };
    const change = nightly(wanted({ digests: { md5: 'a'.repeat(32) } }), [snapshot]);
    expect(change.action).toBe('adopt');
    expect(holds(patchedAll(snapshot, change))).toBe(false);
  });

  it.each(['', 'yesterday', '2026-11-29T13:00:00+01:00'])(
    'a record with the time %j counts for nothing',
    (since) => {
      const held = byId(rolledBack([turnedDown, former]), former);
      const damaged = { ...held, properties: { ...held.properties, [MARKER.held]: since } };
      expect(nightly(wanted(), [damaged]).action).toBe('replace');
    },
  );
});

function patchedAll(image: Image, change: Change): Image {
  return change.steps.reduce(
    (before, step) => (step.kind === 'update' ? patchedImage(before, step.patch) : before),
    image,
  );
}

describe('a rollback after a rollback', () => {
  const keep = { backup: { ...wanted().backup, keep: 3 } };
  const oldest = live({
    ...IN_BACKUP_FORM,
    id: `${ID}3`,
    checksum: 'd'.repeat(32),
    hashAlgorithm: 'sha512',
    hashValue: 'd'.repeat(128),
    createdAt: '2023-01-01T00:00:00Z',
    properties: owned('backup', 3),
  });

  it('a second rollback swaps again, and the hold then names the other content', () => {
    const first = rolledBack([turnedDown, former], wanted(keep));
    const changed = wanted({ ...keep, digests: { md5: 'a'.repeat(32) } });
    const second = rolledBack(first, changed);
    expect(byId(second, turnedDown)).toMatchObject({ name: 'cirros' });
    expect(nightly(changed, second)).toMatchObject({
      action: 'held',
      held: { turnedDown: { imageId: former.id } },
    });
    expect(holds(byId(second, former))).toBe(false);
    expect(nightly(wanted(keep), second)).toMatchObject({ action: 'update', imageId: turnedDown.id });
  });

  it('a rollback from a held image to a third one keeps turning down what the file wants', () => {
    const first = rolledBack([turnedDown, former, oldest], wanted(keep));
    const second = rolledBack(first, wanted(keep), { to: oldest.id });
    expect(nightly(wanted(keep), second)).toMatchObject({
      action: 'held',
      imageId: oldest.id,
      held: { turnedDown: { imageId: turnedDown.id } },
    });
  });

  it('a file that wants a third content replaces the image, and the rollback says so', () => {
    const image = wanted({ digests: { md5: 'c'.repeat(32) } });
    const input = inputFor([image], { live: [turnedDown, former] });
    const [change] = planRollback(input, { name: 'cirros', to: null }).changes;
    expect(change?.warnings[0]).toContain('the next apply publishes that content');
    expect(nightly(image, rolledBack([turnedDown, former], image)).action).toBe('replace');
  });

  describe('that was interrupted anywhere', () => {
    const stories: readonly (readonly [string, readonly Image[], DesiredImage, string | null, Image])[] = [
      ['the first rollback', [turnedDown, former], wanted(keep), null, former],
      [
        'the first rollback, of content without a digest',
        [turnedDown, former],
        wanted({ ...keep, digests: {} }),
        null,
        former,
      ],
      [
        'the first rollback, of a pinned image',
        [turnedDown, former],
        wanted({ ...keep, id: turnedDown.id }),
        null,
        former,
      ],
      ['a swap back', rolledBack([turnedDown, former], wanted(keep)), wanted(keep), null, turnedDown],
      [
        'a swap back without a digest',
        rolledBack([turnedDown, former], wanted({ ...keep, digests: {} })),
        wanted({ ...keep, digests: {} }),
        null,
        turnedDown,
      ],
      [
        'a rollback to a third image',
        rolledBack([turnedDown, former, oldest], wanted(keep)),
        wanted(keep),
        oldest.id,
        oldest,
      ],
    ];

    it.each(stories)(
      '%s: the same command completes it, and runs in between do not undo it',
      (_what, before, image, to, goal) => {
        const plan = planRollback(inputFor([image], { live: before }), { name: 'cirros', to });
        const [{ steps } = { steps: [] }] = plan.changes;
        const published = steps.findIndex(({ kind }) => kind === 'publish');
        const named = (images: readonly Image[]) =>
          images.filter(({ name }) => name === 'cirros').map(({ id }) => id);
        for (let cut = 0; cut <= steps.length; cut += 1) {
          const left = rolledBack(before, image, { to, steps: cut });
          const nightlyRun = applied(image, left);
          const isPublished = cut > published;
          if (isPublished) expect({ cut, named: named(nightlyRun) }).toEqual({ cut, named: [goal.id] });
          if (isPublished) expect(nightly(image, nightlyRun).steps).toEqual([]);
          if (cut === steps.length) continue;
          // A rollback without an id, repeated after a run has completed it, would swap the two again.
          for (const begun of isPublished ? [left] : [left, nightlyRun]) {
            const settled = applied(image, rolledBack(begun, image, { to }));
            expect({ cut, named: named(settled) }).toEqual({ cut, named: [goal.id] });
            expect(nightly(image, settled).steps).toEqual([]);
          }
        }
      },
    );
  });
});
