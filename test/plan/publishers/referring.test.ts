import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { SkippedEntry } from '../../../src/model/unresolved.ts';
import { live, marked, planFor, type World, wanted } from '../../support/plan-input.ts';

const kernel = (fields: Partial<DesiredImage> = {}) => wanted({ name: 'kernel', ...fields });
const machine = (fields: Partial<DesiredImage> = {}) =>
  wanted({ name: 'machine', references: { kernel_id: { image: 'kernel' } }, ...fields });
const liveMachine = live({ name: 'machine', properties: marked('current', { [MARKER.image]: 'machine' }) });

const SELECT = 'Select "kernel" as well.';
const AGAIN = 'Run again once "kernel" has an image.';
const EXPIRY = { reason: 'expired on 2016-10-09', unchanged: true };
const failed: SkippedEntry = {
  ...{ name: 'kernel', list: null, at: wanted().at, message: 'no answer', hint: null },
  reserves: { names: ['kernel'], ids: [], publisherIds: [], unknown: false },
};

describe('an entry that refers to an image which does not exist', () => {
  it.each<[string, readonly DesiredImage[], World, string]>([
    ['is left out by --target', [kernel()], { selection: { targets: ['machine'], excludes: [] } }, SELECT],
    ['has expired', [kernel({ expiry: EXPIRY })], {}, AGAIN],
    ['cannot be asked for', [], { publishers: { skipped: [failed] } }, AGAIN],
  ])('is skipped with the way out, when that image %s', (_what, others, world, hint) => {
    const bystander = wanted({ name: 'other' });
    const { changes, unresolved } = planFor([machine(), ...others, bystander], world);
    expect(changes.map(({ name }) => name)).not.toContain('machine');
    expect(unresolved).toContainEqual({
      name: 'machine',
      list: null,
      at: machine().at,
      message: 'it refers to the image of "kernel", which does not exist, and this run does not create it',
      hint,
    });
  });

  it('is deleted all the same with `state: absent`', () => {
    const { changes } = planFor([machine({ state: 'absent' }), kernel({ expiry: EXPIRY, listed: true })], {
      live: [liveMachine],
    });
    expect(changes).toMatchObject([
      { name: 'machine', action: 'delete', blockedBy: [] },
      { name: 'kernel', action: 'unchanged' },
    ]);
  });

  it('is skipped when the other entry is to be absent', () => {
    const { changes, unresolved } = planFor([machine(), kernel({ state: 'absent' })]);
    expect(changes).toMatchObject([{ name: 'kernel', action: 'unchanged' }]);
    expect(unresolved).toMatchObject([{ name: 'machine' }]);
  });
});
