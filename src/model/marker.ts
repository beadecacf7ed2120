/**
 * The custom properties that hold an image's bookkeeping (see docs/decisions/0001-markers.md).
 * It is kept nowhere else, so any machine can run the next apply.
 */
export const MARKER_PREFIX = 'owner_specified.reconcile.';

export const MARKER = {
  /** The image's own id. A snapshot of a server inherits its image's properties; this one tells it apart. */
  id: 'owner_specified.reconcile.id',
  /** Name of the state file that owns the image. */
  stack: 'owner_specified.reconcile.stack',
  /** The name that the image is, was or will be published under. */
  image: 'owner_specified.reconcile.image',
  /** {@link Role}. */
  role: 'owner_specified.reconcile.role',
  /** On an image whose bytes were prepared: `recipe:HEX bytes:N ALGO:HEX …`, with size and digests before that. */
  source: 'owner_specified.reconcile.source',
  /** The publisher's version. */
  version: 'owner_specified.reconcile.version',
  /** Identifier and version of the published list that the content came from, with a space between them. */
  list: 'owner_specified.reconcile.list',
  /** The signed document that named the content's digests, a space, and when it was signed. */
  signed: 'owner_specified.reconcile.signed',
  /** Where the state file comes from: its repository and its path there. */
  origin: 'owner_specified.reconcile.origin',
  /** JSON {@link ManagedKeys}: what the last apply set. */
  managed: 'owner_specified.reconcile.managed',
  /** `ALGO:HEX` of the stored bytes, space-separated, for algorithms that no other property records. */
  digests: 'owner_specified.reconcile.digests',
  /** On a backup: its number in the order of retirement. Times have whole seconds and cannot tell the order. */
  retired: 'owner_specified.reconcile.retired',
  /** On a backup that a later run changed: its last stage or `none`, a space, and since when it is retired (ISO 8601). */
  stage: 'owner_specified.reconcile.stage',
  /** On a backup: JSON of the properties that `backup.properties` set, with their former values; null: none. */
  setAside: 'owner_specified.reconcile.set_aside',
  /** On a replaced image that this stack did not publish: how it was found, e.g. `name`, or `identifier` (publisher id). */
  found: 'owner_specified.reconcile.found',
  /** On an image that a rollback published: since when it is held (src/image/hold.ts). Six more say what was turned down. */
  held: 'owner_specified.reconcile.held',
  /** `image:ID turn:N bytes:N format:F container:F upload:disk` of the image that the rollback turned down. */
  turnedDown: 'owner_specified.reconcile.turned_down',
  /** `ALGO:HEX …`: every digest that is known of the content that was turned down. */
  turnedDownDigests: 'owner_specified.reconcile.turned_down_digests',
  /** The digests for which a value of 255 characters has no room. */
  turnedDownMoreDigests: 'owner_specified.reconcile.turned_down_more_digests',
  /** {@link MARKER.source} of the image that was turned down. */
  turnedDownSource: 'owner_specified.reconcile.turned_down_source',
  /** {@link MARKER.validators} of the image that was turned down. */
  turnedDownValidators: 'owner_specified.reconcile.turned_down_validators',
  /** The publisher's version of the image that was turned down. */
  turnedDownVersion: 'owner_specified.reconcile.turned_down_version',
  /** `true` while the file says `prevent_delete`, so that it also holds once the entry is gone. */
  preventDelete: 'owner_specified.reconcile.prevent_delete',
  /** On an unlisted image: the action of `prune`, so that reconcile undoes it if the entry comes back. */
  pruned: 'owner_specified.reconcile.pruned',
  /** `true` on an image that expired in vmcatcher and was kept: another image may take over its name. */
  expired: 'owner_specified.reconcile.expired',
  /** On a staged image: the run that works on it (see docs/decisions/0006-live-runs.md). */
  run: 'owner_specified.reconcile.run',
  /** On a staged image that failed a check and was kept: why. It is published once it passes. */
  kept: 'owner_specified.reconcile.kept',
  /** On a staged image whose data Glance fetched: reconcile has not inspected its bytes yet. */
  unchecked: 'owner_specified.reconcile.unchecked',
  /** The exceptions that the inspection of the bytes allowed: rules in a fixed order, or `none`. */
  exceptions: 'owner_specified.reconcile.exceptions',
  /** On an image whose bytes had to pass local checks before they were sent: a digest of these checks. */
  checked: 'owner_specified.reconcile.checked',
  /** JSON {@link Validators} of the remote source when it was fetched. */
  validators: 'owner_specified.reconcile.validators',
} as const;

/** Properties in which openstacksdk keeps digests; read on adoption, written on upload. */
export const SDK_DIGEST = {
  md5: 'owner_specified.openstack.md5',
  sha256: 'owner_specified.openstack.sha256',
  object: 'owner_specified.openstack.object',
  legacyMd5: 'owner_specified.shade.md5',
  legacySha256: 'owner_specified.shade.sha256',
} as const;

export const ROLES = ['staged', 'current', 'backup'] as const;
export type Role = (typeof ROLES)[number];

/** The keys that the last apply set. Those that leave the file are removed; those that others set stay. */
export interface ManagedKeys {
  readonly properties: readonly string[];
  readonly tags: readonly string[];
  /** True where this file or an earlier one set the protection: reconcile may lift it, and no other. Absent: false. */
  readonly protected?: true;
}

/** A remote server's headers about its file; compared when no digest can tell. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Bytes. */
  readonly length?: number;
}
