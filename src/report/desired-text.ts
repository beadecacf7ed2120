import { describeSource } from '../model/describe-source.ts';
import type { Desired, DesiredImage } from '../model/desired.ts';
import { strongestDigest } from '../model/digest.ts';
import { escapeText, quoteText } from './escape.ts';
import { plural, wrapWords } from './layout.ts';
import { type ColourLevel, makePaint } from './paint.ts';

/** What a state file was understood as: a line an image, and how many there are. Escaped; ends in a line break. */
export function drawDesired(
  desired: Desired,
  options: { readonly colour: ColourLevel; readonly width: number },
): string {
  const paint = makePaint(options.colour);
  const absent = desired.images.filter((image) => image.state === 'absent').length;
  const files = desired.files.map(quoteText).join(', ');
  const lists = desired.lists?.length ?? 0;
  const counts = `${plural(desired.images.length, 'image')}${absent > 0 ? `, ${absent} of them absent` : ''}${lists > 0 ? `, ${plural(lists, 'list')} of others` : ''}`;
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
    image.properties && plural(Object.keys(image.properties).length, 'property', 'properties'),
    image.source && `from ${escapeText(describeSource(image.source))}`,
    digest && `held to ${digest.slice(0, digest.indexOf(':'))}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
