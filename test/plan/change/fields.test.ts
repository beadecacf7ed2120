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

/** A live image of ours on which the last apply set these properties and tags. */
function managing(properties: readonly string[], tags: readonly string[] = []) {
  return marked('current', { [MARKER.managed]: formatManaged({ properties, tags }) });
}

describe('a three-way merge of properties', () => {
  it('a three-way merge of properties sets the file’s properties and keeps those that others set', () => {
    const change = changeFor(wanted({ properties: { hw_disk_bus: 'ide' } }), {
      live: [live({ properties: { ...managing([]), by_hand: 'yes', hw_disk_bus: 'virtio' } })],
    });
    expect(change.fields).toContainEqual({ path: 'properties.hw_disk_bus', before: 'virtio', after: 'ide' });
    expect(patched(change, 'update')).not.toHaveProperty('by_hand');
  });

  it('a three-way merge of properties removes a property that an earlier file set and this one does not', () => {
    const change = changeFor(wanted(), {
      live: [live({ properties: { ...managing(['hw_disk_bus']), hw_disk_bus: 'ide', by_hand: 'yes' } })],
    });
    expect(patched(change, 'update')).toEqual({
      hw_disk_bus: undefined,
      [MARKER.managed]: formatManaged({ properties: [], tags: [] }),
    });
  });

  it('a three-way merge of properties does not remove a property that a user has removed already', () => {
    const change = changeFor(wanted(), { live: [live({ properties: managing(['hw_disk_bus']) })] });
    expect(Object.keys(patched(change, 'update'))).toEqual([MARKER.managed]);
  });

  it('a three-way merge of properties with properties_mode exact removes every other property, except bookkeeping', () => {
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

  it('a three-way merge of properties escapes slashes and tildes of names in the patch', () => {
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

describe('a field', () => {
  const cases: readonly (readonly [string, Partial<DesiredImage>, string, unknown])[] = [
    ['visibility', { visibility: 'public' }, 'visibility', 'public'],
    ['hidden', { hidden: true }, 'os_hidden', true],
    ['min_disk', { minDisk: 5 }, 'min_disk', 5],
    ['min_ram', { minRam: 512 }, 'min_ram', 512],
    ['description', { description: 'An image' }, 'description', 'An image'],
    ['version', { version: '2' }, MARKER.version, '2'],
  ];
  it('protected is changed when the file gives it, and recorded as the file’s', () => {
    const change = changeFor(wanted({ protected: true }), { live: [live({ properties: managing([]) })] });
    expect(change).toMatchObject({ action: 'update' });
    expect(change.fields.map(({ path }) => path)).toEqual(['protected', MARKER.managed]);
    expect(patched(change, 'update')).toEqual({
      protected: true,
      [MARKER.managed]: formatManaged({ properties: [], tags: [], protected: true }),
    });
  });

  it.each(cases)('the field %s is changed when the file gives it', (path, fields, wire, value) => {
    const change = changeFor(wanted(fields), { live: [live({ properties: managing([]) })] });
    expect(change).toMatchObject({ action: 'update' });
    expect(change.fields).toMatchObject([{ path, after: value }]);
    expect(patched(change, 'update')).toEqual({ [wire]: value });
  });

  it('a field is changed in the same PATCH as the others', () => {
    const change = changeFor(
      wanted({ visibility: 'public', protected: true, properties: { a: '1' }, tags: ['x'] }),
      {
        live: [live({ properties: managing([]) })],
      },
    );
    expect(stepKinds(change)).toEqual(['update']);
  });

  it('a field keeps its live value when the file does not give it', () => {
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

  it('a field is ignored with a warning on a service that does not have it', () => {
    const change = changeFor(wanted({ hidden: true, stores: ['fast', 'slow'] }), {
      live: [live({ properties: managing([]) })],
      features: { minor: 6, hidden: false, stores: false },
    });
    expect(change.steps).toEqual([]);
    expect(change.warnings.join('\n')).toMatch(/^hidden: .*v2\.6[\s\S]*^stores: .*v2\.6/m);
  });

  it('a field that a user changed by hand, such as the name, is set again', () => {
    const change = changeFor(wanted(), { live: [live({ name: 'renamed', properties: managing([]) })] });
    expect(change).toMatchObject({
      action: 'update',
      fields: [{ path: 'name', before: 'renamed', after: 'cirros' }],
    });
  });
});

describe('a status', () => {
  it.each([
    ['deactivated', 'active', 'deactivate'],
    ['active', 'deactivated', 'reactivate'],
  ] as const)('the status %s is reached from %s by a step of its own', (status, found, kind) => {
    const change = changeFor(wanted({ status }), {
      live: [live({ status: found, properties: managing([]) })],
    });
    expect(change.steps).toEqual([{ kind, image: { id: live().id } }]);
  });

  it('the status of a deactivated replacement is set before it is published', () => {
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

  it('members become exactly those of the file, shown by name where known', () => {
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

  it('members are all removed by an empty list', () => {
    const change = changeFor(wanted({ visibility: 'shared', members: [] }), {
      live: [shared],
      members: { [shared.id]: [{ memberId: 't1', status: 'accepted' }] },
    });
    expect(change.steps).toMatchObject([{ kind: 'members', want: [], remove: ['t1'] }]);
  });

  it('members are not managed when the file does not list them', () => {
    const change = changeFor(wanted({ visibility: 'shared' }), {
      live: [shared],
      members: { [shared.id]: [{ memberId: 't1', status: 'accepted' }] },
    });
    expect(change.action).toBe('unchanged');
  });

  it('members are set after the PATCH that makes a private image shared, because Glance refuses them before', () => {
    const change = changeFor(image, { live: [live({ properties: managing([]) })], projects: PROJECTS });
    expect(stepKinds(change)).toEqual(['update', 'members']);
  });

  it('members are copied to a replacement when the file does not list them', () => {
    const change = changeFor(wanted(), {
      live: [{ ...shared, checksum: 'f'.repeat(32), hashValue: 'f'.repeat(128) }],
    });
    expect(change.steps).toContainEqual({ kind: 'share', members: null, carryFrom: shared.id });
  });
});

describe('a backup name', () => {
  const policy = { ...wanted().backup, name: '{name} v{version} of {created_at} {id}' };
  const replaced = live({ properties: marked('current', { [MARKER.version]: '1.2' }) });

  it('a backup name is filled from the replaced image', () => {
    expect(backupName(policy, 'cirros', replaced)).toBe(
      `cirros v1.2 of ${replaced.createdAt} ${replaced.id}`,
    );
  });

  it('a backup name keeps its date when the image’s name is too long', () => {
    const name = backupName(wanted().backup, 'n'.repeat(255), replaced);
    expect([...name].length).toBe(255);
    expect(name.endsWith(` (backup ${replaced.createdAt})`)).toBe(true);
  });

  it('a backup name keeps braces of an image’s own name', () => {
    expect(backupName(wanted().backup, '{id}', replaced)).toBe(`{id} (backup ${replaced.createdAt})`);
  });
});
