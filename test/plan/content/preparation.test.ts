import { describe, expect, it, test } from 'vitest';
import { formatPreparedFrom } from '../../../src/image/markers.ts';
import { recipeOf } from '../../../src/image/recipe.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Digests } from '../../../src/model/digest.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { SourceFacts } from '../../../src/model/observed.ts';
import { detectsPacking, type Preparation, preparationOf } from '../../../src/model/preparation.ts';
import { compareContent } from '../../../src/plan/content/compare.ts';
import { sourcesToLookAt } from '../../../src/plan/lookups.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  live,
  marked,
  NEW,
  OLD,
  stepKinds,
  wanted,
} from '../../support/plan-input.ts';

const CONVERTED: Partial<Preparation> = { decompress: 'ova', convert: { to: 'qcow2' } };
const UNPACKED: Partial<Preparation> = { decompress: 'gz', digestsCover: 'decompressed' };
/** Holds the wanted bytes themselves. */
const AS_SERVED = { checksum: live().checksum, hashValue: live().hashValue };
const NO_FACTS = { digests: {}, bytes: null, validators: null, problem: null };

function prepared(preparation: Partial<Preparation>, fields: Partial<DesiredImage> = {}): DesiredImage {
  return wanted({ preparation, ...fields });
}

/** A live image that reconcile made from bytes with these digests. */
function made(
  preparation: Partial<Preparation>,
  digests: Digests = NEW,
  more: Record<string, string> = {},
): Image {
  const recipe = recipeOf(preparationOf({ preparation }));
  const source =
    recipe === null ? {} : { [MARKER.source]: formatPreparedFrom({ recipe, bytes: 1234, digests }) };
  return live({
    checksum: 'e'.repeat(32),
    hashValue: 'e'.repeat(128),
    properties: marked('current', { [MARKER.exceptions]: 'none', ...source, ...more }),
  });
}

function verdict(image: DesiredImage, found: Image, facts: SourceFacts = NO_FACTS): string {
  return compareContent(image, found, facts).verdict;
}

describe('prepared content', () => {
  it('prepared content is compared by the bytes that it was made from', () => {
    expect(verdict(prepared(CONVERTED), made(CONVERTED))).toBe('same');
    expect(verdict(prepared(CONVERTED), made(CONVERTED, OLD))).toBe('different');
    expect(
      verdict(prepared(CONVERTED, { digests: {} }), made(CONVERTED), { ...NO_FACTS, digests: NEW }),
    ).toBe('same');
    expect(verdict(prepared(CONVERTED, { digests: {}, size: 1 }), made(CONVERTED))).toBe('different');
    expect(verdict(prepared(CONVERTED, { digests: {}, size: 1234 }), made(CONVERTED))).toBe('unknown');
  });

  it('prepared content differs if any recorded fact of these bytes differs', () => {
    const sha256 = { md5: NEW.md5, sha256: 'c'.repeat(64) };
    const wrong = { md5: NEW.md5, sha256: '0'.repeat(64) };
    expect(verdict(prepared(CONVERTED, { digests: wrong }), made(CONVERTED, sha256))).toBe('different');
    expect(verdict(prepared(CONVERTED, { size: 1 }), made(CONVERTED))).toBe('different');
    expect(verdict(prepared(CONVERTED, { size: 1234 }), made(CONVERTED))).toBe('same');
  });

  it('prepared content that another tool stored unprepared must agree in everything', () => {
    const auto = { decompress: 'auto' } as const;
    expect(verdict(prepared(auto), live())).toBe('same');
    expect(verdict(prepared(auto, { digests: { ...NEW, md5: OLD.md5 } }), live())).toBe('different');
    expect(verdict(prepared(auto, { size: 1 }), live())).toBe('different');
  });

  it('prepared content is compared by validators without digests', () => {
    const etag = (value: string) => ({ ...NO_FACTS, validators: { etag: value } });
    const found = made(CONVERTED, NEW, { [MARKER.validators]: '{"etag":"1"}' });
    expect(verdict(prepared(CONVERTED, { digests: {} }), found, etag('1'))).toBe('same');
    expect(verdict(prepared(CONVERTED, { digests: {} }), found, etag('2'))).toBe('different');
  });

  it.each<readonly [string, Partial<Preparation>]>([
    ['another format', { ...CONVERTED, convert: { to: 'raw' } }],
    ['a filter', { ...CONVERTED, transform: ['cat'] }],
    ['no conversion', { decompress: 'ova' }],
    ['no unpacking', { decompress: 'none', convert: { to: 'qcow2' } }],
    ['another member', { ...CONVERTED, member: 'data.vmdk' }],
    ['digests of other bytes', { ...CONVERTED, digestsCover: 'decompressed' }],
    ['nothing at all', {}],
  ])('prepared content differs with %s', (_, preparation) => {
    expect(verdict(prepared(preparation), made(CONVERTED))).toBe('different');
    expect(verdict(prepared(preparation, { digests: {} }), made(CONVERTED))).toBe('different');
  });

  it('prepared content differs when reconcile stored the bytes unprepared', () => {
    const stored = live({ properties: marked('current', { [MARKER.exceptions]: 'none' }) });
    expect(verdict(prepared(CONVERTED), stored)).toBe('different');
    expect(verdict(prepared({ transform: ['cat'] }, { digests: {} }), stored)).toBe('different');
    // A file that is not packed needs no preparation.
    expect(verdict(prepared({ decompress: 'auto' }), stored)).toBe('same');
    expect(verdict(prepared({ decompress: 'auto' }, { digests: OLD }), stored)).toBe('different');
  });

  it('prepared content that another tool made is unknown, unless it is the source’s own bytes', () => {
    expect(verdict(prepared(CONVERTED), live(HOLDING_OLD))).toBe('unknown');
    expect(verdict(prepared(CONVERTED), live())).toBe('different');
    expect(
      verdict(prepared(CONVERTED), live({ properties: { [MARKER.exceptions]: 'none' }, ...HOLDING_OLD })),
    ).toBe('unknown');
  });

  it('the preparation of content is not read from a snapshot, which inherits the markers of its image', () => {
    const snapshot = made(CONVERTED, NEW, { [MARKER.id]: 'another image' });
    expect(verdict(prepared(CONVERTED), snapshot)).toBe('unknown');
  });
});

describe('unpacked content with digests of the unpacked bytes', () => {
  it('unpacked content is compared by the given digests of the unpacked bytes', () => {
    expect(recipeOf(preparationOf({ preparation: UNPACKED }))).toBeNull();
    expect(verdict(prepared(UNPACKED), live())).toBe('same');
    expect(verdict(prepared(UNPACKED), live(HOLDING_OLD))).toBe('different');
  });

  it('unpacked content is never compared with the digests of the packed file', () => {
    const facts = { ...NO_FACTS, digests: OLD };
    expect(verdict(prepared(UNPACKED, { digests: {} }), live(), facts)).toBe('unknown');
    const source = { kind: 'file', path: '/disk.gz' } as const;
    const questionsOf = (preparation: Partial<Preparation>) =>
      sourcesToLookAt(inputFor([prepared(preparation, { source, digests: {} })]));
    expect(questionsOf(UNPACKED)).toMatchObject([{ ownDigests: false }]);
    expect(questionsOf(CONVERTED)).toMatchObject([{ ownDigests: true }]);
  });
});

describe('content that is unpacked by default', () => {
  const GZ = { source: { kind: 'http', url: 'http://images.example/cirros.qcow2.gz' } } as const;
  const PLAIN = {
    source: { kind: 'http', url: 'http://images.example/cirros.raw' },
    diskFormat: 'raw',
  } as const;
  const decompressOf = (fields: Partial<DesiredImage>) => preparationOf(wanted(fields))?.decompress;

  it.each<readonly [string, Partial<DesiredImage>]>([
    ['the name shows a packing', GZ],
    ['the name shows a packing, and the disk may begin with any bytes', { ...GZ, diskFormat: 'raw' }],
    ['the file names a member', { preparation: { member: '*.vmdk' } }],
    ['the digests are those of the unpacked file', { preparation: { digestsCover: 'decompressed' } }],
  ])('content is unpacked by default when %s', (_, fields) => {
    expect(decompressOf(fields)).toBe('auto');
    expect(detectsPacking(wanted(fields))).toBe(false);
  });

  it.each<readonly [string, Partial<DesiredImage>]>([
    ['the file says none', { preparation: { decompress: 'none' } }],
    ['it is stored compressed', { containerFormat: 'compressed' }],
    ['it is stored as an appliance', { containerFormat: 'ova' }],
    ['it is a kernel', { diskFormat: 'aki' }],
    ['Glance fetches it', { method: 'web-download' }],
  ])('content is never unpacked by default when %s', (_, fields) => {
    for (const source of [GZ, {}]) {
      expect(preparationOf(wanted({ ...source, ...fields }))).toBeNull();
      expect(detectsPacking(wanted({ ...source, ...fields }))).toBe(false);
    }
  });

  it('apply looks for a packing in content under any other name, unless the disk may begin with any bytes', () => {
    expect(detectsPacking(wanted())).toBe(true);
    expect(detectsPacking(wanted({ preparation: { convert: { to: 'raw' } } }))).toBe(true);
    for (const diskFormat of ['raw', 'vhd', 'ami', 'ploop'] as const)
      expect(detectsPacking(wanted({ diskFormat }))).toBe(false);
    const fromRaw = { convert: { from: 'raw', to: 'qcow2' } } as const;
    expect(detectsPacking(wanted({ preparation: fromRaw }))).toBe(false);
  });

  it.each<readonly [string, Partial<Preparation>, Partial<DesiredImage>]>([
    ['unpacked gz, whose name shows it', { decompress: 'gz' }, GZ],
    ['unpacked gz, under any name', { decompress: 'gz' }, {}],
    ['stored as it is', { decompress: 'none' }, {}],
    ['stored as it is, as a raw disk', { decompress: 'none' }, PLAIN],
    ['unpacked and converted', { ...CONVERTED, decompress: 'gz' }, GZ],
    ['converted alone', { ...CONVERTED, decompress: 'none' }, {}],
    ['filtered from packed bytes', { decompress: 'none', transform: ['zcat'] }, GZ],
  ])('content that was %s stays when the file no longer gives `decompress`', (_, preparation, fields) => {
    const { decompress: __, ...others } = preparation;
    const found = { ...made(preparation), ...(recipeOf(preparationOf({ preparation })) ? {} : AS_SERVED) };
    expect(verdict(prepared(others, fields), found)).toBe('same');
    const etag = { ...NO_FACTS, validators: { etag: '1' } };
    const dated = { ...found, properties: { ...found.properties, [MARKER.validators]: '{"etag":"1"}' } };
    expect(verdict(prepared(others, { ...fields, digests: {} }), dated, etag)).toBe('same');
  });

  it('content that the file wants unpacked is replaced when the image may hold the packed bytes', () => {
    const stored = (exceptions: string) =>
      live({ properties: marked('current', { [MARKER.exceptions]: exceptions }) });
    expect(verdict(wanted(GZ), stored('format-mismatch'))).toBe('different');
    expect(verdict(wanted(GZ), live())).toBe('different');
    // The inspection found a disk in it, so the name is wrong.
    expect(verdict(wanted(GZ), stored('none'))).toBe('same');
  });

  it('content in an image whose container format the file leaves open is as packed as that format says', () => {
    expect(verdict(wanted(GZ), live({ containerFormat: 'compressed' }))).toBe('same');
  });
});

describe('the plan of prepared content', () => {
  it('the plan of prepared content shows the preparation, records the source’s digests, and expects none of the stored bytes', () => {
    const change = changeFor(prepared(CONVERTED, { size: 5 }));
    const [stage, upload] = change.steps;
    if (stage?.kind !== 'stage' || upload?.kind !== 'upload') throw new Error(`${stepKinds(change)}`);
    const { properties = {} } = stage.attributes;
    const recipe = recipeOf(preparationOf({ preparation: CONVERTED })) ?? '';
    expect(properties[MARKER.source]).toBe(formatPreparedFrom({ recipe, bytes: 5, digests: NEW }));
    expect(
      Object.keys(properties).filter((key) => key.includes('openstack') || key === MARKER.digests),
    ).toEqual([]);
    expect(upload.prepare).toEqual(preparationOf({ preparation: CONVERTED }));
    expect(change.content?.preparation).toEqual(upload.prepare);
  });

  it.each([
    ['unpacked, with the unpacked size', UNPACKED, { bytes: 3, storedBytes: 5 }],
    [
      'unpacked, with the size of the file',
      { ...UNPACKED, digestsCover: 'source' },
      { bytes: 3, storedBytes: null },
    ],
    ['converted', CONVERTED, { bytes: 3, storedBytes: null }],
    ['stored as it comes', {}, { bytes: 3, storedBytes: undefined }],
  ] as const)('a plan distinguishes downloaded and uploaded bytes: %s', (_, preparation, sizes) => {
    const image = prepared(preparation, { size: 5 });
    const { content } = changeFor(image, { facts: { [image.name]: { bytes: 3 } } });
    expect({ bytes: content?.bytes, storedBytes: content?.storedBytes }).toEqual(sizes);
    const { content: unlooked } = changeFor(image);
    const isOfSource = preparationOf({ preparation })?.digestsCover !== 'decompressed';
    expect(unlooked?.bytes).toBe(isOfSource ? 5 : null);
  });

  it('prepared content takes its format from the conversion', () => {
    const { diskFormat: _, ...open } = prepared(CONVERTED);
    const change = changeFor(open);
    expect(change.steps).toMatchObject([
      { kind: 'stage', attributes: { diskFormat: 'qcow2' } },
      { kind: 'upload', detectFormat: false, inspect: { diskFormat: 'qcow2' } },
      ...change.steps.slice(2),
    ]);
    expect(changeFor(open, { live: [{ ...made(CONVERTED), diskFormat: 'vmdk' }] })).toMatchObject({
      action: 'replace',
      reason: 'format differs',
    });
  });

  it('prepared content resumes a finished upload with the same preparation of the same bytes', () => {
    const staged = (preparation: Partial<Preparation>) => ({
      ...made(preparation),
      properties: { ...made(preparation).properties, [MARKER.role]: 'staged' },
    });
    expect(changeFor(prepared(CONVERTED), { live: [staged(CONVERTED)] }).action).toBe('resume');
    const other = staged({ ...CONVERTED, transform: ['cat'] });
    expect(changeFor(prepared(CONVERTED), { live: [other] }).action).toBe('create');
  });

  test('content that Glance fetches cannot be prepared', () => {
    const change = changeFor(prepared(CONVERTED, { method: 'web-download' }));
    expect(change.blockedBy).toMatchObject([{ code: 'unsupported' }]);
    expect(changeFor(prepared({ decompress: 'none' }, { method: 'web-download' })).blockedBy).toEqual([]);
  });
});

test('a backup with the same preparation of the same bytes is published again', () => {
  const marks = { [MARKER.role]: 'backup', [MARKER.retired]: '1', [MARKER.id]: 'b' };
  const backup = (preparation: Partial<Preparation>, digests = NEW) => ({
    ...made(preparation, digests, marks),
    ...IN_BACKUP_FORM,
    id: 'b',
  });
  const current = made({ decompress: 'ova' }, OLD);
  const planned = (found: Image) => stepKinds(changeFor(prepared(CONVERTED), { live: [current, found] }));
  expect(planned(backup(CONVERTED))).not.toContain('upload');
  expect(planned(backup(CONVERTED, OLD))).toContain('upload');
  expect(planned(backup({ ...CONVERTED, transform: ['cat'] }))).toContain('upload');
});
