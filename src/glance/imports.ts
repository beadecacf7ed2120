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
  /** One that {@link Imports.info} names, e.g. `glance-direct`, `web-download`, `copy-image`. */
  readonly method: string;
  /** For `web-download`. */
  readonly uri?: string;
  readonly stores?: readonly string[];
  readonly allStores?: boolean;
  /** The service's default: true. False: what reached some stores stays. */
  readonly allStoresMustSucceed?: boolean;
}

export interface WaitOptions extends CallOptions {
  /** What is waited for, e.g. that the image is active. */
  readonly until: (image: Image) => boolean;
  /** When it counts as stuck. Default: {@link DEFAULT_PATIENCE}. */
  readonly patience?: Patience;
  /** Milliseconds that it may take at the very most, whatever the progress; default: no limit. */
  readonly timeoutMs?: number;
  /** Default: the patience's. */
  readonly intervalMs?: number;
}

/** Data that the service fetches or moves by itself, in the background. */
export class Imports {
  readonly #service: ServiceClient;
  readonly #images: Images;
  readonly #tasks: Tasks;

  constructor(service: ServiceClient, images: Images, tasks: Tasks) {
    this.#service = service;
    this.#images = images;
    this.#tasks = tasks;
  }

  /** Methods that are switched on; none on services older than v2.6. A listed method may still not work. */
  async info(options: CallOptions = {}): Promise<{ readonly methods: readonly string[] }> {
    const request = this.#service.request({ method: 'GET', path: '/v2/info/import', ...options });
    const answer = await unlessMissing(request, null);
    if (answer === null) return { methods: [] };
    const body = asObject(await answer.json(), 'import information');
    return { methods: textsOf(asObject(body['import-methods'], 'import methods').value) };
  }

  /**
   * Starts an import and returns. When the answer leaves open whether it has begun, a look at the image tells: a
   * second one is refused (409) while the first runs.
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
   * Looks at the image until it is as wanted and the import's task has ended. Throws a {@link ReconcileError}:
   * `import-failed` with the service's reason when the import is over without that, `stalled` when nothing moves any
   * more, `import-timeout` when the time is up.
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
      // What is changed while the task still runs may be undone by its end, and another import is refused.
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

  /** Null where the service keeps no tasks by image, or does not show them to us. */
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
  // While a task works on the image, the stores that are named are those in which an earlier import failed.
  const failed = state.failed.length > 0 && state.importing.length === 0 && state.task === null;
  if (!failed && task?.status !== 'failure') return null;
  const where = failed ? ` into ${state.failed.join(', ')}` : '';
  const reason = task?.message ? `: ${task.message}` : '';
  return new ReconcileError(
    'import-failed',
    `the import of image ${id}${where} failed${reason}`,
    EXIT.error,
    {
      hint: 'See the log of the Images service for the cause, or use another method.',
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
    `the import of image ${image.id} is not done after ${seconds} s; its status is ${image.status}`,
    EXIT.error,
    { hint: 'Give it a longer timeout, or use the upload method.' },
  );
}
