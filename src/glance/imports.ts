import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, ReconcileError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { ServiceClient } from '../openstack/service.ts';
import { asObject, textsOf } from './answer.ts';
import { type CallOptions, hasStatus, unlessMissing } from './call.ts';
import type { Images } from './images.ts';
import { imagePath } from './path.ts';
import type { Task, Tasks } from './tasks.ts';
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
  readonly timeoutMs: number;
  /** Default 1000. */
  readonly intervalMs?: number;
}

const DEFAULT_INTERVAL_MS = 1000;

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

  /** Starts an import and returns; sent once, as a second one is refused (409) while the first runs. */
  async start(id: string, request: ImportRequest, options: CallOptions = {}): Promise<void> {
    const { method, uri, stores, allStores, allStoresMustSucceed } = request;
    const json = {
      method: { name: method, ...(uri !== undefined && { uri }) },
      ...(stores !== undefined && { stores }),
      ...(allStores !== undefined && { all_stores: allStores }),
      ...(allStoresMustSucceed !== undefined && { all_stores_must_succeed: allStoresMustSucceed }),
    };
    const path = `${imagePath(id)}/import`;
    const answer = await this.#service.request({ method: 'POST', path, json, ...options });
    await answer.drop();
  }

  /**
   * Looks at the image until it is as wanted and the import's task has ended. Throws a {@link ReconcileError}: `import-failed` with the service's
   * reason when the import is over without that, `import-timeout` when the time is up.
   */
  async wait(id: string, options: WaitOptions): Promise<Image> {
    const { until, timeoutMs, intervalMs = DEFAULT_INTERVAL_MS, signal } = options;
    const call: CallOptions = signal ? { signal } : {};
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const wire = await this.#images.wire(id, call);
      const image = parseImage(wire);
      const state = parseImportState(wire);
      // What is changed while the task still runs may be undone by its end, and another import is refused.
      if (until(image) && state.task === null) return image;
      const failure = await this.#failure(id, state, call);
      if (failure !== null) throw failure;
      const left = deadline - performance.now();
      if (left <= 0) throw timeout(image, timeoutMs);
      await pause(Math.min(intervalMs, left), undefined, call).catch(() => signal?.throwIfAborted());
    }
  }

  async #failure(id: string, state: ImportState, options: CallOptions): Promise<ReconcileError | null> {
    const task = await this.#latestTask(id, options);
    const failed = state.failed.length > 0 && state.importing.length === 0;
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

function timeout(image: Image, timeoutMs: number): ReconcileError {
  const seconds = Math.round(timeoutMs / 1000);
  return new ReconcileError(
    'import-timeout',
    `the import of image ${image.id} is not done after ${seconds} s; its status is ${image.status}`,
    EXIT.error,
    { hint: 'Give it a longer timeout, or use the upload method.' },
  );
}
