import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import type { SafetyRule } from '../../../src/model/safety.ts';
import { changeFor, HOLDING_OLD, live, marked, stepKinds, wanted } from '../../support/plan-input.ts';

const GIB = 1024 ** 3;

function orderOf(change: Change) {
  return change.steps.find((step) => step.kind === 'upload')?.inspect;
}

describe('the inspection of an upload', () => {
  it('the inspection of an upload uses the attributes that the file declares', () => {
    const image = wanted({ minDisk: 3, allowUnsafe: ['qcow2-backing-file'] });
    expect(orderOf(changeFor(image))).toEqual({
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      minDiskGiB: 3,
      allow: ['qcow2-backing-file'],
    });
  });

  it('the inspection of an upload has no format when the file gives none', () => {
    const { diskFormat: _, ...image } = wanted();
    expect(orderOf(changeFor(image))).toMatchObject({ diskFormat: null, allow: [] });
  });

  it('the inspection of an upload compares the disk with the min_disk of the replaced image when the file gives none', () => {
    const old = live({ ...HOLDING_OLD, minDisk: 1, properties: marked('current') });
    expect(orderOf(changeFor(wanted(), { live: [old] }))).toMatchObject({ minDiskGiB: 1 });
    expect(orderOf(changeFor(wanted({ minDisk: 0 }), { live: [old] }))).toMatchObject({ minDiskGiB: 0 });
  });
});

describe('an exception', () => {
  it('an exception gives a warning before the upload', () => {
    const { warnings } = changeFor(wanted({ allowUnsafe: ['vhd-parent', 'qcow2-data-file'] }));
    expect(warnings).toContainEqual(expect.stringMatching(/^allow_unsafe: vhd-parent, qcow2-data-file;/));
  });

  it('an exception gives no warning for an image that stays as it is', () => {
    const image = wanted({ allowUnsafe: ['vhd-parent'] });
    const change = changeFor(image, { live: [live({ properties: marked('current') })] });
    expect(change).toMatchObject({ action: 'unchanged', warnings: [] });
  });
});

describe('an exception that the file no longer allows', () => {
  const publishedWith = (exceptions: string, fields: Record<string, string> = {}) =>
    live({ properties: marked('current', { [MARKER.exceptions]: exceptions, ...fields }) });
  const warnings = (found: Image, image = wanted()) => changeFor(image, { live: [found] }).warnings;

  it('an exception that the file no longer allows gives a warning for an image that was published with it, even without changes', () => {
    const found = publishedWith('qcow2-backing-file vhd-parent');
    const change = changeFor(wanted({ allowUnsafe: ['vhd-parent'] }), { live: [found] });
    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
    expect(change.warnings).toEqual([
      expect.stringMatching(/its inspection allowed qcow2-backing-file, which the file does not allow/),
    ]);
    expect(change.warnings[0]).toContain('may not have needed them, which is not recorded');
    expect(warnings(found, wanted({ minRam: 7 }))).toEqual([
      expect.stringContaining('qcow2-backing-file, vhd-parent'),
    ]);
  });

  it('an exception that the file no longer allows gives no warning when the file allows as much or more, or the image does not record its exceptions', () => {
    const image = wanted({ allowUnsafe: ['qcow2-backing-file', 'vhd-parent'] });
    expect(warnings(publishedWith('vhd-parent'), image)).toEqual([]);
    expect(warnings(publishedWith('none'))).toEqual([]);
    expect(warnings(live({ properties: marked('current') }))).toEqual([]);
  });

  it('an exception that the file no longer allows gives no warning for a snapshot, which inherits the marker, nor for an image that is replaced or deleted', () => {
    expect(warnings(publishedWith('vhd-parent', { [MARKER.id]: 'another' }))).toEqual([]);
    const old = { ...publishedWith('vhd-parent'), ...HOLDING_OLD };
    expect(changeFor(wanted(), { live: [old] })).toMatchObject({ action: 'replace', warnings: [] });
    expect(warnings(publishedWith('vhd-parent'), wanted({ state: 'absent' }))).toEqual([]);
  });
});

describe('a finished upload', () => {
  const staged = (properties: Record<string, string>) =>
    live({ name: 'cirros (staged)', hidden: true, properties: marked('staged', properties) });

  it('a finished upload that reconcile uploaded is resumed', () => {
    expect(changeFor(wanted(), { live: [staged({})] }).action).toBe('resume');
  });

  it('a finished upload that Glance fetched and no run has checked is deleted and fetched again', () => {
    const change = changeFor(wanted({ method: 'web-download' }), {
      live: [staged({ [MARKER.unchecked]: 'true' })],
    });
    expect(change.action).toBe('create');
    expect(stepKinds(change)).toContain('upload');
    expect(stepKinds(change).at(-1)).toBe('delete');
  });

  it('a finished upload records its exceptions from its creation', () => {
    const mark = (allowUnsafe?: SafetyRule[]) =>
      changeFor(wanted(allowUnsafe ? { allowUnsafe } : {})).steps.find((step) => step.kind === 'stage')
        ?.attributes.properties?.[MARKER.exceptions];
    expect(mark()).toBe('none');
    expect(mark([])).toBe('none');
    expect(mark(['vhd-parent', 'qcow2-backing-file', 'vhd-parent'])).toBe('qcow2-backing-file vhd-parent');
  });

  describe('is resumed only if it would pass today’s inspection', () => {
    const takenUp = (found: Image, image = wanted()) => {
      const change = changeFor(image, { live: [found] });
      if (change.action === 'resume') return true;
      expect(stepKinds(change).slice(0, 3)).toEqual(['stage', 'upload', 'record']);
      expect(change.steps.at(-1)).toEqual({
        kind: 'delete',
        id: found.id,
        unprotect: false,
        reason: 'leftover',
      });
      return change.warnings.find((warning) => warning.includes(found.id)) ?? false;
    };
    const excepted = (exceptions: string) => staged({ [MARKER.exceptions]: exceptions });

    it('a finished upload is resumed only with the exceptions that the file allows today', () => {
      const image = wanted({ allowUnsafe: ['vhd-parent', 'qcow2-backing-file'] });
      expect(takenUp(excepted('qcow2-backing-file vhd-parent'), image)).toBe(true);
      expect(takenUp(excepted('vhd-parent'), image)).toBe(true);
      expect(takenUp(excepted('none'), image)).toBe(true);
      expect(takenUp(excepted('qcow2-backing-file vhd-parent'))).toBe(
        `the finished upload of an interrupted run (${live().id}) is not used: its inspection allowed qcow2-backing-file, vhd-parent, which the file does not allow. The content is uploaded and inspected again`,
      );
    });

    it('a finished upload is resumed only with recorded exceptions, and otherwise gives the reason', () => {
      const { [MARKER.exceptions]: _, ...before } = marked('staged');
      const found = live({ name: 'cirros (staged)', properties: before });
      expect(takenUp(found)).toContain('it does not record which exceptions');
      expect(takenUp(found, wanted({ allowUnsafe: ['vhd-parent'] }))).toContain('it does not record');
      expect(takenUp(excepted(''))).toContain('which the file does not allow');
      expect(takenUp(excepted('all'))).toContain('inspection allowed all,');
    });

    it('a finished upload is resumed only with a min_disk that fits the disk, when its size is known', () => {
      const found = { ...staged({}), minDisk: 9, virtualSize: 2 * GIB };
      expect(takenUp(found, wanted({ minDisk: 2 }))).toBe(true);
      expect(takenUp(found, wanted({ minDisk: 0 }))).toBe(true);
      expect(takenUp(found, wanted({ minDisk: 1 }))).toContain(
        'its disk has 2147483648 bytes and needs `min_disk: 2`, not 1',
      );
      const allowed = wanted({ minDisk: 1, allowUnsafe: ['min-disk-too-small'] });
      expect(takenUp(found, allowed)).toBe(true);
    });

    it('a finished upload is resumed only with no smaller min_disk than it was inspected with, when its size is not known', () => {
      const found = { ...staged({}), minDisk: 2 };
      expect(takenUp(found, wanted({ minDisk: 2 }))).toBe(true);
      expect(takenUp(found, wanted({ minDisk: 3 }))).toBe(true);
      expect(takenUp(found, wanted({ minDisk: 1 }))).toContain(
        'no run has compared its disk with `min_disk: 1`',
      );
      expect(takenUp(staged({}), wanted({ minDisk: 1 }))).toContain('no run has compared its disk');
    });

    it('a finished upload is resumed only with the min_disk of the replaced image', () => {
      const old = live({ ...HOLDING_OLD, id: 'old', minDisk: 1, properties: marked('current') });
      const actionFor = (virtualSize: number) =>
        changeFor(wanted(), { live: [old, { ...staged({}), virtualSize }] }).action;
      expect(actionFor(GIB)).toBe('resume');
      expect(actionFor(GIB + 1)).toBe('replace');
    });

    it('a finished upload that today’s inspection would refuse blocks a pinned id, because Glance gives no id twice', () => {
      const image = wanted({ id: live().id });
      const blockers = (found: Image) => changeFor(image, { live: [found] }).blockedBy;
      expect(blockers(excepted('none'))).toEqual([]);
      expect(blockers(excepted('vhd-parent'))).toEqual([
        {
          code: 'burnt-id',
          message: expect.stringMatching(/allowed vhd-parent.*remove `id:`, or choose another/),
          candidates: [live().id],
        },
      ]);
      expect(blockers({ ...excepted('none'), ...HOLDING_OLD })).toMatchObject([
        { code: 'burnt-id', message: expect.stringContaining('it holds other content') },
      ]);
      expect(blockers({ ...excepted('vhd-parent'), status: 'queued' })).toEqual([]);
    });
  });

  it('a finished upload to a pinned id that no run has checked is neither fetched again nor deleted, because apply checks it', () => {
    const found = staged({ [MARKER.unchecked]: 'true' });
    const change = changeFor(wanted({ id: found.id, method: 'web-download' }), { live: [found] });
    expect(change).toMatchObject({ action: 'create', blockedBy: [], warnings: [] });
    expect(change.reason).toContain(found.id);
    expect(stepKinds(change)).not.toContain('delete');
  });

  it.each([
    ['other content', { ...HOLDING_OLD }, {}],
    ['another disk format', {}, { diskFormat: 'iso' as const }],
    ['another container format', {}, { containerFormat: 'ova' as const }],
    ['bytes that were made of others', {}, { preparation: { decompress: 'gz' as const } }],
  ])('a finished upload to a pinned id for which the file wants %s is blocked', (_what, holding, fields) => {
    const found = { ...staged({ [MARKER.unchecked]: 'true' }), ...holding };
    const { blockedBy } = changeFor(wanted({ id: found.id, method: 'stage', ...fields }), { live: [found] });
    expect(blockedBy).toMatchObject([{ code: 'burnt-id' }]);
  });

  it('a finished upload that Glance fetches is marked from its creation', () => {
    const attributes = (method: 'upload' | 'web-download') =>
      changeFor(wanted({ method })).steps.find((step) => step.kind === 'stage')?.attributes.properties;
    expect(attributes('web-download')).toMatchObject({ [MARKER.unchecked]: 'true' });
    expect(attributes('upload')).not.toHaveProperty([MARKER.unchecked]);
  });
});

describe('a min_disk that is too small for the disk of a live image', () => {
  const found = live({ minDisk: 5, virtualSize: 4 * GIB + 1, properties: marked('current') });
  const change = (image: DesiredImage, image2: Image = found) => changeFor(image, { live: [image2] });

  it('a min_disk that is too small for the disk of a live image is blocked, with both sizes and the way out', () => {
    const { blockedBy, steps } = change(wanted({ minDisk: 4 }));
    expect(steps).toEqual([]);
    expect(blockedBy).toEqual([
      {
        code: 'min-disk-too-small',
        message:
          "the file gives `min_disk: 4` (GiB), but the image's disk has 4294967297 bytes. Give `min_disk: 5` or more, or allow it with `allow_unsafe: [min-disk-too-small]`.",
        candidates: [found.id],
      },
    ]);
  });

  it('a min_disk that is too small for the disk of a live image is blocked when the image has it already, is adopted or renamed', () => {
    const codes = (image: DesiredImage, image2: Image) =>
      change(image, image2).blockedBy.map(({ code }) => code);
    expect(codes(wanted({ minDisk: 4 }), { ...found, minDisk: 4 })).toEqual(['min-disk-too-small']);
    expect(codes(wanted({ minDisk: 4 }), { ...found, properties: {} })).toEqual(['min-disk-too-small']);
    const renamed = wanted({ minDisk: 4, name: 'new', previously: ['cirros'] });
    expect(codes(renamed, found)).toEqual(['min-disk-too-small']);
  });

  it('a min_disk that is too small for the disk of a live image is not blocked when it suffices, is 0, is allowed, or is not in the file', () => {
    expect(change(wanted({ minDisk: 5 })).action).toBe('unchanged');
    expect(change(wanted({ minDisk: 6 })).action).toBe('update');
    expect(change(wanted({ minDisk: 0 })).action).toBe('update');
    expect(change(wanted({ minDisk: 4, allowUnsafe: ['min-disk-too-small'] })).action).toBe('update');
    expect(change(wanted(), { ...found, minDisk: 1 }).action).toBe('unchanged');
  });

  it('a min_disk that is too small for the disk of a live image is not blocked when Glance does not know the size', () => {
    expect(change(wanted({ minDisk: 1 }), { ...found, virtualSize: null }).action).toBe('update');
  });
});
