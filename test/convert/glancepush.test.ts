import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Conversion } from '../../src/convert/draft.ts';
import { convertGlancepush } from '../../src/convert/glancepush/convert.ts';
import type { StatedImage } from '../../src/model/desired.ts';
import { ConversionError, UsageError } from '../../src/model/errors.ts';
import { folderOf, load } from './folders.ts';

const SAMPLES = resolve('test/samples/convert');

interface Asked {
  readonly spool?: string;
  readonly cloud?: string;
}

function convert(directory: string, { spool, cloud }: Asked = {}): Promise<readonly Conversion[]> {
  return convertGlancepush({
    directory,
    shown: '/etc/glancepush',
    spool: spool ?? null,
    shownSpool: '/var/spool/glancepush',
    cloud: cloud ?? null,
  });
}

/** Converts a glancepush with one image; returns the image and the conversion. */
async function convertOne(
  files: Readonly<Record<string, string>>,
  asked: Asked = {},
): Promise<{ readonly image: StatedImage; readonly outcome: Conversion }> {
  const [outcome, ...others] = await convert(folderOf(files), asked);
  if (outcome === undefined || others.length > 0) throw new Error('not one outcome');
  const { images } = await load(outcome.text);
  const [image] = images;
  if (image === undefined || images.length > 1) throw new Error('not one image');
  return { image, outcome };
}

async function errorsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  try {
    await convert(folderOf(files));
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return error.faults.map(({ at, message }) => `${at.file}:${at.line}: ${message}`);
  }
  throw new Error('the conversion has no error');
}

describe('a whole glancepush', () => {
  const whole = () =>
    convert(join(SAMPLES, 'glancepush'), { spool: join(SAMPLES, 'glancepush-spool'), cloud: 'prod' });

  it('an installation of glancepush becomes a state file whose images have the names of their meta files', async () => {
    const [outcome] = await whole();
    const { images, cloud, stack, warnings } = await load(outcome?.text ?? '');
    expect(images.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'cernvm present',
      'egi-ubuntu present',
      'worker-node present',
      'old-worker-node absent',
    ]);
    expect({ stack, cloud: cloud.cloud, warnings }).toEqual({
      stack: 'glancepush',
      cloud: 'prod',
      warnings: [],
    });
  });

  it('an installation of glancepush is converted without its credentials', async () => {
    const [outcome] = await whole();
    expect(outcome?.text).not.toContain('not-to-be-copied');
    expect(outcome?.text).toContain('/etc/glancepush/clouds/prod.creds');
  });

  it('an installation of glancepush is converted with its scripts, members and queued file', async () => {
    const [outcome] = await whole();
    const image = (await load(outcome?.text ?? '')).images.find(({ name }) => name === 'worker-node');
    expect(image).toMatchObject({
      source: { kind: 'file', path: '/var/cache/vmimages/endorsed/worker-node.qcow2' },
      diskFormat: 'qcow2',
      visibility: 'shared',
      protected: true,
      minDisk: 20,
      members: [{ project: 'atlas' }, { project: 'cms' }],
      preparation: { transform: [join(SAMPLES, 'glancepush/transform/worker-node')] },
      checks: [
        { command: [join(SAMPLES, 'glancepush/test/worker-node')], member: { project: 'policy-tests' } },
      ],
      properties: { comment: "the site's worker node", hw_disk_bus: 'virtio', kernel_args: 'console=ttyS0' },
    });
    expect(outcome?.warnings.join('\n')).toMatch(/worker-node: glancepush ran .* in a server/);
  });

  it("an installation of glancepush is converted with the address, digest and size of vmcatcher's event", async () => {
    const [outcome] = await whole();
    const image = (await load(outcome?.text ?? '')).images.find(({ name }) => name === 'egi-ubuntu');
    expect(image).toMatchObject({
      source: { kind: 'http', url: 'http://images.example/Ubuntu-14.04.ova' },
      digests: { sha512: expect.stringMatching(/^5c54/) },
      size: 121243136,
      version: '3.3.0-1',
      preparation: { decompress: 'ova', convert: { to: 'qcow2' } },
      protected: false,
    });
    expect(image?.properties).not.toHaveProperty('vmcatcher_event_vo');
    expect(image?.properties).toHaveProperty('vmcatcher_event_hv_version', '3.3.0-1');
  });

  it('an installation of glancepush becomes a state file for each cloud', async () => {
    const outcomes = await convert(join(SAMPLES, 'glancepush'));
    expect(outcomes.map(({ cloud }) => cloud)).toEqual(['dev', 'prod']);
    const [dev] = outcomes;
    const image = (await load(dev?.text ?? '')).images.find(({ name }) => name === 'worker-node');
    expect(image?.checks ?? []).toEqual([]);
    expect(dev?.text).toContain('test_policy is false');
  });
});

describe('a meta file without a value', () => {
  it("a meta file without a value gets glancepush's default", async () => {
    const { image, outcome } = await convertOne({ 'meta/one': 'comment=x\n' });
    expect(image).toMatchObject({
      name: 'one',
      diskFormat: 'raw',
      containerFormat: 'bare',
      visibility: 'public',
      protected: true,
      minDisk: 10,
    });
    expect(outcome.warnings).toContain(
      'one: it is public, as glancepush published an image without is_public',
    );
    expect(outcome.warnings).toContain('one: its source is unknown: write source and checksum');
  });

  it('a meta file without a value becomes a private image when it is not public and has no tenants', async () => {
    const { image } = await convertOne({ 'meta/one': 'is_public=no' });
    expect(image.visibility).toBe('private');
  });

  it('a meta file without a value goes to every cloud, unless it has target_clouds', async () => {
    const folder = folderOf({
      'meta/one': 'is_public=no\ntarget_clouds=b\n',
      'meta/two': 'is_public=no\n',
      'clouds/a': 'auth_tenants=x\n',
      'clouds/b': 'auth_tenants=(y z)\n',
    });
    const outcomes = await convert(folder);
    const images = await Promise.all(outcomes.map(async ({ text }) => (await load(text)).images));
    expect(images.map((each) => each.map(({ name }) => name))).toEqual([['two'], ['one', 'two']]);
    expect(images[1]?.[0]?.members).toMatchObject([{ project: 'y' }, { project: 'z' }]);
  });
});

describe('a value', () => {
  it('a value of glancepush with a dollar does not become a reference to a variable', async () => {
    const { image } = await convertOne({ 'meta/one': `comment='\${HOME} and $\${X}'` });
    expect(image.properties?.comment).toBe(`\${HOME} and $\${X}`);
  });

  it.each(['yes', '1.10', '2020-01-01', '12:30:45', '~', 'null', '0x1f', '- a', 'a: b', '#', '<<', '=', "'"])(
    'a value of glancepush stays a text: %s',
    async (text) => {
      const { image } = await convertOne({ 'meta/one': `comment="${text}"` });
      expect(image.properties?.comment).toBe(text);
    },
  );

  it('a value of glancepush cannot end a comment', async () => {
    const { outcome } = await convertOne({ 'meta/one': `name=$'x\\nglance: {}\\r\\t'` });
    expect(outcome.text.match(/^glance:/gm)).toHaveLength(1);
  });

  it('a value of glancepush loses its credentials', async () => {
    const uri = 'https://s3cret:x-oauth-basic@images.example/x.img';
    const { image, outcome } = await convertOne({
      'meta/one': `properties[0]='VMCATCHER_EVENT_HV_URI=${uri}'`,
    });
    expect(image.source).toMatchObject({ kind: 'http', url: 'https://images.example/x.img' });
    expect(outcome.text).not.toContain('s3cret');
    expect(outcome.warnings.join('\n')).toContain('credentials');
    expect(outcome.warnings.join('\n')).not.toContain('s3cret');
  });

  it('a value of glancepush keeps its letters from a file in Latin-1', async () => {
    const folder = folderOf({});
    mkdirSync(join(folder, 'meta'));
    writeFileSync(join(folder, 'meta/one'), Buffer.from('is_public=no\ncomment="Université"\n', 'latin1'));
    const [outcome] = await convert(folder);
    expect((await load(outcome?.text ?? '')).images[0]?.properties).toEqual({ comment: 'Université' });
  });

  it('a value of glancepush that Glance refuses as a property is left out with a warning', async () => {
    const { image, outcome } = await convertOne({
      'meta/one': 'declare -A properties=([checksum]=x [ok]=y)\nproperties["os_glance_x"]=z',
    });
    expect(image.properties).toEqual({ ok: 'y' });
    expect(outcome.warnings.join('\n')).toMatch(/"checksum" is left out[\s\S]*"os_glance_x" is left out/);
  });

  it('a queued file from an archive has no digest, as the event has that of the archive', async () => {
    const event = (format: string) =>
      `properties[0]='VMCATCHER_EVENT_SL_CHECKSUM_SHA512=${'a'.repeat(128)}'\n` +
      `properties[1]='VMCATCHER_EVENT_HV_FORMAT=${format}'`;
    const spool = folderOf({ one: 'file=/tmp/one' });
    const unpacked = await convertOne({ 'meta/one': event('OVA') }, { spool });
    const served = await convertOne({ 'meta/one': event('qcow2') }, { spool });
    expect(unpacked.image.digests ?? {}).toEqual({});
    expect(served.image.digests).toEqual({ sha512: 'a'.repeat(128) });
  });
});

describe('an error', () => {
  it("errors of all glancepush's files are reported at once, each with its line", async () => {
    expect(
      await errorsOf({
        'meta/one': 'comment="x"\ncomment=$(hostname)\n',
        'meta/two': 'is_public=maybe\n',
        'clouds/prod': 'source /etc/rc\n',
      }),
    ).toEqual([
      '/etc/glancepush/meta/one:2: this value needs a command to be executed',
      '/etc/glancepush/clouds/prod:1: this is not an assignment',
    ]);
    expect(await errorsOf({ 'meta/two': '\nis_public=maybe\nmin_disk=big\n' })).toEqual([
      '/etc/glancepush/meta/two:2: is_public must be yes or no, not "maybe"',
      '/etc/glancepush/meta/two:3: min_disk must be a number of GiB, not "big"',
    ]);
  });

  it("an error in glancepush's files is reported for an unset variable, but only in a value that is used", async () => {
    expect(await errorsOf({ 'meta/one': 'disk_format=$format' })).toEqual([
      '/etc/glancepush/meta/one:1: disk_format refers to format, which nothing above sets',
    ]);
    const { image } = await convertOne({ 'meta/one': `name=SL-6x-\${arch}` });
    expect(image.name).toBe('one');
  });

  it("an error in glancepush's files is reported for an unknown cloud in target_clouds", async () => {
    const folder = folderOf({ glancepushrc: 'target_clouds="a b"', 'clouds/a': 'x=y' });
    await expect(convert(folder)).rejects.toThrow('target_clouds names b');
  });

  it("an error in glancepush's files is reported for a request of an unknown cloud", async () => {
    await expect(convert(folderOf({ 'clouds/a': 'x=y' }), { cloud: 'b' })).rejects.toThrow(UsageError);
  });

  it("an error in glancepush's files is not reported for python-glancepush's file with a password, which is not read", async () => {
    const folder = folderOf({
      'meta/one': 'is_public=no',
      'clouds/prod': '[general]\npassword=s3cret\n',
    });
    const [outcome] = await convert(folder);
    expect(outcome?.text).not.toContain('s3cret');
    expect(outcome?.warnings.join('\n')).toContain('/etc/glancepush/clouds/prod');
  });
});
