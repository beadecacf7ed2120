import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropStaged } from '../../src/apply/drop-staged.ts';
import { backupFileName } from '../../src/apply/steps/download-backup.ts';
import { publish as publishStep } from '../../src/apply/steps/publish.ts';
import { recheck, sameContent } from '../../src/apply/steps/recheck.ts';
import { createNameLooks } from '../../src/glance/name-looks.ts';
import { type ImageAttributes, setOperation } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { publish } from '../support/image-server.ts';
import { HOLDING_OLD, live, marked, wanted } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const PINNED = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c11';

async function byHand(attributes: ImageAttributes, bytes = 'new'): Promise<string> {
  const image = await bench.glance.images.create({
    name: 'cirros',
    diskFormat: 'raw',
    containerFormat: 'bare',
    ...attributes,
  });
  await bench.glance.data.upload(image.id, Readable.from([Buffer.from(bytes)]));
  return image.id;
}

describe('staging', () => {
  it('staging fails the change and leaves nothing when Glance refuses it', async () => {
    bench.fault = ({ method, path }) =>
      method === 'POST' && path.endsWith('/images') ? { status: 403, body: 'over quota' } : undefined;
    const result = await bench.reconcile(await bench.imageOf('x'));
    expect(result.error).toMatchObject({ code: 'http-403' });
  });

  it('staging leaves another user’s image with the pinned id alone', async () => {
    const plan = await bench.plan([await bench.imageOf('x', { id: PINNED })]);
    await bench.glance.images.create({ id: PINNED, name: 'theirs' });
    const result = (await bench.apply(plan)).changes[0];
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'http-409' } });
    expect(await bench.glance.images.get(PINNED)).toMatchObject({ name: 'theirs' });
  });

  it('staging leaves another project’s image with the pinned id alone, in spite of our markers on it', async () => {
    const plan = await bench.plan([await bench.imageOf('x', { id: PINNED })]);
    const owner = await bench.project('tenant1');
    await bench.glance.images.create({ id: PINNED, name: 'theirs', owner, properties: marked('staged') });
    const result = (await bench.apply(plan)).changes[0];
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'http-409' } });
    expect(await bench.glance.images.get(PINNED)).toMatchObject({ name: 'theirs', status: 'queued' });
  });
});

describe('uploading', () => {
  it('uploading works without a known length', async () => {
    const publisher = await publish((request, response) => {
      response.writeHead(200);
      if (request.method === 'HEAD') return void response.end();
      response.write('in two ');
      response.end('pieces');
    });
    const image = wanted({ diskFormat: 'raw', digests: {}, source: { kind: 'http', url: publisher.url } });
    const result = await bench.reconcile(image);
    expect(result).toMatchObject({ outcome: 'done', error: null });
    expect(await bench.download(result.imageId ?? '')).toBe('in two pieces');
  });

  it('uploading through the staging area fills the wanted stores', async () => {
    await bench.reconcile(await bench.imageOf('x', { method: 'stage', stores: ['slow', 'fast'] }));
    expect([...((await bench.byRole()).current[0]?.stores ?? [])].sort()).toEqual(['fast', 'slow']);
  });
});

describe('publishing', () => {
  it('publishing leaves only the old image when Glance refuses it', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    bench.fault = ({ method }) => (method === 'PATCH' ? { status: 403, body: 'no' } : undefined);
    const result = await bench.reconcile(await bench.imageOf('new'));
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'http-403' } });
    bench.fault = () => undefined;
    const { current, staged } = await bench.byRole();
    expect([current.map(({ id }) => id), staged]).toEqual([[first.imageId], []]);
  });

  it.each([false, true])(
    'publishing steps back behind an image of a smaller id, protected or not: %s',
    async (isProtected) => {
      const winner = await byHand({
        id: '00000000-0000-4000-8000-000000000000',
        properties: marked('current'),
      });
      const ours = await byHand({
        id: 'f0000000-0000-4000-8000-000000000000',
        name: 'cirros (staged)',
        properties: marked('staged', { [MARKER.run]: 'bench:1:1' }),
      });
      const [change] = (await bench.plan([])).changes;
      const plan = await bench.plan([await bench.imageOf('other')]);
      const base = change ?? plan.changes[0];
      if (!base) throw new Error('no change to start from');
      const state = {
        staged: {
          id: ours,
          sent: null,
          preparedFrom: null,
          validators: null,
          verified: true,
          pending: null,
          created: true,
          pinned: false,
        },
        published: false,
        duplicateId: null as string | null,
      };
      const patch = [
        setOperation('name', 'cirros'),
        setOperation(MARKER.role, 'current'),
        setOperation('protected', isProtected),
      ];
      await publishStep({ kind: 'publish', patch }, {
        plan,
        change: { ...base, name: 'cirros', basis: { images: {}, members: {}, namesakes: [], owners: [] } },
        glance: bench.glance,
        looks: createNameLooks(bench.glance),
        onEvent: () => {},
        state,
      } as unknown as Parameters<typeof publishStep>[1]);
      expect(state).toMatchObject({ duplicateId: winner, staged: null });
      expect(await bench.glance.images.find(ours)).toBeNull();
      expect(await bench.glance.images.get(winner)).toMatchObject({ status: 'active' });
    },
  );

  it('publishing is noticed when both its answer and the first look are lost', async () => {
    let patches = 0;
    let looks = 0;
    bench.fault = ({ method }) => {
      if (method === 'PATCH') patches += 1;
      if (patches < 1) return undefined;
      if (method === 'PATCH') return patches === 1 ? 'lose-answer' : undefined;
      looks += 1;
      return looks === 1 ? { status: 500, body: 'no' } : undefined;
    };
    const result = await bench.reconcile(await bench.imageOf('new'));
    expect(result).toMatchObject({ outcome: 'done', error: null });
    expect(looks).toBeGreaterThan(1);
    expect((await bench.byRole()).current.map(({ id }) => id)).toEqual([result.imageId]);
  });

  it('publishing is left to another run that has published the image that this run took up', async () => {
    const id = await byHand({ properties: marked('current') });
    const [change] = (await bench.plan([await bench.imageOf('other')])).changes;
    const state = {
      staged: {
        id,
        sent: null,
        preparedFrom: null,
        validators: null,
        verified: true,
        pending: null,
        created: false,
        pinned: false,
      },
      published: false,
      duplicateId: null as string | null,
    };
    await recheck({ kind: 'recheck' }, {
      plan: { stack: 'prod' },
      change: { ...change, name: 'cirros', basis: { images: {}, members: {}, namesakes: [], owners: [] } },
      glance: bench.glance,
      looks: createNameLooks(bench.glance),
      onEvent: () => {},
      state,
    } as unknown as Parameters<typeof recheck>[1]);
    expect(state.duplicateId).toBe(id);
    expect(await bench.glance.images.get(id)).toMatchObject({ status: 'active' });
  });

  it('publishing is stale when another run has published other content', async () => {
    const publisher = await publish(async (request, response) => {
      response.writeHead(200, { 'content-length': 4 });
      if (request.method === 'HEAD') return void response.end();
      response.write('our');
      await byHand({ properties: marked('current') }, 'theirs');
      response.end('s');
    });
    const image = wanted({ diskFormat: 'raw', digests: {}, source: { kind: 'http', url: publisher.url } });
    const result = await bench.reconcile(image);
    expect(result).toMatchObject({ outcome: 'stale' });
    const { current, staged } = await bench.byRole();
    expect([current.length, staged.length]).toEqual([1, 0]);
  });
});

describe('the clean-up', () => {
  it('the clean-up keeps a backup that a user has restored', async () => {
    const image = await bench.imageOf('one');
    await bench.reconcile(image);
    const next = await bench.imageOf('two');
    await bench.reconcile(next);
    const [backup] = (await bench.byRole()).backup;
    const plan = await bench.plan([{ ...next, backup: { ...next.backup, keep: 0 } }]);
    expect(plan.changes[0]?.steps).toMatchObject([{ kind: 'delete', reason: 'retention' }]);
    await bench.glance.images.patch(backup?.id ?? '', [setOperation(MARKER.role, 'current')]);
    await bench.apply(plan);
    expect(await bench.glance.images.find(backup?.id ?? '')).not.toBeNull();
  });

  it('the clean-up keeps a leftover that another run has published, with a warning', async () => {
    const id = await byHand({ name: 'cirros (staged)', properties: marked('staged') }, 'leftover');
    const image = await bench.imageOf('wanted');
    const plan = await bench.plan([image]);
    expect(plan.changes[0]?.steps.at(-1)).toMatchObject({ kind: 'delete', reason: 'leftover', id });
    let published: Promise<unknown> | undefined;
    bench.afterResponse = ({ method, path }) => {
      if (method !== 'PUT' || !path.endsWith('/file') || published) return;
      published = bench.glance.images.patch(id, [setOperation(MARKER.role, 'backup')]);
    };
    const result = (await bench.apply(plan)).changes[0];
    await published;
    expect(result?.outcome).toBe('done');
    expect(await bench.glance.images.find(id)).not.toBeNull();
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'warning' }));
  });

  it('the clean-up counts an image that is gone as deleted', async () => {
    expect(await dropStaged(PINNED, bench.glance)).toBe(true);
  });

  it('the clean-up deactivates a replaced image when the file says so', async () => {
    await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    await bench.reconcile({ ...image, backup: { ...image.backup, deactivate: true } });
    expect((await bench.byRole()).backup).toMatchObject([{ status: 'deactivated' }]);
  });
});

describe('the backup copy of replaced data', () => {
  it('the backup copy of replaced data fails the change before publishing when the bytes differ from Glance’s digest', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    bench.fault = ({ method, path }) =>
      method === 'GET' && path.endsWith('/file') ? { status: 200, body: 'odd' } : undefined;
    const result = await bench.reconcile({ ...image, backup: { ...image.backup, directory: bench.folder } });
    expect(result.error?.code).toBe('verification');
    expect((await bench.byRole()).current.map(({ id }) => id)).toEqual([first.imageId]);
  });

  it('the backup copy of replaced data is for its user alone, and the copy that a killed run did not finish is removed', async () => {
    const first = await bench.reconcile(await bench.imageOf('old'));
    const image = await bench.imageOf('new');
    const directory = join(bench.folder, 'copies');
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(join(directory, `cirros ${first.imageId}.raw.0123456789abcdef.partial`), 'half');
    writeFileSync(join(directory, 'mine.partial'), 'mine');
    await bench.reconcile({ ...image, backup: { ...image.backup, directory } });
    const names = readdirSync(directory).sort();
    expect(names).toEqual([expect.stringContaining(String(first.imageId)), 'mine.partial']);
    expect(statSync(join(directory, names[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [{ name: '../../etc/passwd', diskFormat: 'raw' }, '__.._etc_passwd ID.raw'],
    [{ name: null, diskFormat: null }, 'ID.img'],
    [{ name: 'ünïcode'.repeat(60), diskFormat: 'q/2' }, /^.{100,180} ID\.q_2$/],
  ])('the backup copy has a file name without path separators: %j', (image, expected) => {
    const name = backupFileName({ id: 'ID', ...image });
    if (typeof expected === 'string') expect(name).toBe(expected);
    else expect(name).toMatch(expected);
    expect(name).not.toContain('/');
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  });
});

describe('the same content', () => {
  it('the same content is recognised by the multihash, or else by md5 and size', () => {
    expect(sameContent(live(), live())).toBe(true);
    expect(sameContent(live(), live(HOLDING_OLD))).toBe(false);
    const older = (fields = {}) => live({ hashAlgorithm: null, hashValue: null, ...fields });
    expect(sameContent(older(), older())).toBe(true);
    expect(sameContent(older(), older({ size: 1 }))).toBe(false);
    expect(sameContent(older(), older({ checksum: 'f'.repeat(32) }))).toBe(false);
    expect(sameContent(older({ checksum: null }), older({ checksum: null }))).toBe(false);
  });
});
