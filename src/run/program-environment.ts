import { withoutCredentials } from '../model/secrets.ts';

/** What every program needs. A check or transform does not get the other variables, above all no password. */
const HANDED_ON = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'REQUESTS_CA_BUNDLE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** The proxies of a closed network. */
const PROXIES = /^(?:https?|all|no)_proxy$/i;

/** The environment of the programs that a state file names. */
export interface ProgramEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** The names of proxies that have a user or a password, which the programs do not get. */
  readonly withheld: readonly string[];
}

/** Takes from the run's environment what its programs get: proxies without user and password. */
export function programEnvironment(env: Readonly<Record<string, string | undefined>>): ProgramEnvironment {
  const variables: Record<string, string> = {};
  const withheld: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    if (HANDED_ON.includes(name) || name.startsWith('LC_')) variables[name] = value;
    if (!PROXIES.test(name)) continue;
    const open = withoutCredentials(value);
    if (open !== value) withheld.push(name);
    // What still holds an @ is no proxy that reconcile understands, and may be a password.
    if (!open.includes('@')) variables[name] = open;
  }
  return { variables, withheld };
}
