import { describe, expect, it } from 'vitest';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import { changeFor, HOLDING_OLD, live, marked, patched, planFor, wanted } from '../../support/plan-input.ts';

const SUMS = 'https://images.example/SHA256SUMS';
const EARLIER = { document: SUMS, at: '2026-01-01T00:00:00Z' };
const LATER = { document: SUMS, at: '2026-02-01T00:00:00Z' };

/** A published image that came from the document with the later signature. */
const fromLater = (fields = {}) =>
  live({ properties: marked('current', { [MARKER.signed]: `${SUMS} ${LATER.at}` }), ...fields });

describe('the time of a signature', () => {
  it('the time of a signature is recorded on new content', () => {
    const [stage] = changeFor(wanted({ signed: LATER })).steps;
    expect(stage).toMatchObject({
      attributes: { properties: { [MARKER.signed]: `${SUMS} ${LATER.at}` } },
    });
  });

  it('the time of a signature is recorded with any other change of the image', () => {
    const properties = marked('current', { [MARKER.signed]: `${SUMS} ${EARLIER.at}` });
    const change = changeFor(wanted({ signed: LATER, hidden: true }), { live: [live({ properties })] });
    expect(patched(change, 'update')).toMatchObject({ [MARKER.signed]: `${SUMS} ${LATER.at}` });
  });

  it('the time of a signature changes nothing by itself: publishers sign their files again', () => {
    const properties = marked('current', { [MARKER.signed]: `${SUMS} ${EARLIER.at}` });
    expect(changeFor(wanted({ signed: LATER }), { live: [live({ properties })] })).toMatchObject({
      action: 'unchanged',
      steps: [],
    });
  });
});

describe('an older signature of the same document', () => {
  it('an older signature of the same document skips the entry when it names other content', () => {
    const plan = planFor([wanted({ signed: EARLIER })], { live: [fromLater(HOLDING_OLD)] });
    expect(plan.changes).toEqual([]);
    expect(plan.unresolved).toMatchObject([{ name: 'cirros' }]);
    expect(plan.unresolved?.[0]?.message).toContain('the server offers an old file again');
  });

  it('an older signature of the same document is accepted when it names the content that the image has', () => {
    const plan = planFor([wanted({ signed: EARLIER })], { live: [fromLater()] });
    expect(plan.changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it.each([
    ['of another document', { document: `${SUMS}.old`, at: EARLIER.at }, {}],
    ['for an image of another stack', EARLIER, { [MARKER.stack]: 'other' }],
  ])('an older signature of the same document is no replay %s', (_what, signed, properties) => {
    const image = fromLater(HOLDING_OLD);
    const given = { ...image, properties: { ...image.properties, ...properties } };
    expect(planFor([wanted({ signed })], { live: [given] }).unresolved ?? []).toEqual([]);
  });
});

describe('an older signature of the same document, where the newest one is recorded on a backup', () => {
  const backup = (at: string, fields = {}) =>
    live({
      id: '00000000-0000-4000-8000-000000000002',
      properties: marked('backup', { [MARKER.signed]: `${SUMS} ${at}`, [MARKER.exceptions]: 'none' }),
      ...fields,
    });
  const older = wanted({ signed: EARLIER });
  const skipped = (images: readonly Image[], entry = older) =>
    planFor([entry], { live: images }).unresolved ?? [];

  it('creates nothing once a user has deleted the live image', () => {
    const [entry] = skipped([backup(LATER.at, HOLDING_OLD)]);
    expect(entry?.message).toContain('the backup 00000000-0000-4000-8000-000000000002');
    expect(entry?.message).toContain('no image is created');
  });

  it('brings the content of that backup back', () => {
    expect(skipped([backup(LATER.at)])).toEqual([]);
  });

  it('replaces no image that was rolled back', () => {
    const rolledBack = live({
      checksum: 'c'.repeat(32),
      hashValue: 'c'.repeat(128),
      properties: marked('current', { [MARKER.signed]: `${SUMS} 2025-12-01T00:00:00Z` }),
    });
    expect(skipped([rolledBack, backup(LATER.at, HOLDING_OLD)])).toMatchObject([{ name: 'cirros' }]);
  });

  it('is accepted where the rolled back image has its content', () => {
    const rolledBack = live({ properties: marked('current', { [MARKER.signed]: `${SUMS} ${EARLIER.at}` }) });
    expect(skipped([rolledBack, backup(LATER.at, HOLDING_OLD)])).toEqual([]);
  });

  it.each([{ state: 'absent' as const }, { expiry: { reason: 'expired', unchanged: true } }])(
    'skips no entry that creates nothing: %o',
    (fields) => {
      expect(skipped([backup(LATER.at, HOLDING_OLD)], wanted({ signed: EARLIER, ...fields }))).toEqual([]);
    },
  );
});

describe('an older signature of a publisher that says more than digests', () => {
  const publisherId = { property: 'mpid', value: 'x' };
  const older = { signed: EARLIER, publisherId };
  const skipped = (fields: Parameters<typeof wanted>[0], image = fromLater()) =>
    planFor([wanted({ ...older, ...fields })], { live: [image] }).unresolved ?? [];

  it('an older signature of a publisher that says more than digests is refused when it lowers the version of the same content', () => {
    const properties = { ...fromLater().properties, [MARKER.version]: '2' };
    expect(skipped({ version: '1' }, fromLater({ properties }))).toMatchObject([{ name: 'cirros' }]);
    expect(skipped({ version: '2' }, fromLater({ properties }))).toEqual([]);
  });

  it.each([
    ['hidden', { hidden: true }],
    ['deactivated', { status: 'deactivated' }],
  ])(
    'an older signature of a publisher that says more than digests brings no image back that is %s since',
    (_what, fields) => {
      expect(skipped({}, fromLater(fields))).toMatchObject([{ name: 'cirros' }]);
    },
  );

  it('an older signature of a publisher that says more than digests cannot call a live image expired', () => {
    const expiry = { reason: 'expired on 2026-01-01T00:00:00Z', unchanged: false };
    expect(skipped({ hidden: true, expiry })).toMatchObject([{ name: 'cirros' }]);
    const expired = [wanted({ ...older, expiry })];
    const world = { live: [fromLater()], settings: { prune: 'delete' }, publishers: { expired } } as const;
    expect(planFor([], world)).toMatchObject({ changes: [], unresolved: [{ name: 'cirros' }] });
  });
});

describe('a later signature of the same document', () => {
  it('a later signature of the same document replaces the content', () => {
    const at = '2026-03-01T00:00:00Z';
    const plan = planFor([wanted({ signed: { document: SUMS, at } })], { live: [fromLater(HOLDING_OLD)] });
    expect(plan.changes).toMatchObject([{ action: 'replace' }]);
  });
});
