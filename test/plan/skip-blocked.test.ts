import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../src/image/markers.ts';
import type { DesiredImage } from '../../src/model/desired.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Change, isUnlistedChange, type Plan } from '../../src/model/plan.ts';
import { joinPlans } from '../../src/plan/join-plans.ts';
import { skipBlocked } from '../../src/plan/skip-blocked.ts';
import { HOLDING_OLD, live, marked, planFor, wanted } from '../support/plan-input.ts';

const ID = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;

const ours = (
  name: string,
  id: string,
  fields: Partial<Image> = {},
  role: 'current' | 'backup' = 'current',
) =>
  live({
    id,
    name,
    ...fields,
    properties: { ...marked(role, { [MARKER.image]: name, [MARKER.id]: id }), ...fields.properties },
  });

/** Two images without markers: nothing says which of them the entry means. */
const twoOf = (name: string) => [live({ id: ID(8), name }), live({ id: ID(9), name })];

const kern = (fields: Partial<DesiredImage> = {}) => wanted({ name: 'kern', ...fields });
const machine = (fields: Partial<DesiredImage> = {}) =>
  wanted({ name: 'machine', references: { kernel_id: { image: 'kern' } }, ...fields });

function changeOf({ changes }: Plan, name: string): Change {
  const change = changes.find((candidate) => candidate.name === name);
  if (!change) throw new Error(`no change of ${name}`);
  return change;
}

const codesOf = (plan: Plan, name: string) => changeOf(plan, name).blockedBy.map(({ code }) => code);
const blockedNames = ({ changes }: Plan) =>
  changes.flatMap(({ name, blockedBy }) => (blockedBy.length > 0 ? [name] : []));

describe('a plan without its blocked changes', () => {
  it('a plan without blocked changes stays as it is', () => {
    const plan = planFor([wanted()]);
    expect(skipBlocked(plan)).toBe(plan);
  });

  it('a plan without its blocked changes does the others, and says so', () => {
    const plan = planFor([wanted({ name: 'twice' }), wanted({ name: 'one' })], { live: twoOf('twice') });
    const rest = skipBlocked(plan);
    expect(rest.skipsBlocked).toBe(true);
    expect(codesOf(rest, 'twice')).toEqual(['ambiguous']);
    expect(changeOf(rest, 'one')).toBe(changeOf(plan, 'one'));
    expect(rest.summary).toMatchObject({ create: 1, blocked: 1 });
  });

  it('a plan without its blocked changes leaves out images that refer to a blocked one, also indirectly', () => {
    const image = (name: string, image: string) => wanted({ name, references: { base_image: { image } } });
    const images = [image('third', 'second'), image('second', 'first'), wanted({ name: 'first' })];
    const rest = skipBlocked(planFor(images, { live: twoOf('first') }));
    expect(blockedNames(rest)).toEqual(['third', 'second', 'first']);
    expect(changeOf(rest, 'second').blockedBy).toMatchObject([
      { code: 'held-back', message: expect.stringContaining('"first"') },
    ]);
    expect(rest.changes.flatMap(({ steps }) => steps)).toEqual([]);
  });

  it('a plan without its blocked changes leaves out a new version of an image that refers to the blocked live image', () => {
    const images = [machine(), kern({ preventReplace: true })];
    const plan = planFor(images, {
      live: [
        ours('kern', ID(1), HOLDING_OLD),
        ours('machine', ID(2), { ...HOLDING_OLD, properties: { kernel_id: ID(1) } }),
      ],
    });
    expect(blockedNames(plan)).toEqual(['kern']);
    expect(blockedNames(skipBlocked(plan))).toEqual(['machine', 'kern']);
  });

  it('a plan without its blocked changes keeps an image as wanted that refers to the blocked one', () => {
    const plan = planFor([machine(), kern({ preventReplace: true })], {
      live: [
        ours('kern', ID(1), HOLDING_OLD),
        ours('machine', ID(2), {
          properties: {
            kernel_id: ID(1),
            [MARKER.managed]: formatManaged({ properties: ['kernel_id'], tags: [] }),
          },
        }),
      ],
    });
    const rest = skipBlocked(plan);
    expect(changeOf(rest, 'machine')).toMatchObject({ action: 'unchanged', blockedBy: [] });
  });

  it('a plan without its blocked changes leaves out a change whose old image goes after a blocked one', () => {
    // The machine leaves its kernel: the kernel's old image is deleted after that. A limit could block the machine alone.
    const none = { backup: { ...wanted().backup, keep: 0 } };
    const plan = planFor([machine(), kern(none)], {
      live: [ours('kern', ID(1), HOLDING_OLD), ours('machine', ID(2), { properties: { kernel_id: ID(1) } })],
    });
    expect(changeOf(plan, 'kern').steps).toContainEqual(expect.objectContaining({ after: ['machine'] }));
    const blocker = { code: 'protected', message: 'why', candidates: [] } as const;
    const changes = plan.changes.map((change) =>
      change.name === 'machine' ? { ...change, blockedBy: [blocker], steps: [] } : change,
    );
    expect(codesOf(skipBlocked({ ...plan, changes }), 'kern')).toEqual(['held-back']);
  });

  it('a plan without its blocked changes leaves out an image whose name a blocked one still has', () => {
    // `id` gives the image another name, which is blocked, so a second image must not take the name meanwhile.
    const images = [wanted({ name: 'new', id: ID(1), preventReplace: true }), wanted({ name: 'old' })];
    const plan = planFor(images, { live: [live({ id: ID(1), name: 'old', ...HOLDING_OLD })] });
    expect(blockedNames(plan)).toContain('new');
    expect(blockedNames(skipBlocked(plan))).toEqual(['new', 'old']);
  });

  it('a plan without its blocked changes leaves out a deletion that no other image can record', () => {
    const plan = planFor([wanted({ name: 'twice' }), wanted({ name: 'one' })], { live: twoOf('twice') });
    const waiting = (notedBy: readonly string[]) => ({
      ...plan,
      changes: plan.changes.map((change) => (change.name === 'one' ? { ...change, notedBy } : change)),
    });
    expect(codesOf(skipBlocked(waiting(['twice'])), 'one')).toEqual(['held-back']);
    expect(codesOf(skipBlocked(waiting(['twice', 'other'])), 'one')).toEqual([]);
  });

  it('a plan without its blocked changes prunes nothing', () => {
    const plan = planFor([wanted({ name: 'twice' }), wanted()], {
      live: [...twoOf('twice'), ours('cirros', ID(2)), ours('left', ID(1))],
      settings: { prune: 'delete' },
    });
    const rest = skipBlocked(plan);
    expect(changeOf(plan, 'left').steps).not.toEqual([]);
    expect(changeOf(rest, 'left')).toMatchObject({ steps: [], blockedBy: [{ code: 'held-back' }] });
  });

  it('the images of a blocked entry never count as unlisted', () => {
    const inStack = [ours('twice', ID(1), { visibility: 'public' }), ours('twice', ID(2), {}, 'backup')];
    const foreign = { ...inStack[0]!, id: ID(3), properties: { ...inStack[0]!.properties } };
    const plan = planFor([wanted({ name: 'twice', id: ID(7) })], {
      live: [...inStack, foreign],
      settings: { prune: 'delete' },
    });
    expect(blockedNames(plan)).toEqual(['twice']);
    expect(plan.changes.filter(isUnlistedChange)).toEqual([]);
  });

  it('a plan without its blocked changes does the change of the same name in another region', () => {
    const images = [wanted({ name: 'twice' })];
    const blocked = planFor(images, { live: twoOf('twice') });
    const other = planFor(images);
    const elsewhere = { ...other, changes: other.changes.map((one) => ({ ...one, region: 'RegionTwo' })) };
    const rest = skipBlocked(joinPlans([blocked, elsewhere]));
    expect(rest.changes.map(({ region, blockedBy }) => [region, blockedBy.length])).toEqual([
      ['RegionOne', 1],
      ['RegionTwo', 0],
    ]);
  });
});

describe('a blocker that concerns the whole plan', () => {
  const stops = (plan: Plan) => {
    expect(blockedNames(plan)).not.toEqual([]);
    expect(skipBlocked(plan)).toBe(plan);
  };
  const free = wanted({ name: 'free' });

  it('a blocker that concerns the whole plan stops it: `max_replaces`', () => {
    stops(
      planFor([wanted(), free], {
        live: [ours('cirros', ID(1), HOLDING_OLD)],
        settings: { maxReplaces: { count: 0 } },
      }),
    );
  });

  it('a blocker that concerns the whole plan stops it: `max_deletes`', () => {
    stops(
      planFor([wanted({ state: 'absent' }), free], {
        live: [ours('cirros', ID(1))],
        settings: { maxDeletes: { count: 0 } },
      }),
    );
  });

  it('a blocker that concerns the whole plan stops it: an image of another stack', () => {
    stops(
      planFor([wanted(), free], {
        live: [live({ properties: { ...marked('current'), [MARKER.stack]: 'other' } })],
      }),
    );
  });

  it('a blocker that concerns the whole plan stops it: an image of another file of the stack', () => {
    stops(
      planFor([wanted(), free], {
        origin: 'here',
        live: [ours('cirros', ID(1), { properties: { [MARKER.origin]: 'there' } })],
      }),
    );
  });

  it('a blocker that concerns the whole plan stops it: a file that the stack never had an entry of, and that prunes', () => {
    stops(planFor([free], { live: [ours('cirros', ID(1))], settings: { prune: 'hide' } }));
  });

  it('a blocker that concerns the whole plan stops it: a file without entries beside others, as if cut short', () => {
    stops(
      planFor([wanted(), free], {
        live: [ours('cirros', ID(1)), ours('left', ID(2))],
        settings: { prune: 'hide' },
        desired: { bareFiles: ['b.yaml'] },
      }),
    );
  });
});
