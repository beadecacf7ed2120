import { describe, expect, it } from 'vitest';
import { MARKER } from '../../../src/model/marker.ts';
import { completeSource, planSource } from '../../../src/model/source/redact-source.ts';
import { projectReferences, sourcesToLookAt } from '../../../src/plan/lookups.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { EVERYTHING } from '../../../src/plan/selection.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  live,
  marked,
  NEW,
  OLD,
  patched,
  planFor,
  stepKinds,
  wanted,
} from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const NO_DATA = { checksum: null, hashAlgorithm: null, hashValue: null, size: null };
const DIGESTS = { [MARKER.digests]: `sha512:${NEW.sha512}` };

describe('a pinned id', () => {
  const image = wanted({ id: `${ID}1`, visibility: 'public' });

  it('a pinned id with a finished upload is published, not renamed and deleted', () => {
    const staged = live({ name: 'cirros (staged)', hidden: true, properties: marked('staged') });
    const change = changeFor(image, { live: [staged] });
    expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish']);
  });

  it('a pinned id is the id of the new image: a finished upload under another id is not resumed', () => {
    const staged = live({ id: `${ID}2`, name: 'cirros (staged)', properties: marked('staged') });
    const { action, steps } = changeFor(image, { live: [staged] });
    expect(action).toBe('create');
    expect(steps[0]).toMatchObject({ kind: 'stage', attributes: { id: `${ID}1` } });
    expect(steps.at(-1)).toMatchObject({ kind: 'delete', id: staged.id, reason: 'leftover' });
  });

  it('a pinned id with an unfinished upload gets the data again and is never deleted, because Glance gives no id twice', () => {
    const staged = live({
      ...NO_DATA,
      status: 'queued',
      name: 'cirros (staged)',
      properties: marked('staged', DIGESTS),
    });
    const change = changeFor(image, { live: [staged] });
    expect(change.steps[0]).toMatchObject({ kind: 'stage', attributes: { id: `${ID}1` } });
    expect(stepKinds(change)).not.toContain('delete');
    expect(stepKinds(change)).not.toContain('reactivate');
    expect(change.reason).toContain(`${ID}1`);
  });

  it('a pinned id with another user’s unfinished upload is blocked', () => {
    const queued = live({ ...NO_DATA, status: 'queued' });
    expect(changeFor(image, { live: [queued] }).blockedBy[0]).toMatchObject({
      code: 'immutable',
      candidates: [`${ID}1`],
    });
  });

  it('a pinned id of a backup publishes it with the attributes of the current image, and the backup no longer counts as one', () => {
    const backup = live({
      ...HOLDING_OLD,
      hidden: true,
      name: 'cirros (backup)',
      properties: marked('backup', { [MARKER.retired]: '1' }),
    });
    const current = live({ id: `${ID}2`, visibility: 'public', properties: marked('current') });
    const change = changeFor(wanted({ id: backup.id, digests: OLD }), { live: [backup, current] });
    expect(patched(change, 'update')).toMatchObject({
      name: 'cirros',
      visibility: 'public',
      os_hidden: false,
      [MARKER.role]: 'current',
      [MARKER.retired]: undefined,
    });
    expect(change.steps.slice(1)).toMatchObject([{ kind: 'retire', id: current.id }]);
  });
});

describe('an owner', () => {
  const tenants = [
    { id: 't1', name: 'tenant1' },
    { id: 't2', name: 'tenant2' },
  ];
  const theirs = live({ owner: 't1', properties: marked('current', { [MARKER.id]: live().id }) });

  it('an owner of another project blocks another creation of our image, and the message names it', () => {
    for (const owner of [undefined, { project: 'tenant2', at: AT }]) {
      const change = changeFor(wanted(owner ? { owner } : {}), { live: [theirs], projects: tenants });
      expect(change.blockedBy).toMatchObject([{ code: 'foreign', candidates: [theirs.id] }]);
    }
  });

  it('an owner of another project blocks a creation also under a former name', () => {
    const former = { ...theirs, name: 'old', properties: { ...theirs.properties, [MARKER.image]: 'old' } };
    const change = changeFor(wanted({ previously: ['old'] }), { live: [former] });
    expect(change.blockedBy).toMatchObject([{ code: 'foreign', candidates: [theirs.id] }]);
  });

  it('an owner is changed when the file pins the image', () => {
    const image = wanted({ id: theirs.id, owner: { project: 'tenant2', at: AT } });
    const change = changeFor(image, { live: [theirs], projects: tenants });
    expect(patched(change, 'update')).toEqual({ owner: 't2' });
  });

  it('an owner is not taken from markers on images that others share with the whole cloud', () => {
    const trap = { ...theirs, visibility: 'community' as const };
    expect(changeFor(wanted(), { live: [trap] })).toMatchObject({ action: 'create', blockedBy: [] });
  });

  it('an owner is resolved for every entry, also one that is to be absent', () => {
    const image = wanted({ state: 'absent', owner: { project: 'tenant1', at: AT } });
    const { desired } = inputFor([image]);
    expect(projectReferences(desired, EVERYTHING)).toMatchObject([{ project: 'tenant1' }]);
    expect(changeFor(image, { live: [theirs], projects: tenants }).action).toBe('delete');
  });
});

describe('a staged image of another run', () => {
  const staged = live({ id: `${ID}9`, name: 'cirros (staged)', properties: marked('staged') });

  it('a staged image of another run is neither resumed nor deleted, and gives a warning', () => {
    const input = { ...inputFor([wanted()], { live: [staged] }), busy: new Set([staged.id]) };
    const change = planOf(input);
    expect(change.action).toBe('create');
    expect(stepKinds(change)).not.toContain('delete');
    expect(change.warnings.join()).toContain(staged.id);
  });

  it('the deletion of a staged image of another run does not make a change stale', () => {
    const queued = { ...staged, ...NO_DATA, status: 'queued' as const };
    const change = changeFor(wanted(), { live: [queued] });
    expect(change.steps.at(-1)).toMatchObject({ kind: 'delete', reason: 'leftover' });
    expect(change.basis.images).toEqual({});
  });
});

describe('a resumed upload', () => {
  const staged = live({ id: `${ID}9`, name: 'cirros (staged)', properties: marked('staged') });

  it('a resumed upload is copied to the stores that lack it', () => {
    const change = changeFor(wanted({ stores: ['fast', 'slow'] }), { live: [staged] });
    expect(change.steps).toContainEqual({ kind: 'copy-to-stores', image: 'staged', stores: ['slow'] });
  });

  it('a resumed upload loses members that the file no longer lists', () => {
    const change = changeFor(wanted({ visibility: 'shared', members: [] }), { live: [staged] });
    expect(change.steps).toContainEqual({ kind: 'share', members: [], carryFrom: null });
  });

  it('a resumed upload is published after an earlier run deactivated it', () => {
    const deactivated = { ...staged, status: 'deactivated' as const };
    expect(changeFor(wanted({ status: 'deactivated' }), { live: [deactivated] }).action).toBe('resume');
    expect(stepKinds(changeFor(wanted(), { live: [deactivated] }))).toContain('reactivate');
  });
});

describe('a backup', () => {
  const backup = live({ ...IN_BACKUP_FORM, id: `${ID}5`, properties: marked('backup') });
  const current = live({ properties: marked('current') });

  it('a backup that is deleted because fewer are kept counts as a deletion', () => {
    const plan = planFor([wanted({ backup: { ...wanted().backup, keep: 0 } })], {
      live: [current, backup],
      settings: { maxDeletes: { count: 0 } },
    });
    expect(plan.changes[0]?.blockedBy[0]?.code).toBe('guard');
  });

  it('a backup is deactivated when an earlier run died before that', () => {
    const image = wanted({ backup: { ...wanted().backup, deactivate: true } });
    expect(changeFor(image, { live: [current, backup] }).steps).toEqual([
      { kind: 'deactivate', image: { id: backup.id } },
    ]);
  });

  it('a backup gets the new name after a rename, so that later runs find it', () => {
    const former = { ...current, name: 'old', properties: marked('current', { [MARKER.image]: 'old' }) };
    const theirs = { ...backup, properties: marked('backup', { [MARKER.image]: 'old' }) };
    const change = changeFor(wanted({ previously: ['old'] }), { live: [former, theirs] });
    expect(change.steps).toContainEqual({
      kind: 'update',
      id: theirs.id,
      patch: [{ op: 'add', path: `/${MARKER.image}`, value: 'cirros' }],
    });
  });
});

describe('a property that describes the bytes', () => {
  const signed = live({
    ...HOLDING_OLD,
    properties: marked('current', {
      img_signature: 'abc',
      cinder_encryption_key_id: 'key',
      hw_disk_bus: 'ide',
      [MARKER.version]: '1',
    }),
  });

  it('a property that describes the bytes is never copied to new content', () => {
    const stage = changeFor(wanted(), { live: [signed] }).steps[0];
    const properties = stage?.kind === 'stage' ? (stage.attributes.properties ?? {}) : {};
    expect(properties).toMatchObject({ hw_disk_bus: 'ide' });
    for (const key of ['img_signature', 'cinder_encryption_key_id', MARKER.version]) {
      expect(properties).not.toHaveProperty([key]);
    }
  });

  it('a property that describes the bytes stays on its image', () => {
    expect(changeFor(wanted({ digests: OLD }), { live: [signed] }).action).toBe('unchanged');
  });
});

describe('a pruned image whose entry comes back', () => {
  it.each([
    ['hide', { hidden: true }, { os_hidden: false }],
    ['deactivate', { status: 'deactivated' as const }, {}],
  ])('a pruned image whose entry comes back is as it was before: %s', (pruned, found, patch) => {
    const image = live({ ...found, properties: marked('current', { [MARKER.pruned]: pruned }) });
    const change = changeFor(wanted(), { live: [image] });
    expect(patched(change, 'update')).toEqual({ ...patch, [MARKER.pruned]: undefined });
    expect(stepKinds(change).includes('reactivate')).toBe(pruned === 'deactivate');
  });
});

it('an image that another entry claims is not adopted by a partial plan', () => {
  const ours = live({ name: 'B', properties: marked('current', { [MARKER.image]: 'A' }) });
  const plan = planFor([wanted({ name: 'A' }), wanted({ name: 'B' })], {
    live: [ours],
    selection: { targets: ['B'], excludes: [] },
  });
  expect(plan.changes).toMatchObject([{ name: 'B', action: 'create' }]);
});

it('`prevent_delete` and `prevent_replace` block a deletion and a replacement', () => {
  const current = live({ ...HOLDING_OLD, properties: marked('current') });
  expect(changeFor(wanted({ preventReplace: true }), { live: [current] }).blockedBy).toMatchObject([
    { code: 'guard' },
  ]);
  expect(
    changeFor(wanted({ preventDelete: true, state: 'absent' }), { live: [current] }).blockedBy,
  ).toMatchObject([{ code: 'guard' }]);
  expect(changeFor(wanted({ preventReplace: true })).blockedBy).toEqual([]);
});

it('a local file’s own digests are needed when the given ones cannot decide', () => {
  const image = wanted({ digests: { sha256: 'c'.repeat(64) }, source: { kind: 'file', path: '/x' } });
  const ask = (images: ReturnType<typeof live>[]) => sourcesToLookAt(inputFor([image], { live: images }));
  expect(ask([live()])).toMatchObject([{ ownDigests: true }]);
  expect(ask([])).toMatchObject([{ ownDigests: false }]);
});

describe('a source in a plan', () => {
  const known = {
    kind: 'http' as const,
    url: 'https://images.example/a.img?token=opensesame',
    auth: { scheme: 'bearer' as const, token: 'opensesame' },
  };

  it('a source in a plan has neither credentials nor query', () => {
    expect(JSON.stringify(planSource(known))).not.toContain('opensesame');
  });

  it('a source in a plan is completed from the same source of the state file, and from no other', () => {
    const planned = planSource(known);
    expect(completeSource(planned, known)).toEqual(known);
    expect(completeSource(planned, { ...known, url: 'https://images.example/a.img?token=other' })).toBeNull();
    const { auth: _, ...open } = { ...known, url: 'https://images.example/a.img' };
    expect(completeSource(planSource({ ...open, auth: known.auth }), undefined)).toBeNull();
    expect(completeSource(planSource(open), undefined)).toEqual(open);
    const plain = planSource({ kind: 'http', url: 'http://elsewhere.example/old.img' });
    expect(completeSource(plain, known)).toEqual(plain);
  });
});

it('an image without an owner is ours on a service without projects', () => {
  const input = inputFor([wanted()], { live: [live({ owner: null })] });
  const open = {
    ...input,
    observed: {
      ...input.observed,
      target: { ...input.observed.target, projectId: '', withoutProjects: true as const },
    },
  };
  expect(planOf(open)).toMatchObject({ action: 'adopt', blockedBy: [] });
});

function planOf(input: Parameters<typeof makePlan>[0]) {
  const [change] = makePlan(input).changes;
  if (!change) throw new Error('no change');
  return change;
}
