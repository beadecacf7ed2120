import { ConfigError } from '../../model/errors.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { type CanonicalCloud, canonical, overlay } from './canonical.ts';
import { isMapping } from './raw-cloud.ts';

/** The settings for reaching one cloud: every alias resolved, every default filled in. Holds secrets. */
export interface CloudConfig {
  /** The clouds.yaml entry; null when the cloud has no name. */
  readonly name: string | null;
  /** Where the settings come from, for messages, e.g. `cloud "prod" of /etc/openstack/clouds.yaml`. */
  readonly origin: string;
  /** Null when the configuration names no type; see auth/select.ts. */
  readonly authType: string | null;
  readonly auth: Readonly<Record<string, string>>;
  readonly region: string | null;
  /** In order of preference: `public`, `internal`, `admin`. */
  readonly interfaces: readonly string[];
  readonly image: {
    /** Versionless; null: from the catalogue. */
    readonly endpoint: string | null;
    readonly interfaces: readonly string[];
    readonly region: string | null;
    readonly serviceType: string;
  };
  readonly tls: TlsConfig;
  /** Seconds without any progress until a request fails (openstacksdk's `api_timeout`); null: reconcile's default. */
  readonly apiTimeout: number | null;
  /** Why OS_* variables did not complete this cloud, for the error about missing settings; null: they did. */
  readonly unusedEnvironment: string | null;
}

/** Paths as written, with `~`. */
export interface TlsConfig {
  readonly insecure: boolean;
  readonly cacert: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

interface ConfigChoice {
  readonly name: string | null;
  readonly origin: string;
  /** The region of the command line; takes precedence over every other. */
  readonly region?: string | undefined;
  /** OS_REGION_NAME: chooses among several, but does not override a single one. */
  readonly preferredRegion?: string | undefined;
  readonly unusedEnvironment?: string | null;
}

/** Turns settings under their canonical names into a {@link CloudConfig}. Throws ConfigError. */
export function cloudConfig(cloud: CanonicalCloud, choice: ConfigChoice): CloudConfig {
  const chosen = chooseRegion(cloud, choice);
  const { settings } = chosen.cloud;
  const region = chosen.region;
  const interfaces = interfaceList(settings.interface) ?? ['public'];
  refuseOldImages(text(settings, 'image_api_version'), choice.origin);
  return {
    name: choice.name,
    origin: choice.origin,
    authType: text(settings, 'auth_type'),
    auth: withDomains(withRegionIn(chosen.cloud.auth, region)),
    region,
    interfaces,
    image: {
      endpoint: versionless(text(settings, 'image_endpoint_override') ?? text(settings, 'image_endpoint')),
      interfaces: interfaceList(settings.image_interface) ?? interfaces,
      region: text(settings, 'image_region_name') ?? region,
      serviceType: text(settings, 'image_service_type') ?? 'image',
    },
    tls: tlsConfig(settings),
    apiTimeout: apiTimeout(text(settings, 'api_timeout'), choice.origin),
    unusedEnvironment: choice.unusedEnvironment ?? null,
  };
}

/** An endpoint without credentials, query, version segment and trailing slash. */
export function versionless(url: string | null): string | null {
  if (url === null) return null;
  return withoutCredentials(url)
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\/v\d+(\.\d+)*$/, '')
    .replace(/\/+$/, '');
}

/** `internalURL` to `internal`; one name, a comma-separated list or a YAML list. */
export function interfaceList(value: unknown): readonly string[] | null {
  const names = (Array.isArray(value) ? value : scalarText(value ?? '', 'interface').split(','))
    .map((name) => scalarText(name, 'interface').trim().replace(/URL$/i, '').toLowerCase())
    .filter(Boolean);
  return names.length === 0 ? null : names;
}

/** Whether a setting's text means true, in any of YAML's and openstacksdk's spellings. */
export function isTrue(value: string | null): boolean {
  return /^(true|yes|on|1)$/i.test((value ?? '').trim());
}

interface ChosenRegion {
  readonly cloud: CanonicalCloud;
  readonly region: string | null;
}

function chooseRegion(cloud: CanonicalCloud, choice: ConfigChoice): ChosenRegion {
  const listed = listedRegions(cloud.settings);
  const named = listed.length === 1 ? listed[0]?.name : undefined;
  const wanted = choice.region ?? named ?? choice.preferredRegion;
  if (wanted === undefined && listed.length > 1) {
    throw new ConfigError(
      `${choice.origin} lists several regions (${listed.map((region) => region.name).join(', ')}), and a run works on one`,
      { hint: 'Choose one with --region or OS_REGION_NAME.' },
    );
  }
  const entry = listed.find((region) => region.name === wanted);
  if (
    entry === undefined &&
    Array.isArray(cloud.settings.regions) &&
    wanted !== undefined &&
    listed.length > 0
  ) {
    throw new ConfigError(
      `${choice.origin} has no region "${wanted}"; it lists ${listed.map((region) => region.name).join(', ')}`,
      { hint: 'Region names are case-sensitive.' },
    );
  }
  return {
    cloud: entry === undefined ? cloud : overlay(cloud, entry.values),
    region: wanted ?? null,
  };
}

interface ListedRegion {
  readonly name: string;
  readonly values: CanonicalCloud;
}

/** `regions:` (names, or mappings with `name` and `values`), else `region_name` (one, a list, or comma-separated). */
function listedRegions(settings: Readonly<Record<string, unknown>>): readonly ListedRegion[] {
  const regions = settings.regions ?? settings.region_name ?? [];
  const list: readonly unknown[] = Array.isArray(regions)
    ? regions
    : scalarText(regions, 'region_name').split(',');
  return list.map((region) => {
    if (!isMapping(region)) return { name: scalarText(region, 'regions').trim(), values: canonical({}) };
    if (typeof region.name !== 'string') throw new ConfigError('an entry of `regions` has no name');
    return { name: region.name, values: canonical(isMapping(region.values) ? region.values : {}) };
  });
}

/** A vendor profile may have one auth_url for all regions, with `{region_name}` in it. */
function withRegionIn(auth: Readonly<Record<string, string>>, region: string | null): Record<string, string> {
  const url = auth.auth_url;
  if (url === undefined || region === null) return { ...auth };
  return { ...auth, auth_url: url.replaceAll('{region_name}', region) };
}

/** A bare domain is for user and project; without any domain, the id is `default`, that of Keystone's first one. */
function withDomains(auth: Record<string, string>): Record<string, string> {
  const { domain_id, domain_name, default_domain_id, default_domain_name, ...rest } = auth;
  const fallback = given(domain_id, domain_name) ??
    given(default_domain_id, default_domain_name) ?? { id: 'default', name: undefined };
  const filled: Record<string, string> = { ...rest };
  const scoped = rest.project_id !== undefined || rest.project_name !== undefined;
  for (const owner of ['user', 'project']) {
    if (rest[`${owner}_domain_id`] !== undefined || rest[`${owner}_domain_name`] !== undefined) continue;
    if (fallback.id !== undefined) filled[`${owner}_domain_id`] = fallback.id;
    else if (fallback.name !== undefined) filled[`${owner}_domain_name`] = fallback.name;
  }
  // Without a project, a bare domain is also the scope of the token.
  if (!scoped && domain_id !== undefined) filled.domain_id = domain_id;
  if (!scoped && domain_name !== undefined) filled.domain_name = domain_name;
  return filled;
}

function given(id: string | undefined, name: string | undefined) {
  return id === undefined && name === undefined ? undefined : { id, name };
}

/** `insecure` overrides `verify`, and `verify` overrides `cacert`. */
function tlsConfig(settings: Readonly<Record<string, unknown>>): TlsConfig {
  const verify = text(settings, 'verify');
  const refusesVerifying = verify !== null && /^(false|no|off|0)$/i.test(verify);
  const caFromVerify = verify !== null && !refusesVerifying && !isTrue(verify) ? verify : null;
  return {
    insecure: isTrue(text(settings, 'insecure')) || refusesVerifying,
    cacert: caFromVerify ?? text(settings, 'cacert'),
    cert: text(settings, 'cert'),
    key: text(settings, 'key'),
  };
}

function refuseOldImages(wanted: string | null, origin: string): void {
  if (wanted === null || /^v?2(\.|$)/.test(wanted)) return;
  throw new ConfigError(
    `${origin} asks for Images API version ${wanted}; reconcile supports only version 2`,
    {
      hint: 'Set image_api_version (OS_IMAGE_API_VERSION) to 2, or leave it out.',
    },
  );
}

function apiTimeout(given: string | null, origin: string): number | null {
  if (given === null) return null;
  const seconds = Number(given);
  if (/^\d{1,6}(\.\d+)?$/.test(given) && seconds > 0) return seconds;
  throw new ConfigError(
    `${origin} has the api_timeout "${given}", which is not a number of seconds above 0`,
    {
      hint: 'Set api_timeout (OS_API_TIMEOUT) to a number above 0, or leave it out.',
    },
  );
}

/** A setting's text; null for a missing or empty setting. Throws ConfigError for a list or a mapping. */
function text(settings: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = settings[key];
  if (value === undefined || value === null || value === '') return null;
  return scalarText(value, key);
}

function scalarText(value: unknown, key: string): string {
  if (typeof value === 'object') throw new ConfigError(`"${key}" must be one value, not a list or a mapping`);
  return String(value);
}
