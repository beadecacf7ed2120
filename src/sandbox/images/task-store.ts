import { randomUUID } from 'node:crypto';
import type { Archive } from '../archive.ts';
import type { Clock } from '../clock.ts';
import { FAILED } from './tasks.ts';

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

export interface Tasks {
  add(task: Omit<TaskRecord, 'id' | 'status' | 'message' | 'created' | 'updated'>): TaskRecord;
  change(id: string, change: Pick<TaskRecord, 'status'> & Partial<Pick<TaskRecord, 'message'>>): void;
  get(id: string): TaskRecord | undefined;
  /** Oldest first. */
  all(): readonly TaskRecord[];
}

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

export const KIND = 'tasks';

/** Finished tasks are kept for 48 hours, Glance's default; here only their expiry says so. */
export const LIFE = 48 * 3600 * 1000000;
