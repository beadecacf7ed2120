import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER, SDK_DIGEST } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  live,
  marked,
  NEW,
  OLD,
  patched,
  planFor,
  stepKinds,
  type World,
  wanted,
} from '../../support/plan-input.ts';
import { carryOut, cloudOf } from '../simulate.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const PROJECTS = [{ id: 't1', name: 'tenant1' }];
const MEMBERS = [{ project: 'tenant1', at: wanted().at }];

/** After a rollback: the published image does not have the content that the file wants, and a backup has. */
const rolledBack = live({
  ...HOLDING_OLD,
  id: `${ID}1`,
  visibility: 'public',
  tags: ['gold'],
  properties: marked('current', { by_hand: 'yes' }),
});
const BACKUP_MARKS = {
  [MARKER.id]: `${ID}2`,
  [MARKER.retired]: '3',
  [MARKER.exceptions]: 'none',
};
const backup = live({
  ...IN_BACKUP_FORM,
  id: `${ID}2`,
  properties: marked('backup', BACKUP_MARKS),
});

function restored(
  image: DesiredImage = wanted(),
  found: Image = backup,
  current: Image = rolledBack,
  world: World = {},
): Change {
  return changeFor(image, { live: [current, found], ...world });
}

/** Whether the plan uploads although the backup is there. */
function uploads(image: DesiredImage, found: Image = backup, current = rolledBack): boolean {
  const kinds = stepKinds(restored(image, found, current, { projects: PROJECTS }));
  expect(kinds).toContain('publish');
  return kinds.includes('upload');
}

describe('a backup that holds the wanted bytes', () => {
  it('a backup that holds the wanted bytes is published again without an upload, before the other image is retired', () => {
    const change = restored();
    expect(change).toMatchObject({
      action: 'replace',
      imageId: rolledBack.id,
      content: null,
      warnings: [],
      reason: `content differs: given digest differs; the backup made ${backup.createdAt} holds the wanted content`,
    });
    expect(change.fields[0]).toEqual({ path: 'id', before: rolledBack.id, after: backup.id });
    expect(change.steps).toMatchObject([
      { kind: 'resume', id: backup.id },
      { kind: 'recheck' },
      { kind: 'publish' },
      { kind: 'retire', id: rolledBack.id },
    ]);
    expect(Object.keys(change.basis.images).sort()).toEqual([rolledBack.id, backup.id]);
  });

  it('a backup that holds the wanted bytes gets all attributes in the PATCH that publishes it, and loses the markers of a backup', () => {
    const image = wanted({ minRam: 64, properties: { a: '1' } });
    expect(patched(restored(image), 'publish')).toStrictEqual({
      name: 'cirros',
      visibility: 'public',
      os_hidden: false,
      protected: false,
      [MARKER.role]: 'current',
      min_ram: 64,
      tags: ['gold'],
      a: '1',
      by_hand: 'yes',
      [MARKER.managed]: formatManaged({ properties: ['a'], tags: [] }),
      [MARKER.retired]: undefined,
    });
  });

  it('a backup that holds the wanted bytes leaves nothing to do afterwards, also when the file goes back and forth', () => {
    const cloud = cloudOf([rolledBack, backup]);
    const apply = (image: DesiredImage) => {
      const plan = planFor([image], { live: [...cloud.images.values()] });
      carryOut(plan, cloud);
      expect(planFor([image], { live: [...cloud.images.values()] }).summary).toMatchObject({ unchanged: 1 });
      return plan.changes.flatMap(stepKinds);
    };
    expect(apply(wanted())).not.toContain('upload');
    const marks = { [MARKER.exceptions]: 'none', [MARKER.id]: rolledBack.id };
    const retired = cloud.images.get(rolledBack.id) as Image;
    cloud.images.set(retired.id, { ...retired, properties: { ...retired.properties, ...marks } });
    expect(apply(wanted({ digests: OLD }))).not.toContain('upload');
    expect(apply(wanted())).not.toContain('upload');
    expect([...cloud.images.keys()].sort()).toEqual([rolledBack.id, backup.id]);
  });

  it('a backup that holds the wanted bytes is published with its own attributes when no image is published', () => {
    const own = { ...backup, tags: ['own'], minDisk: 2, properties: { ...backup.properties, kept: 'yes' } };
    const change = changeFor(wanted(), { live: [own] });
    expect(change).toMatchObject({ action: 'create', imageId: null, content: null });
    expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish']);
    expect(Object.keys(patched(change, 'publish'))).not.toContain('tags');
    expect(patched(change, 'publish')).toMatchObject({ visibility: 'private', os_hidden: false });
    expect(patched(change, 'publish')).not.toHaveProperty('kept');
  });

  it('a backup that holds the wanted bytes keeps properties that describe its bytes, and gets all others from the published image', () => {
    const signed = (image: Image, value: string) => ({
      ...image,
      properties: { ...image.properties, img_signature: value, by_hand: value },
    });
    const patch = patched(restored(wanted(), signed(backup, 'old'), signed(rolledBack, 'new')), 'publish');
    expect(patch).not.toHaveProperty('img_signature');
    expect(patch).toMatchObject({ by_hand: 'new' });
  });

  it('a backup that holds the wanted bytes is reactivated if reconcile deactivated it, copied to the stores, and shared before it is published', () => {
    const image = wanted({
      stores: ['fast', 'far'],
      visibility: 'shared',
      members: MEMBERS,
      backup: { ...wanted().backup, deactivate: true },
    });
    const deactivated = { ...backup, status: 'deactivated' as const };
    expect(restored(image, deactivated, rolledBack, { projects: PROJECTS }).steps.slice(0, 5)).toEqual([
      { kind: 'resume', id: backup.id },
      { kind: 'reactivate', image: 'staged' },
      { kind: 'copy-to-stores', image: 'staged', stores: ['far'] },
      { kind: 'share', members: ['t1'], carryFrom: null },
      { kind: 'recheck' },
    ]);
    expect(uploads(wanted(), deactivated)).toBe(true);
  });

  it('a backup that holds the wanted bytes does not count as one of the kept backups', () => {
    const marks = { [MARKER.retired]: '2', [MARKER.id]: `${ID}3` };
    const older = live({
      ...backup,
      ...HOLDING_OLD,
      checksum: 'c'.repeat(32),
      id: `${ID}3`,
      properties: marked('backup', marks),
    });
    const keeping = (keep: number) =>
      changeFor(wanted({ backup: { ...wanted().backup, keep } }), { live: [rolledBack, backup, older] });
    expect(keeping(2).steps.slice(3)).toMatchObject([{ kind: 'retire', id: rolledBack.id }]);
    expect(keeping(1).steps.slice(3)).toMatchObject([
      { kind: 'retire', id: rolledBack.id },
      { kind: 'delete', id: older.id, reason: 'retention' },
    ]);
  });

  it('a backup that holds the wanted bytes counts as a replacement for the guards', () => {
    expect(restored(wanted({ preventReplace: true })).blockedBy).toMatchObject([{ code: 'guard' }]);
    const settings = { maxReplaces: { count: 0 } };
    expect(restored(wanted(), backup, rolledBack, { settings }).blockedBy).toMatchObject([{ code: 'guard' }]);
  });
});

describe('the content is uploaded despite a backup', () => {
  it('content is uploaded despite a backup when a given digest differs, or the backup does not record it', () => {
    expect(uploads(wanted({ digests: { ...NEW, sha256: 'c'.repeat(64) } }))).toBe(true);
    expect(uploads(wanted({ digests: { md5: NEW.md5 } }))).toBe(false);
    expect(uploads(wanted({ digests: { md5: NEW.md5, sha512: 'c'.repeat(128) } }))).toBe(true);
    const recording = (image: Image, md5: string, sha256: string) => ({
      ...image,
      properties: { ...image.properties, [SDK_DIGEST.sha256]: sha256, [SDK_DIGEST.md5]: md5 },
    });
    const image = wanted({ digests: { sha256: 'c'.repeat(64) } });
    const other = recording(rolledBack, OLD.md5, 'd'.repeat(64));
    expect(uploads(image, recording(backup, NEW.md5, 'c'.repeat(64)), other)).toBe(false);
    expect(uploads(image, recording(backup, OLD.md5, 'c'.repeat(64)), other)).toBe(true);
    expect(uploads(image, backup, other)).toBe(true);
  });

  it('content is uploaded despite a backup when no digest is given, because validators are not enough', () => {
    const validators = { etag: '"2"' };
    const says = (image: Image, etag: string) => ({
      ...image,
      properties: { ...image.properties, [MARKER.validators]: JSON.stringify({ etag }) },
    });
    const change = restored(wanted({ digests: {} }), says(backup, '"2"'), says(rolledBack, '"1"'), {
      facts: { cirros: { validators } },
    });
    expect(stepKinds(change)).toContain('upload');
  });

  it('content is uploaded despite a backup unless the digests of a local file agree', () => {
    const facts = { cirros: { digests: NEW } };
    expect(stepKinds(restored(wanted({ digests: {} }), backup, rolledBack, { facts }))).not.toContain(
      'upload',
    );
  });

  it('content is uploaded despite a backup when the size or a format differs', () => {
    expect(uploads(wanted({ size: 999 }))).toBe(true);
    expect(uploads(wanted({ size: 1000 }))).toBe(false);
    expect(uploads(wanted({ diskFormat: 'raw' }))).toBe(true);
    expect(uploads(wanted({ containerFormat: 'ova' }))).toBe(true);
    expect(uploads(wanted(), { ...backup, containerFormat: 'ova' })).toBe(true);
    const { diskFormat: _, ...open } = wanted();
    expect(uploads(open)).toBe(false);
  });

  it('content is uploaded despite a backup when today’s inspection might refuse the backup', () => {
    const inspected = (exceptions: string) => ({
      ...backup,
      properties: { ...backup.properties, [MARKER.exceptions]: exceptions },
    });
    expect(uploads(wanted(), inspected('vhd-parent'))).toBe(true);
    expect(uploads(wanted({ allowUnsafe: ['vhd-parent'] }), inspected('vhd-parent'))).toBe(false);
    expect(uploads(wanted({ minDisk: 1 }), { ...backup, virtualSize: 2 ** 31 })).toBe(true);
    expect(uploads(wanted({ minDisk: 2 }), { ...backup, virtualSize: 2 ** 31 })).toBe(false);
    const { [MARKER.exceptions]: _, ...unknown } = backup.properties;
    expect(uploads(wanted(), { ...backup, properties: unknown })).toBe(true);
  });

  it('content is uploaded despite a backup when the backup has no marker with its id, or no data', () => {
    const { [MARKER.id]: _, ...nameless } = backup.properties;
    expect(uploads(wanted(), { ...backup, properties: nameless })).toBe(true);
    expect(uploads(wanted(), { ...backup, status: 'queued' })).toBe(true);
  });

  it('content is uploaded despite a backup when the backup’s former members would see it again', () => {
    const shared = { visibility: 'shared' } as const;
    expect(uploads(wanted(shared))).toBe(true);
    expect(uploads(wanted({ ...shared, members: [] }))).toBe(false);
    expect(uploads(wanted(), backup, { ...rolledBack, ...shared })).toBe(false);
  });

  it('content is uploaded despite a backup when its content was prepared differently, or the file has checks', () => {
    const ours = { ...rolledBack, properties: { ...rolledBack.properties, [MARKER.exceptions]: 'none' } };
    expect(uploads(wanted({ preparation: { decompress: 'gz' } }), backup, ours)).toBe(true);
    expect(uploads(wanted({ checks: [{ command: ['true'], timeout: 60, keep: false }] }))).toBe(true);
  });

  it('content is uploaded despite a backup when the file pins an id', () => {
    const change = changeFor(wanted({ id: `${ID}7` }), { live: [backup] });
    expect(change.steps[0]).toMatchObject({ kind: 'stage', attributes: { id: `${ID}7` } });
  });
});

it('a finished upload of an interrupted run is resumed before a backup', () => {
  const staged = live({ id: `${ID}9`, name: 'cirros (staged)', properties: marked('staged') });
  const change = changeFor(wanted(), { live: [rolledBack, backup, staged] });
  expect(change.action).toBe('resume');
  expect(change.steps[0]).toEqual({ kind: 'resume', id: staged.id });
});
