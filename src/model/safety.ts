/**
 * The rules that a disk image's content is held to, by the stable names that refusals print and that a state file's
 * `allow_unsafe` takes.
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

/** What an image's content is inspected against while it passes. */
export interface InspectionOrder {
  /** As declared to Glance; null: not known yet. */
  readonly diskFormat: string | null;
  readonly containerFormat: string;
  /** GiB, as the image will have it; 0: it asks for none. */
  readonly minDiskGiB: number;
  /** Rules that the state file makes an exception of for this image. */
  readonly allow: readonly string[];
}
