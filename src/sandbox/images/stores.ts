/** The stores that the service offers; the first is the default. */
export const STORES = ['fast', 'slow'] as const;
export const DEFAULT_STORE = STORES[0];

/** Where staged data waits for its import: a store that is not offered. */
export const STAGING = 'staging';

/** As the headers of a created image name them, the inner ones included. */
export const STORE_IDS_HEADER = 'fast,slow,os_glance_staging_store,os_glance_tasks_store';

export const IMPORT_METHODS = ['glance-direct', 'web-download', 'copy-image'] as const;
export type ImportMethod = (typeof IMPORT_METHODS)[number];

export function isStore(name: string): boolean {
  return (STORES as readonly string[]).includes(name);
}
