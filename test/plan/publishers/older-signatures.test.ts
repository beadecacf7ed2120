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
    expect(plan.unresolved).toMatchObject([
      {
        name: 'cirros',
        message: `${SUMS} was signed at ${EARLIER.at}, and the live image ${live().id} comes from its later signature of ${LATER.at}: the server offers an old file again, so the live image stays as it is`,
        hint: "Ask the publisher's own server, or another mirror. To go back on purpose, use `reconcile rollback`, or name another document.",
      },
    ]);
  });

  it('an older signature of the same document skips the entry when it names the content in another format', () => {
    const plan = planFor([wanted({ signed: EARLIER, diskFormat: 'raw' })], { live: [fromLater()] });
    expect(plan.unresolved).toMatchObject([{ name: 'cirros' }]);
  });

  it('an older signature of the same document leaves hiding and showing to a file that lists the image itself', () => {
    const plan = planFor([wanted({ signed: EARLIER, hidden: false })], {
      live: [fromLater({ hidden: true })],
    });
    expect(plan.changes).toMatchObject([{ action: 'update', fields: [{ path: 'hidden', after: false }] }]);
  });

  it('an older signature of the same document is no replay for an image without markers', () => {
    const plan = planFor([wanted({ signed: EARLIER })], { live: [live()] });
    expect(plan.changes).toMatchObject([{ action: 'adopt', blockedBy: [] }]);
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
    const publisherId = { property: 'mpid', value: 'x' };
    expect(skipped([backup(LATER.at)], wanted({ signed: EARLIER, publisherId }))).toEqual([]);
  });

  it.each([
    ['the live image', LATER.at, '2025-12-01T00:00:00Z'],
    ['the live image', LATER.at, LATER.at],
    ['the backup', '2025-12-01T00:00:00Z', LATER.at],
  ])('names %s as the newest: signed at %s, the backup at %s', (newest, liveAt, backupAt) => {
    const properties = marked('current', { [MARKER.signed]: `${SUMS} ${liveAt}` });
    const [entry] = skipped([live({ ...HOLDING_OLD, properties }), backup(backupAt, HOLDING_OLD)]);
    expect(entry?.message).toContain(`and ${newest} `);
  });

  it.each(['2025-12-01T00:00:00Z', EARLIER.at])(
    'decides nothing about a rolled back image with its content, which was signed at %s and hidden since',
    (at) => {
      const properties = marked('current', { mpid: 'x', [MARKER.signed]: `${SUMS} ${at}` });
      const publisherId = { property: 'mpid', value: 'x' };
      const images = [live({ hidden: true, properties }), backup(LATER.at, HOLDING_OLD)];
      expect(skipped(images, wanted({ signed: EARLIER, publisherId }))).toEqual([]);
    },
  );

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

  it('an older signature of a publisher that says more than digests is accepted where a version is not known', () => {
    const properties = { ...fromLater().properties, [MARKER.version]: '2' };
    expect(skipped({}, fromLater({ properties }))).toEqual([]);
    expect(skipped({ version: '1' })).toEqual([]);
  });

  it.each<[string, Partial<Image>, Parameters<typeof wanted>[0]]>([
    ['hidden', { hidden: true }, { hidden: true }],
    ['deactivated', { status: 'deactivated' }, { status: 'deactivated' }],
  ])(
    'an older signature of a publisher that says more than digests is accepted for an image that stays %s',
    (_what, fields, entry) => {
      expect(skipped(entry, fromLater(fields))).toEqual([]);
    },
  );

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

  it('the same signature may name other content: the file can mean another line of the document', () => {
    const plan = planFor([wanted({ signed: LATER })], { live: [fromLater(HOLDING_OLD)] });
    expect(plan.changes).toMatchObject([{ action: 'replace' }]);
  });
});
