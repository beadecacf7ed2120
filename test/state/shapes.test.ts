import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateError, UsageError } from '../../src/model/errors.ts';
import { loadState } from '../../src/state/load.ts';
import { errorsOf, load, messagesOf } from './load-text.ts';

const FIXTURES = new URL('fixtures', import.meta.url).pathname;

describe('images are read from', () => {
  it('images are read from a list under server.images', async () => {
    const { images } = await load('glance: {server: {images: [{name: a}, {name: b}]}}');

    expect(images.map((image) => image.name)).toEqual(['a', 'b']);
  });

  it('images are read from a mapping under server.image, whose names may be overridden', async () => {
    const { images } = await load('glance: {server: {image: {a: {}, key: {name: b}}}}');

    expect(images.map((image) => image.name)).toEqual(['a', 'b']);
  });

  it('images are read from a mapping under a client profile, which names the cloud', async () => {
    const { images, cloud } = await load(`glance:
  client:
    enabled: true
    identity:
      admin_identity:
        image:
          cirros: {location: "http://h/x", disk_format: qcow2, visibility: public, wait_timeout: 60, tags: [a]}
`);

    expect(cloud).toEqual({ cloud: 'admin_identity', profile: true });
    expect(images).toMatchObject([
      { name: 'cirros', diskFormat: 'qcow2', timeout: 60, tags: ['a'], source: { url: 'http://h/x' } },
    ]);
  });

  it.each([
    ['24.04: {}', 'YAML does not read the name 24.04 as a string'],
    ['"": {}', 'a name must have 1 to 255 characters'],
    [`${'x'.repeat(256)}: {}`, 'a name must have 1 to 255 characters, not 256'],
    ['"a\\tb": {}', 'control characters'],
    ['a:', 'must be a mapping, not empty'],
  ])('a mapping of images refuses %s', async (entry, message) => {
    expect((await messagesOf(`glance:\n  server:\n    image:\n      ${entry}\n`))[0]).toContain(message);
  });

  it.each(['single.sls', 'ssl.sls', 'reclass.sls'])(
    '%s, a pillar that only configures the daemon, lists no image',
    async (file) => {
      const desired = await loadState({ paths: [file], env: {}, cwd: FIXTURES });

      expect(desired.images).toEqual([]);
      expect(desired.warnings).toEqual([`${file} lists no image`]);
    },
  );

  it.each([
    '',
    '# nothing\n',
    '---\n',
    'other: {}\n',
    'glance:\n',
    'glance: {server: }\n',
    'glance: {server: {images: }}',
  ])('an empty state (%j) lists no image', async (text) => {
    const { images, warnings } = await load(text);
    expect(images).toEqual([]);
    expect(warnings).toContainEqual(expect.stringMatching(/^<stdin> /));
  });
});

describe('the cloud of a state', () => {
  it.each([
    ['cloud: prod', { cloud: 'prod' }],
    ['identity: {host: h}', { identity: { engine: 'keystone', url: 'http://h:5000' } }],
    [
      'identity: {host: "fe80::1", port: 35357, protocol: https}',
      { identity: { url: 'https://[fe80::1]:35357' } },
    ],
    ['identity: {url: "https://h/v3"}', { identity: { url: 'https://h/v3' } }],
    ['identity: {engine: none, host: h}', { identity: { engine: 'none', url: 'http://h:9292' } }],
    ['identity: {host: h, region: [One]}', { identity: { region: 'One' } }],
    ['identity: {host: h, tenant_id: t, user_id: u}', { identity: { projectId: 't', userId: 'u' } }],
    ['identity: {host: h, cacert_file: ca.pem}', { identity: { cacert: '/srv/state/ca.pem' } }],
    [
      `identity: {host: h, port: "\${PORT}", insecure: "\${YES}"}`,
      { identity: { url: 'http://h:81', insecure: true } },
    ],
  ])('the cloud of a state is read from %s', async (line, cloud) => {
    expect((await load(`glance: {server: {${line}}}`, { PORT: '81', YES: 'true' })).cloud).toMatchObject(
      cloud,
    );
  });

  it('the cloud of a state is left to clouds.yaml and the environment when the file names none', async () => {
    expect((await load('glance: {server: {}}')).cloud).toEqual({});
  });

  it('the cloud of a state is that of "cloud" rather than of "identity", with a warning', async () => {
    const { cloud, warnings } = await load(
      'glance: {server: {cloud: prod, identity: {host: h}, images: [{name: a}]}}',
    );

    expect(cloud).toEqual({ cloud: 'prod' });
    expect(warnings).toEqual([
      'glance.server.identity is not used, as glance.server.cloud names the cloud "prod"',
    ]);
  });

  it.each([
    ['identity: {host: h, region: [One, Two]}', 'one run works on one region'],
    ['identity: {host: "http://h"}', 'must be a host name or an IP address'],
    ['identity: {host: h, url: "http://h"}', '"url" is a whole URL, so "host" must not be given'],
    ['identity: {url: "https://me:pw@h"}', 'must not hold credentials'],
    ['identity: {url: "h:5000"}', 'must begin with http'],
    ['identity: {host: h, tenant: a, project: b}', 'contradicts'],
    ['identity: {host: h, port: 70000}', 'must be from 1 to 65535'],
    ['identity: {host: h, tenent: a}', 'unknown key "tenent"'],
  ])('the cloud of a state is refused with %s', async (line, message) => {
    expect((await messagesOf(`glance: {server: {${line}}}`))[0]).toContain(message);
  });

  it('the cloud of a state has its address from OS_AUTH_URL when the identity gives none', async () => {
    const { cloud } = await load('glance: {server: {identity: {tenant: service}, images: [{name: a}]}}');

    const at = { section: { file: '<stdin>', line: 1, column: 29 } };
    expect(cloud).toEqual({ identity: { at, engine: 'keystone', project: 'service' } });
  });

  const profile = (name: string) => `${name}: {image: {of-${name}: {}}}`;

  it('the cloud of a state is refused with images under two profiles', async () => {
    const messages = await messagesOf(`glance: {client: {identity: {${profile('a')}, ${profile('b')}}}}`);

    expect(messages).toEqual(['the profiles "a" and "b" both list images, and one run works on one cloud']);
  });

  it.each(['cloud: other', 'identity: {host: h}', 'images: [{name: x}]'])(
    'the cloud of a state is refused with a profile beside a server section with %s',
    async (line) => {
      const messages = await messagesOf(`glance: {server: {${line}}, client: {identity: {${profile('a')}}}}`);

      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain('profile "a" is another cloud');
    },
  );

  it('the cloud of a state is that of a profile which the server section names too, or that of cloud_name', async () => {
    const same = await load(
      `glance: {server: {cloud: a, images: [{name: x}]}, client: {identity: {${profile('a')}}}}`,
    );
    const named = await load(
      `glance: {client: {cloud_name: c, identity: {${profile('a')}, ${profile('b')}}}}`,
    );

    expect(same.images).toHaveLength(2);
    expect(named.cloud).toEqual({ cloud: 'c' });
  });
});

describe('server.reconcile', () => {
  it('server.reconcile has defaults, and takes numbers and shares', async () => {
    expect((await load('glance: {}')).settings).toEqual({
      prune: 'never',
      maxDeletes: null,
      maxReplaces: null,
      requireChecksum: false,
      mayPublish: false,
      quotas: { properties: 128, tags: 128, members: 128 },
    });
    const { settings, stack, stackNamed } = await load(
      'glance: {server: {name: s, reconcile: {prune: hide, max_deletes: 0, max_replaces: 25%, require_checksum: true, may_publish: true, quotas: {properties: 256, tags: unlimited}}}}',
    );
    expect({ stack, stackNamed }).toEqual({ stack: 's', stackNamed: true });
    expect(settings).toEqual({
      prune: 'hide',
      maxDeletes: { count: 0 },
      maxReplaces: { percent: 25 },
      requireChecksum: true,
      mayPublish: true,
      quotas: { properties: 256, tags: Number.POSITIVE_INFINITY, members: 128 },
    });
  });

  it.each([
    'max_deletes: 101%',
    'max_deletes: -1',
    'max_deletes: some',
    'prune: deleted',
    'prune: hide',
    'purge: hide',
  ])('server.reconcile refuses %s', async (line) => {
    expect(await messagesOf(`glance: {server: {reconcile: {${line}}}}`)).toHaveLength(1);
  });
});

describe('unknown keys', () => {
  it('a key that resembles no known key gets a warning under glance, server, client and profiles', async () => {
    const { warnings } = await load(
      'glance: {monitoring: {}, server: {wsgi_pool: 3, images: [{name: a}]}, client: {identity: {p: {keystone: {}}}}}',
    );

    expect(warnings).toEqual([
      '<stdin>:1:10: reconcile ignores the unknown key "monitoring" in glance',
      '<stdin>:1:35: reconcile ignores the unknown key "wsgi_pool" in glance.server',
      '<stdin>:1:95: reconcile ignores the unknown key "keystone" in glance.client.identity.p',
    ]);
  });

  it.each([
    ['glanse: {server: {images: []}}', '"glance"'],
    ['Glance: {server: {images: []}}', '"glance"'],
    ['"glance ": {server: {images: []}}', '"glance"'],
    ['glance: {server: {}}\n---\nglanec: {server: {images: []}}', '"glance"'],
    ['glance: {sever: {}}', '"server"'],
    ['glance: {Server: {}}', '"server"'],
    ['glance: {server: {reconsile: {max_deletes: 3}}}', '"reconcile"'],
    ['glance: {server: {Reconcile: {max_deletes: 3}}}', '"reconcile"'],
    ['glance: {server: {"reconcile ": {max_deletes: 3}}}', '"reconcile"'],
    ['glance: {server: {identiy: {url: "https://k.example"}}}', '"identity"'],
    ['glance: {server: {clouds: prod}}', '"cloud"'],
    ['glance: {server: {imagess: []}}', '"images"'],
    ['glance: {server: {enable: false}}', '"enabled"'],
    ['glance: {client: {identity: {p: {images: {}}}}}', '"image"'],
    ['glance: {client: {identiti: {}}}', '"identity"'],
    ['glance: {server: {reconcile: {max_delete: 3}}}', '"max_deletes"'],
    ['glance: {server: {identity: {pasword: x}}}', '"password"'],
    ['glance: {server: {defaults: {visibilty: public}}}', '"visibility"'],
    ['glance: {server: {max_deletes: 3}}', 'glance.server.reconcile.max_deletes'],
    ['glance: {server: {Prune: delete}}', 'glance.server.reconcile.prune'],
    ['glance: {server: {max_delets: 3}}', 'glance.server.reconcile.max_deletes'],
    ['glance: {server: {prunes: delete}}', 'glance.server.reconcile.prune'],
    ['glance: {prune: delete, server: {}}', 'glance.server.reconcile.prune'],
    ['glance: {images: [], server: {}}', 'glance.server.images'],
    ['glance: {client: {identity: {p: {cloud: prod}}}}', 'glance.server.cloud'],
  ])('a near miss or a misplaced key is an error that names the right one: %s', async (text, meant) => {
    expect((await errorsOf(text)).map(({ hint }) => hint)).toEqual([
      expect.stringMatching(` ${meant.replaceAll('.', '\\.')}\\?$`),
    ]);
  });

  it.each(['images: []', 'image_lists: []', 'vmcatcher: {}', 'reconcile: {prune: delete}', 'reconsile: {}'])(
    'a section of glance.server at the top of a state file is an error: %s',
    async (text) => {
      expect(await errorsOf(`glance: {server: {images: [{name: a}]}}\n${text}\n`)).toMatchObject([
        { at: { line: 2, column: 1 }, hint: expect.stringContaining('glance.server') },
      ]);
    },
  );

  it.each(['nova: {server: {}}', 'balancer: {}', 'linux: {system: {}}', '_param: {glance_version: queens}'])(
    'a section of another formula beside glance is left alone: %s',
    async (text) => {
      const { warnings } = await load(`glance: {server: {images: [{name: a}]}}\n${text}\n`);
      expect(warnings).toEqual([]);
    },
  );
});

describe('references to the environment', () => {
  it.each([
    [`\${A}`, 'a'],
    [`x\${A}y\${B}z`, 'xaybz'],
    [`\${NONE:-fallback}`, 'fallback'],
    [`\${EMPTY:-fallback}`, 'fallback'],
    [`\${NONE:-}x`, 'x'],
    [`$\${A}`, `\${A}`],
    [`$A $$ \\$`, `$A $$ \\$`],
  ])('references to the environment are filled in: %s', async (written, expected) => {
    const { images } = await load(`glance:\n  server:\n    images:\n    - name: ${written}\n`, {
      A: 'a',
      B: 'b',
      EMPTY: '',
    });

    expect(images[0]?.name).toBe(expected);
  });

  it('references to the environment to unset variables are errors, each at its own place', async () => {
    const errors = await errorsOf(`glance:\n  server:\n    name: a \${HOEM} \${x:y}\n`, { HOME: '/' });

    expect(errors).toMatchObject([
      { at: { line: 3, column: 13 }, message: expect.stringContaining(' variable HOEM ') },
      { at: { line: 3, column: 21 }, message: 'not a reference to a variable' },
    ]);
    expect(errors[0]?.hint).toContain(` \${HOME}?`);
  });

  it('references to the environment do not nest', async () => {
    const errors = await errorsOf(`glance:\n  server:\n    name: \${A:-\${B}}\n`, { B: 'b' });

    expect(errors).toMatchObject([
      { at: { line: 3, column: 11 }, message: 'the default of A must not refer to another variable' },
    ]);
  });

  it('references to the environment are never filled in twice', async () => {
    const { stack } = await load(`glance: {server: {name: "\${A}"}}`, { A: `\${B}` });

    expect(stack).toBe(`\${B}`);
  });
});

describe('several files and documents', () => {
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'state-'));
  });
  afterEach(() => rm(cwd, { recursive: true }));

  async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
      await writeFile(path.join(cwd, name), text);
    }
  }

  const one = 'glance: {server: {name: s, images: [{name: one, source: a.img}]}}\n';
  const two = 'glance: {server: {name: s, defaults: {format: raw}, images: [{name: two, source: a.img}]}}\n';

  it('several files and documents are merged in order, paths staying relative to their own file', async () => {
    await write({ 'one.yaml': one, 'sub/two.yaml': two });

    const desired = await loadState({ paths: ['one.yaml', 'sub/two.yaml'], env: {}, cwd });

    expect(desired.files).toEqual(['one.yaml', 'sub/two.yaml']);
    expect(desired.images).toMatchObject([
      { name: 'one', diskFormat: 'raw', source: { path: path.join(cwd, 'a.img') } },
      { name: 'two', diskFormat: 'raw', source: { path: path.join(cwd, 'sub/a.img') } },
    ]);
  });

  it('the files of a directory are its *.yaml, *.yml and *.sls in any case, in order of name', async () => {
    await write({
      'd/b.yml': two,
      'd/C.YAML': 'glance: {server: {images: [{name: three}]}}',
      'd/a.sls': one,
      'd/.hidden.yaml': '[',
      'd/notes.txt': '[',
      'd/sub/x.yaml': '[',
    });

    const desired = await loadState({ paths: ['d'], env: {}, cwd });

    expect(desired.files).toEqual(['d/C.YAML', 'd/a.sls', 'd/b.yml']);
  });

  it('files that a run names twice are read once', async () => {
    await write({ 'd/a.yaml': one });
    await symlink(path.join(cwd, 'd/a.yaml'), path.join(cwd, 'd/b.yaml'));

    const desired = await loadState({ paths: ['d', 'd/a.yaml'], env: {}, cwd });

    expect(desired.images).toHaveLength(1);
  });

  it('the file is glance.yaml when the run names none', async () => {
    await write({ 'glance.yaml': one });

    expect((await loadState({ paths: [], env: {}, cwd })).files).toEqual(['glance.yaml']);
  });

  it('several files and documents have one digest, which differs after any change', async () => {
    await write({ 'a.yaml': one, 'b.yaml': `${one}# more` });

    const first = await loadState({ paths: ['a.yaml'], env: {}, cwd });
    const again = await loadState({ paths: ['a.yaml'], env: {}, cwd });
    const other = await loadState({ paths: ['b.yaml'], env: {}, cwd });

    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(again.sha256).toBe(first.sha256);
    expect(other.sha256).not.toBe(first.sha256);
  });

  it('several files and documents that contradict each other, or list one image twice, are reported with both places', async () => {
    await write({
      'a.yaml': 'glance:\n  server:\n    name: a\n    images: [{name: x}]\n    image: {y: {}}\n',
      'b.yaml':
        'glance:\n  server:\n    name: b\n    images: [{name: x}]\n    image: {y: {}}\n    workers: 3\n',
    });

    const error = await loadState({ paths: ['a.yaml', 'b.yaml'], env: {}, cwd }).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(StateError);
    expect(error.faults.map((error: { at: object; message: string }) => [error.at, error.message])).toEqual([
      [{ file: 'b.yaml', line: 3, column: 5 }, '"server.name" is "b" here, but "a" at a.yaml:3:5'],
      [{ file: 'b.yaml', line: 4, column: 21 }, expect.stringMatching(/image "x" .* a\.yaml:4:21$/)],
      [{ file: 'b.yaml', line: 5, column: 13 }, 'the image "y" is already listed at a.yaml:5:13'],
    ]);
  });

  it('several files and documents may contradict each other about the daemon', async () => {
    const { images } = await load(
      'glance: {server: {workers: 1, images: [{name: a}]}}\n---\nglance: {server: {workers: 2, images: [{name: b}]}}\n---\nother: 1\n',
    );

    expect(images).toHaveLength(2);
  });

  it('files with two different passwords are reported without the passwords', async () => {
    const [message] = await messagesOf(
      'glance: {server: {identity: {host: h, password: first1}}}\n---\nglance: {server: {identity: {password: second2}}}\n',
    );

    expect(message).toContain('"server.identity.password" has another value');
  });

  it.each([
    ['missing.yaml', 'missing.yaml does not exist'],
    ['empty', 'empty contains no *.yaml, *.yml or *.sls file'],
    ['large.yaml', 'large.yaml is larger than 10 MiB'],
  ])('files that cannot be read are reported: %s', async (name, message) => {
    await mkdir(path.join(cwd, 'empty'));
    await write({ 'large.yaml': Buffer.alloc(10 * 1024 * 1024 + 1, '#') });

    const error = await loadState({ paths: [name], env: {}, cwd }).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message, exitCode: 64 });
  });

  it('files that are not UTF-8 are reported at the byte', async () => {
    await write({
      'a.yaml': Buffer.from('glance:\n  x: \xe9\n', 'latin1'),
      'b.yaml': 'glance: {server: {images: 3}}',
    });

    const error = await loadState({ paths: ['a.yaml', 'b.yaml'], env: {}, cwd }).catch((thrown) => thrown);

    expect(error.faults).toMatchObject([
      { at: { file: 'a.yaml', line: 2, column: 6 }, message: 'this byte is not valid UTF-8' },
      { at: { file: 'b.yaml' } },
    ]);
  });
});
