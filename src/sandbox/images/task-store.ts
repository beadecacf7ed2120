import { randomUUID } from 'node:crypto';
import type { Archive } from '../archive.ts';
import type { Clock } from '../clock.ts';

/** The message of every failed import; the real Glance writes the cause to its log. */
export const FAILED = 'Task failed due to Internal Error';

const KIND = 'tasks';

/** Microseconds after which a finished task expires: Glance's default of 48 hours. The sandbox only shows the expiry. */
export const LIFE = 48 * 3600 * 1_000_000;

/** An import task, as the sandbox saves it. Times are microseconds since 1970. */
export interface TaskRecord {
  readonly id: string;
  readonly status: 'pending' | 'processing' | 'success' | 'failure';
  readonly owner: string | null;
  readonly userId: string;
  readonly requestId: string;
  readonly imageId: string;
  readonly input: object;
  readonly message: string;
  readonly created: number;
  readonly updated: number;
}

/** The import tasks of the image service. */
export interface Tasks {
  add(task: Omit<TaskRecord, 'id' | 'status' | 'message' | 'created' | 'updated'>): TaskRecord;
  change(id: string, change: Pick<TaskRecord, 'status'> & Partial<Pick<TaskRecord, 'message'>>): void;
  get(id: string): TaskRecord | undefined;
  /** Oldest first. */
  all(): readonly TaskRecord[];
}

/** Loads the saved tasks. A task that was running when the process ended has failed. */
export function openTasks(archive: Archive, clock: Clock): Tasks {
  const tasks = new Map<string, TaskRecord>();
  const keep = (task: TaskRecord): void => {
    tasks.set(task.id, task);
    archive.save(KIND, task.id, task);
  };
  const saved = archive.load<TaskRecord>(KIND).sort((a, b) => a.created - b.created);
  for (const task of saved) {
    const ended = task.status === 'success' || task.status === 'failure';
    tasks.set(task.id, ended ? task : { ...task, status: 'failure', message: FAILED });
  }
  return {
    add(task) {
      const now = clock.now();
      const added: TaskRecord = {
        ...task,
        id: randomUUID(),
        status: 'pending',
        message: '',
        created: now,
        updated: now,
      };
      keep(added);
      return added;
    },
    change(id, change) {
      const before = tasks.get(id);
      if (before !== undefined) keep({ ...before, ...change, updated: clock.now() });
    },
    get: (id) => tasks.get(id),
    all: () => [...tasks.values()],
  };
}
