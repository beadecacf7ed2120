import { json, type Reply } from '../http.ts';
import type { Call } from './context.ts';
import { forbidden, noImage, standard } from './errors.ts';
import {
  checkCharacters,
  checkInRange,
  checkNotNegative,
  checkPropertyCount,
  checkTagCount,
} from './limits.ts';
import { type Change, readChanges } from './patch-request.ts';
import { canSee, findImage, requireAdmin, requireOwner } from './policy.ts';
import { type ImageRecord, imageView } from './record.ts';

/** The attributes of an image; any other name is a custom property. */
const ATTRIBUTES = [
  'name',
  'visibility',
  'os_hidden',
  'protected',
  'owner',
  'disk_format',
  'container_format',
  'min_disk',
  'min_ram',
  'tags',
] as const;
type Attribute = (typeof ATTRIBUTES)[number];

/**
 * Names that are not attributes, but that the real service's image object has. Glance accepts setting such a name and
 * changes nothing; it refuses removing the name.
 */
const SWALLOWED = [
  'member',
  'delete',
  'deactivate',
  'reactivate',
  'get_data',
  'set_data',
  'get_payload',
  'get_super_class',
  'send_notification',
  'valid_state_targets',
];

/** `PATCH /v2/images/{id}`: applies all operations, or none if one fails. */
export async function patchImage(call: Call): Promise<Reply> {
  const changes = await readChanges(call);
  const image = findImage(call);
  let draft = image;
  for (const change of changes) draft = apply(call, draft, change);
  if (changes.length === 0) return json(200, imageView(image, call.caller.isAdmin));

  checkCharacters(draft);
  checkInRange(draft);
  const isNew = (name: string): boolean => !(name in image.properties);
  if (Object.keys(draft.properties).some(isNew)) checkPropertyCount(draft.properties);
  if (!canSee(call.caller, draft)) throw forbidden(`Forbidding request, image ${image.id} not visible`);
  const { id, created: _created, updated: _updated, ...change } = draft;
  const saved = call.glance.records.change(id, change);
  if (saved === undefined) throw noImage(id);
  return json(200, imageView(saved, call.caller.isAdmin));
}

function apply(call: Call, image: ImageRecord, change: Change): ImageRecord {
  if (change.name === 'locations') throw refuseLocations(change);
  if (change.operation === 'replace' && change.name === 'owner' && !call.caller.isAdmin) {
    throw standard(403, "Owner can't be updated by non admin.");
  }
  if (change.name === 'visibility' && change.value === 'public') requireAdmin('publicize_image', call.caller);
  requireOwner(call.caller, image);
  if (isAttribute(change.name)) return applyToAttribute(image, change, change.name);
  if (SWALLOWED.includes(change.name)) return applyToSwallowed(image, change);
  if (change.name === 'image_id' && change.operation !== 'remove') throw noImage(String(change.value));
  if (change.name === 'extra_properties' && change.operation !== 'remove') throw standard(500);
  return applyToProperty(image, change);
}

function isAttribute(name: string): name is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(name);
}

function refuseLocations(change: Change): Error {
  const empty = Array.isArray(change.value) && change.value.length === 0;
  if (change.operation === 'replace' && empty) return standard(403, 'Cannot set locations to empty list.');
  const verb = { add: 'add', remove: 'remove', replace: 'update' }[change.operation];
  return forbidden(`It's not allowed to ${verb} locations if locations are invisible.`);
}

function applyToAttribute(image: ImageRecord, change: Change, name: Attribute): ImageRecord {
  if (change.operation === 'remove') throw standard(403, `Property ${name} may not be removed.`);
  if (change.operation === 'add' && change.mustBeNew)
    throw standard(409, `Property ${name} already present.`);
  // The schema has checked that the value fits the attribute.
  const value = change.value as never;
  switch (name) {
    case 'disk_format':
    case 'container_format':
      if (image.status !== 'queued' && image.status !== 'importing') {
        throw forbidden(`Attribute ${name} can be only replaced for a queued image.`);
      }
      break;
    case 'min_disk':
    case 'min_ram':
      checkNotNegative(name, value);
      break;
    case 'tags':
      checkTagCount(value);
      return { ...image, tags: [...new Set<string>(value)] };
  }
  return { ...image, [name]: value };
}

function applyToSwallowed(image: ImageRecord, change: Change): ImageRecord {
  if (change.operation === 'remove') throw standard(403, `Property ${change.name} may not be removed.`);
  if (change.operation === 'add' && change.mustBeNew) {
    throw standard(409, `Property ${change.name} already present.`);
  }
  return image;
}

function applyToProperty(image: ImageRecord, change: Change): ImageRecord {
  const { name, operation } = change;
  const exists = Object.hasOwn(image.properties, name);
  if (operation === 'add' && exists && change.mustBeNew)
    throw standard(409, `Property ${name} already present.`);
  if (operation !== 'add' && !exists) throw standard(409, `Property ${name} does not exist.`);
  if (operation === 'remove') {
    const { [name]: _, ...properties } = image.properties;
    return { ...image, properties };
  }
  return { ...image, properties: { ...image.properties, [name]: change.value as string | null } };
}
