import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../support/bench.ts';
import { marked } from '../support/plan-input.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** The leftover of a killed run: a staged image without data. */
async function leftover(): Promise<string> {
  const { id } = await bench.glance.images.create({
    name: 'cirros (staged)',
    diskFormat: 'raw',
    containerFormat: 'bare',
    properties: marked('staged'),
  });
  return id;
}

/** A desired image that cannot be unpacked. */
const broken = () => bench.imageOf('no zip file', { preparation: { decompress: 'zip' } });
const stagedIds = async () => (await bench.byRole()).staged.map(({ id }) => id);
const deletions = () => bench.requests.filter((request) => request.startsWith('DELETE'));

describe('a leftover of a dead run', () => {
  it('a leftover of a dead run is deleted as planned also when the change fails', async () => {
    const old = await bench.reconcile(await bench.imageOf('old'));
    const ids = [await leftover(), await leftover()];
    const plan = await bench.plan([await broken()]);
    const said = plan.changes[0]?.steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : []));
    expect(new Set(said)).toEqual(new Set(ids));
    const [result] = (await bench.apply(plan)).changes;
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'verification' } });
    expect(await stagedIds()).toEqual([]);
    expect(await bench.download(old.imageId ?? '')).toBe('old');
  });

  it('a leftover of a dead run stays when the plan is stale', async () => {
    const id = await leftover();
    const plan = await bench.plan([await bench.imageOf('new')]);
    await bench.glance.images.create({ name: 'cirros', diskFormat: 'raw', containerFormat: 'bare' });
    const [result] = (await bench.apply(plan)).changes;
    expect(result?.outcome).toBe('stale');
    expect(await stagedIds()).toEqual([id]);
  });

  it('a leftover of a dead run stays after an interruption', async () => {
    const id = await leftover();
    const plan = await bench.plan([await bench.imageOf('new')]);
    const stop = new AbortController();
    bench.afterResponse = ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/images')) stop.abort(new Error('stopped'));
    };
    const [result] = (await bench.apply(plan, { signal: stop.signal })).changes;
    expect(result?.outcome).toBe('failed');
    expect(await stagedIds()).toContain(id);
  });

  it('a leftover of a dead run that cannot be deleted is a warning, and the failure stays the change’s error', async () => {
    const ids = [await leftover(), await leftover()];
    const plan = await bench.plan([await broken()]);
    bench.fault = ({ method, path }) =>
      method === 'DELETE' && ids.some((id) => path.endsWith(id))
        ? { status: 403, body: 'not allowed' }
        : undefined;
    bench.forget();
    const [result] = (await bench.apply(plan)).changes;
    expect(result?.error?.code).toBe('verification');
    expect(bench.events).toContainEqual({
      type: 'warning',
      name: 'cirros',
      message: expect.stringMatching(/^cannot delete the leftover image .*403.*next run tries again$/),
    });
    // After the first refusal, the run does not try to delete the others.
    expect(deletions().filter((request) => ids.some((id) => request.endsWith(id)))).toHaveLength(1);
  });

  it('a leftover of a dead run is not deleted twice when its own deletion failed', async () => {
    const id = await leftover();
    const plan = await bench.plan([await bench.imageOf('new')]);
    bench.fault = ({ method, path }) =>
      method === 'DELETE' && path.endsWith(id) ? { status: 403, body: 'not allowed' } : undefined;
    bench.forget();
    const [result] = (await bench.apply(plan)).changes;
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'http-403' } });
    expect(deletions()).toHaveLength(1);
  });
});
