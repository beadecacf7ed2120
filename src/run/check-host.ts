import type { CheckHost } from '../apply/context.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Connection } from '../openstack/connect.ts';

/**
 * What the run's environment has that any program needs, and the ways out of a closed network. Everything else,
 * passwords above all, a check does not get: what it needs of its own it is told by its arguments or in files.
 */
const HANDED_ON = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'REQUESTS_CA_BUNDLE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** What the checks of a run are given. */
export function checkHost(
  connection: Pick<Connection, 'clientEnvironment'>,
  { env, folders }: RunContext,
): CheckHost {
  const handedOn = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && (HANDED_ON.includes(name) || name.startsWith('LC_')) ? [[name, value]] : [],
  );
  return {
    directory: folders.work,
    environment: Object.fromEntries(handedOn),
    access: (seconds) => connection.clientEnvironment(seconds),
  };
}
