import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../src/model/desired.ts';
import type { Algorithm, Digests } from '../../src/model/digest.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER, SDK_DIGEST } from '../../src/model/marker.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { digest } from '../support/digest.ts';
import { publish } from '../support/image-server.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const OLD = 'the old build';
const NEW = 'the new build';

/** The digests of a content, as a file gives them. */
const given = (content: string, algorithms: readonly Algorithm[]): Digests =>
  Object.fromEntries(algorithms.map((algorithm) => [algorithm, digest(algorithm, content)]));

/** An entry whose source serves the content over HTTP. */
async function entry(content: string, fields: Partial<DesiredImage> = {}): Promise<DesiredImage> {
  const { url } = await publish(content);
  return bench.imageOf(content, { source: { kind: 'http', url }, version: '2', ...fields });
}

/** How the live image came to be: Glance knows md5 and sha512 of its data in each case. */
const UPLOADED = {
  'by hand': (content: string) => byHand(content, {}),
  'by openstack image create': (content: string) =>
    byHand(content, { [SDK_DIGEST.md5]: '', [SDK_DIGEST.sha256]: '', [SDK_DIGEST.object]: 'images/cirros' }),
  'by this stack': async (content: string) => {
    const image = await bench.imageOf(content, { version: '1' });
    const { imageId } = await bench.reconcile(image);
    return bench.glance.images.get(imageId ?? '');
  },
} as const;

const named = (name: string, content: string) => byHand(content, {}, name);

async function byHand(
  content: string,
  properties: Readonly<Record<string, string>>,
  name = 'cirros',
): Promise<Image> {
  const image = await bench.glance.images.create({
    name,
    diskFormat: 'raw',
    containerFormat: 'bare',
    properties: { ...properties, version: '1' },
  });
  await bench.glance.data.upload(image.id, Readable.from([Buffer.from(content)]));
  return bench.glance.images.get(image.id);
}

const readBacks = () => bench.requests.filter((request) => /^GET .*\/file$/.test(request)).length;

/** The content that the name leads to, and the version that its image claims. */
async function published(): Promise<readonly [content: string, version: string | undefined]> {
  const { current } = await bench.byRole();
  expect(current).toHaveLength(1);
  const [image] = current;
  return [await bench.download(image?.id ?? ''), image?.properties[MARKER.version]];
}

describe.each(['by hand', 'by openstack image create'] as const)('an image that was uploaded %s', (who) => {
  describe.each<readonly Algorithm[][]>([[['sha256']], [['sha1']], [['sha224', 'sha384']]])(
    'and is given by %s',
    (algorithms) => {
      it('stays, with the new labels, when its bytes agree', async () => {
        const live = await UPLOADED[who](NEW);
        const image = await entry(NEW, { digests: given(NEW, algorithms) });
        const plan = await bench.plan([image]);
        expect(plan.changes).toMatchObject([{ action: 'verify', imageId: live.id }]);
        expect(plan.summary).toMatchObject({ verify: 1, bytes: 0 });

        bench.forget();
        expect((await bench.apply(plan)).changes).toMatchObject([{ outcome: 'done', imageId: live.id }]);
        expect(readBacks()).toBe(1);
        expect(await published()).toEqual([NEW, '2']);
        expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged', warnings: [] }]);
      });

      it('is replaced, and becomes the backup, when its bytes differ', async () => {
        const live = await UPLOADED[who](OLD);
        const image = await entry(NEW, { digests: given(NEW, algorithms) });
        const result = await bench.reconcile(image);

        expect(result).toMatchObject({ action: 'verify', outcome: 'done' });
        expect(result.imageId).not.toBe(live.id);
        expect(await published()).toEqual([NEW, '2']);
        expect((await bench.byRole()).backup).toMatchObject([{ id: live.id }]);
        expect(await bench.download(live.id)).toBe(OLD);
        expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged', warnings: [] }]);
      });

      it('is replaced without a comparison when a given size tells that it differs', async () => {
        await UPLOADED[who](OLD);
        const image = await entry('longer than the old build', {
          digests: given('longer than the old build', algorithms),
          size: 25,
        });
        expect((await bench.plan([image])).changes).toMatchObject([{ action: 'replace' }]);
      });
    },
  );
});

describe('an image that this stack uploaded, and whose digest is given by an algorithm that nobody recorded', () => {
  it('is compared once, and what was learnt is recorded', async () => {
    const live = await UPLOADED['by this stack'](NEW);
    const image = await entry(NEW, { digests: given(NEW, ['sha1']) });
    expect(await bench.reconcile(image)).toMatchObject({ action: 'verify', imageId: live.id });
    const { properties } = await bench.glance.images.get(live.id);
    expect(properties[MARKER.digests]).toBe(`sha1:${digest('sha1', NEW)}`);
    expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it('is replaced when its bytes differ', async () => {
    await UPLOADED['by this stack'](OLD);
    const image = await entry(NEW, { digests: given(NEW, ['sha1']) });
    expect(await bench.reconcile(image)).toMatchObject({ action: 'verify', outcome: 'done' });
    expect(await published()).toEqual([NEW, '2']);
  });
});

describe('an adoption by sha512 with a sha256 beside it', () => {
  it('records the sha256, so that the next build is replaced without a comparison', async () => {
    const live = await UPLOADED['by hand'](OLD);
    const image = await entry(OLD, { digests: given(OLD, ['sha256', 'sha512']) });
    expect(await bench.reconcile(image)).toMatchObject({ action: 'adopt', imageId: live.id });
    expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged' }]);

    const next = await entry(NEW, { digests: given(NEW, ['sha256']) });
    expect((await bench.plan([next])).changes).toMatchObject([{ action: 'replace' }]);
  });
});

describe('a comparison that may not end in a replacement', () => {
  it('a pinned image whose bytes differ fails, and says why', async () => {
    const live = await UPLOADED['by hand'](OLD);
    const image = await entry(NEW, { id: live.id, digests: given(NEW, ['sha256']) });
    const result = await bench.reconcile(image);
    expect(result).toMatchObject({ action: 'verify', outcome: 'failed', error: { code: 'refused' } });
    const { name, properties } = await bench.glance.images.get(live.id);
    expect(name).toBe('cirros');
    expect(properties).not.toHaveProperty(MARKER.version);
  });

  it('a pinned image whose bytes agree is adopted', async () => {
    const live = await UPLOADED['by hand'](NEW);
    const image = await entry(NEW, { id: live.id, digests: given(NEW, ['sha256']) });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', imageId: live.id });
    expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it('`max_replaces` counts a comparison as a replacement', async () => {
    await UPLOADED['by hand'](OLD);
    const image = await entry(NEW, { digests: given(NEW, ['sha256']) });
    const plan = await bench.plan([image], { settings: { maxReplaces: { count: 0 } } });
    expect(plan.changes).toMatchObject([{ action: 'verify', blockedBy: [{ code: 'guard' }] }]);
  });

  it('`prevent_replace` lets reconcile compare, and keeps the image when its bytes differ', async () => {
    const live = await UPLOADED['by hand'](OLD);
    const image = await entry(NEW, { preventReplace: true, digests: given(NEW, ['sha256']) });
    expect(await bench.reconcile(image)).toMatchObject({ outcome: 'failed', error: { code: 'refused' } });
    expect(await bench.download(live.id)).toBe(OLD);
  });
});

describe('a local file, whose bytes the plan hashes itself', () => {
  const file = (content: string, digests: Digests) => bench.imageOf(content, { digests, version: '2' });

  it('tells without a comparison that the image holds the wanted bytes', async () => {
    await UPLOADED['by hand'](NEW);
    const image = await file(NEW, given(NEW, ['sha1']));
    expect(await bench.reconcile(image)).toMatchObject({ action: 'adopt', outcome: 'done' });
    expect(await published()).toEqual([NEW, '2']);
    expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it('tells nothing when it does not have the given digest: the live bytes are held to that', async () => {
    await UPLOADED['by hand'](OLD);
    // The file is what the cloud has, and the given digest is that of another build.
    const plan = await bench.plan([await file(OLD, given(NEW, ['sha256']))]);
    expect(plan.changes).toMatchObject([{ action: 'verify' }]);
    expect(plan.changes[0]?.steps[0]).toMatchObject({ kind: 'compare', read: 'image' });
    expect((await bench.apply(plan)).changes).toMatchObject([
      {
        outcome: 'failed',
        error: { code: 'refused', message: expect.stringContaining('does not have the given digest') },
      },
    ]);
    expect((await bench.byRole()).current.map(({ properties }) => properties[MARKER.version])).not.toContain(
      '2',
    );
  });
});

it('an image whose data Glance refuses to give is compared by its source', async () => {
  const live = await UPLOADED['by hand'](NEW);
  const image = await entry(NEW, { digests: given(NEW, ['sha256']) });
  bench.fault = ({ method, path }) =>
    method === 'GET' && path.endsWith(`${live.id}/file`) ? { status: 403, body: 'Forbidden' } : undefined;
  expect(await bench.reconcile(image)).toMatchObject({ action: 'verify', outcome: 'done', imageId: live.id });
  expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged' }]);
});

it('an image without data differs from every content', async () => {
  const live = await UPLOADED['by hand']('');
  expect(await bench.glance.images.get(live.id)).toMatchObject({ status: 'active', size: 0 });
  expect(await bench.reconcile(await entry(NEW, { digests: given(NEW, ['sha256']) }))).toMatchObject({
    action: 'verify',
    outcome: 'done',
  });
  expect(await published()).toEqual([NEW, '2']);
});

it('a deactivated image without a source to compare it by stays as it is, and gets its other fields', async () => {
  const live = await UPLOADED['by hand'](NEW);
  await bench.glance.images.deactivate(live.id);
  const { source: _source, ...image } = await entry(NEW, {
    status: 'active',
    properties: { os_distro: 'debian' },
    digests: given(NEW, ['sha256']),
  });
  expect(await bench.reconcile(image)).toMatchObject({ outcome: 'done', imageId: live.id });
  expect(await bench.glance.images.get(live.id)).toMatchObject({
    status: 'active',
    properties: { os_distro: 'debian' },
  });
});

it('a digest that was given decides, although the server sends the recorded ETag', async () => {
  const { url } = await publish(OLD);
  const source = { kind: 'http', url } as const;
  await bench.reconcile(await bench.imageOf(OLD, { source, digests: given(OLD, ['sha512']) }));
  const image = await bench.imageOf(OLD, { source, digests: given(OLD, ['sha1']), version: '2' });
  expect((await bench.plan([image])).changes).toMatchObject([{ action: 'verify' }]);
});

it('an image follows the kernel that it refers to, when the kernel is replaced and its own bytes agree', async () => {
  const kernel = await entry(NEW, { name: 'kernel', digests: given(NEW, ['sha256']) });
  const machine = await entry(OLD, {
    digests: given(OLD, ['sha256']),
    references: { kernel_id: { image: 'kernel' } },
  });
  const old = await named('kernel', OLD);
  const live = await named('cirros', OLD);
  const report = await bench.apply(await bench.plan([kernel, machine]));
  expect(report.changes).toMatchObject([
    { action: 'verify', outcome: 'done' },
    { action: 'verify', outcome: 'done', imageId: live.id },
  ]);
  const [replaced] = report.changes;
  expect(replaced?.imageId).not.toBe(old.id);
  expect((await bench.glance.images.get(live.id)).properties.kernel_id).toBe(replaced?.imageId);
  const again = await bench.plan([kernel, machine]);
  expect(again.changes).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
});

it('a deactivated image is compared by its source, because Glance gives nobody its data', async () => {
  const live = await UPLOADED['by hand'](NEW);
  await bench.glance.images.deactivate(live.id);
  const image = await entry(NEW, { status: 'deactivated', digests: given(NEW, ['sha256']) });
  bench.forget();
  expect(await bench.reconcile(image)).toMatchObject({ action: 'verify', imageId: live.id });
  expect(readBacks()).toBe(0);
  expect((await bench.plan([image])).changes).toMatchObject([{ action: 'unchanged' }]);
});

it('an image whose data Glance returns otherwise than it names it is left as it is', async () => {
  const live = await UPLOADED['by hand'](NEW);
  const image = await entry(NEW, { digests: given(NEW, ['sha256']) });
  const plan = await bench.plan([image]);
  bench.fault = ({ method, path }) =>
    method === 'GET' && path.endsWith(`${live.id}/file`)
      ? { status: 200, body: 'something else' }
      : undefined;
  expect((await bench.apply(plan)).changes).toMatchObject([
    { outcome: 'failed', error: { code: 'verification' } },
  ]);
  expect(await bench.glance.images.get(live.id)).toMatchObject({ properties: { version: '1' } });
});
