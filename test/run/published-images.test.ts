import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identifierOf } from '../../src/publisher/stratuslab/identifier.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { runProgram } from '../cli/fake-terminal.ts';
import { metadata, wrap } from '../publisher/stratuslab/endorse.ts';
import { openPublishing, type Publishing } from '../support/publishing.ts';

let folder: string;
let sandbox: Sandbox;
let base: string;
let served: Publishing['served'];
let guarded: Publishing['guarded'];
let close: Publishing['close'];

beforeEach(async () => {
  ({ folder, sandbox, base, served, guarded, close } = await openPublishing());
});
afterEach(() => close());

const hash = (algorithm: string, content: string) => createHash(algorithm).update(content).digest('hex');

function run(argv: readonly string[], server?: object, env: Record<string, string> = {}) {
  if (server) {
    const state = { glance: { server: { name: 'test', reconcile: { prune: 'hide' }, ...server } } };
    writeFileSync(join(folder, 'glance.yaml'), JSON.stringify(state));
  }
  return runProgram(argv, { cwd: folder, env: { ...sandbox.env, ...env } });
}

async function changesOf(server: object, env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(['apply', '--yes', '--format', 'json'], server, env);
  expect(stderr).not.toMatch(/^error/m);
  expect(code).toBe(0);
  return JSON.parse(stdout).changes as readonly Record<string, unknown>[];
}

async function planIsEmpty(env: Record<string, string> = {}): Promise<void> {
  const { code, stdout } = await run(['plan', '--detailed-exitcode'], undefined, env);
  expect(stdout).toContain('No changes');
  expect(code).toBe(0);
}

describe('an image with a checksum file', () => {
  const state = () => ({
    images: [{ name: 'one', format: 'raw', source: `${base}/one.img`, checksum: { url: `${base}/SUMS` } }],
  });

  function publish(content: string): void {
    served.set('/one.img', content);
    served.set('/SUMS', `${hash('sha256', content)} *one.img\n`);
  }

  it('an image with a checksum file is created, stays, and is replaced when the checksum file has another digest', async () => {
    publish('the first content');
    expect(await changesOf(state())).toMatchObject([{ action: 'create', outcome: 'done' }]);
    await planIsEmpty();
    publish('the second content');
    expect(await changesOf(state())).toMatchObject([{ action: 'replace', outcome: 'done' }]);
    await planIsEmpty();
  });

  it('an image with a checksum file stays unchanged when the checksum file can no longer be read', async () => {
    publish('the first content');
    await changesOf(state());
    served.delete('/SUMS');
    const { code, stderr } = await run(['apply', '--yes'], state());
    expect(code).toBe(1);
    expect(stderr).toContain('glance.yaml:1:');
    expect(stderr).toContain('/SUMS');
  });

  it('an image with a checksum file stays unchanged when its bytes do not have the digest of the checksum file', async () => {
    publish('the first content');
    await changesOf(state());
    publish('the second content');
    served.set('/one.img', 'forged');
    const { code, stderr } = await run(['apply', '--yes'], state());
    expect(code).toBe(1);
    expect(stderr).not.toContain('unexpected');
    publish('the first content');
    await planIsEmpty();
  });
});

describe('a HEPiX list', () => {
  function publish(
    images: Readonly<Record<string, string>>,
    version: string,
    expires = '2999-01-01T00:00:00Z',
    versionOfImages = version,
  ): void {
    const listed = Object.entries(images).map(([name, content]) => {
      served.set(`/${name}`, content);
      return {
        'hv:image': {
          'dc:identifier': name,
          'dc:title': name,
          'dc:description': 'an image',
          'hv:size': content.length,
          'hv:uri': `${base}/${name}`,
          'hv:hypervisor': 'KVM',
          'hv:version': versionOfImages,
          'hv:format': 'raw',
          'sl:checksum:sha512': hash('sha512', content),
          'sl:arch': 'x86_64',
          'sl:os': 'Linux',
          'sl:osversion': '1',
          'sl:comments': '',
        },
      };
    });
    const list = {
      'dc:identifier': 'list',
      'dc:date:created': '2020-01-01T00:00:00Z',
      'dc:date:expires': expires,
      'dc:description': 'd',
      'dc:source': 's',
      'dc:title': 't',
      'hv:uri': `${base}/list`,
      'hv:version': version,
      'hv:endorser': {
        'hv:x509': { 'dc:creator': 'c', 'hv:ca': '/CN=ca', 'hv:dn': '/CN=e', 'hv:email': 'e' },
      },
      'hv:images': listed,
    };
    served.set('/list', JSON.stringify({ 'hv:imagelist': list }));
  }

  const state = (more: object = {}) => ({ image_lists: [{ url: `${base}/list`, trust: 'none', ...more }] });

  it('a HEPiX list has its images created, replaced, and pruned after they have left the list', async () => {
    publish({ a: 'content a', b: 'content b' }, '1.9');
    expect(await changesOf(state())).toMatchObject([
      { name: 'a', action: 'create' },
      { name: 'b', action: 'create' },
    ]);
    await planIsEmpty();
    publish({ a: 'other content' }, '1.10');
    expect(await changesOf(state())).toMatchObject([
      { name: 'a', action: 'replace', outcome: 'done' },
      { name: 'b', action: 'hide', outcome: 'done' },
    ]);
    await planIsEmpty();
  });

  it('a HEPiX list has an image renamed, not created, when its title changes', async () => {
    publish({ a: 'content a' }, '1');
    await changesOf(state());
    const list = served.get('/list') ?? '';
    served.set('/list', list.replace('"dc:title":"a"', '"dc:title":"another title"'));
    expect(await changesOf(state())).toMatchObject([
      { name: 'another title', action: 'rename', outcome: 'done' },
    ]);
    await planIsEmpty();
  });

  it('a HEPiX list does not stop a run about an image of the state file when it cannot be read', async () => {
    const images = [{ name: 'own', format: 'raw', source: `${base}/own.img` }];
    served.set('/own.img', 'content');
    const both = { ...state(), images };
    const { code, stderr } = await run(['apply', '--yes', '--target', 'own'], both);
    expect(stderr).not.toMatch(/^error/m);
    expect(code).toBe(0);
    expect((await run(['plan'], both)).code).toBe(1);
  });

  it('a HEPiX list reserves its live images in a run that does not ask it, and does not fail the run', async () => {
    publish({ a: 'content a' }, '1');
    await changesOf(state());
    const hepix = { hepix: `${base}/list`, identifier: 'a', trust: 'none' };
    const both = { ...state(), images: [{ name: 'own', format: 'raw', source: hepix }] };
    const { code, stdout } = await run(['apply', '--yes', '--format', 'json', '--target', 'own'], both);
    expect(code).toBe(3);
    const plan = JSON.parse(stdout);
    expect(plan).not.toHaveProperty('unresolved');
    expect(plan.changes).toMatchObject([{ name: 'own', blockedBy: [{ code: 'ambiguous' }], steps: [] }]);
    expect(plan.changes[0].blockedBy[0].message).toContain('/list" (glance.yaml:1)');
    expect((await run(['plan', '--format', 'json'], both)).stdout).toContain('"create": 1');
    expect(await changesOf(both)).toMatchObject([
      { name: 'own', action: 'create' },
      { name: 'a', action: 'unchanged' },
    ]);
    expect((await run(['plan', '--target', 'own'], both)).code).toBe(0);
  });

  it('a HEPiX list is refused when it is older than the applied one', async () => {
    publish({ a: 'content a' }, '1.10');
    await changesOf(state());
    publish({ a: 'older content' }, '1.9');
    const { code, stderr } = await run(['apply', '--yes'], state());
    expect(code).toBe(1);
    expect(stderr).toMatch(/version "1\.9".*version "1\.10"/);
  });

  it.each(['hide', 'delete'])(
    'a HEPiX list that withdrew an image is not undone by its predecessor (prune: %s)',
    async (prune) => {
      const pruning = { ...state(), reconcile: { prune } };
      const issue = (version: string, ...names: readonly string[]) =>
        publish(Object.fromEntries(names.map((name) => [name, name])), version, undefined, '1');
      issue('1.9', 'a', 'b', 'withdrawn');
      await changesOf(pruning);
      issue('1.10', 'a', 'b');
      const changes = await changesOf(pruning);
      expect(changes.find(({ name }) => name === 'withdrawn')).toMatchObject({
        action: prune,
        outcome: 'done',
      });
      await planIsEmpty();

      issue('1.9', 'a', 'b', 'withdrawn');
      const { code, stderr } = await run(['apply', '--yes'], pruning);
      expect(code).toBe(1);
      expect(stderr).toMatch(/version "1\.9".*version "1\.10"/);
      issue('1.11', 'a', 'b');
      await planIsEmpty();
    },
  );

  it('a HEPiX list has its expired images hidden by the policy, and shown again with a new list', async () => {
    publish({ a: 'content a' }, '1');
    await changesOf(state({ expired: 'hide' }));
    publish({ a: 'content a' }, '1', '2001-01-01T00:00:00Z');
    expect(await changesOf(state({ expired: 'hide' }))).toMatchObject([
      {
        name: 'a',
        action: 'update',
        reason: 'expired on 2001-01-01T00:00:00Z',
        fields: [{ path: 'hidden', after: true }],
      },
    ]);
    await planIsEmpty();
    publish({ a: 'content a' }, '2');
    const [change] = await changesOf(state({ expired: 'hide' }));
    expect(change?.fields).toContainEqual({ path: 'hidden', before: true, after: false });
    await planIsEmpty();
  });

  it('a HEPiX list has its images pruned after all have expired, and the plan gives the reason', async () => {
    publish({ a: 'content a' }, '1');
    await changesOf(state());
    publish({ a: 'content a' }, '1', '2001-01-01T00:00:00Z');
    const { code, stdout } = await run(['plan', '--prune', 'never', '--target', 'a'], state());
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('a: expired on 2001-01-01T00:00:00Z');
    expect(await changesOf(state())).toMatchObject([{ name: 'a', action: 'hide', outcome: 'done' }]);
    await planIsEmpty();
  });

  it('a HEPiX list is reported when it is empty or has no selected image', async () => {
    publish({}, '1');
    const empty = await run(['plan'], state());
    expect(empty.code).toBe(1);
    expect(empty.stderr).toMatch(/glance\.yaml:1:\d+: this list: .*\/list lists no image/);
    expect(empty.stderr).toContain('--allow-empty');
    expect((await run(['plan', '--allow-empty'], state())).code).toBe(0);

    publish({ a: 'content a' }, '1');
    const none = state({ select: { identifiers: ['nope'] } });
    const plan = await run(['plan'], none);
    expect(plan.code).toBe(1);
    expect(plan.stderr).toContain('/list has none of the selected images: "nope"');
    const explained = await run(['validate', '--explain'], none);
    expect(explained.code).toBe(0);
    expect(explained.stderr).toContain('/list has none of the selected images: "nope"');
  });

  it('a HEPiX list stops pruning when it has no selected image', async () => {
    publish({ a: 'content a' }, '1');
    served.set('/own.img', 'own');
    const images = [{ name: 'own', format: 'raw', source: `${base}/own.img` }];
    await changesOf({ ...state(), images });
    const select = { attributes: { 'sl:arch': 'amd64' } };
    const { code, stdout } = await run(['plan', '--detailed-exitcode'], { ...state({ select }), images });
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('/list has no image selected by sl:arch "amd64"');
    expect(text).toContain('pruned');
    expect(code).toBe(0);
  });

  it('a HEPiX list is opened by its token, which no output shows', async () => {
    publish({ a: 'content a' }, '1');
    const authorization = `Basic ${Buffer.from('sesame42:x-oauth-basic').toString('base64')}`;
    guarded.set('/list', authorization);
    const url = `http://\${RECONCILE_VAR_TOKEN}:x-oauth-basic@${base.slice('http://'.length)}/list`;
    const written = {
      image_lists: [{ url: url.replace(`\${RECONCILE_VAR_TOKEN}`, 'sesame42'), trust: 'none' }],
    };
    const literal = await run(['plan'], written);
    expect(literal.code).toBe(64);
    expect(literal.stderr).toContain(`\${RECONCILE_VAR_TOKEN}`);
    expect(literal.stderr).not.toContain('sesame42');
    const env = { RECONCILE_VAR_TOKEN: 'sesame42' };
    const lists = { image_lists: [{ url, trust: 'none' }] };
    const said = [
      await run(['validate', '--explain', '-vv'], lists, env),
      await run(['validate', '--format', 'json'], undefined, env),
      await run(['validate', '--explain', '--format', 'json'], undefined, env),
      await run(['plan', '-vv', '-o', 'plan.json'], undefined, env),
      await run(['apply', 'plan.json', '-vv'], undefined, env),
      await run(['plan', '-vv'], undefined, { RECONCILE_VAR_TOKEN: 'wrong-token' }),
    ];
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 1]);
    const text = said.map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(text).not.toContain('sesame42');
    expect(text).not.toContain('wrong-token');
    expect(text).not.toContain(authorization.slice('Basic '.length));
  });
});

describe('a simplestreams mirror', () => {
  const path = 'streams/v1/p.json';
  const state = () => ({
    images: [{ name: 'U', format: 'raw', source: { simplestreams: `${base}/`, product: 'p' } }],
  });

  function publish(content: string, more: object = {}): void {
    const described = { md5: hash('md5', content), sha256: hash('sha256', content), size: content.length };
    const item = { ftype: 'disk1.img', path: 'u.img', ...described, ...more };
    const index = { s: { datatype: 'image-downloads', format: 'products:1.0', path, products: ['p'] } };
    const products = { p: { arch: 'amd64', versions: { '20240501': { items: { 'disk1.img': item } } } } };
    served.set('/u.img', content);
    served.set('/streams/v1/index.json', JSON.stringify({ format: 'index:1.0', index }));
    served.set(
      `/${path}`,
      JSON.stringify({ format: 'products:1.0', datatype: 'image-downloads', content_id: 's', products }),
    );
  }

  it.each([
    ['sha256', { sha256: '0'.repeat(64) }, 'given sha256 differs, though md5 agrees'],
    ['size', { size: 7 }, 'given size differs, though md5 and sha256 agree'],
  ])('a mirror that publishes another %s must publish other content', async (_what, false_, why) => {
    publish('the content');
    await changesOf(state());
    publish('the content', false_);
    const { code, stdout } = await run(['apply', '--yes', '--format', 'json'], state());
    expect(code).toBe(1);
    expect(JSON.parse(stdout).changes).toMatchObject([
      { action: 'replace', reason: `content differs: ${why}`, outcome: 'failed' },
    ]);
    publish('the content');
    await planIsEmpty();
  });
});

describe("glance_manager's list of StratusLab identifiers", () => {
  /** Publishes an image, and returns its identifier. */
  function endorse(title: string, version: string, content: string): string {
    const identifier = identifierOf(hash('sha1', content)) ?? '';
    served.set(`/${identifier}.img`, content);
    const described = metadata({
      identifier,
      bytes: String(content.length),
      checksums: [
        ['MD5', hash('md5', content)],
        ['SHA-1', hash('sha1', content)],
      ],
      locations: ['pdisk:near:9445:5f1', `${base}/gone`, `${base}/${identifier}.img`],
      without: ['dcterms:title', 'dcterms:format', 'slterms:version'],
      more: `<dcterms:title>${title}</dcterms:title><slterms:version>${version}</slterms:version>`,
    });
    served.set(`/mp/metadata/${identifier}?media=xml`, wrap(described));
    return identifier;
  }

  const listed = (vmlist: readonly string[], more: object = {}) => ({
    image_lists: [{ vmlist, marketplace: `${base}/mp`, image: { format: 'raw' }, ...more }],
  });

  it('a list of glance_manager has its images created, and replaced by newer versions only', async () => {
    const other = endorse('Other', '1', 'another content');
    const first = endorse('App', '9', 'the first content');
    expect(await changesOf(listed([first, other]))).toMatchObject([
      { name: 'App', action: 'create', outcome: 'done' },
      { name: 'Other', action: 'create', outcome: 'done' },
    ]);
    await planIsEmpty();

    const newer = endorse('App', '10', 'the second content');
    const [change] = await changesOf(listed([newer, other]));
    expect(change).toMatchObject({ name: 'App', action: 'replace', outcome: 'done' });
    expect(change?.fields).toEqual(
      expect.arrayContaining([
        { path: 'properties.mpid', before: first, after: newer },
        { path: 'properties.version', before: '9', after: '10' },
      ]),
    );
    await planIsEmpty();

    const { code, stdout } = await run(['apply', '--yes'], listed([first, other]));
    expect(code).toBe(4);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/version 9\b.*version 10\b/);
  });

  it('a list of glance_manager skips only the image that the marketplace does not know, and reports an unreachable marketplace once', async () => {
    const first = endorse('App', '9', 'the first content');
    const other = endorse('Other', '1', 'another content');
    await changesOf(listed([first, other]));
    const newer = endorse('App', '10', 'the second content');
    const document = served.get(`/mp/metadata/${other}?media=xml`) ?? '';
    served.delete(`/mp/metadata/${other}?media=xml`);
    const one = await run(['apply', '--yes', '--format', 'json'], listed([newer, other]));
    expect(one.code).toBe(4);
    expect(JSON.parse(one.stdout)).toMatchObject({
      unresolved: [{ name: null, message: expect.stringContaining(other) }],
      changes: [{ name: 'App', action: 'replace', outcome: 'done' }],
    });

    const images = [{ name: 'own', format: 'raw', source: `${base}/own.img` }];
    served.set('/own.img', 'own content');
    served.delete(`/mp/metadata/${newer}?media=xml`);
    const both = await run(['apply', '--yes', '--format', 'json'], { ...listed([newer, other]), images });
    expect(both.code).toBe(4);
    expect(JSON.parse(both.stdout)).toMatchObject({
      unresolved: [{ message: expect.stringMatching(/^none of its 2 images can be resolved; the first: /) }],
      changes: [{ name: 'own', action: 'create', outcome: 'done' }],
    });

    served.set(`/mp/metadata/${other}?media=xml`, document);
    endorse('App', '10', 'the second content');
    expect(await changesOf({ ...listed([newer, other]), images })).toMatchObject([
      { name: 'own', action: 'unchanged' },
      { name: 'App', action: 'unchanged' },
      { name: 'Other', action: 'unchanged' },
    ]);
  });

  it('a list of glance_manager may be selected from and named by version, and reports missing identifiers', async () => {
    const [one, two] = [endorse('App', '9', 'the first content'), endorse('App', '10', 'the second content')];
    const both = listed([one, two], { image_name: '{title} {version}' });
    expect((await changesOf(both)).map(({ name }) => name)).toEqual(['App 9', 'App 10']);

    const selected = listed([one], { select: { identifiers: [one, two] } });
    const { stdout } = await run(['plan'], selected);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `the list of StratusLab identifiers does not have "${two}"`,
    );
  });
});
