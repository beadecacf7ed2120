import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import type { AskedList } from '../../../src/model/unresolved.ts';
import {
  HOLDING_OLD,
  live,
  marked,
  OLD,
  patched,
  planFor,
  stepKinds,
  type World,
  wanted,
} from '../../support/plan-input.ts';

const ID = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const EXPIRED = { reason: 'expired on 2016-10-09', unchanged: true };

/** A list that is served at a place of its own, `IDENTIFIER VERSION`. */
function served(text: string, line = 1): AskedList {
  const [identifier = '', version = ''] = text.split(' ');
  const at = { file: 'glance.yaml', line, column: 1 };
  return {
    place: `https://lists.example/${line}`,
    at,
    image: null,
    pinned: null,
    found: { identifier, version },
  };
}

/** An entry that comes from a list. */
function listed(name: string, list = 'list 2.9', fields: Partial<DesiredImage> = {}): DesiredImage {
  const { found } = served(list);
  return wanted({ name, ...(found ? { list: found } : {}), ...fields });
}

/** A published image of this stack that records a list; null: none. */
function held(digit: number, name: string, list: string | null, fields: Partial<Image> = {}): Image {
  const properties = marked('current', {
    [MARKER.image]: name,
    [MARKER.id]: ID(digit),
    ...(list === null ? {} : { [MARKER.list]: list }),
  });
  return live({ id: ID(digit), name, properties, ...fields });
}

/** The image that its list dropped, and the entry that wants it away. */
const dropped = held(9, 'dropped', 'list 2.8');
const away = listed('dropped', 'list 2.9', { state: 'absent' });

/** The changes of a file that names the image which the list dropped as absent. */
function planned(
  images: readonly DesiredImage[],
  at: readonly Image[],
  { publishers, ...world }: World = {},
): readonly Change[] {
  const asked = { asked: [served('list 2.9')], ...publishers };
  return planFor([...images, away], { live: [...at, dropped], ...world, publishers: asked }).changes;
}

const only = (...targets: string[]): World => ({ selection: { targets, excludes: [] } });

/** The recorded versions, by the name of the image that gets them. */
const recorded = (changes: readonly Change[]) =>
  Object.fromEntries(
    changes.flatMap(({ name, steps }) =>
      steps.flatMap((step) => {
        const patch = 'patch' in step ? step.patch : [];
        return patch.flatMap(({ path, value }) => (path === `/${MARKER.list}` ? [[name, value]] : []));
      }),
    ),
  );

const deletionIn = (changes: readonly Change[]) => changes.find(({ name }) => name === 'dropped');

describe('the version of a list that dropped an image is recorded', () => {
  it('as the highest one, where two places serve the list', () => {
    const images = [listed('kept'), listed('other', 'list 2.8')];
    const at = [held(1, 'kept', 'list 2.7'), held(2, 'other', 'list 2.7')];
    for (const asked of [
      [served('list 2.9', 1), served('list 2.8', 2)],
      [served('list 2.8', 2), served('list 2.9', 1)],
    ]) {
      expect(deletionIn(planned(images, at, { publishers: { asked } }))?.notedBy).toEqual(['kept']);
    }
  });

  it.each([
    ['that the image records in a lower version', 'list 2.8', '2.8'],
    ['while the image records another list', 'another 9', null],
    ['while the image records no list', null, null],
  ])('on an image that stays, %s', (_what, list, before) => {
    const [kept] = planned([listed('kept')], [held(1, 'kept', list)]);
    expect(kept).toMatchObject({
      action: 'update',
      fields: [{ path: 'list_version', before, after: '2.9' }],
      steps: [{ kind: 'update', id: ID(1), patch: [{ value: 'list 2.9' }] }],
    });
  });

  it('once: an image that has it already, and changes otherwise, is only changed so', () => {
    const at = [held(1, 'kept', 'list 2.9'), held(2, 'other', 'list 2.8')];
    const [kept] = planned([listed('kept', 'list 2.9', { hidden: true }), listed('other')], at);
    expect(kept?.fields.map(({ path }) => path)).toEqual(['hidden']);
    expect(patched(kept!, 'update')).toEqual({ os_hidden: true });
  });

  it('before the steps of a change that is no PATCH', () => {
    const [kept] = planned(
      [listed('kept', 'list 2.9', { status: 'deactivated' })],
      [held(1, 'kept', 'list 2.8')],
    );
    expect(kept).toMatchObject({ action: 'update', reason: 'fields differ' });
    expect(kept && stepKinds(kept)).toEqual(['update', 'deactivate']);
    expect(kept && patched(kept, 'update')).toEqual({ [MARKER.list]: 'list 2.9' });
  });

  it('beside the deletion of what an interrupted run left', () => {
    const { properties } = held(2, 'kept', 'list 2.8', HOLDING_OLD);
    const staged = { ...properties, [MARKER.role]: 'staged' };
    const leftover = live({ ...HOLDING_OLD, id: ID(2), name: 'kept (staged)', properties: staged });
    const [kept] = planned([listed('kept')], [held(1, 'kept', 'list 2.8'), leftover]);
    expect(kept).toMatchObject({ action: 'update', reason: 'fields differ' });
    expect(kept && stepKinds(kept)).toEqual(['update', 'delete']);
  });

  it('on the finished upload of an interrupted run, whose change goes on as a resumed one', () => {
    const { properties } = held(2, 'kept', 'list 2.7');
    const staged = { ...properties, [MARKER.role]: 'staged', [MARKER.exceptions]: 'none' };
    const finished = live({ id: ID(2), name: 'kept (staged)', properties: staged });
    const [kept] = planned([listed('kept')], [held(1, 'kept', 'list 2.8', HOLDING_OLD), finished]);
    expect(kept?.action).toBe('resume');
    expect(kept && patched(kept, 'publish')).toMatchObject({ [MARKER.list]: 'list 2.9' });
  });

  it('on the backup that is published again, although the replaced image has it', () => {
    const backup = live({
      id: ID(2),
      name: 'kept (backup)',
      properties: marked('backup', {
        [MARKER.image]: 'kept',
        [MARKER.id]: ID(2),
        [MARKER.list]: 'list 2.7',
        [MARKER.exceptions]: 'none',
      }),
    });
    const [kept] = planned([listed('kept')], [held(1, 'kept', 'list 2.9', HOLDING_OLD), backup]);
    expect(kept?.steps[0]).toEqual({ kind: 'resume', id: ID(2) });
    expect(kept && patched(kept, 'publish')).toMatchObject({ [MARKER.list]: 'list 2.9' });
  });

  it('on no image of another stack, and on no entry without an image', () => {
    const images = [
      listed('theirs', 'list 2.9', { expiry: EXPIRED }),
      listed('none', 'list 2.9', { expiry: EXPIRED, listed: true }),
    ];
    const changes = planned(
      [...images, listed('kept')],
      [live({ id: ID(2), name: 'theirs' }), held(1, 'kept', 'list 2.8')],
    );
    expect(recorded(changes)).toEqual({ kept: 'list 2.9' });
    expect(changes.slice(0, 2)).toMatchObject([
      { action: 'unchanged', steps: [] },
      { action: 'unchanged', steps: [] },
    ]);
  });

  it('on no image whose change is blocked, and the deletion does not wait for that', () => {
    const pinned = listed('pinned', 'list 2.9', { id: ID(2), digests: OLD });
    const at = [held(2, 'pinned', 'list 2.8'), held(1, 'kept', 'list 2.8')];
    const changes = planned([pinned, listed('kept')], at);
    expect(changes[0]).toMatchObject({ blockedBy: [{ code: 'immutable' }], steps: [] });
    expect(changes[0]?.fields.map(({ path }) => path)).not.toContain('list_version');
    expect(deletionIn(changes)?.notedBy).toEqual(['kept']);
  });

  it('on no image by the replacement that a limit blocks', () => {
    const renewed = listed('renewed', 'list 2.9', { digests: OLD });
    const at = [held(2, 'renewed', 'list 2.8'), held(1, 'kept', 'list 2.8')];
    const changes = planned([renewed, listed('kept')], at, { settings: { maxReplaces: { count: 0 } } });
    expect(changes[0]).toMatchObject({ blockedBy: [{ code: 'guard' }] });
    expect(deletionIn(changes)?.notedBy).toEqual(['kept']);
  });
});

describe('no version of a list is recorded', () => {
  const others = [
    listed('kept'),
    listed('renewed', 'list 2.9', { digests: OLD, backup: { ...wanted().backup, keep: 0 } }),
  ];
  const at = [held(1, 'kept', 'list 2.8'), held(2, 'renewed', 'list 2.8')];

  it('when an image goes because newer content replaces it', () => {
    const { changes } = planFor(others, { live: at, publishers: { asked: [served('list 2.9')] } });
    expect(changes[1]?.steps.at(-1)).toMatchObject({ kind: 'delete', reason: 'not-kept' });
    expect(changes[0]).toMatchObject({ action: 'unchanged' });
  });

  it('when an image goes that came from no list and that this stack did not publish', () => {
    const byHand = live({ id: ID(9), name: 'dropped' });
    const entry = listed('dropped', 'list 2.9', { state: 'absent', adopt: true });
    const { changes } = planFor([listed('kept'), entry], {
      live: [held(1, 'kept', 'list 2.8'), byHand],
      publishers: { asked: [served('list 2.9')] },
    });
    expect(changes).toMatchObject([{ action: 'unchanged' }, { action: 'delete', blockedBy: [] }]);
  });

  it('when an image is hidden, and its list has the recorded version still', () => {
    const { changes } = planFor([listed('kept', 'list 2.8')], {
      live: [held(1, 'kept', 'list 2.8'), dropped],
      settings: { prune: 'hide' },
      publishers: { asked: [served('list 2.8')] },
    });
    expect(changes[1]).toMatchObject({ name: 'dropped', action: 'hide' });
    expect(recorded(changes)).toEqual({});
  });

  it('on an image that a change of its own entry deletes, of which one records the version and one does not', () => {
    const twin = held(8, 'dropped', null);
    const changes = planned([listed('kept')], [held(1, 'kept', 'list 2.8'), twin]);
    expect(deletionIn(changes)).toMatchObject({ action: 'delete', notedBy: ['kept'] });
    expect(recorded(changes)).toEqual({ kept: 'list 2.9' });
  });
});

describe('a run that selects only the image that its list dropped', () => {
  it('records the version on the other images of the list, and on no others', () => {
    const images = [
      listed('kept'),
      listed('noted'),
      listed('missing'),
      listed('gone', 'list 2.9', { state: 'absent' }),
      listed('elsewhere', 'another 7'),
      listed('theirs'),
      listed('unmarked'),
      wanted({ name: 'own' }),
    ];
    const at = [
      held(1, 'kept', 'list 2.8'),
      held(2, 'noted', 'list 2.9'),
      held(3, 'gone', 'list 2.8'),
      held(4, 'elsewhere', 'another 6'),
      live({
        ...held(5, 'theirs', 'list 2.8'),
        properties: { ...marked('current'), [MARKER.stack]: 'other' },
      }),
      live({ id: ID(6), name: 'unmarked' }),
      held(7, 'own', null),
    ];
    const asked = [served('list 2.9'), served('another 7', 2)];
    const changes = planned(images, at, { ...only('dropped'), publishers: { asked } });
    expect(changes.map(({ name, action }) => [name, action])).toEqual([
      ['kept', 'update'],
      ['dropped', 'delete'],
    ]);
    expect(recorded(changes)).toEqual({ kept: 'list 2.9' });
    expect(deletionIn(changes)).not.toHaveProperty('notedBy');
  });

  it('records the version on no image of another state file', () => {
    const kept = held(1, 'kept', 'list 2.8');
    const theirs = held(2, 'theirs', 'list 2.8');
    const marking = { ...theirs.properties, [MARKER.origin]: 'gitlab.example/lab/images:glance.yaml' };
    const changes = planned([listed('kept'), listed('theirs')], [kept, { ...theirs, properties: marking }], {
      ...only('dropped'),
      origin: 'gitlab.example/cloud/images:glance.yaml',
    });
    expect(Object.keys(recorded(changes))).toEqual(['kept']);
  });

  it('changes a selected image once', () => {
    const at = [held(1, 'kept', 'list 2.8'), held(2, 'other', 'list 2.8')];
    const changes = planned([listed('kept'), listed('other')], at, only('dropped', 'kept'));
    expect(changes.map(({ name }) => name)).toEqual(['kept', 'other', 'dropped']);
  });

  it('expects the live image alone under its name, unless a user renamed it', () => {
    const at = [held(1, 'kept', 'list 2.8'), held(2, 'other', 'list 2.8', { name: 'renamed by hand' })];
    const changes = planned([listed('kept'), listed('other')], at, only('dropped'));
    expect(changes.map(({ basis: { namesakes } }) => namesakes)).toMatchObject([[ID(1)], [], [ID(9)]]);
  });
});

describe('the deletion of an image that its list dropped', () => {
  const elsewhere = listed('elsewhere', 'another 7');
  const asked = [served('list 2.9'), served('another 7', 2)];

  it('waits only for changes that record the version of that list', () => {
    const otherDropped = held(8, 'other dropped', 'another 6');
    const otherAway = listed('other dropped', 'another 7', { state: 'absent' });
    const images = [listed('kept'), elsewhere, otherAway, wanted({ name: 'new' })];
    const at = [held(1, 'kept', 'list 2.8'), held(2, 'elsewhere', 'another 6'), otherDropped];
    const changes = planned(images, at, { publishers: { asked } });
    expect(recorded(changes)).toEqual({ kept: 'list 2.9', elsewhere: 'another 7' });
    expect(deletionIn(changes)?.notedBy).toEqual(['kept']);
    expect(changes.find(({ name }) => name === 'other dropped')?.notedBy).toEqual(['elsewhere']);
  });

  const aside = (role: 'backup' | 'staged') => {
    const { properties } = held(1, 'kept', 'list 2.8');
    return live({ id: ID(1), name: 'aside', properties: { ...properties, [MARKER.role]: role } });
  };

  it.each<[string, readonly DesiredImage[], Image]>([
    ['an image of another list', [elsewhere], held(1, 'elsewhere', 'another 6')],
    ['an image of no list', [wanted({ name: 'own' })], held(1, 'own', null)],
    ['a backup', [listed('kept', 'list 2.9', { expiry: EXPIRED })], aside('backup')],
    ['an upload of an interrupted run', [], aside('staged')],
    ['an image without markers', [], live({ properties: { [MARKER.list]: 'list 2.8' } })],
    [
      'an image of another project',
      [listed('kept', 'list 2.9', { expiry: EXPIRED })],
      held(1, 'kept', 'list 2.8', { owner: 'another' }),
    ],
    ['an image that is no longer listed', [], held(1, 'unlisted', 'list 2.8')],
  ])('needs no record when only %s would stay', (_what, images, staying) => {
    const deletion = deletionIn(planned(images, [staying], { publishers: { asked } }));
    expect(deletion).toMatchObject({ action: 'delete', blockedBy: [] });
    expect(deletion).not.toHaveProperty('notedBy');
  });

  it('waits for nothing when an image that stays has the version, also while that image changes otherwise', () => {
    const at = [held(1, 'kept', 'list 2.8'), held(2, 'noted', 'list 2.9')];
    const changes = planned([listed('kept'), listed('noted', 'list 2.9', { hidden: true })], at);
    expect(changes).toMatchObject([{ action: 'update' }, { action: 'update' }, { action: 'delete' }]);
    expect(deletionIn(changes)).not.toHaveProperty('notedBy');
  });

  it('does not happen while no other image of the list may change', () => {
    const pinned = listed('pinned', 'list 2.9', { id: ID(2), digests: OLD });
    const deletion = deletionIn(planned([pinned], [held(2, 'pinned', 'list 2.8')]));
    expect(deletion).toMatchObject({ action: 'unchanged', fields: [], steps: [], blockedBy: [] });
    expect(deletion?.warnings).toEqual([
      "the list list dropped this image, but the image stays: this run cannot record the list's version on another image, and without that an older list could recreate it. The image is deleted once reconcile may change another image of the list",
    ]);
  });
});
