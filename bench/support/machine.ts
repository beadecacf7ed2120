import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { run } from './run.ts';

export type Facts = readonly (readonly [label: string, value: string])[];

/** Programs that the bench runs, with the Debian package of each. */
const NEEDED = {
  curl: 'curl',
  openstack: 'python3-openstackclient',
  glance: 'python3-glanceclient',
  gzip: 'gzip',
  zstd: 'zstd',
} as const;

/** Throws with what to install when a program is missing that the bench runs. */
async function expectPrograms(): Promise<void> {
  const missing = await Promise.all(
    Object.entries(NEEDED).map(async ([program, name]) => {
      const path = await firstLine('bash', '-c', `command -v ${program} || true`);
      return path === '' ? [name] : [];
    }),
  );
  const packages = missing.flat();
  if (packages.length > 0) throw new Error(`programs are missing: apt-get install ${packages.join(' ')}`);
}

/** The machine, and the versions of all programs whose times are in the results. */
export async function machineFacts(): Promise<Facts> {
  await expectPrograms();
  const [curl, openstack, glance, ...services] = await Promise.all([
    firstLine('curl', '--version'),
    firstLine('openstack', '--version'),
    firstLine('bash', '-c', 'glance --version 2>&1'),
    debianVersion('glance-api'),
    debianVersion('keystone'),
    debianVersion('mariadb-server-core'),
  ]);
  const [glanceApi = '', keystone = '', mariadb = ''] = services;
  const cores = cpus();
  return [
    ['machine', `${cores[0]?.model ?? 'unknown'}, ${cores.length} cores, ${gibibytes(totalmem())} GiB`],
    ['Linux', release()],
    ['reconcile', await firstLine('git', 'describe', '--always', '--dirty')],
    ['Node', process.version],
    ['undici', await undiciVersion()],
    ['curl', curl.replace(/^curl (\S+).*/, '$1')],
    ['openstack', openstack.replace(/^openstack /, '')],
    ['glance (client)', glance],
    ['Glance', glanceApi],
    ['Keystone', keystone],
    ['MariaDB', mariadb],
  ];
}

async function firstLine(...argv: readonly string[]): Promise<string> {
  const text = await run({ argv, env: process.env, cwd: process.cwd() });
  return text.trim().split('\n')[0] ?? '';
}

function debianVersion(name: string): Promise<string> {
  return firstLine('bash', '-c', `dpkg-query -W ${name} | cut -f 2`);
}

async function undiciVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile('node_modules/undici/package.json', 'utf8'));
  return version;
}

function gibibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 30);
}
