import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import type { Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { type Cloud, openCloud, unique } from '../contract/cloud.ts';
import { type ImageServer, serveImages } from '../support/image-server.ts';

const PROGRAM = resolve('dist/main.js');

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An image as Glance itself shows it. */
// biome-ignore lint/suspicious/noExplicitAny: as the server sent it
export type Wire = any;

/** An operator's surroundings: a folder with a state file, a cloud, and a publisher. */
export interface Workplace {
  readonly cloud: Cloud;
  readonly publisher: ImageServer;
  readonly folder: string;
  /** A name that no other test uses; images with this name are deleted at the end. */
  name(prefix?: string): string;
  /** Writes `glance.yaml` (or another file of the folder). */
  write(text: string, file?: string): Promise<void>;
  /** Runs the built program in the folder, with the cloud's OS_*. */
  reconcile(...args: string[]): Promise<Run>;
  /** The same with more environment, e.g. another user's. */
  reconcileWith(env: Record<string, string>, ...args: string[]): Promise<Run>;
  /** Plans as JSON. */
  plan(...args: string[]): Promise<Plan>;
  /** Applies without asking, as JSON. */
  apply(...args: string[]): Promise<Report & { readonly exitCode: number }>;
  /** Images of exactly this name, visible and hidden, as Glance shows them. */
  named(name: string): Promise<readonly Wire[]>;
  /** The stack's images of an image name: published, staged and backups. */
  ours(name: string): Promise<readonly Wire[]>;
  /** The stored bytes. */
  download(id: string): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openWorkplace(): Promise<Workplace> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: npm run build`);
  const cloud = await openCloud();
  const publisher = await serveImages();
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-e2e-'));
  const names: string[] = [];
  const { admin, target } = cloud;
  const credentials = {
    OS_AUTH_URL: target.authUrl,
    OS_USERNAME: target.admin.user,
    OS_PASSWORD: target.admin.password,
    OS_PROJECT_NAME: target.admin.project,
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
    OS_REGION_NAME: target.region,
    OS_IDENTITY_API_VERSION: '3',
  };

  async function reconcileWith(env: Record<string, string>, ...args: string[]): Promise<Run> {
    const run = await execa(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', HOME: folder, ...credentials, ...env },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });
    if (run.exitCode === undefined)
      throw new Error(`the program did not end by itself: ${run.signal} ${run.stderr}`);
    return { exitCode: run.exitCode, stdout: run.stdout, stderr: run.stderr };
  }

  async function listed(query: Record<string, string>): Promise<readonly Wire[]> {
    const visible = await admin.list({ ...query, limit: '1000' });
    return [...visible, ...(await admin.list({ ...query, limit: '1000', os_hidden: 'true' }))];
  }

  const named = (name: string) => listed({ name: `eq:${name}` });
  async function ours(name: string): Promise<readonly Wire[]> {
    const marked = await listed({ 'owner_specified.reconcile.image': name });
    const other = await named(name);
    return [...marked, ...other.filter((image) => !marked.some((known) => known.id === image.id))];
  }

  return {
    cloud,
    publisher,
    folder,
    named,
    ours,
    name(prefix = 'e2e') {
      const name = unique(prefix);
      names.push(name);
      return name;
    },
    write: (text, file = 'glance.yaml') => writeFile(join(folder, file), text),
    reconcile: (...args) => reconcileWith({}, ...args),
    reconcileWith,
    async plan(...args) {
      const run = await reconcileWith({}, 'plan', '--format', 'json', ...args);
      return parsed(run);
    },
    async apply(...args) {
      const run = await reconcileWith({}, 'apply', '--yes', '--format', 'json', ...args);
      return { ...parsed<Report>(run), exitCode: run.exitCode };
    },
    async download(id) {
      const answer = await admin.glance('GET', `/v2/images/${id}/file`);
      if (answer.status !== 200) throw new Error(`no data: ${answer.status} ${answer.text}`);
      return answer.bytes;
    },
    async close() {
      for (const name of names) {
        for (const image of await ours(name)) {
          await admin.patch(image.id, [{ op: 'replace', path: '/protected', value: false }]);
          await admin.glance('DELETE', `/v2/images/${image.id}`);
        }
      }
      await publisher.close();
      await cloud.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function parsed<T>(run: Run): T {
  try {
    return JSON.parse(run.stdout) as T;
  } catch {
    throw new Error(`no JSON from the program (exit ${run.exitCode}): ${run.stdout}\n${run.stderr}`);
  }
}
