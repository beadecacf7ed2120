import type { ServiceClient } from '../openstack/service.ts';
import { ImageData } from './data.ts';
import { Images } from './images.ts';
import { Imports } from './imports.ts';
import { Info } from './info.ts';
import { Members } from './members.ts';
import { Schemas } from './schemas.ts';
import { Stores } from './stores.ts';
import { Tags } from './tags.ts';
import { Tasks } from './tasks.ts';

/**
 * The Images API v2 of one cloud. Error statuses are thrown as `HttpError`, no answer as `ConnectionError`, an
 * answer that breaks the API's promises as `AnswerError`. A request is sent twice only where that does no harm.
 */
export class Glance {
  readonly images: Images;
  readonly data: ImageData;
  readonly members: Members;
  readonly imports: Imports;
  readonly stores: Stores;
  readonly tasks: Tasks;
  readonly schemas: Schemas;
  readonly tags: Tags;
  readonly info: Info;
  /** How the session repeats requests; undefined: with the defaults. */
  readonly retry: ServiceClient['retry'] | undefined;

  constructor(service: ServiceClient) {
    this.retry = service.retry;
    this.images = new Images(service);
    this.data = new ImageData(service);
    this.members = new Members(service);
    this.tasks = new Tasks(service);
    this.imports = new Imports(service, this.images, this.tasks);
    this.stores = new Stores(service, this.images);
    this.schemas = new Schemas(service);
    this.tags = new Tags(service, this.images);
    this.info = new Info(service, this.schemas, this.stores);
  }
}
