import { readMarkers } from '../../image/markers.ts';
import { type Image, ownValue } from '../../model/image.ts';
import type { TargetAttributes } from './attributes.ts';

/** Properties by which publishers and tools say which build the bytes of an image are. */
const CLAIMS: ReadonlySet<string> = new Set([
  'version',
  'version_name',
  'internal_version',
  'image_version',
  'image_build_date',
  'build_date',
  'image_source',
  'source',
  'upstream_checksum',
  'content_id',
  'source_content_id',
  'item_name',
  'simplestreams_metadata',
  'vmcatcher_event_hv_version',
  'vmcatcher_event_hv_size',
  'vmcatcher_event_hv_uri',
  'vmcatcher_event_sl_checksum_sha512',
  'APPLIANCE_VERSION',
  'APPLIANCE_ATTRIBUTES',
  'APPLIANCE_EXPIRATION_DATE',
  'CLOUDKEEPER_version',
  'CLOUDKEEPER_expiration_date',
]);

/**
 * The target attributes of a live image whose bytes nothing compares: what speaks of the content stays as it is there, or
 * the image would claim to be a build that it may not be.
 */
export function withoutClaims(wanted: TargetAttributes, live: Image): TargetAttributes {
  const others = Object.entries(wanted.properties).filter(([key]) => !CLAIMS.has(key));
  const kept = [...CLAIMS].flatMap((key) => {
    const value = ownValue(live.properties, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const isKept = (key: string) => !CLAIMS.has(key) || readMarkers(live)?.managed.properties.includes(key);
  return {
    ...wanted,
    properties: Object.fromEntries([...others, ...kept]),
    managed: { ...wanted.managed, properties: wanted.managed.properties.filter(isKept) },
    version: null,
  };
}

/** The claims that the file makes and a live image does not get, because nothing compares its bytes. */
export function heldBackClaims(wanted: TargetAttributes, live: Image): readonly string[] {
  const version = wanted.version !== null && wanted.version !== readMarkers(live)?.version;
  const keys = Object.keys(wanted.properties).filter(
    (key) => CLAIMS.has(key) && wanted.properties[key] !== ownValue(live.properties, key),
  );
  return [...(version ? ['version'] : []), ...keys.map((key) => `properties.${key}`).sort()];
}
