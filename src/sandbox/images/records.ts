import type { Archive } from '../archive.ts';
import type { Clock } from '../clock.ts';
import type { ImageChange, ImageRecord, MemberRecord, Status } from './record.ts';

const KIND = 'images';

/** A deleted image: Glance never accepts its id again, and an admin's listing may use it as a marker. */
interface Tombstone extends ImageRecord {
  readonly deleted: true;
}

/** The images of the service, and the deleted images. */
export interface Records {
  get(id: string): ImageRecord | undefined;
  /** The deleted image, as it was when it was deleted. */
  deleted(id: string): ImageRecord | undefined;
  all(): Iterable<ImageRecord>;
  /** Whether an image has or had the id. */
  used(id: string): boolean;
  add(image: ImageRecord): void;
  /** Sets the attributes in the change and the time of update; returns undefined when the image does not exist. */
  change(id: string, change: ImageChange): ImageRecord | undefined;
  /** Replaces the members and keeps the image's time of update. */
  setMembers(id: string, members: readonly MemberRecord[]): void;
  /** Deletes the image and reserves its id for ever. */
  remove(id: string): void;
}

/** Loads the saved images. An upload or import that was running when the process ended has failed. */
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

/** An upload or import that was running when the process ended has failed: the image can take new data. */
function afterRestart(image: ImageRecord): ImageRecord {
  const broken: readonly Status[] = ['saving', 'importing'];
  const { os_glance_import_task: _, ...properties } = image.properties;
  if (!broken.includes(image.status)) return { ...image, properties };
  return { ...image, properties, status: 'queued', size: null, virtual_size: null };
}
