import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER, SDK_DIGEST } from '../../../src/model/marker.ts';
import {
  changeFor,
  HOLDING_OLD,
  live,
  marked,
  NEW,
  OLD,
  patched,
  stepKinds,
  type World,
  wanted,
} from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const OLDER = { minor: 6, hidden: false, stores: false };
const TENANT = { id: 't1', name: 'tenant1' };

/** Every attribute that a state file can set. */
const EVERYTHING_SET: Partial<DesiredImage> = {
  containerFormat: 'ova',
  visibility: 'public',
  protected: true,
  hidden: true,
  minDisk: 5,
  minRam: 512,
  owner: { project: 'tenant1', at: AT },
  description: 'An image',
  version: '2',
  tags: ['b', 'a'],
  properties: { os_distro: 'cirros', hw_disk_bus: 'ide' },
};

function staging(fields: Partial<DesiredImage>, world: World = {}) {
  const stage = changeFor(wanted(fields), { projects: [TENANT], ...world }).steps[0];
  if (stage?.kind !== 'stage') throw new Error('nothing is staged');
  return stage.attributes;
}

function patchOf(image: DesiredImage, found: Image) {
  const [update] = changeFor(image, { live: [found] }).steps;
  if (update?.kind !== 'update') throw new Error('nothing is updated');
  return update.patch;
}

function markersOf(fields: {
  version?: string;
  properties?: readonly string[];
  tags?: readonly string[];
  protected?: true;
}) {
  return {
    [MARKER.stack]: 'prod',
    [MARKER.image]: 'cirros',
    [MARKER.role]: 'staged',
    [MARKER.managed]: formatManaged({
      properties: fields.properties ?? [],
      tags: fields.tags ?? [],
      ...(fields.protected ? { protected: true } : {}),
    }),
    ...(fields.version && { [MARKER.version]: fields.version }),
  };
}

/** Properties of every staged image. */
const INSPECTED = { [MARKER.exceptions]: 'none' };

const CONTENT = { [SDK_DIGEST.md5]: NEW.md5, [MARKER.digests]: `sha512:${NEW.sha512}` };

describe('a staged image', () => {
  it('a staged image has all attributes of the file, except those that would make it visible', () => {
    expect(staging({ ...EVERYTHING_SET, id: `${ID}4` })).toStrictEqual({
      id: `${ID}4`,
      name: 'cirros (staged)',
      visibility: 'private',
      hidden: true,
      protected: false,
      owner: 't1',
      diskFormat: 'qcow2',
      containerFormat: 'ova',
      minDisk: 5,
      minRam: 512,
      description: 'An image',
      tags: ['b', 'a'],
      properties: {
        os_distro: 'cirros',
        hw_disk_bus: 'ide',
        ...markersOf({
          protected: true,
          version: '2',
          properties: ['hw_disk_bus', 'os_distro'],
          tags: ['a', 'b'],
        }),
        ...CONTENT,
        ...INSPECTED,
      },
    });
  });

  it('a staged image has defaults where the file leaves attributes open', () => {
    expect(staging({})).toStrictEqual({
      name: 'cirros (staged)',
      visibility: 'private',
      hidden: true,
      protected: false,
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      minDisk: 0,
      minRam: 0,
      tags: [],
      properties: { ...markersOf({}), ...CONTENT, ...INSPECTED },
    });
  });

  it('a staged image has no hidden flag on a service without one', () => {
    expect(staging({ hidden: true }, { features: OLDER })).not.toHaveProperty('hidden');
  });

  it('a staged image has no format when the file leaves it open, because reconcile detects it from the bytes', () => {
    const { diskFormat: _, ...image } = wanted();
    const [stage] = changeFor(image).steps;
    expect(stage?.kind === 'stage' && stage.attributes).not.toHaveProperty('diskFormat');
  });

  it('a staged image takes the attributes that the file leaves open from the live image', () => {
    const found = live({
      ...HOLDING_OLD,
      containerFormat: 'ova',
      minDisk: 7,
      minRam: 64,
      description: 'found',
      tags: ['found'],
      properties: marked('current', { by_hand: 'yes' }),
    });
    expect(staging({}, { live: [found] })).toMatchObject({
      containerFormat: 'ova',
      minDisk: 7,
      minRam: 64,
      description: 'found',
      owner: found.owner,
      tags: ['found'],
      properties: { by_hand: 'yes' },
    });
  });

  it('a staged image records every digest under the property that other tools read, and the server’s validators', () => {
    const digests = { md5: 'd'.repeat(32), sha256: 'e'.repeat(64), sha1: 'f'.repeat(40) };
    const validators = { etag: '"1"', length: 7 };
    const { properties } = staging({ digests }, { facts: { cirros: { validators } } });
    expect(properties).toStrictEqual({
      ...markersOf({}),
      ...INSPECTED,
      [SDK_DIGEST.md5]: digests.md5,
      [SDK_DIGEST.sha256]: digests.sha256,
      [MARKER.digests]: `sha1:${digests.sha1}`,
      [MARKER.validators]: JSON.stringify(validators),
    });
  });

  it('a staged image records no facts that are not known', () => {
    const { properties } = staging({ digests: {} }, { facts: { cirros: { validators: {} } } });
    expect(properties).toStrictEqual({ ...markersOf({}), ...INSPECTED });
  });
});

describe('a published image', () => {
  it('a published image gets the attributes of the file in one PATCH', () => {
    expect(patched(changeFor(wanted({ visibility: 'community', hidden: true })), 'publish')).toStrictEqual({
      name: 'cirros',
      visibility: 'community',
      os_hidden: true,
      protected: false,
      [MARKER.role]: 'current',
    });
  });

  it('a published image is private, visible and unprotected by default', () => {
    const published = { name: 'cirros', visibility: 'private', protected: false, [MARKER.role]: 'current' };
    expect(patched(changeFor(wanted()), 'publish')).toStrictEqual({ ...published, os_hidden: false });
    expect(patched(changeFor(wanted(), { features: OLDER }), 'publish')).toStrictEqual(published);
  });

  it('a published image takes the attributes that the file leaves open from the replaced image', () => {
    const found = live({
      ...HOLDING_OLD,
      visibility: 'public',
      hidden: true,
      protected: true,
      status: 'deactivated',
      properties: marked('current'),
    });
    const change = changeFor(wanted(), { live: [found] });
    expect(patched(change, 'publish')).toMatchObject({
      visibility: 'public',
      os_hidden: true,
      protected: true,
    });
    expect(stepKinds(change)).toContain('deactivate');
  });

  it('a published image is private and visible when a pinned backup comes back and no image is published', () => {
    const backup = live({
      hidden: true,
      visibility: 'community',
      name: 'b',
      properties: marked('backup', { [MARKER.retired]: '1' }),
    });
    expect(patched(changeFor(wanted({ id: backup.id }), { live: [backup] }), 'update')).toStrictEqual({
      name: 'cirros',
      visibility: 'private',
      os_hidden: false,
      [MARKER.role]: 'current',
      [MARKER.retired]: undefined,
    });
  });
});

describe('a creation', () => {
  it('a creation shows all attributes of the file, in the file’s words', () => {
    const change = changeFor(wanted({ ...EVERYTHING_SET, id: `${ID}4`, status: 'deactivated' }), {
      projects: [TENANT],
    });
    expect(change.fields).toStrictEqual(
      Object.entries({
        id: `${ID}4`,
        format: 'qcow2',
        container_format: 'ova',
        visibility: 'public',
        protected: true,
        hidden: true,
        status: 'deactivated',
        min_disk: 5,
        min_ram: 512,
        owner: 't1',
        description: 'An image',
        version: '2',
        tags: ['b', 'a'],
        'properties.hw_disk_bus': 'ide',
        'properties.os_distro': 'cirros',
      }).map(([path, after]) => ({ path, before: null, after })),
    );
  });

  it('a creation shows no default values', () => {
    expect(changeFor(wanted({ protected: false, tags: [] })).fields.map((field) => field.path)).toStrictEqual(
      ['format', 'container_format', 'visibility'],
    );
  });
});

describe('an update', () => {
  it('an update on a service without a hidden flag sets all other fields', () => {
    const ours = live({ hidden: false, properties: marked('current') });
    const change = changeFor(wanted({ hidden: true, minRam: 1 }), { live: [ours], features: OLDER });
    expect(patched(change, 'update')).toEqual({ min_ram: 1 });
    expect(change).toMatchObject({ action: 'update', reason: 'fields differ' });
  });

  it('an update removes a property with an operation of its own, because Glance has no empty value', () => {
    const managed = { [MARKER.managed]: formatManaged({ properties: ['a'], tags: [] }) };
    const ours = live({ properties: marked('current', { ...managed, a: '1' }) });
    expect(patchOf(wanted(), ours)).toContainEqual({ op: 'remove', path: '/a' });
  });

  it('an update keeps attributes that other tools set on an adopted image', () => {
    const found = live({ tags: ['by-hand'], properties: { by_hand: 'yes' } });
    const { fields } = changeFor(wanted({ tags: ['new'], properties: { a: '1' } }), { live: [found] });
    expect(fields).toEqual([
      { path: 'tags', before: ['by-hand'], after: ['by-hand', 'new'] },
      { path: 'properties.a', before: null, after: '1' },
    ]);
  });

  it('an update shows the name but not its marker', () => {
    const ours = live({ properties: marked('current', { [MARKER.image]: 'old' }) });
    expect(changeFor(wanted({ previously: ['old'] }), { live: [ours] }).fields).toEqual([]);
  });

  it('an update ignores the order of tags, and sends them sorted as one list', () => {
    const image = live({ tags: ['b', 'a'], properties: marked('current') });
    const managed = { [MARKER.managed]: formatManaged({ properties: [], tags: ['a', 'b'] }) };
    const ours = live({ tags: ['b', 'a'], properties: marked('current', managed) });
    expect(changeFor(wanted({ tags: ['a', 'b'] }), { live: [ours] }).action).toBe('unchanged');
    expect(patchOf(wanted({ tags: ['d', 'c'] }), image)).toContainEqual({
      op: 'replace',
      path: '/tags',
      value: ['a', 'b', 'c', 'd'],
    });
  });

  it('an update distinguishes two tags from one with the same text', () => {
    const managed = { [MARKER.managed]: formatManaged({ properties: [], tags: ['ab'] }) };
    const ours = live({ tags: ['ab'], properties: marked('current', managed) });
    expect(changeFor(wanted({ tags: ['a', 'b'] }), { live: [ours] }).fields).toContainEqual({
      path: 'tags',
      before: ['ab'],
      after: ['a', 'b'],
    });
  });

  it('an update shows changed and removed properties in alphabetical order', () => {
    const managed = { [MARKER.managed]: formatManaged({ properties: ['b'], tags: [] }) };
    const ours = live({ properties: marked('current', { ...managed, b: '1' }) });
    const { fields } = changeFor(wanted({ properties: { c: '1', a: '1' } }), { live: [ours] });
    expect(fields.filter((field) => field.path.startsWith('properties.'))).toStrictEqual([
      { path: 'properties.a', before: null, after: '1' },
      { path: 'properties.b', before: '1', after: null },
      { path: 'properties.c', before: null, after: '1' },
    ]);
  });

  it('an update shows the version before and after', () => {
    const ours = live({ properties: marked('current', { [MARKER.version]: '1' }) });
    expect(changeFor(wanted({ version: '2' }), { live: [ours] }).fields).toStrictEqual([
      { path: 'version', before: '1', after: '2' },
    ]);
    expect(changeFor(wanted(), { live: [ours] }).action).toBe('unchanged');
  });

  it('an update shows the new managed keys when nothing else changes', () => {
    const ours = live({ properties: marked('current', { by_hand: 'yes' }) });
    const managed = { properties: ['by_hand'], tags: [] };
    expect(changeFor(wanted({ properties: { by_hand: 'yes' } }), { live: [ours] }).fields).toStrictEqual([
      {
        path: MARKER.managed,
        before: formatManaged({ properties: [], tags: [] }),
        after: formatManaged(managed),
      },
    ]);
  });

  it('an update removes temporary markers from a published image, and no others', () => {
    const ours = live({ properties: marked('current', { [MARKER.run]: 'host/1' }) });
    expect(patched(changeFor(wanted(), { live: [ours] }), 'update')).toStrictEqual({
      [MARKER.run]: undefined,
    });
  });

  it('an update adds no id marker to an image of ours, and all markers to an adopted one', () => {
    expect(changeFor(wanted(), { live: [live({ properties: marked('current') })] }).steps).toStrictEqual([]);
    expect(patched(changeFor(wanted({ version: '2' }), { live: [live()] }), 'update')).toStrictEqual({
      ...markersOf({ version: '2' }),
      [MARKER.role]: 'current',
      [MARKER.id]: live().id,
    });
  });

  it('an update shows the version of an adopted image, and no other markers', () => {
    expect(changeFor(wanted({ version: '2' }), { live: [live()] }).fields).toStrictEqual([
      { path: 'version', before: null, after: '2' },
    ]);
  });
});

describe('a version', () => {
  const ours = live({ properties: marked('current', { [MARKER.version]: '1' }) });

  it('a version stays with its content when the file gives none', () => {
    expect(changeFor(wanted({ minRam: 1 }), { live: [ours] }).fields).toStrictEqual([
      { path: 'min_ram', before: 0, after: 1 },
    ]);
  });

  it('a version does not go over to new content without a version', () => {
    const { properties } = staging({ digests: OLD }, { live: [ours] });
    expect(properties).not.toHaveProperty([MARKER.version]);
  });
});
