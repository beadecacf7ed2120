import { readMarkers } from '../../image/markers.ts';
import type { BackupPolicy } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';

/** Glance refuses longer names with a 400; it counts characters, not bytes. */
const LONGEST_NAME = 255;
const STAGED = ' (staged)';

/** The name of an image until it is published. */
export function stagingName(name: string): string {
  return cut(name, LONGEST_NAME - STAGED.length) + STAGED;
}

/** The name that a replaced image gets. If it is too long, the image's name is cut, so that the date stays. */
export function backupName(policy: BackupPolicy, name: string, replaced: Image): string {
  const fill = (shownName: string) =>
    policy.name.replace(/\{(name|created_at|version|id)\}/g, (_whole, key: string) => {
      switch (key) {
        case 'name':
          return shownName;
        case 'created_at':
          return replaced.createdAt;
        case 'version':
          return readMarkers(replaced)?.version ?? '';
        default:
          return replaced.id;
      }
    });
  const excess = length(fill(name)) - LONGEST_NAME;
  const filled = cut(
    excess > 0 ? fill(cut(name, Math.max(0, length(name) - excess))) : fill(name),
    LONGEST_NAME,
  );
  if (filled !== name) return filled;
  // The template gave the published name itself, and two images must not share it.
  const suffix = ` (backup ${replaced.id})`;
  return cut(name, LONGEST_NAME - suffix.length) + suffix;
}

function length(text: string): number {
  return [...text].length;
}

function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : characters.slice(0, longest).join('');
}
