import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import { changeFor, HOLDING_OLD, live, marked, planFor, wanted } from '../../support/plan-input.ts';

const BACKUP = '00000000-0000-4000-8000-000000000002';

/** An entry whose publisher's versions only go up. */
const rising = (version: string, fields: Partial<DesiredImage> = {}) =>
  wanted({ monotonicVersion: true, version, ...fields });

const current = (version: string, fields: Partial<Image> = {}) =>
  live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: version }), ...fields });

const backup = (version: string) =>
  live({ ...HOLDING_OLD, id: BACKUP, properties: marked('backup', { [MARKER.version]: version }) });

const skipped = (images: readonly DesiredImage[], at: readonly Image[]) =>
  planFor(images, { live: at }).unresolved ?? [];

describe('the version that an entry may not fall below', () => {
  it.each([
    ['the live image', '1.10', '1.8', '1.10'],
    ['the live image', '1.10', '1.10', '1.10'],
    ['the backup', '1.8', '1.10', '1.10'],
  ])('is that of %s, where live image and backup have %s and %s', (which, first, second, highest) => {
    const [entry] = skipped([rising('1.9')], [current(first), backup(second)]);
    expect(entry?.message).toContain(`${which} ${which === 'the backup' ? BACKUP : live().id} has`);
    expect(entry?.message).toContain(`the higher version ${highest}`);
  });

  it('does not hold for another entry of the file, whose versions may go down', () => {
    const free = wanted({ name: 'free', version: '1.9' });
    const properties = marked('current', { [MARKER.image]: 'free', [MARKER.version]: '1.10' });
    const at = [current('1.10'), live({ ...HOLDING_OLD, id: BACKUP, name: 'free', properties })];
    expect(skipped([rising('1.9'), free], at).map(({ name }) => name)).toEqual(['cirros']);
  });
});

describe('an expiry of a lower version', () => {
  const expiry = { reason: 'expired on 2016-10-09', unchanged: true, version: '1.9' };
  const { version: _version, ...expired } = rising('1.9', { expiry });

  it('is reported with the image, which stays as it is anyway', () => {
    const change = changeFor(expired, { live: [current('1.10')] });
    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is left as it is']);
  });

  it('deletes nothing with `state: absent`', () => {
    const plan = planFor([{ ...expired, state: 'absent' }], { live: [current('1.10')] });
    expect(plan).toMatchObject({ changes: [], unresolved: [{ name: 'cirros' }] });
  });
});

it('an image that was matched by publisher id only is skipped as uncertain, with any version', () => {
  const publisherId = { property: 'mpid', value: 'x' };
  const copy = live({ ...HOLDING_OLD, name: 'copy', properties: { mpid: 'x', version: '1.10' } });
  const [entry] = skipped([rising('1.9', { publisherId })], [copy]);
  expect(entry?.message).toContain('has the same mpid under another name');
});
