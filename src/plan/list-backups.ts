import { readMarkers } from '../image/markers.ts';
import { strongestDigest } from '../model/digest.ts';
import type { Image } from '../model/image.ts';
import type { EntryBackups, ListedImage } from '../model/report.ts';
import { knownDigests } from './content/compare.ts';
import { holdOn, shownHold } from './content/held.ts';
import type { PlanInput } from './input.ts';
import { restorableImages, rollbackMatches } from './rollback.ts';

/** The entries that can be rolled back, each with its backups. The backup that a rollback without an id publishes comes first. */
export function listBackups(input: PlanInput): readonly EntryBackups[] {
  return rollbackMatches(input).flatMap(([image, match]) => {
    const backups = restorableImages(match);
    if (image.state === 'absent' || backups.length === 0) return [];
    const hold = match.live && holdOn(image, match.live, undefined, input);
    return {
      region: input.observed.target.region,
      name: image.name,
      current: match.live && listed(match.live),
      held: hold && shownHold(hold),
      backups: backups.map(listed),
    };
  });
}

function listed(image: Image): ListedImage {
  const { id, createdAt, size, status } = image;
  const version = readMarkers(image)?.version ?? null;
  return {
    id,
    createdAt,
    version,
    bytes: size,
    status,
    digest: strongestDigest(knownDigests(image)) ?? null,
  };
}
