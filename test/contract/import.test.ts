import { afterAll, describe, expect, test } from 'vitest';
import { startLoopback } from '../support/loopback.ts';
import { DATA_TYPE, openCloud } from './cloud.ts';
import { type Answer, expectFault } from './http.ts';

const cloud = await openCloud();
const { admin, member } = cloud;

/** Lets the rest of `/held` go. */
const held: { release?: () => void } = {};

/** What Glance downloads from: small answers, good and bad. */
const web = await startLoopback((request, response) => {
  const answers: Record<string, () => void> = {
    '/good': () => response.end('web bytes'),
    '/moved': () => response.writeHead(302, { location: '/good' }).end(),
    '/chunked': () => {
      response.write('no');
      response.end('length');
    },
    '/held': () => {
      response.writeHead(200, { 'content-length': '9' }).write('web ');
      held.release = () => response.end('bytes');
    },
    '/cut': () => {
      response.writeHead(200, { 'content-length': '100' }).write('part', () => response.destroy());
    },
  };
  const answer = answers[request.url ?? ''];
  if (answer) answer();
  else response.writeHead(404).end('not here');
});
const source = web.url;

afterAll(async () => {
  await cloud.close();
  await web.close();
});

function start(id: string, json: unknown, session = admin): Promise<Answer> {
  return session.glance('POST', `/v2/images/${id}/import`, { json });
}

function stage(id: string, body: string): Promise<Answer> {
  return admin.glance('PUT', `/v2/images/${id}/stage`, { body, type: DATA_TYPE });
}

/** Waits until the task that an import started has let go of the image. */
async function settled(id: string) {
  await expect
    .poll(async () => 'os_glance_import_task' in (await admin.image(id)), { timeout: 20_000, interval: 50 })
    .toBe(false);
  return admin.image(id);
}

async function tasks(id: string) {
  return (await admin.glance('GET', `/v2/images/${id}/tasks`)).json.tasks;
}

describe('staged data', () => {
  test('staged data is kept apart until glance-direct imports it', async () => {
    const { id } = await admin.create();

    const staged = await stage(id, 'staged bytes');
    expect({ status: staged.status, text: staged.text }).toEqual({ status: 204, text: '' });
    expect(await admin.image(id)).toMatchObject({ status: 'uploading', size: 12, checksum: null });
    expect((await admin.glance('GET', `/v2/images/${id}/file`)).status).toBe(204);

    const started = await start(id, { method: { name: 'glance-direct' } });
    expect({ status: started.status, text: started.text }).toEqual({ status: 202, text: '' });
    expect(await settled(id)).toMatchObject({
      status: 'active',
      size: 12,
      stores: 'fast',
      os_glance_importing_to_stores: '',
      os_glance_failed_import: '',
    });
    expect((await admin.glance('GET', `/v2/images/${id}/file`)).text).toBe('staged bytes');
  });

  test('data can be staged once: staging again, or an upload, is 409', async () => {
    const { id } = await admin.create();
    await stage(id, 'first');

    expectFault(
      await stage(id, 'second'),
      409,
      'Image status transition from uploading to uploading is not allowed',
    );
    expectFault(
      await admin.upload(id, 'second'),
      409,
      'Image status transition from uploading to saving is not allowed',
    );
  });

  test('staged data is required for glance-direct: 409 without it', async () => {
    const { id } = await admin.create();

    expectFault(
      await start(id, { method: { name: 'glance-direct' } }),
      409,
      "Image needs to be staged before 'glance-direct' method can be used",
    );
  });

  test('staged data is deleted with its image', async () => {
    const { id } = await admin.create();
    await stage(id, 'x');

    expect((await admin.glance('DELETE', `/v2/images/${id}`)).status).toBe(204);
  });

  test('staged data of another type is 415', async () => {
    const { id } = await admin.create();
    const answer = await admin.glance('PUT', `/v2/images/${id}/stage`, { body: 'x', type: 'text/plain' });

    expectFault(answer, 415, 'The request media type text/plain is not supported by this server.');
  });
});

describe('web-download', () => {
  test.each(['/good', '/moved'])('web-download fetches %s into the chosen store', async (path) => {
    const { id } = await admin.create();
    const started = await start(id, {
      method: { name: 'web-download', uri: source + path },
      stores: ['slow'],
    });

    expect(started.status).toBe(202);
    expect(await settled(id)).toMatchObject({ status: 'active', size: 9, stores: 'slow' });
    expect((await admin.glance('GET', `/v2/images/${id}/file`)).text).toBe('web bytes');
    expect(await tasks(id)).toMatchObject([
      {
        type: 'api_image_import',
        status: 'success',
        image_id: id,
        input: { image_id: id, import_req: { method: { name: 'web-download', uri: source + path } } },
        result: { image_id: id },
      },
    ]);
  });

  test('web-download stores the data in every store on demand', async () => {
    const { id } = await admin.create();
    await start(id, { method: { name: 'web-download', uri: `${source}/good` }, all_stores: true });

    const image = await settled(id);
    expect(image.stores.split(',').sort()).toEqual(['fast', 'slow']);
  });

  test.each([
    ['an error status', '/missing'],
    ['a body that breaks off', '/cut'],
    ['a body without a length', '/chunked'],
  ])('web-download of %s fails: the image is queued again, the task has failed', async (_, path) => {
    const { id } = await admin.create();
    expect((await start(id, { method: { name: 'web-download', uri: source + path } })).status).toBe(202);

    expect(await settled(id)).toMatchObject({
      status: 'queued',
      size: null,
      checksum: null,
      os_glance_failed_import: 'fast',
      os_glance_importing_to_stores: '',
    });
    expect(await tasks(id)).toMatchObject([
      { status: 'failure', message: 'Task failed due to Internal Error', result: null },
    ]);
    // The image takes another attempt.
    await start(id, { method: { name: 'web-download', uri: `${source}/good` } });
    expect(await settled(id)).toMatchObject({ status: 'active', os_glance_failed_import: '' });
  });

  test('web-download in progress shows an importing image, and refuses other data and imports: 409', async () => {
    const { id } = await admin.create();
    const download = { method: { name: 'web-download', uri: `${source}/held` } };
    await start(id, download);
    await expect.poll(() => held.release, { timeout: 20_000 }).toBeDefined();
    await expect.poll(async () => (await admin.image(id)).status).toBe('importing');

    expect(await admin.image(id)).toMatchObject({
      os_glance_import_task: expect.any(String),
      os_glance_importing_to_stores: 'fast',
    });
    expect(await tasks(id)).toMatchObject([{ status: 'processing', message: '', result: null }]);
    expectFault(
      await start(id, download),
      409,
      "Image needs to be in 'queued' state to use 'web-download' method",
    );
    expectFault(
      await admin.upload(id, 'x'),
      409,
      'Image status transition from importing to saving is not allowed',
    );

    held.release?.();
    expect(await settled(id)).toMatchObject({ status: 'active', size: 9 });
  });

  test('web-download is open to a plain member on its own image', async () => {
    const { id } = await member.create();

    expect(
      (await start(id, { method: { name: 'web-download', uri: `${source}/good` } }, member)).status,
    ).toBe(202);
    expect((await settled(id)).status).toBe('active');
  });

  test.each(['ftp://127.0.0.1/x', 'http://192.0.2.1/x', 'nonsense', ''])(
    'web-download from %j does not pass the filter: 400',
    async (uri) => {
      const { id } = await admin.create();

      expectFault(
        await start(id, { method: { name: 'web-download', uri } }),
        400,
        `URI for web-download does not pass filtering: ${uri}`.trim(),
      );
    },
  );
});

describe('copy-image', () => {
  test('copy-image adds stores to an active image', async () => {
    const { id } = await admin.createActive();

    expect((await start(id, { method: { name: 'copy-image' }, stores: ['slow'] })).status).toBe(202);
    expect(await settled(id)).toMatchObject({ status: 'active', stores: 'fast,slow' });
  });

  test('copy-image to a store that has the image is 400', async () => {
    const { id } = await admin.createActive();
    const answer = await start(id, { method: { name: 'copy-image' }, stores: ['fast'] });

    expectFault(answer, 400, "Image is already present at store 'fast'");
  });

  test('copy-image of an image without data is 409', async () => {
    const { id } = await admin.create();
    const answer = await start(id, { method: { name: 'copy-image' }, stores: ['slow'] });

    expectFault(answer, 409, 'Only images with status active can be targeted for copying');
  });

  test('copy-image by a plain member is 403, even of its own image', async () => {
    const { id } = await member.createActive();
    const answer = await start(id, { method: { name: 'copy-image' }, stores: ['slow'] }, member);

    expectFault(answer, 403, 'You are not authorized to complete copy_image action.');
  });

  test('copy-image can be undone store by store, except for the last', async () => {
    const { id } = await admin.createActive();
    await start(id, { method: { name: 'copy-image' }, all_stores: true });
    await settled(id);

    expect((await admin.glance('DELETE', `/v2/stores/fast/${id}`)).status).toBe(204);
    expect((await admin.image(id)).stores).toBe('slow');
    expectFault(
      await admin.glance('DELETE', `/v2/stores/slow/${id}`),
      403,
      'Cannot delete image data from the only store containing it. Consider deleting the image instead.',
    );
  });
});

describe('an invalid request', () => {
  test.each([
    [{}, 400, "Import request requires a 'method' field."],
    [{ method: {} }, 400, "Import request requires a 'name' field."],
    [{ method: { name: 'wild' } }, 400, "Unknown import method name 'wild'."],
    [{ method: { name: 'web-download' } }, 400, 'URI for web-download does not pass filtering: None'],
    [
      { method: { name: 'web-download', uri: 'http://127.0.0.1/x' }, stores: ['nowhere'] },
      409,
      'Store for identifier nowhere not found',
    ],
    [
      { method: { name: 'web-download', uri: 'http://127.0.0.1/x' }, stores: ['fast'], all_stores: true },
      400,
      "All_stores parameter can't be used with x-image-meta-store header or stores parameter",
    ],
    [
      { method: { name: 'web-download', uri: 'http://127.0.0.1/x' }, all_stores: 'x' },
      400,
      "'all_stores' must be boolean value only",
    ],
  ])('an import with the invalid body %j is 400', async (json, status, message) => {
    const { id } = await admin.create();

    expectFault(await start(id, json), status, message);
    expect(await tasks(id)).toEqual([]);
  });

  test.each(['disk_format', 'container_format'])('an import without %s is 409', async (field) => {
    const { id } = await admin.create({ [field]: null });
    const answer = await start(id, { method: { name: 'web-download', uri: `${source}/good` } });

    expectFault(answer, 409, `'${field}' needs to be set before import`);
  });

  test.each(['glance-direct', 'web-download'])('the import %s onto an active image is 409', async (name) => {
    const { id } = await admin.createActive();
    const answer = await start(id, { method: { name, uri: `${source}/good` } });

    expect(answer.status).toBe(409);
  });
});

test("another project's image shows no tasks, and only admins may list all tasks", async () => {
  const { id } = await admin.createActive({ visibility: 'public' });

  expect((await member.glance('GET', `/v2/images/${id}/tasks`)).json).toEqual({ tasks: [] });
  expectFault(
    await member.glance('GET', '/v2/tasks'),
    403,
    'You are not authorized to complete tasks_api_access action.',
  );
});
