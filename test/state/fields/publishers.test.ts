import { describe, expect, it } from 'vitest';
import { DIRECTORY, errorOf, errorsOf, load, loadImage } from '../load-text.ts';

const ID = 'LHfKVPoHcv4oMirHU0KuOQc-TvI';

describe('a published source', () => {
  it('a published source may be a StratusLab identifier of the marketplace', async () => {
    expect((await loadImage(`source: {stratuslab: ${ID}}`)).published).toEqual({
      kind: 'stratuslab',
      identifier: ID,
      document: null,
      marketplace: 'https://marketplace.stratuslab.eu/marketplace',
      endorsers: [],
      ca: null,
    });
  });

  it('a published source may be a StratusLab metadata document: any value that is not an identifier', async () => {
    expect(
      (await loadImage('source: {stratuslab: cirros.xml, endorsers: [a@b.example]}')).published,
    ).toMatchObject({
      identifier: null,
      document: { kind: 'file', path: `${DIRECTORY}/cirros.xml` },
      endorsers: ['a@b.example'],
    });
  });

  it('a published source may be a simplestreams product', async () => {
    const source = 'source: {simplestreams: https://streams.example/releases/, product: a:b, keyring: k.gpg}';
    expect((await loadImage(source)).published).toEqual({
      kind: 'simplestreams',
      mirror: { kind: 'http', url: 'https://streams.example/releases/' },
      product: 'a:b',
      index: null,
      item: null,
      version: null,
      keyring: `${DIRECTORY}/k.gpg`,
    });
  });

  it('a published source may be an image of a HEPiX list, with its trusted signers', async () => {
    const trust = '{ca_directory: /certs, endorser: {dn: /CN=a, ca: /CN=b}}';
    expect((await loadImage(`source: {hepix: list, identifier: i, trust: ${trust}}`)).published).toEqual({
      kind: 'hepix',
      identifier: 'i',
      list: {
        document: { kind: 'file', path: `${DIRECTORY}/list`, shown: 'list' },
        identifier: null,
        trust: { caDirectory: '/certs', endorsers: [{ dn: '/CN=a', ca: '/CN=b' }] },
      },
    });
  });

  it('a published source may be an image of another Glance', async () => {
    const { published } = await loadImage('source: {glance: {cloud: a, image: c}, copy_properties: true}');
    expect(published).toEqual({
      kind: 'glance',
      source: { kind: 'glance', cloud: 'a', region: null, image: 'c' },
      copyProperties: ['*'],
    });
  });

  it.each([
    [`source: {stratuslab: ${ID}, url: /x}`, 'must not have both "stratuslab" and "url"'],
    [`source: {stratuslab: ${ID}, product: a}`, '"product" belongs to "simplestreams"'],
    [`source: {stratuslab: ${ID}, marketplace: marketplace}`, '"marketplace" must be an http(s) URL'],
    ['source: {url: /x, trust: none}', '"trust" belongs to "hepix"'],
    ['source: {simplestreams: /x}', 'needs "product"'],
    ['source: {hepix: /x, identifier: a}', 'needs "trust"'],
    ['source: {hepix: /x, trust: none}', 'needs "identifier"'],
    ['source: {hepix: /x, identifier: a, trust: yes please}', 'none'],
    ['source: {glance: {cloud: a}}', 'image'],
    [`source: {stratuslab: ${ID}}\nmethod: web-download`, 'Use "method: upload"'],
    [`source: {stratuslab: ${ID}}\nchecksum: {url: /sums}`, 'the publisher of this source gives digests'],
  ])('a published source is refused: %s', async (lines, message) => {
    const { message: found, hint } = await errorOf(lines);
    expect(`${found} ${hint}`).toContain(message);
  });
});

describe('a file of digests', () => {
  it('a file of digests is read with its signature and keyring', async () => {
    const { checksumFile, digests } = await loadImage(
      'source: /a.img\nchecksum: {url: https://a.example/SUMS, signature: https://a.example/SUMS.gpg, keyring: k}',
    );
    expect(checksumFile).toEqual({
      document: { kind: 'http', url: 'https://a.example/SUMS' },
      name: null,
      signature: { kind: 'http', url: 'https://a.example/SUMS.gpg' },
      keyring: `${DIRECTORY}/k`,
    });
    expect(digests).toEqual({});
  });

  it.each([
    ['source: /a\nchecksum: {url: /sums, signature: /sums.gpg}', 'needs "keyring"'],
    ['source: /a\nchecksum: {keyring: /k}', '"keyring" needs "url"'],
    ['checksum: {url: /sums}', 'the image has no source'],
  ])('a file of digests is refused: %s', async (lines, message) => {
    expect((await errorOf(lines)).message).toContain(message);
  });
});

describe('the preparation of the bytes', () => {
  it.each([
    ['decompress: xz', { decompress: 'xz' }],
    ['decompress: auto\ndigest_of: decompressed', { decompress: 'auto', digestsCover: 'decompressed' }],
    ['member: "*.qcow2"', { member: '*.qcow2' }],
    ['member: disk.vmdk\ndecompress: ova', { member: 'disk.vmdk', decompress: 'ova' }],
    ['convert: qcow2', { convert: { to: 'qcow2' } }],
    ['convert: {from: vmdk, to: qcow2}', { convert: { from: 'vmdk', to: 'qcow2' } }],
    ['disk_format: raw\nimport_from_format: qcow2', { convert: { from: 'qcow2', to: 'raw' } }],
    ['transform: tr a b', { transform: ['/bin/sh', '-c', 'tr a b'] }],
    ['transform: [./filter.sh, -x]', { transform: ['./filter.sh', '-x'] }],
    ['transform: [/usr/bin/filter]', { transform: ['/usr/bin/filter'] }],
    ['transform: [tr, a/b, c]', { transform: ['tr', 'a/b', 'c'] }],
  ])('the preparation of the bytes is read: %s', async (lines, preparation) => {
    expect((await loadImage(lines)).preparation).toEqual(preparation);
  });

  it('the preparation of the bytes is absent when import_from_format is the disk format', async () => {
    expect(await loadImage('disk_format: raw\nimport_from_format: raw')).not.toHaveProperty('preparation');
  });

  it.each([
    ['convert: qcow2\nformat: raw', '"format" is raw'],
    ['convert: tar', 'one of vhd'],
    ['member: disk.vmdk\ndecompress: gz', '"decompress" is gz'],
    ['member: disk.vmdk\ndecompress: none', '"decompress" is none'],
    ['method: web-download\nsource: https://a.example/x\nmember: disk.vmdk', 'web-download'],
    ['method: web-download\nsource: https://a.example/x\ndecompress: gz', 'web-download'],
  ])('the preparation of the bytes is refused: %s', async (lines, message) => {
    expect((await errorOf(lines)).message).toContain(message);
  });
});

it('checks are read as commands with a timeout, a project, and whether a failed image is kept', async () => {
  const lines = 'checks: [./boots.sh, [ls, -l], {command: [boots], timeout: 5, keep: true, member: testers}]';
  expect((await loadImage(lines)).checks).toMatchObject([
    { command: ['/bin/sh', '-c', './boots.sh'], timeout: 600, keep: false },
    { command: ['ls', '-l'] },
    { command: ['boots'], timeout: 5, keep: true, member: { project: 'testers' } },
  ]);
});

describe('a list of images', () => {
  const listed = (text: string) => load(`glance:\n  server:\n    image_lists:\n      - ${text}\n`);

  it('a list of images may be a HEPiX list', async () => {
    const desired = await listed(
      '{url: https://lists.example/l, trust: none, select: {attributes: {"sl:arch": x86_64}}, image: {public: true}}',
    );
    expect(desired.warnings).toEqual([]);
    expect(desired.lists).toMatchObject([
      {
        from: {
          kind: 'hepix',
          reference: { document: { kind: 'http', url: 'https://lists.example/l' }, trust: 'none' },
        },
        select: { attributes: { 'sl:arch': 'x86_64' } },
        name: null,
        properties: 'vmcatcher',
        image: { visibility: 'public', expired: 'prune' },
      },
    ]);
  });

  it('a list of images may have a token in its address, which becomes its credentials', async () => {
    const env = { TOKEN: 'sesame' };
    const text = `glance: {server: {image_lists: [{url: "https://\${TOKEN}:x-oauth-basic@lists.example/l", trust: none}]}}`;
    const { lists } = await load(text, env);
    expect(lists?.[0]?.from).toMatchObject({
      reference: {
        document: { url: 'https://lists.example/l', auth: { user: 'sesame', password: 'x-oauth-basic' } },
      },
    });
  });

  it('a list of images with an invalid identifier is reported at the place of that identifier', async () => {
    const text = `glance:\n  server:\n    image_lists:\n      - vmlist:\n          - ${ID}\n          - short\n`;
    expect(await errorsOf(text)).toMatchObject([{ at: { line: 6, column: 13 } }]);
  });

  it('a list of images may be a vmlist, in the state file or in a file of its own', async () => {
    expect((await listed(`{vmlist: [${ID}]}`)).lists).toMatchObject([
      { from: { kind: 'vmlist', list: { identifiers: [ID], document: null } } },
    ]);
    expect((await listed('{vmlist: vms.txt}')).lists).toMatchObject([
      { from: { kind: 'vmlist', list: { document: { kind: 'file', path: `${DIRECTORY}/vms.txt` } } } },
    ]);
  });

  it.each([
    ['{url: /l}', 'needs "trust"'],
    ['{trust: none}', 'either "url"'],
    ['{url: /l, trust: none, vmlist: /v}', 'either "url"'],
    ['{vmlist: /v, trust: none}', '"trust" belongs to a list with "url"'],
    ['{vmlist: /v, properties: none}', '"properties" belongs to a list with "url"'],
    ['{vmlist: /v, properties: appliance}', '`image: {properties: {KEY: VALUE}}`'],
    ['{vmlist: /v, select: {attributes: {"slterms:os": Linux}}}', 'no attributes to select images by'],
    [`{vmlist: [short, ${ID}]}`, 'not a marketplace identifier'],
    [`{vmlist: [Q${ID.slice(1)}]}`, 'a letter from A to P'],
    ['{vmlist: /v, select: {identifiers: [short]}}', 'not a marketplace identifier'],
    ['{url: "http://t0ken:x-oauth-basic@h/l", trust: none}', `\${RECONCILE_VAR_TOKEN} in place of the token`],
    ['{url: "http://me:secret@h/l", trust: none}', `\${RECONCILE_VAR_PASSWORD} in place of the password`],
    ['{url: /l, trust: none, image: {name: a}}', 'name'],
    ['{url: /l, trust: none, select: some}', 'all'],
  ])('a list of images is refused: %s', async (text, message) => {
    const [error, ...others] = await errorsOf(`glance:\n  server:\n    image_lists:\n      - ${text}\n`);
    expect(`${error?.message} ${error?.hint}`).toContain(message);
    expect(others).toEqual([]);
  });
});
