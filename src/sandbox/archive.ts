import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where records outlive the process, one JSON file each; nowhere when the sandbox keeps its data in memory. */
export interface Archive {
  /** Every record of a kind, as last saved. */
  load<T>(kind: string): T[];
  /** Replaces one record, whole or not at all. */
  save(kind: string, id: string, record: unknown): void;
  remove(kind: string, id: string): void;
}

export function memoryArchive(): Archive {
  return { load: () => [], save: () => {}, remove: () => {} };
}

/**
 * Records as `DIR/KIND/ID.json`, for the owner's eyes only: one of them holds password digests.
 * Written at once and renamed into place, so that a killed process leaves the old record or the new one.
 */
export function directoryArchive(directory: string): Archive {
  const folder = (kind: string): string => {
    const path = join(directory, kind);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  return {
    load<T>(kind: string): T[] {
      const path = folder(kind);
      return readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => JSON.parse(readFileSync(join(path, name), 'utf8')) as T);
    },
    save(kind, id, record) {
      const path = join(folder(kind), `${fileName(id)}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    remove(kind, id) {
      rmSync(join(folder(kind), `${fileName(id)}.json`), { force: true });
    },
  };
}

/** Ids are UUIDs or hexadecimal; on file systems that fold case, two that differ in it alone stay apart. */
export function fileName(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `${letter}_`);
}
