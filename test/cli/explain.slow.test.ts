import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './fake-terminal.ts';

const SAMPLES = new URL('../samples', import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-explain-'));
  for (const kind of readdirSync(SAMPLES)) cpSync(join(SAMPLES, kind), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function explain(server: object, ...options: readonly string[]) {
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server } }));
  return runProgram(['validate', '--explain', ...options], { cwd: folder });
}

/** The rows of the explanation of one image, by label. */
async function rowsOf(image: object): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await explain({ images: [{ name: 'one', ...image }] });
  const rows = stdout.split('\n').flatMap((line) => {
    const [, label, value] = /^ {4}(\S+) +(.*)$/.exec(line) ?? [];
    return label !== undefined && value !== undefined ? [[label, value] as const] : [];
  });
  return new Map(rows.reverse());
}

describe('a checksum file', () => {
  const base = 'https://images.example/';
  it.each([
    [
      'almalinux9-CHECKSUM',
      'AlmaLinux-9-GenericCloud-9.8-20260526.x86_64.qcow2',
      'sha256',
      'c397eed7023e92c841155831b1f47e26300e5bef0f0256c129322307c897a251',
    ],
    [
      'centos_stream9-CHECKSUM',
      'CentOS-Stream-Container-Base-9-20250812.1.x86_64.tar.xz',
      'sha256',
      'b2cb2219540cac6dc01c03b3b32fab274dc8afd48313b905fc58b3131f8d5b7c',
    ],
    [
      'debian13-SHA512SUMS',
      'debian-13-azure-amd64-daily-20260717-2542.tar.xz',
      'sha512',
      '0e9f0ca8b307d0fd5860c5ceb084f16af85971bb91d287f68b1e3ded9e07a6c6c6a56bb2b3338098acfa3510baee4376ab05dd940e0dbc8d1465087ad2c6f3a3',
    ],
    [
      'rocky9-CHECKSUM',
      'Rocky-9-GenericCloud.latest.x86_64.qcow2',
      'sha256',
      '92c206cc6f790c61583247eefe87890f8828420662c17cacf247cec78ab4eec8',
    ],
    [
      'ubuntu2404-SHA256SUMS',
      'noble-server-cloudimg-amd64-azure.vhd.tar.gz',
      'sha256',
      '05b7b5bb6172e5b0dd1248d5598c1bc27927c4625ba4c09c0442d4751725c43f',
    ],
  ])('a checksum file %s', async (file, name, algorithm, digest) => {
    const rows = await rowsOf({ source: base + name, checksum: { url: file } });
    expect(rows.get('source')).toBe('download');
    expect(rows.get('location')).toBe(base + name);
    expect(rows.get(algorithm)).toBe(digest);
    expect(rows.get('signature')).toBe('none');
  });

  it('a checksum file with sizes gives the size of the image', async () => {
    const source = `${base}Rocky-9-GenericCloud.latest.x86_64.qcow2`;
    const rows = await rowsOf({ source, checksum: { url: 'rocky9-CHECKSUM' } });
    expect(rows.get('size')).toBe('616 MiB (645988352 bytes)');
  });

  it('a checksum file without the image is reported with the nearest names', async () => {
    const images = [
      { name: 'one', source: `${base}AlmaLinux.qcow2`, checksum: { url: 'almalinux9-CHECKSUM' } },
    ];
    const { code, stderr } = await explain({ images });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^glance\.yaml:1:\d+: "one": .*"AlmaLinux\.qcow2".*"AlmaLinux-9.*\.qcow2"/m);
  });
});

describe('the pillars of salt-formula-glance', () => {
  it.each(['single.sls', 'single_ceph.sls', 'single_swift.sls', 'cluster.sls', 'ssl.sls'])(
    'a pillar of salt-formula-glance %s',
    async (file) => {
      const { code, stdout, stderr } = await runProgram(
        ['validate', '--explain', '-f', file, '--allow-empty'],
        {
          cwd: folder,
        },
      );
      expect(stderr).not.toContain('error');
      expect(code).toBe(0);
      expect(stdout).toContain('Valid:');
    },
  );
});

describe('StratusLab metadata', () => {
  it('StratusLab metadata is accepted with a valid signature', async () => {
    const rows = await rowsOf({ source: { stratuslab: 'LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml' } });
    expect(Object.fromEntries(rows)).toMatchObject({
      source: 'StratusLab marketplace',
      identifier: 'LHfKVPoHcv4oMirHU0KuOQc-TvI',
      location: 'http://grand-est.fr/resources/CLOUD/trusty-server-cloudimg-amd64-disk1.img',
      size: '248 MiB (259523072 bytes)',
      sha1: 'b1df2953e81dcbf8a0c8ab1d4d0ab8e41cf93bc8',
      format: 'qcow2',
      version: '20160411',
      expires: '2016-10-09T14:22:21Z',
    });
    expect(rows.get('signature')).toMatch(/^XML signature of CN=Jerome Pansanel.*verified$/);
    expect(rows.has('refused')).toBe(false);
  });

  it('StratusLab metadata of a packed image gives the digests of the unpacked file', async () => {
    const rows = await rowsOf({ source: { stratuslab: 'ME4iRTemHRwhABKV5AgrkQfDerA.json' } });
    expect(rows.get('packed')).toBe('bz2; size and digests describe the unpacked file');
    expect(rows.get('location')).toMatch(/\.img\.bz2$/);
  });

  it.each([
    ['cirros.xml', 'the XML signature is not valid'],
    ['cirros.json', 'is not a marketplace identifier'],
    ['cirros_bad_size.json', 'is not a marketplace identifier'],
    ['cirros_no_cksum.json', 'it must have exactly one SHA-1 checksum'],
  ])('StratusLab metadata %s is read, and then refused', async (file, why) => {
    const rows = await rowsOf({ source: { stratuslab: file } });
    expect(rows.get('source')).toBe('StratusLab marketplace');
    expect(rows.get('format')).toBe('raw');
    expect(rows.get('refused')).toContain(why);
  });
});

describe('HEPiX image lists', () => {
  it('HEPiX image lists give an explanation for each image', async () => {
    const list = { url: 'cern-signed.image_list', trust: 'none', image_name: '{dc:identifier}' };
    const { code, stdout } = await explain({ image_lists: [list] }, '--format', 'json');
    expect(code).toBe(0);
    const { explanations } = JSON.parse(stdout);
    expect(explanations[0]).toMatchObject({
      name: '623b0bc7-abc2-4961-8700-53e358772a96',
      kind: 'HEPiX image list',
      locations: ['https://cernvm.cern.ch/releases/25/cernvm-batch-node-2.7.2-1-2-x86_64.hdd.gz'],
      size: 404994202,
      digestsCover: 'source',
      packing: 'gz',
      signature: { status: 'unchecked', method: 'smime' },
      expires: '2014-04-16T00:00:00Z',
    });
  });

  it('HEPiX image lists refuse the second image of one name', async () => {
    const list = { url: 'cern-unsigned.json', trust: 'none' };
    const { code, stderr, stdout } = await explain({ image_lists: [list, list] });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^glance\.yaml:1:\d+: .*glance\.yaml:1 /m);
    expect(stdout).toContain('    refused    glance.yaml:1 ');
  });

  it('HEPiX image lists are refused without the signature that the state file demands', async () => {
    const list = { url: 'cern-unsigned.json', trust: { ca_directory: '.' } };
    const { code, stderr } = await explain({ image_lists: [list] });
    expect(code).toBe(1);
    expect(stderr).toMatch(/cern-unsigned\.json.* signed/);
  });
});
