import { closeSync, openSync, rmSync } from 'node:fs';
import type { TakeLock } from '../../../src/source/cache/downloads.ts';

/** Locks like the program's own, but a holder's death is simulated by `lose`. */
export function memoryLocks(): { readonly takeLock: TakeLock; lose(): void } {
  const held = new Set<string>();
  return {
    takeLock(path) {
      if (held.has(path)) return null;
      closeSync(openSync(path, 'w'));
      held.add(path);
      return {
        release() {
          if (held.delete(path)) rmSync(path, { force: true });
        },
      };
    },
    lose: () => held.clear(),
  };
}
