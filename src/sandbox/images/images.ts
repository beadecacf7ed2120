import { json, type Reply } from '../http.ts';
import type { Call } from './context.ts';
import { removeData } from './data.ts';
import { conflict, forbidden, noContent, notFound, standard, tooLarge } from './errors.ts';
import { tagLimit, tagsExceed } from './limits.ts';
import { findImage, requireOwner } from './policy.ts';
import { type ImageRecord, imageView, isStore } from './record.ts';
import { validateImage } from './validate.ts';

/** `GET /v2/images/{id}`. */
export function getImage(call: Call): Reply {
  const image = findImage(call);
  return json(200, imageView(image, call.caller.isAdmin));
}

/** `DELETE /v2/images/{id}`: deletes the data too. Glance never accepts the id again. */
export async function deleteImage(call: Call): Promise<Reply> {
  const image = findImage(call, (id) => notFound(`Failed to find image ${id} to delete`));
  requireOwner(call.caller, image);
  if (image.protected) throw forbidden(`Image ${image.id} is protected and cannot be deleted.`);
  call.glance.records.remove(image.id);
  await removeData(call.glance, image);
  return noContent();
}

/** `POST /v2/images/{id}/actions/deactivate`; a deactivated image stays deactivated. */
export function deactivateImage(call: Call): Reply {
  return switchStatus(call, 'deactivate', 'active', 'deactivated');
}

/** `POST /v2/images/{id}/actions/reactivate`; an active image stays active. */
export function reactivateImage(call: Call): Reply {
  return switchStatus(call, 'reactivate', 'deactivated', 'active');
}

function switchStatus(
  call: Call,
  verb: 'deactivate' | 'reactivate',
  from: 'active' | 'deactivated',
  to: 'active' | 'deactivated',
): Reply {
  const image = findImage(call);
  requireOwner(call.caller, image);
  if (image.status !== from && image.status !== to) {
    throw forbidden(`Not allowed to ${verb} image in status '${image.status}'`);
  }
  if (image.status === from) call.glance.records.change(image.id, { status: to });
  return noContent();
}

/** `PUT /v2/images/{id}/tags/{tag}`. */
export function addTag(call: Call): Reply {
  const tag = call.parameters.tag ?? '';
  validateImage({ tags: [tag] }, call.glance.imageProperties);
  const image = taggedImage(call, 'update');
  const tags = [...new Set([...image.tags, tag])];
  if (tagsExceed(tags)) {
    throw tooLarge(`Image tag limit exceeded for image ${image.id}: ${tagLimit(tags.length)}:`);
  }
  call.glance.records.change(image.id, { tags });
  return noContent();
}

/** `DELETE /v2/images/{id}/tags/{tag}`. */
export function removeTag(call: Call): Reply {
  const tag = call.parameters.tag ?? '';
  const image = taggedImage(call, 'delete');
  if (!image.tags.includes(tag)) throw standard(404);
  call.glance.records.change(image.id, { tags: image.tags.filter((one) => one !== tag) });
  return noContent();
}

function taggedImage(call: Call, verb: 'update' | 'delete'): ImageRecord {
  const image = findImage(call, (id) => notFound(`Image ${id} not found.`));
  requireOwner(call.caller, image, forbidden(`Not allowed to ${verb} tags for image ${image.id}.`));
  return image;
}

/** `DELETE /v2/stores/{store}/{id}`: drops one of several copies of the data. */
export async function removeFromStore(call: Call): Promise<Reply> {
  const store = call.parameters.store ?? '';
  if (!isStore(store)) throw conflict(`The selected store ${store} is not available on this node.`);
  const image = findImage(call, (id) => notFound(`Failed to find image ${id}`));
  requireOwner(call.caller, image);
  if (image.status !== 'active') {
    throw conflict("It's not allowed to remove image data from store if image status is not 'active'");
  }
  if (image.stores.length === 1) {
    throw forbidden(
      'Cannot delete image data from the only store containing it. Consider deleting the image instead.',
    );
  }
  if (!image.stores.includes(store)) {
    throw notFound(`Image ${image.id} is not stored in store ${store}.`);
  }
  call.glance.records.change(image.id, { stores: image.stores.filter((one) => one !== store) });
  await call.glance.blobs.remove(store, image.id);
  return noContent();
}
