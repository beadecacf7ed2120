import { SourceError, VerificationError } from '../../model/errors.ts';
import type { SimplestreamsReference } from '../../model/reference.ts';
import { nearestNames, quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import {
  expectFormat,
  type Mirror,
  type ReadDocuments,
  readStream,
  type StreamDocument,
} from './documents.ts';
import { isObject, type JsonObject, member, objectMember, textMember } from './json.ts';

/** How many streams are read because the index does not list their products. */
const MOST_UNLISTED = 10;

/** The products file that holds a product. */
export interface ProductsFile {
  readonly document: StreamDocument;
  readonly contentId: string;
}

interface Stream {
  readonly contentId: string;
  readonly path: string;
  /** Null: the index does not say. */
  readonly products: readonly unknown[] | null;
}

/**
 * Finds the products file of a product by the mirror's index; the reference's `index` may also be a products file.
 * `SourceError` when no stream has the product, or several have it.
 */
export async function findProductsFile(
  reference: SimplestreamsReference,
  options: SourceOptions,
  read: ReadDocuments,
): Promise<ProductsFile> {
  const mirror = { base: reference.mirror, keyring: reference.keyring };
  const index = await readIndex(reference, mirror, options, read);
  if (index.json.format === 'products:1.0') return productsFile(index, null);
  expectFormat(index, 'index:1.0');
  const streams = streamsOf(index);
  const listed = streams.filter(({ products }) => products?.includes(reference.product));
  const candidates = listed.length > 0 ? listed : streams.filter(({ products }) => products === null);
  const found: ProductsFile[] = [];
  for (const { path, contentId, products } of candidates.slice(0, MOST_UNLISTED)) {
    const document = await readStream(mirror, path, index.place, options, read);
    expectFormat(document, 'products:1.0');
    if (products !== null || has(document, reference.product)) found.push(productsFile(document, contentId));
  }
  const [first, second] = found;
  if (first === undefined) throw unknownProduct(reference.product, index, streams);
  if (second !== undefined) throw ambiguous(reference.product, index, found);
  return first;
}

/** Whether a products file has a product; for streams whose products the index does not list. */
function has({ json }: StreamDocument, product: string): boolean {
  return holdsDownloads(json) && isObject(member(objectMember(json, 'products'), product));
}

/**
 * Reads the index. With a keyring and no given path: the clearsigned index, else the one with a signature beside it.
 */
async function readIndex(
  { index, keyring }: SimplestreamsReference,
  mirror: Mirror,
  options: SourceOptions,
  read: ReadDocuments,
): Promise<StreamDocument> {
  const from = 'the state file';
  const detached = 'streams/v1/index.json';
  if (index !== null) return readStream(mirror, index, from, options, read);
  if (keyring === null) return readStream(mirror, detached, from, options, read);
  try {
    return await readStream(mirror, 'streams/v1/index.sjson', from, options, read);
  } catch (missing) {
    options.signal?.throwIfAborted();
    if (!(missing instanceof SourceError)) throw missing;
    try {
      return await readStream(mirror, detached, from, options, read);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof SourceError)) throw error;
      throw new SourceError(`there is no signed index: ${missing.message}; ${error.message}`, {
        hint: 'Check the address of the mirror. If its index has another path, give it as `index`.',
        cause: error,
      });
    }
  }
}

function streamsOf({ json, place }: StreamDocument): readonly Stream[] {
  const streams: Stream[] = [];
  for (const [contentId, entry] of Object.entries(objectMember(json, 'index'))) {
    if (!isObject(entry) || !holdsDownloads(entry)) continue;
    const path = textMember(entry, 'path');
    if (path === undefined) {
      throw new SourceError(`${place} gives no path for the stream ${quoted(contentId)}`);
    }
    const products = member(entry, 'products');
    streams.push({ contentId, path, products: Array.isArray(products) ? products : null });
  }
  return streams;
}

/** Whether a stream has images to download; others have ids of images in clouds. An index may leave out both fields. */
function holdsDownloads(entry: JsonObject): boolean {
  const datatype = member(entry, 'datatype');
  const format = member(entry, 'format');
  return (
    (datatype === undefined || datatype === 'image-downloads') &&
    (format === undefined || format === 'products:1.0')
  );
}

/**
 * Checks that a products file belongs to the expected stream: a mirror must not serve the signed file of another one.
 */
function productsFile(document: StreamDocument, expected: string | null): ProductsFile {
  const { json, place } = document;
  const contentId = textMember(json, 'content_id') ?? expected;
  if (contentId === null) throw new SourceError(`${place} has no content_id`);
  if (expected !== null && contentId !== expected) {
    throw new VerificationError(
      `${place} is the stream ${quoted(contentId)}, but the index calls it ${quoted(expected)}`,
      { hint: 'Try again later, or use another mirror: this one is inconsistent.' },
    );
  }
  const datatype = textMember(json, 'datatype') ?? 'image-downloads';
  if (datatype !== 'image-downloads') {
    throw new SourceError(`${place} holds ${quoted(datatype)}, not images to download`);
  }
  return { document, contentId };
}

function unknownProduct(product: string, { place }: StreamDocument, streams: readonly Stream[]): SourceError {
  const known = streams.flatMap(({ products }) => products ?? []).filter((name) => typeof name === 'string');
  return new SourceError(`${place} has no product ${quoted(product)}${nearestOf(product, known)}`, {
    hint: 'Check the `product`. If the index does not list it, give its products file as `index`.',
  });
}

/** The nearest known names, as the end of a message; empty when none is known. */
export function nearestOf(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known).map(quoted).join(', ');
  return near === '' ? '' : `; nearest: ${near}`;
}

function ambiguous(product: string, { place }: StreamDocument, found: readonly ProductsFile[]): SourceError {
  const streams = found.map(({ contentId }) => quoted(contentId)).join(', ');
  return new SourceError(`${place} has the product ${quoted(product)} in several streams: ${streams}`, {
    hint: 'Give the products file of one stream as `index`.',
  });
}
