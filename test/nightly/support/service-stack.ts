import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type ServiceName = 'glance' | 'keystone';

const STOPS = ['SIGINT', 'SIGTERM'] as const;

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
  close(): void;
}

/** Brings up a stack of its own: other suites need theirs undisturbed. */
export async function openServiceStack(): Promise<ServiceStack> {
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-services-'));
  const dir = join(folder, 'stack');
  const script = (verb: string, ...more: readonly string[]) =>
    promisify(execFile)('bash', ['scripts/glance-stack', verb, '--dir', dir, ...more]);

  function close(): void {
    for (const each of STOPS) process.off(each, stop);
    for (const service of ['glance', 'keystone'] as const) signal(service, 'SIGCONT');
    execFileSync('bash', ['scripts/glance-stack', 'down', '--dir', dir], { stdio: 'inherit' });
    rmSync(folder, { recursive: true, force: true });
  }

  // The services are sessions of their own: they would outlive this process.
  function stop(): void {
    close();
    process.exit(130);
  }

  function signal(service: ServiceName, name: NodeJS.Signals): void {
    try {
      // Each service leads a process group of its own.
      process.kill(-Number(readFileSync(join(dir, 'run', `${service}.pid`), 'utf8')), name);
    } catch (error) {
      if (!['ESRCH', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  for (const each of STOPS) process.on(each, stop);
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
