import { afterEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { ImportRequest } from '../../src/glance/imports.ts';
import type { Patience } from '../../src/glance/watch.ts';
import type { Image } from '../../src/model/image.ts';
import { type Answer, type Loopback, loopback } from '../support/glance-server.ts';
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

function looks(): number {
  return server.seen.filter(({ method, path }) => method === 'GET' && path.endsWith(ID)).length;
}

/** A quarter of an hour, on a clock that goes so many minutes further with every look at the image. */
function impatient(minutes: number): Patience {
  return { stalledMs: 15 * 60_000, intervalMs: 0, now: () => looks() * minutes * 60_000 };
}

const active = (image: Image) => image.status === 'active';
const options = { until: active, timeoutMs: 60_000, intervalMs: 1 };

it('lists the enabled import methods', async () => {
  server = await loopback(() => ({ json: { 'import-methods': { value: ['glance-direct', 'copy-image'] } } }));

  await expect(new Glance(server.service).imports.info()).resolves.toEqual({
    methods: ['glance-direct', 'copy-image'],
  });
});

it('starts an import with the given method and stores', async () => {
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

describe('start, when the answer is lost or unclear,', () => {
  const web = { method: 'web-download', uri: 'http://images.example/a.img' };
  const copy = { method: 'copy-image', stores: ['slow'] };

  /** A service that answers the first POST badly, and shows the image as `after` from then on. */
  async function unsure(bad: Answer, after: object, tasks: readonly object[] = []): Promise<Glance> {
    let posts = 0;
    server = await loopback(({ method, path }) => {
      if (path.endsWith('/tasks')) return { json: { tasks } };
      if (method === 'POST') return ++posts === 1 ? bad : { status: 202 };
      return { json: wireImage({ status: 'queued', stores: '', ...after }) };
    });
    return new Glance(server.service);
  }
  const posts = () => server.seen.filter(({ method }) => method === 'POST').length;

  it.each<[string, Answer]>([
    ['lost', 'lost'],
    ['500', { status: 500 }],
    ['504', { status: 504 }],
  ])('start sends a request with a lost answer again when no import has begun (%s)', async (_what, bad) => {
    await (await unsure(bad, {})).imports.start(ID, web);
    expect(posts()).toBe(2);
  });

  it.each<[string, object, readonly object[], ImportRequest]>([
    ['the image is importing', { status: 'importing' }, [], web],
    ['the image is active', { status: 'active' }, [], web],
    ['stores are on their way', { os_glance_importing_to_stores: 'fast' }, [], web],
    ['a task holds the image', { os_glance_import_task: 'task-1' }, [], web],
    ['a task is pending', {}, [{ id: '1', status: 'pending' }], web],
    ['the import has failed already', { os_glance_failed_import: 'fast' }, [], web],
    ['the store has the copy', { status: 'active', stores: 'fast,slow' }, [], copy],
    ['the copy is on its way', { status: 'active', os_glance_import_task: 'task-1' }, [], copy],
  ])(
    'start does not send a request with a lost answer again when %s',
    async (_what, after, tasks, request) => {
      await (await unsure('lost', after, tasks)).imports.start(ID, request);
      expect(posts()).toBe(1);
    },
  );

  it('start of an import understands that its own first try caused the 409 of its repetition', async () => {
    let posted = 0;
    server = await loopback(({ method, path }) => {
      if (path.endsWith('/tasks')) return { json: { tasks: [] } };
      if (method === 'POST') return ++posted === 1 ? 'lost' : { status: 409, body: 'Image has active task' };
      return { json: wireImage({ status: posted === 1 ? 'queued' : 'importing' }) };
    });

    await new Glance(server.service).imports.start(ID, web);
    expect(posted).toBe(2);
  });
});

describe('wait', () => {
  it('wait gives the image when the condition holds', async () => {
    const glance = await importing([{}, { status: 'importing' }, { status: 'active' }], null);

    await expect(glance.imports.wait(ID, options)).resolves.toMatchObject({ status: 'active' });
  });

  it('wait reads the failed stores of an import from the image', async () => {
    const glance = await importing([
      { os_glance_importing_to_stores: 'slow', os_glance_failed_import: '' },
      { os_glance_importing_to_stores: '', os_glance_failed_import: 'slow' },
    ]);

    await expect(glance.imports.wait(ID, options)).rejects.toMatchObject({
      code: 'import-failed',
      message: `the import of image ${ID} into slow failed`,
    });
  });

  it('wait reads the reason of a failure from the latest task, not from the task of an earlier import', async () => {
    const early = { id: '1', status: 'failure', message: 'early', created_at: '2024-05-01T10:00:00' };
    const late = { id: '2', status: 'failure', message: 'Out of space', created_at: '2024-05-01T11:00:00' };

    const failed = await importing([{}], [late, early]);
    await expect(failed.imports.wait(ID, options)).rejects.toThrow(`image ${ID} failed: Out of space`);
    await server.close();

    const going = await importing([{}, { status: 'active' }], [{ ...late, status: 'processing' }, early]);
    await expect(going.imports.wait(ID, options)).resolves.toMatchObject({ status: 'active' });
  });

  it('wait gives up when the time is up, and names the status', async () => {
    const glance = await importing([{ status: 'uploading' }]);

    await expect(glance.imports.wait(ID, { ...options, timeoutMs: 0 })).rejects.toMatchObject({
      code: 'import-timeout',
      message: expect.stringContaining('is uploading'),
    });
  });

  it('wait gives up when nothing changes any more, with the status and the work that remains', async () => {
    const glance = await importing(
      [
        {
          status: 'importing',
          os_glance_import_task: 'task-1',
          os_glance_importing_to_stores: 'fast,slow',
          updated_at: '2024-05-01T10:00:00Z',
        },
      ],
      [{ id: 'task-1', status: 'processing', message: 'Copied 3 MiB' }],
    );

    await expect(glance.imports.wait(ID, { until: active, patience: impatient(5) })).rejects.toMatchObject({
      code: 'stalled',
      message:
        `image ${ID} is "importing" and has not changed for 15 min ` +
        '(updated_at 2024-05-01T10:00:00Z); what remains: data for fast, slow, task task-1 (processing)',
      hint: expect.stringContaining(`glance image-tasks ${ID}`),
    });
    // At once, and after 5, 10 and 15 minutes.
    expect(looks()).toBe(4);
  });

  it.each<[string, (minute: number) => object, (minute: number) => object]>([
    ['updated_at', (minute) => ({ updated_at: `2024-05-01T10:${10 + minute}:00Z` }), () => ({})],
    ['the size', (minute) => ({ size: minute }), () => ({})],
    ['the stores that remain', (minute) => ({ os_glance_importing_to_stores: `${minute}` }), () => ({})],
    ['the message of its task', () => ({}), (minute) => ({ message: `Copied ${minute} MiB` })],
    ['the state of its task', () => ({}), (minute) => ({ updated_at: `2024-05-01T10:${10 + minute}:00` })],
  ])('wait takes a change of %s for progress, without a limit of time', async (_what, image, task) => {
    server = await loopback(({ path }) => {
      if (path.endsWith('/tasks'))
        return { json: { tasks: [{ id: '1', status: 'processing', ...task(looks()) }] } };
      return { json: wireImage({ status: looks() > 12 ? 'active' : 'importing', ...image(looks()) }) };
    });

    const { imports } = new Glance(server.service);
    await expect(imports.wait(ID, { until: active, patience: impatient(10) })).resolves.toMatchObject({
      status: 'active',
    });
  });

  it('wait does not take the failure of an earlier import for its own while a task works on the image', async () => {
    const glance = await importing([
      { os_glance_failed_import: 'fast', os_glance_import_task: 'task-2' },
      { status: 'active' },
    ]);

    await expect(glance.imports.wait(ID, options)).resolves.toMatchObject({ status: 'active' });
  });

  it('wait stops on an abort', async () => {
    const glance = await importing([{}]);
    const stop = new AbortController();
    const waiting = glance.imports.wait(ID, {
      ...options,
      intervalMs: 60_000,
      timeoutMs: 60_000,
      signal: stop.signal,
    });

    stop.abort(new Error('stopped'));

    await expect(waiting).rejects.toThrow('stopped');
  });
});
