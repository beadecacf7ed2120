import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from '../cli/fake-terminal.ts';

let folder: string;
let here: Sandbox;
let there: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-glances-'));
  [here, there] = await Promise.all([startSandbox(), startSandbox()]);
  const cloud = ({ authUrl, env }: Sandbox) => ({
    auth: {
      auth_url: authUrl,
      username: env.OS_USERNAME,
      password: env.OS_PASSWORD,
      project_name: env.OS_PROJECT_NAME,
      user_domain_name: 'Default',
      project_domain_name: 'Default',
    },
    region_name: env.OS_REGION_NAME,
  });
  const clouds = { here: cloud(here), there: cloud(there) };
  writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds }));
});
afterEach(async () => {
  await Promise.all([here.close(), there.close()]);
  rmSync(folder, { recursive: true, force: true });
});

async function run(cloud: string, images: readonly object[], ...argv: readonly string[]) {
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server: { cloud, images } } }));
  return runProgram(argv, { cwd: folder });
}

/** Publishes an image with the given content in the other cloud. */
async function publishThere(content: string, fields: object = {}): Promise<void> {
  writeFileSync(join(folder, 'golden.raw'), content);
  const image = { name: 'golden', format: 'raw', file: 'golden.raw', min_disk: 1, ...fields };
  const { code, stderr } = await run('there', [image], 'apply', '--yes');
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
}

const COPY = {
  name: 'copy',
  source: { glance: { cloud: 'there', image: 'golden' }, copy_properties: ['hw_*'] },
};

describe('an image of another Glance', () => {
  it('an image of another Glance is copied with its formats, verified by its digests, and replaced when it is replaced there', async () => {
    await publishThere('golden one', { properties: { hw_disk_bus: 'virtio', secret_sauce: 'x' } });

    const applied = await run('here', [COPY], 'apply', '--yes', '--format', 'json');
    expect(applied.code).toBe(0);
    const [change] = JSON.parse(applied.stdout).changes;
    expect(change).toMatchObject({ action: 'create', outcome: 'done' });
    expect(change.content.digests).toHaveProperty('sha512');
    expect(change.fields).toEqual(
      expect.arrayContaining([
        { path: 'format', before: null, after: 'raw' },
        { path: 'min_disk', before: null, after: 1 },
        { path: 'properties.hw_disk_bus', before: null, after: 'virtio' },
      ]),
    );
    expect(JSON.stringify(change.fields)).not.toContain('secret_sauce');

    const second = await run('here', [COPY], 'plan', '--detailed-exitcode');
    expect(second.code).toBe(0);

    await publishThere('golden two');
    const third = await run('here', [COPY], 'plan', '--format', 'json');
    expect(JSON.parse(third.stdout).changes[0]).toMatchObject({ action: 'replace' });
  });

  it('an image of another Glance is copied by a saved plan', async () => {
    await publishThere('golden one');
    expect((await run('here', [COPY], 'plan', '-o', 'plan.json')).code).toBe(0);
    const { code, stderr } = await run('here', [COPY], 'apply', 'plan.json');
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
  });

  it('an image of another Glance is reported at its place in the file when it does not exist', async () => {
    const { code, stderr } = await run('here', [COPY], 'plan');
    expect(code).toBe(1);
    expect(stderr).toContain('image golden of Glance in cloud there: there is no such image');
  });

  it('an image of another Glance stops the run without a change when its cloud cannot be reached', async () => {
    await publishThere('golden one');
    await there.close();
    const { code, stderr } = await run('here', [COPY], 'apply', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('image golden of Glance in cloud there');
  });
});
