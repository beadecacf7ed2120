import type { CloudReference, IdentityPlaces, IdentityReference } from '../../model/cloud.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace, position } from '../yaml/source-text.ts';
import { child, entriesOf, isNull, type MapNode, type Node, resolvePath } from '../yaml/tree.ts';
import { booleanField, canonicalFields, defined, type Fields, numberField, textField } from './aliases.ts';
import { textOf } from './text-values.ts';

const IDENTITY_ALIASES: Readonly<Record<string, string>> = {
  auth_url: 'url',
  region_name: 'region',
  username: 'user',
  tenant: 'project',
  tenant_name: 'project',
  project_name: 'project',
  tenant_id: 'project_id',
  domain_name: 'domain',
  user_domain_name: 'user_domain',
  project_domain_name: 'project_domain',
  endpoint_type: 'interface',
  cacert_file: 'cacert',
};

/** The parts of a state that say which cloud it is for. */
interface CloudSections {
  readonly glance: MapNode | null;
  /** Profiles of the client shape that list images. */
  readonly profiles: readonly { readonly name: string; readonly node: Node; readonly place: Node['place'] }[];
  readonly serverHasImages: boolean;
}

/**
 * Reads which cloud the state is for: `server.cloud`, `server.identity`, or the client shape's profile. A run works on
 * one cloud: images under two profiles, or under a profile beside a server section with another cloud, are errors.
 */
export function readCloud(sections: CloudSections, errors: ErrorList, warnings: string[]): CloudReference {
  const server = child(sections.glance ?? undefined, 'server');
  const cloudNode = child(server, 'cloud');
  const identityNode = child(server, 'identity');
  const cloud = textOf(cloudNode);
  const identity = identityNode && !isNull(identityNode) ? readIdentity(identityNode, errors) : undefined;
  const profile = readProfile(sections, errors);

  if (profile === null) {
    if (cloud === undefined) return identity === undefined ? {} : { identity };
    if (identity !== undefined) {
      warnings.push(`glance.server.identity is not used, as glance.server.cloud names the cloud "${cloud}"`);
    }
    return { cloud };
  }
  const other =
    cloud !== undefined ? cloudNode : (identityNode ?? (sections.serverHasImages ? server : undefined));
  if (cloud !== profile.name && other !== undefined && !isNull(other)) {
    errors.add(
      profile.place,
      `profile "${profile.name}" is another cloud than glance.server at ${describePlace(other.place)}, and one run works on one cloud`,
      `Set glance.server.cloud: ${profile.name} if both are the same cloud. Otherwise write a state file for each cloud.`,
    );
  }
  return profile.isCloud ? { cloud: profile.name } : { cloud: profile.name, profile: true };
}

interface Profile {
  readonly name: string;
  readonly place: Node['place'];
  /** True when `client.cloud_name` names the cloud for every profile. */
  readonly isCloud: boolean;
}

function readProfile({ glance, profiles }: CloudSections, errors: ErrorList): Profile | null {
  const [first, second] = profiles;
  if (first === undefined) return null;
  const cloudName = child(child(glance ?? undefined, 'client'), 'cloud_name');
  if (cloudName?.kind === 'scalar' && cloudName.type === 'string') {
    return { name: cloudName.text, place: cloudName.place, isCloud: true };
  }
  if (second !== undefined) {
    errors.add(
      second.place,
      `the profiles "${first.name}" and "${second.name}" both list images, and one run works on one cloud`,
      'Write a state file for each profile.',
    );
  }
  return { name: first.name, place: first.place, isCloud: false };
}

function readIdentity(node: Node, errors: ErrorList): IdentityReference | undefined {
  const fields = canonicalFields(entriesOf(node), IDENTITY_ALIASES, errors);
  const engine = textField(fields, 'engine') as IdentityReference['engine'] | undefined;
  const url = readUrl(node, fields, engine ?? 'keystone', errors);
  const region = readRegion(fields, errors);
  if (url === null) return undefined;
  return defined({
    at: readPlaces(node, fields),
    engine: engine ?? 'keystone',
    url,
    user: textField(fields, 'user'),
    userId: textField(fields, 'user_id'),
    password: textField(fields, 'password'),
    project: textField(fields, 'project'),
    projectId: textField(fields, 'project_id'),
    domain: textField(fields, 'domain'),
    domainId: textField(fields, 'domain_id'),
    userDomain: textField(fields, 'user_domain'),
    userDomainId: textField(fields, 'user_domain_id'),
    projectDomain: textField(fields, 'project_domain'),
    projectDomainId: textField(fields, 'project_domain_id'),
    region,
    interface: textField(fields, 'interface'),
    cacert: filePath(fields, 'cacert'),
    insecure: booleanField(fields, 'insecure'),
  });
}

function readPlaces(section: Node, fields: Fields): IdentityPlaces {
  const placeOf = (...names: readonly string[]) => {
    const entry = names.map((name) => fields.get(name)?.entry).find(Boolean);
    return entry && position(entry.keyPlace);
  };
  return defined({
    section: position(section.place),
    url: placeOf('url', 'host'),
    cacert: placeOf('cacert'),
    insecure: placeOf('insecure'),
  });
}

/** `url`, or the URL of `protocol`, `host` and `port`; undefined when the file gives neither, null when it is invalid. */
function readUrl(
  section: Node,
  fields: Fields,
  engine: IdentityReference['engine'],
  errors: ErrorList,
): string | null | undefined {
  const url = fields.get('url');
  const host = fields.get('host');
  if (url !== undefined) {
    const also = ['protocol', 'host', 'port'].map((name) => fields.get(name)).find(Boolean);
    if (also !== undefined) {
      errors.add(
        also.entry.keyPlace,
        `"${url.entry.key}" is a whole URL, so "${also.entry.key}" must not be given too`,
        `Remove "${also.entry.key}" or "${url.entry.key}".`,
      );
    }
    return checkUrl(url.node, errors);
  }
  if (host === undefined) {
    const hasError = entriesOf(section).some(
      ({ key, value }) => /^(?:host|url|auth_url)$/.test(key) && errors.hasError(value),
    );
    // The variable OS_AUTH_URL gives a missing address, where the run takes place.
    return hasError ? null : undefined;
  }
  const name = textField(fields, 'host') ?? '';
  const address = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
  const port = numberField(fields, 'port') ?? (engine === 'keystone' ? 5000 : 9292);
  const baseUrl = `${textField(fields, 'protocol') ?? 'http'}://${address}:${port}`;
  if (/[/@?#\s]/.test(name) || !URL.canParse(baseUrl)) {
    errors.report(host.node, '"host" must be a host name or an IP address', 'Use "url" for a whole URL.');
    return null;
  }
  return baseUrl;
}

function checkUrl(node: Node, errors: ErrorList): string | null {
  if (node.kind !== 'scalar') return null;
  const parsed = URL.canParse(node.text) ? new URL(node.text) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    errors.report(
      node,
      'the identity URL must begin with http:// or https://',
      'Write e.g. https://keystone.example:5000/v3.',
    );
    return null;
  }
  if (parsed.username || parsed.password) {
    const hint = `Write "user" and "password" instead, the password as \${OS_PASSWORD}.`;
    errors.report(node, 'the identity URL must not hold credentials', hint);
    return null;
  }
  return node.text;
}

function readRegion(fields: Fields, errors: ErrorList): string | undefined {
  const node = fields.get('region')?.node;
  if (node?.kind !== 'list') return textField(fields, 'region');
  const [first, second] = node.items;
  if (second !== undefined) {
    errors.report(
      node,
      `one run works on one region, not on ${node.items.length}`,
      `Name one region, and run once for each, e.g. with region: \${OS_REGION_NAME}.`,
    );
  }
  return first?.kind === 'scalar' ? first.text : undefined;
}

/** An absolute path. A path that begins with `~` stays so until the file is opened. */
function filePath(fields: Fields, name: string): string | undefined {
  const node = fields.get(name)?.node;
  if (node?.kind !== 'scalar') return undefined;
  return node.text.startsWith('~') ? node.text : resolvePath(node, node.text);
}
