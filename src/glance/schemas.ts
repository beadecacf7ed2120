import type { ServiceClient } from '../openstack/service.ts';
import { asObject, type Json } from './answer.ts';
import { type CallOptions, pathPart } from './call.ts';

/** The values that the service accepts for each field; null: any, as its schema lists none. */
interface OfferedFormats {
  readonly disk_format: readonly string[] | null;
  readonly container_format: readonly string[] | null;
}

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

  /** The formats that the service accepts (`disk_formats` and `container_formats` of `[image_format]`). */
  async formats(options: CallOptions = {}): Promise<OfferedFormats> {
    const { properties } = await this.get('image', options);
    const fields = asObject(properties, 'properties of the image schema');
    return {
      disk_format: choicesOf(fields.disk_format),
      container_format: choicesOf(fields.container_format),
    };
  }

  /** Attributes and properties without which the service creates no image (schema-image.json since 2026.1). */
  async required(options: CallOptions = {}): Promise<readonly string[]> {
    return namesIn((await this.get('image', options)).required);
  }
}

/** The names in `required`; none where the schema has no such list. */
function namesIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}

/** The texts of a field's `enum`, which also holds null. */
function choicesOf(field: unknown): readonly string[] | null {
  const choices = typeof field === 'object' && field !== null && 'enum' in field ? field.enum : null;
  return Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : null;
}
