import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { Credentials, Upstreams } from './cloud.ts';

/** A sandbox whose whole state can be set back to that of an earlier instant. */
export interface RestorableCloud {
  readonly upstreams: () => Upstreams;
  readonly credentials: Credentials;
  /** Keeps the present state under a name. Nothing may be under way. */
  keep(name: string): Promise<void>;
  /** Goes back to a kept state, also one that another lane has kept; `empty` is the first. */
  restore(name: string): Promise<void>;
  close(): Promise<void>;
}

/** @param kept where states are kept, for all lanes; @param lane where this one works */
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
