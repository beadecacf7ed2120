import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { excerpt } from '../../chaos/checks.ts';
import type { Credentials, Upstreams } from '../../chaos/cloud.ts';
import { type Hosts, prepareHosts } from '../../chaos/other-host.ts';
import { type Run, runChild } from '../../chaos/program.ts';
import { digest } from '../../support/digest.ts';
import { type MomentsProxy, openMomentsProxy } from './moments-proxy.ts';

/** One user of the program: a home folder on a host, and a way to the cloud that a suite can slow down. */
export interface Member {
  readonly home: string;
  readonly proxy: MomentsProxy;
  /** Writes `glance.yaml`: a stack with one public image. */
  writeState(state: StatedImage): Promise<void>;
  run(args: readonly string[], options?: MemberRun): Promise<Run>;
  close(): Promise<void>;
}

export interface StatedImage {
  readonly stack: string;
  readonly name: string;
  readonly bytes: Buffer;
  /** A URL or path; default: a file with the bytes beside the state file. */
  readonly source?: string;
}

export interface MemberRun {
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: (child: ChildProcess) => void;
}

export interface MemberOptions {
  readonly folder: string;
  readonly host: string;
  readonly sandbox: Sandbox;
  /** Default: a home of its own. */
  readonly home?: string;
}

export async function openMember({ folder, host, sandbox, home: given }: MemberOptions): Promise<Member> {
  const home = given ?? join(folder, host);
  await mkdir(home, { recursive: true });
  const hosts: Hosts = await prepareHosts(home);
  const proxy = await openMomentsProxy(upstreamsOf(sandbox));
  const env = {
    ...sandbox.env,
    ...hosts.env(host),
    PATH: process.env.PATH ?? '',
    HOME: home,
    OS_AUTH_URL: `${proxy.url}/identity/v3`,
    OS_IMAGE_ENDPOINT_OVERRIDE: `${proxy.url}/image`,
  };
  return {
    home,
    proxy,
    async writeState({ stack, name, bytes, source = './image.qcow2' }) {
      await writeFile(join(home, 'image.qcow2'), bytes);
      const checksum = `sha256:${digest('sha256', bytes)}`;
      const image = { name, format: 'qcow2', source, checksum, visibility: 'public' };
      const file = stringify({ glance: { server: { name: stack, images: [image] } } });
      await writeFile(join(home, 'glance.yaml'), file);
    },
    run: (args, { env: more = {}, onStart } = {}) =>
      runChild({
        program: resolve('dist/main.js'),
        args: [...args, '-f', 'glance.yaml'],
        cwd: home,
        env: { ...env, ...more },
        nodeArgs: hosts.nodeArgs,
        ...(onStart ? { onStart } : {}),
      }),
    close: proxy.close,
  };
}

export function upstreamsOf(sandbox: Sandbox): Upstreams {
  return { identity: sandbox.authUrl.replace(/\/v3$/, ''), image: sandbox.imageUrl };
}

export function credentialsOf({ env }: Sandbox): Credentials {
  return { user: 'admin', project: 'service', password: env.OS_PASSWORD ?? '' };
}

/** A run's end in words, for a violation. */
export function said(run: Run): string {
  return `${run.exitCode}: ${excerpt(run.stdout + run.stderr)}`;
}
