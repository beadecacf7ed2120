import { type Fields, textField } from './aliases.ts';
import type { FaultList } from './faults.ts';
import { entriesOf, type Node } from './tree.ts';

const NOT_HERE = 'is not available in this version';

/** Fields that the schema knows and this version cannot do yet: refused at their place, never ignored. */
export function refuseUnavailable(fields: Fields, faults: FaultList): void {
  const decompress = fields.get('decompress');
  if (decompress !== undefined && textField(fields, 'decompress') !== 'none') {
    faults.blame(decompress.node, `"decompress" ${NOT_HERE}`, 'Decompress the source beforehand.');
  }
  const convert = fields.get('convert');
  if (convert)
    faults.blame(convert.node, `"convert" ${NOT_HERE}`, 'Convert the source beforehand, e.g. with qemu-img.');
  const checks = fields.get('checks');
  if (checks)
    faults.blame(
      checks.node,
      `"checks" ${NOT_HERE}`,
      'Remove it, and check the image before it is listed here.',
    );
  refuseKeys(
    fields.get('checksum')?.node,
    ['url', 'signature', 'keyring'],
    'checksum',
    'Write the digest itself.',
    faults,
  );
  refuseKeys(
    fields.get('source')?.node,
    ['stratuslab', 'hepix', 'simplestreams', 'glance'],
    'source',
    'Use an http(s):// or file:// URL, or a path.',
    faults,
  );
  refuseConversion(fields, faults);
}

function refuseKeys(
  node: Node | undefined,
  keys: readonly string[],
  field: string,
  hint: string,
  faults: FaultList,
): void {
  for (const entry of entriesOf(node)) {
    if (keys.includes(entry.key))
      faults.add(entry.keyPlace, `"${field}: {${entry.key}: …}" ${NOT_HERE}`, hint);
  }
}

function refuseConversion(fields: Fields, faults: FaultList): void {
  const from = fields.get('import_from_format');
  const to = textField(fields, 'format');
  const format = textField(fields, 'import_from_format');
  if (from === undefined || format === undefined || format === to) return;
  const message =
    to === undefined
      ? `"import_from_format" needs "disk_format: ${format}" beside it: this version does not convert`
      : `"import_from_format: ${format}" differs from "disk_format: ${to}", and converting ${NOT_HERE}`;
  faults.blame(
    from.node,
    message,
    'Convert the source beforehand, e.g. with qemu-img, and give both the same format.',
  );
}
