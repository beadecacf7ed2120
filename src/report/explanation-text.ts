import type { DesiredImage, StateFile } from '../model/desired.ts';
import { ALGORITHMS, strongestDigest } from '../model/digest.ts';
import type { Explanation } from '../model/explanation.ts';
import type { SignatureFact } from '../model/published.ts';
import { describeSource } from '../model/source/describe-source.ts';
import { humanBytes } from './bytes.ts';
import { escapeText, quoteText } from './escape.ts';
import { plural, wrapWords } from './layout.ts';
import { type ColourLevel, makePaint } from './paint.ts';

const METHODS = { openpgp: 'OpenPGP', smime: 'S/MIME', xmldsig: 'XML signature' } as const;

/** Draws how every image's source was resolved, as a block for each image. Escaped; ends in a line break. */
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
      isPacked ? `${packing}; size and digests describe ${COVERED[explanation.digestsCover]}` : null,
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

const COVERED = { source: 'the file as served', decompressed: 'the unpacked file' } as const;

function describeSignature(signature: SignatureFact): string {
  switch (signature.status) {
    case 'verified':
      return `${METHODS[signature.method]} of ${signature.by}, verified`;
    case 'unchecked':
      return `${METHODS[signature.method]}, not checked: the file names no trusted signer`;
    case 'none':
      return 'none';
  }
}

/** Draws a state: a line for each image, then the counts. Escaped; ends in a line break. */
export function drawDesired(
  desired: Pick<StateFile, 'files' | 'images' | 'lists' | 'stack'>,
  options: { readonly colour: ColourLevel; readonly width: number },
): string {
  const paint = makePaint(options.colour);
  const absent = desired.images.filter((image) => image.state === 'absent').length;
  const files = desired.files.map(quoteText).join(', ');
  const lists = desired.lists?.length ?? 0;
  const counts = `${plural(desired.images.length, 'image')}${absent > 0 ? `, ${absent} of them absent` : ''}${lists > 0 ? `, ${plural(lists, 'published list')}` : ''}`;
  const lines = [
    ...desired.images.map((image) =>
      `  ${paint.strong(quoteText(image.name))}  ${drawImage(image)}`.trimEnd(),
    ),
    ...wrapWords(
      `${paint.good('Valid:')} ${files}: stack ${quoteText(desired.stack)}, ${counts}.`,
      options.width,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function drawImage(image: DesiredImage): string {
  if (image.state === 'absent') return 'absent';
  const digest = strongestDigest(image.digests);
  const parts = [
    image.diskFormat,
    image.visibility,
    image.protected ? 'protected' : undefined,
    image.members && plural(image.members.length, 'member'),
    (image.properties || image.references) &&
      plural(Object.keys({ ...image.properties, ...image.references }).length, 'property', 'properties'),
    image.source && `from ${escapeText(describeSource(image.source))}`,
    digest && `held to ${digest.slice(0, digest.indexOf(':'))}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
