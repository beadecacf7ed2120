import path from 'node:path';
import type { IdentityReference } from '../../model/cloud.ts';
import { isSecretSetting, secretVariables } from '../../model/cloud-variables.ts';
import { ConfigError, StateError } from '../../model/errors.ts';
import type { Position } from '../../model/position.ts';
import { type CanonicalCloud, canonical, SECRET_AUTH_KEYS } from './canonical.ts';
import { isTrue } from './cloud-config.ts';
import { expandPath, loadCloudsFile, type Surroundings } from './clouds-yaml.ts';
import { isSameService } from './complete.ts';
import { environmentCloud } from './environment.ts';
import { isMapping, type RawCloud } from './raw-cloud.ts';

/** A secret of the runner, and the address that it came with. */
export interface KnownCredential {
  readonly secret: string;
  /** For messages, e.g. `OS_PASSWORD` or `cloud "prod" of clouds.yaml`. */
  readonly origin: string;
  /** Of Keystone, or of Glance where there is no Keystone; null: it came with none. */
  readonly url: string | null;
}

/**
 * The secrets of OS_* and of every entry of clouds.yaml, also of names that no client defines, such as OS_PASSWORD_PROD.
 * A clouds.yaml that cannot be read gives none: the run reports it when it needs the file.
 */
export async function knownCredentials(surroundings: Surroundings): Promise<readonly KnownCredential[]> {
  const { auth } = environmentCloud(surroundings.env);
  const address = auth.auth_url ?? auth.endpoint ?? null;
  const fromEnvironment = secretVariables(surroundings.env).map(([origin, secret]) => {
    return { secret, origin, url: address };
  });
  const file = await loadCloudsFile(surroundings).catch(() => null);
  if (file === null) return fromEnvironment;
  // Both halves of a divided entry hold secrets, and each half knows only an address of its own.
  const halves = Object.entries(file.divided).map(([name, { secure }]) => [name, secure] as const);
  const fromFile = [...Object.entries(file.clouds), ...halves].flatMap(([name, entry]) => {
    const { auth: own, settings } = canonical(entry);
    const vendor = String(settings.profile ?? settings.cloud ?? '');
    // A stranger's clouds-public.yaml does not say where a secret belongs.
    const isOwnProfile = file.profilesOfWork === null || Object.hasOwn(file.ofWork, name);
    const profile =
      isOwnProfile && Object.hasOwn(file.profiles, vendor) ? canonical(file.profiles[vendor] ?? {}).auth : {};
    const url = own.auth_url ?? own.endpoint ?? profile.auth_url ?? null;
    return secretsIn(entry).map((secret) => ({ secret, origin: `cloud "${name}" of clouds.yaml`, url }));
  });
  return [...fromEnvironment, ...fromFile];
}

/** The secrets at any depth of an entry: a region can have its own. */
function secretsIn(entry: RawCloud): readonly string[] {
  return Object.entries(entry).flatMap(([key, value]) => {
    if (Array.isArray(value)) return value.filter(isMapping).flatMap(secretsIn);
    if (isMapping(value)) return secretsIn(value);
    return isSecretSetting(key.replaceAll('-', '_')) && typeof value === 'string' && value !== ''
      ? [value]
      : [];
  });
}

interface Described {
  readonly identity: IdentityReference;
  /** The identity, completed from OS_*. */
  readonly cloud: CanonicalCloud;
  readonly environment: CanonicalCloud;
  readonly known: readonly KnownCredential[];
  readonly surroundings: Surroundings;
}

/**
 * Throws StateError when a state file would send a secret of the runner elsewhere than to the address that the secret
 * came with, or over weaker TLS than the runner set up. The author of the file could be after the secret.
 */
export function refuseForeignAddress(
  described: Described,
  { allowIdentityUrl = [] }: { readonly allowIdentityUrl?: readonly string[] | undefined },
): void {
  const { identity, cloud, known } = described;
  const sent = SECRET_AUTH_KEYS.flatMap((key) => cloud.auth[key] ?? []);
  // A secret among other letters counts: `password: x${OS_PASSWORD}` holds the secret too.
  const foreign = known.filter(({ secret }) => sent.some((each) => each.includes(secret)));
  const [first] = foreign;
  if (first === undefined) return;
  const url = cloud.auth.auth_url ?? cloud.auth.endpoint;
  if (
    url !== undefined &&
    identity.url !== undefined &&
    !allowIdentityUrl.some((each) => isEqual(each, url))
  ) {
    // One secret may be known by several names; each secret must belong to the address by one of them.
    const belongs = (secret: string) =>
      foreign.some((each) => each.secret === secret && each.url !== null && isSameService(each.url, url));
    const stranger = foreign.find(({ secret }) => !belongs(secret));
    if (stranger) throw foreignAddress(stranger, url, identity);
  }
  refuseWeakerTls(first, described);
}

function foreignAddress({ origin, url }: KnownCredential, given: string, identity: IdentityReference): Error {
  const why =
    url === null ? `${origin} came without an address` : `${origin} came with another address, ${url}`;
  return refused(
    identity.at?.url ?? identity.at?.section,
    `the identity sends a secret of the run to ${given}, but ${why}`,
    `Set OS_AUTH_URL to ${given} if the secret belongs there, or give --allow-identity-url ${given}.`,
  );
}

function refuseWeakerTls(
  { origin }: KnownCredential,
  { identity, environment, surroundings }: Described,
): void {
  const { settings } = environment;
  if (identity.insecure && !isTrue(String(settings.insecure ?? ''))) {
    throw refused(
      identity.at?.insecure,
      `the state file must not turn off the TLS check for a secret of the run (${origin})`,
      'Remove "insecure" from the identity. The runner can set OS_INSECURE=true.',
    );
  }
  if (identity.cacert === undefined) return;
  const own = typeof settings.cacert === 'string' ? expandPath(settings.cacert, surroundings) : null;
  if (own === path.resolve(expandPath(identity.cacert, surroundings))) return;
  throw refused(
    identity.at?.cacert,
    `the state file must not say which CA to trust for a secret of the run (${origin})`,
    'Remove "cacert" from the identity. The runner can set OS_CACERT.',
  );
}

function refused(at: Position | undefined, message: string, hint: string): Error {
  if (at === undefined) return new ConfigError(message, { hint });
  return new StateError([{ at, message, hint, excerpt: '' }]);
}

function isEqual(a: string, b: string): boolean {
  return a === b || (URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href);
}
