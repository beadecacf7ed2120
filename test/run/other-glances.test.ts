import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { Visibility } from '../../src/model/image.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from '../cli/fake-terminal.ts';
import { connectWith } from '../support/keystone-double.ts';

let folder: string;
let there: Sandbox;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-others-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const here = await startSandbox();
  onTestFinished(() => here.close());
  there = await startSandbox();
  onTestFinished(() => there.close());
  env = { ...here.env, XDG_CONFIG_DIRS: '/nonexistent' };
  writeClouds();
});

function writeClouds(more: object = {}): void {
  const auth = {
    auth_url: there.authUrl,
    username: there.env.OS_USERNAME,
    password: there.env.OS_PASSWORD,
    project_name: there.env.OS_PROJECT_NAME,
  };
  writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { there: { auth, ...more } } }));
}

/** An image of another project or of our own in the other cloud. */
async function publish(project: 'another' | 'ours', visibility: Visibility, member?: string) {
  const admin = { ...there.env } as Record<string, string>;
  // An administrator alone may publish for all.
  const another =
    visibility === 'public'
      ? { OS_PROJECT_NAME: 'admin' }
      : { OS_USERNAME: 'member', OS_PROJECT_NAME: 'tenant1' };
  const connection = await connectWith(project === 'ours' ? admin : { ...admin, ...another });
  const glance = new Glance(connection.image);
  const attributes = { name: 'golden', visibility, diskFormat: 'raw', containerFormat: 'bare' } as const;
  const { id } = await glance.images.create(attributes);
  await glance.data.upload(id, bytes(), { size: 5 });
  if (member === undefined) return id;
  const ours = await connectWith(admin);
  const { projectId } = await ours.target();
  await glance.members.add(id, projectId);
  if (member === 'accepted') await new Glance(ours.image).members.setStatus(id, projectId, 'accepted');
  return id;
}

async function* bytes() {
  yield Buffer.from('bytes');
}

async function plan(image: string, ...more: readonly string[]) {
  const images = [{ name: 'copy', source: { glance: { cloud: 'there', image } } }];
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server: { images } } }));
  const { code, stdout, stderr } = await runProgram(['plan', ...more], { cwd: folder, env });
  return { code, text: `${stdout}\n${stderr}`.replace(/\s+/g, ' ') };
}

describe('the name of an image of another Glance, with the token of an administrator', () => {
  it.each<[Visibility, string | undefined]>([
    ['private', undefined],
    ['shared', undefined],
    ['shared', 'pending'],
  ])('finds no %s image of another project, membership %s; its id does', async (visibility, member) => {
    const id = await publish('another', visibility, member);
    const named = await plan('golden');
    expect(named.code).toBe(1);
    expect(named.text).toMatch(
      new RegExp(`only other projects have an image of this name.*${id} \\(project`),
    );
    expect(named.text).toContain('Give the id instead of the name');
    const byId = await plan(id);
    expect(byId.code).toBe(0);
    expect(byId.text).toContain(`its source, the ${visibility} image ${id}, belongs to another project`);
  });

  it('finds an image of another project that is shared and accepted, and the plan says whose it is', async () => {
    const id = await publish('another', 'shared', 'accepted');
    const { code, text } = await plan('golden');
    expect(code).toBe(0);
    expect(text).toContain(`its source, the shared image ${id}, belongs to another project`);
  });

  it('finds a public image of another project without a warning, because administrators publish those', async () => {
    await publish('another', 'public');
    const { code, text } = await plan('golden');
    expect(code).toBe(0);
    expect(text).not.toContain('belongs to another project');
  });

  it('finds an own image beside others, and says nothing of its owner', async () => {
    await publish('another', 'private');
    await publish('ours', 'private');
    const { code, text } = await plan('golden');
    expect(code).toBe(0);
    expect(text).not.toContain('belongs to another project');
  });
});

describe('the cloud of a source', () => {
  it('is a weakness when it is reached over plain http', async () => {
    await publish('ours', 'private');
    expect((await plan('golden')).text).toContain(
      'cloud "there" of a source: its images come over plain http',
    );
    expect((await plan('golden', '--strict')).code).toBe(1);
  });

  it('is a weakness with `insecure`', async () => {
    await publish('ours', 'private');
    writeClouds({ insecure: true });
    const { text } = await plan('golden');
    expect(text).toContain(
      'cloud "there" of a source: `insecure` turns the verification of certificates off',
    );
    expect((await plan('golden', '--strict')).text).toContain('`insecure` turns');
  });
});
