import { ALGORITHMS, type Algorithm, type Digests, HEX_LENGTH, isAlgorithm } from '../../model/digest.ts';
import { suggestion } from '../../model/text.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace } from '../yaml/source-text.ts';
import { entriesOf, type Node, type ScalarNode } from '../yaml/tree.ts';

interface Given {
  readonly algorithm: Algorithm;
  readonly hex: string;
  readonly node: Node;
}

/**
 * Reads `checksum` in any of its forms: `ALGO:HEX`, a bare digest whose length gives the algorithm, several joined by
 * `:`, `,` or spaces, a list of these, or a mapping by algorithm. Two values for one algorithm are an error.
 */
export function readChecksum(node: Node, errors: ErrorList): Digests {
  const digests: Partial<Record<Algorithm, Given>> = {};
  for (const given of givenDigests(node, errors)) {
    const other = digests[given.algorithm];
    if (other === undefined) digests[given.algorithm] = given;
    else if (other.hex !== given.hex) {
      const place = other.node === given.node ? '' : `, the other at ${describePlace(other.node.place)}`;
      errors.report(
        given.node,
        `"checksum" has two different ${given.algorithm} digests${place}`,
        'Remove the wrong one.',
      );
    }
  }
  return Object.fromEntries(Object.entries(digests).map(([algorithm, { hex }]) => [algorithm, hex]));
}

function givenDigests(node: Node, errors: ErrorList): readonly Given[] {
  if (errors.hasError(node)) return [];
  if (node.kind === 'scalar') return fromText(node, errors);
  if (node.kind === 'list') return node.items.flatMap((item) => givenDigests(item, errors));
  return entriesOf(node).flatMap(({ key, value }) => {
    if (!isAlgorithm(key) || value.kind !== 'scalar' || errors.hasError(value)) return [];
    if (reportAddress(value, errors)) return [];
    return digest(key, value.text.trim(), value, errors);
  });
}

/** The address of a checksum file, as Packer (`file:URL`), Ansible and Ironic (`sha256:URL`) write it in a checksum. */
const ADDRESS = /^(?:(?:[a-z0-9-]+:)?(https?:\/\/\S*)|file:(?:\/\/(?=\/))?(\S+))$/i;

/** Reports an address in the place of a digest, with the field that takes addresses. Returns whether it is one. */
function reportAddress(node: ScalarNode, errors: ErrorList): boolean {
  const [isAddress, url, path] = ADDRESS.exec(node.text.trim()) ?? [];
  if (isAddress === undefined) return false;
  const address = url ?? path ?? '';
  // An address may hold credentials, which no message repeats.
  const shown = /[@?#]/.test(address) ? '…' : address;
  errors.report(
    node,
    '"checksum" holds the address of a checksum file, not a digest',
    `Write checksum: {url: ${shown}}; the file's lines show the algorithm.`,
  );
  return true;
}

function fromText(node: ScalarNode, errors: ErrorList): readonly Given[] {
  if (reportAddress(node, errors)) return [];
  const tokens = node.text.split(/[:,\s]+/).filter(Boolean);
  if (tokens.length === 0)
    errors.report(node, '"checksum" holds no digest', 'Write ALGORITHM:DIGEST, e.g. sha256:….');
  const given: Given[] = [];
  for (let index = 0; index < tokens.length && !errors.hasError(node); index++) {
    const token = tokens[index] ?? '';
    const algorithm = token.toLowerCase().replaceAll('-', '');
    if (!isAlgorithm(algorithm)) given.push(...bareDigest(token, tokens[index + 1], node, errors));
    else if (tokens[index + 1] === undefined)
      errors.report(node, `no digest follows "${token}"`, `Write ${algorithm}:DIGEST.`);
    else given.push(...digest(algorithm, tokens[++index] ?? '', node, errors));
  }
  return given;
}

function bareDigest(
  token: string,
  next: string | undefined,
  node: ScalarNode,
  errors: ErrorList,
): readonly Given[] {
  const algorithm = ALGORITHMS.find((name) => HEX_LENGTH[name] === token.length);
  if (algorithm !== undefined) return digest(algorithm, token, node, errors);
  if (!/^[0-9a-f]+$/i.test(token) || (next !== undefined && token.length < 16)) {
    errors.report(
      node,
      // A URL that was written here by mistake may hold credentials.
      `${token.includes('@') ? 'this value' : JSON.stringify(token.slice(0, 40))} is neither a digest nor an algorithm`,
      suggestion(token, ALGORITHMS),
    );
    return [];
  }
  const lengths = ALGORITHMS.map((name) => `${name} ${HEX_LENGTH[name]}`).join(', ');
  errors.report(
    node,
    `no algorithm has digests of ${token.length} digits`,
    `Write as many hexadecimal digits as the algorithm has: ${lengths}.`,
  );
  return [];
}

function digest(algorithm: Algorithm, hex: string, node: Node, errors: ErrorList): readonly Given[] {
  const length = HEX_LENGTH[algorithm];
  if (/[^0-9a-f]/i.test(hex)) {
    errors.report(
      node,
      `a ${algorithm} digest must have ${length} hexadecimal digits, and no other characters`,
    );
    return [];
  }
  if (hex.length !== length) {
    errors.report(node, `a ${algorithm} digest must have ${length} hexadecimal digits, not ${hex.length}`);
    return [];
  }
  return [{ algorithm, hex: hex.toLowerCase(), node }];
}
