import { describe, expect, it } from 'vitest';
import type { DesiredImage, Publishers } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import {
  changeFor,
  HOLDING_OLD,
  live,
  marked,
  OLD,
  patched,
  planFor,
  type World,
  wanted,
} from '../../support/plan-input.ts';
import { carryOut, cloudOf } from '../simulate.ts';

/** The lists that are served for these images. */
function askedFor(images: readonly DesiredImage[]): Pick<Publishers, 'asked'> {
  const lists = new Map(images.flatMap(({ list }) => (list ? [[list.identifier, list] as const] : [])));
  return {
    asked: [...lists.values()].map((found) => ({
      place: `https://lists.example/${found.identifier}`,
      at: wanted().at,
      image: null,
      pinned: null,
      found,
    })),
  };
}

const EXPIRED = { reason: 'expired on 2016-10-09', unchanged: true };

describe('an image that its publisher calls expired', () => {
  it('an image that its publisher calls expired is not created, and the entry that asks for it is blocked', () => {
    const change = changeFor(wanted({ expiry: EXPIRED }));

    expect(change.steps).toEqual([]);
    expect(change.blockedBy).toEqual([
      {
        code: 'expired',
        message: expect.stringMatching(/^expired on 2016-10-09, .* Remove the entry, /),
        candidates: [],
        at: change.blockedBy[0]?.at,
      },
    ]);
  });

  it('an image that its publisher calls expired is left out of its list', () => {
    const change = changeFor(wanted({ expiry: EXPIRED, listed: true }));

    expect(change).toMatchObject({ action: 'unchanged', reason: EXPIRED.reason, steps: [], blockedBy: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is not created']);
  });

  it('an image that its publisher calls expired stays as it is, with any fields of its entry', () => {
    const image = wanted({ expiry: EXPIRED, hidden: true });
    const change = changeFor(image, { live: [live({ properties: marked('current') })] });

    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is left as it is']);
  });

  it('an image that its publisher calls expired is changed when the file wants that for expired images', () => {
    const { source: _source, diskFormat: _format, ...fields } = wanted({ digests: {}, hidden: true });
    const image = { ...fields, expiry: { ...EXPIRED, unchanged: false } };

    const change = changeFor(image, { live: [live({ properties: marked('current') })] });
    expect(change).toMatchObject({ action: 'update', fields: [{ path: 'hidden', after: true }] });
    expect(changeFor(image)).toMatchObject({ action: 'unchanged', steps: [] });
  });
});

describe('the version of a list', () => {
  const list = { identifier: 'list', version: '2.9' };

  it('the version of a list is recorded on new content', () => {
    const [stage] = changeFor(wanted({ list })).steps;
    expect(stage).toMatchObject({ attributes: { properties: { [MARKER.list]: 'list 2.9' } } });
  });

  it('the version of a list is recorded on an adopted image, which the list may drop later', () => {
    const change = changeFor(wanted({ list }), { live: [live()] });
    expect(change.action).toBe('adopt');
    expect(patched(change, 'update')).toMatchObject({ [MARKER.list]: 'list 2.9' });
    expect(change.fields).toEqual([]);
  });
});

describe('a list that drops an image', () => {
  const ID = '00000000-0000-4000-8000-00000000000';
  const listed = (name: string, version: string) => wanted({ name, list: { identifier: 'list', version } });
  const held = (
    digit: string,
    name: string,
    version: string,
    role: 'current' | 'backup' | 'staged' = 'current',
  ) =>
    live({
      id: `${ID}${digit}`,
      name,
      properties: marked(role, { [MARKER.image]: name, [MARKER.list]: `list ${version}` }),
    });
  const before = [held('1', 'kept', '2.8'), held('2', 'other', '2.8'), held('3', 'withdrawn', '2.8')];
  type Prune = 'delete' | 'hide' | 'deactivate' | 'never';
  const planned = (
    images: readonly ReturnType<typeof wanted>[],
    at: readonly ReturnType<typeof live>[],
    prune: Prune = 'delete',
    world = {},
  ) => planFor(images, { live: at, settings: { prune }, publishers: askedFor(images), ...world });
  const remaining = (version: string) => [listed('kept', version), listed('other', version)];

  it('a list that drops an image gets its version recorded on the images that stay, by the plan that deletes the dropped one', () => {
    const plan = planned(remaining('2.9'), before);

    expect(plan.changes.map(({ name, action }) => [name, action])).toEqual([
      ['kept', 'update'],
      ['other', 'update'],
      ['withdrawn', 'delete'],
    ]);
    expect(plan.changes[0]).toMatchObject({
      reason: 'fields differ',
      fields: [{ path: 'list_version', before: '2.8', after: '2.9' }],
      steps: [{ kind: 'update', patch: [{ path: `/${MARKER.list}`, value: 'list 2.9' }] }],
    });
  });

  it.each<Prune>(['delete', 'hide', 'deactivate'])(
    'a list that drops an image is not undone by the older list, served again, with prune: %s',
    (prune) => {
      const cloud = cloudOf(before);
      carryOut(planned(remaining('2.9'), before, prune), cloud);
      const after = [...cloud.images.values()];
      expect(planned(remaining('2.9'), after, prune).changes.flatMap(({ steps }) => steps)).toEqual([]);

      const replayed = planned([...remaining('2.8'), listed('withdrawn', '2.8')], after, prune);
      expect(replayed.changes).toEqual([]);
      expect(replayed.unresolved).toMatchObject([{ list: 'https://lists.example/list' }]);
    },
  );

  it('a list that drops an image waits for one of at most twenty other changes, however long it is', () => {
    const names = [...Array(30).keys()].map((number) => `kept ${number}`);
    const [example] = before;
    const kept = names.map((name) => {
      const properties = { ...example!.properties, [MARKER.image]: name, [MARKER.id]: name };
      return { ...example!, id: name, name, properties };
    });
    const images = names.map((name) => listed(name, '2.9'));
    const { changes } = planned(images, [...kept, before[2]!]);
    expect(changes.at(-1)).toMatchObject({
      name: 'withdrawn',
      action: 'delete',
      notedBy: names.slice(0, 20),
    });
    expect(changes.filter(({ action }) => action === 'update')).toHaveLength(30);
  });

  it('a list that was only signed again does not count as a list that drops images', () => {
    const [kept, other] = before;
    const signedAnew = planned(remaining('2.9'), [kept!, other!]);
    expect(signedAnew.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
  });

  it('a user who selects fewer images of a list does not count as a list that drops images', () => {
    const fewer = planned(remaining('2.8'), before);
    expect(fewer.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'delete']);
  });

  it('a list that drops an image gets its version recorded with a deletion, not while that is prevented or not wanted', () => {
    const blocked = planned(remaining('2.9'), before, 'delete', {
      settings: { prune: 'delete', maxDeletes: { count: 0 } },
    });
    expect(blocked.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'delete']);
    expect(planned(remaining('2.9'), before, 'never').changes.map(({ action }) => action)).toEqual([
      'unchanged',
      'unchanged',
    ]);
  });

  it('a list that drops an image gets its version recorded on an expired image that is hidden or deactivated, and on one that changes anyway', () => {
    const list = { identifier: 'list', version: '2.9' };
    const { source: _source, diskFormat: _format, ...fields } = wanted({ name: 'kept', digests: {}, list });
    const expiry = { ...EXPIRED, unchanged: false };
    for (const image of [
      { ...fields, expiry, hidden: true },
      { ...fields, expiry, status: 'deactivated' as const },
      wanted({ name: 'kept', list, description: 'new' }),
    ]) {
      const [change] = planned([image], [before[0]!]).changes;
      expect(change?.action).not.toBe('unchanged');
      expect(patched(change!, 'update')).toMatchObject({ [MARKER.list]: 'list 2.9' });
    }
  });

  it('a list that drops an image gets its version recorded when all images that stay have expired', () => {
    const asked = askedFor(remaining('2.9'));
    const { changes } = planned([], before, 'hide', { publishers: asked });
    for (const change of changes) {
      expect(patched(change, 'update')).toMatchObject({ [MARKER.list]: 'list 2.9', os_hidden: true });
    }
  });

  it('a list that drops an image gets its version recorded beside other changes, and always with new content', () => {
    const [kept, other] = remaining('2.9');
    const { changes } = planned(
      [
        { ...kept!, hidden: true },
        { ...other!, digests: OLD },
      ],
      before,
    );
    expect(changes[0]?.steps).toHaveLength(1);
    expect(patched(changes[0]!, 'update')).toEqual({ os_hidden: true, [MARKER.list]: 'list 2.9' });
    expect(changes[1]).toMatchObject({ action: 'replace' });
    expect(changes[1]?.steps.some(({ kind }) => kind === 'update')).toBe(false);
  });

  it('a list that drops an image gets its version recorded on an unchanged expired image, and not on an image of another stack', () => {
    const expiry = { ...listed('kept', '2.9'), expiry: EXPIRED };
    const foreign = live({ id: `${ID}1`, name: 'kept' });
    const [mine] = planned([expiry], [before[0]!, before[2]!]).changes;
    expect(mine).toMatchObject({ action: 'update', fields: [{ path: 'list_version' }] });
    const [theirs] = planned([expiry, listed('other', '2.9')], [foreign, before[1]!, before[2]!]).changes;
    expect(theirs).toMatchObject({ action: 'unchanged', steps: [] });
  });

  describe('and whose entry is absent', () => {
    const absent = (version: string) => ({ ...listed('withdrawn', version), state: 'absent' as const });
    const all = [...remaining('2.9'), absent('2.9')];
    const only = (...targets: string[]) => ({ selection: { targets, excludes: [] as string[] } });
    const names = (changes: readonly Change[]) => changes.map(({ name, action }) => [name, action]);

    it('a list that drops an absent entry’s image deletes it once the version is recorded on another image', () => {
      const { changes } = planned(all, before, 'never');
      expect(names(changes)).toEqual([
        ['kept', 'update'],
        ['other', 'update'],
        ['withdrawn', 'delete'],
      ]);
      expect(changes[2]?.notedBy).toEqual(['kept', 'other']);
    });

    it('a list that drops an absent entry’s image deletes it at once when an earlier run recorded the version', () => {
      const [kept, other, withdrawn] = before;
      const retried = [kept!, held('2', 'other', '2.9'), withdrawn!];
      expect(planned(all, retried, 'never').changes.at(-1)).not.toHaveProperty('notedBy');
      expect(planned(all, [kept!, other!], 'never').changes.at(-1)).toMatchObject({ action: 'unchanged' });
    });

    it('a list that drops an absent entry’s image records the version on the others when only the dropped one is selected', () => {
      const { changes, partial } = planned(all, before, 'never', only('withdrawn'));
      expect(partial).toBe(true);
      expect(names(changes)).toEqual([
        ['kept', 'update'],
        ['other', 'update'],
        ['withdrawn', 'delete'],
      ]);
      expect(changes[0]).toMatchObject({
        reason: 'its list dropped another image',
        fields: [{ path: 'list_version', before: '2.8', after: '2.9' }],
        steps: [{ kind: 'update', id: `${ID}1`, patch: [{ value: 'list 2.9' }] }],
      });
      expect(changes[2]?.notedBy).toEqual(['kept', 'other']);
    });

    it('a list that drops an absent entry’s image does not have it recreated from the older list after a partial apply', () => {
      const cloud = cloudOf(before);
      carryOut(planned(all, before, 'never', only('withdrawn')), cloud);
      const after = [...cloud.images.values()];
      expect(after.map(({ name }) => name)).toEqual(['kept', 'other']);
      expect(planned(all, after, 'never').changes.flatMap(({ steps }) => steps)).toEqual([]);
      const replayed = planned([...remaining('2.8'), listed('withdrawn', '2.8')], after, 'never');
      expect(replayed.changes).toEqual([]);
    });

    it('a list that drops an absent entry’s image keeps it when all others are excluded, and the plan says why', () => {
      const selection = { targets: [], excludes: ['kept', 'other'] };
      const { changes } = planned(all, before, 'never', { selection });
      expect(changes).toMatchObject([
        {
          name: 'withdrawn',
          action: 'unchanged',
          reason: 'the list version cannot be recorded',
          steps: [],
          warnings: [expect.stringContaining('Select another image of the list as well, such as "kept"')],
        },
      ]);
    });

    it('a list that drops an absent entry’s image deletes it without a record when it is the last image of its list', () => {
      const { changes } = planned([absent('2.9')], [before[2]!], 'never', {
        desired: askedFor([absent('2.9')]),
      });
      expect(changes).toMatchObject([{ name: 'withdrawn', action: 'delete' }]);
      expect(changes[0]).not.toHaveProperty('notedBy');
    });

    it('a list that drops an absent entry’s image deletes it once new content of another image has recorded the version', () => {
      const renewed = { ...listed('kept', '2.9'), digests: OLD };
      const { changes } = planned([renewed, absent('2.9')], [before[0]!, before[2]!], 'never');
      expect(changes).toMatchObject([{ action: 'replace' }, { action: 'delete', notedBy: ['kept'] }]);
    });

    it('a list that drops an absent entry’s image records the version on a finished upload, or a backup, that replaces another image', () => {
      const [kept, , withdrawn] = before;
      const stale = live({ ...kept!, ...HOLDING_OLD });
      const taken = (role: 'staged' | 'backup') => ({
        ...held('5', 'kept', '2.7', role),
        name: 'kept (other)',
        properties: marked(role, {
          [MARKER.image]: 'kept',
          [MARKER.id]: `${ID}5`,
          [MARKER.list]: 'list 2.7',
          [MARKER.exceptions]: 'none',
        }),
      });
      for (const role of ['staged', 'backup'] as const) {
        const cloud = cloudOf([stale, taken(role), withdrawn!]);
        const plan = planned([listed('kept', '2.9'), absent('2.9')], [...cloud.images.values()], 'never');
        expect(plan.changes[1]?.notedBy).toEqual(['kept']);
        carryOut(plan, cloud);
        expect(cloud.images.get(`${ID}5`)).toMatchObject({
          name: 'kept',
          properties: { [MARKER.list]: 'list 2.9' },
        });
        expect(cloud.images.get(`${ID}1`)?.properties[MARKER.list]).toBe('list 2.8');
      }
    });
  });

  it('a list that drops an image leaves other lists alone', () => {
    const elsewhere = wanted({ name: 'elsewhere', list: { identifier: 'another', version: '7' } });
    const there = live({
      id: `${ID}4`,
      name: 'elsewhere',
      properties: marked('current', { [MARKER.image]: 'elsewhere', [MARKER.list]: 'another 6' }),
    });
    const { changes } = planned([...remaining('2.9'), elsewhere], [...before, there]);
    expect(changes.find(({ name }) => name === 'elsewhere')).toMatchObject({ action: 'unchanged' });
  });
});

describe('a publisher’s version', () => {
  const replacing = (before: string, after: string) =>
    changeFor(wanted({ monotonicVersion: true, version: after }), {
      live: [live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: before }) })],
    });

  it('a publisher’s higher version replaces the image, and so does other content of the same version', () => {
    expect(replacing('1.9', '1.10')).toMatchObject({ action: 'replace', blockedBy: [] });
    expect(replacing('1.9', '1.9')).toMatchObject({ action: 'replace', blockedBy: [] });
  });

  it('a publisher’s version may only go up when its versions do, and both are known', () => {
    const old = live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: '1.10' }) });
    const unversioned = live({ ...HOLDING_OLD, properties: marked('current') });
    for (const [image, before] of [
      [wanted({ version: '1.9' }), old],
      [wanted({ monotonicVersion: true }), old],
      [wanted({ monotonicVersion: true, version: '1.9' }), unversioned],
    ] as const) {
      expect(changeFor(image, { live: [before] })).toMatchObject({ action: 'replace', blockedBy: [] });
    }
  });

  it('a version that only the live image records tells nothing about bytes that nothing compares', () => {
    const image = live({ properties: marked('current', { [MARKER.version]: '1.10' }) });
    expect(changeFor(wanted({ digests: {} }), { live: [image] }).steps.map(({ kind }) => kind)).not.toContain(
      'stage',
    );
  });

  const left = (image: Partial<DesiredImage>, before: Partial<Image>, world: World = {}) => {
    const given = { monotonicVersion: true, version: '1.9', ...image };
    const plan = planFor([wanted(given), wanted({ name: 'other' })], { live: [live(before)], ...world });
    // The other entries are planned in any case.
    expect(plan.changes.find(({ name }) => name === 'other')).toMatchObject({
      action: 'create',
      blockedBy: [],
    });
    return plan.unresolved ?? [];
  };
  const newer = { ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: '1.10' }) };

  it('a publisher’s version that is lower with other content is skipped, with both versions and the way out', () => {
    expect(left({}, newer)).toEqual([
      {
        name: 'cirros',
        list: null,
        at: wanted().at,
        message: `the publisher offers version 1.9, and the live image ${live().id} has the higher version 1.10: versions must not go down, so the live image stays as it is`,
        hint: 'Use `reconcile rollback` to go back to a backup, or delete the live image to create it again.',
      },
    ]);
    expect(left({ pinHint: 'version: "1.9"' }, newer)[0]?.hint).toMatch(
      /^To use the older version, say `version: "1.9"` in its source\. /,
    );
  });

  it('a publisher’s version that is lower and expired is skipped, with any policy of the file', () => {
    const { source: _source, diskFormat: _format, version: _version, ...fields } = wanted({ digests: {} });
    const expiry = { ...EXPIRED, unchanged: false, version: '1.9' };
    const hiding = { ...fields, monotonicVersion: true, hidden: true, expiry };
    expect(planFor([hiding], { live: [live(newer)] })).toMatchObject({ changes: [], unresolved: [{}] });
    expect(left({ state: 'absent' }, newer)).toMatchObject([{ name: 'cirros' }]);

    const expired = [wanted({ monotonicVersion: true, version: '1.9' })];
    const world = { live: [live(newer)], settings: { prune: 'delete' }, publishers: { expired } } as const;
    const plan = planFor([], world);
    expect(plan).toMatchObject({ changes: [], unresolved: [{ name: 'cirros' }] });
    expect(plan.pruningWithheld).toBe(true);
    const rising = { ...world, publishers: { expired: [{ ...expired[0]!, version: '1.11' }] } };
    expect(planFor([], rising).changes).toMatchObject([{ action: 'delete' }]);
  });

  it('a publisher’s version that is lower with the same content is accepted, but not in another format', () => {
    const same = { properties: marked('current', { [MARKER.version]: '1.10' }) };
    expect(left({}, same)).toEqual([]);
    expect(left({ diskFormat: 'raw' }, same)).toHaveLength(1);
  });

  it('a publisher’s version is also read from the property of vmcatcher’s handlers, before any other', () => {
    const publisherId = { property: 'vmcatcher_event_dc_identifier', value: 'x' };
    const properties = { vmcatcher_event_hv_version: '1.10', version: '1.0' };
    expect(left({ publisherId }, { ...HOLDING_OLD, properties })).toHaveLength(1);
  });

  it('a publisher’s version is also read from the property of another tool', () => {
    expect(left({}, { ...HOLDING_OLD, properties: { version: '1.10' } })).toHaveLength(1);
  });

  it('a publisher’s version that is lower than a backup’s creates nothing once a user has deleted the live image', () => {
    const backup = { ...newer, properties: marked('backup', { [MARKER.version]: '1.10' }) };
    const [entry] = left({}, backup);
    expect(entry?.message).toContain(`the backup ${live().id} has the higher version 1.10`);
    expect(entry?.message).toContain('no image is created');
    expect(left({ version: '1.11' }, backup)).toEqual([]);
    expect(left({ state: 'absent' }, backup)).toEqual([]);
  });

  it('a publisher’s version that is lower than a backup’s replaces no image that was rolled back', () => {
    const backup = live({
      id: '00000000-0000-4000-8000-000000000002',
      properties: marked('backup', { [MARKER.version]: '1.10' }),
    });
    const rolledBack = live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: '1.8' }) });
    expect(left({}, rolledBack, { live: [rolledBack, backup] })).toHaveLength(1);
  });

  it('a publisher’s version of another stack’s image does not count', () => {
    const foreign = { ...newer, properties: { ...newer.properties, [MARKER.stack]: 'other' } };
    const plan = planFor([wanted({ monotonicVersion: true, version: '1.9' })], { live: [live(foreign)] });
    expect(plan.changes).toMatchObject([{ blockedBy: [{ code: 'foreign' }] }]);
  });
});
