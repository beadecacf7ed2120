import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reported } from '../../src/apply/explain.ts';
import type { DesiredImage } from '../../src/model/desired.ts';
import { setOperation } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Plan } from '../../src/model/plan.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { marked } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const AT = { file: 'glance.yaml', line: 1, column: 1 };

function shared(image: DesiredImage, ...names: string[]): DesiredImage {
  return { ...image, visibility: 'shared', members: names.map((project) => ({ project, at: AT })) };
}

async function memberIds(id: string): Promise<readonly string[]> {
  return (await bench.glance.members.list(id)).map((member) => member.memberId).sort();
}

const warnings = () => bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

describe('members', () => {
  it('members are set when the image is published, and corrected afterwards', async () => {
    const [one, two] = [await bench.project('tenant1'), await bench.project('tenant2')];
    const image = await bench.imageOf('shared');
    const { imageId } = await bench.reconcile(shared(image, 'tenant1'));
    const id = imageId ?? '';
    expect(await memberIds(id)).toEqual([one]);
    const share = bench.requests.findIndex(
      (request) => request.startsWith('POST') && request.endsWith('/members'),
    );
    const publish = bench.requests.lastIndexOf(`PATCH /v2/images/${id}`);
    expect(share).toBeLessThan(publish);

    await bench.reconcile(shared(image, 'tenant2'));
    expect(await memberIds(id)).toEqual([two]);
  });

  it('members that Glance cannot remove fail the change', async () => {
    const image = await bench.imageOf('shared');
    const { imageId } = await bench.reconcile(shared(image, 'tenant1', 'tenant2'));
    bench.fault = ({ method }) => (method === 'DELETE' ? { status: 404, body: 'not found' } : undefined);
    const result = await bench.reconcile(shared(image, 'tenant1'));
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'bad-answer' } });
    bench.fault = () => undefined;
    await bench.reconcile(shared(image, 'tenant1'));
    expect(await memberIds(imageId ?? '')).toEqual([await bench.project('tenant1')]);
  });

  it.each(['shared', 'private'] as const)(
    'members that a pinned image had before this run took it up are gone, when it was %s',
    async (visibility) => {
      const { images, members } = bench.glance;
      const id = '6f1ed002-ab5f-42d0-b7f1-7d2f5a6d0c12';
      const leftover = marked('staged', { [MARKER.id]: id });
      await images.create({ id, name: 'cirros (staged)', visibility: 'shared', properties: leftover });
      await members.add(id, await bench.project('tenant2'));
      await images.patch(id, [setOperation('visibility', visibility)]);
      const result = await bench.reconcile(shared(await bench.imageOf('new', { id }), 'tenant1'));
      expect(result).toMatchObject({ outcome: 'done', imageId: id });
      expect(await memberIds(id)).toEqual([await bench.project('tenant1')]);
    },
  );

  it('members that accepted the replaced image have the new image accepted', async () => {
    const tenant = await bench.project('tenant1');
    const first = await bench.reconcile(shared(await bench.imageOf('old'), 'tenant1'));
    await bench.glance.members.setStatus(first.imageId ?? '', tenant, 'accepted');
    const second = await bench.reconcile(shared(await bench.imageOf('new'), 'tenant1'));
    expect(await bench.glance.members.list(second.imageId ?? '')).toMatchObject([{ status: 'accepted' }]);
  });

  it('members that the file does not list are kept on the new image', async () => {
    const tenant = await bench.project('tenant1');
    const image = await bench.imageOf('old', { visibility: 'shared' });
    const first = await bench.reconcile(image);
    await bench.glance.members.add(first.imageId ?? '', tenant);
    const second = await bench.reconcile(await bench.imageOf('new'));
    expect(await memberIds(second.imageId ?? '')).toEqual([tenant]);
  });

  it('members have to accept the image themselves when the run lacks the rights, with a warning', async () => {
    const tenant = await bench.project('tenant1');
    const first = await bench.reconcile(shared(await bench.imageOf('old'), 'tenant1'));
    await bench.glance.members.setStatus(first.imageId ?? '', tenant, 'accepted');
    bench.fault = ({ method, path }) =>
      method === 'PUT' && path.includes('/members/') ? { status: 403, body: 'no' } : undefined;
    const second = await bench.reconcile(shared(await bench.imageOf('new'), 'tenant1'));
    expect(second.outcome).toBe('done');
    expect(warnings().join()).toContain('must accept');
  });

  it('members that Glance refuses to copy fail the change before publishing', async () => {
    const tenant = await bench.project('tenant1');
    const first = await bench.reconcile(shared(await bench.imageOf('old'), 'tenant1'));
    await bench.glance.members.setStatus(first.imageId ?? '', tenant, 'accepted');
    bench.fault = ({ method, path }) =>
      method === 'PUT' && path.includes('/members/') ? { status: 500, body: 'no' } : undefined;
    const second = await bench.reconcile(shared(await bench.imageOf('new'), 'tenant1'));
    expect(second).toMatchObject({ outcome: 'failed', error: { code: 'http-500' } });
    bench.fault = () => undefined;
    expect((await bench.byRole()).current.map(({ id }) => id)).toEqual([first.imageId]);
  });

  it('members that changed after the plan make the change stale', async () => {
    const image = shared(await bench.imageOf('shared'), 'tenant1');
    const { imageId } = await bench.reconcile(image);
    const plan = await bench.plan([shared(image, 'tenant2')]);
    await bench.glance.members.add(imageId ?? '', await bench.project('tenant3'));
    expect((await bench.apply(plan)).changes[0]).toMatchObject({ outcome: 'stale' });
  });
});

describe('a live image', () => {
  it('a live image is deactivated, reactivated and copied to more stores, each once', async () => {
    const image = await bench.imageOf('live');
    const { imageId } = await bench.reconcile(image);
    const id = imageId ?? '';
    for (const status of ['deactivated', 'active'] as const) {
      expect((await bench.reconcile({ ...image, status })).outcome).toBe('done');
      expect(await bench.glance.images.get(id)).toMatchObject({ status });
    }
    const more = { ...image, stores: ['fast', 'slow'] };
    expect((await bench.reconcile(more)).error).toBeNull();
    expect([...(await bench.glance.images.get(id)).stores].sort()).toEqual(['fast', 'slow']);
    expect((await bench.plan([more])).changes[0]?.action).toBe('unchanged');
  });

  it('a live image that is deactivated gets a deactivated replacement, and a deactivated backup when the file says so', async () => {
    const image = await bench.imageOf('old', { status: 'deactivated' });
    await bench.reconcile(image);
    const next = await bench.imageOf('new');
    await bench.reconcile({ ...next, backup: { ...next.backup, deactivate: true } });
    const { current, backup } = await bench.byRole();
    expect([current[0]?.status, backup[0]?.status]).toEqual(['deactivated', 'deactivated']);
  });
});

describe('a run warns of', () => {
  it('a run warns of an image that it could not protect again', async () => {
    const image = await bench.imageOf('protected', { protected: true });
    await bench.reconcile(image);
    let patches = 0;
    bench.fault = ({ method }) => {
      if (method === 'DELETE') return { status: 500, body: 'no' };
      if (method === 'PATCH') patches += 1;
      return method === 'PATCH' && patches > 1 ? { status: 403, body: 'no' } : undefined;
    };
    const result = await bench.reconcile({ ...image, state: 'absent' });
    expect(result.error?.code).toBe('http-500');
    expect(warnings().join()).toContain('could not be protected again');
  });

  it('a run warns of a staged image that it could not delete', async () => {
    bench.fault = ({ method }) => (method === 'DELETE' ? { status: 500, body: 'no' } : undefined);
    const result = await bench.reconcile(await bench.imageOf('bad', { digests: { md5: '0'.repeat(32) } }));
    expect(result.error?.code).toBe('verification');
    expect(warnings().join()).toContain('cannot delete the staged image');
    bench.fault = () => undefined;
    const good = await bench.imageOf('good');
    await bench.reconcile(good);
    expect((await bench.byRole()).staged).toEqual([]);
  });
});

describe('a damaged plan', () => {
  async function damaged(kind: 'stage' | 'upload'): Promise<Plan> {
    const plan = await bench.plan([await bench.imageOf('x')]);
    return {
      ...plan,
      changes: plan.changes.map((change) => ({
        ...change,
        steps: change.steps.filter((step) => step.kind !== kind),
      })),
    };
  }

  it.each(['stage', 'upload'] as const)(
    'a damaged plan without its %s step fails as a value and leaves nothing',
    async (kind) => {
      const result = (await bench.apply(await damaged(kind))).changes[0];
      expect(result).toMatchObject({ outcome: 'failed', error: { code: 'unexpected' } });
      expect(await bench.byRole()).toEqual({ current: [], staged: [], backup: [] });
    },
  );
});

it('a thrown value other than an Error is reported as text', () => {
  expect(reported('boom')).toMatchObject({ code: 'unexpected', message: 'boom' });
});
