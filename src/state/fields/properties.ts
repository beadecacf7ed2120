import type { ImageReference } from '../../model/desired.ts';
import { MARKER_PREFIX, SDK_DIGEST } from '../../model/marker.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, entriesOf, type Node, type ScalarNode } from '../yaml/tree.ts';
import { validTextOf } from './text-values.ts';

/**
 * Attributes of the Images API v2's own schema, whose names a custom property must not have. Each with the state
 * file's field for it; null when only Glance sets it.
 */
const BASE_ATTRIBUTES: Readonly<Record<string, string | null>> = {
  id: 'id',
  name: 'name',
  status: 'status',
  visibility: 'visibility',
  is_public: 'public',
  protected: 'protected',
  os_hidden: 'hidden',
  owner: 'owner',
  description: 'description',
  tags: 'tags',
  members: 'members',
  min_disk: 'min_disk',
  min_ram: 'min_ram',
  disk_format: 'format',
  container_format: 'container_format',
  checksum: 'checksum',
  os_hash_algo: 'checksum',
  os_hash_value: 'checksum',
  size: 'size',
  stores: 'stores',
  virtual_size: null,
  created_at: null,
  updated_at: null,
  deleted: null,
  deleted_at: null,
  direct_url: null,
  locations: null,
  file: null,
  schema: null,
  self: null,
};

/**
 * Names of properties that Glance stores at creation and never changes: a PATCH sets the attribute of that name on
 * Glance's own image object instead. Glance answers 200 (or 404, or 500), and the property keeps its value. Measured on
 * Glance 25.1.
 */
const UNCHANGEABLE: ReadonlySet<string> = new Set([
  'base',
  'context',
  'deactivate',
  'delete',
  'extra_properties',
  'get_data',
  'get_payload',
  'get_super_class',
  'helper',
  'image_id',
  'member',
  'notifier',
  'reactivate',
  'repo',
  'send_notification',
  'set_data',
  '_abc_impl',
  '_format_image_send',
  '_format_import_properties',
  '_get_chunk_data_iterator',
]);

/** Attributes of every Python object (Python's data model, and `dir()`): Glance is written in Python. */
const PYTHON_OWN =
  /^__(?:abstractmethods|annotations|class|delattr|dict|dir|doc|eq|firstlineno|format|ge|getattr|getattribute|getstate|gt|hash|init|init_subclass|le|lt|module|ne|new|reduce|reduce_ex|repr|setattr|sizeof|slots|static_attributes|str|subclasshook|weakref)__$/;

/** Reads custom properties. Numbers and booleans keep the file's text, so that 1.10 becomes "1.10". */
export function readProperties(node: Node, errors: ErrorList): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(node).flatMap(({ key, keyPlace, value }) => {
      const refusal = propertyNameError(key);
      if (refusal !== null) errors.add(keyPlace, ...refusal);
      if (value.kind !== 'scalar' || value.type === 'null' || errors.hasError(value)) return [];
      if (value.text.includes('\0')) errors.report(value, 'a property must not hold a NUL character');
      if (isIdProperty(key)) checkId(key, value, errors);
      return refusal === null ? [[key, value.text]] : [];
    }),
  );
}

/** Reads the properties that name the image of another entry (`{image: NAME}`); undefined when there is none. */
export function readReferences(
  node: Node,
  errors: ErrorList,
): Readonly<Record<string, ImageReference>> | undefined {
  const found = entriesOf(node).flatMap(({ key, value }) => {
    const image = validTextOf(child(value, 'image'), errors);
    return image === undefined || errors.hasError(value) ? [] : [[key, { image }] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** As Glance's own schema says (`schema-image.json`, measured on Glance 25.1): upper case is accepted, braces are not. */
const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

function isIdProperty(key: string): boolean {
  return key === 'kernel_id' || key === 'ramdisk_id';
}

function checkId(key: string, value: ScalarNode, errors: ErrorList): void {
  if (UUID.test(value.text)) return;
  errors.report(
    value,
    `"${key}" must be the id of an image (a UUID with dashes), and Glance refuses any other text`,
    `Write the id, or \`${key}: {image: NAME}\` for the image of another entry.`,
  );
}

const DIGEST_PROPERTIES: readonly string[] = Object.values(SDK_DIGEST);

/** Why a custom property cannot have this name, with a hint; null when it can. */
export function propertyNameError(key: string): readonly [message: string, hint: string] | null {
  const name = JSON.stringify(key);
  if (Object.hasOwn(BASE_ATTRIBUTES, key)) {
    const field = BASE_ATTRIBUTES[key];
    const hint =
      field === null ? 'Remove the property: Glance sets it.' : `Use the image's own field "${field}".`;
    return [`${name} is an attribute of every image, not a custom property`, hint];
  }
  if (key.startsWith('os_glance'))
    return [`${name} is reserved: Glance uses os_glance* itself`, 'Use another name.'];
  if (UNCHANGEABLE.has(key) || PYTHON_OWN.test(key)) {
    return [
      `${name} cannot be a property's name: Glance confuses it with an attribute of its code, and never changes it`,
      'Use another name.',
    ];
  }
  if (key.startsWith(MARKER_PREFIX)) {
    return [
      `${name} is reserved: reconcile keeps its bookkeeping under ${MARKER_PREFIX}*`,
      'Use another name.',
    ];
  }
  if (DIGEST_PROPERTIES.includes(key)) {
    return [
      `reconcile sets ${name} itself, from the bytes that it uploads`,
      'Use "checksum" for the digest that you expect.',
    ];
  }
  if (/[\p{Cc}\p{Cs}]/u.test(key))
    return ['a property name must not hold control characters', 'Use another name.'];
  return null;
}
