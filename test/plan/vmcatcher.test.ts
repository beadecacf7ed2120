import { describe, expect, it } from 'vitest';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { stepFault } from '../../src/plan/verify-steps.ts';
import { planArrival, planKeeping, planRemoval } from '../../src/plan/vmcatcher.ts';
import { HOLDING_OLD, inputFor, live, marked, wanted } from '../support/plan-input.ts';
import { carryOut, cloudOf } from './simulate.ts';

const KEY = { property: 'uuid', value: 'one' };
const ID = '00000000-0000-4000-8000-00000000000';

function published(digit: number, name: string, uuid: string, fields: Partial<Image> = {}): Image {
  const properties = { ...marked('current', { [MARKER.image]: name }), uuid };
  return live({ id: `${ID}${digit}`, name, properties, ...fields });
}

describe('an event that announces an image', () => {
  it('an event that announces an image renames the image of an earlier event', () => {
    const input = inputFor([wanted({ name: 'sl 6.1' })], { live: [published(1, 'sl 6.0', 'one')] });
    expect(planArrival(input, KEY).changes).toMatchObject([{ action: 'rename', imageId: `${ID}1` }]);
  });

  it('an event that announces an image replaces the earlier image when the content differs', () => {
    const input = inputFor([wanted({ name: 'sl 6.1' })], {
      live: [published(1, 'sl 6.0', 'one', HOLDING_OLD)],
    });
    expect(planArrival(input, KEY).changes).toMatchObject([{ action: 'replace', imageId: `${ID}1` }]);
  });

  it('an event that announces an image gives no warnings about images of other events', () => {
    const staged = live({ id: `${ID}9`, properties: marked('staged', { [MARKER.image]: 'ubuntu' }) });
    const input = inputFor([wanted({ name: 'sl' })], { live: [staged], stackNamed: false });
    expect(planArrival(input, KEY).warnings).toEqual([]);
  });

  it('an event that announces an image does not take an image of another event for an earlier one', () => {
    const foreign = published(2, 'mine', 'one');
    const strangers = [
      published(1, 'sl 6.0', 'two'),
      { ...foreign, properties: { ...foreign.properties, [MARKER.stack]: 'other' } },
    ];
    const input = inputFor([wanted({ name: 'sl 6.1' })], { live: strangers });
    expect(planArrival(input, KEY).changes).toMatchObject([{ action: 'create', imageId: null }]);
  });

  it('an event that announces an image leaves a name to another image until that has expired', () => {
    const blocked = (fields: Partial<Image>) => {
      const input = inputFor([wanted({ name: 'sl' })], {
        live: [published(1, 'sl', 'two', { ...HOLDING_OLD, ...fields })],
      });
      const [change, ...others] = planArrival(input, KEY).changes;
      expect(others).toEqual([]);
      return change?.blockedBy.map(({ message }) => message);
    };
    expect(blocked({})).toEqual([
      expect.stringContaining('"sl" is the image of two, but the event is about one'),
    ]);
    expect(blocked({ hidden: true })).toEqual([]);
    expect(blocked({ status: 'deactivated' })).toEqual([]);
    const { properties } = published(1, 'sl', 'two');
    expect(blocked({ properties: { ...properties, [MARKER.expired]: 'true' } })).toEqual([]);
  });

  it('an event that announces an image removes the marker of an earlier expiry', () => {
    const recorded = published(1, 'sl', 'one');
    const properties = { ...recorded.properties, [MARKER.expired]: 'true' };
    const input = inputFor([wanted({ name: 'sl' })], { live: [{ ...recorded, properties }] });
    expect(planArrival(input, KEY).changes).toMatchObject([
      {
        action: 'update',
        fields: [{ path: 'expired', before: 'true', after: null }],
        steps: [{ kind: 'update', patch: [{ op: 'remove', path: `/${MARKER.expired}` }] }],
      },
    ]);
  });

  it('an event that announces an image renames no image that has taken over a former name', () => {
    const input = inputFor([wanted({ name: 'sl 6.1' })], { live: takenOver() });
    expect(planArrival(input, KEY).changes).toMatchObject([{ action: 'create', imageId: null }]);
  });
});

/** The image that an event of `two` published under the former name of `one`. */
function takenOver(): readonly Image[] {
  const former = published(1, 'sl (backup)', 'one', { ...HOLDING_OLD, hidden: true });
  const backup = { ...former.properties, ...marked('backup', { [MARKER.image]: 'sl' }) };
  return [{ ...former, properties: backup }, published(2, 'sl', 'two')];
}

describe('an event whose identifier several images have', () => {
  it('an event whose identifier several images have changes nothing, and says so', () => {
    const holders = [1, 2].map((digit) =>
      live({ id: `${ID}${digit}`, name: `by others ${digit}`, properties: { uuid: 'one' } }),
    );
    const input = inputFor([wanted({ publisherId: KEY })], { live: holders });
    expect(planArrival(input, KEY)).toMatchObject({ changes: [], unresolved: [{ name: 'cirros' }] });
  });
});

describe('an event about an expired image', () => {
  const backup = live({
    id: `${ID}3`,
    name: 'sl (backup)',
    hidden: true,
    properties: { ...marked('backup', { [MARKER.image]: 'sl' }) },
  });
  const cloud = [published(1, 'sl', 'one'), published(2, 'ubuntu', 'two'), backup];

  it.each([
    ['hide', [{ action: 'hide', imageId: `${ID}1`, reason: 'expired' }]],
    ['deactivate', [{ action: 'deactivate', imageId: `${ID}1` }]],
    ['never', []],
  ] as const)('an event about an expired image, %s, changes that image only', (prune, changes) => {
    const plan = planRemoval(inputFor([], { live: cloud, settings: { prune } }), KEY);
    expect(plan.changes).toMatchObject(changes);
    expect(plan.changes).toHaveLength(changes.length);
    expect(plan.warnings).toEqual([]);
  });

  it.each(['hide', 'deactivate', 'delete'] as const)(
    'an event about an expired image, %s, leaves an image that has taken over its name',
    (prune) => {
      const plan = planRemoval(inputFor([], { live: takenOver(), settings: { prune } }), KEY);
      expect(plan.changes).toEqual([]);
    },
  );

  it('an event about an expired image with `delete` deletes its backups too', () => {
    const plan = planRemoval(inputFor([], { live: cloud, settings: { prune: 'delete' } }), KEY);
    const deleted = plan.changes.flatMap(({ steps }) =>
      steps.flatMap((step) => ('id' in step ? step.id : [])),
    );
    expect(deleted).toEqual([`${ID}1`, `${ID}3`]);
  });

  it('an event about an expired image hides and deactivates also images with `prevent_delete`, because the event names them', () => {
    const kept = cloud.map((image) => ({
      ...image,
      properties: { ...image.properties, [MARKER.preventDelete]: 'true' },
    }));
    const changes = (prune: 'hide' | 'deactivate' | 'delete') =>
      planRemoval(inputFor([], { live: kept, settings: { prune } }), KEY).changes;
    for (const prune of ['hide', 'deactivate'] as const) {
      expect(changes(prune)).toMatchObject([{ action: prune, blockedBy: [], warnings: [] }]);
    }
    expect(changes('delete')).toMatchObject([{ action: 'delete', blockedBy: [{ code: 'guard' }] }]);
  });

  it('an event about an expired image gives a warning when the service cannot hide images', () => {
    const world = { live: cloud, settings: { prune: 'hide' as const }, features: { hidden: false } };
    const { changes, warnings } = planRemoval(inputFor([], world), KEY);
    expect([changes, warnings]).toEqual([[], [expect.stringContaining('cannot hide')]]);
  });
});

describe('an event about an expired image that is kept', () => {
  it('an event about an expired image that is kept marks the image once, and changes nothing else', () => {
    const cloud = cloudOf([published(1, 'sl', 'one'), published(2, 'ubuntu', 'two')]);
    const plan = () => planKeeping(inputFor([], { live: [...cloud.images.values()] }), KEY);
    const first = plan();
    expect(first.changes).toMatchObject([
      { action: 'update', imageId: `${ID}1`, name: 'sl', reason: 'expired', fields: [{ path: 'expired' }] },
    ]);
    expect(first.changes.map(stepFault)).toEqual([null]);
    const before = [...cloud.images.values()];
    carryOut(first, cloud);
    const after = [...cloud.images.values()];
    expect(after[0]).toEqual({
      ...before[0],
      properties: { ...before[0]?.properties, [MARKER.expired]: 'true' },
    });
    expect(after[1]).toEqual(before[1]);
    expect(plan().changes).toEqual([]);
  });

  it('an event about an expired image that is kept leaves backups and images of other events alone', () => {
    const foreign = published(1, 'sl', 'one');
    const live = [
      { ...foreign, properties: { ...foreign.properties, [MARKER.stack]: 'other' } },
      ...takenOver().map((image, index) => ({ ...image, id: `${ID}${index + 3}` })),
    ];
    expect(planKeeping(inputFor([], { live }), KEY).changes).toEqual([]);
  });
});
