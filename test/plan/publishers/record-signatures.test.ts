import { describe, expect, it } from 'vitest';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  live,
  marked,
  patched,
  planFor,
  wanted,
} from '../../support/plan-input.ts';

const SUMS = 'https://images.example/SHA256SUMS';
const signed = { document: SUMS, at: '2026-02-01T00:00:00Z' };
const EARLIER = `${SUMS} 2026-01-01T00:00:00Z`;
const RECORD = { [MARKER.signed]: `${SUMS} ${signed.at}` };

/** A published image that records this signature. */
const current = (signature: string, fields: Partial<Image> = {}) =>
  live({ properties: marked('current', { [MARKER.signed]: signature }), ...fields });

/** A backup, or a finished upload of an interrupted run, that holds the wanted content. */
const aside = (role: 'backup' | 'staged', signature: string, fields: Partial<Image> = {}) => {
  const id = '00000000-0000-4000-8000-000000000002';
  const properties = { [MARKER.id]: id, [MARKER.signed]: signature, [MARKER.exceptions]: 'none' };
  return live({ ...IN_BACKUP_FORM, id, properties: marked(role, properties), ...fields });
};

describe('the record of a signature', () => {
  it('is written once, where the content is staged', () => {
    const change = changeFor(wanted({ signed }));
    expect(change.steps[0]).toMatchObject({ kind: 'stage', attributes: { properties: RECORD } });
    expect(patched(change, 'publish')).not.toHaveProperty([MARKER.signed]);
  });

  it('is not written again on an image that has it', () => {
    const change = changeFor(wanted({ signed, hidden: true }), { live: [current(RECORD[MARKER.signed]!)] });
    expect(patched(change, 'update')).toEqual({ os_hidden: true });
  });

  it('is written only on images whose document is signed', () => {
    const own = wanted({ name: 'own', hidden: true });
    const images = [
      current(EARLIER),
      live({ id: 'own', name: 'own', properties: marked('current', { [MARKER.image]: 'own' }) }),
    ];
    const { changes } = planFor([wanted({ signed, hidden: true }), own], { live: images });
    expect(changes.map((change) => patched(change, 'update'))).toEqual([
      { os_hidden: true, ...RECORD },
      { os_hidden: true },
    ]);
  });

  it.each(['backup', 'staged'] as const)(
    'is written with the PATCH that publishes a %s image, as far as that image lacks it',
    (role) => {
      const old = current(RECORD[MARKER.signed]!, HOLDING_OLD);
      const change = changeFor(wanted({ signed }), { live: [old, aside(role, EARLIER)] });
      expect(change.steps[0]).toEqual({ kind: 'resume', id: aside(role, EARLIER).id });
      expect(patched(change, 'publish')).toMatchObject(RECORD);

      const recorded = aside(role, RECORD[MARKER.signed]!);
      const again = changeFor(wanted({ signed }), { live: [current(EARLIER, HOLDING_OLD), recorded] });
      expect(patched(again, 'publish')).not.toHaveProperty([MARKER.signed]);
    },
  );

  it('is written on the image that is published, not on the unmarked one that it replaces', () => {
    const change = changeFor(wanted({ signed, adopt: true }), {
      live: [live(HOLDING_OLD), aside('staged', EARLIER)],
    });
    expect(patched(change, 'publish')).toMatchObject(RECORD);
    expect(patched(change, 'update')).toMatchObject({ [MARKER.role]: 'current' });
    expect(patched(change, 'update')).not.toHaveProperty([MARKER.signed]);
  });

  it('is not written on a backup, when only the backup changes', () => {
    const change = changeFor(wanted({ signed }), {
      live: [current(EARLIER), aside('backup', EARLIER, { hidden: false })],
    });
    expect(change.steps).toEqual([
      {
        kind: 'update',
        id: aside('backup', EARLIER).id,
        patch: [expect.objectContaining({ path: '/os_hidden' })],
      },
    ]);
  });

  it('is not written by a change that a limit blocks', () => {
    const settings = { maxReplaces: { count: 0 } };
    const change = changeFor(wanted({ signed }), {
      live: [current(EARLIER, HOLDING_OLD), aside('backup', EARLIER)],
      settings,
    });
    expect(change.blockedBy).toMatchObject([{ code: 'guard' }]);
    expect(patched(change, 'publish')).not.toHaveProperty([MARKER.signed]);
  });
});
