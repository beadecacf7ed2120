import { header, mediaType, type Reply } from '../http.ts';
import type { Written } from './blobs.ts';
import type { Call, Glance } from './context.ts';
import { badRequest, conflict, forbidden, GlanceError, noContent, noImage, tooLarge } from './errors.ts';
import { virtualSizeOf } from './inspect.ts';
import { findImage, requireOwner } from './policy.ts';
import { rangeOf } from './range.ts';
import {
  changeable,
  checkTransition,
  DEFAULT_STORE,
  type ImageChange,
  type ImageRecord,
  isStore,
  STAGING,
  type Status,
} from './record.ts';
import { announcedSize, refuseOtherFormat, wrongSize } from './release.ts';

/** `PUT /v2/images/{id}/file`. */
export async function uploadData(call: Call): Promise<Reply> {
  checkMediaType(call);
  const store = header(call.request.headers, 'x-image-meta-store') ?? DEFAULT_STORE;
  if (!isStore(store)) throw badRequest(`Store for identifier ${store} not found`);
  const image = findImage(call);
  requireOwner(call.caller, image, forbidden(`Not allowed to upload image data for image ${image.id}`));
  checkTransition(image, 'saving');

  const written = await receive(call, image, store, 'saving', (header) =>
    refuseOtherFormat(image, header, call.glance.traits),
  );
  const stored = call.glance.records.get(image.id);
  if (stored?.status !== 'saving') {
    await call.glance.blobs.remove(store, image.id);
    throw new GlanceError(
      410,
      `Image ${image.id} could not be found after upload. The image may have been deleted during the upload, ` +
        'cleaning up the chunks uploaded.',
    );
  }
  // As in the real service, the end of an upload writes the image back as it was when the upload began.
  call.glance.records.change(image.id, {
    ...changeable(image),
    ...digestsOf(image, written),
    status: 'active',
    stores: [store],
  });
  return noContent();
}

/** `PUT /v2/images/{id}/stage`. */
export async function stageData(call: Call): Promise<Reply> {
  checkMediaType(call);
  const image = findImage(call);
  requireOwner(call.caller, image);
  checkTransition(image, 'uploading');
  if (call.glance.blobs.has(STAGING, image.id)) throw conflict(`The image ${image.id} has data on staging`);

  const written = await receive(call, image, STAGING, 'uploading');
  const change = { ...changeable(image), status: 'uploading', size: written.size } as const;
  if (call.glance.records.change(image.id, change) === undefined) {
    await call.glance.blobs.remove(STAGING, image.id);
    throw noImage(image.id);
  }
  return noContent();
}

/** Sizes and digests of data as Glance records them; os_hash is sha512, the service's default. */
export function digestsOf(image: ImageRecord, written: Written): ImageChange {
  const inspected = image.container_format === 'bare';
  return {
    size: written.size,
    virtual_size: inspected ? virtualSizeOf(image.disk_format, written.header, written.size) : null,
    checksum: written.md5,
    os_hash_algo: 'sha512',
    os_hash_value: written.sha512,
  };
}

/** Stores the body. When the connection breaks, the image is as before and can take new data, unless the service died. */
async function receive(
  call: Call,
  image: ImageRecord,
  place: string,
  during: Status,
  inspect: (header: Buffer) => void = () => {},
): Promise<Written> {
  const { records, blobs, traits } = call.glance;
  const announced = announcedSize(header(call.request.headers, 'x-openstack-image-size'), traits);
  records.change(image.id, { status: during });
  try {
    const written = await blobs.write(place, image.id, call.request.body);
    if (announced !== undefined && announced !== written.size) throw wrongSize(announced, written.size);
    inspect(written.header);
    return written;
  } catch (error) {
    if (error instanceof GlanceError) await blobs.remove(place, image.id);
    if (records.get(image.id)?.status === during && !call.request.isStuck) {
      records.change(image.id, { ...changeable(image), status: 'queued' });
    }
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw full ? tooLarge('Image storage media is full: There is not enough disk space.') : error;
  }
}

function checkMediaType(call: Call): void {
  if (mediaType(call.request) !== 'application/octet-stream') throw new GlanceError(415, '');
}

/** `GET /v2/images/{id}/file`: the whole data or one range; 204 while the image has no data. */
export function downloadData(call: Call): Reply {
  const image = findImage(call);
  if (image.status === 'deactivated' && !call.caller.isAdmin) {
    throw forbidden('The requested image has been deactivated. Image data download is forbidden.');
  }
  const [store] = image.stores;
  if (store === undefined || image.size === null) return { status: 204 };

  const size = image.size;
  const range = rangeOf(call.request, size);
  const { start, end } = range ?? { start: 0, end: size };
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(end - start),
      ...(image.checksum === null ? {} : { 'content-md5': image.checksum }),
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    },
    body: call.glance.blobs.read(store, image.id, start, end),
  };
}

/** Deletes the data of an image from the staging area and every store. */
export async function removeData(glance: Glance, image: ImageRecord): Promise<void> {
  for (const place of [...image.stores, STAGING]) await glance.blobs.remove(place, image.id);
}
