import { isoSeconds } from '../clock.ts';
import { json, type Reply } from '../http.ts';
import type { Call } from './context.ts';
import { badRequest, GlanceError, notFound, standard } from './errors.ts';
import { links } from './list.ts';
import { findImage, requireAdmin } from './policy.ts';
import { LIFE, type TaskRecord } from './task-store.ts';

/** `GET /v2/images/{id}/tasks`: includes each task's input. */
export function listImageTasks(call: Call): Reply {
  const image = findImage(call, () => standard(404));
  const tasks = call.glance.tasks.all().filter((task) => task.imageId === image.id);
  return json(200, { tasks: tasks.map((task) => ({ ...fullView(task), deleted: false, deleted_at: null })) });
}

/** `GET /v2/tasks`: admins only, the newest first, without the tasks' input. */
export function listTasks(call: Call): Reply {
  requireAdmin('tasks_api_access', call.caller);
  const { query } = call.request;
  const limit = query.get('limit') ?? '25';
  if (!/^\d+$/.test(limit)) throw badRequest('limit param must be an integer');
  const wanted = (task: TaskRecord): boolean => {
    const status = query.get('status');
    return status === null || task.status === status;
  };
  const newestFirst = call.glance.tasks.all().filter(wanted).toReversed();
  const marker = query.get('marker');
  const from = marker === null ? 0 : newestFirst.findIndex((task) => task.id === marker) + 1;
  const count = Math.min(Number(limit), 1000);
  const page = newestFirst.slice(from, from + count);
  const last = page.length > 0 && page.length === count ? page.at(-1)?.id : undefined;
  return json(200, {
    tasks: page.map((task) => ({ ...stubView(task), ...selfLinks(task) })),
    ...links('/v2/tasks', query, last),
    schema: '/v2/schemas/tasks',
  });
}

/** `GET /v2/tasks/{id}`: admins only. */
export function getTask(call: Call): Reply {
  requireAdmin('tasks_api_access', call.caller);
  const id = call.parameters.id ?? '';
  const task = call.glance.tasks.get(id);
  if (task === undefined) throw notFound(`Could not find task ${id}`);
  return json(200, { ...fullView(task), ...selfLinks(task) });
}

/** `DELETE /v2/tasks/{id}`: Glance refuses it, because tasks expire by themselves. */
export function refuseTaskDeletion(call: Call): Reply {
  requireAdmin('tasks_api_access', call.caller);
  throw new GlanceError(
    405,
    'This operation is currently not permitted on Glance Tasks. They are auto deleted after reaching the time ' +
      'based on their expires_at property.',
    { headers: { allow: 'GET' } },
  );
}

function stubView(task: TaskRecord): Record<string, unknown> {
  return {
    id: task.id,
    type: 'api_image_import',
    status: task.status,
    owner: task.owner,
    expires_at:
      task.status === 'success' || task.status === 'failure' ? isoSeconds(task.updated + LIFE) : null,
    created_at: isoSeconds(task.created),
    updated_at: isoSeconds(task.updated),
  };
}

function fullView(task: TaskRecord): Record<string, unknown> {
  return {
    ...stubView(task),
    input: task.input,
    result: task.status === 'success' ? { image_id: task.imageId } : null,
    message: task.message,
    image_id: task.imageId,
    request_id: task.requestId,
    user_id: task.userId,
  };
}

function selfLinks(task: TaskRecord): Record<string, unknown> {
  return { self: `/v2/tasks/${task.id}`, schema: '/v2/schemas/task' };
}
