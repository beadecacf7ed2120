import { badRequest, GlanceError } from './errors.ts';
import { HEADER_BYTES } from './inspect.ts';
import type { ImageRecord } from './record.ts';

/**
 * Releases of Glance that the sandbox behaves like. 2022.2 (25.1) is measured on the real service. The others follow the
 * published code and release notes of Glance, and nothing has measured them.
 */
export const RELEASES = ['2022.2', '2025.2', '2026.1'] as const;
export type Release = (typeof RELEASES)[number];

/** What newer releases do besides. */
export interface ReleaseTraits {
  /** Minors of the Images API v2, highest first. */
  readonly minors: readonly number[];
  /** Heeds `x-openstack-image-size` (`_get_image_size` in glance/api/v2/image_data.py; since 31.0). */
  readonly heedsSize: boolean;
  /** Refuses content of another format than declared (`set_data` in glance/location.py; by default since 30.0). */
  readonly inspects: boolean;
  /** Whether the schema can require properties (`get_schema` in glance/api/v2/images.py; since 32.0). */
  readonly requires: boolean;
}

const MINORS = [15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
// Without an image cache (glance/api/versions.py).
const NEWER_MINORS = [17, ...MINORS];

export const TRAITS: Readonly<Record<Release, ReleaseTraits>> = {
  '2022.2': { minors: MINORS, heedsSize: false, inspects: false, requires: false },
  '2025.2': { minors: NEWER_MINORS, heedsSize: true, inspects: true, requires: false },
  '2026.1': { minors: NEWER_MINORS, heedsSize: true, inspects: true, requires: true },
};

/** The bytes that the client announces; undefined: none, or the release ignores it. */
export function announcedSize(value: string | undefined, { heedsSize }: ReleaseTraits): number | undefined {
  if (!heedsSize || value === undefined) return undefined;
  if (!/^\s*[+-]?\d+\s*$/.test(value)) throw badRequest('Invalid or missing image size in request headers.');
  return Number(value);
}

/** The refusal of data that has another size than announced. The words of the stores differ. */
export function wrongSize(announced: number, received: number): GlanceError {
  return badRequest(`Size mismatch: expected ${announced} bytes, received ${received} bytes`);
}

/** Throws 415 when the first bytes show another format than declared. Other containers than bare are not inspected. */
export function refuseOtherFormat(
  { container_format, disk_format }: Pick<ImageRecord, 'container_format' | 'disk_format'>,
  header: Buffer,
  { inspects }: ReleaseTraits,
): void {
  if (!inspects || container_format !== 'bare') return;
  const found = formatOf(header);
  const isUnknown = found === 'raw' && !INSPECTED.includes(disk_format ?? '');
  if (found === disk_format || isUnknown || disk_format === 'raw') return;
  throw new GlanceError(415, '', {
    detail: `Image disk_format ${disk_format} does not match stream data ${found}`,
  });
}

/** Formats that the real service recognises in the stream. An ISO's signature lies behind the bytes that we keep. */
const INSPECTED: readonly string[] = ['qcow2', 'vhd', 'vhdx', 'vmdk', 'vdi', 'qed', 'raw'];

function formatOf(header: Buffer): string {
  const start = header.subarray(0, HEADER_BYTES);
  const text = start.toString('latin1');
  if (text.startsWith('QFI\xfb')) return 'qcow2';
  if (text.startsWith('QED\0')) return 'qed';
  if (text.startsWith('conectix')) return 'vhd';
  if (text.startsWith('vhdxfile')) return 'vhdx';
  if (text.startsWith('KDMV')) return 'vmdk';
  if (start.length >= 0x44 && start.readUInt32LE(0x40) === 0xbeda107f) return 'vdi';
  return 'raw';
}
