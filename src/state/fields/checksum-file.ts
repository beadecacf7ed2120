import type { ChecksumReference } from '../../model/reference.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, entriesOf, type Node } from '../yaml/tree.ts';
import { readDocument } from './document.ts';
import { pathOf, textOf } from './text-values.ts';

/** Reads `checksum: {url: …}`: a file of digests. Undefined when the state file holds the digests itself. */
export function readChecksumFile(node: Node, errors: ErrorList): ChecksumReference | undefined {
  const url = child(node, 'url');
  if (url === undefined) {
    for (const { key, keyPlace } of entriesOf(node)) {
      if (key !== 'name' && key !== 'signature' && key !== 'keyring') continue;
      errors.add(keyPlace, `"${key}" needs "url", the address of a file of digests`, 'Add "url".');
    }
    return undefined;
  }
  const document = readDocument(url, errors);
  const signature = child(node, 'signature');
  const keyring = child(node, 'keyring');
  if (signature && keyring === undefined) {
    errors.report(
      signature,
      '"signature" needs "keyring", a file with the keys that may sign',
      'Add "keyring".',
    );
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
