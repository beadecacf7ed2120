import { writeFile } from 'node:fs/promises';

/** An image of a state file: fields as `glance.yaml` has them. */
export interface StatedEntry {
  readonly name: string;
  readonly source: string;
  readonly [field: string]: unknown;
}

/** Writes a state file. JSON values are YAML, and a field a line is how people write it. */
export async function writeState(
  path: string,
  stack: string,
  images: readonly StatedEntry[],
): Promise<string> {
  const entries = images.map((image) => {
    const fields = Object.entries(image).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return `      - ${fields.join('\n        ')}\n`;
  });
  await writeFile(path, `glance:\n  server:\n    name: ${stack}\n    images:\n${entries.join('')}`);
  return path;
}

/** Entries as a catalogue of server images has them, all with the same content: `name-0`, `name-1` … */
export function catalogue(
  name: string,
  count: number,
  content: { readonly path: string; readonly sha256: string },
): readonly StatedEntry[] {
  return Array.from({ length: count }, (_, number) => ({
    name: `${name}-${number}`,
    format: 'raw',
    container_format: 'bare',
    visibility: 'private',
    source: content.path,
    checksum: `sha256:${content.sha256}`,
    tags: ['bench', 'x86_64'],
    properties: { hw_disk_bus: 'virtio', hw_vif_model: 'virtio', os_distro: 'debian', os_version: '13' },
  }));
}
