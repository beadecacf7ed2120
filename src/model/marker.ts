/**
 * The custom properties in which an image's bookkeeping lives (see docs/decisions/0001-markers.md).
 * Any machine can run the next apply, because nothing is kept anywhere else.
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
  /** Where the stored bytes were made of others: `recipe:HEX bytes:N ALGO:HEX …` of what those were. */
  source: 'owner_specified.reconcile.source',
  /** The publisher's version. */
  version: 'owner_specified.reconcile.version',
  /** Identifier and version of the published list that the content came from, with a space between them. */
  list: 'owner_specified.reconcile.list',
  /** JSON {@link ManagedKeys}: what the last apply set. */
  managed: 'owner_specified.reconcile.managed',
  /** `ALGO:HEX` of the stored bytes, space-separated, for algorithms that no other property records. */
  digests: 'owner_specified.reconcile.digests',
  /** On a backup: the how-manieth retired image of its name it is. Times have whole seconds and cannot tell. */
  retired: 'owner_specified.reconcile.retired',
  /** `identifier` on a replaced image that this stack has not published, and knew by its publisher's identifier alone. */
  found: 'owner_specified.reconcile.found',
  /** `true` while the file says `prevent_delete`, so that this also holds once its entry is gone. */
  preventDelete: 'owner_specified.reconcile.prevent_delete',
  /** On an image that left the file: what `prune` did to it, so that it is undone should the entry come back. */
  pruned: 'owner_specified.reconcile.pruned',
  /** `true` on an image that vmcatcher said has expired and that was to be kept: its name is free for another one. */
  expired: 'owner_specified.reconcile.expired',
  /** On a staged image: the run that works on it (see docs/decisions/0006-live-runs.md). */
  run: 'owner_specified.reconcile.run',
  /** On a staged image that did not pass a check and was to be kept: why. It is published once it passes. */
  kept: 'owner_specified.reconcile.kept',
  /** On a staged image that this run has not sent its data to: nobody has looked at its bytes yet. */
  unchecked: 'owner_specified.reconcile.unchecked',
  /** The exceptions that the inspection of its bytes was allowed to make: rules in a fixed order, or `none`. */
  exceptions: 'owner_specified.reconcile.exceptions',
  /** JSON {@link Validators} of the remote source when it was fetched. */
  validators: 'owner_specified.reconcile.validators',
} as const;

/** Where openstacksdk keeps digests; read on adoption, written on upload. */
export const SDK_DIGEST = {
  md5: 'owner_specified.openstack.md5',
  sha256: 'owner_specified.openstack.sha256',
  object: 'owner_specified.openstack.object',
  legacyMd5: 'owner_specified.shade.md5',
  legacySha256: 'owner_specified.shade.sha256',
} as const;

export const ROLES = ['staged', 'current', 'backup'] as const;
export type Role = (typeof ROLES)[number];

/** What the last apply set, so that what leaves the file can be told from what others set. */
export interface ManagedKeys {
  readonly properties: readonly string[];
  readonly tags: readonly string[];
}

/** What a remote server said of its file; compared when no digest can tell. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Bytes. */
  readonly length?: number;
}
