import { ConfigError, EndpointError } from '../model/errors.ts';
import { versionless } from './config/cloud-config.ts';
import { isMapping } from './config/raw-cloud.ts';
import { textOf } from './discovery.ts';

export interface CatalogueService {
  readonly type: string;
  readonly endpoints: readonly CatalogueEndpoint[];
}

interface CatalogueEndpoint {
  /** `public`, `internal` or `admin`. */
  readonly interface: string;
  readonly region: string | null;
  readonly url: string;
}

interface EndpointWish {
  readonly serviceType: string;
  /** In order of preference. */
  readonly interfaces: readonly string[];
  /** Null: the only region with such an endpoint. */
  readonly region: string | null;
  readonly projectId: string | null;
}

export interface FoundEndpoint {
  /** Without version, project id and trailing slash. */
  readonly url: string;
  readonly region: string | null;
}

/** Other types under which older catalogues list a service. */
const ALIASES: Readonly<Record<string, readonly string[]>> = { image: ['imagev2', 'image-v2', 'glance'] };

/** The well-formed part of a Keystone v3 token's catalogue (`token.catalog`). */
export function parseCatalogue(catalog: unknown): readonly CatalogueService[] {
  if (!Array.isArray(catalog)) return [];
  return catalog.filter(isMapping).map((service) => ({
    type: textOf(service.type),
    endpoints: (Array.isArray(service.endpoints) ? service.endpoints : [])
      .filter(isMapping)
      .map((endpoint) => ({
        interface: textOf(endpoint.interface).replace(/URL$/, '').toLowerCase(),
        region: regionOf(endpoint.region ?? endpoint.region_id),
        url: textOf(endpoint.url),
      })),
  }));
}

/**
 * The endpoint of a service: the exact type before its aliases, interfaces in their order, the region if given.
 * Throws EndpointError, which lists the endpoints that exist, and ConfigError when several regions match and the user
 * chose none.
 */
export function findEndpoint(catalogue: readonly CatalogueService[], wish: EndpointWish): FoundEndpoint {
  for (const type of typesOf(wish)) {
    const endpoints = catalogue
      .filter((service) => service.type === type)
      .flatMap((service) => service.endpoints);
    for (const name of wish.interfaces) {
      const matching = endpoints.filter(
        (endpoint) =>
          endpoint.interface === name &&
          endpoint.url &&
          (wish.region === null || endpoint.region === wish.region),
      );
      const [first] = matching;
      if (first === undefined) continue;
      refuseSeveralRegions(matching, wish);
      return { url: withoutProject(first.url, wish.projectId), region: first.region };
    }
  }
  throw missing(catalogue, wish);
}

/** Strips the parts that catalogues append to an endpoint: a project id (bare or `AUTH_…`) and a version. */
function withoutProject(url: string, projectId: string | null): string {
  const stem = url.replace(/\/+$/, '');
  const tail = stem.split('/').at(-1);
  const isProject = projectId !== null && (tail === projectId || tail === `AUTH_${projectId}`);
  return versionless(isProject ? stem.slice(0, -tail.length) : stem) ?? stem;
}

function refuseSeveralRegions(matching: readonly CatalogueEndpoint[], wish: EndpointWish): void {
  const regions = [...new Set(matching.map((endpoint) => endpoint.region))];
  if (regions.length < 2) return;
  throw new ConfigError(
    `the service "${wish.serviceType}" is in several regions (${regions.join(', ')}), and a run works on one`,
    { hint: 'Choose one with --region, OS_REGION_NAME, or `region` in the state file.' },
  );
}

/** The wanted type of service, and its aliases. */
function typesOf({ serviceType }: EndpointWish): readonly string[] {
  return [serviceType, ...(Object.hasOwn(ALIASES, serviceType) ? (ALIASES[serviceType] ?? []) : [])];
}

function missing(catalogue: readonly CatalogueService[], wish: EndpointWish): EndpointError {
  const types = typesOf(wish);
  const offered = catalogue
    .filter((service) => types.includes(service.type))
    .flatMap((service) => service.endpoints)
    .map((endpoint) => `${endpoint.interface} in ${endpoint.region ?? 'no region'}`);
  const wanted = `${wish.interfaces.join(' or ')} endpoint of "${wish.serviceType}"${wish.region === null ? '' : ` in region "${wish.region}"`}`;
  if (offered.length > 0) {
    return new EndpointError(`the catalogue has no ${wanted}; it has ${[...new Set(offered)].join(', ')}`, {
      hint: 'Set interface (OS_INTERFACE) and region (--region, OS_REGION_NAME) to one of these; names are case-sensitive.',
    });
  }
  const services = catalogue.map((service) => service.type).join(', ');
  return new EndpointError(`the catalogue has no ${wanted}; its services are: ${services || 'none'}`, {
    hint: 'Check the project of the credentials, or set image_endpoint_override (OS_IMAGE_URL).',
  });
}

function regionOf(region: unknown): string | null {
  return typeof region === 'string' && region !== '' ? region : null;
}
