/**
 * The rules of the safety inspection of a disk image, by stable names: refusals print them, and `allow_unsafe` of a state
 * file takes them.
 */
export const SAFETY_RULES = [
  'ambiguous-format',
  'format-mismatch',
  'container-mismatch',
  'truncated-header',
  'min-disk-too-small',
  'qcow2-version',
  'qcow2-header',
  'qcow2-backing-file',
  'qcow2-data-file',
  'qcow2-unknown-feature',
  'qcow2-encryption',
  'qed',
  'vmdk-version',
  'vmdk-descriptor',
  'vmdk-text-descriptor',
  'vmdk-create-type',
  'vmdk-extent',
  'vmdk-extent-path',
  'vmdk-parent-hint',
  'vmdk-footer',
  'vhd-header',
  'vhd-parent',
  'vhdx-header',
  'vhdx-parent',
  'vhdx-log',
  'vhdx-unknown-feature',
  'vdi-version',
  'vdi-image-type',
  'vdi-parent',
  'luks-version',
  'luks-payload',
  'mbr-boot-flag',
  'mbr-empty',
  'gpt-protective-mbr',
  'gpt-hybrid-mbr',
  'gpt-header',
  'ova-archive',
  'ova-descriptor',
  'ova-member',
] as const;
export type SafetyRule = (typeof SAFETY_RULES)[number];

/** The formats, limits and exceptions that an image's content is inspected against during the upload. */
export interface InspectionOrder {
  /** As declared to Glance; null: not known yet. */
  readonly diskFormat: string | null;
  readonly containerFormat: string;
  /** The image's `min_disk`, GiB; 0: no limit. */
  readonly minDiskGiB: number;
  /** Rules that do not refuse this image, from the state file. */
  readonly allow: readonly string[];
}
