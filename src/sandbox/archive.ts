import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Saves records for a later process, one JSON file each. Does nothing when the sandbox keeps its data in memory. */
export interface Archive {
  /** Returns every record of a kind, as last saved. */
  load<T>(kind: string): T[];
  /** Replaces one record completely, or not at all. */
  save(kind: string, id: string, record: unknown): void;
  remove(kind: string, id: string): void;
}

/** An archive that saves nothing. */
export function memoryArchive(): Archive {
  return { load: () => [], save: () => {}, remove: () => {} };
}

/**
 * Saves records as `DIR/KIND/ID.json`. Only the owner may read them: one record holds password digests. A rename puts
 * each file in place, so a killed process leaves the old record or the new one.
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

/** Ids are UUIDs or hexadecimal. Two ids that differ only in case get two files, even where the file system folds case. */
export function fileName(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `${letter}_`);
}
