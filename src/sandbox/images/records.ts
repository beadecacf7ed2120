import type { Archive } from '../archive.ts';
import type { Clock } from '../clock.ts';
import type { ImageChange, ImageRecord, MemberRecord, Status } from './record.ts';

const KIND = 'images';

/** What is kept of a deleted image: its id can never be used again. */
interface Tombstone {
  readonly id: string;
  readonly deleted: true;
}

/** The images that there are, and the ids of those that there were. */
export interface Records {
  get(id: string): ImageRecord | undefined;
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
  const burnt = new Set<string>();
  for (const saved of archive.load<ImageRecord | Tombstone>(KIND)) {
    if ('deleted' in saved) burnt.add(saved.id);
    else images.set(saved.id, afterRestart(saved));
  }
  const keep = (image: ImageRecord): void => {
    images.set(image.id, image);
    archive.save(KIND, image.id, image);
  };
  return {
    get: (id) => images.get(id),
    all: () => images.values(),
    used: (id) => images.has(id) || burnt.has(id),
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
      if (!images.delete(id)) return;
      burnt.add(id);
      archive.save(KIND, id, { id, deleted: true } satisfies Tombstone);
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
