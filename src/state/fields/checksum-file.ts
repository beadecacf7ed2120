import type { ChecksumReference } from '../../model/reference.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, entriesOf, type Node, resolvePath } from '../yaml/tree.ts';
import { readDocument } from './document.ts';

/** `checksum: {url: …}`: undefined where the checksum is written out. */
export function readChecksumFile(node: Node, errors: ErrorList): ChecksumReference | undefined {
  const url = child(node, 'url');
  if (url === undefined) {
    for (const { key, keyPlace } of entriesOf(node)) {
      if (key !== 'name' && key !== 'signature' && key !== 'keyring') continue;
      errors.add(keyPlace, `"${key}" is about a file of digests, and no "url" names one`, 'Add "url".');
    }
    return undefined;
  }
  const document = readDocument(url, errors);
  const signature = child(node, 'signature');
  const keyring = child(node, 'keyring');
  if (signature && keyring === undefined) {
    errors.report(signature, '"signature" needs "keyring": the keys that may sign', 'Name the file of keys.');
    return undefined;
  }
  const signed = readDocument(signature, errors);
  if (document === undefined || (signature !== undefined && signed === undefined)) return undefined;
  return {
    document,
    name: textOf(child(node, 'name')) ?? null,
    signature: signed ?? null,
    keyring: pathOf(keyring, errors) ?? null,
  };
}

/** A string's text; undefined for what is not there or not a string. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.type === 'string' ? node.text : undefined;
}

/** An absolute path; undefined for what is not there or wrong already. */
export function pathOf(node: Node | undefined, errors: ErrorList): string | undefined {
  const text = textOf(node);
  if (node === undefined || text === undefined || errors.isBlamed(node)) return undefined;
  return resolvePath(node, text);
}
