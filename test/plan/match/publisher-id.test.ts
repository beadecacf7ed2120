import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import { lookupsFor } from '../../../src/plan/lookups.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { withFormerNames } from '../../../src/plan/match/publisher-id.ts';
import { planRollback } from '../../../src/plan/rollback.ts';
import { EVERYTHING } from '../../../src/plan/selection.ts';
import {
  changeFor,
  HOLDING_OLD,
  inputFor,
  live,
  marked,
  patched,
  planFor,
  stepKinds,
  wanted,
} from '../../support/plan-input.ts';
import { carryOut, cloudOf } from '../simulate.ts';

const publisherId = { property: 'mpid', value: 'abc' };
const known = (name: string, fields: Record<string, string> = {}) =>
  live({ name, properties: marked('current', { [MARKER.image]: name, mpid: 'abc', ...fields }) });

function formerNames(images: readonly Image[], listed = [wanted({ name: 'new title', publisherId })]) {
  return withFormerNames(inputFor(listed, { live: images })).images.map(({ previously }) => previously);
}

describe('an image that its publisher has renamed', () => {
  it('an image that its publisher has renamed is found by its publisher id', () => {
    expect(formerNames([known('old title')])).toEqual([['old title']]);
  });

  it.each([
    ['has another identifier', known('old title', { mpid: 'other' })],
    ['belongs to another stack', known('old title', { [MARKER.stack]: 'other' })],
    ['is a backup', known('old title', { [MARKER.role]: 'backup' })],
    ['is published under its name already', known('new title')],
    ['belongs to another project, which can write any marker', { ...known('old title'), owner: 'other' }],
  ])('an image that its publisher has renamed is not matched when it %s', (_what, image) => {
    expect(formerNames([image])).toEqual([[]]);
  });

  it('an image that its publisher has renamed is not matched while the state lists its old name too', () => {
    const listed = [wanted({ name: 'new title', publisherId }), wanted({ name: 'old title' })];
    expect(formerNames([known('old title')], listed)).toEqual([[], []]);
  });
});

const ID = '00000000-0000-4000-8000-00000000000';

describe('an image that several entries would rename', () => {
  const appliance = { property: 'APPLIANCE_ID', value: 'abc' };
  const old = known('old title', { APPLIANCE_ID: 'abc' });

  it.each([
    ['by one identifier, which two lists have', wanted({ name: 'other title', publisherId })],
    ['by two identifiers that it has', wanted({ name: 'other title', publisherId: appliance })],
  ])('an image that several entries would rename keeps its name: %s', (_how, other) => {
    expect(formerNames([old], [wanted({ name: 'new title', publisherId }), other])).toEqual([[], []]);
  });

  it('an image that several entries would rename is renamed by the entry that has its name as `previously`', () => {
    const named = wanted({ name: 'other title', previously: ['old title'] });
    expect(formerNames([old], [wanted({ name: 'new title', publisherId }), named])).toEqual([
      [],
      ['old title'],
    ]);
  });
});

it('an image of another project with our markers adds no former name', () => {
  const [first, second] = ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'];
  const forged = live({
    owner: 'other',
    visibility: 'public',
    properties: marked('current', { [MARKER.image]: 'unlisted', mpid: 'abc' }),
  });
  const unlisted = live({
    id: first,
    name: 'unlisted',
    properties: marked('current', { [MARKER.image]: 'unlisted', [MARKER.id]: first }),
  });
  const backup = live({
    id: second,
    name: 'unlisted (backup)',
    properties: marked('backup', { [MARKER.image]: 'unlisted', [MARKER.id]: second }),
  });
  const image = wanted({ name: 'new title', publisherId, backup: { ...wanted().backup, keep: 0 } });
  const input = inputFor([image], { live: [forged, unlisted, backup] });
  const { changes } = makePlan(input);
  expect(changes).toMatchObject([{ name: 'new title', action: 'create', imageId: null }]);
  expect(JSON.stringify(changes)).not.toMatch(new RegExp(`${first}|${second}`));
});

/** An entry of a publisher's image, with version 1.10 by default. */
const published = (fields: Partial<DesiredImage> = {}) =>
  wanted({
    name: 'title',
    publisherId,
    version: '1.10',
    properties: { mpid: 'abc', version: '1.10' },
    ...fields,
  });

/** An image as another tool made it. */
const left = (version = '1.9', fields: Partial<Image> = {}) =>
  live({ name: 'its name', properties: { mpid: 'abc', version, arch: 'x86_64' }, ...fields });

const OTHER = { md5: 'c'.repeat(32), sha512: 'c'.repeat(128) };

/** The entry that the plan skips, when it has no changes. */
function skippedEntries(image: DesiredImage, ...images: readonly Image[]) {
  const { changes, unresolved = [] } = planFor([image], { live: images });
  expect(changes).toEqual([]);
  return unresolved;
}

describe('an image that another tool published under another name', () => {
  it('another tool’s image is adopted and renamed, and keeps what others have set', () => {
    const change = changeFor(published(), { live: [left()] });

    expect(change).toMatchObject({
      action: 'adopt',
      reason: 'found by its mpid, was its name',
      imageId: left().id,
      warnings: [],
    });
    expect(stepKinds(change)).toEqual(['update']);
    expect(patched(change, 'update')).toMatchObject({
      name: 'title',
      version: '1.10',
      [MARKER.stack]: 'prod',
      [MARKER.image]: 'title',
      [MARKER.role]: 'current',
    });
    expect(Object.keys(patched(change, 'update'))).not.toContain('arch');
  });

  it('another tool’s image is replaced when the publisher has newer content, and becomes a backup', () => {
    const change = changeFor(published(), { live: [left('1.9', HOLDING_OLD)] });

    expect(change).toMatchObject({
      action: 'replace',
      reason: 'content differs: given digest differs; found by its mpid, was its name',
      imageId: left().id,
      blockedBy: [],
    });
    expect(change.warnings).toEqual([
      `image ${left().id} ("its name") was matched by its mpid only, under another name; it is replaced and kept as a backup. If it is a user's copy, remove that property from it first`,
    ]);
    expect(stepKinds(change)).toEqual([
      'stage',
      'upload',
      'record',
      'recheck',
      'update',
      'publish',
      'retire',
    ]);
    expect(patched(change, 'update')).toMatchObject({ [MARKER.image]: 'title', [MARKER.role]: 'current' });
  });

  it.each([
    ['its own content', left('1.9')],
    ['older content', left('1.9', HOLDING_OLD)],
  ])('another tool’s image needs no further change after it held %s', (_what, image) => {
    const cloud = cloudOf([image]);
    carryOut(planFor([published()], { live: [image] }), cloud);

    const after = changeFor(published(), { live: [...cloud.images.values()] });
    expect(after).toMatchObject({ action: 'unchanged', steps: [], warnings: [] });
    const holders = [...cloud.images.values()].filter(({ name }) => name === 'title');
    expect(holders).toHaveLength(1);
  });

  it.each([
    ['a higher version', left('1.11', HOLDING_OLD), '1.11'],
    ['the same version', left('1.10', HOLDING_OLD), '1.10'],
    ['no version', left('', { ...HOLDING_OLD, properties: { mpid: 'abc' } }), 'unknown'],
  ])('another tool’s image with other content and %s is skipped', (_what, image, version) => {
    const plan = planFor([published(), wanted()], { live: [image] });

    expect(plan.changes).toMatchObject([{ name: 'cirros', action: 'create', blockedBy: [] }]);
    expect(plan.unresolved).toMatchObject([
      {
        name: 'title',
        message: `image ${image.id} ("its name") has the same mpid under another name, but other content than the publisher offers, and the publisher's version is not known to be newer (live image: ${version}, publisher: 1.10)`,
        hint: `If it is the publisher's image, rename it to "title". If it is a user's copy, remove the property from it, and reconcile creates another image: openstack image unset --property mpid ${image.id}`,
      },
    ]);
  });

  describe('and whose content cannot be compared, because the tool converted it,', () => {
    const converted = (fields: Partial<DesiredImage> = {}) =>
      published({ preparation: { decompress: 'ova', convert: { to: 'qcow2' } }, ...fields });

    it('another tool’s image of incomparable content is adopted with a warning when it has the same version', () => {
      const change = changeFor(converted(), { live: [left('1.10', HOLDING_OLD)] });
      expect(change).toMatchObject({ action: 'adopt', imageId: left().id });
      expect(change.warnings).toEqual([
        expect.stringContaining('cannot tell whether the image holds the wanted content'),
      ]);
    });

    it('another tool’s image of incomparable content is replaced when it has a lower version', () => {
      const change = changeFor(converted(), { live: [left('1.9', HOLDING_OLD)] });
      expect(change).toMatchObject({
        action: 'replace',
        reason: 'its version is 1.9; found by its mpid, was its name',
      });
    });

    it.each<[string, Image, Partial<DesiredImage>?]>([
      ['a higher version', left('1.11', HOLDING_OLD)],
      ['no version', left('', { ...HOLDING_OLD, properties: { mpid: 'abc' } })],
      ['a lower one and is protected', left('1.9', { ...HOLDING_OLD, protected: true })],
    ])('another tool’s image of incomparable content is skipped when it has %s', (_what, image) => {
      const [entry] = skippedEntries(converted(), image);
      expect(entry?.message).toMatch(/reconcile cannot tell|is protected/);
    });
  });

  it('another tool’s image is not replaced by an offer without a version', () => {
    const { version: _version, ...image } = published();
    const [entry] = skippedEntries(image, left('1.9', HOLDING_OLD));
    expect(entry?.message).toContain('live image: 1.9, publisher: unknown');
  });

  it('another tool’s image is skipped when several images have the publisher id, and no image is created', () => {
    const duplicates = [left(), left('1.9', { id: `${ID}2`, name: 'its name_old' })];
    const plan = planFor([published(), wanted()], { live: duplicates });

    expect(plan.changes).toMatchObject([{ name: 'cirros', action: 'create', blockedBy: [] }]);
    expect(plan.unresolved).toMatchObject([
      {
        name: 'title',
        message: `no image has this name, and 2 images with other names have its mpid (${ID}1, ${ID}2): reconcile does not guess which is meant, and creates no other image`,
        hint: expect.stringContaining('Rename the right image to "title", or remove the property'),
      },
    ]);
  });

  it.each<[string, Partial<DesiredImage>, Image]>([
    ['replaced', {}, left('1.9', { ...HOLDING_OLD, protected: true })],
    ['unprotected', { protected: false }, left('1.10', { protected: true })],
  ])('another tool’s image is skipped when it is protected and would be %s', (_what, fields, image) => {
    const [entry] = skippedEntries(published(fields), image);
    expect(entry?.message).toContain('is protected');
    expect(entry?.hint).toContain(`openstack image set --unprotected ${image.id}`);
  });

  it('another tool’s image is adopted when it is protected and only its name changes', () => {
    const change = changeFor(published(), { live: [left('1.9', { protected: true })] });
    expect(change).toMatchObject({ action: 'adopt' });
    expect(Object.keys(patched(change, 'update'))).not.toContain('protected');
  });

  describe('and is replaced without kept backups', () => {
    const image = published({ backup: { ...wanted().backup, keep: 0 } });
    const old = left('1.9', HOLDING_OLD);
    const next = (version: string) => ({ ...image, version, digests: OTHER });
    const deleted = (plan: ReturnType<typeof planFor>) =>
      plan.changes.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === 'delete' ? [`${step.reason} ${step.id}`] : [])),
      );

    it('another tool’s image becomes a backup even when the file keeps none, and the plan says so', () => {
      const change = changeFor(image, { live: [old] });
      expect(stepKinds(change).slice(-3)).toEqual(['update', 'publish', 'retire']);
      expect(change.steps.at(-1)).toMatchObject({ kind: 'retire', id: old.id, keep: 1 });
      expect(change.warnings).toEqual([
        expect.stringContaining('kept as a backup, although `backup.keep` is 0'),
      ]);
    });

    it('another tool’s image that was replaced stays also when the publisher has other content again, until the entry says adopt: true', () => {
      const cloud = cloudOf([old]);
      const seen = () => ({ live: [...cloud.images.values()] });
      carryOut(planFor([image], seen()), cloud);
      expect(changeFor(image, seen())).toMatchObject({ action: 'unchanged', fields: [], steps: [] });

      const id = changeFor(image, seen()).imageId;
      expect(deleted(planFor([next('1.11')], seen()))).toEqual([`not-kept ${id}`]);
      expect(deleted(planFor([{ ...next('1.11'), adopt: true }], seen()))).toEqual([
        `not-kept ${id}`,
        `retention ${old.id}`,
      ]);
    });

    it.each([
      ['before it is published', 'publish'],
      ['before the old one is retired', 'retire'],
    ])('another tool’s image that was replaced stays even if the run is killed %s', (_when, kind) => {
      const cloud = cloudOf([old]);
      const seen = () => ({ live: [...cloud.images.values()] });
      const [change] = planFor([image], seen()).changes;
      const steps = change!.steps.slice(0, stepKinds(change!).indexOf(kind));
      carryOut({ ...planFor([image], seen()), changes: [{ ...change!, steps }] }, cloud);

      const again = planFor([image], seen());
      expect(deleted(again).filter((one) => one.endsWith(old.id))).toEqual([]);
      carryOut(again, cloud);
      expect(cloud.images.get(old.id)).toMatchObject({ properties: { [MARKER.role]: 'backup' } });
      expect(changeFor(image, seen())).toMatchObject({ action: 'unchanged', steps: [] });
    });

    it('another tool’s image is not a duplicate of the same bytes in another format', () => {
      const duplicate = left('1.9', { containerFormat: 'ovf' });
      const change = changeFor({ ...image, containerFormat: 'bare' }, { live: [duplicate] });
      expect(change.action).toBe('replace');
      expect(stepKinds(change)).not.toContain('delete');
    });

    it('another tool’s image loses its mark once it is published again', () => {
      const backup = live({
        id: `${ID}3`,
        name: 'backup',
        hidden: true,
        properties: marked('backup', {
          [MARKER.image]: 'title',
          [MARKER.id]: `${ID}3`,
          [MARKER.found]: 'identifier',
          [MARKER.exceptions]: 'none',
        }),
      });
      const current = live({
        ...HOLDING_OLD,
        name: 'title',
        properties: marked('current', { [MARKER.image]: 'title' }),
      });
      const input = inputFor([image], { live: [backup, current] });
      const [rolledBack] = planRollback(input, { name: 'title', to: null }).changes;
      const [restored] = planFor([image], { live: [backup, current] }).changes;
      for (const change of [rolledBack, restored]) {
        expect(change?.steps.find(({ kind }) => kind === 'publish')).toMatchObject({
          patch: expect.arrayContaining([{ op: 'remove', path: `/${MARKER.found}` }]),
        });
      }
    });
  });

  it('another tool’s image is not matched when another image has the name, with any content', () => {
    const named = live({ id: `${ID}2`, name: 'title' });
    expect(changeFor(published(), { live: [left(), named] })).toMatchObject({
      imageId: named.id,
      reason: 'found by name',
      warnings: [],
    });
  });

  it('another tool’s image is not matched when an image has a former name', () => {
    const former = live({ id: `${ID}2`, name: 'former' });
    const change = changeFor(published({ previously: ['former'] }), { live: [left(), former] });
    expect(change).toMatchObject({ action: 'rename', imageId: former.id, warnings: [] });
  });

  it('another tool’s image is not matched when this stack has published an image', () => {
    const current = live({
      id: `${ID}2`,
      name: 'x',
      properties: marked('current', { [MARKER.image]: 'title' }),
    });
    expect(changeFor(published(), { live: [left(), current] })).toMatchObject({ imageId: current.id });
  });

  it.each([
    ['another project', left('1.9', { owner: 'other-project', visibility: 'shared' })],
    ['a community', left('1.9', { owner: 'other-project', visibility: 'community' })],
    ['no project', left('1.9', { owner: null })],
  ])('another tool’s image is ignored without a warning when it belongs to %s', (_what, image) => {
    expect(changeFor(published(), { live: [image] })).toMatchObject({
      action: 'create',
      imageId: null,
      warnings: [],
    });
  });

  it.each<readonly [string, Image]>([
    [
      'cloudkeeper has replaced',
      left('1.9', { properties: { mpid: 'abc', version: '1.9', APPLIANCE_STATUS: 'EOL' } }),
    ],
    ['has no data yet', left('1.9', { status: 'queued' })],
    ['has another identifier', live({ name: 'x', properties: { mpid: 'abcd', version: '1.9' } })],
    ...['base_image_ref', 'instance_uuid', 'block_device_mapping'].map(
      (key) =>
        [
          `is a snapshot (${key})`,
          left('1.9', { properties: { mpid: 'abc', version: '1.9', [key]: 'x' } }),
        ] as const,
    ),
    [
      'is a backup of another stack',
      left('1.9', { properties: { ...marked('backup'), [MARKER.stack]: 's', mpid: 'abc' } }),
    ],
    [
      'is a staged one of another stack',
      left('1.9', { properties: { ...marked('staged'), [MARKER.stack]: 's', mpid: 'abc' } }),
    ],
    [
      'is a backup of this stack',
      left('1.9', { properties: { ...marked('backup', { [MARKER.image]: 'y' }), mpid: 'abc' } }),
    ],
  ])('another tool’s image is not matched when it %s', (_what, image) => {
    expect(changeFor(published(), { live: [image] })).toMatchObject({
      action: 'create',
      imageId: null,
      warnings: [],
    });
  });

  it('another tool’s image is not matched when this stack publishes it under a name that the file still lists', () => {
    const kept = left('1.9', {
      name: 'y',
      properties: { ...marked('current', { [MARKER.image]: 'y' }), mpid: 'abc' },
    });
    const { changes } = planFor([published(), wanted({ name: 'y' })], { live: [kept] });
    expect(changes).toMatchObject([
      { action: 'create', imageId: null, warnings: [] },
      { name: 'y', imageId: kept.id },
    ]);
  });

  it('another tool’s image is left alone when another project made it public, and the plan says so', () => {
    const theirs = left('1.9', { owner: 'other-project', visibility: 'public' });
    const change = changeFor(published(), { live: [theirs] });
    expect(change).toMatchObject({ action: 'create', blockedBy: [] });
    expect(change.warnings).toEqual([
      `image ${theirs.id} ("its name") has the same mpid; it is public, belongs to project other-project and is left alone`,
    ]);
  });

  it('another tool’s image gives one warning when it has the name as well', () => {
    const theirs = left('1.9', { name: 'title', owner: 'other-project', visibility: 'public' });
    expect(changeFor(published(), { live: [theirs] }).warnings).toEqual([
      expect.stringContaining('a public image of the same name'),
    ]);
  });

  it('another tool’s image is left alone when it belongs to another stack, and the plan says so', () => {
    const theirs = left('1.9', {
      properties: { ...marked('current'), [MARKER.stack]: 'staging', mpid: 'abc' },
    });
    const change = changeFor(published(), { live: [theirs] });

    expect(change).toMatchObject({ action: 'create', blockedBy: [] });
    expect(change.warnings).toEqual([
      `image ${theirs.id} ("its name") has the same mpid; it belongs to the stack "staging" and is left alone. To hand it over, remove its owner_specified.reconcile.* properties`,
    ]);
  });

  it('another tool’s image is left alone when several entries ask for it, and the plan says so', () => {
    const { changes } = planFor([published(), published({ name: 'second' })], { live: [left()] });

    expect(changes.map(({ action }) => action)).toEqual(['create', 'create']);
    expect(changes[0]?.warnings).toEqual([
      expect.stringMatching(
        /has the same mpid; .* left alone\. To let reconcile adopt it, rename it to "title"/,
      ),
    ]);
  });

  it('another tool’s image is adopted when other entries have other publisher ids', () => {
    const others = [
      published({ name: 'second', publisherId: { property: 'mpid', value: 'other' } }),
      published({ name: 'third', publisherId: { property: 'APPLIANCE_ID', value: 'abc' } }),
      wanted({ name: 'fourth' }),
    ];
    const { changes } = planFor([...others, published()], { live: [left()] });
    expect(changes.map(({ action }) => action)).toEqual(['create', 'create', 'create', 'adopt']);
  });

  it.each([
    ['has its name', { name: 'its name' }],
    ['had its name', { name: 'x', previously: ['its name'] }],
    ['pins its id', { name: 'x', id: `${ID}1` }],
  ])('another tool’s image is left to another entry that %s', (_how, fields) => {
    const { changes } = planFor([published(), wanted(fields)], { live: [left()] });
    expect(changes).toMatchObject([
      { name: 'title', action: 'create', warnings: [] },
      { name: fields.name, imageId: left().id },
    ]);
  });

  it.each<[string, Partial<Image>, Partial<DesiredImage>?]>([
    ['has no data', { status: 'queued' }],
    ['is a backup', { properties: marked('backup', { [MARKER.image]: 'x' }) }],
    ['is another stack’s upload', { properties: { ...marked('staged'), [MARKER.stack]: 'other' } }],
    ['is pinned by another entry', {}, { name: 'x', id: `${ID}2` }],
    ['is published for another entry', { properties: marked('current') }, {}],
  ])('another tool’s image is adopted beside an image that %s', (_what, fields, other) => {
    const named = live({ id: `${ID}2`, name: 'title', ...fields });
    const entries = [published(), ...(other ? [wanted(other)] : [])];
    const [change] = planFor(entries, { live: [left(), named] }).changes;
    expect(change).toMatchObject({ action: 'adopt', imageId: left().id, blockedBy: [] });
  });

  it('another tool’s image is left alone when the image of the name moved to another project', () => {
    const moved = live({
      id: `${ID}2`,
      name: 'title',
      owner: 'other-project',
      properties: marked('current', { [MARKER.image]: 'title', [MARKER.id]: `${ID}2` }),
    });
    expect(changeFor(published(), { live: [left(), moved] }).blockedBy).toMatchObject([
      { code: 'foreign', candidates: [moved.id] },
    ]);
  });

  it.each([
    ['is pinned to an id', published({ id: `${ID}7` })],
    ['is to be absent', published({ state: 'absent' })],
    ['has expired', published({ expiry: { reason: 'expired', unchanged: false } })],
  ])('another tool’s image is left alone when the entry %s', (_what, image) => {
    const { imageId, steps, warnings } = changeFor(image, { live: [left()] });
    expect(imageId).toBeNull();
    expect(JSON.stringify({ steps, warnings })).not.toContain(left().id);
    expect(lookupsFor(inputFor([image]).desired, EVERYTHING).identifiers).toEqual([]);
  });

  it('another tool’s image is not replaced by a rollback', () => {
    const backup = live({
      id: `${ID}2`,
      name: 'old',
      properties: marked('backup', { [MARKER.image]: 'title' }),
    });
    const input = inputFor([published()], { live: [left(), backup] });
    const [change] = planRollback(input, { name: 'title', to: null }).changes;
    expect(change?.imageId).toBeNull();
    expect(JSON.stringify(change?.steps)).not.toContain(left().id);
  });

  it.each([
    ['vmcatcher_event_dc_identifier', 'vmcatcher_event_hv_version'],
    ['APPLIANCE_ID', 'APPLIANCE_VERSION'],
  ])('another tool’s image is matched by %s too, and its version is read from %s', (property, version) => {
    const image = wanted({ name: 'title', publisherId: { property, value: 'abc' }, version: '2.0' });
    const known = (at: string, fields = {}) =>
      live({ name: 'x', properties: { [property]: 'abc', [version]: at, version: '2.0' }, ...fields });
    expect(changeFor(image, { live: [known('1.9')] }).action).toBe('adopt');
    expect(changeFor(image, { live: [known('1.9', HOLDING_OLD)] }).action).toBe('replace');
    expect(skippedEntries(image, known('2.1', HOLDING_OLD))).toHaveLength(1);
  });
});

describe('the lookup of a publisher id', () => {
  it('the lookup of a publisher id comes with the names by which its image would be found without it', () => {
    const images = [published({ previously: ['former'] }), wanted()];
    expect(lookupsFor(inputFor(images).desired, EVERYTHING).identifiers).toEqual([
      { names: ['title', 'former'], property: 'mpid', value: 'abc' },
    ]);
  });

  it.each(['', 'x'.repeat(256), 'two words', 'é', 'a\0'])(
    'the lookup of a publisher id is not made for an id that fits in no request: %j',
    (value) => {
      const image = published({ publisherId: { property: 'mpid', value } });
      expect(lookupsFor(inputFor([image]).desired, EVERYTHING).identifiers).toEqual([]);
      const longest = published({ publisherId: { property: 'mpid', value: 'x'.repeat(255) } });
      expect(lookupsFor(inputFor([longest]).desired, EVERYTHING).identifiers).toHaveLength(1);
    },
  );

  it('the lookup of a publisher id comes without a former name that another entry has now', () => {
    const images = [published({ previously: ['former', 'cirros'] }), wanted()];
    expect(lookupsFor(inputFor(images).desired, EVERYTHING).identifiers).toMatchObject([
      { names: ['title', 'former'] },
    ]);
  });

  it('the lookup of a publisher id is made for the selected entries only', () => {
    const selection = { targets: ['other'], excludes: [] };
    expect(lookupsFor(inputFor([published()]).desired, selection).identifiers).toEqual([]);
  });
});
