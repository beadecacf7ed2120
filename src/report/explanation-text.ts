import { ALGORITHMS } from '../model/digest.ts';
import type { Explanation } from '../model/explanation.ts';
import type { SignatureFact } from '../model/published.ts';
import { humanBytes } from './bytes.ts';
import { escapeText, quoteText } from './escape.ts';
import { type ColourLevel, makePaint } from './paint.ts';

const METHODS = { openpgp: 'OpenPGP', smime: 'S/MIME', xmldsig: 'XML signature' } as const;

/** What was understood of every image's source, a block an image. Escaped; ends in a line break. */
export function drawExplanations(
  explanations: readonly Explanation[],
  { colour }: { readonly colour: ColourLevel },
): string {
  const paint = makePaint(colour);
  const blocks = explanations.map((explanation) => {
    const rows = rowsOf(explanation).map(([label, value]) => `    ${label.padEnd(11)}${value}`);
    return [`  ${paint.strong(quoteText(explanation.name))}`, ...rows].join('\n');
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function rowsOf(explanation: Explanation): readonly (readonly [string, string])[] {
  const { digests, locations, size, packing, warnings } = explanation;
  const isPacked = packing !== null && packing !== 'none';
  const row = (label: string, value: string | null) =>
    value === null ? [] : [[label, escapeText(value)] as const];
  return [
    ...row('source', explanation.kind),
    ...row('identifier', explanation.identifier),
    ...locations.flatMap((location, index) => row(index === 0 ? 'location' : 'or', location)),
    ...row('size', size === null ? null : `${humanBytes(size)} (${size} bytes)`),
    ...ALGORITHMS.flatMap((name) => row(name, digests[name] ?? null)),
    ...row(
      'packed',
      isPacked ? `${packing}; size and digests are of ${COVERED[explanation.digestsCover]}` : null,
    ),
    ...row('format', explanation.format),
    ...row('version', explanation.version),
    ...row('signature', describeSignature(explanation.signature)),
    ...row('expires', explanation.expires),
    ...row('deprecated', explanation.deprecated),
    ...row('refused', explanation.problem),
    ...warnings.flatMap((warning) => row('warning', warning)),
  ];
}

const COVERED = { source: 'the file as served', decompressed: 'what is in it' } as const;

function describeSignature(signature: SignatureFact): string {
  switch (signature.status) {
    case 'verified':
      return `${METHODS[signature.method]} of ${signature.by}, verified`;
    case 'unchecked':
      return `${METHODS[signature.method]}, not checked: nobody is named who must have signed`;
    case 'none':
      return 'none';
  }
}
