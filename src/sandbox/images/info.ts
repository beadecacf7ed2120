import { json, type Reply } from '../http.ts';
import type { Call } from './context.ts';
import { standard } from './errors.ts';
import { requireAdmin } from './policy.ts';
import { SCHEMAS } from './schemas.ts';
import { DEFAULT_STORE, IMPORT_METHODS, STORES } from './stores.ts';

/** `GET /v2/info/import`. */
export function getImportInfo(): Reply {
  const methods = { description: 'Import methods available.', type: 'array', value: IMPORT_METHODS };
  return json(200, { 'import-methods': methods });
}

/** `GET /v2/info/stores`. */
export function getStores(): Reply {
  return json(200, { stores: STORES.map(storeView) });
}

/** `GET /v2/info/stores/detail`: admins only. */
export function getStoresDetail(call: Call): Reply {
  requireAdmin('stores_info_detail', call.caller);
  const properties = { data_dir: null, chunk_size: 65536, thin_provisioning: false };
  return json(200, { stores: STORES.map((id) => ({ ...storeView(id), type: 'file', properties })) });
}

function storeView(id: string): object {
  return id === DEFAULT_STORE ? { id, default: 'true' } : { id };
}

/** `GET /v2/info/usage`: without quotas in Keystone there is nothing to tell. */
export function getUsage(): Reply {
  return json(200, { usage: {} });
}

/** `GET /v2/schemas/{name}`. */
export function getSchema(call: Call): Reply {
  const name = call.parameters.name ?? '';
  if (!Object.hasOwn(SCHEMAS, name)) throw standard(404);
  return json(200, SCHEMAS[name]);
}
