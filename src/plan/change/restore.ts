import { readMarkers, recordedDigests } from '../../image/markers.ts';
import { holdsData } from '../../image/ownership.ts';
import { recipeOf } from '../../image/recipe.ts';
import { ALGORITHMS } from '../../model/digest.ts';
import { type Image, type PatchOperation, storedDigests } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { preparationOf } from '../../model/preparation.ts';
import { comparableDigests, wantedFormat } from '../content/wanted.ts';
import { contentBoundProperties, type TargetAttributes, targetAttributes } from './attributes.ts';
import type { ImageCase } from './decision.ts';
import { differences } from './differences.ts';
import { outdatedInspection } from './inspection.ts';
import { publishPatch } from './staging.ts';

/**
 * A backup that holds the very bytes that the file wants, as after a rollback: it is published again, by the steps of
 * a rollback, and nothing is uploaded. It must be verified by every digest that is given, have been inspected as
 * strictly as the file asks today, and have the wanted formats, which no image can change. Undefined when there is
 * none.
 */
export function findRestorable(imageCase: ImageCase): Image | undefined {
  const { image, match } = imageCase;
  // A pinned id is another image's, and what was published under yesterday's checks has not passed today's.
  if (image.id !== undefined || image.checks !== undefined) return undefined;
  return match.backups.find((backup) => isRestorable(imageCase, backup));
}

function isRestorable(imageCase: ImageCase, backup: Image): boolean {
  const { image, match, wanted } = imageCase;
  const diskFormat = wantedFormat(image);
  // Whoever it was once shared with would see it again, although the published one is not shared with them.
  const revealsItself =
    wanted.visibility === 'shared' && image.members === undefined && match.live?.visibility !== 'shared';
  // One that sleeps although the file keeps backups awake was put to sleep by somebody: it is not ours to wake.
  const isOurs = backup.status === 'active' || (holdsData(backup) && image.backup.deactivate);
  return (
    isOurs &&
    backup.properties[MARKER.id] === backup.id &&
    (diskFormat === undefined || diskFormat === backup.diskFormat) &&
    wanted.containerFormat === backup.containerFormat &&
    !revealsItself &&
    holdsWantedBytes(imageCase, backup) &&
    outdatedInspection(image, restoredAttributes(imageCase, backup), backup) === null
  );
}

function holdsWantedBytes({ image, facts }: ImageCase, backup: Image): boolean {
  const wanted = comparableDigests(image, facts);
  const made = readMarkers(backup)?.made ?? null;
  if (recipeOf(preparationOf(image)) !== (made?.recipe ?? null)) return false;
  // Of what was made of other bytes, those are compared.
  const held = made?.digests ?? { ...recordedDigests(backup), ...storedDigests(backup) };
  const bytes = made ? made.bytes : backup.size;
  const given = ALGORITHMS.filter((algorithm) => wanted[algorithm] !== undefined);
  const isHeld = given.every((algorithm) => held[algorithm] === wanted[algorithm]);
  return given.length > 0 && isHeld && (image.size === undefined || image.size === bytes);
}

/** What the backup will be published with: what speaks of its very bytes stays with it. */
export function restoredAttributes({ image, match, wanted }: ImageCase, backup: Image): TargetAttributes {
  if (!match.live) return targetAttributes(image, { live: backup, superseded: [] }, wanted.owner);
  return { ...wanted, properties: { ...contentBoundProperties(image, backup), ...wanted.properties } };
}

/** The one PATCH that makes the backup the published image: it is as it was until then. */
export function restorePatch(imageCase: ImageCase, backup: Image): readonly PatchOperation[] {
  const { input, wanted } = imageCase;
  const { features } = input.observed;
  const publishing = publishPatch(wanted, features);
  const paths = new Set(publishing.map(({ path }) => path));
  const { patch } = differences(wanted, backup, input.desired.stack, features);
  return [...publishing, ...patch.filter(({ path }) => !paths.has(path))];
}
