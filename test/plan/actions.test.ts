import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../src/image/markers.ts';
import { MARKER } from '../../src/model/marker.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  live,
  marked,
  OLD,
  patched,
  planFor,
  stepKinds,
  wanted,
} from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';

describe('creation', () => {
  it('stages, uploads, records, rechecks and publishes a missing image', () => {
    const change = changeFor(wanted({ visibility: 'public' }));
    expect(change).toMatchObject({ action: 'create', imageId: null, reason: 'absent' });
    expect(stepKinds(change)).toEqual(['stage', 'upload', 'record', 'recheck', 'publish']);
  });

  it('stages a private, hidden image under a staging name, and publishes it with one PATCH', () => {
    const change = changeFor(wanted({ visibility: 'public', protected: true }));
    expect(change.steps[0]).toMatchObject({
      kind: 'stage',
      attributes: { name: 'cirros (staged)', visibility: 'private', hidden: true, protected: false },
    });
    expect(patched(change, 'publish')).toEqual({
      name: 'cirros',
      visibility: 'public',
      os_hidden: false,
      protected: true,
      [MARKER.role]: 'current',
    });
  });

  it('a creation is blocked without a source', () => {
    const { source: _, ...image } = wanted();
    expect(changeFor(image)).toMatchObject({
      action: 'create',
      blockedBy: [{ code: 'no-source' }],
      steps: [],
    });
  });

  it('keeps the credentials of a source out of the plan', () => {
    const change = changeFor(
      wanted({
        source: {
          kind: 'http',
          url: 'https://images.example/a.img?signature=abc',
          auth: { scheme: 'basic', user: 'reader', password: 'opensesame' },
        },
      }),
    );
    expect(JSON.stringify(change)).not.toContain('opensesame');
    expect(change.content?.source).toBe('https://images.example/a.img?…');
  });

  it('gives a shared image its members before it is published', () => {
    const at = { file: 'glance.yaml', line: 1, column: 1 };
    const change = changeFor(wanted({ visibility: 'shared', members: [{ project: 'tenant1', at }] }), {
      projects: [{ id: 't1', name: 'tenant1' }],
    });
    const kinds = stepKinds(change);
    expect(kinds.indexOf('share')).toBeLessThan(kinds.indexOf('publish'));
    expect(change.steps).toContainEqual({ kind: 'share', members: ['t1'], carryFrom: null });
  });

  it('cuts staging names to 255 characters, counting characters and not bytes', () => {
    const change = changeFor(wanted({ name: '🐧'.repeat(255) }));
    const stage = change.steps[0];
    const name = stage?.kind === 'stage' ? (stage.attributes.name ?? '') : '';
    expect([...name].length).toBe(255);
    expect(name.endsWith(' (staged)')).toBe(true);
  });
});

describe('an image that is up to date', () => {
  it('an image that is up to date is unchanged', () => {
    const plan = planFor([wanted()], { live: [live({ properties: marked('current') })] });
    expect(plan.changes[0]).toMatchObject({ action: 'unchanged', steps: [], fields: [], warnings: [] });
    expect(plan.summary).toMatchObject({ unchanged: 1, update: 0, blocked: 0, bytes: 0 });
  });

  it('an image that is up to date is adopted without markers, and the plan says so', () => {
    const change = changeFor(wanted(), { live: [live()] });
    expect(change).toMatchObject({ action: 'adopt', reason: 'found by name', fields: [] });
    expect(patched(change, 'update')).toMatchObject({ [MARKER.stack]: 'prod', [MARKER.role]: 'current' });
  });
});

describe('replacement', () => {
  const old = live({ ...HOLDING_OLD, properties: marked('current'), createdAt: '2024-03-01T10:00:00Z' });

  it('publishes the new image before it retires the old one', () => {
    const change = changeFor(wanted(), { live: [old] });
    expect(change).toMatchObject({ action: 'replace', imageId: old.id });
    expect(stepKinds(change)).toEqual(['stage', 'upload', 'record', 'recheck', 'publish', 'retire']);
  });

  it('makes the replaced image a private, hidden backup named after its date of creation', () => {
    expect(patched(changeFor(wanted(), { live: [old] }), 'retire')).toEqual({
      name: 'cirros (backup 2024-03-01T10:00:00Z)',
      visibility: 'private',
      os_hidden: true,
      [MARKER.role]: 'backup',
      [MARKER.retired]: '1',
    });
  });

  it('deletes the replaced image, after publishing, when no backups are kept', () => {
    const backup = { ...wanted().backup, keep: 0 };
    const change = changeFor(wanted({ backup }), { live: [old] });
    // Renamed before the deletion, because the store may refuse it.
    expect(stepKinds(change).slice(-3)).toEqual(['publish', 'retire', 'delete']);
    expect(change.steps.at(-1)).toMatchObject({ id: old.id, reason: 'not-kept' });
  });

  it('keeps as many backups as the file says, and deletes the oldest', () => {
    const backups = [1, 2].map((day) =>
      live({ id: `${ID}${day + 1}`, properties: marked('backup'), createdAt: `2024-02-0${day}T00:00:00Z` }),
    );
    const change = changeFor(wanted({ backup: { ...wanted().backup, keep: 2 } }), {
      live: [old, ...backups],
    });
    expect(change.steps.filter((step) => step.kind === 'delete')).toEqual([
      { kind: 'delete', id: backups[0]?.id, unprotect: false, reason: 'retention' },
    ]);
  });

  it('keeps the backups that were retired last, in any order of creation', () => {
    const backups = [
      live({
        id: `${ID}2`,
        properties: marked('backup', { [MARKER.retired]: '1' }),
        createdAt: '2024-02-09T00:00:00Z',
      }),
      live({
        id: `${ID}3`,
        properties: marked('backup', { [MARKER.retired]: '2' }),
        createdAt: '2024-02-01T00:00:00Z',
      }),
    ];
    const change = changeFor(wanted({ backup: { ...wanted().backup, keep: 2 } }), {
      live: [old, ...backups],
    });
    expect(change.steps.filter((step) => step.kind === 'delete')).toMatchObject([{ id: `${ID}2` }]);
    expect(patched(change, 'retire')).toMatchObject({ [MARKER.retired]: '3' });
  });

  it('unprotects an image that the file protects before a replacement deletes it', () => {
    const change = changeFor(wanted({ protected: true, backup: { ...wanted().backup, keep: 0 } }), {
      live: [{ ...old, protected: true }],
    });
    expect(change.steps.at(-1)).toMatchObject({ kind: 'delete', unprotect: true });
  });

  it('copies attributes that the file does not manage to the new image', () => {
    const found = { ...old, visibility: 'public' as const, minDisk: 7, tags: ['by-hand'] };
    const change = changeFor(wanted(), {
      live: [{ ...found, properties: { ...found.properties, hw_disk_bus: 'ide' } }],
    });
    expect(change.steps[0]).toMatchObject({
      attributes: { minDisk: 7, tags: ['by-hand'], properties: { hw_disk_bus: 'ide' } },
    });
    expect(patched(change, 'publish')).toMatchObject({ visibility: 'public' });
  });

  it('never copies the old content’s digests to the new image', () => {
    const recorded = {
      'owner_specified.openstack.sha256': 'c'.repeat(64),
      [MARKER.digests]: `sha1:${'d'.repeat(40)}`,
    };
    const change = changeFor(wanted(), {
      live: [{ ...old, properties: { ...old.properties, ...recorded } }],
    });
    expect(JSON.stringify(change.steps[0])).not.toMatch(/c{64}|d{40}/);
  });

  it('marks an unmarked image before its successor is published, so that the next run knows it after a kill', () => {
    const change = changeFor(wanted(), { live: [live(HOLDING_OLD)] });
    expect(stepKinds(change)).toEqual([
      'stage',
      'upload',
      'record',
      'recheck',
      'update',
      'publish',
      'retire',
    ]);
  });

  it('replaces an image for another format, because Glance cannot change it on an active image', () => {
    const change = changeFor(wanted({ diskFormat: 'raw' }), {
      live: [live({ properties: marked('current') })],
    });
    expect(change).toMatchObject({ action: 'replace', reason: 'format differs' });
    expect(change.fields).toContainEqual({ path: 'format', before: 'qcow2', after: 'raw' });
  });

  it('a replacement is blocked for a pinned id, as Glance’s data is immutable', () => {
    const change = changeFor(wanted({ id: old.id }), { live: [old] });
    expect(change).toMatchObject({ blockedBy: [{ code: 'immutable', candidates: [old.id] }], steps: [] });
  });

  it('a replacement is blocked without a digest when the file requires one', () => {
    const change = changeFor(wanted({ digests: {} }), { settings: { requireChecksum: true } });
    expect(change.blockedBy[0]?.code).toBe('checksum-required');
  });
});

describe('an image of an interrupted run', () => {
  const staged = live({ id: `${ID}9`, name: 'cirros (staged)', properties: marked('staged'), hidden: true });

  it('an image of an interrupted run is published without another upload when its data is complete and wanted', () => {
    const change = changeFor(wanted({ visibility: 'public' }), { live: [staged] });
    expect(change).toMatchObject({ action: 'resume', content: null });
    expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish']);
  });

  it('an image of an interrupted run is deleted when its upload is not complete', () => {
    const queued = {
      ...staged,
      status: 'queued' as const,
      checksum: null,
      hashValue: null,
      hashAlgorithm: null,
    };
    const change = changeFor(wanted(), { live: [queued] });
    expect(change.action).toBe('create');
    expect(change.steps.at(-1)).toMatchObject({ kind: 'delete', id: queued.id, reason: 'leftover' });
  });

  it('an image of an interrupted run is retired when the run stopped between publishing and retiring, and the wanted content stays', () => {
    const fresh = live({ id: `${ID}2`, properties: marked('current'), createdAt: '2024-01-02T00:00:00Z' });
    const old = live({ ...HOLDING_OLD, properties: marked('current'), createdAt: '2024-03-01T00:00:00Z' });
    const change = changeFor(wanted(), { live: [old, fresh] });
    expect(change).toMatchObject({ action: 'resume', imageId: fresh.id });
    expect(change.steps).toMatchObject([{ kind: 'retire', id: old.id }]);
  });

  it('an image of an interrupted run is deleted as a duplicate of the published content, and the backups stay', () => {
    const fresh = live({ id: `${ID}2`, properties: marked('current'), createdAt: '2024-03-01T00:00:00Z' });
    const duplicate = live({
      id: `${ID}3`,
      properties: marked('current', PROTECTED_BY_FILE),
      protected: true,
    });
    const backup = live({
      ...HOLDING_OLD,
      ...IN_BACKUP_FORM,
      id: `${ID}5`,
      properties: marked('backup'),
    });
    const change = changeFor(wanted(), { live: [duplicate, fresh, backup] });
    expect(change.steps).toMatchObject([
      { kind: 'retire', id: duplicate.id },
      { kind: 'delete', id: duplicate.id, reason: 'not-kept', unprotect: true },
    ]);
    const next = changeFor(wanted({ digests: { md5: 'c'.repeat(32) } }), {
      live: [duplicate, fresh, backup],
    });
    expect(next.steps.filter((step) => step.kind === 'delete').map((step) => step.id)).toEqual([
      duplicate.id,
      backup.id,
    ]);
  });

  it('an image of an interrupted run is deleted when its entry left the file, but only for a named stack and a whole plan', () => {
    const world = { live: [staged] };
    expect(planFor([], world).changes).toMatchObject([{ action: 'delete', name: 'cirros' }]);
    expect(planFor([], { ...world, stackNamed: false }).changes).toEqual([]);
    expect(planFor([], { ...world, selection: { targets: ['other'], excludes: [] } }).changes).toEqual([]);
  });
});

describe('`state: absent`', () => {
  it('`state: absent` deletes the image and leaves its backups', () => {
    const backup = live({ id: `${ID}5`, name: 'cirros (backup)', properties: marked('backup') });
    const change = changeFor(wanted({ state: 'absent' }), {
      live: [live({ properties: marked('current') }), backup],
    });
    expect(change).toMatchObject({
      action: 'delete',
      steps: [{ kind: 'delete', id: live().id, reason: 'absent' }],
    });
  });

  it('`state: absent` changes nothing when there is no image', () => {
    expect(changeFor(wanted({ state: 'absent' })).action).toBe('unchanged');
  });

  it('`state: absent` unprotects the image before it deletes it', () => {
    const change = changeFor(wanted({ state: 'absent' }), {
      live: [live({ protected: true, properties: marked('current', PROTECTED_BY_FILE) })],
    });
    expect(change.steps[0]).toMatchObject({ unprotect: true });
  });
});

describe('`previously`', () => {
  it('`previously` renames an image and does not create another', () => {
    const former = live({
      name: 'cirros-old',
      properties: marked('current', { [MARKER.image]: 'cirros-old' }),
    });
    const change = changeFor(wanted({ previously: ['cirros-old'] }), { live: [former] });
    expect(change).toMatchObject({ action: 'rename', imageId: former.id, reason: 'was cirros-old' });
    expect(patched(change, 'update')).toMatchObject({ name: 'cirros', [MARKER.image]: 'cirros' });
  });

  it('`previously` is ignored for a name that another entry has', () => {
    const other = live({
      name: 'cirros-old',
      properties: marked('current', { [MARKER.image]: 'cirros-old' }),
    });
    const plan = planFor([wanted({ previously: ['cirros-old'] }), wanted({ name: 'cirros-old' })], {
      live: [other],
    });
    expect(plan.changes.map((change) => change.action)).toEqual(['create', 'unchanged']);
  });

  it('`previously` is ignored once the image has its new name', () => {
    const plan = planFor([wanted({ previously: ['cirros-old'] })], {
      live: [
        live({ properties: marked('current') }),
        live({ id: `${ID}7`, name: 'cirros-old', ...HOLDING_OLD }),
      ],
    });
    expect(plan.changes[0]?.action).toBe('unchanged');
  });
});

describe('the live image of an entry', () => {
  it('the live image of an entry is ambiguous between two of the same name: blocked with both ids', () => {
    const change = changeFor(wanted(), { live: [live(), live({ id: `${ID}2`, ...HOLDING_OLD })] });
    expect(change.blockedBy).toMatchObject([{ code: 'ambiguous', candidates: [live().id, `${ID}2`] }]);
    expect(change.steps).toEqual([]);
  });

  it('the live image of an entry is found by its marker, and another image of the name gives a warning', () => {
    const change = changeFor(wanted(), {
      live: [live({ properties: marked('current') }), live({ id: `${ID}2` })],
    });
    expect(change).toMatchObject({ action: 'unchanged', imageId: live().id });
    expect(change.warnings[0]).toContain(`${ID}2`);
  });

  it('the live image of an entry is found by a pinned id', () => {
    const change = changeFor(wanted({ id: `${ID}2` }), { live: [live(), live({ id: `${ID}2` })] });
    expect(change).toMatchObject({ action: 'adopt', imageId: `${ID}2` });
  });

  it('the live image of an entry is never a public image of another project, which gives a warning', () => {
    const change = changeFor(wanted(), { live: [live({ owner: 'other-project', visibility: 'public' })] });
    expect(change.action).toBe('create');
    expect(change.warnings[0]).toContain('belongs to project other-project');
  });

  it('the live image of an entry is never a private image of another project, which gives no warning', () => {
    const change = changeFor(wanted(), { live: [live({ owner: 'other-project', visibility: 'private' })] });
    expect(change).toMatchObject({ action: 'create', warnings: [] });
  });

  it('the live image of an entry is never an image of another stack', () => {
    const theirs = live({ properties: marked('current', { [MARKER.stack]: 'staging' }) });
    expect(changeFor(wanted(), { live: [theirs] }).blockedBy[0]).toMatchObject({ code: 'foreign' });
  });

  it('the live image of an entry is never a server’s snapshot that inherited the properties of our image', () => {
    const ours = live({ properties: marked('current', { [MARKER.id]: live().id }) });
    const snapshot = live({ id: `${ID}3`, name: 'snap', properties: ours.properties, ...HOLDING_OLD });
    const change = changeFor(wanted(), { live: [ours, snapshot] });
    expect(change).toMatchObject({ action: 'unchanged', imageId: ours.id, steps: [] });
  });

  it('the live image of an entry is never an image without data', () => {
    const queued = live({ status: 'queued', checksum: null, hashValue: null, size: null });
    const change = changeFor(wanted(), { live: [queued] });
    expect(change.action).toBe('create');
    expect(change.warnings[0]).toContain('queued');
  });
});

/** The marker of an apply whose file said `protected: true`. */
const PROTECTED_BY_FILE = {
  [MARKER.managed]: formatManaged({ properties: [], tags: [], protected: true }),
};

describe('guards', () => {
  const gone = ['a', 'b', 'c'].map((name, index) => ({
    image: wanted({ name, state: 'absent' as const }),
    live: live({
      id: `${ID}${index}`,
      name,
      properties: marked('current', { [MARKER.image]: name }),
    }),
  }));
  const world = { live: gone.map((entry) => entry.live) };

  it('guards block every deletion of a plan that exceeds the limit', () => {
    const plan = planFor(
      gone.map((entry) => entry.image),
      { ...world, settings: { maxDeletes: { count: 2 } } },
    );
    expect(plan.summary).toMatchObject({ delete: 0, blocked: 3 });
    expect(plan.changes[0]?.blockedBy[0]?.message).toContain('--max-deletes 3');
  });

  it('guards take a percentage of the entries in the file', () => {
    const half = planFor(
      gone.map((entry) => entry.image),
      { ...world, settings: { maxDeletes: { percent: 50 } } },
    );
    const all = planFor(
      gone.map((entry) => entry.image),
      { ...world, settings: { maxDeletes: { percent: 100 } } },
    );
    expect([half.summary.blocked, all.summary.blocked]).toEqual([3, 0]);
  });

  it('guards do not count backups and leftovers as deletions', () => {
    const old = live({ ...HOLDING_OLD, properties: marked('current') });
    const plan = planFor([wanted({ backup: { ...wanted().backup, keep: 0 } })], {
      live: [old],
      settings: { maxDeletes: { count: 0 } },
    });
    expect(plan.summary.blocked).toBe(0);
  });

  it('guards block replacements too', () => {
    const plan = planFor([wanted()], { live: [live(HOLDING_OLD)], settings: { maxReplaces: { count: 0 } } });
    expect(plan.changes[0]?.blockedBy[0]).toMatchObject({ code: 'guard' });
  });
});

describe('prune', () => {
  const published = live({ properties: marked('current') });

  it('prune changes nothing without a setting', () => {
    expect(planFor([], { live: [published] }).changes).toEqual([]);
  });

  it.each([
    ['hide', [{ kind: 'update', id: published.id }]],
    [
      'deactivate',
      [
        { kind: 'update', id: published.id },
        { kind: 'deactivate', image: { id: published.id } },
      ],
    ],
    ['delete', [{ kind: 'delete', id: published.id, reason: 'pruned' }]],
  ] as const)('prune handles an unlisted image as it says: %s', (prune, steps) => {
    const plan = planFor([], { live: [published], settings: { prune } });
    expect(plan.changes).toMatchObject([{ action: prune, imageId: published.id, steps }]);
  });

  it('prune leaves images of other stacks, of no stack, and of other projects alone', () => {
    const others = [
      live({ id: `${ID}1` }),
      live({ id: `${ID}2`, properties: marked('current', { [MARKER.stack]: 'staging' }) }),
      live({ id: `${ID}3`, properties: marked('current'), owner: 'other-project' }),
    ];
    expect(planFor([], { live: others, settings: { prune: 'delete' } }).changes).toEqual([]);
  });
});

describe('a selection', () => {
  it('a selection plans the selected images only, and says that the plan is partial', () => {
    const images = [wanted({ name: 'web-1' }), wanted({ name: 'web-2' }), wanted({ name: 'db' })];
    const plan = planFor(images, { selection: { targets: ['web-*'], excludes: ['web-2'] } });
    expect(plan.partial).toBe(true);
    expect(plan.changes.map((change) => change.name)).toEqual(['web-1']);
  });
});

it('content without anything to compare counts as unchanged, with a warning', () => {
  const change = changeFor(wanted({ digests: {} }), {
    live: [live({ properties: marked('current'), ...OLD })],
  });
  expect(change.action).toBe('unchanged');
  expect(change.warnings[0]).toContain('cannot tell');
});
