import type { Reply } from '../http.ts';
import type { Call, Glance } from './context.ts';
import { digestsOf } from './data.ts';
import { accepted } from './errors.ts';
import { type ImportRequest, readImportRequest } from './import-request.ts';
import { openLoopbackUrl } from './loopback.ts';
import { type ImageRecord, STAGING } from './record.ts';
import { refuseOtherFormat } from './release.ts';
import { FAILED } from './task-store.ts';

const LOCK = 'os_glance_import_task';
const IMPORTING = 'os_glance_importing_to_stores';
const FAILED_STORES = 'os_glance_failed_import';

/** `POST /v2/images/{id}/import`: answers at once and imports in the background. */
export async function importImage(call: Call): Promise<Reply> {
  const wanted = await readImportRequest(call);
  const { glance } = call;
  if (wanted.stores.length === 0) return accepted();
  const task = glance.tasks.add({
    owner: call.caller.projectId,
    userId: call.caller.userId,
    requestId: call.request.requestId,
    imageId: wanted.image.id,
    input: { image_id: wanted.image.id, import_req: wanted.body, backend: wanted.stores },
  });
  setProperties(glance, wanted.image.id, { [LOCK]: task.id });
  const run = runImport(glance, wanted, task.id)
    // When the undoing fails too, the task stays as it is, as after a crash of the real service.
    .catch(() => {})
    .finally(() => glance.running.delete(run));
  glance.running.add(run);
  return accepted();
}

async function runImport(glance: Glance, wanted: ImportRequest, taskId: string): Promise<void> {
  const { id } = wanted.image;
  await new Promise(setImmediate);
  try {
    glance.tasks.change(taskId, { status: 'processing' });
    if (wanted.method !== 'copy-image') glance.records.change(id, { status: 'importing' });
    setProperties(glance, id, { [IMPORTING]: [...wanted.stores].sort().join(','), [FAILED_STORES]: '' });
    await bring(glance, wanted);
    setProperties(glance, id, { [LOCK]: null, [IMPORTING]: '' });
    glance.tasks.change(taskId, { status: 'success', message: 'Copied 0 MiB' });
  } catch {
    await undo(glance, wanted);
    glance.tasks.change(taskId, { status: 'failure', message: FAILED });
  }
}

/** Copies the bytes to every store and makes the image active. */
async function bring(glance: Glance, wanted: ImportRequest): Promise<void> {
  const { id } = wanted.image;
  const [first, ...others] = wanted.stores;
  if (wanted.method === 'copy-image') {
    for (const store of wanted.stores) await copyTo(glance, id, wanted.image.stores[0]!, store);
    return;
  }
  const source =
    wanted.method === 'web-download'
      ? await openLoopbackUrl(wanted.uri, glance.closing)
      : glance.blobs.read(STAGING, id, 0, wanted.image.size ?? 0);
  const written = await glance.blobs.write(first!, id, source);
  const image = present(glance, id);
  refuseOtherFormat(image, written.header, glance.traits);
  glance.records.change(id, { ...digestsOf(image, written), stores: [first!] });
  for (const store of others) await copyTo(glance, id, first!, store);
  present(glance, id);
  glance.records.change(id, { status: 'active' });
  await glance.blobs.remove(STAGING, id);
}

async function copyTo(glance: Glance, id: string, from: string, to: string): Promise<void> {
  await glance.blobs.copy(from, to, id);
  const image = present(glance, id);
  glance.records.change(id, { stores: [...image.stores, to] });
}

function present(glance: Glance, id: string): ImageRecord {
  const image = glance.records.get(id);
  if (image === undefined) throw new Error('the image was deleted during its import');
  return image;
}

/** Resets the image, and records the stores that did not get the data. */
async function undo(glance: Glance, wanted: ImportRequest): Promise<void> {
  const { id } = wanted.image;
  for (const store of wanted.stores) await glance.blobs.remove(store, id);
  const image = glance.records.get(id);
  if (image === undefined) return;
  setProperties(glance, id, {
    [LOCK]: null,
    [IMPORTING]: '',
    [FAILED_STORES]: [...wanted.stores].sort().join(','),
  });
  if (wanted.method === 'copy-image') {
    glance.records.change(id, { stores: wanted.image.stores });
    return;
  }
  await glance.blobs.remove(STAGING, id);
  glance.records.change(id, {
    status: 'queued',
    stores: [],
    size: null,
    virtual_size: null,
    checksum: null,
    os_hash_algo: null,
    os_hash_value: null,
  });
}

/** Sets properties that Glance itself manages; null removes a property. */
function setProperties(glance: Glance, id: string, values: Readonly<Record<string, string | null>>): void {
  const image = glance.records.get(id);
  if (image === undefined) return;
  const merged = Object.entries({ ...image.properties, ...values });
  // Null removes only the names given here: kernel_id may be null.
  const kept = merged.filter(([name]) => values[name] !== null);
  glance.records.change(id, { properties: Object.fromEntries(kept) });
}
