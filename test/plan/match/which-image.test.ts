import { describe, expect, it } from 'vitest';
import { fingerprintImage, fingerprintMembers } from '../../../src/image/fingerprint.ts';
import { newestFirst } from '../../../src/image/order.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  live,
  marked,
  planFor,
  SERVICE,
  stepKinds,
  wanted,
} from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const NO_DATA = { checksum: null, hashAlgorithm: null, hashValue: null, size: null };
const current = live({ properties: marked('current') });

function numbered(number: number, fields: Partial<Image> = {}): Image {
  return live({ id: `${ID}${number}`, createdAt: `2024-01-0${number}T00:00:00Z`, ...fields });
}

describe('live images', () => {
  it('live images are matched newest first, then by id, in any order of Glance’s list', () => {
    const [a, b, c] = [1, 2, 3].map((number) => live({ id: `${ID}${number}` })) as [Image, Image, Image];
    const newer = live({ id: `${ID}9`, createdAt: '2025-01-01T00:00:00Z' });
    for (const listed of [
      [a, b, c, newer],
      [newer, c, b, a],
      [b, newer, a, c],
      [c, a, newer, b],
    ]) {
      expect(newestFirst(listed)).toEqual([newer, a, b, c]);
    }
  });
});

describe('the way in which an image was found', () => {
  it('the way in which an image was found is the reason of an adoption', () => {
    expect(changeFor(wanted({ id: live().id }), { live: [live()] }).reason).toBe('found by id');
    expect(changeFor(wanted(), { live: [live()] }).reason).toBe('found by name');
  });

  it('the way in which images were found is in the message when several could be meant, with their ids in order and the way out', () => {
    const duplicates = [numbered(1), numbered(2)];
    expect(changeFor(wanted(), { live: duplicates }).blockedBy).toEqual([
      {
        code: 'ambiguous',
        message: expect.stringMatching(/^2 images have this name,.*`id:`/),
        candidates: [`${ID}1`, `${ID}2`],
      },
    ]);
    const former = duplicates.map((duplicate) => ({ ...duplicate, name: 'old' }));
    expect(changeFor(wanted({ previously: ['old'] }), { live: former }).blockedBy[0]?.message).toContain(
      'have this former name',
    );
  });
});

describe('a blocked change', () => {
  it('a blocked change has the action that it would have had, and no steps or fields', () => {
    const ambiguous = changeFor(wanted(), { live: [numbered(1), numbered(2)] });
    expect(ambiguous).toMatchObject({ action: 'adopt', fields: [], steps: [], warnings: [] });
    const theirs = live({ properties: marked('current', { [MARKER.stack]: 'staging' }) });
    expect(changeFor(wanted(), { live: [theirs] })).toMatchObject({
      action: 'update',
      blockedBy: [
        {
          code: 'foreign',
          message: expect.stringMatching(
            /belongs to the stack "staging"\. Remove it from one of the two files/,
          ),
          candidates: [theirs.id],
        },
      ],
    });
  });
});

describe('no warning is given', () => {
  it('no warning is given for a leftover of an interrupted run, which the plan deletes', () => {
    const fresh = numbered(2, { properties: marked('current') });
    const old = numbered(1, { ...HOLDING_OLD, properties: marked('current') });
    const staged = numbered(9, { name: 's', properties: marked('staged') });
    expect(changeFor(wanted(), { live: [fresh, old, staged] }).warnings).toEqual([]);
  });

  it('no warning is given for public images of other projects with other names', () => {
    const theirs = numbered(2, { name: 'other', owner: 'other-project', visibility: 'public' });
    expect(changeFor(wanted(), { live: [theirs] }).warnings).toEqual([]);
  });
});

it('the reason of a replacement names the comparison', () => {
  const old = live({ ...HOLDING_OLD, properties: marked('current') });
  expect(changeFor(wanted(), { live: [old] }).reason).toBe('content differs: given digest differs');
});

describe('an image that an entry pins', () => {
  it('an image that an entry pins is not adopted by the entry whose name it has', () => {
    const plan = planFor([wanted({ name: 'A', id: live().id }), wanted({ name: 'B' })], {
      live: [live({ name: 'B' })],
    });
    expect(plan.changes).toMatchObject([
      { name: 'A', action: 'adopt', imageId: live().id },
      { name: 'B', action: 'create', imageId: null },
    ]);
  });

  it('an image that an entry pins does not keep other entries from their images', () => {
    const plan = planFor([wanted({ name: 'A', id: `${ID}4` }), wanted({ name: 'B' })], {
      live: [live({ name: 'B' })],
    });
    expect(plan.changes).toMatchObject([
      { name: 'A', action: 'create' },
      { name: 'B', action: 'adopt' },
    ]);
  });
});

describe('a former name', () => {
  const old = { [MARKER.image]: 'old' };

  it('a former name matches by its marker, although a user renamed the image', () => {
    const renamed = live({ name: 'by hand', properties: marked('current', old) });
    expect(changeFor(wanted({ previously: ['old'] }), { live: [renamed] })).toMatchObject({
      action: 'update',
      imageId: renamed.id,
    });
  });

  it('a former name does not replace the image of the name itself, and gives a warning', () => {
    const forgotten = numbered(2, { name: 'old', properties: marked('current', old) });
    const change = changeFor(wanted({ previously: ['old'] }), { live: [current, forgotten] });
    expect(change).toMatchObject({ action: 'unchanged', imageId: current.id });
    expect(change.warnings).toEqual([expect.stringContaining(`${ID}2 still has the former name "old"`)]);
  });

  it('a former name of two published images makes one the image and retires the other', () => {
    const duplicates = [1, 2].map((number) =>
      numbered(number, {
        name: 'old',
        properties: marked('current', old),
        ...(number === 1 && HOLDING_OLD),
      }),
    );
    const change = changeFor(wanted({ previously: ['old'] }), { live: duplicates });
    expect(change).toMatchObject({ action: 'rename', imageId: `${ID}2`, warnings: [] });
    expect(stepKinds(change)).toEqual(['update', 'retire']);
  });

  it('a former name never matches a backup or staged image of another stack', () => {
    for (const role of ['backup', 'staged'] as const) {
      const theirs = { [MARKER.stack]: 'staging', ...old };
      const former = live({ name: 'old', properties: marked(role, theirs) });
      expect(changeFor(wanted({ previously: ['old'] }), { live: [former] }).action).toBe('create');
    }
  });
});

it('backups and staged images of another stack do not count as images of the name', () => {
  for (const role of ['backup', 'staged'] as const) {
    const theirs = live({ properties: marked(role, { [MARKER.stack]: 'staging' }) });
    expect(changeFor(wanted(), { live: [theirs] })).toMatchObject({ action: 'create', warnings: [] });
  }
});

describe('our image in another project', () => {
  const moved = (number: number, fields: Partial<Image> = {}) => {
    const id = `${ID}${number}`;
    return numbered(number, {
      owner: 'elsewhere',
      properties: marked('current', { [MARKER.id]: id }),
      ...fields,
    });
  };

  it('our image in another project blocks a creation, with the way out', () => {
    expect(changeFor(wanted(), { live: [moved(1), moved(2)] }).blockedBy).toEqual([
      {
        code: 'foreign',
        message: expect.stringMatching(/belongs to project elsewhere\..*`owner:`.*`id:`/),
        candidates: [`${ID}1`, `${ID}2`],
      },
    ]);
  });

  it('our image in another project blocks nothing when we have an image, or the file pins another id', () => {
    expect(changeFor(wanted(), { live: [moved(2), current] })).toMatchObject({
      action: 'unchanged',
      blockedBy: [],
    });
    expect(changeFor(wanted({ id: `${ID}4` }), { live: [moved(2)] })).toMatchObject({
      action: 'create',
      blockedBy: [],
    });
  });

  it.each([
    ['another stack’s', { [MARKER.stack]: 'staging' }],
    ['of another name', { [MARKER.image]: 'other' }],
    ['a backup', { [MARKER.role]: 'backup' }],
    ['without its own id in its markers', { [MARKER.id]: undefined }],
  ])('our image in another project does not count when it is %s', (_what, markers) => {
    const { properties } = moved(1);
    const others = Object.entries({ ...properties, ...markers }).filter(([, value]) => value !== undefined);
    const image = moved(1, { properties: Object.fromEntries(others) as Record<string, string> });
    expect(changeFor(wanted(), { live: [image] })).toMatchObject({ action: 'create', blockedBy: [] });
  });
});

describe('a pinned id that reconcile cannot use', () => {
  const image = wanted({ id: `${ID}4` });

  it('a pinned id is blocked by an unfinished upload with its status, for any name', () => {
    const queued = numbered(4, { ...NO_DATA, name: 'other', status: 'queued' });
    expect(changeFor(image, { live: [numbered(1, { name: 'third' }), queued] }).blockedBy).toEqual([
      {
        code: 'immutable',
        message: expect.stringContaining('that image is queued, and this stack did not stage it'),
        candidates: [`${ID}4`],
      },
    ]);
  });

  it('a pinned id is blocked by the ids of others that have the name, in order', () => {
    const holders = [numbered(1), numbered(2)];
    expect(changeFor(image, { live: holders }).blockedBy).toEqual([
      {
        code: 'immutable',
        message: expect.stringContaining('another image has the name'),
        candidates: [`${ID}1`, `${ID}2`],
      },
    ]);
  });

  it('a pinned id that reconcile cannot use does not block an entry that is to be absent', () => {
    const queued = numbered(4, { ...NO_DATA, status: 'queued' });
    expect(changeFor({ ...image, state: 'absent' }, { live: [queued] }).blockedBy).toEqual([]);
    expect(changeFor({ ...image, state: 'absent' }, { live: [numbered(1)] }).blockedBy).toEqual([]);
  });
});

describe('`prevent_delete` and `prevent_replace`', () => {
  const old = live({ ...HOLDING_OLD, properties: marked('current') });
  const guarded = wanted({ preventDelete: true, preventReplace: true });

  it('`prevent_delete` and `prevent_replace` block with the option that allows it, and leave no steps', () => {
    expect(changeFor(guarded, { live: [old] })).toMatchObject({
      action: 'replace',
      steps: [],
      blockedBy: [
        {
          code: 'guard',
          message: expect.stringMatching(/`prevent_replace: true`.*replace it/),
          candidates: [],
        },
      ],
    });
    const staged = numbered(9, { name: 's', properties: marked('staged') });
    const absent = changeFor({ ...guarded, state: 'absent' }, { live: [old, staged] });
    expect(absent).toMatchObject({ action: 'delete', steps: [] });
    expect(absent.blockedBy).toEqual([
      { code: 'guard', message: expect.stringMatching(/`prevent_delete: true`.*delete it/), candidates: [] },
    ]);
  });

  it('`prevent_delete` and `prevent_replace` do not block other changes', () => {
    const update = changeFor({ ...guarded, minRam: 1 }, { live: [current] });
    expect(update).toMatchObject({ action: 'update', blockedBy: [] });
    const leftover = numbered(9, { ...HOLDING_OLD, name: 's', properties: marked('staged') });
    expect(changeFor(guarded, { live: [current, leftover] }).blockedBy).toEqual([]);
  });

  it('`prevent_delete` and `prevent_replace` do not block names or globs that this run allows, and block all others', () => {
    const blocked = (replaces: readonly string[], deletes: readonly string[] = []) =>
      changeFor(guarded, { live: [old], allowed: { deletes, replaces } }).blockedBy.length > 0;
    expect(blocked(['cirros'])).toBe(false);
    expect(blocked(['other', 'cir*'])).toBe(false);
    expect(blocked(['other'], ['cirros'])).toBe(true);
  });

  it('`prevent_delete` and `prevent_replace` give the option in a form for a shell, for any name', () => {
    const name = "it's; rm -rf *";
    const { blockedBy } = changeFor(
      { ...guarded, name },
      { live: [live({ ...HOLDING_OLD, name, properties: marked('current', { [MARKER.image]: name }) })] },
    );
    expect(blockedBy[0]?.message).toMatch(/--allow-replace 'it'\\''s; rm -rf \*'$/);
  });

  it('`prevent_delete` and `prevent_replace` do not block an interrupted creation', () => {
    const finished = numbered(9, { name: 's', properties: marked('staged') });
    expect(changeFor(guarded, { live: [finished] }).blockedBy).toEqual([]);
  });

  it('`prevent_delete` and `prevent_replace` do not block the deletion after a replacement without backups', () => {
    const image = wanted({ preventDelete: true, backup: { ...wanted().backup, keep: 0 } });
    expect(changeFor(image, { live: [old] }).blockedBy).toEqual([]);
  });
});

describe('the basis of a change', () => {
  it('the basis of a change has the images that it touches, and the ids of all that have the name', () => {
    const old = numbered(2, { ...HOLDING_OLD, properties: marked('current') });
    const namesake = numbered(1);
    const { basis } = changeFor(wanted(), { live: [old, namesake] });
    expect(basis).toEqual({
      images: { [old.id]: fingerprintImage(old) },
      members: {},
      namesakes: [`${ID}1`, `${ID}2`],
      owners: [SERVICE],
    });
  });

  it('the basis of a change has no ids of images with other names', () => {
    const renamed = live({ name: 'by hand', properties: marked('current') });
    expect(changeFor(wanted(), { live: [renamed] }).basis.namesakes).toEqual([]);
  });

  it('the basis of a change has the members that it changes, and no others', () => {
    const shared = live({ visibility: 'shared', properties: marked('current') });
    const members = [{ memberId: 't9', status: 'pending' as const }];
    const world = {
      live: [shared],
      members: { [shared.id]: members },
      projects: [{ id: 't1', name: 'tenant1' }],
    };
    const image = wanted({ members: [{ project: 'tenant1', at: AT }] });
    expect(changeFor(image, world).basis.members).toEqual({ [shared.id]: fingerprintMembers(members) });
    expect(changeFor(wanted({ minRam: 1 }), world).basis.members).toEqual({});
  });

  it('the basis of a change has no surplus backups, because another run may have deleted them as well', () => {
    const backups = [2, 3].map((number) =>
      live({ ...HOLDING_OLD, ...IN_BACKUP_FORM, id: `${ID}${number}`, properties: marked('backup') }),
    );
    const { basis } = changeFor(wanted(), { live: [current, ...backups] });
    expect(Object.keys(basis.images)).toEqual([current.id]);
  });
});

it('a public image of another project with the name gives no warning for an absent entry', () => {
  const theirs = live({ owner: 'other-project', visibility: 'public' });
  expect(changeFor(wanted({ state: 'absent' }), { live: [theirs] }).warnings).toEqual([]);
  expect(changeFor(wanted(), { live: [theirs] }).warnings).toHaveLength(1);
});

describe('`state: absent`', () => {
  const absent = wanted({ state: 'absent' });

  it('`state: absent` deletes leftovers too', () => {
    const staged = numbered(9, { name: 's', properties: marked('staged') });
    expect(changeFor(absent, { live: [current, staged] })).toMatchObject({
      reason: 'state: absent',
      fields: [],
      steps: [
        { kind: 'delete', id: current.id, reason: 'absent' },
        { kind: 'delete', id: staged.id, reason: 'leftover' },
      ],
    });
  });

  it('`state: absent` says that there is nothing to do, and shows no fields', () => {
    expect(changeFor(absent)).toMatchObject({ reason: 'absent as wanted', fields: [] });
  });

  it('`state: absent` is blocked by another image of the name, with both ids and the way out', () => {
    const ours = numbered(2, { properties: marked('current') });
    expect(changeFor(absent, { live: [ours, numbered(1)] })).toMatchObject({
      action: 'delete',
      blockedBy: [
        {
          code: 'ambiguous',
          message: expect.stringContaining('Pin the one to delete'),
          candidates: [`${ID}1`, `${ID}2`],
        },
      ],
    });
  });

  it('`state: absent` is not blocked by an image without data', () => {
    const queued = numbered(2, { ...NO_DATA, status: 'queued' });
    expect(changeFor(absent, { live: [current, queued] }).blockedBy).toEqual([]);
  });
});

describe('a fingerprint', () => {
  it('a fingerprint is short, and the same for a member list in any order', () => {
    const members = ['t2', 't1'].map((memberId) => ({ memberId, status: 'pending' as const }));
    const accepted = members.toReversed().map((member) => ({ ...member, status: 'accepted' as const }));
    expect(fingerprintMembers(members)).toMatch(/^[0-9a-f]{32}$/);
    expect(fingerprintMembers(accepted)).toBe(fingerprintMembers(members));
    expect(fingerprintMembers(members.slice(1))).not.toBe(fingerprintMembers(members.slice(0, 1)));
    expect(fingerprintMembers(members.slice(1))).not.toBe(fingerprintMembers(members));
    expect(fingerprintMembers([])).not.toBe(fingerprintMembers(members));
  });

  it('a fingerprint differs for other stores, and not for another order of properties', () => {
    expect(fingerprintImage(live({ stores: ['a'] }))).not.toBe(fingerprintImage(live({ stores: ['b'] })));
    const keys = ['a', 'b', 'c', 'd'];
    const withKeys = (order: readonly string[]) =>
      fingerprintImage(live({ properties: Object.fromEntries(order.map((key) => [key, key])) }));
    for (const order of [keys.toReversed(), ['b', 'd', 'a', 'c'], ['c', 'a', 'd', 'b']]) {
      expect(withKeys(order)).toBe(withKeys(keys));
    }
  });
});
