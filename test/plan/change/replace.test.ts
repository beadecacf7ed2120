import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import type { Step } from '../../../src/model/step.ts';
import {
  changeFor,
  HOLDING_OLD,
  live,
  marked,
  NEW,
  OLD,
  patched,
  stepKinds,
  wanted,
} from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const OLDER = { minor: 6, hidden: false, stores: false };
const PROJECTS = [
  { id: 't1', name: 'tenant1' },
  { id: 't2', name: 'tenant2' },
];
const MEMBERS = [
  { project: 'tenant2', at: AT },
  { project: 'tenant1', at: AT },
];
const current = live({ ...HOLDING_OLD, properties: marked('current') });

function stepOf<Kind extends Step['kind']>(change: Change, kind: Kind) {
  return change.steps.find((step): step is Extract<Step, { kind: Kind }> => step.kind === kind);
}

function withoutFormat(): DesiredImage {
  const { diskFormat: _, ...image } = wanted();
  return image;
}

describe('an upload', () => {
  it('an upload expects the digests of file and source, the size, and the server’s validators', () => {
    const upload = stepOf(
      changeFor(wanted({ size: 1000, digests: { md5: NEW.md5 } }), {
        facts: { cirros: { digests: { md5: OLD.md5, sha1: 'c'.repeat(40) }, validators: { etag: '"1"' } } },
      }),
      'upload',
    );
    // The file’s value goes first.
    expect(upload?.expect).toEqual({
      digests: { md5: NEW.md5, sha1: 'c'.repeat(40) },
      size: 1000,
      validators: { etag: '"1"' },
    });
  });

  it('an upload expects nothing when no facts are known', () => {
    const upload = stepOf(changeFor(wanted({ digests: {} })), 'upload');
    expect(upload?.expect).toEqual({ digests: {}, size: null, validators: null });
  });

  it('an upload detects the format only when the file gives none', () => {
    expect(stepOf(changeFor(withoutFormat()), 'upload')?.detectFormat).toBe(true);
    expect(stepOf(changeFor(wanted()), 'upload')?.detectFormat).toBe(false);
  });

  it('an upload is recorded on the staged image', () => {
    expect(stepOf(changeFor(wanted()), 'record')).toEqual({ kind: 'record', image: 'staged' });
  });

  it('an upload shows its bytes as the source gives them, else as the file does', () => {
    const facts = { cirros: { bytes: 4096 } };
    expect(changeFor(wanted({ size: 1000 }), { facts }).content).toMatchObject({ bytes: 4096, digests: NEW });
    expect(changeFor(wanted({ size: 1000 })).content).toMatchObject({ bytes: 1000 });
    expect(changeFor(wanted()).content).toMatchObject({ bytes: null });
  });
});

describe('stores', () => {
  const stores = ['fast', 'slow', 'far'];
  const placement = (fields: Partial<DesiredImage>, features = {}) => {
    const change = changeFor(wanted(fields), { features });
    return {
      sentTo: stepOf(change, 'upload')?.stores,
      copied: stepOf(change, 'copy-to-stores'),
    };
  };

  it('stores get an upload through the first of them, and Glance copies it to the others', () => {
    expect(placement({ stores })).toEqual({
      sentTo: ['fast'],
      copied: { kind: 'copy-to-stores', image: 'staged', stores: ['slow', 'far'] },
    });
  });

  it.each(['stage', 'web-download'] as const)('stores get an import all at once: %s', (method) => {
    expect(placement({ stores, method })).toEqual({ sentTo: stores, copied: undefined });
  });

  it('stores get no copy when there is only one', () => {
    expect(placement({ stores: ['fast'] })).toEqual({ sentTo: ['fast'], copied: undefined });
  });

  it('stores are chosen by the service when the file names none, or the service has only one', () => {
    expect(placement({})).toEqual({ sentTo: [], copied: undefined });
    expect(placement({ stores }, OLDER)).toEqual({ sentTo: [], copied: undefined });
  });
});

describe('a resumed upload', () => {
  const staged = live({
    id: `${ID}9`,
    name: 'cirros (staged)',
    hidden: true,
    properties: marked('staged'),
  });

  it('a resumed upload is named in the reason of the change', () => {
    expect(changeFor(wanted(), { live: [staged] }).reason).toBe(
      'absent; already uploaded by an interrupted run',
    );
  });

  it('a resumed upload has the wanted content; one with other content is deleted and uploaded again', () => {
    const change = changeFor(wanted(), { live: [{ ...staged, ...HOLDING_OLD }] });
    expect(stepKinds(change)).toEqual(['stage', 'upload', 'record', 'recheck', 'publish', 'delete']);
  });

  it('a resumed upload has the wanted formats, where the file gives them', () => {
    const raw = { ...staged, diskFormat: 'raw' };
    expect(changeFor(wanted(), { live: [raw] }).action).toBe('create');
    expect(changeFor(withoutFormat(), { live: [raw] }).action).toBe('resume');
    expect(changeFor(wanted({ containerFormat: 'ova' }), { live: [staged] }).action).toBe('create');
    expect(changeFor(wanted({ containerFormat: 'bare' }), { live: [staged] }).action).toBe('resume');
  });

  it('a resumed upload gets the present attributes of the file first, and its published name at the end', () => {
    const image = wanted({ minRam: 512, visibility: 'public', protected: true, properties: { a: '1' } });
    const change = changeFor(image, { live: [staged] });
    expect(stepKinds(change)).toEqual(['resume', 'update', 'recheck', 'publish']);
    expect(stepOf(change, 'update')?.id).toBe(staged.id);
    expect(patched(change, 'update')).toEqual({
      min_ram: 512,
      a: '1',
      [MARKER.managed]: formatManaged({ properties: ['a'], tags: [], protected: true }),
    });
  });

  it('a resumed upload is the newest, and the others are deleted', () => {
    const older = { ...staged, id: `${ID}8`, createdAt: '2023-01-01T00:00:00Z' };
    const change = changeFor(wanted(), { live: [older, staged] });
    expect(stepOf(change, 'resume')?.id).toBe(staged.id);
    expect(stepOf(change, 'delete')).toMatchObject({ id: older.id, reason: 'leftover' });
  });

  it('a resumed upload is reactivated while its data is copied', () => {
    const deactivated = { ...staged, status: 'deactivated' as const };
    const image = wanted({ status: 'deactivated', stores: ['fast', 'slow'] });
    expect(changeFor(image, { live: [deactivated] }).steps.slice(1, 4)).toEqual([
      { kind: 'reactivate', image: 'staged' },
      { kind: 'copy-to-stores', image: 'staged', stores: ['slow'] },
      { kind: 'deactivate', image: 'staged' },
    ]);
  });

  it('a resumed upload stays deactivated when no step needs its data', () => {
    const deactivated = { ...staged, status: 'deactivated' as const };
    const change = changeFor(wanted({ status: 'deactivated', stores: ['fast'] }), { live: [deactivated] });
    expect(stepKinds(change)).not.toContain('reactivate');
  });
});

describe('before its publication', () => {
  it('an image with the status deactivated is deactivated before its publication', () => {
    const change = changeFor(wanted({ status: 'deactivated' }));
    expect(stepKinds(change)).toEqual(['stage', 'upload', 'record', 'deactivate', 'recheck', 'publish']);
    expect(stepOf(change, 'deactivate')).toEqual({ kind: 'deactivate', image: 'staged' });
    expect(stepKinds(changeFor(wanted({ status: 'active' })))).not.toContain('deactivate');
  });

  it('a shared image is shared before its publication with the projects of the file, in sorted order', () => {
    const change = changeFor(wanted({ visibility: 'shared', members: MEMBERS }), { projects: PROJECTS });
    expect(stepOf(change, 'share')).toEqual({ kind: 'share', members: ['t1', 't2'], carryFrom: null });
  });

  it('an image that is not shared, or has no members, gets no share step before its publication', () => {
    const world = { projects: PROJECTS };
    const kinds = (fields: Partial<DesiredImage>) => stepKinds(changeFor(wanted(fields), world));
    expect(kinds({ visibility: 'public', members: MEMBERS })).not.toContain('share');
    expect(kinds({ visibility: 'shared', members: [] })).not.toContain('share');
    expect(kinds({ visibility: 'shared' })).not.toContain('share');
  });

  it('acceptances are copied before the publication from a replaced shared image, and from no other', () => {
    const image = wanted({ visibility: 'shared', members: MEMBERS });
    const carried = (visibility: 'shared' | 'public') =>
      stepOf(changeFor(image, { live: [{ ...current, visibility }], projects: PROJECTS }), 'share')
        ?.carryFrom;
    expect(carried('shared')).toBe(current.id);
    expect(carried('public')).toBeNull();
  });
});

describe('a replaced image without our markers', () => {
  it('a replaced image without our markers gets every marker just before its successor is published', () => {
    const change = changeFor(wanted(), { live: [live(HOLDING_OLD)] });
    expect(stepOf(change, 'update')?.id).toBe(live().id);
    expect(patched(change, 'update')).toEqual({
      [MARKER.stack]: 'prod',
      [MARKER.image]: 'cirros',
      [MARKER.role]: 'current',
      [MARKER.managed]: formatManaged({ properties: [], tags: [] }),
      [MARKER.id]: live().id,
      [MARKER.found]: 'name',
    });
  });

  it('a replaced image without our markers but with those of a former name gets the new name and keeps its own values', () => {
    const managed = formatManaged({ properties: ['a'], tags: ['b'] });
    const markers = { [MARKER.image]: 'old', [MARKER.managed]: managed, [MARKER.version]: '7' };
    const former = live({ ...HOLDING_OLD, name: 'old', properties: marked('current', markers) });
    const change = changeFor(wanted({ previously: ['old'] }), { live: [former] });
    expect(patched(change, 'update')).toMatchObject({
      [MARKER.image]: 'cirros',
      [MARKER.managed]: managed,
      [MARKER.version]: '7',
    });
  });
});

describe('a replacement', () => {
  it('a replacement shows the differences without bookkeeping', () => {
    const change = changeFor(wanted({ minRam: 512, properties: { a: '1' } }), { live: [current] });
    expect(change.fields).toEqual([
      { path: 'min_ram', before: 0, after: 512 },
      { path: 'properties.a', before: null, after: '1' },
    ]);
  });

  it('a replacement shows added and removed members by name', () => {
    const shared = { ...current, visibility: 'shared' as const };
    const world = {
      live: [shared],
      members: { [shared.id]: [{ memberId: 't1', status: 'accepted' as const }] },
      projects: PROJECTS,
    };
    const fieldsOf = (members: DesiredImage['members']) =>
      changeFor(wanted({ visibility: 'shared', ...(members && { members }) }), world).fields;
    expect(fieldsOf(MEMBERS)).toEqual([
      { path: 'members', before: ['tenant1'], after: ['tenant1', 'tenant2'] },
    ]);
    expect(fieldsOf(MEMBERS.slice(1))).toEqual([]);
    expect(fieldsOf(undefined)).toEqual([]);
  });

  it('a replacement shows the status when it changes with the content', () => {
    expect(changeFor(wanted({ status: 'deactivated' }), { live: [current] }).fields).toEqual([
      { path: 'status', before: 'active', after: 'deactivated' },
    ]);
  });

  it('a replacement shows the fields of a new image when there is no live one', () => {
    const image = wanted({ visibility: 'shared', members: MEMBERS });
    expect(changeFor(image, { projects: PROJECTS }).fields).toContainEqual({
      path: 'members',
      before: null,
      after: ['tenant1', 'tenant2'],
    });
    expect(changeFor(wanted()).fields.map((field) => field.path)).not.toContain('members');
  });
});

describe('content that reconcile cannot obtain', () => {
  it.each([
    [
      'a pinned id cannot hold other content',
      wanted({ id: current.id }),
      [current],
      { code: 'immutable', message: expect.stringContaining('Remove `id:`'), candidates: [current.id] },
    ],
    [
      'a digest that the file requires and does not give',
      wanted({ digests: {} }),
      [],
      { code: 'checksum-required', message: expect.stringContaining('Give a `checksum`'), candidates: [] },
    ],
  ])('unobtainable content is blocked, with the way out: %s', (_what, image, images, blocker) => {
    const change = changeFor(image, { live: images, settings: { requireChecksum: true } });
    expect(change).toMatchObject({ reason: blocker.code, steps: [], content: null });
    expect(change.blockedBy).toEqual([blocker]);
  });

  it('content that reconcile cannot obtain is blocked without a source, with and without a live image', () => {
    const { source: _, ...image } = wanted();
    expect(changeFor(image).blockedBy).toEqual([
      { code: 'no-source', message: expect.stringContaining('no such image'), candidates: [] },
    ]);
    expect(changeFor({ ...image, id: current.id }, { live: [current] })).toMatchObject({
      action: 'replace',
      blockedBy: [
        { code: 'no-source', message: expect.stringContaining('to replace it'), candidates: [current.id] },
      ],
    });
  });

  it('content without a source names the images of other projects that may be meant, and `owner:`', () => {
    const { source: _, ...image } = wanted();
    const theirs = { ...current, id: 'theirs', owner: 'another-project', visibility: 'private' as const };
    const [blocker] = changeFor(image, { live: [theirs] }).blockedBy;
    expect(blocker).toMatchObject({ code: 'no-source', candidates: ['theirs'] });
    expect(blocker?.message).toMatch(/theirs \(project another-project\).*`owner:`/);
  });

  it('content that reconcile cannot obtain is not blocked when the required digest is given', () => {
    expect(changeFor(wanted(), { settings: { requireChecksum: true } }).blockedBy).toEqual([]);
  });
});

describe('a warning', () => {
  it('a warning names a remote source without a digest, and a source that cannot be reached', () => {
    const facts = { cirros: { problem: { message: 'no route to host', hint: null, lasts: false } } };
    expect(changeFor(wanted({ digests: {} }), { facts }).warnings).toEqual([
      'reconcile cannot look at the source now: no route to host',
      expect.stringContaining('no digest'),
    ]);
  });

  it('a warning is not given for a local file, or for a source with a digest', () => {
    const source = { kind: 'file', path: '/srv/cirros.img' } as const;
    expect(changeFor(wanted({ digests: {}, source })).warnings).toEqual([]);
    expect(changeFor(wanted()).warnings).toEqual([]);
  });
});
