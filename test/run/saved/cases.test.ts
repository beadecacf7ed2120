import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change, Plan } from '../../../src/model/plan.ts';
import { runProgram } from '../../cli/fake-terminal.ts';
import { openSavedPlan, type Workplace } from './workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openSavedPlan();
});
beforeEach(async () => {
  if (place.changing().length > 0) await place.reset();
  place.save(place.plan);
});
afterAll(() => place.close());

function altered(name: string, alter: (change: Mutable<Change>) => void): Plan {
  const plan = structuredClone(place.plan) as Mutable<Plan>;
  alter(plan.changes.find((change: Change) => change.name === name));
  return plan;
}

// biome-ignore lint/suspicious/noExplicitAny: tests damage plans in ways that no type allows
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: any } : T;

/** The upload step and the others by kind, of a damaged change. */
function step(change: Mutable<Change>, kind: string) {
  return change.steps.find((each: { kind: string }) => each.kind === kind);
}

/** Shown private and held to a digest; done: other bytes, without a digest, public. */
function publishOtherBytes(change: Mutable<Change>): void {
  step(change, 'upload').source.path = join(place.folder, 'evil.img');
  step(change, 'upload').expect = { digests: {}, size: null, validators: null };
  for (const operation of step(change, 'publish').patch) {
    if (operation.path === '/visibility') operation.value = 'public';
  }
}

/** Shown unchanged; done: a private image is made public. */
function publishUnchanged(change: Mutable<Change>): void {
  const patch = [{ op: 'add', path: '/visibility', value: 'public' }];
  change.steps = [{ kind: 'update', id: change.imageId, patch }];
}

describe('a saved plan whose steps do not do what it shows', () => {
  it.each([
    ['uploads another file and publishes it to all', 'created', publishOtherBytes, []],
    ['uploads another file and publishes it to all', 'created', publishOtherBytes, ['--trust-plan']],
    ['publishes an unchanged image', 'same', publishUnchanged, []],
    ['publishes an unchanged image', 'same', publishUnchanged, ['--trust-plan']],
  ] as const)('is refused when it %s (%s, %o %o)', async (_what, name, alter, argv) => {
    place.save(altered(name, alter));
    const ways = [() => place.apply(...argv), () => place.withoutStateFile(() => place.apply(...argv))];
    for (const apply of ways) {
      const { code, stderr } = await apply();
      expect(code).toBe(64);
      expect(stderr).toMatch(/contradicts itself/);
      expect(place.changing()).toEqual([]);
    }
  });

  it('is refused by its state file even when its picture and its steps agree', async () => {
    const plan = altered('changed', (change) => {
      const update = step(change, 'update');
      update.patch = update.patch.filter(({ path }: { path: string }) => path !== '/visibility');
      change.fields = change.fields.filter(({ path }: { path: string }) => path !== 'visibility');
    });
    place.save(plan);
    const { code, stderr } = await place.apply();
    expect(code).toBe(5);
    expect(stderr).toContain('the change of "changed": /fields');
    expect(place.changing()).toEqual([]);
  });

  it('is refused when it lacks a change, or has another', async () => {
    const { changes, summary } = place.plan;
    const lacking = changes.filter(({ name }) => name !== 'changed');
    place.save({ ...place.plan, summary: { ...summary, update: summary.update - 1 }, changes: lacking });
    expect(await place.apply()).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('it lacks the change update of "changed"'),
    });
  });
});

describe('a saved plan without its state file', () => {
  it('is applied with --trust-plan', async () => {
    expect((await place.withoutStateFile(() => place.apply('--trust-plan'))).code).toBe(0);
  });

  it('is held to the size that it shows', async () => {
    const plan = altered('created', (change) => {
      change.content.bytes += 1;
    }) as Mutable<Plan>;
    plan.summary.bytes += 1;
    place.save(plan);
    const { code, stdout } = await place.withoutStateFile(() => place.apply('--trust-plan'));
    expect(code).toBe(4);
    expect(stdout).toMatch(/created: create failed/);
  });
});

describe('a saved plan that says more images are its own', () => {
  const claim = (key: 'owners' | 'namesakes', more: string) => (change: Mutable<Change>) => {
    change.basis[key] = [more, ...change.basis[key]];
  };
  const victim = '00000000-0000-4000-8000-000000000009';

  it.each([
    ['those of another project', 'owners', 'victim', 'images of project victim'],
    ['an image that it does not show', 'namesakes', victim, victim],
  ] as const)(
    'is refused without its state file, also with --trust-plan: %s',
    async (_what, key, more, fault) => {
      place.save(altered('replaced', claim(key, more)));
      const { code, stderr } = await place.withoutStateFile(() => place.apply('--trust-plan'));
      expect(code).toBe(64);
      expect(stderr).toContain('contradicts itself');
      expect(stderr).toContain(fault);
      expect(place.changing()).toEqual([]);
    },
  );

  it('does not do that change with its state file', async () => {
    place.save(altered('replaced', claim('owners', 'victim')));
    const { code, stdout } = await place.apply('--trust-plan');
    expect(code).toBe(5);
    expect(stdout).toContain('/basis/owners/0');
    const seen = await place.seen();
    expect(seen.find(({ name }) => name === 'replaced')?.description).toBeNull();
  });
});

describe('a plan key', () => {
  const KEY = 'k'.repeat(32);
  const seal = async () => {
    writeFileSync(join(place.folder, 'key'), `${KEY}\n`, { mode: 0o600 });
    expect((await place.run('plan', '-o', 'plan.json', '--plan-key', 'key')).code).toBe(0);
  };

  it('lets the plan that it sealed be applied without the state file', async () => {
    await seal();
    const plan = JSON.parse(readFileSync(join(place.folder, 'plan.json'), 'utf8'));
    expect(plan.seal).toMatch(/^[0-9a-f]{64}$/);
    expect((await place.withoutStateFile(() => place.apply('--plan-key', 'key'))).code).toBe(0);
  });

  it('refuses a plan that was changed, sealed with another key, or not sealed', async () => {
    await seal();
    writeFileSync(join(place.folder, 'other'), 'o'.repeat(40), { mode: 0o600 });
    expect(await place.apply('--plan-key', 'other')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('the seal of plan.json does not fit'),
    });
    const plan = JSON.parse(readFileSync(join(place.folder, 'plan.json'), 'utf8'));
    place.save({ ...plan, warnings: ['all is well'] });
    expect((await place.apply('--plan-key', 'key')).code).toBe(64);
    place.save(place.plan);
    expect(await place.apply('--plan-key', 'key')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('plan.json has no seal'),
    });
    expect(place.changing()).toEqual([]);
  });

  it('is refused when it is short, or readable by others', async () => {
    writeFileSync(join(place.folder, 'short'), 'k'.repeat(31), { mode: 0o600 });
    expect(await place.run('plan', '-o', 'x.json', '--plan-key', 'short')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('has 31 bytes; a key has 32 or more'),
    });
    writeFileSync(join(place.folder, 'open'), KEY, { mode: 0o644 });
    expect(await place.run('plan', '-o', 'x.json', '--plan-key', 'open')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('other users may read or write the plan key open'),
    });
    expect((await place.run('plan', '--plan-key', 'open')).code).toBe(64);
    expect((await place.run('apply', '--yes', '--trust-plan')).code).toBe(64);
  });
});

describe('what a plan was made with', () => {
  it('leaves images out without more ado, and goes beyond the file only on the word of the user', async () => {
    await place.run('plan', '--target', 'changed', '-o', 'plan.json');
    expect((await place.apply()).code).toBe(0);
    await place.reset();
    await place.run('plan', '--prune', 'hide', '-o', 'plan.json');
    const { code, stderr } = await place.apply();
    expect(code).toBe(64);
    expect(stderr).toContain('plan.json was made with --prune hide');
    expect((await place.apply('--trust-plan')).code).toBe(0);
  });

  it('cannot be forged: an unknown option, or one of another type, is refused', async () => {
    for (const options of [{ obey: true }, { target: 'x' }, { prune: 'all' }, { maxDeletes: '9' }]) {
      place.save({ ...place.plan, madeWith: { options } });
      expect((await place.apply('--trust-plan')).code).toBe(64);
    }
  });
});

it('a plan of one cloud is refused by its copy under another address', async () => {
  const { sandbox, close } = await place.copy();
  try {
    const copied = { cwd: place.folder, env: sandbox.env };
    for (const argv of [[], ['--trust-plan']]) {
      const { code, stderr } = await runProgram(['apply', 'plan.json', ...argv], copied);
      expect(code).toBe(64);
      expect(stderr).toContain(`but this run is connected to region RegionOne`);
      expect(stderr).toContain(sandbox.imageUrl);
      expect(stderr).toContain('If the cloud has a new address, make a new plan');
    }
  } finally {
    await close();
  }
});
