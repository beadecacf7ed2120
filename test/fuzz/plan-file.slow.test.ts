import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlanFileError } from '../../src/model/errors.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import type { Step } from '../../src/model/step.ts';
import { planToJson } from '../../src/report/json.ts';
import { drawPlan } from '../../src/report/text.ts';
import { loadPlan } from '../../src/run/plan-file.ts';
import { HOLDING_OLD, live, marked, planFor, wanted } from '../support/plan-input.ts';
import { damaged, deepJson, edited, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-fuzz-plan-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A creation, a replacement with a backup and members, a deletion and an update. */
function honestPlan(): Plan {
  const old = { ...HOLDING_OLD, properties: marked('current') };
  return planFor(
    [
      wanted({ name: 'new' }),
      wanted({
        name: 'cirros',
        visibility: 'shared',
        members: [{ project: 't1', at: { file: 'x', line: 1, column: 1 } }],
      }),
      wanted({ name: 'gone', state: 'absent' }),
      wanted({ name: 'changed', properties: { a: 'b' } }),
    ],
    {
      live: [
        live({ ...old, visibility: 'shared' }),
        live({
          id: '00000000-0000-4000-8000-000000000002',
          name: 'gone',
          properties: marked('current', { [MARKER.image]: 'gone' }),
        }),
        live({ id: '00000000-0000-4000-8000-000000000003', name: 'changed' }),
      ],
      projects: [{ id: 't1', name: 't1' }],
    },
  );
}

const HONEST = JSON.parse(planToJson(honestPlan())) as Plan;

async function load(content: string | Uint8Array): Promise<Plan> {
  writeFileSync(join(folder, 'plan.json'), content);
  return loadPlan('plan.json', folder);
}

/** What was taken for a plan can be shown, and only by the escapes that we write ourselves. */
async function loadAndDraw(content: string): Promise<void> {
  const plan = await load(content);
  const drawn = drawPlan(plan, { colour: 0, width: 80, command: null, verbose: true });
  expect(drawn).not.toMatch(/[^\n\P{Cc}]/u);
  planToJson(plan);
}

describeParser('saved plans', (fuzz) => {
  fuzz('damaged', damaged(HONEST), (plan) => loadAndDraw(JSON.stringify(plan)));
  fuzz('damaged texts', damaged(HONEST, text), (plan) => loadAndDraw(JSON.stringify(plan)));
  fuzz('an edited file', edited(planToJson(HONEST), text), loadAndDraw, { share: 0.5 });
  fuzz('any text', text, loadAndDraw, { share: 0.5 });
});

describe('by example', () => {
  it('a valid plan is accepted', async () => {
    expect(await load(planToJson(HONEST))).toEqual(HONEST);
  });

  it.each([
    ['nested by the hundred thousand', deepJson(100_000)],
    [
      'with warnings nested by the ten thousand',
      JSON.stringify(HONEST).replace('"warnings":[]', `"warnings":${deepJson(10_000)}`),
    ],
    ['with ten thousand faults', JSON.stringify({ ...HONEST, changes: Array(10_000).fill(0) })],
    ['not UTF-8', Buffer.from(JSON.stringify(HONEST).replace('cirros', 'cirr\xf6s'), 'latin1')],
    ['empty', ''],
  ])('a saved plan that is %s is refused', async (_what, content) => {
    expect(await survives(() => load(content))).toBeUndefined();
  });

  it('a device without an end is refused as a saved plan, not read', async () => {
    await expect(loadPlan('/dev/zero', folder)).rejects.toThrow('larger than any plan');
  });
});

type Alter = (steps: Step[], change: Change) => readonly Step[];

/** Loads the honest plan with the steps of one change altered. */
async function loadWith(name: string, alter: Alter): Promise<Plan> {
  const changes = HONEST.changes.map((change) =>
    change.name === name ? { ...change, steps: alter([...change.steps], change) } : change,
  );
  return load(JSON.stringify({ ...HONEST, changes }));
}

const without =
  (kind: Step['kind']): Alter =>
  (steps) =>
    steps.filter((step) => step.kind !== kind);
const swapped =
  (one: Step['kind'], other: Step['kind']): Alter =>
  (steps) => {
    const [a, b] = [one, other].map((kind) => steps.findIndex((step) => step.kind === kind)) as [
      number,
      number,
    ];
    [steps[a], steps[b]] = [steps[b] as Step, steps[a] as Step];
    return steps;
  };
const FOREIGN = '00000000-0000-4000-8000-00000000dead';

describe('a saved plan', () => {
  it.each<[string, string, Alter]>([
    ['publish an image that was never staged', 'cirros', without('stage')],
    ['publish an image that was never uploaded', 'cirros', without('upload')],
    [
      'publish an image that was never compared with the data that Glance stored',
      'cirros',
      without('record'),
    ],
    ['publish before the upload', 'cirros', swapped('publish', 'upload')],
    ['retire the old image before the new one is published', 'cirros', swapped('retire', 'publish')],
    ['stage twice', 'new', (steps) => [steps[0] as Step, ...steps]],
    ['publish twice', 'new', (steps) => [...steps, steps.at(-1) as Step]],
    [
      'retire an image that the plan was not made from',
      'cirros',
      (steps) => steps.map((step) => (step.kind === 'retire' ? { ...step, id: FOREIGN } : step)),
    ],
    [
      'delete an image that the plan was not made from',
      'gone',
      (steps) => steps.map((step) => (step.kind === 'delete' ? { ...step, id: FOREIGN } : step)),
    ],
    [
      'update an image that the plan was not made from',
      'changed',
      (steps) => steps.map((step) => (step.kind === 'update' ? { ...step, id: FOREIGN } : step)),
    ],
    [
      'publish under another name',
      'new',
      (steps) =>
        steps.map((step) =>
          step.kind === 'publish'
            ? {
                ...step,
                patch: step.patch.map((each) => (each.path === '/name' ? { ...each, value: 'other' } : each)),
              }
            : step,
        ),
    ],
    [
      'stage in the open',
      'new',
      (steps) =>
        steps.map((step) =>
          step.kind === 'stage'
            ? { ...step, attributes: { ...step.attributes, visibility: 'public' } }
            : step,
        ),
    ],
    [
      'stage under the published name',
      'new',
      (steps) =>
        steps.map((step) =>
          step.kind === 'stage' ? { ...step, attributes: { ...step.attributes, name: 'new' } } : step,
        ),
    ],
  ])('a saved plan is refused when its steps %s', async (_what, name, alter) => {
    await expect(loadWith(name, alter)).rejects.toThrow(PlanFileError);
    await expect(loadWith(name, alter)).rejects.toThrow(`of "${name}"`);
  });
});
