import { ALGORITHMS, type Algorithm, type Digests, HEX_LENGTH, isAlgorithm } from '../../model/digest.ts';
import { suggestion } from '../schema/suggest.ts';
import type { FaultList } from '../yaml/faults.ts';
import { describePlace } from '../yaml/source-text.ts';
import { entriesOf, type Node, type ScalarNode } from '../yaml/tree.ts';

interface Given {
  readonly algorithm: Algorithm;
  readonly hex: string;
  readonly node: Node;
}

/**
 * Reads `checksum` in any of its forms: `ALGO:HEX`, a bare digest told by its length, several joined by `:`, `,`
 * or spaces, a list of these, or a mapping by algorithm. Two values for one algorithm are a fault.
 */
export function readChecksum(node: Node, faults: FaultList): Digests {
  const digests: Partial<Record<Algorithm, Given>> = {};
  for (const given of givenDigests(node, faults)) {
    const other = digests[given.algorithm];
    if (other === undefined) digests[given.algorithm] = given;
    else if (other.hex !== given.hex) {
      const place = other.node === given.node ? '' : `, and another at ${describePlace(other.node.place)}`;
      faults.blame(
        given.node,
        `two different ${given.algorithm} digests are given${place}`,
        'Keep the right one.',
      );
    }
  }
  return Object.fromEntries(Object.entries(digests).map(([algorithm, { hex }]) => [algorithm, hex]));
}

function givenDigests(node: Node, faults: FaultList): readonly Given[] {
  if (faults.isBlamed(node)) return [];
  if (node.kind === 'scalar') return fromText(node, faults);
  if (node.kind === 'list') return node.items.flatMap((item) => givenDigests(item, faults));
  return entriesOf(node).flatMap(({ key, value }) => {
    if (!isAlgorithm(key) || value.kind !== 'scalar' || faults.isBlamed(value)) return [];
    return digest(key, value.text.trim(), value, faults);
  });
}

function fromText(node: ScalarNode, faults: FaultList): readonly Given[] {
  const tokens = node.text.split(/[:,\s]+/).filter(Boolean);
  if (tokens.length === 0)
    faults.blame(node, 'there is no digest in this', 'Write ALGORITHM:DIGEST, e.g. sha256:….');
  const given: Given[] = [];
  for (let index = 0; index < tokens.length && !faults.isBlamed(node); index++) {
    const token = tokens[index] ?? '';
    const algorithm = token.toLowerCase().replaceAll('-', '');
    if (!isAlgorithm(algorithm)) given.push(...bareDigest(token, tokens[index + 1], node, faults));
    else if (tokens[index + 1] === undefined)
      faults.blame(node, `no digest follows "${token}"`, `Write ${algorithm}:DIGEST.`);
    else given.push(...digest(algorithm, tokens[++index] ?? '', node, faults));
  }
  return given;
}

function bareDigest(
  token: string,
  next: string | undefined,
  node: ScalarNode,
  faults: FaultList,
): readonly Given[] {
  const algorithm = ALGORITHMS.find((name) => HEX_LENGTH[name] === token.length);
  if (algorithm !== undefined) return digest(algorithm, token, node, faults);
  if (!/^[0-9a-f]+$/i.test(token) || (next !== undefined && token.length < 16)) {
    faults.blame(
      node,
      // An address that was put here by mistake may hold credentials.
      `${token.includes('@') ? 'this' : JSON.stringify(token.slice(0, 40))} is neither a digest nor an algorithm`,
      suggestion(token, ALGORITHMS),
    );
    return [];
  }
  const lengths = ALGORITHMS.map((name) => `${name} ${HEX_LENGTH[name]}`).join(', ');
  faults.blame(node, `no algorithm has digests of ${token.length} digits`, `Hexadecimal digits: ${lengths}.`);
  return [];
}

function digest(algorithm: Algorithm, hex: string, node: Node, faults: FaultList): readonly Given[] {
  const length = HEX_LENGTH[algorithm];
  if (/[^0-9a-f]/i.test(hex)) {
    faults.blame(node, `a ${algorithm} digest is ${length} hexadecimal digits, and this holds others`);
    return [];
  }
  if (hex.length !== length) {
    faults.blame(node, `a ${algorithm} digest is ${length} hexadecimal digits, and this has ${hex.length}`);
    return [];
  }
  return [{ algorithm, hex: hex.toLowerCase(), node }];
}
