import { SourceError } from '../../model/errors.ts';
import type { SimplestreamsReference } from '../../model/reference.ts';
import { quoted } from '../../model/text.ts';
import { type Aliases, attributeText, expand, lookUp } from './attributes.ts';
import { nearestOf, type ProductsFile } from './index-file.ts';
import { isObject, type JsonObject, member, objectMember } from './json.ts';

/** `ftype` of disk images, and of their variants, as simplestreams' mirror to Glance accepts them. */
const DISKS = ['disk1.img', 'disk.img'];
const VARIANTS = ['disk-kvm.img', 'uefi1.img'];

/** One file of one version of a product. */
interface ChosenItem {
  readonly version: string;
  readonly item: string;
  /** The attributes of the product, the version and the item, in this order, with aliases expanded. */
  readonly levels: readonly ReadonlyMap<string, unknown>[];
}

/**
 * Chooses the item: from the version that the reference names, or else from the newest version with such an item.
 * Versions are ordered by the bytes of their names. `SourceError` when no item fits, or several do.
 */
export function chooseItem(file: ProductsFile, reference: SimplestreamsReference): ChosenItem {
  const { json, place } = file.document;
  const aliases = objectMember(json, '_aliases');
  const products = objectMember(json, 'products');
  const where = `${place}, product ${quoted(reference.product)}`;
  const product = member(products, reference.product);
  if (!isObject(product)) {
    const known = nearestOf(reference.product, Object.keys(products));
    throw new SourceError(`${place} has no product ${quoted(reference.product)}${known}`);
  }
  const found = lookUp(product, 'versions', aliases);
  const versions = isObject(found) ? found : {};
  const candidates = reference.version === null ? newestFirst(Object.keys(versions)) : [reference.version];
  for (const name of candidates) {
    const version = member(versions, name);
    if (!isObject(version)) continue;
    const at = `${where}, version ${quoted(name)}`;
    const item = chooseOf(itemsOf(version, product, aliases), reference.item, at);
    if (item === null) continue;
    const levels = [product, version, item.object].map((level) => expand(level, aliases));
    return { version: name, item: item.name, levels };
  }
  throw missing(where, versions, reference);
}

/** Sorted by bytes: neither as numbers nor by the rules of a language. */
function newestFirst(versions: readonly string[]): readonly string[] {
  return versions
    .map((name) => ({ name, bytes: Buffer.from(name) }))
    .sort((a, b) => Buffer.compare(b.bytes, a.bytes))
    .map(({ name }) => name);
}

interface Item {
  readonly name: string;
  readonly object: JsonObject;
  /** `ftype`, inherited where the item itself has none. */
  readonly type: string | null;
}

function itemsOf(version: JsonObject, product: JsonObject, aliases: Aliases): readonly Item[] {
  const inherited =
    attributeText(lookUp(version, 'ftype', aliases)) ?? attributeText(lookUp(product, 'ftype', aliases));
  const items = lookUp(version, 'items', aliases);
  return Object.entries(isObject(items) ? items : {}).flatMap(([name, object]) =>
    isObject(object)
      ? [{ name, object, type: attributeText(lookUp(object, 'ftype', aliases)) ?? inherited }]
      : [],
  );
}

/** The item with the wanted name, else with the wanted `ftype`; without a wish the disk image. Null: there is none. */
function chooseOf(items: readonly Item[], wanted: string | null, where: string): Item | null {
  const named = items.find(({ name }) => name === wanted);
  if (named !== undefined) return named;
  for (const types of wanted === null ? [DISKS, VARIANTS] : [[wanted]]) {
    const found = items.filter(({ type }) => type !== null && types.includes(type));
    if (found.length > 1) throw severalItems(where, found);
    if (found[0] !== undefined) return found[0];
  }
  return null;
}

function severalItems(where: string, items: readonly Item[]): SourceError {
  const names = items.slice(0, 10).map(({ name }) => quoted(name));
  return new SourceError(`${where} has several items that fit: ${names.join(', ')}`, {
    hint: 'Name one of them as `item`.',
  });
}

function missing(
  where: string,
  versions: JsonObject,
  { version, item }: SimplestreamsReference,
): SourceError {
  if (version !== null && !isObject(member(versions, version))) {
    const known = nearestOf(version, Object.keys(versions));
    return new SourceError(`${where} has no version ${quoted(version)}${known}`, {
      hint: 'Remove the `version` to get the newest one. Publishers remove old versions.',
    });
  }
  const shown = version ?? newestFirst(Object.keys(versions))[0];
  const latest = shown === undefined ? undefined : member(versions, shown);
  const items = isObject(latest) ? Object.keys(objectMember(latest, 'items')) : [];
  if (shown === undefined || items.length === 0)
    return new SourceError(`${where} has no versions with items`);
  const what = item === null ? 'disk image' : `item ${quoted(item)}`;
  const names = item === null ? items.slice(0, 10).map(quoted).join(', ') : '';
  const known = item === null ? `; version ${quoted(shown)} has ${names}` : nearestOf(item, items);
  const searched = version === null ? where : `${where}, version ${quoted(version)},`;
  return new SourceError(`${searched} has no ${what}${known}`, { hint: 'Name one of its items as `item`.' });
}
