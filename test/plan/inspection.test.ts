import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import type { Change } from '../../src/model/plan.ts';
import { changeFor, HOLDING_OLD, live, marked, stepKinds, wanted } from './build.ts';

function orderOf(change: Change) {
  return change.steps.find((step) => step.kind === 'upload')?.inspect;
}

describe('what an upload is inspected against', () => {
  it('is what the file declares', () => {
    const image = wanted({ minDisk: 3, allowUnsafe: ['qcow2-backing-file'] });
    expect(orderOf(changeFor(image))).toEqual({
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      minDiskGiB: 3,
      allow: ['qcow2-backing-file'],
    });
  });

  it('leaves a format open that the file leaves open', () => {
    const { diskFormat: _, ...image } = wanted();
    expect(orderOf(changeFor(image))).toMatchObject({ diskFormat: null, allow: [] });
  });

  it('holds no disk to a min_disk that only the replaced image has', () => {
    const old = live({ ...HOLDING_OLD, minDisk: 1, properties: marked('current') });
    expect(orderOf(changeFor(wanted(), { live: [old] }))).toMatchObject({ minDiskGiB: 0 });
  });
});

describe('an exception', () => {
  it('is told before anything is done', () => {
    const { warnings } = changeFor(wanted({ allowUnsafe: ['vhd-parent', 'qcow2-data-file'] }));
    expect(warnings).toContainEqual(expect.stringMatching(/^allows: vhd-parent, qcow2-data-file;/));
  });

  it('is not told of an image that stays as it is', () => {
    const image = wanted({ allowUnsafe: ['vhd-parent'] });
    const change = changeFor(image, { live: [live({ properties: marked('current') })] });
    expect(change).toMatchObject({ action: 'unchanged', warnings: [] });
  });
});

describe('a finished upload', () => {
  const staged = (properties: Record<string, string>) =>
    live({ name: 'cirros (staged)', hidden: true, properties: marked('staged', properties) });

  it('that was sent from here is taken up', () => {
    expect(changeFor(wanted(), { live: [staged({})] }).action).toBe('resume');
  });

  it('that Glance fetched itself and nobody has looked at is not: it is fetched again, and removed', () => {
    const change = changeFor(wanted({ method: 'web-download' }), {
      live: [staged({ [MARKER.unchecked]: 'true' })],
    });
    expect(change.action).toBe('create');
    expect(stepKinds(change)).toContain('upload');
    expect(stepKinds(change).at(-1)).toBe('delete');
  });

  it('is marked from its creation when Glance fetches it itself', () => {
    const attributes = (method: 'upload' | 'web-download') =>
      changeFor(wanted({ method })).steps.find((step) => step.kind === 'stage')?.attributes.properties;
    expect(attributes('web-download')).toMatchObject({ [MARKER.unchecked]: 'true' });
    expect(attributes('upload')).not.toHaveProperty([MARKER.unchecked]);
  });
});
