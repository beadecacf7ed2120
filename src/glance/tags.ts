import type { ServiceClient } from '../openstack/service.ts';
import { type CallOptions, fitsPath, imagePath, unlessMissing } from './call.ts';
import type { Images } from './images.ts';

/** Adds and removes single tags. To set all tags of an image at once, patch `/tags`. */
export class Tags {
  readonly #service: ServiceClient;
  readonly #images: Images;

  constructor(service: ServiceClient, images: Images) {
    this.#service = service;
    this.#images = images;
  }

  async add(imageId: string, tag: string, options: CallOptions = {}): Promise<void> {
    if (!fitsPath(tag)) {
      await this.#rewrite(imageId, (tags) => [...tags.filter((other) => other !== tag), tag], options);
      return;
    }
    const answer = await this.#service.request({
      method: 'PUT',
      path: tagPath(imageId, tag),
      repeatable: true,
      ...options,
    });
    await answer.drop();
  }

  /** False when the image did not have the tag, or does not exist. */
  async remove(imageId: string, tag: string, options: CallOptions = {}): Promise<boolean> {
    if (!fitsPath(tag)) {
      return this.#rewrite(imageId, (tags) => tags.filter((other) => other !== tag), options);
    }
    const removal = this.#service.request({
      method: 'DELETE',
      path: tagPath(imageId, tag),
      repeatable: true,
      ...options,
    });
    const answer = await unlessMissing(removal, null);
    await answer?.drop();
    return answer !== null;
  }

  /** For tags that no path can carry. */
  async #rewrite(
    imageId: string,
    change: (tags: readonly string[]) => readonly string[],
    options: CallOptions,
  ): Promise<boolean> {
    const { tags } = await this.#images.get(imageId, options);
    const value = change(tags);
    if (value.length === tags.length) return false;
    await this.#images.patch(imageId, [{ op: 'replace', path: '/tags', value }], options);
    return true;
  }
}

function tagPath(imageId: string, tag: string): string {
  return `${imagePath(imageId)}/tags/${encodeURIComponent(tag)}`;
}
