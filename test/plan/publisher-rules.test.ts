import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { changeFor, HOLDING_OLD, live, marked, OLD, patched, planFor, wanted } from './build.ts';
import { carryOut, cloudOf } from './simulate.ts';

const EXPIRED = { reason: 'expired on 2016-10-09', frozen: true };

describe('an image that its publisher calls expired', () => {
  it('is not created', () => {
    const change = changeFor(wanted({ suspended: EXPIRED }));

    expect(change).toMatchObject({ action: 'unchanged', reason: EXPIRED.reason, steps: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is not created']);
  });

  it('is left as it is, whatever the file says of it', () => {
    const image = wanted({ suspended: EXPIRED, hidden: true });
    const change = changeFor(image, { live: [live({ properties: marked('current') })] });

    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is left as it is']);
  });

  it('is changed where that is what the file wants of expired images', () => {
    const { source: _source, diskFormat: _format, ...fields } = wanted({ digests: {}, hidden: true });
    const image = { ...fields, suspended: { ...EXPIRED, frozen: false } };

    const change = changeFor(image, { live: [live({ properties: marked('current') })] });
    expect(change).toMatchObject({ action: 'update', fields: [{ path: 'hidden', after: true }] });
    expect(changeFor(image)).toMatchObject({ action: 'unchanged', steps: [] });
  });
});

describe('a list that goes back', () => {
  const list = { identifier: 'list', version: '2.9' };
  const current = (version: string) =>
    live({ properties: marked('current', { [MARKER.list]: `list ${version}` }) });

  it('is refused for the images that came from a later one', () => {
    const [blocker] = changeFor(wanted({ list }), { live: [current('2.10')] }).blockedBy;

    expect(blocker).toMatchObject({ code: 'downgrade' });
    expect(blocker?.message).toContain('version 2.9, and the live image came from version 2.10');
  });

  it('is refused where another image of the stack came from a later one, though it be no longer listed', () => {
    const old = current('2.8');
    const other = (stack: string, role: 'current' | 'staged' = 'current') =>
      live({
        id: '00000000-0000-4000-8000-000000000009',
        name: 'other',
        properties: {
          ...marked(role, {
            [MARKER.list]: 'list 2.10',
            [MARKER.image]: role === 'staged' ? 'cirros' : 'other',
          }),
          [MARKER.stack]: stack,
        },
      });
    const stack = old.properties[MARKER.stack] ?? '';

    const [blocker] = changeFor(wanted({ list }), { live: [old, other(stack)] }).blockedBy;
    expect(blocker).toMatchObject({ code: 'downgrade', candidates: [other(stack).id] });
    expect(blocker?.message).toContain('an image of this stack came from version 2.10');
    expect(changeFor(wanted({ list }), { live: [other(stack)] }).blockedBy).toHaveLength(1);
    expect(changeFor(wanted({ list }), { live: [old, other('elsewhere')] }).blockedBy).toEqual([]);
    expect(changeFor(wanted({ list }), { live: [old, other(stack, 'staged')] }).blockedBy).toEqual([]);
  });

  it.each(['2.9', '2.8'])('takes version 2.9 after %s, without a word', (version) => {
    expect(changeFor(wanted({ list }), { live: [current(version)] })).toMatchObject({
      action: 'unchanged',
      blockedBy: [],
    });
  });

  it('is noted on new content', () => {
    const [stage] = changeFor(wanted({ list })).steps;
    expect(stage).toMatchObject({ attributes: { properties: { [MARKER.list]: 'list 2.9' } } });
  });

  it('is noted on what is adopted, which the list may withdraw later', () => {
    const change = changeFor(wanted({ list }), { live: [live()] });
    expect(change.action).toBe('adopt');
    expect(patched(change, 'update')).toMatchObject({ [MARKER.list]: 'list 2.9' });
    expect(change.fields).toEqual([]);
  });
});

describe('a list that only withdraws an image', () => {
  const ID = '00000000-0000-4000-8000-00000000000';
  const listed = (name: string, version: string) => wanted({ name, list: { identifier: 'list', version } });
  const held = (digit: string, name: string, version: string, role: 'current' | 'backup' = 'current') =>
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
  ) => planFor(images, { live: at, settings: { prune }, ...world });
  const remaining = (version: string) => [listed('kept', version), listed('other', version)];

  it('has its version noted on the images that stay, by the plan that deletes the withdrawn one', () => {
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
    'is not undone by the older list, served again, with prune: %s',
    (prune) => {
      const cloud = cloudOf(before);
      carryOut(planned(remaining('2.9'), before, prune), cloud);
      const after = [...cloud.images.values()];
      expect(planned(remaining('2.9'), after, prune).changes.flatMap(({ steps }) => steps)).toEqual([]);

      const replayed = planned([...remaining('2.8'), listed('withdrawn', '2.8')], after, prune);
      for (const change of replayed.changes)
        expect(change).toMatchObject({ blockedBy: [{ code: 'downgrade' }], steps: [] });
    },
  );

  it('is told from one that is merely signed anew: that changes no image', () => {
    const [kept, other] = before;
    const signedAnew = planned(remaining('2.9'), [kept!, other!]);
    expect(signedAnew.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
  });

  it('is told from an operator who wants less of the same list', () => {
    const fewer = planned(remaining('2.8'), before);
    expect(fewer.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'delete']);
  });

  it('is noted once it does delete, not while that is prevented or never wanted', () => {
    const blocked = planned(remaining('2.9'), before, 'delete', {
      settings: { prune: 'delete', maxDeletes: { count: 0 } },
    });
    expect(blocked.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged', 'delete']);
    expect(planned(remaining('2.9'), before, 'never').changes.map(({ action }) => action)).toEqual([
      'unchanged',
      'unchanged',
    ]);
  });

  it('is noted beside whatever else changes, and goes with new content anyway', () => {
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

  it('is noted on an image that is suspended, and not on one of somebody else', () => {
    const suspended = { ...listed('kept', '2.9'), suspended: EXPIRED };
    const foreign = live({ id: `${ID}1`, name: 'kept' });
    const [mine] = planned([suspended], [before[0]!, before[2]!]).changes;
    expect(mine).toMatchObject({ action: 'update', fields: [{ path: 'list_version' }] });
    const [theirs] = planned([suspended], [foreign, before[2]!]).changes;
    expect(theirs).toMatchObject({ action: 'unchanged', steps: [] });
  });

  it('leaves other lists alone', () => {
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

describe("a publisher's version only goes up", () => {
  const replacing = (before: string, after: string) =>
    changeFor(wanted({ onlyUpwards: true, version: after }), {
      live: [live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: before }) })],
    });

  it('a higher one replaces, and so does other content of the same', () => {
    expect(replacing('1.9', '1.10')).toMatchObject({ action: 'replace', blockedBy: [] });
    expect(replacing('1.9', '1.9')).toMatchObject({ action: 'replace', blockedBy: [] });
  });

  it('a lower one is refused', () => {
    expect(replacing('1.10', '1.9').blockedBy).toMatchObject([
      {
        code: 'downgrade',
        message: expect.stringContaining('offers version 1.9'),
        candidates: [live().id],
      },
    ]);
  });

  it('where its versions go up, and both are known', () => {
    const old = live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: '1.10' }) });
    const unversioned = live({ ...HOLDING_OLD, properties: marked('current') });
    for (const [image, before] of [
      [wanted({ version: '1.9' }), old],
      [wanted({ onlyUpwards: true }), old],
      [wanted({ onlyUpwards: true, version: '1.9' }), unversioned],
    ] as const) {
      expect(changeFor(image, { live: [before] })).toMatchObject({ action: 'replace', blockedBy: [] });
    }
  });

  it("also as vmcatcher's handlers noted it, which goes before a version of any other kind", () => {
    const handle = { property: 'vmcatcher_event_dc_identifier', value: 'x' };
    const noted = { vmcatcher_event_hv_version: '1.10', version: '1.0' };
    const change = changeFor(wanted({ onlyUpwards: true, version: '1.9', handle }), {
      live: [live({ ...HOLDING_OLD, properties: noted })],
    });
    expect(change.blockedBy).toMatchObject([{ code: 'downgrade' }]);
  });

  it('the version that another tool has noted counts as well', () => {
    const change = changeFor(wanted({ onlyUpwards: true, version: '1.9' }), {
      live: [live({ ...HOLDING_OLD, properties: { version: '1.10' } })],
    });
    expect(change.blockedBy).toMatchObject([{ code: 'downgrade' }]);
  });
});
