import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { PlanInput } from '../../../src/plan/input.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { planRollback } from '../../../src/plan/rollback.ts';
import { planKeeping, planRemoval } from '../../../src/plan/vmcatcher.ts';
import {
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  live,
  marked,
  type World,
  wanted,
} from '../../support/plan-input.ts';

/** The input of a run with a token whose project nothing tells. */
function withoutProject(images: readonly DesiredImage[], world: World = {}): PlanInput {
  const input = inputFor(images, world);
  return { ...input, observed: { ...input.observed, target: { ...input.observed.target, projectId: '' } } };
}

const ours = (fields = {}) => live({ properties: marked('current'), ...fields });

describe('while no project is known', () => {
  it('an image is created', () => {
    expect(makePlan(withoutProject([wanted()])).changes).toMatchObject([
      { action: 'create', blockedBy: [], basis: { owners: [] } },
    ]);
  });

  it('no second image of a visible name is created, and the message says what to set', () => {
    const [change] = makePlan(withoutProject([wanted()], { live: [live({ owner: 'other' })] })).changes;
    expect(change).toMatchObject({ steps: [], blockedBy: [{ code: 'unknown-project' }] });
    expect(change?.blockedBy[0]?.message).toBe(
      'no project is known for these credentials, so reconcile cannot tell whether it may change this image: it changes nothing, and creates no second one. Set OS_PROJECT_ID (in clouds.yaml: project_id) to the project of these credentials, or set OS_AUTH_URL to a Keystone that can tell.',
    );
    expect(change?.blockedBy[0]?.candidates).toEqual([live().id]);
  });

  it.each([
    ['adopted', wanted(), live()],
    ['adopted without an owner', wanted(), live({ owner: null })],
    ['replaced', wanted(), ours(HOLDING_OLD)],
    ['updated', wanted({ tags: ['new'] }), ours()],
    ['renamed', wanted({ previously: ['old'] }), live({ name: 'old' })],
    ['deleted', wanted({ state: 'absent' }), ours()],
    ['changed by its id', wanted({ id: live().id }), live({ name: 'other' })],
    [
      'known by its publisher id',
      wanted({ publisherId: { property: 'dc:identifier', value: 'x' } }),
      live({ name: 'other', properties: { 'dc:identifier': 'x' } }),
    ],
    ['resumed', wanted(), live({ name: 'cirros (staged)', properties: marked('staged') })],
    ['restored', wanted(), live({ ...IN_BACKUP_FORM, properties: marked('backup') })],
  ])('no image is %s', (_what, image, other) => {
    expect(makePlan(withoutProject([image], { live: [other] })).changes).toMatchObject([
      { steps: [], blockedBy: [{ code: 'unknown-project', candidates: [other.id] }] },
    ]);
  });

  it('an `owner` in the file does not make its images ours', () => {
    const owner = { project: 'other', at: wanted().at };
    const input = withoutProject([wanted({ owner })], {
      live: [live({ owner: 'other' })],
      projects: [{ id: 'other', name: 'other' }],
    });
    expect(makePlan(input).changes).toMatchObject([{ blockedBy: [{ code: 'unknown-project' }] }]);
  });

  it.each(['delete', 'hide', 'deactivate'] as const)('prune: %s changes nothing, and says so', (prune) => {
    const images = [
      ours({ properties: marked('current', { [MARKER.id]: live().id }) }),
      live({ id: 'b', ...IN_BACKUP_FORM, properties: marked('backup', { [MARKER.id]: 'b' }) }),
      live({ id: 's', properties: marked('staged', { [MARKER.id]: 's' }) }),
    ];
    const plan = makePlan(withoutProject([], { live: images, settings: { prune } }));
    expect(plan.changes).toEqual([]);
    expect(plan.warnings).toEqual([
      'no project is known for these credentials, so this run prunes nothing. Set OS_PROJECT_ID (in clouds.yaml: project_id) to the project of these credentials, or set OS_AUTH_URL to a Keystone that can tell',
    ]);
  });

  it('no backup is published again', () => {
    const backup = live({ id: 'b', ...IN_BACKUP_FORM, properties: marked('backup') });
    const plan = planRollback(withoutProject([wanted()], { live: [ours(), backup] }), {
      name: 'cirros',
      to: null,
    });
    expect(plan.changes).toMatchObject([{ steps: [], blockedBy: [{ code: 'unknown-project' }] }]);
  });

  it('an event of vmcatcher changes nothing, and says so', () => {
    const key = { property: 'dc:identifier', value: 'x' };
    const image = ours({ properties: marked('current', { 'dc:identifier': 'x', [MARKER.id]: live().id }) });
    for (const plan of [
      planKeeping(withoutProject([], { live: [image] }), key),
      planRemoval(withoutProject([], { live: [image], settings: { prune: 'delete' } }), key),
    ]) {
      expect(plan.changes).toEqual([]);
      expect(plan.warnings).toMatchObject([expect.stringContaining('OS_PROJECT_ID')]);
    }
  });
});

describe('an event of vmcatcher', () => {
  it('does not mark the image of another project', () => {
    const image = ours({ owner: 'other', properties: marked('current', { 'dc:identifier': 'x' }) });
    expect(
      planKeeping(inputFor([], { live: [image] }), { property: 'dc:identifier', value: 'x' }).changes,
    ).toEqual([]);
  });
});
