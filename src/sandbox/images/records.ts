import type { Archive } from '../archive.ts';
import type { Clock } from '../clock.ts';
import type { ImageChange, ImageRecord, MemberRecord, Status } from './record.ts';

const KIND = 'images';

/** A deleted image: its id can never be used again, and an admin's listing may go on from it. */
interface Tombstone extends ImageRecord {
  readonly deleted: true;
}

/** The images that there are, and the ids of those that there were. */
export interface Records {
  get(id: string): ImageRecord | undefined;
  /** As it was when it was deleted. */
  deleted(id: string): ImageRecord | undefined;
  all(): Iterable<ImageRecord>;
  /** Whether the id was ever used. */
  used(id: string): boolean;
  add(image: ImageRecord): void;
  /** Replaces what the change names and sets the time of update; undefined when the image is gone. */
  change(id: string, change: ImageChange): ImageRecord | undefined;
  /** Replaces the members alone: the image's own time of update stays. */
  setMembers(id: string, members: readonly MemberRecord[]): void;
  /** Forgets the image and burns its id. */
  remove(id: string): void;
}

export function openRecords(archive: Archive, clock: Clock): Records {
  const images = new Map<string, ImageRecord>();
  const gone = new Map<string, Tombstone>();
  for (const saved of archive.load<ImageRecord | Tombstone>(KIND)) {
    if ('deleted' in saved) gone.set(saved.id, saved);
    else images.set(saved.id, afterRestart(saved));
  }
  const keep = (image: ImageRecord): void => {
    images.set(image.id, image);
    archive.save(KIND, image.id, image);
  };
  return {
    get: (id) => images.get(id),
    deleted: (id) => gone.get(id),
    all: () => images.values(),
    used: (id) => images.has(id) || gone.has(id),
    add: keep,
    change(id, change) {
      const before = images.get(id);
      if (before === undefined) return undefined;
      const after = { ...before, ...change, updated: clock.now() };
      keep(after);
      return after;
    },
    setMembers(id, members) {
      const before = images.get(id);
      if (before !== undefined) keep({ ...before, members });
    },
    remove(id) {
      const last = images.get(id);
      if (last === undefined) return;
      images.delete(id);
      const tombstone: Tombstone = { ...last, members: [], deleted: true };
      gone.set(id, tombstone);
      archive.save(KIND, id, tombstone);
    },
  };
}

/** What was under way when the process ended has failed: the image takes new data. */
function afterRestart(image: ImageRecord): ImageRecord {
  const broken: readonly Status[] = ['saving', 'importing'];
  const { os_glance_import_task: _, ...properties } = image.properties;
  if (!broken.includes(image.status)) return { ...image, properties };
  return { ...image, properties, status: 'queued', size: null, virtual_size: null };
}
