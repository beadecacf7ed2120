import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type ServiceName = 'glance' | 'keystone';

/** A real Keystone and Glance whose processes a suite disturbs. */
export interface ServiceStack {
  /** Where all data of the services lies. */
  readonly dir: string;
  /** What `glance-stack env` prints. */
  readonly env: Readonly<Record<string, string>>;
  /** Sends a signal to every process of a service. */
  signal(service: ServiceName, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts what was killed; resolves when both services answer. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Brings up a stack of its own: other suites need theirs undisturbed. */
export async function openServiceStack(): Promise<ServiceStack> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-services-'));
  const dir = join(folder, 'stack');
  const script = (verb: string, ...more: readonly string[]) =>
    promisify(execFile)('bash', ['scripts/glance-stack', verb, '--dir', dir, ...more]);

  async function close(): Promise<void> {
    for (const service of ['glance', 'keystone'] as const) signal(service, 'SIGCONT');
    await script('down');
    await rm(folder, { recursive: true, force: true });
  }

  function signal(service: ServiceName, name: NodeJS.Signals): void {
    try {
      // Each service leads a process group of its own.
      process.kill(-Number(readFileSync(join(dir, 'run', `${service}.pid`), 'utf8')), name);
    } catch (error) {
      if (!['ESRCH', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  await script('up', '--no-clients');
  const { stdout } = await script('env');
  const env = Object.fromEntries(
    [...stdout.matchAll(/^export (\w+)=(.*)$/gm)].map(([, key, value]) => [key!, value!]),
  );
  return {
    dir,
    env,
    signal,
    start: async () => {
      await script('start');
    },
    close,
  };
}
