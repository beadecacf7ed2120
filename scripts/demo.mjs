// Shows reconcile without a cloud: plans and applies a state file against the embedded Keystone and Glance, and prints
// each command with its output. Then checks the images in Glance; exits with 1 if they are wrong.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Chalk } from 'chalk';
import { connect, Glance, Secrets } from '../dist/index.js';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const colourful = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
const chalk = new Chalk({ level: colourful ? 1 : 0 });

const folder = mkdtempSync(join(tmpdir(), 'reconcile-demo-'));
const children = [];
// However the demo ends, also when the reader of its output goes away (`npm run demo | head`), nothing stays.
process.on('exit', () => {
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const cloud = await startCloud();
try {
  demonstrate();
  await check();
  console.log(chalk.green.bold('\nEverything came out as expected.'));
} catch (error) {
  console.error(chalk.red.bold(`\nThis did not come out as expected: ${error.message}`));
  process.exitCode = 1;
} finally {
  await cloud.stop();
}

function demonstrate() {
  title('A state file and an image');
  writeImage('cirros.img', 1);
  writeState({ properties: '{hw_disk_bus: ide, hw_vif_model: rtl8139}' });
  show('cat glance.yaml', readFileSync(join(folder, 'glance.yaml'), 'utf8'));

  title('What would be done');
  reconcile(['plan'], 0);

  title('Create');
  reconcile(['apply', '--yes'], 0);

  title('Planned again: nothing to do, so the exit code is 0');
  reconcile(['plan', '--detailed-exitcode'], 0);

  title('A property changes: one PATCH, no upload');
  writeState({ properties: '{hw_disk_bus: virtio}' });
  reconcile(['plan', '--detailed-exitcode'], 2);
  reconcile(['apply', '--yes'], 0);

  title('New content under the same name: the old image is kept as a backup');
  writeImage('cirros.img', 2);
  reconcile(['plan', '-o', 'plan.json'], 0);
  reconcile(['apply', 'plan.json'], 0);

  title('Shared with other projects, by name');
  writeState({ properties: '{hw_disk_bus: virtio}', members: '[tenant1, tenant2]' });
  show('cat glance.yaml', readFileSync(join(folder, 'glance.yaml'), 'utf8'));
  reconcile(['apply', '--yes'], 0);

  title('One of them is taken back');
  writeState({ properties: '{hw_disk_bus: virtio}', members: '[tenant2]' });
  reconcile(['apply', '--yes'], 0);
  reconcile(['plan', '--detailed-exitcode'], 0);
}

/** Reads the images of Glance with the library. */
async function check() {
  title('What Glance holds now');
  const connection = await connect({
    reference: {},
    env: cloud.env,
    cwd: folder,
    home: folder,
    secrets: new Secrets(),
  });
  try {
    const glance = new Glance(connection.image);
    const images = [];
    for (const hidden of [false, true]) {
      for await (const image of glance.images.list({ hidden })) images.push(image);
    }
    for (const image of images)
      console.log(`  ${image.name}  ${image.status}, ${image.visibility}, ${image.checksum}`);

    const named = (pattern) => images.filter((image) => pattern.test(image.name));
    const [published] = named(/^CirrOS$/);
    const [backup] = named(/^CirrOS \(backup /);
    const [shared] = named(/^CirrOS for tenants$/);
    assert.equal(named(/^CirrOS$/).length, 1, 'there is one CirrOS');
    assert.equal(published.visibility, 'public', 'CirrOS is public');
    assert.equal(published.checksum, md5(imageBytes(2)), 'CirrOS has the new content');
    assert.equal(published.properties.hw_disk_bus, 'virtio', 'its property is the changed one');
    assert.equal(published.properties.hw_vif_model, undefined, 'the property that left the file is gone');
    assert.equal(backup?.checksum, md5(imageBytes(1)), 'the backup has the old content');
    assert.equal(backup.visibility, 'private', 'the backup is private');
    const tenant = await connection.projects.find('tenant2');
    const members = await glance.members.list(shared.id);
    assert.deepEqual(
      members.map((member) => member.memberId),
      [tenant.id],
      'the shared image has the one member',
    );
  } finally {
    await connection.close();
  }
}

/** A state with one public image and, if there are members, one shared image. */
function writeState({ properties, members }) {
  const shared = `      - name: CirrOS for tenants
        format: qcow2
        file: cirros.img
        visibility: shared
        members: ${members}
`;
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance:
  server:
    name: demo
    images:
      - name: CirrOS
        format: qcow2
        file: cirros.img
        public: true
        properties: ${properties}
${members === undefined ? '' : shared}`,
  );
}

/** Runs the program as a user would, and prints both streams in the order of writing. */
function reconcile(args, expected) {
  const output = join(folder, '.output');
  const file = openSync(output, 'w');
  const { status } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { ...cloud.env, FORCE_COLOR: colourful ? '1' : '0' },
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  show(`reconcile ${args.join(' ')}`, readFileSync(output, 'utf8'));
  assert.equal(status, expected, `\`reconcile ${args.join(' ')}\` exits with ${expected}`);
}

/** The program's own Keystone and Glance, with their OS_* variables. */
async function startCloud() {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: folder,
  });
  children.push(child);
  const env = { PATH: process.env.PATH, HOME: folder };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) env[name] = value.replaceAll("'", '');
    if (name === 'OS_REGION_NAME') break;
  }
  return { env, stop: () => stopped(child) };
}

function stopped(child) {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

function writeImage(name, seed) {
  writeFileSync(join(folder, name), imageBytes(seed));
}

/** A megabyte that begins like a qcow2 image. The same seed gives the same bytes. */
function imageBytes(seed) {
  const bytes = Buffer.alloc(1024 * 1024, seed);
  bytes.fill(0, 0, 512);
  bytes.write('QFI\u00fb', 0, 'latin1');
  bytes.writeUInt32BE(3, 4);
  bytes.writeUInt32BE(16, 20);
  bytes.writeBigUInt64BE(1024n * 1024n, 24);
  bytes.writeUInt32BE(4, 96);
  bytes.writeUInt32BE(104, 100);
  return bytes;
}

function md5(bytes) {
  return createHash('md5').update(bytes).digest('hex');
}

function title(text) {
  console.log(`\n${chalk.cyan.bold(`▌ ${text}`)}`);
}

function show(command, output) {
  console.log(`\n${chalk.bold(`$ ${command}`)}\n${output.trimEnd()}`);
}
