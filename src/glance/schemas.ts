import type { ServiceClient } from '../openstack/service.ts';
import { asObject, type Json } from './answer.ts';
import { type CallOptions, pathPart } from './call.ts';

/** JSON Schemas that the service publishes. */
export class Schemas {
  readonly #service: ServiceClient;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  /** `name` is e.g. `image`, `images`, `member`, `members`, `task`, `tasks`, `metadefs/namespace`. */
  async get(name: string, options: CallOptions = {}): Promise<Json> {
    const path = `/v2/schemas/${name.split('/').map(pathPart).join('/')}`;
    const answer = await this.#service.request({ method: 'GET', path, ...options });
    return asObject(await answer.json(), `schema ${name}`);
  }
}
