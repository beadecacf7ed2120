import { ALGORITHMS, type Digests, HEX_LENGTH } from '../../model/digest.ts';
import { VerificationError } from '../../model/errors.ts';
import type { DiskFormat } from '../../model/image.ts';
import type { Published } from '../../model/published.ts';
import type { SimplestreamsReference } from '../../model/reference.ts';
import { packingByName } from '../../model/source/packed-name.ts';
import { quoted } from '../../model/text.ts';
import type { SourceOptions } from '../../source/source.ts';
import { flatten } from './attributes.ts';
import { chooseItem } from './choose.ts';
import type { ReadDocuments } from './documents.ts';
import { findProductsFile, type ProductsFile } from './index-file.ts';
import { below } from './mirror.ts';
import { glanceProperties } from './properties.ts';

/** Disk formats by `ftype`. For other types, the content shows the format. */
const FORMATS: ReadonlyMap<string, DiskFormat> = new Map([
  ['disk1.img', 'qcow2'],
  ['disk.img', 'qcow2'],
  ['disk-kvm.img', 'qcow2'],
  ['uefi1.img', 'qcow2'],
  ['vmdk', 'vmdk'],
]);

/**
 * Resolves an item of a simplestreams mirror, from the product's newest version or the version of the reference. With a
 * keyring, one of its keys must have signed the index and the products file. `SourceError` when a document cannot be
 * read, or has no such item; `VerificationError` when a signature, path, digest or name is wrong. References that share
 * `read` read each document once, and see the same state of the mirror.
 */
export async function resolveSimplestreams(
  reference: SimplestreamsReference,
  options: SourceOptions,
  read: ReadDocuments = new Map(),
): Promise<Published> {
  return publishedItem(await findProductsFile(reference, options, read), reference);
}

/** The item of a reference, as a products file describes it. `SourceError` when there is none. */
export function publishedItem(file: ProductsFile, reference: SimplestreamsReference): Published {
  const { place, fact, warnings } = file.document;
  const chosen = chooseItem(file, reference);
  const attributes = flatten(chosen.levels);
  const { version, item } = chosen;
  const name = { contentId: file.contentId, product: reference.product, version, item };
  const where = `${place}, product ${quoted(name.product)}, version ${quoted(version)}, item ${quoted(item)}`;
  const path = attributes.get('path');
  if (path === undefined) throw new VerificationError(`${where} has no path`);
  const digests = digestsOf(attributes, where);
  const ftype = attributes.get('ftype') ?? '';
  return {
    publisher: 'simplestreams',
    identifier: `${name.contentId} ${name.product} ${item}`,
    title: titleOf(attributes, item),
    locations: [below(reference.mirror, path, where)],
    digests,
    size: sizeOf(attributes, where),
    digestOf: 'source',
    packing: FORMATS.has(ftype) ? 'none' : packingByName(path),
    diskFormat: FORMATS.get(ftype) ?? null,
    version,
    properties: glanceProperties(name, attributes),
    signature: fact,
    expires: null,
    deprecated: deprecation(attributes),
    warnings: Object.keys(digests).length > 0 ? warnings : [...warnings, `${where} has no digest`],
  };
}

function digestsOf(attributes: ReadonlyMap<string, string>, where: string): Digests {
  const digests: Partial<Record<keyof Digests, string>> = {};
  for (const algorithm of ALGORITHMS) {
    const hex = attributes.get(algorithm)?.trim().toLowerCase();
    if (hex === undefined || hex === '') continue;
    if (hex.length !== HEX_LENGTH[algorithm] || /[^0-9a-f]/.test(hex)) {
      throw new VerificationError(
        `${where}: the ${algorithm} ${quoted(hex)} must have ${HEX_LENGTH[algorithm]} hexadecimal digits`,
      );
    }
    digests[algorithm] = hex;
  }
  return digests;
}

function sizeOf(attributes: ReadonlyMap<string, string>, where: string): number | null {
  const size = attributes.get('size');
  if (size === undefined) return null;
  if (/^\d{1,16}$/.test(size) && Number.isSafeInteger(Number(size))) return Number(size);
  throw new VerificationError(`${where}: the size ${quoted(size)} is not a number of bytes`);
}

/** The name of the image, as simplestreams' mirror to Glance makes it. */
function titleOf(attributes: ReadonlyMap<string, string>, item: string): string | null {
  const name = attributes.get('pubname') ?? attributes.get('name');
  if (name === undefined) return null;
  return name.endsWith(item) ? name : `${name}-${item}`;
}

function deprecation(attributes: ReadonlyMap<string, string>): string | null {
  if (attributes.get('supported')?.toLowerCase() !== 'false') return null;
  const end = attributes.get('support_eol') ?? '';
  return `its publisher no longer supports it${/^\d{4}-\d\d-\d\d$/.test(end) ? ` since ${end}` : ''}`;
}
