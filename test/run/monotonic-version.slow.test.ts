import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { runProgram } from '../cli/fake-terminal.ts';
import { imageList } from '../publisher/hepix/lists.ts';
import { openPublishing, type Publishing } from '../support/publishing.ts';

let folder: string;
let sandbox: Sandbox;
let base: string;
let served: Publishing['served'];
let close: Publishing['close'];

beforeEach(async () => {
  ({ folder, sandbox, base, served, close } = await openPublishing());
});
afterEach(() => close());

const hash = (algorithm: string, content: string) => createHash(algorithm).update(content).digest('hex');

/** Expiration dates of images, or of the whole list; by default in the far future. */
interface Expiry {
  readonly list?: string;
  readonly images?: Readonly<Record<string, string>>;
}
const PAST = '2020-01-01T00:00:00Z';

/** Publishes a list of images; the content of each image is its name. */
function issue(
  version: string,
  names: readonly string[],
  expiry: Expiry = {},
  more: Readonly<Record<string, string>> = {},
): void {
  const listed = names.map((name) => {
    served.set(`/${name}.img`, name);
    const expires = expiry.images?.[name];
    return {
      'dc:identifier': name,
      'dc:title': name,
      'hv:size': name.length,
      'hv:uri': `${base}/${name}.img`,
      'hv:version': '1',
      'hv:format': 'raw',
      'sl:checksum:sha512': hash('sha512', name),
      ...(expires === undefined ? {} : { 'dc:date:expires': expires }),
    };
  });
  const list = {
    'dc:identifier': 'site',
    'dc:date:created': '2019-01-01T00:00:00Z',
    'hv:version': version,
    'hv:uri': `${base}/list`,
    'dc:date:expires': expiry.list ?? '2999-01-01T00:00:00Z',
    ...more,
  };
  served.set('/list', imageList(list, listed));
}

/** Writes a state file with a list and an image of its own. */
function writeState(entry: object = {}, prune = 'delete', more: object = {}): void {
  served.set('/own.img', 'own');
  const images = [{ name: 'own', format: 'raw', source: `${base}/own.img` }];
  const image_lists = [{ url: `${base}/list`, trust: 'none', ...entry }];
  const server = { name: 'test', reconcile: { prune }, images, image_lists, ...more };
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server } }));
}

interface Outcome {
  readonly code: number;
  readonly changes: readonly string[];
  readonly unresolved: readonly { readonly list: string | null; readonly message: string }[];
}

async function apply(): Promise<Outcome> {
  const { code, stdout, stderr } = await runProgram(['apply', '--yes', '--format', 'json'], {
    cwd: folder,
    env: { ...sandbox.env },
  });
  expect(stderr).not.toMatch(/^error/m);
  const { changes, unresolved = [] } = JSON.parse(stdout);
  const actions = changes.map(({ name, action }: Record<string, string>) => `${name} ${action}`);
  return { code, changes: actions, unresolved };
}

/** Expects that only the images of the replayed list are skipped. */
async function isRefused(versions: readonly string[]): Promise<void> {
  const { code, changes, unresolved } = await apply();
  expect(changes).toEqual(['own unchanged']);
  expect(code).toBe(4);
  expect(unresolved).toMatchObject([{ list: `${base}/list`, message: expect.stringContaining('version') }]);
  for (const version of versions) expect(unresolved[0]?.message).toContain(`version "${version}"`);
}

describe('an older list that is served again', () => {
  it.each([
    ['prune', 'delete'],
    ['prune', 'hide'],
    ['delete', 'never'],
    ['hide', 'delete'],
    ['deactivate', 'delete'],
    ['keep', 'delete'],
  ])('an expired older list changes no image (expired: %s, prune: %s)', async (expired, prune) => {
    writeState({ expired }, prune);
    issue('5', ['a', 'b']);
    expect(await apply()).toMatchObject({ code: 0 });
    issue('4', ['a', 'b'], { list: PAST });
    await isRefused(['4', '5']);
    issue('5', ['a', 'b']);
    expect(await apply()).toMatchObject({
      code: 0,
      changes: ['own unchanged', 'a unchanged', 'b unchanged'],
    });
  });

  it('an older list is refused when it does not yet have the selected image', async () => {
    writeState({ select: { identifiers: ['b'] } });
    issue('5', ['a', 'b']);
    await apply();
    issue('4', ['a']);
    await isRefused(['4', '5']);
  });

  it.each(['hide', 'deactivate', 'delete'])(
    'an older list is refused when it calls a valid image expired (expired: %s)',
    async (expired) => {
      writeState({ expired });
      issue('5', ['a', 'b']);
      await apply();
      issue('4', ['a', 'b'], { images: { a: PAST } });
      await isRefused(['4', '5']);
    },
  );

  it.each(['hide', 'deactivate'])(
    'an older list is refused when it would bring an expired image back (expired: %s)',
    async (expired) => {
      writeState({ expired });
      issue('4', ['a']);
      await apply();
      issue('5', ['a'], { images: { a: PAST } });
      expect(await apply()).toMatchObject({ code: 0, changes: ['own unchanged', 'a update'] });
      issue('4', ['a']);
      await isRefused(['4', '5']);
      issue('6', ['a']);
      expect(await apply()).toMatchObject({ code: 0, changes: ['own unchanged', 'a update'] });
      // The list that brought the image back is recorded as well.
      issue('5', ['a'], { images: { a: PAST } });
      await isRefused(['5', '6']);
    },
  );

  it('an older list stops an image of the state file that comes from it', async () => {
    const source = { hepix: `${base}/list`, trust: 'none', identifier: 'a' };
    writeState({}, 'delete', {
      images: [
        { name: 'mine', source },
        { name: 'own', format: 'raw', source: `${base}/own.img` },
      ],
      image_lists: [],
    });
    issue('5', ['a']);
    expect(await apply()).toMatchObject({ code: 0, changes: ['mine create', 'own create'] });
    issue('4', ['a'], { list: PAST });
    expect(await apply()).toMatchObject({
      code: 4,
      changes: ['own unchanged'],
      unresolved: [{ name: 'mine' }],
    });
  });
});

describe('another list of the same endorser at the same address', () => {
  const another = (version: string) => issue(version, ['z'], {}, { 'dc:identifier': 'another' });

  beforeEach(async () => {
    writeState();
    issue('5', ['a', 'b']);
    await apply();
  });

  it('another list of the same endorser at the same address is refused, and the images of the first list stay', async () => {
    another('1');
    const { code, changes, unresolved } = await apply();
    expect(code).toBe(4);
    expect(changes).toEqual(['own unchanged']);
    expect(unresolved).toMatchObject([
      {
        list: `${base}/list`,
        message: expect.stringMatching(/"another".*"site"/),
        hint: expect.stringContaining('identifier: "another"'),
      },
    ]);
  });

  it('another list of the same endorser at the same address is accepted when the state file gives its identifier', async () => {
    another('1');
    writeState({ identifier: 'another' });
    expect(await apply()).toMatchObject({
      code: 0,
      changes: ['own unchanged', 'z create', 'a delete', 'b delete'],
    });
  });

  it('another list of the same endorser at the same address is accepted as a second list beside the first', async () => {
    served.set('/first', served.get('/list') ?? '');
    another('1');
    const lists = ['first', 'list'].map((path) => ({ url: `${base}/${path}`, trust: 'none' }));
    writeState({}, 'delete', { image_lists: lists });
    expect(await apply()).toMatchObject({ code: 0 });
  });
});

describe('a simplestreams mirror', () => {
  const PRODUCT = 'org.example:small:1:amd64';

  function publish(version: string, content: string): void {
    const file = {
      path: 'small.img',
      ftype: 'disk.img',
      size: content.length,
      sha256: hash('sha256', content),
    };
    const products = {
      [PRODUCT]: { arch: 'amd64', versions: { [version]: { items: { 'disk.img': file } } } },
    };
    const documents = {
      'streams/v1/index.json': {
        format: 'index:1.0',
        index: { stream: { format: 'products:1.0', path: 'streams/v1/products.json', products: [PRODUCT] } },
      },
      'streams/v1/products.json': { format: 'products:1.0', content_id: 'stream', products },
    };
    for (const [path, document] of Object.entries(documents)) put(path, JSON.stringify(document));
    put('small.img', content);
  }

  function put(path: string, content: string): void {
    mkdirSync(dirname(join(folder, 'mirror', path)), { recursive: true });
    writeFileSync(join(folder, 'mirror', path), content);
  }

  const state = (more: object = {}) =>
    writeState({}, 'delete', {
      images: [
        { name: 'own', format: 'raw', source: `${base}/own.img` },
        {
          name: 'small',
          format: 'raw',
          source: { simplestreams: join(folder, 'mirror'), product: PRODUCT, ...more },
        },
      ],
      image_lists: [],
    });

  it('a simplestreams mirror is refused with an older version, unless the state file names the version', async () => {
    state();
    publish('20240102', 'the second one');
    expect(await apply()).toMatchObject({ code: 0, changes: ['own create', 'small create'] });
    publish('20240101', 'the first one');
    expect(await apply()).toMatchObject({
      code: 4,
      changes: ['own unchanged'],
      unresolved: [
        {
          name: 'small',
          message: expect.stringMatching(/version 20240101, .*version 20240102/),
          hint: expect.stringContaining('`version: "20240101"` in its source'),
        },
      ],
    });
    state({ version: '20240101' });
    expect(await apply()).toMatchObject({ code: 0, changes: ['own unchanged', 'small replace'] });
    state();
    publish('20240103', 'the third one');
    expect(await apply()).toMatchObject({ code: 0, changes: ['own unchanged', 'small replace'] });
  });
});
