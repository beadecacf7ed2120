import { detectFormat } from '../../../src/content/detect-format.ts';
import { isWebPage } from '../../../src/content/html-page.ts';
import { hintForPacked } from '../../../src/content/packed-content.ts';
import { describeFinding } from '../../../src/content/safety/finding.ts';
import { type Inspection, inspectImage } from '../../../src/content/safety/inspect-image.ts';
import { VerificationError } from '../../../src/model/errors.ts';
import { type InspectionOrder, SAFETY_RULES } from '../../../src/model/safety.ts';
import type { Specimen, UnsafeSpecimen } from './specimen.ts';

export function order(diskFormat: string | null, given: Partial<InspectionOrder> = {}): InspectionOrder {
  return { diskFormat, containerFormat: 'bare', minDiskGiB: 0, allow: [], ...given };
}

/** The order that a specimen is inspected with. */
export function orderOf(
  { format, container = 'bare' }: Omit<Specimen, 'what' | 'bytes'>,
  given: Partial<InspectionOrder> = {},
): InspectionOrder {
  return order(format, { containerFormat: container, ...given });
}

/** Whether a specimen is an HTML page. */
export function isPage({ bytes }: Pick<Specimen, 'bytes'>): boolean {
  return isWebPage(bytes);
}

/** Whether a specimen is a packed file in place of a disk: its hint offers to unpack it, and no exception. */
export function isPacked({ bytes, rules, what }: UnsafeSpecimen): boolean {
  const isMismatch = rules.includes('format-mismatch') || rules.includes('container-mismatch');
  const isPackedAsDeclared =
    what.includes('ends as') || (what.startsWith('XenServer') && !what.includes('declared'));
  return isMismatch && !isPackedAsDeclared && hintForPacked(detectFormat(bytes).recognised) !== null;
}

/** Whether the hint of a specimen's refusal offers an exception. */
export function isDisk(specimen: UnsafeSpecimen): boolean {
  return !isPage(specimen) && !isPacked(specimen);
}

/** The bytes in blocks whose lengths are taken from `lengths` in turn. */
export function* cut(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? bytes.length;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Every finding, with all rules allowed. */
export function inspect(
  bytes: Buffer,
  diskFormat: string | null,
  lengths = [65_536],
  containerFormat = 'bare',
): Inspection {
  const inspector = inspectImage(order(diskFormat, { containerFormat, allow: SAFETY_RULES }));
  for (const block of cut(bytes, lengths)) inspector.update(block);
  inspector.finish();
  return inspector.result();
}

export function rulesOf({ findings }: Inspection): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

export function described({ findings }: Inspection): readonly string[] {
  return findings.map(describeFinding);
}

/** The error that the inspector throws; null when it accepts the image. */
export function refusal(bytes: Buffer, given: InspectionOrder, lengths = [65_536]): VerificationError | null {
  const inspector = inspectImage(given, 'disk.img');
  try {
    for (const block of cut(bytes, lengths)) inspector.update(block);
    inspector.finish();
    return null;
  } catch (error) {
    if (error instanceof VerificationError) return error;
    throw error;
  }
}
