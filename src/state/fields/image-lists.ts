import {
  EXPIRED_POLICIES,
  type ImageList,
  LIST_PROPERTIES,
  type ListSelection,
  type VmList,
} from '../../model/desired.ts';
import { normaliseTemplate } from '../normalise-image.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { position } from '../yaml/source-text.ts';
import { child, entriesOf, type MapNode, type Node } from '../yaml/tree.ts';
import { canonicalFields, choiceField, type Fields, textField } from './aliases.ts';
import { readDocument } from './document.ts';
import { readMarketplace, readStratuslabIdentifiers, readTrust } from './published-source.ts';
import { textOf, textsOf } from './text-values.ts';

/** Keys that only one kind of list has. */
const OF_KIND = {
  url: ['trust', 'identifier', 'properties'],
  vmlist: ['marketplace', 'endorsers', 'ca'],
} as const;

/** Reads `server.image_lists`: lists of images that publishers maintain. */
export function readImageLists(
  server: Node | undefined,
  defaults: Fields,
  errors: ErrorList,
): readonly ImageList[] {
  const lists = child(server, 'image_lists');
  if (lists?.kind !== 'list') return [];
  return lists.items.flatMap((item) =>
    item.kind === 'map' ? (readImageList(item, defaults, errors) ?? []) : [],
  );
}

function readImageList(node: MapNode, defaults: Fields, errors: ErrorList): ImageList | undefined {
  const from = readOrigin(node, errors);
  const fields = canonicalFields(entriesOf(node), {}, errors);
  const image = normaliseTemplate(node, defaults, errors);
  if (from === undefined) return undefined;
  return {
    at: position(node.place),
    from,
    select: readSelection(child(node, 'select')),
    name: textField(fields, 'image_name') ?? null,
    properties: choiceField(fields, 'properties', LIST_PROPERTIES) ?? 'vmcatcher',
    image: {
      ...image,
      expired: choiceField(fields, 'expired', EXPIRED_POLICIES) ?? image.expired ?? 'prune',
    },
  };
}

function readOrigin(node: MapNode, errors: ErrorList): ImageList['from'] | undefined {
  const url = child(node, 'url');
  const vmlist = child(node, 'vmlist');
  if ((url === undefined) === (vmlist === undefined)) {
    errors.add(
      node.place,
      'a list needs either "url" (HEPiX) or "vmlist" (StratusLab)',
      'Give exactly one of the two.',
    );
    return undefined;
  }
  const foreignKeys = url ? OF_KIND.vmlist : OF_KIND.url;
  for (const { key, keyPlace } of entriesOf(node)) {
    if (!(foreignKeys as readonly string[]).includes(key)) continue;
    const hint =
      key === 'properties'
        ? 'Remove "properties": images of a vmlist get `mpid` and `version`. Write other properties as `image: {properties: {KEY: VALUE}}`.'
        : `Remove "${key}".`;
    const [given, owner] = url ? ['url', 'vmlist'] : ['vmlist', 'url'];
    errors.add(keyPlace, `"${key}" belongs to a list with "${owner}", and this one has "${given}"`, hint);
  }
  const attributes = child(child(node, 'select'), 'attributes');
  if (vmlist && attributes) {
    errors.report(
      attributes,
      'a "vmlist" has no attributes to select images by',
      'Select by "identifiers", or remove the unwanted ones from the vmlist.',
    );
  }
  if (vmlist) {
    // An invalid identifier would match no image, without any message.
    readStratuslabIdentifiers(itemsOf(child(child(node, 'select'), 'identifiers')), errors);
    return { kind: 'vmlist', list: readVmList(node, vmlist, errors) };
  }
  const trust = readTrust(node, 'url', errors);
  const document = readDocument(url, errors);
  if (trust === undefined || document === undefined) return undefined;
  return {
    kind: 'hepix',
    reference: {
      document,
      trust,
      identifier: textOf(child(node, 'identifier')) ?? null,
    },
  };
}

function readVmList(node: MapNode, given: Node, errors: ErrorList): VmList {
  const marketplace = readMarketplace(node, errors);
  if (given.kind === 'list') {
    const identifiers = readStratuslabIdentifiers(given.items, errors);
    return { identifiers, document: null, ...marketplace };
  }
  return { identifiers: [], document: readDocument(given, errors) ?? null, ...marketplace };
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

function readSelection(node: Node | undefined): ListSelection {
  const identifiers = child(node, 'identifiers');
  const attributes = child(node, 'attributes');
  if (identifiers) return { identifiers: textsOf(identifiers) };
  if (attributes?.kind !== 'map') return 'all';
  const patterns = entriesOf(attributes).flatMap(({ key, value }) =>
    value.kind === 'scalar' ? [[key, value.text] as const] : [],
  );
  return { attributes: Object.fromEntries(patterns) };
}
