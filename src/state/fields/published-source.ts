import type { ListTrust, PublishedReference } from '../../model/reference.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, entriesOf, type MapNode, type Node } from '../yaml/tree.ts';
import { readDocument } from './document.ts';
import { pathOf, textOf, textsOf } from './text-values.ts';

/** StratusLab's own marketplace, which is asked unless the file names another. */
const DEFAULT_MARKETPLACE = 'https://marketplace.stratuslab.eu/marketplace';

/** The kinds of publisher that a source may name, with the keys that each may have beside it. */
const BESIDE = {
  stratuslab: ['identifier', 'marketplace', 'endorsers', 'ca'],
  simplestreams: ['product', 'item', 'version', 'index', 'keyring'],
  hepix: ['identifier', 'list', 'trust'],
  glance: ['copy_properties'],
} as const;

type Kind = keyof typeof BESIDE;

/** Reads a `source` that a publisher resolves. Undefined when the source gives the location itself. */
export function readPublished(node: Node | undefined, errors: ErrorList): PublishedReference | undefined {
  if (node?.kind !== 'map') return undefined;
  const kinds = (Object.keys(BESIDE) as Kind[]).filter((kind) => node.entries.has(kind));
  const [kind] = kinds;
  if (!refuseOtherKeys(node, kinds, errors) || kind === undefined) return undefined;
  switch (kind) {
    case 'stratuslab':
      return stratuslab(node, errors);
    case 'simplestreams':
      return simplestreams(node, errors);
    case 'hepix':
      return hepix(node, errors);
    case 'glance':
      return glance(node);
  }
}

/** Reports keys of another kind of source. Returns whether there are none. */
function refuseOtherKeys(node: MapNode, kinds: readonly Kind[], errors: ErrorList): boolean {
  const [kind, other] = kinds;
  let fits = true;
  for (const { key, keyPlace } of entriesOf(node)) {
    if (kind !== undefined && (key === 'url' || key === other)) {
      errors.add(keyPlace, `"source" must not have both "${kind}" and "${key}"`, 'Remove one of the two.');
      fits = false;
    }
    const owners = (Object.keys(BESIDE) as Kind[]).filter((name) =>
      (BESIDE[name] as readonly string[]).includes(key),
    );
    if (owners.length === 0 || (kind !== undefined && owners.includes(kind))) continue;
    errors.add(
      keyPlace,
      `"${key}" belongs to ${owners.map((name) => `"${name}"`).join(' or ')}`,
      `Remove "${key}".`,
    );
    fits = false;
  }
  return fits;
}

/** Whether a text looks like a marketplace identifier. Any other text names a document. */
function looksLikeIdentifier(text: string): boolean {
  return /^[A-Za-z0-9_-]{27}$/.test(text);
}

/** 160 bits in 27 digits of base 64 leave only A to P for the first (StratusLab metadata, `MetadataUtils`). */
export function isStratuslabIdentifier(text: string): boolean {
  return /^[A-P][A-Za-z0-9_-]{26}$/.test(text);
}

/** The hint for a text that is not a marketplace identifier. */
export const STRATUSLAB_IDENTIFIER_HINT =
  'Write 27 letters, digits, - or _, the first of them a letter from A to P.';

/** Reads marketplace identifiers, and reports values that are not one. */
export function readStratuslabIdentifiers(
  nodes: readonly (Node | undefined)[],
  errors: ErrorList,
): readonly string[] {
  return nodes.flatMap((node) => {
    const text = textOf(node);
    if (node === undefined || text === undefined) return [];
    if (isStratuslabIdentifier(text)) return [text];
    errors.report(node, 'not a marketplace identifier', STRATUSLAB_IDENTIFIER_HINT);
    return [];
  });
}

function stratuslab(node: MapNode, errors: ErrorList): PublishedReference | undefined {
  const given = child(node, 'stratuslab');
  const text = textOf(given);
  const isIdentifier = text !== undefined && looksLikeIdentifier(text);
  readStratuslabIdentifiers([...(isIdentifier ? [given] : []), child(node, 'identifier')], errors);
  const document = isIdentifier ? undefined : readDocument(given, errors);
  if (!isIdentifier && document === undefined) return undefined;
  return {
    kind: 'stratuslab',
    identifier: isIdentifier ? text : (textOf(child(node, 'identifier')) ?? null),
    document: document ?? null,
    ...readMarketplace(node, errors),
  };
}

/** Reads which marketplace is asked, and whose endorsements count. */
export function readMarketplace(
  node: MapNode,
  errors: ErrorList,
): { readonly marketplace: string; readonly endorsers: readonly string[]; readonly ca: string | null } {
  const place = child(node, 'marketplace');
  const marketplace = textOf(place) ?? DEFAULT_MARKETPLACE;
  if (place && (!/^https?:\/\//i.test(marketplace) || !URL.canParse(marketplace))) {
    errors.report(
      place,
      '"marketplace" must be an http(s) URL',
      `Write a URL such as ${DEFAULT_MARKETPLACE}.`,
    );
  }
  return {
    marketplace,
    endorsers: textsOf(child(node, 'endorsers')),
    ca: pathOf(child(node, 'ca'), errors) ?? null,
  };
}

function simplestreams(node: MapNode, errors: ErrorList): PublishedReference | undefined {
  const mirror = readDocument(child(node, 'simplestreams'), errors);
  const product = textOf(child(node, 'product'));
  if (product === undefined) {
    reportMissing(node, 'simplestreams', 'product', 'e.g. com.ubuntu.cloud:server:24.04:amd64', errors);
  }
  if (mirror === undefined || product === undefined) return undefined;
  return {
    kind: 'simplestreams',
    mirror,
    product,
    index: textOf(child(node, 'index')) ?? null,
    item: textOf(child(node, 'item')) ?? null,
    version: textOf(child(node, 'version')) ?? null,
    keyring: pathOf(child(node, 'keyring'), errors) ?? null,
  };
}

function hepix(node: MapNode, errors: ErrorList): PublishedReference | undefined {
  const document = readDocument(child(node, 'hepix'), errors);
  const identifier = textOf(child(node, 'identifier'));
  if (identifier === undefined) {
    reportMissing(node, 'hepix', 'identifier', "the image's dc:identifier", errors);
  }
  const trust = readTrust(node, 'hepix', errors);
  if (document === undefined || identifier === undefined || trust === undefined) return undefined;
  const list = textOf(child(node, 'list')) ?? null;
  return { kind: 'hepix', identifier, list: { document, trust, identifier: list } };
}

/** Reads who must have signed a list. `trust` is mandatory, so that no list goes unchecked by accident. */
export function readTrust(node: MapNode, beside: string, errors: ErrorList): ListTrust | undefined {
  const given = child(node, 'trust');
  if (given === undefined) {
    reportMissing(
      node,
      beside,
      'trust',
      'e.g. {ca_directory: /etc/grid-security/certificates}, or none',
      errors,
    );
    return undefined;
  }
  if (errors.hasError(given)) return undefined;
  if (given.kind === 'scalar') return given.text === 'none' ? 'none' : undefined;
  const caDirectory = pathOf(child(given, 'ca_directory'), errors);
  if (caDirectory === undefined) return undefined;
  const one = child(given, 'endorser');
  const several = child(given, 'endorsers');
  const nodes = [...(one ? [one] : []), ...(several?.kind === 'list' ? several.items : [])];
  const endorsers = nodes.flatMap((endorser) => {
    const dn = textOf(child(endorser, 'dn'));
    return dn === undefined ? [] : [{ dn, ca: textOf(child(endorser, 'ca')) ?? null }];
  });
  return { caDirectory, endorsers };
}

function glance(node: MapNode): PublishedReference | undefined {
  const given = child(node, 'glance');
  const image = textOf(child(given, 'image'));
  if (image === undefined) return undefined;
  const copy = child(node, 'copy_properties');
  const all = copy?.kind === 'scalar' && copy.value === true;
  return {
    kind: 'glance',
    source: {
      kind: 'glance',
      cloud: textOf(child(given, 'cloud')) ?? null,
      region: textOf(child(given, 'region')) ?? null,
      image,
    },
    copyProperties: all ? ['*'] : textsOf(copy),
  };
}

function reportMissing(node: MapNode, kind: string, key: string, example: string, errors: ErrorList): void {
  const place = node.entries.get(kind)?.keyPlace ?? node.place;
  if (child(node, key) === undefined)
    errors.add(place, `"${kind}" needs "${key}" beside it`, `Add it: ${example}.`);
}
