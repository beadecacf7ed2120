import { describe, expect, it } from 'vitest';
import { DIRECTORY, faultOf, faultsOf, load, loadImage } from '../load-text.ts';

const ID = 'LHfKVPoHcv4oMirHU0KuOQc-TvI';

describe('a source that is published', () => {
  it('a StratusLab identifier is asked of the marketplace', async () => {
    expect((await loadImage(`source: {stratuslab: ${ID}}`)).published).toEqual({
      kind: 'stratuslab',
      identifier: ID,
      document: null,
      marketplace: 'https://marketplace.stratuslab.eu/marketplace',
      endorsers: [],
      ca: null,
    });
  });

  it('what is no identifier is a metadata document', async () => {
    expect(
      (await loadImage('source: {stratuslab: cirros.xml, endorsers: [a@b.example]}')).published,
    ).toMatchObject({
      identifier: null,
      document: { kind: 'file', path: `${DIRECTORY}/cirros.xml` },
      endorsers: ['a@b.example'],
    });
  });

  it('a simplestreams product', async () => {
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

  it('an image of a HEPiX list, with who must have signed it', async () => {
    const trust = '{ca_directory: /certs, endorser: {dn: /CN=a, ca: /CN=b}}';
    expect((await loadImage(`source: {hepix: list, identifier: i, trust: ${trust}}`)).published).toEqual({
      kind: 'hepix',
      identifier: 'i',
      list: {
        document: { kind: 'file', path: `${DIRECTORY}/list` },
        identifier: null,
        trust: { caDirectory: '/certs', endorsers: [{ dn: '/CN=a', ca: '/CN=b' }] },
      },
    });
  });

  it('an image of another Glance', async () => {
    const { published } = await loadImage('source: {glance: {cloud: a, image: c}, copy_properties: true}');
    expect(published).toEqual({
      kind: 'glance',
      source: { kind: 'glance', cloud: 'a', region: null, image: 'c' },
      copyProperties: ['*'],
    });
  });

  it.each([
    [`source: {stratuslab: ${ID}, url: /x}`, 'A source is of one kind'],
    [`source: {stratuslab: ${ID}, product: a}`, '"product" belongs to "simplestreams"'],
    [`source: {stratuslab: ${ID}, marketplace: marketplace}`, 'not the URL of a marketplace'],
    ['source: {url: /x, trust: none}', '"trust" belongs to "hepix"'],
    ['source: {simplestreams: /x}', 'needs "product"'],
    ['source: {hepix: /x, identifier: a}', 'needs "trust"'],
    ['source: {hepix: /x, trust: none}', 'needs "identifier"'],
    ['source: {hepix: /x, identifier: a, trust: yes please}', 'none'],
    ['source: {glance: {cloud: a}}', 'image'],
    [`source: {stratuslab: ${ID}}\nmethod: web-download`, 'needs an http(s) source'],
    [`source: {stratuslab: ${ID}}\nchecksum: {url: /sums}`, 'digests of its own'],
  ])('%s is refused', async (lines, message) => {
    const { message: said, hint } = await faultOf(lines);
    expect(`${said} ${hint}`).toContain(message);
  });
});

describe('a file of digests', () => {
  it('is named beside who signs it', async () => {
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
    ['source: /a\nchecksum: {keyring: /k}', 'no "url" names one'],
    ['checksum: {url: /sums}', 'there is none'],
  ])('%s is refused', async (lines, message) => {
    expect((await faultOf(lines)).message).toContain(message);
  });
});

describe('what is done with the bytes', () => {
  it.each([
    ['decompress: xz', { decompress: 'xz' }],
    ['decompress: auto\ndigest_of: decompressed', { decompress: 'auto', digestsCover: 'decompressed' }],
    ['convert: qcow2', { convert: { to: 'qcow2' } }],
    ['convert: {from: vmdk, to: qcow2}', { convert: { from: 'vmdk', to: 'qcow2' } }],
    ['disk_format: raw\nimport_from_format: qcow2', { convert: { from: 'qcow2', to: 'raw' } }],
    ['transform: tr a b', { transform: ['/bin/sh', '-c', 'tr a b'] }],
    ['transform: [./filter.sh, -x]', { transform: [`${DIRECTORY}/filter.sh`, '-x'] }],
    ['transform: [tr, a/b, c]', { transform: ['tr', 'a/b', 'c'] }],
  ])('%s', async (lines, preparation) => {
    expect((await loadImage(lines)).preparation).toEqual(preparation);
  });

  it('a format that stays as it is needs no conversion', async () => {
    expect(await loadImage('disk_format: raw\nimport_from_format: raw')).not.toHaveProperty('preparation');
  });

  it.each([
    ['convert: qcow2\nformat: raw', '"format" says raw'],
    ['convert: tar', 'one of vhd'],
    ['method: web-download\nsource: https://a.example/x\ndecompress: gz', 'web-download'],
  ])('%s is refused', async (lines, message) => {
    expect((await faultOf(lines)).message).toContain(message);
  });
});

it('checks are commands, with what they may take', async () => {
  const lines = 'checks: [./boots.sh, [ls, -l], {command: [boots], timeout: 5, keep: true, member: testers}]';
  expect((await loadImage(lines)).checks).toMatchObject([
    { command: ['/bin/sh', '-c', './boots.sh'], timeout: 600, keep: false },
    { command: ['ls', '-l'] },
    { command: ['boots'], timeout: 5, keep: true, member: { project: 'testers' } },
  ]);
});

describe('lists of images', () => {
  const listed = (text: string) => load(`glance:\n  server:\n    image_lists:\n      - ${text}\n`);

  it('a HEPiX list', async () => {
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

  it("a token in a private list's address is credentials, as with any source", async () => {
    const env = { TOKEN: 'sesame' };
    const text = `glance: {server: {image_lists: [{url: "https://\${TOKEN}:x-oauth-basic@lists.example/l", trust: none}]}}`;
    const { lists } = await load(text, env);
    expect(lists?.[0]?.from).toMatchObject({
      reference: {
        document: { url: 'https://lists.example/l', auth: { user: 'sesame', password: 'x-oauth-basic' } },
      },
    });
  });

  it('a mistyped identifier of a vmlist is a fault at its place', async () => {
    const text = `glance:\n  server:\n    image_lists:\n      - vmlist:\n          - ${ID}\n          - short\n`;
    expect(await faultsOf(text)).toMatchObject([{ at: { line: 6, column: 13 } }]);
  });

  it('a vmlist, in the file or beside it', async () => {
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
    ['{vmlist: /v, trust: none}', '"trust" belongs to "url"'],
    ['{vmlist: /v, properties: none}', '"properties" belongs to "url"'],
    ['{vmlist: /v, properties: appliance}', '`image: {properties: {KEY: VALUE}}`'],
    ['{vmlist: /v, select: {attributes: {"slterms:os": Linux}}}', 'no attributes to be selected by'],
    [`{vmlist: [short, ${ID}]}`, 'not a marketplace identifier'],
    [`{vmlist: [Q${ID.slice(1)}]}`, 'the first is one of A to P'],
    ['{vmlist: /v, select: {identifiers: [short]}}', 'not a marketplace identifier'],
    ['{url: "http://t0ken:x-oauth-basic@h/l", trust: none}', `\${TOKEN} in the place of the token`],
    ['{url: "http://me:secret@h/l", trust: none}', `\${PASSWORD} in the place of the password`],
    ['{url: /l, trust: none, image: {name: a}}', 'name'],
    ['{url: /l, trust: none, select: some}', 'all'],
  ])('%s is refused', async (text, message) => {
    const [fault, ...others] = await faultsOf(`glance:\n  server:\n    image_lists:\n      - ${text}\n`);
    expect(`${fault?.message} ${fault?.hint}`).toContain(message);
    expect(others).toEqual([]);
  });
});
