/** The part of JSON Schema that Glance's own schemas use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | null)[];
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly readOnly?: boolean;
  readonly is_base?: boolean;
  readonly items?: Schema;
}

export type Properties = Readonly<Record<string, Schema>>;

const UUID_PATTERN =
  '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$';
const NULLABLE = ['null', 'string'] as const;

/** The properties of every image, with the formats that Glance accepts by default. */
const BASE: Properties = {
  id: { type: 'string', description: 'Id of the image', pattern: UUID_PATTERN },
  name: { type: NULLABLE, description: 'Name for people', maxLength: 255 },
  status: {
    type: 'string',
    readOnly: true,
    description: 'Where the image is in its life',
    enum: [
      'queued',
      'saving',
      'active',
      'killed',
      'deleted',
      'uploading',
      'importing',
      'pending_delete',
      'deactivated',
    ],
  },
  visibility: {
    type: 'string',
    description: 'Who sees the image',
    enum: ['community', 'public', 'private', 'shared'],
  },
  protected: { type: 'boolean', description: 'Whether deletion is refused' },
  os_hidden: { type: 'boolean', description: 'Whether plain listings leave the image out' },
  checksum: { type: NULLABLE, readOnly: true, description: 'md5 of the data', maxLength: 32 },
  os_hash_algo: { type: NULLABLE, readOnly: true, description: 'Algorithm of os_hash_value', maxLength: 64 },
  os_hash_value: {
    type: NULLABLE,
    readOnly: true,
    description: 'Digest of the data, hexadecimal',
    maxLength: 128,
  },
  owner: { type: NULLABLE, description: 'Project that owns the image', maxLength: 255 },
  size: { type: ['null', 'integer'], readOnly: true, description: 'Bytes of the data' },
  virtual_size: { type: ['null', 'integer'], readOnly: true, description: 'Bytes of the virtual disk' },
  container_format: {
    type: NULLABLE,
    description: 'Format of the container',
    enum: [null, 'ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed'],
  },
  disk_format: {
    type: NULLABLE,
    description: 'Format of the disk',
    enum: [null, 'ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop'],
  },
  created_at: { type: 'string', readOnly: true, description: 'When the image was registered' },
  updated_at: { type: 'string', readOnly: true, description: 'When the image was last changed' },
  tags: {
    type: 'array',
    description: 'Short texts to find the image by',
    items: { type: 'string', maxLength: 255 },
  },
  direct_url: { type: 'string', readOnly: true, description: 'Where the store keeps the data' },
  min_ram: { type: 'integer', description: 'MiB of memory needed to boot' },
  min_disk: { type: 'integer', description: 'GiB of disk needed to boot' },
  self: { type: 'string', readOnly: true, description: 'Path of the image' },
  file: { type: 'string', readOnly: true, description: 'Path of the data' },
  stores: { type: 'string', readOnly: true, description: 'Stores that hold the data, comma-separated' },
  schema: { type: 'string', readOnly: true, description: 'Path of the schema' },
  locations: { type: 'array', description: 'Where the data lies', items: { type: 'object' } },
};

/** Well-known custom properties, from the schema-image.json that distributions ship. */
const WELL_KNOWN: Properties = {
  kernel_id: { type: NULLABLE, pattern: UUID_PATTERN, description: 'Image of the kernel to boot with' },
  ramdisk_id: { type: NULLABLE, pattern: UUID_PATTERN, description: 'Image of the ramdisk to boot with' },
  instance_uuid: { type: 'string', description: 'Server that the image was made from' },
  architecture: { type: 'string', description: 'Processor architecture' },
  os_distro: { type: 'string', description: 'Operating system distribution' },
  os_version: { type: 'string', description: 'Operating system version' },
  description: { type: 'string', description: 'Description for people' },
  cinder_encryption_key_id: { type: 'string', description: 'Key of the volume that the image was made from' },
  cinder_encryption_key_deletion_policy: {
    type: 'string',
    description: 'What becomes of that key with the image',
    enum: ['on_image_deletion', 'do_not_delete'],
  },
};

const IMAGE_PROPERTIES: Properties = {
  ...BASE,
  ...Object.fromEntries(
    Object.entries(WELL_KNOWN).map(([name, schema]) => [name, { ...schema, is_base: false }]),
  ),
};

/** Formats that a service accepts besides Glance's default ones (`[image_format]` of glance-api.conf). */
export interface MoreFormats {
  readonly disk?: readonly string[];
  readonly container?: readonly string[];
}

/** The properties of an image in a service that accepts more formats. */
export function propertiesWith({ disk = [], container = [] }: MoreFormats): Properties {
  const more = (name: 'disk_format' | 'container_format', words: readonly string[]) => {
    const property = IMAGE_PROPERTIES[name]!;
    return { ...property, enum: [...property.enum!, ...words] };
  };
  return {
    ...IMAGE_PROPERTIES,
    disk_format: more('disk_format', disk),
    container_format: more('container_format', container),
  };
}

/** The schema of every other property of an image. */
export const CUSTOM_PROPERTY: Schema = { type: 'string' };

const MEMBER_PROPERTIES: Properties = {
  member_id: { type: 'string', description: 'Project that the image is shared with' },
  image_id: { type: 'string', description: 'Id of the image', pattern: UUID_PATTERN },
  created_at: { type: 'string', description: 'When the project was added' },
  updated_at: { type: 'string', description: 'When the membership was last changed' },
  status: {
    type: 'string',
    description: 'What the project says to it',
    enum: ['pending', 'accepted', 'rejected'],
  },
  schema: { type: 'string', readOnly: true },
};

const TASK_STUB: Properties = {
  id: { type: 'string', description: 'Id of the task', pattern: UUID_PATTERN },
  type: { type: 'string', description: 'What the task does', enum: ['import', 'api_image_import'] },
  status: {
    type: 'string',
    description: 'How far the task is',
    enum: ['pending', 'processing', 'success', 'failure'],
  },
  owner: { type: 'string', description: 'Project that asked' },
  user_id: { type: 'string', description: 'User who asked' },
  request_id: { type: 'string', description: 'Request that asked' },
  image_id: { type: 'string', description: 'Image that it is about' },
  expires_at: { type: NULLABLE, description: 'When the task may be forgotten' },
  created_at: { type: 'string', description: 'When the task was made' },
  updated_at: { type: 'string', description: 'When the task last changed' },
  self: { type: 'string', readOnly: true },
  schema: { type: 'string', readOnly: true },
};

const TASK_PROPERTIES: Properties = {
  ...TASK_STUB,
  input: { type: ['null', 'object'], description: 'What was asked for' },
  result: { type: ['null', 'object'], description: 'The result of the task' },
  message: { type: 'string', description: 'Why it failed' },
};

const IMAGE = {
  name: 'image',
  additionalProperties: CUSTOM_PROPERTY,
  links: [
    { rel: 'self', href: '{self}' },
    { rel: 'enclosure', href: '{file}' },
    { rel: 'describedby', href: '{schema}' },
  ],
};

const DESCRIBED_BY = { rel: 'describedby', href: '{schema}' };

function pagedCollection(name: string, items: object): object {
  return {
    name,
    properties: {
      [name]: { type: 'array', items },
      first: { type: 'string' },
      next: { type: 'string' },
      schema: { type: 'string' },
    },
    links: [{ rel: 'first', href: '{first}' }, { rel: 'next', href: '{next}' }, DESCRIBED_BY],
  };
}

function plainCollection(name: string, items: object): object {
  return {
    name,
    properties: { [name]: { type: 'array', items }, schema: { type: 'string' } },
    links: [DESCRIBED_BY],
  };
}

const MEMBER = { name: 'member', properties: MEMBER_PROPERTIES };

/** The documents under `/v2/schemas/` of a service whose images have these properties, some of them required. */
export function schemasWith(
  properties: Properties,
  required: readonly string[],
): Readonly<Record<string, object>> {
  const image = { ...IMAGE, properties, ...(required.length > 0 ? { required } : {}) };
  return { ...OTHERS, image, images: pagedCollection('images', image) };
}

const OTHERS: Readonly<Record<string, object>> = {
  member: MEMBER,
  members: plainCollection('members', MEMBER),
  task: { name: 'task', properties: TASK_PROPERTIES },
  tasks: plainCollection('tasks', { name: 'task', properties: TASK_STUB }),
};
