import { expect, it } from 'vitest';
import { drawPlan } from '../../src/report/text.ts';
import { HOLDING_OLD, live, marked, planFor, wanted } from '../support/plan-input.ts';

const OLD_KERNEL = '11111111-0000-4000-8000-000000000000';
const MACHINE = '22222222-0000-4000-8000-000000000000';

it('a plan that re-points an image says whose id it gets, and for whom the old image waits', () => {
  const images = [
    wanted({ name: 'machine', references: { kernel_id: { image: 'kern' } } }),
    wanted({ name: 'kern', backup: { ...wanted().backup, keep: 0 } }),
  ];
  const named = (name: string) => marked('current', { 'owner_specified.reconcile.image': name });
  const plan = planFor(images, {
    live: [
      live({ id: OLD_KERNEL, name: 'kern', ...HOLDING_OLD, properties: named('kern') }),
      live({ id: MACHINE, name: 'machine', properties: { ...named('machine'), kernel_id: OLD_KERNEL } }),
    ],
  });
  const text = drawPlan(plan, { colour: 0, width: 200, verbose: false, command: 'plan' });
  expect(text).toContain(`properties.kernel_id  ${OLD_KERNEL} → id of kern (new)`);
  expect(text.replace(/\s+/g, ' ')).toContain('after "machine" no longer refers to it');
});

it('a plan promises acceptances only of members that there may be', () => {
  const shared = (members: readonly string[] | undefined) => {
    const at = wanted().at;
    const image = wanted({
      visibility: 'shared',
      ...(members ? { members: members.map((project) => ({ project, at })) } : {}),
    });
    const plan = planFor([image], {
      live: [live({ ...HOLDING_OLD, visibility: 'shared', properties: marked('current') })],
      projects: [{ id: 't1', name: 'tenant1' }],
    });
    return drawPlan(plan, { colour: 0, width: 200, verbose: false, command: 'plan' });
  };
  expect(shared([])).not.toContain('acceptances');
  expect(shared(['tenant1'])).toContain('keep their acceptances of');
  expect(shared(undefined)).toContain('if it has any, with their acceptances');
});
