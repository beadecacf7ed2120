import type { Features, Usage } from '../model/observed.ts';
import type { ServiceClient } from '../openstack/service.ts';
import { AnswerError, asArray, asObject, textOrNull } from './answer.ts';
import { type CallOptions, hasStatus, unlessMissing } from './call.ts';
import type { Schemas } from './schemas.ts';
import type { Stores } from './stores.ts';

/** Versions, features and quotas of the service. */
export class Info {
  readonly #service: ServiceClient;
  readonly #schemas: Schemas;
  readonly #stores: Stores;
  #features: Promise<Features> | null = null;

  constructor(service: ServiceClient, schemas: Schemas, stores: Stores) {
    this.#service = service;
    this.#schemas = schemas;
    this.#stores = stores;
  }

  /** Minors of the Images API v2 that the service lists, highest first, e.g. `[15, 13, …, 0]`. */
  async minors(options: CallOptions = {}): Promise<readonly number[]> {
    const answer = await this.#service.request({ method: 'GET', path: '/versions', ...options });
    const body = asObject(await answer.json(), 'versions');
    const minors = asArray(body.versions, 'versions').flatMap((version) => {
      const minor = /^v2\.(\d+)$/.exec(textOrNull(asObject(version, 'version').id) ?? '')?.[1];
      return minor === undefined ? [] : [Number(minor)];
    });
    if (minors.length === 0) throw new AnswerError('versions: no Images API v2 among them');
    return minors.sort((a, b) => b - a);
  }

  /**
   * The features of the service; asked for once. Where a proxy hides the versions, guessed from the image schema and the
   * stores.
   */
  features(): Promise<Features> {
    this.#features ??= this.#askFeatures().catch((error: unknown) => {
      this.#features = null;
      throw error;
    });
    return this.#features;
  }

  /** Usage by the name of the quota (v2.13); empty where the service has no quotas. */
  async usage(options: CallOptions = {}): Promise<Readonly<Record<string, Usage>>> {
    const answer = await this.#service.request({ method: 'GET', path: '/v2/info/usage', ...options });
    const body = asObject(await answer.json(), 'usage');
    return asObject(body.usage, 'usage') as Readonly<Record<string, Usage>>;
  }

  async #askFeatures(): Promise<Features> {
    try {
      const minors = await this.minors();
      const minor = minors[0] ?? 0;
      // Glance lists v2.8 only where several stores are configured.
      return { minor, hidden: minor >= 7, stores: minors.includes(8) };
    } catch (error) {
      const hidesVersions =
        error instanceof AnswerError ||
        hasStatus(error, 200, 300, 301, 302, 303, 307, 308, 401, 403, 404, 405);
      if (!hidesVersions) throw error;
      return this.#guessFeatures();
    }
  }

  async #guessFeatures(): Promise<Features> {
    const schema = await this.#schemas.get('image');
    const hidden = 'os_hidden' in asObject(schema.properties, 'properties of the image schema');
    const stores = hidden && (await unlessMissing(this.#stores.list(), [])).length > 0;
    return { minor: stores ? 8 : hidden ? 7 : 0, hidden, stores };
  }
}
