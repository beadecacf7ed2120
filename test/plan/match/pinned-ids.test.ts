import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import { changeFor, HOLDING_OLD, live, marked, OLD, stepKinds, wanted } from '../../support/plan-input.ts';

const PINNED = '00000000-0000-4000-8000-0000000000aa';
const OTHER = '00000000-0000-4000-8000-0000000000bb';
const UNCHECKED = { [MARKER.unchecked]: 'true' };

/** An image that Glance fetched for a run that died before it checked the data. */
function fetched(fields: Partial<Image> = {}, marks: Record<string, string> = UNCHECKED): Image {
  return live({ id: PINNED, name: 'cirros (staged)', properties: marked('staged', marks), ...fields });
}

const pinned = (fields: Partial<DesiredImage> = {}) =>
  wanted({ id: PINNED, method: 'web-download', ...fields });
function withoutFormat(): DesiredImage {
  const { diskFormat: _diskFormat, ...image } = pinned();
  return image;
}
const blockersOf = (image: DesiredImage, staged: Image) => changeFor(image, { live: [staged] }).blockedBy;
const LOOKED_AT = ['stage', 'upload', 'record', 'recheck', 'publish'];
const BURNT = [{ code: 'burnt-id', candidates: [PINNED] }];

describe('a pinned id to which Glance fetched data', () => {
  it.each([
    ['the wanted digests', pinned()],
    ['what no digest tells', pinned({ digests: {} })],
    ['a format that the file leaves open', withoutFormat()],
    ['the container format that the file gives', pinned({ containerFormat: 'bare' })],
  ])('data that Glance fetched is checked, not fetched again, with %s', (_what, image) => {
    const change = changeFor(image, { live: [fetched()] });
    expect(change.blockedBy).toEqual([]);
    expect(change.reason).toBe(
      `absent; an interrupted run uploaded to ${PINNED}, whose data reconcile checks first`,
    );
    expect(stepKinds(change)).toEqual(LOOKED_AT);
    expect(change.warnings.join()).not.toContain('is not used');
  });

  it.each([
    ['digests that are not the wanted ones', pinned(), fetched(HOLDING_OLD)],
    ['another size than the file gives', pinned({ digests: {}, size: 5 }), fetched({ size: 1000 })],
    ['another disk format', pinned(), fetched({ diskFormat: 'iso' })],
    ['another container format', pinned({ containerFormat: 'ova' }), fetched()],
  ])('a pinned id to which Glance fetched data is blocked with %s', (_what, image, staged) => {
    expect(blockersOf(image, staged)).toMatchObject(BURNT);
  });

  it.each([
    ['unpacked', { decompress: 'gz' as const }],
    ['unpacked where that is needed', { decompress: 'auto' as const }],
  ])('data that Glance fetched is blocked when it is to be %s', (_what, preparation) => {
    const { [MARKER.exceptions]: _exceptions, ...properties } = fetched().properties;
    const image = pinned({ method: 'stage', preparation });
    expect(blockersOf(image, fetched({ properties }))).toMatchObject(BURNT);
  });

  it('a pinned id to which Glance fetched data is published as it is once it has been checked', () => {
    expect(changeFor(pinned(), { live: [fetched({}, {})] })).toMatchObject({
      action: 'resume',
      blockedBy: [],
    });
  });

  it('a pinned id to which Glance fetched data is blocked when it has been checked and does not hold the wanted content', () => {
    expect(blockersOf(pinned(), fetched(HOLDING_OLD, {}))).toMatchObject(BURNT);
  });

  it('a pinned id to which Glance fetched data is blocked when it was checked with an exception that the file no longer allows', () => {
    const staged = fetched({}, { [MARKER.exceptions]: 'vhd-parent' });
    expect(blockersOf(pinned(), staged)).toMatchObject(BURNT);
  });

  it('a pinned id to which Glance fetched data gets the data while it is empty', () => {
    const queued = fetched({
      status: 'queued',
      checksum: null,
      hashAlgorithm: null,
      hashValue: null,
      size: null,
    });
    const change = changeFor(pinned(), { live: [queued] });
    expect(change.reason).toContain(`an interrupted run created ${PINNED}, which gets the data`);
    expect(stepKinds(change)).toEqual(LOOKED_AT);
  });

  it('a pinned id to which Glance fetched data is not a leftover under another id: that one is deleted', () => {
    const change = changeFor(pinned(), { live: [{ ...fetched(), id: OTHER }] });
    expect(change.steps.at(-1)).toMatchObject({ kind: 'delete', id: OTHER, reason: 'leftover' });
    expect(change.reason).toBe('absent');
  });

  it('a pinned id to which Glance fetched data must have the digests of the source when the file gives none', () => {
    const facts = { cirros: { digests: OLD } };
    const { blockedBy } = changeFor(pinned({ digests: {} }), { live: [fetched()], facts });
    expect(blockedBy).toMatchObject(BURNT);
  });
});
