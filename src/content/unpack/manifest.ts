import { type Digests, HEX_LENGTH, isAlgorithm } from '../../model/digest.ts';
import { plainName } from './ovf.ts';

/** `SHA256(disk.vmdk)= HEX`, with or without blanks. */
const LINE = /^(SHA(?:1|256|512)) ?\(([^\r\n]{1,255})\) ?= ?([0-9A-Fa-f]{40,128})[ \t]*$/;
const LONGEST_LINE = 1024;

/** Digests by member, as an OVA's `.mf` has them (DMTF DSP0243, 5.1). What is no such line says nothing. */
export function readManifest(text: string): ReadonlyMap<string, Digests> {
  const found = new Map<string, Digests>();
  for (const line of text.split(/\r?\n/)) {
    const [, word = '', name = '', hex = ''] = (line.length <= LONGEST_LINE && LINE.exec(line)) || [];
    const algorithm = word.toLowerCase();
    if (!isAlgorithm(algorithm) || hex.length !== HEX_LENGTH[algorithm]) continue;
    const member = plainName(name);
    found.set(member, { ...found.get(member), [algorithm]: hex.toLowerCase() });
  }
  return found;
}
