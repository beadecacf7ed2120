import { json, type Reply } from '../http.ts';
import type { Call, Glance } from './context.ts';
import { standard } from './errors.ts';
import { requireAdmin } from './policy.ts';
import { DEFAULT_STORE, IMPORT_METHODS, STORES } from './record.ts';
import { schemasWith } from './schemas.ts';

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

/** `GET /v2/info/usage`: empty without quotas in Keystone. */
export function getUsage(): Reply {
  return json(200, { usage: {} });
}

/** `GET /v2/schemas/{name}`. */
export function getSchema(call: Call): Reply {
  const name = call.parameters.name ?? '';
  const schemas = schemasWith(call.glance.imageProperties, call.glance.required);
  if (!Object.hasOwn(schemas, name)) throw standard(404);
  return json(200, schemas[name]);
}

/** The versions of Glance with several stores: 200 on `/versions`, 300 on a path without a version. */
export function listVersions({ traits }: Pick<Glance, 'traits'>, imageUrl: string, status: 200 | 300): Reply {
  const versions = traits.minors.map((minor, at) => ({
    id: `v2.${minor}`,
    status: at === 0 ? 'CURRENT' : 'SUPPORTED',
    links: [{ rel: 'self', href: `${imageUrl}/v2/` }],
  }));
  return json(status, { versions });
}

/** Replaces any accepted version at the start of the path with `/v2`; undefined for a path without a version. */
export function withoutMinor({ traits }: Pick<Glance, 'traits'>, path: string): string | undefined {
  const [, version = '', rest = ''] = /^\/+([^/]*)(.*)$/.exec(path) ?? [];
  const known = version === 'v2' || traits.minors.some((minor) => version === `v2.${minor}`);
  return known ? `/v2${rest.replace(/^\/+/, '/')}` : undefined;
}
