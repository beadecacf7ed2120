import { describe, expect, it } from 'vitest';
import { fingerprintImage } from '../../src/image/fingerprint.ts';
import { formatManaged, readMarkers, recordedDigests } from '../../src/image/markers.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { completeSource } from '../../src/model/source/redact-source.ts';
import { matchesGlob } from '../../src/model/text.ts';
import { backupName } from '../../src/plan/backups/names.ts';
import { lookupsFor } from '../../src/plan/lookups.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { EVERYTHING } from '../../src/plan/selection.ts';
import {
  changeFor,
  HOLDING_OLD,
  inputFor,
  live,
  marked,
  OLD,
  patched,
  planFor,
  stepKinds,
  wanted,
} from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const OLDER = { minor: 6, hidden: false, stores: false };

describe('a service older than v2.7', () => {
  it('a service older than v2.7 never gets a field that it does not have', () => {
    const image = wanted({ stores: ['fast'], hidden: true });
    const old = live({ ...HOLDING_OLD, properties: marked('current') });
    const staged = live({ id: `${ID}9`, name: 's', properties: marked('staged') });
    for (const world of [{ live: [] }, { live: [old] }, { live: [staged] }]) {
      const plan = planFor([image], { ...world, features: OLDER });
      expect(JSON.stringify(plan.changes.map((change) => change.steps))).not.toMatch(
        /os_hidden|"hidden":true|copy-to/,
      );
    }
    const unlisted = live({ properties: marked('current') });
    expect(planFor([], { live: [unlisted], features: OLDER, settings: { prune: 'hide' } }).changes).toEqual(
      [],
    );
  });
});

describe('an entry without a source', () => {
  const { source: _, digests: __, ...described } = wanted({ minDisk: 2 });

  it('an entry without a source manages the fields of its image, and leaves its content alone', () => {
    const change = changeFor(
      { ...described, digests: {} },
      { live: [live({ properties: marked('current') })] },
    );
    expect(change).toMatchObject({ action: 'update', warnings: [] });
  });

  it('an entry without a source is blocked when it would have to be replaced', () => {
    const change = changeFor(
      { ...described, digests: OLD },
      { live: [live({ properties: marked('current') })] },
    );
    expect(change.blockedBy).toMatchObject([{ code: 'no-source', candidates: [live().id] }]);
  });
});

it('another container format makes a replacement', () => {
  const ours = live({ properties: marked('current') });
  expect(changeFor(wanted({ containerFormat: 'ova' }), { live: [ours] })).toMatchObject({
    action: 'replace',
    reason: 'container_format differs',
  });
  expect(changeFor(wanted({ containerFormat: 'bare' }), { live: [ours] }).action).toBe('unchanged');
  const staged = live({ id: `${ID}9`, name: 's', properties: marked('staged') });
  expect(changeFor(wanted({ containerFormat: 'ova' }), { live: [staged] }).action).toBe('create');
});

describe('a missing pinned id', () => {
  it('a missing pinned id is created', () => {
    expect(changeFor(wanted({ id: `${ID}4` })).steps[0]).toMatchObject({ attributes: { id: `${ID}4` } });
  });

  it('a missing pinned id is blocked while another image has the name', () => {
    expect(changeFor(wanted({ id: `${ID}4` }), { live: [live()] }).blockedBy).toMatchObject([
      { code: 'immutable', candidates: [live().id] },
    ]);
  });

  it('a missing pinned id needs no step when it is to be absent', () => {
    expect(changeFor(wanted({ id: `${ID}4`, state: 'absent' })).action).toBe('unchanged');
  });
});

describe('`state: absent` with another image of the name', () => {
  it('`state: absent` is blocked by another image of the name, because the next run would delete that image', () => {
    const images = [live({ properties: marked('current') }), live({ id: `${ID}2` })];
    expect(changeFor(wanted({ state: 'absent' }), { live: images }).blockedBy).toMatchObject([
      { code: 'ambiguous', candidates: [live().id, `${ID}2`] },
    ]);
  });
});

describe('a former name', () => {
  it('a former name of several images is blocked', () => {
    const duplicates = [live({ name: 'old' }), live({ id: `${ID}2`, name: 'old' })];
    expect(changeFor(wanted({ previously: ['old'] }), { live: duplicates }).blockedBy[0]?.code).toBe(
      'ambiguous',
    );
  });

  it('a former name of an image beside the new one gives a warning', () => {
    const images = [
      live({ properties: marked('current') }),
      live({ id: `${ID}2`, name: 'old', properties: marked('current', { [MARKER.image]: 'old' }) }),
    ];
    expect(changeFor(wanted({ previously: ['old'] }), { live: images }).warnings.join()).toContain(`${ID}2`);
  });
});

describe('prune', () => {
  const unlisted = (fields = {}) => live({ properties: marked('current'), ...fields });

  it('prune changes no image that is hidden or deactivated already, no backups, and no staged image of a live run', () => {
    const world = { settings: { prune: 'hide' as const } };
    expect(planFor([], { ...world, live: [unlisted({ hidden: true })] }).changes).toEqual([]);
    expect(planFor([], { ...world, live: [unlisted({ properties: marked('backup') })] }).changes).toEqual([]);
    const deactivated = unlisted({ status: 'deactivated' });
    expect(planFor([], { live: [deactivated], settings: { prune: 'deactivate' } }).changes).toEqual([]);
    const staged = unlisted({ properties: marked('staged') });
    const input = { ...inputFor([], { live: [staged] }), busy: new Set([staged.id]) };
    expect(makePlan(input).changes).toEqual([]);
  });

  it('prune plans its changes in order of name', () => {
    const images = ['b', 'a', 'c'].map((name, index) =>
      live({ id: `${ID}${index}`, name, properties: marked('current', { [MARKER.image]: name }) }),
    );
    const plan = planFor([], { live: images, settings: { prune: 'delete' } });
    expect(plan.changes.map((change) => change.name)).toEqual(['a', 'b', 'c']);
  });

  it('prune works on a service without projects', () => {
    const input = inputFor([], { live: [unlisted({ owner: null })], settings: { prune: 'delete' } });
    const open = {
      ...input,
      observed: {
        ...input.observed,
        target: { ...input.observed.target, projectId: '', withoutProjects: true as const },
      },
    };
    expect(makePlan(open).changes).toMatchObject([{ action: 'delete', basis: { owners: [null] } }]);
  });
});

describe('the lookups in Glance', () => {
  const member = { project: 'tenant1', at: AT };

  it('the lookups in Glance are all names, former names and pinned ids of the selected entries', () => {
    const { desired } = inputFor([wanted({ previously: ['old'], id: `${ID}1` }), wanted({ name: 'other' })]);
    expect(lookupsFor(desired, { targets: ['cirros'], excludes: [] })).toMatchObject({
      names: ['cirros', 'old'],
      ids: [`${ID}1`],
    });
  });

  it('the lookups in Glance include member lists only when the file manages them and the image is shared', () => {
    const managed = wanted({ visibility: 'shared', members: [member] });
    const { desired } = inputFor([
      managed,
      wanted({ name: 'pinned', id: `${ID}3`, members: [] }),
      wanted({ name: 'open' }),
    ]);
    const { membersFor } = lookupsFor(desired, EVERYTHING);
    const shared = (fields = {}) => live({ visibility: 'shared', ...fields });
    expect(membersFor(shared())).toBe(true);
    expect(membersFor(shared({ name: 'renamed', properties: marked('current') }))).toBe(true);
    expect(membersFor(shared({ id: `${ID}3`, name: null }))).toBe(true);
    expect(membersFor(shared({ id: `${ID}8`, name: null }))).toBe(false);
    expect(membersFor(shared({ name: 'open' }))).toBe(false);
    expect(membersFor(live())).toBe(false);
  });
});

describe('invalid markers', () => {
  it.each(['null', '"text"', '[1]', '{"properties":1,"tags":[1,"a"]}', '{'])(
    'invalid markers count for nothing: %s',
    (managed) => {
      const markers = readMarkers(live({ properties: marked('current', { [MARKER.managed]: managed }) }));
      expect(markers?.managed.properties).toEqual([]);
    },
  );

  it.each(['-1', '1e9', '99999999999', 'x'])(
    'markers with an invalid order of retirement count as 0: %s',
    (retired) => {
      expect(
        readMarkers(live({ properties: marked('backup', { [MARKER.retired]: retired }) }))?.retired,
      ).toBe(0);
    },
  );

  it.each(['sha1', 'sha1:', ':abc', 'crc32:00', ''])(
    'markers with bad digests count as none: %s',
    (digests) => {
      expect(recordedDigests(live({ properties: { [MARKER.digests]: digests } }))).toEqual({});
    },
  );

  it('markers with an invalid role count as no markers', () => {
    expect(readMarkers(live({ properties: marked('current', { [MARKER.role]: 'king' }) }))).toBeNull();
  });

  it('markers with other JSON of the same managed keys make no change', () => {
    const spelt = formatManaged({ properties: ['a'], tags: [] }).replaceAll(',', ', ');
    const image = live({ properties: { ...marked('current', { [MARKER.managed]: spelt }), a: '1' } });
    expect(changeFor(wanted({ properties: { a: '1' } }), { live: [image] }).action).toBe('unchanged');
  });
});

describe('a backup name', () => {
  it('a backup name is never the published name itself', () => {
    const policy = { ...wanted().backup, name: '{name}{version}' };
    expect(backupName(policy, 'cirros', live())).toBe(`cirros (backup ${live().id})`);
    expect([...backupName(policy, 'n'.repeat(255), live())].length).toBe(255);
  });
});

describe('a backup name that another entry has', () => {
  const policy = { ...wanted().backup, name: '{name} {version}' };
  const image = wanted({ backup: policy, version: '2' });
  const other = wanted({ name: 'cirros 1' });
  const old = live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: '1' }) });
  const holder = live({
    id: '00000000-0000-4000-8000-000000000009',
    name: other.name,
    properties: marked('current', { [MARKER.image]: other.name }),
  });
  const changesFor = (...images: readonly Image[]) => planFor([image, other], { live: images }).changes;

  it('a backup name that another entry has blocks the replacement, with the way out, and no other change', () => {
    const [blocked, untouched] = changesFor(old, holder);
    expect(blocked).toMatchObject({ action: 'replace', steps: [] });
    expect(blocked?.blockedBy).toEqual([
      {
        code: 'ambiguous',
        message: expect.stringMatching(/would get the name "cirros 1".*`backup\.name`/),
        candidates: [old.id],
      },
    ]);
    expect(untouched).toMatchObject({ action: 'unchanged', blockedBy: [] });
  });

  it('a backup name that another entry has blocks the replacement also while the other entry has no image', () => {
    expect(changesFor(old)[0]?.blockedBy).toMatchObject([{ code: 'ambiguous' }]);
  });

  it('a backup name that another entry has blocks an update that would give the name to an existing backup', () => {
    const current = live({ properties: marked('current', { [MARKER.version]: '2' }) });
    const backup = live({
      ...HOLDING_OLD,
      id: '00000000-0000-4000-8000-000000000008',
      name: 'as it was',
      hidden: true,
      properties: marked('backup', { [MARKER.version]: '1' }),
    });
    expect(changesFor(current, backup, holder)[0]?.blockedBy).toMatchObject([
      { code: 'ambiguous', candidates: [backup.id] },
    ]);
  });

  it('a backup name that another entry has does not block through a property of that name', () => {
    const current = live({ properties: marked('current', { [MARKER.version]: '2' }) });
    const named = { ...image, properties: { duplicate: other.name } };
    const [change] = planFor([named, other], { live: [current, holder] }).changes;
    expect(change).toMatchObject({ action: 'update', blockedBy: [] });
  });

  it('a backup name that another entry has does not block when it only resembles the name, or for the entry’s own name', () => {
    const older = { ...old, properties: marked('current', { [MARKER.version]: '1.0' }) };
    expect(changesFor(older, holder)[0]?.blockedBy).toEqual([]);
    const [renamed] = planFor([wanted({ previously: ['cirros 0'] })], {
      live: [live({ name: 'cirros 0' })],
    }).changes;
    expect(renamed).toMatchObject({ action: 'rename', blockedBy: [] });
  });
});

it('a fingerprint changes with every attribute but the time of the change and the order of lists', () => {
  const image = live({ tags: ['a', 'b'], stores: ['x', 'y'], properties: { b: '2', a: '1' } });
  const same = {
    ...image,
    updatedAt: 'later',
    tags: ['b', 'a'],
    stores: ['y', 'x'],
    properties: { a: '1', b: '2' },
  };
  expect(fingerprintImage(same)).toBe(fingerprintImage(image));
  for (const other of [{ minRam: 1 }, { tags: ['a'] }, { properties: { a: '1' } }, { name: null }]) {
    expect(fingerprintImage({ ...image, ...other })).not.toBe(fingerprintImage(image));
  }
});

it('a planned local source is completed by the same path only', () => {
  const planned = { kind: 'file' as const, path: '/a' };
  expect(completeSource(planned, { kind: 'file', path: '/a' })).toEqual(planned);
  expect(completeSource(planned, { kind: 'file', path: '/b' })).toEqual(planned);
  expect(completeSource(planned, { kind: 'http', url: 'http://x/a' })).toEqual(planned);
});

it('a project that was not resolved is an internal error', () => {
  const image = wanted({ visibility: 'shared', members: [{ project: 'unknown', at: AT }] });
  expect(() => planFor([image])).toThrow('was not resolved');
});

it('a pattern takes every other character literally', () => {
  expect(matchesGlob('a.b', 'a?b')).toBe(true);
  expect(matchesGlob('axb', 'a.b')).toBe(false);
  expect(matchesGlob('line\nbreak', 'line*')).toBe(true);
});

it('a marker with another name is corrected without a rename', () => {
  const image = live({ properties: marked('current', { [MARKER.image]: 'old' }) });
  const change = changeFor(wanted({ previously: ['old'] }), { live: [image] });
  expect(patched(change, 'update')).toEqual({ [MARKER.image]: 'cirros' });
  expect(stepKinds(change)).toEqual(['update']);
});
