import { header } from '../http.ts';
import { type Call, readJson } from './context.ts';
import { badRequest, conflict } from './errors.ts';
import { isLoopbackUrl } from './loopback.ts';
import { findImage, requireAdmin, requireOwner } from './policy.ts';
import {
  DEFAULT_STORE,
  IMPORT_METHODS,
  type ImageRecord,
  type ImportMethod,
  isStore,
  STORES,
} from './record.ts';
import { pythonRepr } from './validate.ts';

/** A checked import request. */
export interface ImportRequest {
  readonly image: ImageRecord;
  readonly method: ImportMethod;
  /** The URL to fetch; only for web-download. */
  readonly uri: string;
  /** The stores to fill; empty when every store has the data already. */
  readonly stores: readonly string[];
  /** The request's body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads and checks `POST /v2/images/{id}/import`, in Glance's order. */
export async function readImportRequest(call: Call): Promise<ImportRequest> {
  const body = (await readJson(call)) as Readonly<Record<string, unknown>>;
  const { name, uri } = methodOf(body);
  // All stores of the sandbox are one disk, so `all_stores_must_succeed` makes no difference here.
  booleanOf(body, 'all_stores_must_succeed', true);
  const allStores = booleanOf(body, 'all_stores', false);

  const image = findImage(call);
  checkImage(image, name);
  if (name === 'copy-image') requireAdmin('copy_image', call.caller);
  else requireOwner(call.caller, image);
  if (image.properties.os_glance_import_task !== undefined) throw conflict('Image has active task');
  const stores = storesOf(call, body, allStores);
  if (name === 'web-download' && !isLoopbackUrl(uri)) {
    throw badRequest(`URI for web-download does not pass filtering: ${uri === undefined ? 'None' : uri}`);
  }
  return {
    image,
    method: name,
    uri: String(uri ?? ''),
    stores: name === 'copy-image' ? storesToCopyTo(image, stores, allStores) : stores,
    body,
  };
}

function methodOf(body: Readonly<Record<string, unknown>>): { name: ImportMethod; uri: unknown } {
  if (!('method' in body)) throw badRequest("Import request requires a 'method' field.");
  const method = body.method as { name?: unknown; uri?: unknown } | null;
  if (typeof method !== 'object' || method === null || !('name' in method)) {
    throw badRequest("Import request requires a 'name' field.");
  }
  const name = IMPORT_METHODS.find((one) => one === method.name);
  if (name === undefined) throw badRequest(`Unknown import method name ${pythonRepr(String(method.name))}.`);
  return { name, uri: method.uri };
}

function booleanOf(body: Readonly<Record<string, unknown>>, key: string, fallback: boolean): boolean {
  const value = body[key] ?? fallback;
  if (typeof value !== 'boolean') throw badRequest(`'${key}' must be boolean value only`);
  return value;
}

function checkImage(image: ImageRecord, method: ImportMethod): void {
  if (image.status === 'active' && method !== 'copy-image') {
    throw conflict('Image with status active cannot be target for import');
  }
  if (image.status !== 'active' && method === 'copy-image') {
    throw conflict('Only images with status active can be targeted for copying');
  }
  if (image.status !== 'queued' && method === 'web-download') {
    throw conflict(`Image needs to be in 'queued' state to use '${method}' method`);
  }
  if (image.status !== 'uploading' && method === 'glance-direct') {
    throw conflict("Image needs to be staged before 'glance-direct' method can be used");
  }
  for (const format of ['container_format', 'disk_format'] as const) {
    if (!image[format]) throw conflict(`'${format}' needs to be set before import`);
  }
}

function storesOf(call: Call, body: Readonly<Record<string, unknown>>, all: boolean): string[] {
  const inHeader = header(call.request.headers, 'x-image-meta-store');
  if (all) {
    if ('stores' in body || inHeader !== undefined) {
      throw badRequest(
        "All_stores parameter can't be used with x-image-meta-store header or stores parameter",
      );
    }
    return [...STORES];
  }
  if ('stores' in body && inHeader !== undefined) {
    throw badRequest("Stores parameter and x-image-meta-store header can't be both specified");
  }
  const wanted = Array.isArray(body.stores) ? body.stores.map(String) : [inHeader ?? DEFAULT_STORE];
  const unknown = wanted.find((store) => !isStore(store));
  if (unknown !== undefined) throw conflict(`Store for identifier ${unknown} not found`);
  return [...new Set(wanted)];
}

function storesToCopyTo(image: ImageRecord, stores: readonly string[], all: boolean): readonly string[] {
  const present = stores.find((store) => image.stores.includes(store));
  if (present !== undefined && !all) throw badRequest(`Image is already present at store '${present}'`);
  return stores.filter((store) => !image.stores.includes(store));
}
