import { EXIT, ReconcileError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { ServiceClient } from '../openstack/service.ts';
import { asObject, textsOf } from './answer.ts';
import { type CallOptions, hasStatus, imagePath, unlessMissing } from './call.ts';
import type { Images } from './images.ts';
import { lookBeforeRepeat } from './look-before-repeat.ts';
import type { Task, Tasks } from './tasks.ts';
import { DEFAULT_PATIENCE, type Look, type Patience, watch } from './watch.ts';
import { type ImportState, parseImage, parseImportState } from './wire.ts';

export interface ImportRequest {
  /** A method from {@link Imports.info}, e.g. `glance-direct`, `web-download`, `copy-image`. */
  readonly method: string;
  /** For `web-download`. */
  readonly uri?: string;
  readonly stores?: readonly string[];
  readonly allStores?: boolean;
  /** The service's default: true. False: the data stays in the stores that it has reached. */
  readonly allStoresMustSucceed?: boolean;
}

export interface WaitOptions extends CallOptions {
  /** The condition to wait for, e.g. that the image is active. */
  readonly until: (image: Image) => boolean;
  /** When the import counts as stuck. Default: {@link DEFAULT_PATIENCE}. */
  readonly patience?: Patience;
  /** Milliseconds that the import may take at most, even with progress; default: no limit. */
  readonly timeoutMs?: number;
  /** Default: the patience's. */
  readonly intervalMs?: number;
}

/** Imports: the service fetches or moves data in the background. */
export class Imports {
  readonly #service: ServiceClient;
  readonly #images: Images;
  readonly #tasks: Tasks;

  constructor(service: ServiceClient, images: Images, tasks: Tasks) {
    this.#service = service;
    this.#images = images;
    this.#tasks = tasks;
  }

  /** Enabled import methods; none on services older than v2.6. A listed method may still fail. */
  async info(options: CallOptions = {}): Promise<{ readonly methods: readonly string[] }> {
    const request = this.#service.request({ method: 'GET', path: '/v2/info/import', ...options });
    const answer = await unlessMissing(request, null);
    if (answer === null) return { methods: [] };
    const body = asObject(await answer.json(), 'import information');
    return { methods: textsOf(asObject(body['import-methods'], 'import methods').value) };
  }

  /**
   * Starts an import and returns. When the answer leaves open whether the import has begun, a look at the image tells:
   * the service refuses a second import (409) while the first one runs.
   */
  async start(id: string, request: ImportRequest, options: CallOptions = {}): Promise<void> {
    const { method, uri, stores, allStores, allStoresMustSucceed } = request;
    const json = {
      method: { name: method, ...(uri !== undefined && { uri }) },
      ...(stores !== undefined && { stores }),
      ...(allStores !== undefined && { all_stores: allStores }),
      ...(allStoresMustSucceed !== undefined && { all_stores_must_succeed: allStoresMustSucceed }),
    };
    const send = async () => {
      const path = `${imagePath(id)}/import`;
      const answer = await this.#service.request({ method: 'POST', path, json, ...options });
      await answer.drop();
      return true;
    };
    const look = async () => ((await this.#hasBegun(id, request, options)) ? true : null);
    await lookBeforeRepeat(send, look, { ...options, retry: this.#service.retry });
  }

  async #hasBegun(id: string, request: ImportRequest, options: CallOptions): Promise<boolean> {
    const wire = await this.#images.wire(id, options);
    const image = parseImage(wire);
    const state = parseImportState(wire);
    if (state.task !== null || state.importing.length > 0 || image.status === 'importing') return true;
    if (request.method === 'copy-image') {
      const { stores = [] } = request;
      return (
        state.failed.length > 0 || (stores.length > 0 && stores.every((one) => image.stores.includes(one)))
      );
    }
    if (image.status !== 'queued' && image.status !== 'uploading') return true;
    if (state.failed.length > 0) return true;
    const task = await this.#latestTask(id, options);
    return task?.status === 'pending' || task?.status === 'processing';
  }

  /**
   * Looks at the image until the condition holds and the import's task has ended. Throws a {@link ReconcileError}:
   * `import-failed`, with the service's reason, when the import has ended without that; `stalled` when nothing changes
   * any more; `import-timeout` when the time is up.
   */
  async wait(id: string, options: WaitOptions): Promise<Image> {
    const { until, timeoutMs = Number.POSITIVE_INFINITY, signal } = options;
    const { patience = DEFAULT_PATIENCE, intervalMs = patience.intervalMs } = options;
    const { now = () => performance.now() } = patience;
    const call: CallOptions = signal ? { signal } : {};
    const deadline = now() + timeoutMs;
    const look = async (): Promise<Look<Image>> => {
      const wire = await this.#images.wire(id, call);
      const image = parseImage(wire);
      const state = parseImportState(wire);
      // The end of the task may undo changes made while the task runs; and until then, the service refuses imports.
      if (until(image) && state.task === null) return { done: image };
      const task = await this.#latestTask(id, call);
      const failure = failureOf(id, state, task);
      if (failure !== null) throw failure;
      if (now() >= deadline) throw timeout(image, timeoutMs);
      const signs = JSON.stringify([state, task?.status, task?.message, task?.updatedAt]);
      return { image, signs, remains: remaining(image, state, task) };
    };
    return watch(look, { ...patience, intervalMs: Math.min(intervalMs, timeoutMs) }, signal);
  }

  /** Null where the service does not list tasks by image, or does not show them to the user. */
  async #latestTask(id: string, options: CallOptions): Promise<Task | null> {
    try {
      return (await this.#tasks.forImage(id, options)).at(-1) ?? null;
    } catch (error) {
      if (hasStatus(error, 403, 404)) return null;
      throw error;
    }
  }
}

function failureOf(id: string, state: ImportState, task: Task | null): ReconcileError | null {
  // While a task works on the image, the failed stores are those of an earlier import.
  const failed = state.failed.length > 0 && state.importing.length === 0 && state.task === null;
  if (!failed && task?.status !== 'failure') return null;
  const where = failed ? ` into ${state.failed.join(', ')}` : '';
  const reason = task?.message ? `: ${task.message}` : '';
  return new ReconcileError(
    'import-failed',
    `the import of image ${id}${where} failed${reason}`,
    EXIT.error,
    {
      hint: 'Look for the cause in the log of the Images service, or use another method.',
    },
  );
}

function remaining(image: Image, state: ImportState, task: Task | null): string {
  const stores = state.importing.length > 0 ? [`data for ${state.importing.join(', ')}`] : [];
  const work =
    task && ['pending', 'processing'].includes(task.status) ? [`task ${task.id} (${task.status})`] : [];
  if (state.task !== null && work.length === 0) work.push(`task ${state.task}`);
  const parts = [...stores, ...work];
  if (parts.length > 0) return parts.join(', ');
  return image.status === 'active' ? 'data for more stores' : 'the import itself has not begun';
}

function timeout(image: Image, timeoutMs: number): ReconcileError {
  const seconds = Math.round(timeoutMs / 1000);
  return new ReconcileError(
    'import-timeout',
    `the import of image ${image.id} has not ended after ${seconds} s; the status of the image is ${image.status}`,
    EXIT.error,
    { hint: 'Set a longer timeout, or use the upload method.' },
  );
}
