import { afterEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { Image } from '../../src/model/image.ts';
import { type Loopback, loopback } from './loopback.ts';
import { wireImage } from './wire-image.ts';

const ID = '7a1f6b1c-0d0a-4a57-9a6e-3f2b8f9b1c11';

let server: Loopback;
afterEach(() => server.close());

/** A service whose image looks like the next of `states` each time it is asked for. */
async function importing(states: readonly object[], tasks: readonly object[] | null = []): Promise<Glance> {
  const left = [...states];
  server = await loopback(({ path }) => {
    if (path.endsWith('/tasks')) return tasks === null ? { status: 404 } : { json: { tasks } };
    const [state] = left.length > 1 ? left.splice(0, 1) : left;
    return { json: wireImage({ status: 'queued', ...state }) };
  });
  return new Glance(server.service);
}

const active = (image: Image) => image.status === 'active';
const options = { until: active, timeoutMs: 60_000, intervalMs: 1 };

it('names the methods that are switched on', async () => {
  server = await loopback(() => ({ json: { 'import-methods': { value: ['glance-direct', 'copy-image'] } } }));

  await expect(new Glance(server.service).imports.info()).resolves.toEqual({
    methods: ['glance-direct', 'copy-image'],
  });
});

it('starts an import with what is given', async () => {
  server = await loopback(() => ({ status: 202 }));

  await new Glance(server.service).imports.start(ID, {
    method: 'web-download',
    uri: 'http://images.example/a.img',
    stores: ['fast'],
    allStoresMustSucceed: false,
  });

  expect(JSON.parse(String(server.seen[0]?.body))).toEqual({
    method: { name: 'web-download', uri: 'http://images.example/a.img' },
    stores: ['fast'],
    all_stores_must_succeed: false,
  });
});

describe('wait', () => {
  it('gives the image once it is as wanted', async () => {
    const glance = await importing([{}, { status: 'importing' }, { status: 'active' }], null);

    await expect(glance.imports.wait(ID, options)).resolves.toMatchObject({ status: 'active' });
  });

  it('reads what the service notes on the image about a failure', async () => {
    const glance = await importing([
      { os_glance_importing_to_stores: 'slow', os_glance_failed_import: '' },
      { os_glance_importing_to_stores: '', os_glance_failed_import: 'slow' },
    ]);

    await expect(glance.imports.wait(ID, options)).rejects.toMatchObject({
      code: 'import-failed',
      message: `the import of image ${ID} into slow failed`,
    });
  });

  it('reads the reason from the latest task, not from one of an earlier import', async () => {
    const early = { id: '1', status: 'failure', message: 'early', created_at: '2024-05-01T10:00:00' };
    const late = { id: '2', status: 'failure', message: 'Out of space', created_at: '2024-05-01T11:00:00' };

    const failed = await importing([{}], [late, early]);
    await expect(failed.imports.wait(ID, options)).rejects.toThrow(`image ${ID} failed: Out of space`);
    await server.close();

    const going = await importing([{}, { status: 'active' }], [{ ...late, status: 'processing' }, early]);
    await expect(going.imports.wait(ID, options)).resolves.toMatchObject({ status: 'active' });
  });

  it('gives up when the time is up, naming the status', async () => {
    const glance = await importing([{ status: 'uploading' }]);

    await expect(glance.imports.wait(ID, { ...options, timeoutMs: 0 })).rejects.toMatchObject({
      code: 'import-timeout',
      message: expect.stringContaining('its status is uploading'),
    });
  });

  it('stops on an abort', async () => {
    const glance = await importing([{}]);
    const stop = new AbortController();
    const waiting = glance.imports.wait(ID, {
      ...options,
      intervalMs: 60_000,
      timeoutMs: 60_000,
      signal: stop.signal,
    });

    stop.abort(new Error('told to stop'));

    await expect(waiting).rejects.toThrow('told to stop');
  });
});
