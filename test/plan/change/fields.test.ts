import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { MARKER } from '../../../src/model/marker.ts';
import { backupName } from '../../../src/plan/backups/names.ts';
import { changeFor, live, marked, patched, stepKinds, wanted } from '../../support/plan-input.ts';

const AT = { file: 'glance.yaml', line: 1, column: 1 };
const PROJECTS = [
  { id: 't1', name: 'tenant1' },
  { id: 't2', name: 'tenant2' },
];

/** A live image of ours whose last apply set the given properties and tags. */
function managing(properties: readonly string[], tags: readonly string[] = []) {
  return marked('current', { [MARKER.managed]: formatManaged({ properties, tags }) });
}

describe('properties are merged three ways', () => {
  it('what the file sets is set, what others set stays', () => {
    const change = changeFor(wanted({ properties: { hw_disk_bus: 'ide' } }), {
      live: [live({ properties: { ...managing([]), by_hand: 'yes', hw_disk_bus: 'virtio' } })],
    });
    expect(change.fields).toContainEqual({ path: 'properties.hw_disk_bus', before: 'virtio', after: 'ide' });
    expect(patched(change, 'update')).not.toHaveProperty('by_hand');
  });

  it('what an earlier file set and this one does not is removed, and no longer counted as ours', () => {
    const change = changeFor(wanted(), {
      live: [live({ properties: { ...managing(['hw_disk_bus']), hw_disk_bus: 'ide', by_hand: 'yes' } })],
    });
    expect(patched(change, 'update')).toEqual({
      hw_disk_bus: undefined,
      [MARKER.managed]: formatManaged({ properties: [], tags: [] }),
    });
  });

  it('a property that somebody else has removed already is not removed again', () => {
    const change = changeFor(wanted(), { live: [live({ properties: managing(['hw_disk_bus']) })] });
    expect(Object.keys(patched(change, 'update'))).toEqual([MARKER.managed]);
  });

  it('with properties_mode exact the file is the whole truth, bookkeeping aside', () => {
    const found = {
      ...managing([]),
      by_hand: 'yes',
      'owner_specified.openstack.sha256': 'c'.repeat(64),
      os_glance_x: '1',
    };
    const change = changeFor(wanted({ propertiesMode: 'exact', properties: { a: '1' } }), {
      live: [live({ properties: found })],
    });
    expect(change.fields.map((field) => field.path)).toEqual(
      expect.arrayContaining(['properties.a', 'properties.by_hand']),
    );
    expect(patched(change, 'update')).not.toHaveProperty('os_glance_x');
    expect(patched(change, 'update')).not.toHaveProperty(['owner_specified.openstack.sha256']);
  });

  it('names with slashes and tildes are escaped in the patch', () => {
    const change = changeFor(wanted({ properties: { 'a/b~c': '1' } }), {
      live: [live({ properties: managing([]) })],
    });
    const update = change.steps[0];
    expect(update?.kind === 'update' && update.patch.map((operation) => operation.path)).toContain(
      '/a~1b~0c',
    );
  });
});

it('tags are merged three ways too, and sent as one list', () => {
  const change = changeFor(wanted({ tags: ['new'] }), {
    live: [live({ tags: ['old', 'by-hand'], properties: managing([], ['old']) })],
  });
  expect(change.fields).toContainEqual({
    path: 'tags',
    before: ['by-hand', 'old'],
    after: ['by-hand', 'new'],
  });
});

describe('fields', () => {
  const cases: readonly (readonly [string, Partial<DesiredImage>, string, unknown])[] = [
    ['visibility', { visibility: 'public' }, 'visibility', 'public'],
    ['protected', { protected: true }, 'protected', true],
    ['hidden', { hidden: true }, 'os_hidden', true],
    ['min_disk', { minDisk: 5 }, 'min_disk', 5],
    ['min_ram', { minRam: 512 }, 'min_ram', 512],
    ['description', { description: 'An image' }, 'description', 'An image'],
    ['version', { version: '2' }, MARKER.version, '2'],
  ];
  it.each(cases)('%s is changed when the file gives it', (path, fields, wire, value) => {
    const change = changeFor(wanted(fields), { live: [live({ properties: managing([]) })] });
    expect(change).toMatchObject({ action: 'update' });
    expect(change.fields).toMatchObject([{ path, after: value }]);
    expect(patched(change, 'update')).toEqual({ [wire]: value });
  });

  it('all go in one PATCH', () => {
    const change = changeFor(
      wanted({ visibility: 'public', protected: true, properties: { a: '1' }, tags: ['x'] }),
      {
        live: [live({ properties: managing([]) })],
      },
    );
    expect(stepKinds(change)).toEqual(['update']);
  });

  it('that the file does not give are left as found', () => {
    const found = live({
      visibility: 'public',
      protected: true,
      hidden: true,
      minDisk: 9,
      minRam: 9,
      status: 'deactivated',
      description: 'found',
      tags: ['found'],
      properties: { ...managing([]), found: 'yes' },
    });
    expect(changeFor(wanted(), { live: [found] })).toMatchObject({ action: 'unchanged', steps: [] });
  });

  it('that an older service cannot hold are left out, and the plan says so', () => {
    const change = changeFor(wanted({ hidden: true, stores: ['fast', 'slow'] }), {
      live: [live({ properties: managing([]) })],
      features: { minor: 6, hidden: false, stores: false },
    });
    expect(change.steps).toEqual([]);
    expect(change.warnings.join('\n')).toMatch(/^hidden: .*v2\.6[\s\S]*^stores: .*v2\.6/m);
  });

  it('a name that somebody changed by hand is put right', () => {
    const change = changeFor(wanted(), { live: [live({ name: 'renamed', properties: managing([]) })] });
    expect(change).toMatchObject({
      action: 'update',
      fields: [{ path: 'name', before: 'renamed', after: 'cirros' }],
    });
  });
});

describe('status', () => {
  it.each([
    ['deactivated', 'active', 'deactivate'],
    ['active', 'deactivated', 'reactivate'],
  ] as const)('%s is reached from %s by a step of its own', (status, found, kind) => {
    const change = changeFor(wanted({ status }), {
      live: [live({ status: found, properties: managing([]) })],
    });
    expect(change.steps).toEqual([{ kind, image: { id: live().id } }]);
  });

  it('a replacement that is to be deactivated is so before it is published', () => {
    const kinds = stepKinds(changeFor(wanted({ status: 'deactivated' })));
    expect(kinds.indexOf('deactivate')).toBeLessThan(kinds.indexOf('publish'));
  });
});

describe('members', () => {
  const shared = live({ visibility: 'shared', properties: managing([]) });
  const image = wanted({
    visibility: 'shared',
    members: [
      { project: 'tenant1', at: AT },
      { project: 'tenant2', at: AT },
    ],
  });

  it('are made exactly those of the file, shown by name where known', () => {
    const change = changeFor(image, {
      live: [shared],
      members: {
        [shared.id]: [
          { memberId: 't1', status: 'accepted' },
          { memberId: 't9', status: 'pending' },
        ],
      },
      projects: PROJECTS,
    });
    expect(change.fields).toEqual([
      { path: 'members', before: ['t9', 'tenant1'], after: ['tenant1', 'tenant2'] },
    ]);
    expect(change.steps).toEqual([
      { kind: 'members', id: shared.id, want: ['t1', 't2'], add: ['t2'], remove: ['t9'] },
    ]);
  });

  it('an empty list revokes everybody', () => {
    const change = changeFor(wanted({ visibility: 'shared', members: [] }), {
      live: [shared],
      members: { [shared.id]: [{ memberId: 't1', status: 'accepted' }] },
    });
    expect(change.steps).toMatchObject([{ kind: 'members', want: [], remove: ['t1'] }]);
  });

  it('that the file does not list are not managed', () => {
    const change = changeFor(wanted({ visibility: 'shared' }), {
      live: [shared],
      members: { [shared.id]: [{ memberId: 't1', status: 'accepted' }] },
    });
    expect(change.action).toBe('unchanged');
  });

  it('follow the PATCH that makes a private image shared, as Glance refuses them before', () => {
    const change = changeFor(image, { live: [live({ properties: managing([]) })], projects: PROJECTS });
    expect(stepKinds(change)).toEqual(['update', 'members']);
  });

  it('are carried over to a replacement when the file does not list them', () => {
    const change = changeFor(wanted(), {
      live: [{ ...shared, checksum: 'f'.repeat(32), hashValue: 'f'.repeat(128) }],
    });
    expect(change.steps).toContainEqual({ kind: 'share', members: null, carryFrom: shared.id });
  });
});

describe('backup names', () => {
  const policy = { ...wanted().backup, name: '{name} v{version} of {created_at} {id}' };
  const replaced = live({ properties: marked('current', { [MARKER.version]: '1.2' }) });

  it('are filled from the replaced image', () => {
    expect(backupName(policy, 'cirros', replaced)).toBe(
      `cirros v1.2 of ${replaced.createdAt} ${replaced.id}`,
    );
  });

  it('keep their date when the image’s name is too long', () => {
    const name = backupName(wanted().backup, 'n'.repeat(255), replaced);
    expect([...name].length).toBe(255);
    expect(name.endsWith(` (backup ${replaced.createdAt})`)).toBe(true);
  });

  it('take braces in an image’s own name as they are', () => {
    expect(backupName(wanted().backup, '{id}', replaced)).toBe(`{id} (backup ${replaced.createdAt})`);
  });
});
