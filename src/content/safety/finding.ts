import type { SafetyRule } from '../../model/safety.ts';

/** A rule that the content breaks. */
export interface Finding {
  readonly rule: SafetyRule;
  /** The fault in words: a clause whose subject is the image. */
  readonly message: string;
  /** e.g. `OSSA-2024-001, CVE-2024-32498`; null when no advisory covers it. */
  readonly advisory: string | null;
  /** The disk format that the content can be published as instead; null: none is known. */
  readonly insteadAs: string | null;
}

const EXTERNAL_DATA_FILE = 'OSSA-2024-001, CVE-2024-32498';
const VMDK_DESCRIPTOR = 'OSSA-2023-002, CVE-2022-47951';
const FORMAT_CONFUSION = 'OSSA-2024-002, CVE-2024-40767';
const BACKING_FILE = 'CVE-2015-5163';

const ADVISORIES: Readonly<Partial<Record<SafetyRule, string>>> = {
  'format-mismatch': FORMAT_CONFUSION,
  'ambiguous-format': FORMAT_CONFUSION,
  'container-mismatch': FORMAT_CONFUSION,
  'qcow2-backing-file': BACKING_FILE,
  'qcow2-data-file': EXTERNAL_DATA_FILE,
  'vmdk-create-type': VMDK_DESCRIPTOR,
  'vmdk-extent': VMDK_DESCRIPTOR,
  'vmdk-extent-path': VMDK_DESCRIPTOR,
  'vmdk-text-descriptor': VMDK_DESCRIPTOR,
};

/** A finding with its rule's advisory. */
export function finding(rule: SafetyRule, message: string, insteadAs: string | null = null): Finding {
  return { rule, message, advisory: ADVISORIES[rule] ?? null, insteadAs };
}

/** e.g. `qcow2-backing-file: it has a backing file (CVE-2015-5163)`. */
export function describeFinding({ rule, message, advisory }: Finding): string {
  return `${rule}: ${message}${advisory === null ? '' : ` (${advisory})`}`;
}

/** The first disk format that the content can be published as instead; null: none is known. */
export function insteadOf(findings: readonly Finding[]): string | null {
  return findings.find(({ insteadAs }) => insteadAs !== null)?.insteadAs ?? null;
}
