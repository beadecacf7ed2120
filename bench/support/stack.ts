import { spawnSync } from 'node:child_process';
import { run } from './run.ts';

export interface Stack {
  readonly dir: string;
  /** What `glance-stack env` prints: OS_* and RECONCILE_STACK_*. */
  readonly env: Readonly<Record<string, string>>;
}

const SCRIPT = 'scripts/glance-stack';

/** Brings a Keystone and a Glance on MariaDB up in an empty folder. */
export async function bringUp(dir: string): Promise<Stack> {
  await run(script('up', dir, '--database', 'mariadb'));
  return stackIn(dir);
}

/** A stack that is up already. Throws when it has no MariaDB: SQLite is another service once several requests write. */
export async function stackIn(dir: string): Promise<Stack> {
  const text = await run(script('env', dir));
  const env = Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.*)$/gm)].map(([, key, value]) => [key!, value!]),
  );
  if (env.RECONCILE_STACK_DATABASE !== 'mariadb')
    throw new Error(
      `the stack in ${dir} has no MariaDB: scripts/glance-stack up --database mariadb --dir DIR`,
    );
  return { dir, env };
}

/** Ends a stack, also after `endAll`. */
export function takeDown(dir: string): void {
  spawnSync('bash', [SCRIPT, 'down', '--dir', dir], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function script(verb: string, dir: string, ...more: readonly string[]) {
  return { argv: ['bash', SCRIPT, verb, '--dir', dir, ...more], env: process.env, cwd: process.cwd() };
}
