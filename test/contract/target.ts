/** Where the suite runs: the cloud of OS_* when RECONCILE_CONTRACT is `real`, else a sandbox of its own. */
export interface Target {
  readonly real: boolean;
  /** Keystone with `/v3`. */
  readonly authUrl: string;
  readonly region: string;
  /** User and password of an admin in project `service`. */
  readonly admin: Credentials;
  /** A user with the roles member and reader in project `tenant1`, and nowhere else. */
  readonly member: Credentials;
  close(): Promise<void>;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly project: string;
}

/**
 * Either target holds the projects `service` and `tenant1` to `tenant3` in the domain Default, and the users
 * of `scripts/glance-stack`. The stack gives the member's password as RECONCILE_STACK_MEMBER_PASSWORD.
 */
export async function openTarget(): Promise<Target> {
  if (process.env.RECONCILE_CONTRACT === 'real') {
    return fromEnvironment(process.env, true, async () => {});
  }
  const { startSandbox } = await import('../../src/sandbox/server.ts');
  const sandbox = await startSandbox();
  // In the sandbox one password opens every user's door.
  const env = { RECONCILE_STACK_MEMBER_PASSWORD: sandbox.env.OS_PASSWORD, ...sandbox.env };
  return fromEnvironment(env, false, () => sandbox.close());
}

function fromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  real: boolean,
  close: () => Promise<void>,
): Target {
  return {
    real,
    authUrl: needed(env, 'OS_AUTH_URL').replace(/\/+$/, ''),
    region: needed(env, 'OS_REGION_NAME'),
    admin: {
      user: needed(env, 'OS_USERNAME'),
      password: needed(env, 'OS_PASSWORD'),
      project: needed(env, 'OS_PROJECT_NAME'),
    },
    member: {
      user: 'member',
      password: needed(env, 'RECONCILE_STACK_MEMBER_PASSWORD'),
      project: 'tenant1',
    },
    close,
  };
}

function needed(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set: source <(scripts/glance-stack env)`);
  return value;
}
