import { pythonJson } from './json.ts';

/** Characters. Glance stores 65,535 bytes for each value; longer values are left out. */
const LONGEST_VALUE = 60_000;

/** OpenStack's names of architectures that differ, from simplestreams' mirror to Glance. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  i386: 'i686',
  arm64: 'aarch64',
  armhf: 'armv7l',
  ppc64el: 'ppc64le',
  powerpc: 'ppc',
};

/** The publisher's names for an item. */
interface ItemName {
  readonly contentId: string;
  readonly product: string;
  readonly version: string;
  readonly item: string;
}

/**
 * The properties that simplestreams' mirror to Glance gives an image. There, `content_id` is the mirror's own. Here it
 * is the publisher's, like `source_content_id`, so that such a mirror does not treat the image as one of its own.
 */
export function glanceProperties(
  { contentId, product, version, item }: ItemName,
  attributes: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const architecture = attributes.get('arch')?.toLowerCase();
  const properties: Record<string, string | undefined> = {
    content_id: contentId,
    source_content_id: contentId,
    product_name: product,
    version_name: version,
    item_name: item,
    os_distro: attributes.get('os'),
    os_version: attributes.get('version'),
    architecture: architecture && architectureOf(architecture),
    simplestreams_metadata: metadataOf(attributes),
  };
  const kept = Object.entries(properties).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1].length <= LONGEST_VALUE,
  );
  return Object.fromEntries(kept);
}

function architectureOf(name: string): string {
  return Object.hasOwn(ARCHITECTURES, name) ? (ARCHITECTURES[name] ?? name) : name;
}

/** Attributes that have properties of their own, or are a path on a mirror. */
const LEFT_OUT = ['path', 'product_name', 'version_name', 'item_name'];

function metadataOf(attributes: ReadonlyMap<string, string>): string {
  return pythonJson(new Map([...attributes].filter(([name]) => !LEFT_OUT.includes(name))));
}
