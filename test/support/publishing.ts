import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { startLoopback } from './loopback.ts';

/** A cloud, a publisher on loopback, and a folder for the state file. */
export interface Publishing {
  readonly folder: string;
  readonly sandbox: Sandbox;
  /** URL of the publisher, without a path. */
  readonly base: string;
  /** The publisher's documents by path. */
  readonly served: Map<string, string>;
  /** The Authorization header that a path demands. */
  readonly guarded: Map<string, string>;
  /** Requested paths, oldest first. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts a cloud and a publisher, and makes a folder. */
export async function openPublishing(): Promise<Publishing> {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-publishing-'));
  const sandbox = await startSandbox();
  const served = new Map<string, string>();
  const guarded = new Map<string, string>();
  const asked: string[] = [];
  const server = await startLoopback((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const wanted = guarded.get(path);
    const isRefused = wanted !== undefined && request.headers.authorization !== wanted;
    const content = isRefused ? undefined : served.get(path);
    response.statusCode = isRefused ? 401 : content === undefined ? 404 : 200;
    response.setHeader('content-length', Buffer.byteLength(content ?? ''));
    response.end(content ?? '');
  });
  return {
    folder,
    sandbox,
    base: server.url,
    served,
    guarded,
    asked,
    async close() {
      await sandbox.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
