import type { Image, PatchOperation } from '../model/image.ts';

/** Glance's names of the attributes that are no custom properties. */
const BASE: Readonly<Record<string, keyof Image>> = {
  name: 'name',
  visibility: 'visibility',
  os_hidden: 'hidden',
  protected: 'protected',
  min_disk: 'minDisk',
  min_ram: 'minRam',
  owner: 'owner',
  description: 'description',
  tags: 'tags',
};

/** The key of an operation as Glance names it, without the escapes of its JSON pointer (RFC 6901). */
function keyOf({ path }: PatchOperation): string {
  return path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** An image as a PATCH leaves it. */
export function patchedImage(image: Image, patch: readonly PatchOperation[]): Image {
  return patch.reduce(patchedOnce, image);
}

function patchedOnce(image: Image, operation: PatchOperation): Image {
  const { op, value } = operation;
  const key = keyOf(operation);
  if (Object.hasOwn(BASE, key)) return { ...image, [BASE[key] as string]: value ?? null };
  const { [key]: _former, ...properties } = image.properties;
  return { ...image, properties: op === 'remove' ? properties : { ...properties, [key]: String(value) } };
}

/** Whether an operation changes an image. Counts every removal, and every list of tags. */
export function changes(operation: PatchOperation, image: Image): boolean {
  const { op, value } = operation;
  const key = keyOf(operation);
  if (op === 'remove' || Array.isArray(value)) return true;
  const field = Object.hasOwn(BASE, key) ? (BASE[key] as keyof Image) : null;
  return field === null ? image.properties[key] !== String(value) : image[field] !== value;
}

/** The PATCH that gives an image the values back that another PATCH changes. `before`: the image before that. */
export function undoing(patch: readonly PatchOperation[], before: Image): readonly PatchOperation[] {
  return patch.map((operation): PatchOperation => {
    const { path } = operation;
    const key = keyOf(operation);
    const isBase = Object.hasOwn(BASE, key);
    if (!isBase && !Object.hasOwn(before.properties, key)) return { op: 'remove', path };
    const value = isBase ? before[BASE[key] as keyof Image] : before.properties[key];
    return { op: 'add', path, value: value as NonNullable<PatchOperation['value']> };
  });
}
