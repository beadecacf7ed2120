import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { Image } from '../../src/model/image.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { type Connection, connect } from '../../src/openstack/connect.ts';
import { imageOf, readEvent } from '../../src/publisher/vmcatcher/event.ts';
import { type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
let connection: Connection;
let glance: Glance;
let requests: ObservedRequest[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-vmcatcher-'));
  mkdirSync(join(folder, 'endorsed'));
  requests = [];
  sandbox = await startSandbox({ onRequest: (request) => requests.push(request) });
  connection = await connect({
    reference: {},
    env: sandbox.env,
    cwd: folder,
    home: folder,
    secrets: new Secrets(),
  });
  glance = new Glance(connection.image);
});
afterEach(async () => {
  await connection.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const LIST = '76fdee70-8119-5d33-8f40-3c57e1c60df1';
const ONE = 'c0482bc2-0000-4000-8000-000000000001';
const TWO = 'c0482bc2-0000-4000-8000-000000000002';

interface Endorsed {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  readonly content: string;
}

const FIRST: Endorsed = { identifier: ONE, title: 'Scientific Linux 6', version: '1', content: 'sl6 of May' };
const SECOND: Endorsed = { identifier: TWO, title: 'Ubuntu 14.04', version: '7', content: 'trusty' };

/** The variables that vmcatcher sets for an image, without the empty ones. */
function variables({ identifier, title, version, content }: Endorsed): Record<string, string> {
  return {
    VMCATCHER_EVENT_DC_IDENTIFIER: identifier,
    VMCATCHER_EVENT_DC_TITLE: title,
    VMCATCHER_EVENT_DC_DESCRIPTION: 'an appliance',
    VMCATCHER_EVENT_HV_HYPERVISOR: 'KVM',
    VMCATCHER_EVENT_HV_FORMAT: 'RAW',
    VMCATCHER_EVENT_HV_VERSION: version,
    VMCATCHER_EVENT_HV_SIZE: String(Buffer.byteLength(content)),
    VMCATCHER_EVENT_HV_URI: `https://token:secret-of-the-list@images.example/${identifier}`,
    VMCATCHER_EVENT_SL_CHECKSUM_SHA512: createHash('sha512').update(content).digest('hex'),
    VMCATCHER_EVENT_SL_ARCH: 'x86_64',
    VMCATCHER_EVENT_IL_DC_IDENTIFIER: LIST,
    VMCATCHER_EVENT_VO: 'fedcloud.egi.eu',
    VMCATCHER_EVENT_FILENAME: identifier,
  };
}

function state(settings = '{}', more = ''): void {
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance:\n  server:\n    name: site\n    vmcatcher: ${settings}\n${more}`,
  );
}

function endorse({ identifier, content }: Endorsed): void {
  writeFileSync(join(folder, 'endorsed', identifier), content);
}

function event(type: string, about: Record<string, string> = {}, ...args: string[]): Promise<Outcome> {
  return runProgram(['vmcatcher', ...args], {
    cwd: folder,
    env: {
      ...sandbox.env,
      VMCATCHER_CACHE_DIR_CACHE: join(folder, 'endorsed'),
      VMCATCHER_EVENT_TYPE: type,
      ...about,
    },
  });
}

/** Calls the hook for every event of a run of vmcatcher_cache, in order. Every call must exit with 0. */
async function play(expired: readonly Endorsed[], available: readonly Endorsed[]): Promise<void> {
  const events: (readonly [string, Endorsed | null])[] = [
    ['ProcessPrefix', null],
    ...expired.flatMap((image) => [['ExpirePrefix', image] as const, ['ExpirePostfix', image] as const]),
    ...available.flatMap((image) => [
      ['AvailablePrefix', image] as const,
      ['AvailablePostfix', image] as const,
    ]),
    ['ProcessPostfix', null],
  ];
  for (const [type, image] of events) {
    if (image && type === 'AvailablePostfix') endorse(image);
    const { code, stderr } = await event(type, image ? variables(image) : {});
    expect(code, `${type}: ${stderr}`).toBe(0);
  }
}

async function images(): Promise<readonly Image[]> {
  const found: Image[] = [];
  for (const hidden of [false, true]) {
    for await (const image of glance.images.list({ hidden, visibility: 'all' })) found.push(image);
  }
  return found;
}

/** Names of the published images, whether they are hidden, and the number of backups. */
async function shown(): Promise<unknown> {
  const all = await images();
  const role = (image: Image) => image.properties['owner_specified.reconcile.role'];
  const published = all.filter((image) => role(image) === 'current');
  return {
    published: published.map(({ name, hidden, size }) => ({ name, hidden, size })).toSorted(byName),
    backups: all.filter((image) => role(image) === 'backup').length,
    staged: all.filter((image) => role(image) === 'staged').length,
  };
}

function byName(a: { name: string | null }, b: { name: string | null }): number {
  return (a.name ?? '') < (b.name ?? '') ? -1 : 1;
}

const changing = () =>
  requests.filter(({ service, method }) => service === 'image' && !['GET', 'HEAD'].includes(method)).length;

describe('AvailablePostfix', () => {
  it('AvailablePostfix makes the image from the cache, with the attributes of its list as vmcatcher’s handlers wrote them', async () => {
    state('{image: {public: true, properties: {hw_disk_bus: virtio}}}');
    endorse(FIRST);
    const { code, stderr, stdout } = await event('AvailablePostfix', variables(FIRST));
    expect(code, stderr).toBe(0);
    const [image] = await images();
    expect(image).toMatchObject({
      name: 'Scientific Linux 6',
      status: 'active',
      visibility: 'public',
      diskFormat: 'raw',
      hashValue: createHash('sha512').update(FIRST.content).digest('hex'),
    });
    expect(image?.properties).toMatchObject({
      vmcatcher_event_type: 'AvailablePostfix',
      vmcatcher_event_dc_identifier: ONE,
      vmcatcher_event_il_dc_identifier: LIST,
      vmcatcher_event_vo: 'fedcloud.egi.eu',
      vmcatcher_event_sl_comments: 'undefined',
      hw_disk_bus: 'virtio',
    });
    expect(JSON.stringify(image) + stdout + stderr).not.toContain('secret-of-the-list');
  });

  it('AvailablePostfix replaces the image of an earlier version, also with another title, and keeps it as a backup', async () => {
    state();
    await play([], [FIRST]);
    const [before] = await images();
    const newer = { ...FIRST, title: 'Scientific Linux 6.1', version: '2', content: 'sl6 of June' };
    await play([], [newer]);
    expect(await shown()).toEqual({
      published: [{ name: 'Scientific Linux 6.1', hidden: false, size: 11 }],
      backups: 1,
      staged: 0,
    });
    expect(await glance.images.get(before?.id ?? '')).toMatchObject({ hidden: true, visibility: 'private' });
  });

  it('AvailablePostfix changes no other image: images of the file, of other events and of other users stay', async () => {
    state(
      '{}',
      '    reconcile: {prune: delete}\n    images:\n      - {name: listed, source: /none, format: raw}\n',
    );
    await glance.images.create({ name: 'of another user' });
    await play([], [SECOND]);
    const before = await images();
    endorse(FIRST);
    expect((await event('AvailablePostfix', variables(FIRST))).code).toBe(0);
    const after = await images();
    expect(after.filter(({ id }) => before.some((image) => image.id === id)).toSorted(byName)).toEqual(
      before.toSorted(byName),
    );
    expect(after).toHaveLength(before.length + 1);
  });

  it('AvailablePostfix makes an image that a plan of the file with `prune` does not touch', async () => {
    state('{}', '    reconcile: {prune: delete}\n');
    await play([], [FIRST]);
    const { code } = await runProgram(['apply', '--yes', '--allow-empty'], {
      cwd: folder,
      env: { ...sandbox.env },
    });
    expect(code).toBe(0);
    expect(await shown()).toMatchObject({ published: [{ name: FIRST.title, hidden: false }] });
  });

  it('AvailablePostfix refuses a file without the endorsed digest, and keeps the published image', async () => {
    state();
    await play([], [FIRST]);
    const newer = { ...FIRST, version: '2', content: 'sl6 of June' };
    writeFileSync(join(folder, 'endorsed', ONE), 'sl6 of Jul!');
    const { code } = await event('AvailablePostfix', variables(newer));
    expect(code).not.toBe(0);
    expect(await shown()).toEqual({
      published: [{ name: FIRST.title, hidden: false, size: 10 }],
      backups: 0,
      staged: 0,
    });
  });

  it('AvailablePostfix names images with the template, and reports a missing attribute', async () => {
    state('{image_name: "{dc:title} ({hv:version})", cache: endorsed, properties: none}');
    endorse(FIRST);
    expect((await event('AvailablePostfix', variables(FIRST))).code).toBe(0);
    expect(await shown()).toMatchObject({ published: [{ name: 'Scientific Linux 6 (1)' }] });
    const [image] = await images();
    const written = Object.keys(image?.properties ?? {}).filter((key) => !key.startsWith('owner_specified.'));
    expect(written).toEqual(['vmcatcher_event_dc_identifier']);

    const { VMCATCHER_EVENT_HV_VERSION: _version, ...without } = variables(FIRST);
    const { code, stderr } = await event('AvailablePostfix', without);
    expect(code).toBe(64);
    expect(stderr).toContain('hv:version');
  });
});

describe('ExpirePostfix', () => {
  it.each([
    ['hide', { hidden: true, status: 'active' }],
    ['deactivate', { hidden: false, status: 'deactivated' }],
    ['keep', { hidden: false, status: 'active' }],
  ])('ExpirePostfix with expired: %s does that to the image', async (expired, expected) => {
    state(`{expired: ${expired}}`);
    await play([], [FIRST, SECOND]);
    expect((await event('ExpirePostfix', variables(FIRST))).code).toBe(0);
    const all = await images();
    expect(all.find(({ name }) => name === FIRST.title)).toMatchObject(expected);
    expect(all.find(({ name }) => name === SECOND.title)).toMatchObject({ hidden: false, status: 'active' });

    await play([], [FIRST]);
    expect((await images()).find(({ name }) => name === FIRST.title)).toMatchObject({
      hidden: false,
      status: 'active',
    });
  });

  it('ExpirePostfix with expired: delete deletes the backups of the image too, and no other image', async () => {
    state('{expired: delete}');
    await play([], [FIRST, SECOND, { ...FIRST, version: '2', content: 'sl6 of June' }]);
    expect(await shown()).toMatchObject({ backups: 1 });
    // The README of vmcatcher spells the event like this.
    expect((await event('ExpirePosfix', variables(FIRST))).code).toBe(0);
    expect(await shown()).toEqual({
      published: [{ name: SECOND.title, hidden: false, size: 6 }],
      backups: 0,
      staged: 0,
    });
  });

  it.each(['keep', 'hide', 'deactivate', 'delete'])(
    'ExpirePostfix makes way for another endorser’s image with the same title (%s)',
    async (expired) => {
      state(`{expired: ${expired}}`);
      await play([], [FIRST]);
      const other: Endorsed = { ...FIRST, identifier: TWO, content: 'sl6 of another endorser' };
      await play([FIRST], [other]);
      const once = await shown();
      expect(once).toMatchObject({ published: [{ name: FIRST.title, hidden: false, size: 23 }] });
      await play([FIRST], [other]);
      expect(await shown()).toEqual(once);

      endorse({ ...FIRST, content: 'sl6 back again' });
      const { code, stdout } = await event(
        'AvailablePostfix',
        variables({ ...FIRST, content: 'sl6 back again' }),
      );
      expect(code).toBe(3);
      expect(stdout.replace(/\s+/g, ' ')).toContain(TWO);
    },
  );

  it('ExpirePostfix with expired: keep removes its note when the image is published again', async () => {
    state('{expired: keep}');
    await play([], [FIRST]);
    const before = await images();
    await play([FIRST], [FIRST]);
    const [after] = await images();
    expect(after?.properties).toEqual(before[0]?.properties);
  });

  it('ExpirePostfix of an unknown image changes nothing', async () => {
    state('{expired: delete}');
    expect((await event('ExpirePostfix', variables(FIRST))).code).toBe(0);
    expect(changing()).toBe(0);
  });
});

describe('all events of vmcatcher_cache, twice', () => {
  it.each(['hide', 'deactivate', 'delete', 'keep'])(
    'a repeated run of all events leaves what it left the first time (%s)',
    async (expired) => {
      state(`{expired: ${expired}}`);
      await play([], [FIRST, SECOND]);
      const newer = { ...FIRST, version: '2', content: 'sl6 of June' };
      await play([FIRST, SECOND], [newer]);
      const once = await shown();
      await play([FIRST, SECOND], [newer]);
      expect(await shown()).toEqual(once);
    },
  );
});

describe('an event that concerns no image', () => {
  it.each(['ProcessPrefix', 'ProcessPostfix', 'ExpirePrefix', 'AvailablePrefix', 'SubscriptionImageNew'])(
    'an event %s exits with 0 and writes one line, without a request to a service',
    async (type) => {
      const { code, stdout, stderr } = await event(type, {}, '-f', 'not-even-there.yaml');
      expect([code, stdout, stderr]).toEqual([0, '', `vmcatcher: ${type}: nothing to do\n`]);
      expect(requests).toEqual([]);
    },
  );

  it('an event that concerns no image exits with 0 and a warning when reconcile does not know it', async () => {
    const { code, stderr } = await event('ImageAdored\u001b[31m');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: .*ImageAdored/);
    expect(stderr).not.toContain('\u001b[31m');
  });
});

describe('an incomplete event', () => {
  const faultOf = (env: Record<string, string>): string => {
    try {
      readEvent(env);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  it('an incomplete event is reported with its missing variables', () => {
    expect(faultOf({})).toContain('VMCATCHER_EVENT_TYPE');
    expect(faultOf({ VMCATCHER_EVENT_TYPE: 'ExpirePostfix' })).toContain('VMCATCHER_EVENT_DC_IDENTIFIER');
    expect(
      faultOf({ VMCATCHER_EVENT_TYPE: 'AvailablePostfix', VMCATCHER_EVENT_DC_IDENTIFIER: ONE }),
    ).toContain('VMCATCHER_EVENT_HV_SIZE, VMCATCHER_EVENT_SL_CHECKSUM_SHA512');
  });

  it.each([
    [{ VMCATCHER_EVENT_FILENAME: '../../etc/shadow' }, 'FILENAME'],
    [{ VMCATCHER_EVENT_FILENAME: '..' }, 'FILENAME'],
    [{ VMCATCHER_EVENT_DC_TITLE: 'two\nlines' }, 'control characters'],
    [{ VMCATCHER_EVENT_HV_SIZE: '0x10' }, 'HV_SIZE'],
    [{ VMCATCHER_EVENT_SL_CHECKSUM_SHA512: 'abc' }, 'SHA512'],
    [{ VMCATCHER_CACHE_DIR_CACHE: '' }, 'VMCATCHER_CACHE_DIR_CACHE'],
    [{ VMCATCHER_CACHE_DIR_CACHE: 'endorsed' }, 'not an absolute path'],
  ])('an incomplete event with %j exits with 64', async (wrong, word) => {
    state();
    const { code, stderr } = await event('AvailablePostfix', { ...variables(FIRST), ...wrong });
    expect([code, changing()]).toEqual([64, 0]);
    expect(stderr).toContain(word);
  });

  it('an incomplete event is refused like a state file without a vmcatcher section', async () => {
    writeFileSync(join(folder, 'glance.yaml'), 'glance: {server: {name: site, images: []}}\n');
    const { code, stderr } = await event('AvailablePostfix', variables(FIRST));
    expect(code).toBe(64);
    expect(stderr).toContain('glance.server.vmcatcher');
  });

  it('an incomplete event cannot name a file outside the cache', () => {
    const settings = {
      at: { file: 'glance.yaml', line: 1, column: 1 },
      name: null,
      properties: 'vmcatcher',
      expired: 'hide',
      cache: '/cache',
      image: { name: '' },
    } as unknown as Parameters<typeof imageOf>[1];
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('.', '..', '/', '../x', 'a/b', 'a\0b')), (name) => {
        const env = {
          ...variables(FIRST),
          VMCATCHER_EVENT_TYPE: 'AvailablePostfix',
          VMCATCHER_EVENT_FILENAME: name,
        };
        const read = readEvent(env);
        if (read.kind !== 'available') throw new Error('no event');
        try {
          const { source } = imageOf(read.attributes, settings, env);
          expect(source).toMatchObject({ kind: 'file', path: `/cache/${name || ONE}` });
          expect(name).not.toMatch(/[/\0]/);
        } catch (error) {
          expect((error as { code?: string }).code).toBe('usage');
        }
      }),
    );
  });
});
