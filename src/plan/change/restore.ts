import { readMarkers, recordedDigests } from '../../image/markers.ts';
import { holdsData } from '../../image/ownership.ts';
import { type Digests, namesOf } from '../../model/digest.ts';
import { type Image, storedDigests } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { PublishStep } from '../../model/step.ts';
import { isPreparedAs } from '../content/compare.ts';
import { comparableDigests, wantedFormat } from '../content/wanted.ts';
import { contentBoundProperties, type TargetAttributes, targetAttributes } from './attributes.ts';
import type { ImageCase } from './decision.ts';
import { differences, stepReferences } from './differences.ts';
import { outdatedInspection } from './inspection.ts';
import { publishPatch } from './staging.ts';

/**
 * A backup that holds the wanted bytes, for example after a rollback; undefined when there is none. reconcile publishes
 * it again, by the steps of a rollback, and uploads nothing. Every given digest must agree, its inspection must have been
 * as strict as the file is today, and it must have the wanted formats, which Glance cannot change.
 */
export function findRestorable(imageCase: ImageCase): Image | undefined {
  const { image, match } = imageCase;
  // A backup does not have the pinned id, and it has not passed the checks that the file has today.
  if (image.id !== undefined || image.checks !== undefined) return undefined;
  return match.backups.find((backup) => isRestorable(imageCase, backup));
}

function isRestorable(imageCase: ImageCase, backup: Image): boolean {
  const { image, match, wanted } = imageCase;
  const diskFormat = wantedFormat(image);
  // Its former members would see it again, although the published image is not shared with them.
  const exposesBackup =
    wanted.visibility === 'shared' && image.members === undefined && match.live?.visibility !== 'shared';
  // If the file keeps backups active, a user deactivated this one, and reconcile must not reactivate it.
  const isByStage = readMarkers(backup)?.stage?.name === 'deactivate';
  const isOurs = backup.status === 'active' || (holdsData(backup) && (image.backup.deactivate || isByStage));
  return (
    isOurs &&
    backup.properties[MARKER.id] === backup.id &&
    (diskFormat === undefined || diskFormat === backup.diskFormat) &&
    wanted.containerFormat === backup.containerFormat &&
    !exposesBackup &&
    holdsWantedBytes(imageCase, backup) &&
    outdatedInspection(image, restoredAttributes(imageCase, backup), backup) === null
  );
}

/** Whether every given digest, and those known of the source, are known of an image and agree. */
export function holdsWantedBytes(
  { image, facts }: Pick<ImageCase, 'image' | 'facts'>,
  found: Image,
): boolean {
  const wanted = comparableDigests(image, facts);
  const preparedFrom = readMarkers(found)?.preparedFrom ?? null;
  if (!isPreparedAs(image, found)) return false;
  const held = heldDigests(found);
  const bytes = preparedFrom ? preparedFrom.bytes : found.size;
  const given = namesOf(wanted);
  const isHeld = given.every((algorithm) => held[algorithm] === wanted[algorithm]);
  return given.length > 0 && isHeld && (image.size === undefined || image.size === bytes);
}

/** The digests by which an image is compared. Prepared bytes are compared by the source bytes that they were made from. */
export function heldDigests(found: Image): Digests {
  return readMarkers(found)?.preparedFrom?.digests ?? { ...recordedDigests(found), ...storedDigests(found) };
}

/** The attributes that the backup is published with. Properties that describe its bytes stay. */
export function restoredAttributes({ image, match, wanted }: ImageCase, backup: Image): TargetAttributes {
  if (!match.live) return targetAttributes(image, { live: backup, superseded: [] }, wanted.owner);
  return {
    ...wanted,
    protected: image.protected ?? (wanted.protected || backup.protected),
    properties: { ...contentBoundProperties(image, backup), ...wanted.properties },
  };
}

/** The one PATCH that makes the backup the published image. Until then the backup stays unchanged. */
export function restoration(imageCase: ImageCase, backup: Image): Pick<PublishStep, 'patch' | 'references'> {
  const { input, wanted } = imageCase;
  const { features } = input.observed;
  const publishing = publishPatch(wanted, features);
  const paths = new Set(publishing.map(({ path }) => path));
  const { patch, references } = differences(wanted, backup, input.desired.stack, features);
  return {
    patch: [...publishing, ...patch.filter(({ path }) => !paths.has(path))],
    ...stepReferences(references),
  };
}
