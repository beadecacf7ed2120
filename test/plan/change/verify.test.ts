import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { MARKER, SDK_DIGEST } from '../../../src/model/marker.ts';
import type { Change, Plan } from '../../../src/model/plan.ts';
import type { CompareStep } from '../../../src/model/step.ts';
import { planPictureFault } from '../../../src/plan/picture/plan-picture.ts';
import { stepFault } from '../../../src/plan/verify-steps.ts';
import { drawPlan } from '../../../src/report/text.ts';
import { changeFor, live, marked, planFor, type World, wanted } from '../../support/plan-input.ts';

const SHA256 = 'c'.repeat(64);

/** An entry whose digest is of an algorithm that nobody knows of the live image. */
const given = (fields: Partial<DesiredImage> = {}) => wanted({ digests: { sha256: SHA256 }, ...fields });

const OURS = live({ properties: marked('current') });

/** The comparison of a change, which is its first step. */
function comparisonOf({ steps: [first] }: Change): CompareStep {
  if (first?.kind !== 'compare') throw new Error('the change compares nothing');
  return first;
}

const kinds = (steps: Change['steps']) => steps.map(({ kind }) => kind);

describe('an image whose given digest nobody knows of the live bytes', () => {
  it('is compared first: it stays with what was learnt if the bytes agree, and is replaced if they differ', () => {
    const change = changeFor(given({ version: '2' }), { live: [OURS] });
    expect(change).toMatchObject({ action: 'verify', imageId: OURS.id });
    expect(kinds(change.steps)).toEqual([
      'compare',
      'stage',
      'upload',
      'record',
      'recheck',
      'publish',
      'retire',
    ]);
    expect(comparisonOf(change)).toMatchObject({
      digests: { sha256: SHA256 },
      read: 'image',
      bytes: OURS.size,
      refused: null,
      same: [
        {
          kind: 'update',
          id: OURS.id,
          patch: expect.arrayContaining([
            { op: 'add', path: `/${MARKER.version}`, value: '2' },
            { op: 'add', path: `/${SDK_DIGEST.sha256}`, value: SHA256 },
            // A snapshot inherits the properties, and has another md5: the digests are not its own.
            { op: 'add', path: `/${SDK_DIGEST.md5}`, value: OURS.checksum },
          ]),
        },
      ],
    });
  });

  it('counts as `verify`, and its bytes not as bytes to upload', () => {
    const { summary } = planFor([given({ size: 1000 })], { live: [OURS] });
    expect(summary).toMatchObject({ verify: 1, replace: 0, bytes: 0 });
  });

  it('is replaced without a comparison when its size or another digest tells that it differs', () => {
    expect(changeFor(given({ size: 1001 }), { live: [OURS] }).action).toBe('replace');
    const md5 = { sha256: SHA256, md5: 'd'.repeat(32) };
    expect(changeFor(given({ digests: md5 }), { live: [OURS] }).action).toBe('replace');
  });

  it('stays without a comparison when another digest agrees', () => {
    const digests = { sha256: SHA256, sha512: OURS.hashValue ?? '' };
    expect(changeFor(given({ digests }), { live: [OURS] }).action).toBe('unchanged');
  });

  it('is compared although the file gives no source, and fails if the bytes differ', () => {
    const { source: _source, ...entry } = given();
    const change = changeFor(entry, { live: [OURS] });
    expect(kinds(change.steps)).toEqual(['compare']);
    expect(comparisonOf(change).refused).toMatch(/no `source` to replace it from/);
  });

  it('is not compared when the given digest is that of a packed source', () => {
    const packed = given({ preparation: { decompress: 'gz', digestsCover: 'source' } });
    expect(changeFor(packed, { live: [OURS] }).action).not.toBe('verify');
  });

  it('is compared by its own bytes when the digest describes the unpacked content of its source', () => {
    const source = { kind: 'file', path: '/images/x.qcow2.xz' } as const;
    const unpacked = given({ source, preparation: { decompress: 'auto', digestsCover: 'decompressed' } });
    expect(comparisonOf(changeFor(unpacked, { live: [OURS] })).read).toBe('image');
  });

  it('is compared when `decompress: auto` is written out, and nothing shows a packing', () => {
    expect(changeFor(given({ preparation: { decompress: 'auto' } }), { live: [OURS] }).action).toBe('verify');
  });

  it('is not compared when it records that it was unpacked: its bytes are not those of the digest', () => {
    const recorded = { [MARKER.source]: `recipe:0123abcd sha512:${'d'.repeat(128)}` };
    const made = live({ properties: marked('current', recorded) });
    expect(changeFor(given(), { live: [made] }).action).not.toBe('verify');
  });

  it('is replaced when it comes back from deactivation, and its source does not tell either', () => {
    const unpacked = given({
      status: 'active',
      preparation: { decompress: 'gz', digestsCover: 'decompressed' },
    });
    const asleep = { ...OURS, status: 'deactivated' } as const;
    expect(changeFor(unpacked, { live: [asleep] })).toMatchObject({
      action: 'replace',
      reason: 'nothing compares the data of a deactivated image',
    });
    expect(changeFor({ ...unpacked, status: 'deactivated' }, { live: [asleep] }).action).toBe('unchanged');
  });

  it('is blocked where a limit does not allow the replacement that it may become', () => {
    const change = changeFor(given(), { live: [OURS], settings: { maxReplaces: { count: 0 } } });
    expect(change).toMatchObject({ action: 'verify', steps: [], blockedBy: [{ code: 'guard' }] });
  });

  it('lets an image that refers to it wait for the outcome', () => {
    const machine = wanted({ name: 'machine', references: { kernel_id: { image: 'cirros' } } });
    const [, change] = planFor([given(), machine], { live: [OURS] }).changes;
    expect(change?.steps[0]).toMatchObject({ kind: 'stage', references: { kernel_id: 'cirros' } });
  });
});

describe('a saved plan with a comparison', () => {
  const plan = planFor([given({ size: 1000 })], { live: [OURS] });
  const [change] = plan.changes;

  /** The plan with another comparison. */
  const edited = (fields: Partial<CompareStep>): Plan => {
    const [, ...rest] = change!.steps;
    return { ...plan, changes: [{ ...change!, steps: [{ ...comparisonOf(change!), ...fields }, ...rest] }] };
  };
  const faultOf = (fields: Partial<CompareStep>) => {
    const made = edited(fields);
    return planPictureFault(made) ?? stepFault(made.changes[0]!)?.message ?? null;
  };

  it('is sound as it was made', () => {
    expect(faultOf({})).toBeNull();
  });

  it.each<[string, Partial<CompareStep>]>([
    ['with other digests than are shown', { digests: { sha256: 'e'.repeat(64) } }],
    ['of another image', { id: '00000000-0000-4000-8000-000000000099' }],
    ['that replaces the image if the bytes agree', { same: change!.steps.slice(1) }],
    ['without a digest', { digests: {} }],
    ['that compares again', { same: [comparisonOf(change!)] }],
    [
      'that changes another image if the bytes agree',
      { same: [{ kind: 'update', id: '00000000-0000-4000-8000-000000000099', patch: [] }] },
    ],
    ['that says both that it is replaced and that it is not', { refused: 'no' }],
  ])('is refused for a comparison %s', (_what, fields) => {
    expect(faultOf(fields)).not.toBeNull();
  });
});

it('the text of a plan says which bytes are read, and what follows', () => {
  const plan = planFor([given({ size: 1000 })], { live: [OURS] });
  const text = drawPlan(plan, { colour: 0, width: 100, command: null });
  expect(text).toContain('  ? cirros  verify: no sha256 of the live image is known\n');
  expect(text).toContain('read       1000 bytes of the live image, to compare them\n');
  expect(text).toContain('if equal   the image stays; its fields change as shown\n');
  expect(text).toContain('else       it is replaced\n');
  expect(text).toContain('Plan: 1 to verify.');
});

describe('an image whose bytes nothing compares', () => {
  /** Without a digest, and with a server that says nothing comparable. */
  const open = (fields: Partial<DesiredImage> = {}) => wanted({ digests: {}, ...fields });
  const properties = { os_distro: 'debian', image_build_date: '2026-11-01', internal_version: '7' };
  const changed = (image: DesiredImage, world: World) =>
    changeFor(image, world).fields.map(({ path }) => path);

  it('gets its other properties, and none that speak of the content', () => {
    const change = changeFor(open({ version: '2', properties }), { live: [live()] });
    expect(change.fields.map(({ path }) => path)).toEqual(['properties.os_distro']);
    expect(change.warnings).toEqual([
      expect.stringContaining(
        'does not write version, properties.image_build_date, properties.internal_version',
      ),
    ]);
  });

  it('does not count such properties as managed, so that a later file does not remove them', () => {
    const [step] = changeFor(open({ properties }), { live: [live()] }).steps;
    const managed = step?.kind === 'update' && step.patch.find(({ path }) => path === `/${MARKER.managed}`);
    expect(managed).toMatchObject({ value: formatManaged({ properties: ['os_distro'], tags: [] }) });
  });

  it('is replaced when it records another version than the file gives', () => {
    const recorded = live({ properties: marked('current', { [MARKER.version]: '1' }) });
    expect(changeFor(open({ version: '2' }), { live: [recorded] })).toMatchObject({
      action: 'replace',
      reason: 'its version is 1',
    });
    expect(changed(open({ version: '1' }), { live: [recorded] })).toEqual([]);
  });
});
