import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planToJson, reportToJson } from '../../src/report/json.ts';
import { loadPlan, savePlan } from '../../src/run/plan-file.ts';
import { CIRROS_CREATED, report } from '../report/fixtures.ts';
import { HOLDING_OLD, IN_BACKUP_FORM, live, marked, planFor, wanted } from '../support/plan-input.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-plan-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ID = '00000000-0000-4000-8000-00000000000';

/** A creation, an update, a replacement that deletes a backup, and a blocked change. */
const MADE = planFor(
  [
    wanted({ name: 'new' }),
    wanted({ name: 'changed', properties: { a: 'b' } }),
    wanted(),
    wanted({ name: 'twice' }),
  ],
  {
    live: [
      live({ id: `${ID}1`, name: 'changed' }),
      live({ ...HOLDING_OLD, id: `${ID}2`, properties: marked('current') }),
      live({ ...HOLDING_OLD, ...IN_BACKUP_FORM, id: `${ID}3`, properties: marked('backup') }),
      live({ id: `${ID}4`, name: 'twice' }),
      live({ id: `${ID}5`, name: 'twice' }),
    ],
  },
);

describe('a saved plan', () => {
  it('a saved plan is read back without a change', async () => {
    await savePlan(MADE, 'plan.json', folder);
    expect(await loadPlan('plan.json', folder)).toEqual(JSON.parse(planToJson(MADE)));
  });

  it('a saved plan is readable by its owner alone, even if it replaces a readable file', async () => {
    writeFileSync(join(folder, 'plan.json'), 'old');
    chmodSync(join(folder, 'plan.json'), 0o644);
    await savePlan(MADE, 'plan.json', folder);
    expect(statSync(join(folder, 'plan.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['plan.json']);
  });

  it('a saved plan is an error with its path when it cannot be written', async () => {
    await expect(savePlan(MADE, 'no/such/folder/plan.json', folder)).rejects.toThrow('cannot write');
  });
});

/** Writes a plan with one change in it. */
async function saveAltered(alter: (document: Record<string, unknown>) => void): Promise<void> {
  await savePlan(MADE, 'plan.json', folder);
  const document = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
  alter(document);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(document));
}

/** Returns the steps of the replacement in {@link MADE}, for tests to damage. */
function stepsOf(document: Record<string, unknown>): Record<string, unknown>[] {
  const changes = document.changes as { steps: Record<string, unknown>[] }[];
  return changes[2]?.steps ?? [];
}

describe('reading a plan', () => {
  it('reading a plan accepts the keys of later minor versions', async () => {
    await saveAltered((document) => Object.assign(document, { formatVersion: '1.7', colour: 'blue' }));
    await expect(loadPlan('plan.json', folder)).resolves.toMatchObject({ formatVersion: '1.7' });
  });

  it('reading a plan refuses another major version', async () => {
    await saveAltered((document) => Object.assign(document, { formatVersion: '2.0' }));
    await expect(loadPlan('plan.json', folder)).rejects.toThrow('plan.json has format version 2.0');
  });

  it('reading a plan refuses a file that is not a plan', async () => {
    writeFileSync(join(folder, 'plan.json'), '{"name": "package"}');
    await expect(loadPlan('plan.json', folder)).rejects.toThrow('it has no formatVersion');
  });

  it('reading a plan gives the place where the JSON ends too early', async () => {
    writeFileSync(join(folder, 'plan.json'), '{"formatVersion": "1.0",\n  "stack": "pro');
    await expect(loadPlan('plan.json', folder)).rejects.toThrow(/plan\.json:2:\d+ is not JSON/);
  });

  it('reading a plan reports a file that does not exist', async () => {
    await expect(loadPlan('plan.json', folder)).rejects.toThrow('the plan plan.json does not exist');
  });

  it('reading a plan refuses the report of an apply', async () => {
    const done = { outcome: 'done', error: null, seconds: 1 } as const;
    writeFileSync(join(folder, 'plan.json'), reportToJson(report([{ ...CIRROS_CREATED, ...done }])));
    await expect(loadPlan('plan.json', folder)).rejects.toThrow('is the report of an apply');
  });

  it.each([
    ['a step of an unknown kind', (steps) => Object.assign(steps[0] ?? {}, { kind: 'explode' })],
    ['an upload without an expectation', (steps) => delete steps[1]?.expect],
    [
      'a digest that is none',
      (steps) => Object.assign(steps[1] ?? {}, { expect: { digests: { sha256: 'x' } } }),
    ],
    ['a deletion without an id', (steps) => Object.assign(steps.at(-1) ?? {}, { id: '' })],
    [
      'a patch without a value',
      (steps) => Object.assign(steps[4] ?? {}, { patch: [{ op: 'add', path: '/name' }] }),
    ],
  ] as readonly (readonly [string, (steps: Record<string, unknown>[]) => void])[])(
    'reading a plan refuses %s, and gives its place',
    async (_what, damage) => {
      await saveAltered((document) => damage(stepsOf(document)));
      await expect(loadPlan('plan.json', folder)).rejects.toThrow(/is damaged: \/changes\/2\/steps\/\d/);
    },
  );
});
