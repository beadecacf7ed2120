import { DISK_FORMATS, type DiskFormat } from '../../model/image.ts';
import { type Conversion, PACKINGS, type Preparation } from '../../model/preparation.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, type Node } from '../yaml/tree.ts';
import { choiceField, defined, type Fields, textField } from './aliases.ts';
import { readCommand } from './checks.ts';
import { textOf } from './text-values.ts';

/** Reads how the source's bytes are prepared before they are stored. Undefined when the file gives no such field. */
export function readPreparation(fields: Fields, errors: ErrorList): Partial<Preparation> | undefined {
  const decompress = choiceField(fields, 'decompress', ['auto', ...PACKINGS] as const);
  const transformNode = fields.get('transform')?.node;
  const transform = transformNode && readCommand(transformNode, errors);
  const convert = readConversion(fields, errors);
  const digestsCover = choiceField(fields, 'digest_of', ['source', 'decompressed'] as const);
  const member = textField(fields, 'member');
  if (member !== undefined) checkMember(fields, decompress, errors);
  const given = defined({ decompress, digestsCover, member, transform, convert });
  return Object.keys(given).length === 0 ? undefined : given;
}

/** Only an archive has members. */
function checkMember(
  fields: Fields,
  decompress: Preparation['decompress'] | undefined,
  errors: ErrorList,
): void {
  const node = fields.get('member')?.node;
  if (!node || decompress === undefined || ARCHIVES.includes(decompress)) return;
  errors.report(
    node,
    `"member" takes a file out of an archive, but "decompress" is ${decompress}`,
    'Write "decompress: auto", or remove "member".',
  );
}

const ARCHIVES: readonly Preparation['decompress'][] = ['auto', 'zip', 'tar', 'ova'];

function readConversion(fields: Fields, errors: ErrorList): Conversion | undefined {
  const node = fields.get('convert')?.node;
  const format = textField(fields, 'format');
  const pillar = pillarConversion(fields, format, errors);
  if (node === undefined) return pillar;
  if (errors.hasError(node)) return undefined;
  const to = diskFormat(node.kind === 'scalar' ? node : child(node, 'to'));
  const from = node.kind === 'map' ? diskFormat(child(node, 'from')) : pillar?.from;
  if (to === undefined) return undefined;
  if (format !== undefined && format !== to) {
    errors.report(
      node,
      `"convert" converts to ${to}, but "format" is ${format}`,
      'Write the same format in both.',
    );
    return undefined;
  }
  return { to, ...(from === undefined ? {} : { from }) };
}

/** The conversion that the pillar's `import_from_format` beside another `disk_format` asks for. */
function pillarConversion(
  fields: Fields,
  format: string | undefined,
  errors: ErrorList,
): Conversion | undefined {
  const node = fields.get('import_from_format')?.node;
  const from = textOf(node);
  if (node === undefined || from === undefined || format === undefined || from === format) return undefined;
  const to = DISK_FORMATS.find((name) => name === format);
  if (to !== undefined) return { to, from: from as DiskFormat };
  errors.report(
    node,
    `"import_from_format" is ${from}, and reconcile cannot convert to "format: ${format}"`,
    'Correct "format", or remove "import_from_format" where the source has that format.',
  );
  return undefined;
}

function diskFormat(node: Node | undefined): DiskFormat | undefined {
  const text = textOf(node);
  return DISK_FORMATS.find((name) => name === text);
}
