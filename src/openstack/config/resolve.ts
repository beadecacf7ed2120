import type { CloudReference, IdentityReference } from '../../model/cloud.ts';
import { ConfigError } from '../../model/errors.ts';
import { nearest } from '../../model/text.ts';
import { type CanonicalCloud, canonical, overlay } from './canonical.ts';
import { type CloudConfig, cloudConfig } from './cloud-config.ts';
import { type CloudsFile, loadCloudsFile, type Surroundings } from './clouds-yaml.ts';
import { complete, contradictions } from './complete.ts';
import { knownCredentials, refuseForeignAddress } from './credentials.ts';
import { describesCloud, environmentCloud } from './environment.ts';
import { variableFor } from './join-files.ts';
import type { RawCloud } from './raw-cloud.ts';

export interface CloudChoice extends Surroundings {
  readonly reference: CloudReference;
  /** `--os-cloud` */
  readonly osCloud?: string | undefined;
  /** `--region` */
  readonly region?: string | undefined;
  /** Addresses of the state file's identity that may get the credentials of OS_* and clouds.yaml. */
  readonly allowIdentityUrl?: readonly string[] | undefined;
}

interface ResolvedCloud {
  readonly config: CloudConfig;
  readonly warnings: readonly string[];
}

interface Found {
  readonly name: string | null;
  readonly origin: string;
  readonly cloud: CanonicalCloud;
  readonly warnings: readonly string[];
  /** The file of the working directory that describes the cloud; absent: none does. */
  readonly ofWork?: string | undefined;
  /** The state file's identity, where it describes the cloud. */
  readonly identity?: IdentityReference;
}

/**
 * Finds the cloud and its settings: from `--os-cloud`, the state file, `OS_CLOUD`, the OS_* credentials, or the only
 * cloud of clouds.yaml, in that order. OS_* variables fill the gaps. Throws ConfigError when none of these names a
 * cloud, or when they contradict each other.
 */
export async function resolveCloud(choice: CloudChoice): Promise<ResolvedCloud> {
  const environment = environmentCloud(choice.env);
  const found = await findCloud(choice, environment);
  const { cloud, refused } = complete(found.cloud, environment, found.ofWork);
  if (found.identity !== undefined) {
    const known = await knownCredentials(choice);
    refuseForeignAddress(
      { identity: found.identity, cloud, environment, known, surroundings: choice },
      choice,
    );
  }
  const config = cloudConfig(cloud, {
    name: found.name,
    origin: found.origin,
    region: choice.region,
    preferredRegion: choice.env.OS_REGION_NAME || undefined,
    unusedEnvironment: refused,
  });
  return { config, warnings: found.warnings };
}

async function findCloud(choice: CloudChoice, environment: CanonicalCloud): Promise<Found> {
  const { reference, env } = choice;
  if (choice.osCloud) return named(choice.osCloud, 'the option --os-cloud', choice, environment);
  if (reference.cloud !== undefined && reference.profile) {
    return profile(reference.cloud, choice, environment);
  }
  if (reference.cloud !== undefined) {
    return named(reference.cloud, 'the state file', choice, environment);
  }
  if (reference.identity !== undefined) return fromIdentity(reference.identity);
  if (env.OS_CLOUD) return fromOsCloud(env.OS_CLOUD, choice, environment);
  if (describesCloud(environment)) return fromEnvironment(environment);
  return onlyCloud(await loadCloudsFile(choice));
}

async function named(
  name: string,
  by: string,
  choice: CloudChoice,
  environment: CanonicalCloud,
): Promise<Found> {
  if (name === (choice.env.OS_CLOUD_NAME || 'envvars') && describesCloud(environment)) {
    return fromEnvironment(environment);
  }
  const file = await loadCloudsFile(choice);
  const entry = Object.hasOwn(file.clouds, name) ? file.clouds[name] : undefined;
  if (entry === undefined) throw unknownCloud(name, by, file, environment);
  return fromEntry(name, entry, file);
}

/** The cloud of a profile in the `glance.client.identity` shape. OS_CLOUD or OS_* stand in for a missing entry. */
async function profile(name: string, choice: CloudChoice, environment: CanonicalCloud): Promise<Found> {
  const file = await loadCloudsFile(choice);
  const entry = Object.hasOwn(file.clouds, name) ? file.clouds[name] : undefined;
  if (entry !== undefined) return fromEntry(name, entry, file);
  const standIn = choice.env.OS_CLOUD
    ? await fromOsCloud(choice.env.OS_CLOUD, choice, environment)
    : describesCloud(environment) && fromEnvironment(environment);
  if (!standIn) throw unknownCloud(name, 'the state file (as an identity profile)', file, environment);
  const warning = `No clouds.yaml has the identity profile "${name}"; using ${standIn.origin} instead.`;
  return { ...standIn, warnings: [...standIn.warnings, warning] };
}

async function fromOsCloud(name: string, choice: CloudChoice, environment: CanonicalCloud): Promise<Found> {
  const found = await named(name, 'the variable OS_CLOUD', choice, environment);
  const opposed = contradictions(found.cloud, environment);
  if (opposed.length === 0) return found;
  throw new ConfigError(
    `OS_CLOUD names ${found.origin}, but ${opposed.join(', ')} ${opposed.length === 1 ? 'says' : 'say'} otherwise`,
    { hint: `Unset OS_CLOUD, or unset ${opposed.join(', ')}.` },
  );
}

function fromEnvironment(environment: CanonicalCloud): Found {
  return { name: null, origin: 'the OS_* variables', cloud: environment, warnings: [] };
}

function onlyCloud(file: CloudsFile): Found {
  const names = Object.keys(file.clouds);
  const [name] = names;
  if (name !== undefined && names.length === 1) return fromEntry(name, file.clouds[name] ?? {}, file);
  if (names.length > 1) {
    throw new ConfigError(`no setting chooses a cloud; ${file.path} has ${names.join(', ')}`, {
      hint: 'Name one with --os-cloud, OS_CLOUD, or `cloud:` in the state file.',
    });
  }
  throw new ConfigError(
    'no cloud is configured: reconcile looked for --os-cloud, `cloud` or `identity` in the state file, OS_CLOUD, ' +
      `OS_AUTH_URL, OS_IMAGE_URL with OS_AUTH_TOKEN, and a clouds.yaml in ${file.searched.join(', ')}`,
    { hint: "Source your cloud's openrc file, write a clouds.yaml, or start with `reconcile sandbox`." },
  );
}

function fromEntry(name: string, entry: RawCloud, file: CloudsFile): Found {
  const origin = `cloud "${name}" of ${file.path ?? 'secure.yaml'}`;
  const divided = Object.hasOwn(file.divided, name) ? file.divided[name] : undefined;
  if (divided !== undefined) throw ofTwoAuthors(`cloud "${name}"`, divided.paths);
  const ofWork = Object.hasOwn(file.ofWork, name) ? file.ofWork[name] : undefined;
  const { merged, warnings } = withProfile(entry, { file, origin, ofWork });
  return { name, origin, cloud: merged, warnings, ofWork };
}

function ofTwoAuthors(what: string, [ofWork, elsewhere]: readonly [string, string]): ConfigError {
  return new ConfigError(
    `${what} is in ${ofWork} and in ${elsewhere}; the first lies in the working directory, and its author must not get secrets of the second`,
    {
      hint: `Put both files into one folder. If you trust ${ofWork}, name it with ${variableFor(ofWork)}.`,
    },
  );
}

/** `profile:` names an entry of clouds-public.yaml; `cloud:` is its older spelling. */
function withProfile(
  entry: RawCloud,
  {
    file,
    origin,
    ofWork,
  }: { readonly file: CloudsFile; readonly origin: string; readonly ofWork: string | undefined },
): { merged: CanonicalCloud; warnings: readonly string[] } {
  const own = canonical(entry);
  const name = own.settings.profile ?? own.settings.cloud;
  if (name === undefined) return { merged: own, warnings: [] };
  if (typeof name === 'object') throw new ConfigError(`the profile of ${origin} is not a name`);
  const profile = String(name);
  const vendor = Object.hasOwn(file.profiles, profile) ? file.profiles[profile] : undefined;
  if (vendor !== undefined && file.profilesOfWork !== null && ofWork === undefined) {
    throw new ConfigError(
      `${origin} builds on the profile "${name}" of ${file.profilesOfWork}; that file lies in the working directory, and its author must not get secrets of the cloud`,
      { hint: 'Write the auth_url into the entry, or put both files into one folder.' },
    );
  }
  if (vendor !== undefined) {
    return { merged: overlay(canonical(vendor), own), warnings: [] };
  }
  const problem = `${origin} builds on the profile "${name}", which no clouds-public.yaml has`;
  if (own.auth.auth_url !== undefined || own.auth.endpoint !== undefined)
    return { merged: own, warnings: [problem] };
  throw new ConfigError(problem, {
    hint: 'Write the auth_url into the entry, or provide clouds-public.yaml.',
  });
}

function fromIdentity(identity: IdentityReference): Found {
  const reach = identity.engine === 'keystone' ? { auth_url: identity.url } : { endpoint: identity.url };
  const raw = {
    ...reach,
    ...(identity.engine === 'keystone' ? {} : { auth_type: identity.engine }),
    username: identity.user,
    user_id: identity.userId,
    password: identity.password,
    project_name: identity.project,
    project_id: identity.projectId,
    domain_name: identity.domain,
    domain_id: identity.domainId,
    user_domain_name: identity.userDomain,
    user_domain_id: identity.userDomainId,
    project_domain_name: identity.projectDomain,
    project_domain_id: identity.projectDomainId,
    region_name: identity.region,
    interface: identity.interface,
    cacert: identity.cacert,
    insecure: identity.insecure,
  };
  return { name: null, origin: "the state file's identity", cloud: canonical(raw), warnings: [], identity };
}

function unknownCloud(name: string, by: string, file: CloudsFile, environment: CanonicalCloud): ConfigError {
  const names = Object.keys(file.clouds);
  // The OS_* variables describe a cloud, and the named one goes before them.
  const way =
    by === 'the state file' && describesCloud(environment)
      ? ' To use the cloud of the OS_* variables, remove `cloud` from the state file.'
      : '';
  if (file.path === null) {
    return new ConfigError(`${by} names the cloud "${name}", but there is no clouds.yaml`, {
      hint: `Write one in ${file.searched.join(', ')}, or name it with OS_CLIENT_CONFIG_FILE.${way}`,
    });
  }
  const meant = nearest(name, names);
  const guess = meant === null ? '' : `Did you mean "${meant}"? `;
  return new ConfigError(`${by} names the cloud "${name}", which ${file.path} does not have`, {
    hint: `${guess}The file has ${names.length === 0 ? 'no clouds' : names.join(', ')}.${way}`,
  });
}
