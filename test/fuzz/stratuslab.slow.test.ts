import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { HEX_LENGTH, isAlgorithm } from '../../src/model/digest.ts';
import { compareVersions } from '../../src/model/version-order.ts';
import { sameName } from '../../src/publisher/stratuslab/distinguished-name.ts';
import { isIdentifier } from '../../src/publisher/stratuslab/identifier.ts';
import { parseMetadata } from '../../src/publisher/stratuslab/metadata.ts';
import { readVmlist } from '../../src/publisher/stratuslab/vmlist.ts';
import { deepJson, edited, json, text } from './arbitraries.ts';
import { describeParser } from './harness.ts';

function sample(name: string): string {
  return readFileSync(`test/samples/stratuslab/${name}`, 'utf8');
}

const XML = sample('LHfKVPoHcv4oMirHU0KuOQc-TvI.metadata.xml');
const JSON_DATUM = sample('ME4iRTemHRwhABKV5AgrkQfDerA.json');
const TITLE = 'FG_Cloud-Ubuntu-14.04-x86_64';

const insertion = fc.oneof(
  text,
  fc.constantFrom(
    ...[
      '<',
      '</',
      '/>',
      '<a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?a b?>',
      '<!DOCTYPE a>',
      '&#0;',
      '&#xD;',
      '&a;',
    ],
    ...[
      '<rdf:RDF>',
      '<rdf:Description>',
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
      ' xmlns:a="b"',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      '"__proto__": [],',
      '"type": "bnode"',
      '_:62d97f9e:148ec197b77:-7f94',
      '\u0000',
    ],
  ),
);
const repeated = fc
  .tuple(insertion, fc.nat(5_000))
  .map(([piece, times]) => piece.repeat(Math.min(times, Math.ceil(200_000 / (piece.length + 1)))));

function parse(given: string): void {
  for (const entry of parseMetadata(Buffer.from(given)).entries) {
    for (const [algorithm, hex] of Object.entries(entry.digests))
      expect(isAlgorithm(algorithm) && hex.length === HEX_LENGTH[algorithm] && /^[0-9a-f]+$/.test(hex)).toBe(
        true,
      );
    expect(entry.size === null || Number.isSafeInteger(entry.size)).toBe(true);
    if (entry.problems.length === 0) expect(isIdentifier(entry.identifier ?? '')).toBe(true);
    // Only what the endorser said is ever said in the endorser's name.
    if (entry.signature.status === 'valid') expect(entry.title).toBe(TITLE);
  }
}

describeParser('StratusLab metadata', (fuzz) => {
  fuzz('damaged XML', edited(XML, insertion), parse);
  fuzz(
    'XML with repeated pieces',
    repeated.map((much) => XML.replace('<dcterms:type>', `${much}$&`)),
    parse,
    {
      share: 0.2,
    },
  );
  fuzz('damaged RDF/JSON', edited(JSON_DATUM, insertion), parse);
  fuzz(
    'any JSON',
    fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc.nat(100_000).map(deepJson),
    ),
    parse,
  );
  fuzz('any bytes', fc.uint8Array(), (bytes) => parseMetadata(bytes));
});

describeParser("glance_manager's vmlists", (fuzz) => {
  fuzz(
    'any text',
    fc.oneof(text, edited('LHfKVPoHcv4oMirHU0KuOQc-TvI\n# ours\n\nME4iRTemHRwhABKV5AgrkQfDerA x\n', text)),
    (given) => {
      for (const identifier of readVmlist(given).identifiers) expect(isIdentifier(identifier)).toBe(true);
    },
  );
});

describeParser('distinguished names', (fuzz) => {
  const name = fc.oneof(text, edited('CN=Doe\\, Jane+UID=7,O="a b",1.2.3=#0c0141', text), repeated);
  fuzz('any text', fc.tuple(name, name), ([a, b]) => expect(sameName(a, b)).toBe(sameName(b, a)));
});

describeParser('version numbers', (fuzz) => {
  const version = fc.oneof(
    text,
    repeated,
    fc.nat(10_000).map((length) => '1'.repeat(length)),
  );
  fuzz('any text', fc.tuple(version, version), ([a, b]) => {
    expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
  });
});
