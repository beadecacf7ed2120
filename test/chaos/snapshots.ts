import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { Credentials, Upstreams } from './cloud.ts';

/** A sandbox whose whole state can be saved and restored. */
export interface RestorableCloud {
  readonly upstreams: () => Upstreams;
  readonly credentials: Credentials;
  /** Saves the present state under a name. No request may be running. */
  keep(name: string): Promise<void>;
  /** Restores a saved state, also of another lane; `empty` is the first state. */
  restore(name: string): Promise<void>;
  close(): Promise<void>;
}

/** @param kept the folder of all lanes' saved states; @param lane the folder of this lane */
export async function startRestorable(
  kept: string,
  lane: string,
  adminPassword: string,
): Promise<RestorableCloud> {
  let sandbox: Sandbox | null = null;
  return {
    upstreams: () => {
      if (!sandbox) throw new Error('the sandbox does not run');
      return { identity: sandbox.authUrl.replace(/\/v3$/, ''), image: sandbox.imageUrl };
    },
    credentials: { user: 'admin', project: 'service', password: adminPassword },
    async keep(name) {
      await rm(join(kept, name), { recursive: true, force: true });
      await cp(lane, join(kept, name), { recursive: true });
    },
    async restore(name) {
      await sandbox?.close();
      await rm(lane, { recursive: true, force: true });
      await mkdir(lane, { recursive: true });
      if (name !== 'empty') await cp(join(kept, name), lane, { recursive: true });
      sandbox = await startSandbox({ dataDir: lane, adminPassword });
    },
    close: async () => sandbox?.close(),
  };
}
