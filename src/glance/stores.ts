import type { ServiceClient } from '../openstack/service.ts';
import { asArray, asObject, asText, type Json, textOrNull } from './answer.ts';
import { type CallOptions, pathPart, unlessMissing } from './call.ts';
import type { Images } from './images.ts';
import { lookBeforeRepeat } from './look-before-repeat.ts';

export interface Store {
  readonly id: string;
  readonly description: string | null;
  readonly isDefault: boolean;
  readonly readOnly: boolean;
}

export interface StoreDetail extends Store {
  /** e.g. `file`, `rbd`, `swift`. */
  readonly type: string | null;
  /** As the service shows them; different for each type. */
  readonly properties: Json;
}

export class Stores {
  readonly #service: ServiceClient;
  readonly #images: Images;

  constructor(service: ServiceClient, images: Images) {
    this.#service = service;
    this.#images = images;
  }

  /** Empty where the service has a single store without a name. */
  async list(options: CallOptions = {}): Promise<readonly Store[]> {
    return (await this.#read('/v2/info/stores', options)).map(parseStore);
  }

  /** For admins; v2.15. */
  async detail(options: CallOptions = {}): Promise<readonly StoreDetail[]> {
    const stores = await this.#read('/v2/info/stores/detail', options);
    return stores.map((wire) => ({
      ...parseStore(wire),
      type: textOrNull(wire.type),
      properties: wire.properties === undefined ? {} : asObject(wire.properties, 'store properties'),
    }));
  }

  /**
   * Deletes an image's data from one of its stores. False when that store did not have the data. The service refuses
   * (403) for the only store with the data.
   */
  async deleteFrom(store: string, imageId: string, options: CallOptions = {}): Promise<boolean> {
    const path = `/v2/stores/${pathPart(store)}/${pathPart(imageId)}`;
    const send = async () => {
      const answer = await this.#service.request({ method: 'DELETE', path, ...options });
      await answer.drop();
      return true;
    };
    const look = async () => {
      const image = await this.#images.find(imageId, options);
      return image?.stores.includes(store) ? null : true;
    };
    const repeating = { ...options, retry: this.#service.retry };
    return unlessMissing(lookBeforeRepeat(send, look, repeating), false);
  }

  async #read(path: string, options: CallOptions): Promise<readonly Json[]> {
    const answer = await unlessMissing(this.#service.request({ method: 'GET', path, ...options }), null);
    if (answer === null) return [];
    const body = asObject(await answer.json(), 'stores');
    return asArray(body.stores, 'stores').map((store) => asObject(store, 'store'));
  }
}

function parseStore(wire: Json): Store {
  return {
    id: asText(wire.id, 'store id'),
    description: textOrNull(wire.description),
    isDefault: isTrue(wire.default),
    readOnly: isTrue(wire['read-only']),
  };
}

/** The service writes these booleans as text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
