import { VerificationError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { isIdentifier } from './identifier.ts';

/** The identifiers of a vmlist. */
interface VmList {
  /** In the order of the list, each once. */
  readonly identifiers: readonly string[];
  /** One for each skipped line that is neither blank nor a comment. */
  readonly warnings: readonly string[];
}

/**
 * Reads glance_manager's list of images: one marketplace identifier a line. Blank lines and lines that begin with `#`
 * are skipped. Repeated lines and lines with a space inside are skipped with a warning. `VerificationError` for any
 * other line: without its identifier in the list, an image would be pruned.
 */
export function readVmlist(text: string): VmList {
  const identifiers = new Set<string>();
  const warnings: string[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const place = `line ${index + 1} of the list`;
    if (/\s/.test(line)) warnings.push(`${place} is skipped: it has a space inside: ${quoted(line)}`);
    else if (identifiers.has(line)) warnings.push(`${place} is skipped: it repeats ${line}`);
    else if (isIdentifier(line)) identifiers.add(line);
    else throw notAnIdentifier(place, line);
  }
  return { identifiers: [...identifiers], warnings };
}

function notAnIdentifier(place: string, line: string): VerificationError {
  return new VerificationError(`${place} is not a marketplace identifier: ${quoted(line)}`, {
    hint: 'Write one identifier on each line: 27 letters, digits, - and _, the first from A to P.',
  });
}
