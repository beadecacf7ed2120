import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import type { RunContext } from '../../../src/model/run-context.ts';
import { stateFilesOf } from '../../../src/run/saved/state-files.ts';
import { startLoopback } from '../../support/loopback.ts';
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

/** Names that an edited plan can give to its state files, of which none is at hand. */
const NONE = [[], ['x'], ['<stdin>'], ['-'], ['.'], ['/dev/null'], ['glance.yaml', 'x']] as const;

function named(files: readonly string[], plan: Plan = place.plan): Plan {
  return { ...plan, state: { ...plan.state, files } };
}

function read(name = 'plan.json'): Plan {
  return JSON.parse(readFileSync(join(place.folder, name), 'utf8')) as Plan;
}

/** Another valid state file: it publishes an image to all. */
function writeOther(path: string): void {
  writeFileSync(
    path,
    `glance: {server: {name: other, images: [{name: evil, format: raw, file: ${place.folder}/evil.img, visibility: public}]}}`,
  );
}

/** A plan that uploads one remote source with a digest, made in the folder and left there as plan.json. */
async function planOfRemoteSource(): Promise<Plan> {
  const bytes = 'remote bytes';
  const server = await startLoopback((_request, response) => void response.end(bytes));
  onTestFinished(() => server.close());
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(
    join(place.folder, 'remote.yaml'),
    `glance: {server: {name: remote, images: [{name: remote, format: raw, source: '${server.url}/a.img', checksum: 'sha256:${digest}', visibility: public}]}}`,
  );
  expect((await place.run('plan', '-f', 'remote.yaml', '-o', 'plan.json')).code).toBe(0);
  const plan = read();
  rmSync(join(place.folder, 'remote.yaml'));
  return plan;
}

describe('a saved plan that names no state file at hand', () => {
  it.each(NONE.map((files) => ({ files })))(
    'is compared with glance.yaml of the working directory: $files',
    async ({ files }) => {
      const plan = named(files);
      place.save({ ...plan, changes: plan.changes.filter(({ name }) => name !== 'changed') });
      const { code, stderr } = await place.apply('--trust-plan');
      expect([5, 64]).toContain(code);
      place.save({ ...plan, warnings: ['all is well'] });
      for (const argv of [[], ['--trust-plan']]) {
        const other = await place.apply(...argv);
        expect(other).toMatchObject({ code: 5, stderr: expect.stringContaining('/warnings/0') });
        expect(other.stderr).toContain('glance.yaml');
      }
      expect(stderr).toContain('plan.json');
      expect(place.changing()).toEqual([]);
    },
  );

  it('is applied when glance.yaml confirms it, and the run names both', async () => {
    place.save(named(['elsewhere.yaml']));
    const { code, stderr } = await place.apply();
    expect(code).toBe(0);
    expect(stderr).toContain(
      'plan.json was made from elsewhere.yaml, and this run compares it with glance.yaml',
    );
  });

  it('is refused without glance.yaml, also when it only uploads remote sources that have a digest', async () => {
    const plan = await planOfRemoteSource();
    await place.withoutStateFile(async () => {
      for (const files of [plan.state.files, ...NONE]) {
        place.save(named(files, plan));
        const { code, stderr } = await place.apply();
        expect(code).toBe(64);
        for (const way of ['-f FILE', '--plan-key FILE', '--trust-plan']) expect(stderr).toContain(way);
      }
      expect(place.changing()).toEqual([]);
      expect((await place.apply('--trust-plan')).code).toBe(0);
    });
  });

  it('is refused without glance.yaml when it only changes live images', async () => {
    // A renaming waits for the change that frees the image.
    const changes = place.plan.changes.filter(
      ({ steps, action }) => steps.every(({ kind }) => kind === 'update') && action !== 'rename',
    );
    const count = { ...place.plan.summary, create: 0, replace: 0, rename: 0, delete: 0, bytes: 0 };
    const update = changes.filter(({ action }) => action === 'update').length;
    place.save({ ...place.plan, changes, summary: { ...count, update } });
    const { code, stderr } = await place.withoutStateFile(() => place.apply());
    expect(code).toBe(64);
    expect(stderr).toContain('glance.yaml does not exist');
    expect(place.changing()).toEqual([]);
  });

  it('needs no word for a plan without steps', async () => {
    const changes = place.plan.changes.filter(({ steps }) => steps.length === 0);
    const none = { create: 0, replace: 0, rename: 0, update: 0, delete: 0, bytes: 0 };
    place.save({ ...place.plan, changes, summary: { ...place.plan.summary, ...none } });
    expect((await place.withoutStateFile(() => place.apply())).code).toBe(0);
  });
});

describe('a saved plan that names another state file', () => {
  it('is not compared with a file outside of the working directory, also through a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'reconcile-outside-'));
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
    writeOther(join(outside, 'other.yaml'));
    symlinkSync(outside, join(place.folder, 'link'));
    onTestFinished(() => rmSync(join(place.folder, 'link')));
    expect((await place.run('plan', '-f', join(outside, 'other.yaml'), '-o', 'plan.json')).code).toBe(0);
    const plan = read();
    for (const file of [join(outside, 'other.yaml'), 'link/other.yaml']) {
      place.save(named([file], plan));
      const { code, stderr } = await place.withoutStateFile(() => place.apply());
      expect(code).toBe(64);
      expect(stderr).toContain(`${file} lies outside of the working directory`);
      expect((await place.apply()).code).toBe(5);
    }
    expect(place.changing()).toEqual([]);
    expect((await place.apply('-f', join(outside, 'other.yaml'))).code).toBe(0);
  });

  it('is compared with a file of the working directory, and the run says that the plan chose it', async () => {
    mkdirSync(join(place.folder, 'team'), { recursive: true });
    writeOther(join(place.folder, 'team/glance.yaml'));
    const planned = await place.run('plan', '-f', 'team/glance.yaml', '-o', 'plan.json');
    expect(planned.stdout).toContain('reconcile apply plan.json -f team/glance.yaml');
    const plan = read();
    const { code, stderr } = await place.apply();
    expect(code).toBe(0);
    expect(stderr).toContain('plan.json itself names team/glance.yaml');
    await place.reset();
    place.save(plan);
    const given = await place.apply('-f', 'team/glance.yaml');
    expect(given.code).toBe(0);
    expect(given.stderr).not.toContain('itself names');
  });

  it('is compared with all files of a plan that was made from several', async () => {
    writeFileSync(
      join(place.folder, 'more.yaml'),
      'glance: {server: {images: [{name: more, format: raw, file: a.img}]}}',
    );
    onTestFinished(() => rmSync(join(place.folder, 'more.yaml')));
    expect((await place.run('plan', '-f', 'glance.yaml', '-f', 'more.yaml', '-o', 'plan.json')).code).toBe(0);
    const { code, stderr } = await place.apply();
    expect(code).toBe(0);
    expect(stderr).toContain('plan.json itself names glance.yaml, more.yaml');
  });

  it('is compared with the file of -f, and the run names both', async () => {
    writeOther(join(place.folder, 'other.yaml'));
    const { code, stderr } = await place.apply('-f', 'other.yaml');
    expect(code).toBe(5);
    expect(stderr).toContain('plan.json was made from glance.yaml, and this run compares it with other.yaml');
    expect(place.changing()).toEqual([]);
  });

  it('says nothing of a folder whose files the plan names', async () => {
    mkdirSync(join(place.folder, 'states'), { recursive: true });
    writeOther(join(place.folder, 'states/a.yaml'));
    expect((await place.run('plan', '-f', 'states', '-o', 'plan.json')).code).toBe(0);
    const { code, stderr } = await place.apply('-f', 'states');
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('compares it with'),
    });
  });
});

it('standard input is the file of a plan that was made from standard input', async () => {
  const warnings: string[] = [];
  const context = { folders: { work: place.folder }, log: { warn: (line: string) => warnings.push(line) } };
  const plan = named(['<stdin>']);
  const given = { file: ['-'], isSealed: false };
  const found = await stateFilesOf('plan.json', plan, given, context as unknown as RunContext);
  expect(found.files).toEqual(['-']);
  expect(warnings).toEqual([]);
});

describe('a sealed plan', () => {
  it('is applied with the files that it names, wherever they are, and without them', async () => {
    writeFileSync(join(place.folder, 'key'), 'k'.repeat(32), { mode: 0o600 });
    const outside = mkdtempSync(join(tmpdir(), 'reconcile-outside-'));
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
    const file = join(outside, 'other.yaml');
    writeOther(file);
    const sealed = ['--plan-key', 'key'];
    expect((await place.run('plan', '-f', file, '-o', 'plan.json', ...sealed)).code).toBe(0);
    expect(await place.apply(...sealed)).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('names'),
    });
    await place.reset();
    rmSync(file);
    expect((await place.apply(...sealed)).code).toBe(0);
  });
});

describe('the cloud of a saved plan', () => {
  it('is refused when the plan names another entry of clouds.yaml than the run chooses', async () => {
    const { sandbox, close } = await place.copy();
    const folder = mkdtempSync(join(tmpdir(), 'reconcile-clouds-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    onTestFinished(close);
    cpSync(join(place.folder, 'plan.json'), join(folder, 'plan.json'));
    const { env } = sandbox;
    const auth = {
      auth_url: env.OS_AUTH_URL,
      username: env.OS_USERNAME,
      password: env.OS_PASSWORD,
      project_name: env.OS_PROJECT_NAME,
      user_domain_name: env.OS_USER_DOMAIN_NAME ?? 'Default',
      project_domain_name: env.OS_PROJECT_DOMAIN_NAME ?? 'Default',
    };
    const clouds = { clouds: { copy: { auth, region_name: 'RegionOne' } } };
    writeFileSync(join(place.folder, 'clouds.yaml'), JSON.stringify(clouds));
    onTestFinished(() => rmSync(join(place.folder, 'clouds.yaml')));
    const targets = place.plan.targets.map((target) => ({
      ...target,
      cloud: 'copy',
      endpoint: sandbox.imageUrl,
    }));
    place.save({ ...place.plan, targets });
    const applied = [await place.apply(), await place.withoutStateFile(() => place.apply('--trust-plan'))];
    for (const { code, stderr } of applied) {
      expect(code).toBe(64);
      expect(stderr).toContain('plan.json was made for cloud copy');
    }
    expect(place.changing()).toEqual([]);
  });
});
