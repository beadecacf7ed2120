import type { InspectionOrder } from '../../model/safety.ts';
import type { DetectedFormat, RecognisedFormat } from '../detect-format.ts';
import { type Finding, finding } from './finding.ts';
import { compareFormat, formatsOf, type MakeReading, readingsFor } from './formats.ts';
import { readOva } from './ova.ts';
import { readXenServer } from './xenserver.ts';

/** What the first bytes of the content show. */
interface Look {
  readonly formats: readonly RecognisedFormat[];
  readonly findings: readonly Finding[];
  readonly readings: readonly MakeReading[];
  /** False: the content is an archive or a compressed file, as its container format says. */
  readonly isDisk: boolean;
}

const COMPRESSED: readonly RecognisedFormat[] = ['gzip', 'bzip2', 'xz', 'zstd', 'lz4', 'lzip'];
const ARCHIVES: readonly RecognisedFormat[] = ['tar', 'zip', 'lha', '7z'];

/**
 * Checks content against its container format (Glance's documentation, "Disk and Container Formats"). A consumer of
 * the image may ignore the container format, so content that does not match it must also keep the rules for disks.
 * `head` is the content's beginning, at least 64 KiB where there are as many.
 */
export function lookAt(detected: DetectedFormat, order: InspectionOrder, head: Buffer): Look {
  const { recognised } = detected;
  const isXenServer = isXenServerForm(recognised, order);
  const expected = isXenServer ? recognised : expectedOf(order.containerFormat, recognised);
  const archive = recognised.length > 0 && recognised.every((format) => expected?.includes(format));
  const formats = archive ? recognised : formatsOf(detected);
  const isOva = ['ova', 'ovf'].includes(order.containerFormat) && recognised.includes('tar');
  return {
    formats,
    isDisk: !archive,
    findings: [
      ...(expected && !archive ? [mismatch(order.containerFormat, recognised)] : []),
      ...compareFormat(formats, archive ? null : order.diskFormat, detected.diskFormat),
    ],
    readings: [
      ...(archive ? [] : readingsFor(formats, order.diskFormat)),
      ...(isOva ? [readOva] : []),
      ...(isXenServer ? [readXenServer(head)] : []),
    ],
  };
}

/** The form that Nova's XenServer driver gave its images: declared ovf and vhd, with a gzipped archive as the content. */
function isXenServerForm(
  recognised: readonly RecognisedFormat[],
  { containerFormat, diskFormat }: InspectionOrder,
): boolean {
  return containerFormat === 'ovf' && diskFormat === 'vhd' && recognised.join() === 'gzip';
}

/** The formats that this container format allows; null: a bare disk image. */
function expectedOf(
  container: string,
  recognised: readonly RecognisedFormat[],
): readonly RecognisedFormat[] | null {
  switch (container) {
    case 'bare':
    case 'ami':
    case 'aki':
    case 'ari':
      return null;
    case 'ova':
      return ['tar'];
    case 'docker':
      return ['tar', ...COMPRESSED];
    case 'compressed':
      return [...COMPRESSED, 'zip', 'lha', '7z'];
    case 'ovf':
      // Before `bare` existed, many disks were published under this name, and Glance never checked.
      return recognised.includes('tar') ? ['tar'] : null;
    default:
      // A container format that this Glance adds: any archive is fine, but a disk must keep the rules for disks.
      return recognised.some((format) => [...ARCHIVES, ...COMPRESSED].includes(format))
        ? [...ARCHIVES, ...COMPRESSED]
        : null;
  }
}

function mismatch(container: string, recognised: readonly RecognisedFormat[]): Finding {
  const actual =
    recognised.length === 0 ? 'has no signature of that' : `begins as ${recognised.join(' and ')}`;
  return finding('container-mismatch', `its container format is ${container}, but it ${actual}`);
}
