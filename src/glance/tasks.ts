import type { ServiceClient } from '../openstack/service.ts';
import { asArray, asObject, asText, textOrNull } from './answer.ts';
import { type CallOptions, imagePath, pathPart } from './call.ts';
import { listPages } from './pages.ts';

/** Work of the service in the background. Times are in ISO 8601, as the service sends them. */
export interface Task {
  readonly id: string;
  /** e.g. `api_image_import`. */
  readonly type: string | null;
  /** `pending`, `processing`, `success` or `failure`. */
  readonly status: string;
  readonly owner: string | null;
  /** Why the task failed; often empty. */
  readonly message: string | null;
  readonly imageId: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly expiresAt: string | null;
  readonly input: unknown;
  readonly result: unknown;
}

export interface TaskFilter {
  readonly type?: string;
  readonly status?: 'pending' | 'processing' | 'success' | 'failure';
}

export class Tasks {
  readonly #service: ServiceClient;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  /** Newest first. As a rule only for admins. Only {@link Tasks.get} gives input, result and message. */
  async *list(filter: TaskFilter = {}, options: CallOptions = {}): AsyncGenerator<Task> {
    const query = new URLSearchParams({ ...filter, limit: '1000' });
    for await (const item of listPages(this.#service, { path: '/v2/tasks', key: 'tasks', query }, options)) {
      yield parseTask(item);
    }
  }

  async get(id: string, options: CallOptions = {}): Promise<Task> {
    const path = `/v2/tasks/${pathPart(id)}`;
    const answer = await this.#service.request({ method: 'GET', path, ...options });
    return parseTask(await answer.json());
  }

  /** Tasks of one image, oldest first (v2.12; a 404 on older services). */
  async forImage(imageId: string, options: CallOptions = {}): Promise<readonly Task[]> {
    const path = `${imagePath(imageId)}/tasks`;
    const answer = await this.#service.request({ method: 'GET', path, ...options });
    const body = asObject(await answer.json(), `tasks of image ${imageId}`);
    const tasks = asArray(body.tasks, `tasks of image ${imageId}`).map(parseTask);
    return tasks.sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''));
  }
}

function parseTask(json: unknown): Task {
  const wire = asObject(json, 'task');
  const id = asText(wire.id, 'task id');
  return {
    id,
    type: textOrNull(wire.type),
    status: asText(wire.status, `status of task ${id}`),
    owner: textOrNull(wire.owner),
    message: textOrNull(wire.message),
    imageId: textOrNull(wire.image_id),
    createdAt: textOrNull(wire.created_at),
    updatedAt: textOrNull(wire.updated_at),
    expiresAt: textOrNull(wire.expires_at),
    input: wire.input ?? null,
    result: wire.result ?? null,
  };
}
