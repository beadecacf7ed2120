import { type Algorithm, isAlgorithm } from '../model/digest.ts';
import { HttpError } from '../model/errors.ts';
import { type Image, type ImageAttributes, type PatchOperation, patchPath } from '../model/image.ts';
import type { ServiceClient } from '../openstack/service.ts';
import { asObject, type Json } from './answer.ts';
import { type CallOptions, hasStatus, imagePath, unlessMissing } from './call.ts';
import { type ImageFilter, isAskedOfService, listQueries } from './filter.ts';
import { type LookOptions, lookBeforeRepeat } from './look-before-repeat.ts';
import { listPages } from './pages.ts';
import { createBody, parseImage } from './wire.ts';

const BURNT_ID =
  'Choose another id: an image that is deleted or not visible to you has this one, and Glance never uses an id twice.';

/** `/v2/images` without its data, members, tags and imports. */
export class Images {
  readonly #service: ServiceClient;
  #digestOfData: Algorithm = 'sha512';

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  /**
   * The digest by which this Glance names data, as the latest image shows that had any: its `os_hash_algo`, or `md5` where
   * Glance names none (before Images API 2.7) or a digest that reconcile does not compute. Before, Glance's own default.
   */
  get digestOfData(): Algorithm {
    return this.#digestOfData;
  }

  #read(json: unknown): Image {
    const image = parseImage(json);
    const { checksum, hashAlgorithm } = image;
    if (hashAlgorithm !== null && isAlgorithm(hashAlgorithm)) this.#digestOfData = hashAlgorithm;
    else if (checksum !== null) this.#digestOfData = 'md5';
    return image;
  }

  /** The images of the filter, page by page as the caller takes them. A listing that is incomplete ends in an error. */
  async *list(filter: ImageFilter = {}, options: CallOptions = {}): AsyncGenerator<Image> {
    for (const query of listQueries(filter)) {
      for await (const item of listPages(
        this.#service,
        { path: '/v2/images', key: 'images', query },
        options,
      )) {
        const image = this.#read(item);
        if (hasProperties(image, filter.properties)) yield image;
      }
    }
  }

  async get(id: string, options: CallOptions = {}): Promise<Image> {
    return this.#read(await this.wire(id, options));
  }

  /** The image; null when no image with this id is visible to the project. */
  async find(id: string, options: CallOptions = {}): Promise<Image | null> {
    return unlessMissing(this.get(id, options), null);
  }

  /** The image as the service shows it, with the service's own properties (`os_glance_…`). */
  async wire(id: string, options: CallOptions = {}): Promise<Json> {
    const answer = await this.#service.request({ method: 'GET', path: imagePath(id), ...options });
    return asObject(await answer.json(), `image ${id}`);
  }

  /**
   * Creates an image without data. With an `id`, a lost answer does no harm: a look at that id tells whether the image
   * exists. Without an `id`, the request is sent only once.
   */
  async create(attributes: ImageAttributes, options: CallOptions = {}): Promise<Image> {
    const json = createBody(attributes);
    const send = async () => {
      const answer = await this.#service.request({ method: 'POST', path: '/v2/images', json, ...options });
      return this.#read(await answer.json());
    };
    const { id } = attributes;
    if (id === undefined) return send();
    const look = async () => {
      const image = await this.find(id, options);
      return image?.status === 'queued' ? image : null;
    };
    try {
      return await lookBeforeRepeat(send, look, this.#repeating(options));
    } catch (error) {
      const burnt = hasStatus(error, 409) && (await this.find(id, options)) === null;
      throw burnt ? new HttpError({ ...fieldsOf(error), hint: BURNT_ID }) : error;
    }
  }

  /** Applies all operations in one request: all or none. Without operations, returns the image. */
  async patch(id: string, operations: readonly PatchOperation[], options: CallOptions = {}): Promise<Image> {
    if (operations.length === 0) return this.get(id, options);
    const repeatable = isRepeatable(operations);
    const send = async () => {
      const answer = await this.#service.request({
        method: 'PATCH',
        path: imagePath(id),
        json: operations,
        contentType: PATCH_TYPE,
        repeatable,
        ...options,
      });
      return this.#read(await answer.json());
    };
    if (repeatable) return send();
    const look = async () => {
      const wire = await this.wire(id, options);
      return isApplied(operations, wire) ? this.#read(wire) : null;
    };
    return lookBeforeRepeat(send, look, this.#repeating(options));
  }

  #repeating(options: CallOptions): LookOptions {
    return { ...options, retry: this.#service.retry };
  }

  /** Deletes the image with its data. False when no such image existed. */
  async delete(id: string, options: CallOptions = {}): Promise<boolean> {
    const deletion = this.#service.request({
      method: 'DELETE',
      path: imagePath(id),
      repeatable: true,
      ...options,
    });
    const answer = await unlessMissing(deletion, null);
    await answer?.drop();
    return answer !== null;
  }

  /** Stops downloads and boots of the image. Does nothing when the image is deactivated already. */
  async deactivate(id: string, options: CallOptions = {}): Promise<void> {
    await this.#act(id, 'deactivate', options);
  }

  async reactivate(id: string, options: CallOptions = {}): Promise<void> {
    await this.#act(id, 'reactivate', options);
  }

  async #act(id: string, action: 'deactivate' | 'reactivate', options: CallOptions): Promise<void> {
    const path = `${imagePath(id)}/actions/${action}`;
    const answer = await this.#service.request({ method: 'POST', path, repeatable: true, ...options });
    await answer.drop();
  }
}

function fieldsOf({ status, method, url, detail, requestId }: HttpError) {
  return { status, method, url, detail, requestId };
}

/** Compares the properties by which the service cannot filter. */
function hasProperties(image: Image, wanted: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => isAskedOfService(key) || image.properties[key] === value,
  );
}

const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';

/** Whether sending the operations twice does the same as once: Glance answers 409 to `remove` of a missing property. */
function isRepeatable(operations: readonly PatchOperation[]): boolean {
  return operations.every((operation) => operation.op !== 'remove');
}

/** Whether an image from the service has the result of the operations. */
function isApplied(operations: readonly PatchOperation[], wire: Json): boolean {
  const keys = new Map(Object.keys(wire).map((key) => [patchPath(key), key]));
  const last = new Map(operations.map((operation) => [operation.path, operation]));
  return [...last.values()].every((operation) => {
    const key = keys.get(operation.path);
    if (operation.op === 'remove') return key === undefined;
    return key !== undefined && sameValue(wire[key], operation.value);
  });
}

function sameValue(live: unknown, wanted: PatchOperation['value']): boolean {
  if (!Array.isArray(wanted)) return live === wanted;
  return Array.isArray(live) && JSON.stringify([...live].sort()) === JSON.stringify([...wanted].sort());
}
