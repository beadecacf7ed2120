import { badRequest, conflict } from './errors.ts';
import type { ImageRecord, Status } from './record.ts';

/** Where an image may go from each status; what is not listed is refused. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  queued: ['saving', 'uploading', 'importing', 'active'],
  saving: ['active', 'queued'],
  uploading: ['importing', 'queued'],
  importing: ['active', 'queued'],
  active: ['deactivated'],
  deactivated: ['active'],
};

/** 409 when the image cannot take data now, 400 when its formats are not set. */
export function checkTransition(image: ImageRecord, to: Status): void {
  if (!NEXT[image.status].includes(to)) {
    throw conflict(`Image status transition from ${image.status} to ${to} is not allowed`);
  }
  if (to === 'uploading') return;
  const missing = (['disk_format', 'container_format'] as const).filter((key) => !image[key]);
  if (missing.length === 0) return;
  const noun = missing.length === 1 ? 'Property' : 'Properties';
  throw badRequest(`${noun} ${missing.join(', ')} must be set prior to saving data.`);
}
