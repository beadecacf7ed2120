import type { InspectionOrder } from '../../model/safety.ts';
import type { DetectedFormat, RecognisedFormat } from '../detect-format.ts';
import { type Finding, finding } from './finding.ts';
import { compareFormat, formatsOf, type MakeReading, readingsFor } from './formats.ts';
import { readOva } from './ova.ts';

/** What the beginning of the content tells. */
export interface Look {
  readonly formats: readonly RecognisedFormat[];
  readonly findings: readonly Finding[];
  readonly readings: readonly MakeReading[];
  /** False: the content is an archive or compressed, as its container format says. */
  readonly isDisk: boolean;
}

const COMPRESSED: readonly RecognisedFormat[] = ['gzip', 'bzip2', 'xz', 'zstd', 'lz4', 'lzip'];
const ARCHIVES: readonly RecognisedFormat[] = ['tar', 'zip', 'lha', '7z'];

/**
 * Looks at content as what its container format says that it is (Glance's documentation, "Disk and Container
 * Formats"). Whoever takes the image may not care for the container format at all, so content that is not what it
 * says is held to the rules for disks as well.
 */
export function lookAt(detected: DetectedFormat, order: InspectionOrder): Look {
  const { recognised } = detected;
  const expected = expectedOf(order.containerFormat, recognised);
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
    readings: [...(archive ? [] : readingsFor(formats, order.diskFormat)), ...(isOva ? [readOva] : [])],
  };
}

/** Null: a disk image by itself. */
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
      // Many a disk was published under this name before there was `bare`, and Glance never minded.
      return recognised.includes('tar') ? ['tar'] : null;
    default:
      // A format of the service's own: what it holds is nobody's business but its users', unless it is a disk.
      return recognised.some((format) => [...ARCHIVES, ...COMPRESSED].includes(format))
        ? [...ARCHIVES, ...COMPRESSED]
        : null;
  }
}

function mismatch(container: string, recognised: readonly RecognisedFormat[]): Finding {
  const actual =
    recognised.length === 0 ? 'bears no signature of one' : `begins as ${recognised.join(' and ')}`;
  return finding('container-mismatch', `its container format is ${container}, but it ${actual}`);
}
