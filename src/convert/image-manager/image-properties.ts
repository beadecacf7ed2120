import type { ManagedImage, ManagedVersion } from './read-image.ts';

/**
 * The properties that openstack-image-manager sets on one version of an image (`process_images` and `set_properties`
 * of its main.py), later ones over earlier. What it looks up at the publisher of a `latest` is not among them.
 */
export function imageProperties(image: ManagedImage, version: ManagedVersion): ReadonlyMap<string, string> {
  const isLatest = version.version === 'latest';
  const osVersion = image.multi ? version.osVersion : version.version;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ['image_description', image.name],
    ['image_name', image.name],
    ...image.meta,
    ['internal_version', isLatest ? undefined : version.version],
    ['image_original_user', image.login],
    ['os_version', osVersion],
    ...version.meta,
    ['image_source', shownSource(version.url)],
    ['image_build_date', version.buildDate],
  ];
  const properties = new Map<string, string>();
  for (const [name, value] of all) if (value !== undefined && value !== null) properties.set(name, value);
  return properties;
}

/** Of a local file only the name: where it is on a host is nobody's business. */
function shownSource(url: string): string {
  return url.startsWith('file:') ? `file:${url.slice(url.lastIndexOf('/') + 1).replace(/^file:/, '')}` : url;
}
