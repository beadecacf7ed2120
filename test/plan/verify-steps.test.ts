import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/plan.ts';
import type { PublishStep, StageStep, Step } from '../../src/model/step.ts';
import { stepFault } from '../../src/plan/verify-steps.ts';
import { changeFor, HOLDING_OLD, live, marked, wanted } from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const OLD_ONE = live({ ...HOLDING_OLD, id: `${ID}7`, visibility: 'shared', properties: marked('current') });
const STAGED = live({ id: `${ID}9`, name: 'cirros (staged)', hidden: true, properties: marked('staged') });

/** stage, upload, record, share, recheck, publish, retire */
const replacement = changeFor(wanted({ visibility: 'shared', members: [{ project: 'tenant1', at: AT }] }), {
  live: [OLD_ONE],
  projects: [{ id: 't1', name: 'tenant1' }],
});
/** resume, recheck, publish */
const resumption = changeFor(wanted(), { live: [STAGED] });
/** update */
const update = changeFor(wanted({ minRam: 1 }), { live: [live({ properties: marked('current') })] });

function only<Kind extends Step['kind']>(change: Change, kind: Kind): Extract<Step, { kind: Kind }> {
  const found = change.steps.find((step): step is Extract<Step, { kind: Kind }> => step.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

/** A change of a saved plan, with edited steps. */
function fault(change: Change, steps: readonly Step[]) {
  return stepFault({ ...change, steps });
}

const stage = only(replacement, 'stage');
const upload = only(replacement, 'upload');
const record = only(replacement, 'record');
const share = only(replacement, 'share');
const recheck = only(replacement, 'recheck');
const publish = only(replacement, 'publish');
const retire = only(replacement, 'retire');
const resume = only(resumption, 'resume');
const remove = { kind: 'delete', id: OLD_ONE.id, unprotect: false, reason: 'not-kept' } as const;

function stagedAs(attributes: Partial<StageStep['attributes']>): StageStep {
  return { ...stage, attributes: { ...stage.attributes, ...attributes } };
}

function publishedAs(...patch: PublishStep['patch']): PublishStep {
  return { ...publish, patch };
}

describe('valid steps', () => {
  it('valid steps contradict nothing', () => {
    expect([replacement, resumption, update].map(stepFault)).toEqual([null, null, null]);
    expect(fault(update, [])).toBeNull();
  });

  it('valid steps may copy, deactivate and reactivate a staged image', () => {
    const done: Step[] = [
      { kind: 'reactivate', image: 'staged' },
      { kind: 'copy-to-stores', image: 'staged', stores: ['slow'] },
      { kind: 'deactivate', image: 'staged' },
    ];
    expect(fault(resumption, [resume, ...done, recheck, publish])).toBeNull();
  });

  it('valid steps may publish an image that an earlier run uploaded and verified', () => {
    expect(fault(resumption, [resume, only(resumption, 'publish')])).toBeNull();
  });

  it('valid steps may delete leftovers and surplus backups that are not in the basis', () => {
    const tidy = (reason: 'leftover' | 'retention') => ({ ...remove, id: `${ID}5`, reason });
    expect(fault(update, [tidy('leftover'), tidy('retention')])).toBeNull();
  });

  it('valid steps may deactivate a backup that is not in the basis, because that can be undone', () => {
    expect(fault(update, [{ kind: 'deactivate', image: { id: `${ID}5` } }])).toBeNull();
  });

  it('valid steps may name an image twice, and the last name counts', () => {
    const named = publishedAs(
      { op: 'add', path: '/name', value: 'other' },
      { op: 'add', path: '/name', value: 'cirros' },
    );
    expect(fault(resumption, [resume, named])).toBeNull();
  });

  it('valid steps may retire an image, and then delete it, once its successor is published', () => {
    expect(fault(replacement, [stage, upload, record, publish, retire, remove])).toBeNull();
  });

  it('valid steps may retire one of two published images, because the other stays', () => {
    const change = { ...replacement, imageId: STAGED.id };
    expect(fault(change, [retire, remove])).toBeNull();
  });
});

describe('an invalid step is reported with its index', () => {
  it.each<[string, Change, readonly Step[], number]>([
    ['a second image would be staged', replacement, [stage, stage], 1],
    ['a second image would be staged', resumption, [resume, resume], 1],
    [
      'an image would be staged where other projects see it',
      replacement,
      [stagedAs({ visibility: 'shared' })],
      0,
    ],
    ['an image would be staged under its published name', replacement, [stagedAs({ name: 'cirros' })], 0],
    ['there is no fresh image to upload to', replacement, [upload], 0],
    ['there is no fresh image to upload to', resumption, [resume, upload], 1],
    ['there is no fresh image to upload to', replacement, [stage, upload, upload], 2],
    ['there is no upload to compare', replacement, [stage, record], 1],
    ['there is no upload to compare', replacement, [stage, upload, record, record], 3],
    ['there is no staged image yet', replacement, [publish], 0],
    ['there is no staged image yet', replacement, [recheck], 0],
    ['there is no staged image yet', replacement, [share], 0],
    ['there is no staged image yet', replacement, [{ kind: 'deactivate', image: 'staged' }], 0],
    ['there is no staged image yet', replacement, [{ kind: 'reactivate', image: 'staged' }], 0],
    [
      'there is no staged image yet',
      replacement,
      [{ kind: 'copy-to-stores', image: 'staged', stores: ['slow'] }],
      0,
    ],
    ['an image would be published twice', resumption, [resume, publish, publish], 2],
    ['an image would be published unverified', replacement, [stage, publish], 1],
    ['an image would be published unverified', replacement, [stage, upload, publish], 2],
    ['an image would be published under another name', resumption, [resume, publishedAs()], 1],
    [
      'an image would be published under another name',
      resumption,
      [resume, publishedAs({ op: 'add', path: '/name', value: 'other' })],
      1,
    ],
    [
      'an image would be retired before its successor is published',
      replacement,
      [stage, upload, record, retire, publish],
      3,
    ],
    [
      'an image would be deleted before its successor is published',
      replacement,
      [stage, upload, record, remove, publish],
      3,
    ],
    ['an image would be retired before its successor is published', replacement, [retire], 0],
    [
      'an image would be retired before its successor is published',
      { ...replacement, imageId: null },
      [retire],
      0,
    ],
    ['an image would be deleted before its successor is published', replacement, [remove], 0],
    ['an image is staged and never published', replacement, [stage, upload, record], 2],
    ['an image is staged and never published', resumption, [resume], 0],
  ])('an invalid step is reported with its index: %s (%#)', (message, change, steps, index) => {
    expect(fault(change, steps)).toEqual({ index, message });
  });
});

describe('an image that is not in the basis', () => {
  const id = `${ID}5`;
  const image = { id };

  it.each<[string, Step]>([
    ['updated', { kind: 'update', id, patch: [] }],
    ['shared', { kind: 'members', id, want: [], add: [], remove: [] }],
    ['downloaded', { kind: 'download-backup', id, directory: '/srv' }],
    ['copied', { kind: 'copy-to-stores', image, stores: ['slow'] }],
    ['woken', { kind: 'reactivate', image }],
    ['deleted as absent', { ...remove, id, reason: 'absent' }],
    ['deleted as pruned', { ...remove, id, reason: 'pruned' }],
  ])('an image that is not in the basis must not be %s', (_what, step) => {
    expect(fault(update, [step])).toEqual({
      index: 0,
      message: `the change was not planned from the image ${id}`,
    });
  });

  it('an image that is not in the basis must not be resumed, retired, deleted, or used for its members', () => {
    const message = `the change was not planned from the image ${id}`;
    expect(fault(resumption, [{ ...resume, id }, publish])).toEqual({ index: 0, message });
    const published = [stage, upload, record, publish];
    expect(fault(replacement, [...published, { ...retire, id }])).toEqual({ index: 4, message });
    expect(fault(replacement, [...published, { ...remove, id }])).toEqual({ index: 4, message });
    expect(fault(replacement, [stage, { ...share, carryFrom: id }])).toEqual({ index: 1, message });
  });

  it('an image that is not in the basis may have an id like a method of every object', () => {
    expect(fault(update, [{ kind: 'update', id: 'constructor', patch: [] }])).not.toBeNull();
  });
});
