import { type BackupPolicy, DEFAULT_BACKUP_NAME } from '../../model/desired.ts';
import { VISIBILITIES } from '../../model/image.ts';
import { suggestion } from '../schema/suggest.ts';
import type { FaultList } from '../yaml/faults.ts';
import { entriesOf, type Node, resolvePath, type ScalarNode } from '../yaml/tree.ts';
import { booleanField, canonicalFields, choiceField, numberField, textField } from './aliases.ts';

const PLACEHOLDERS: readonly string[] = ['name', 'created_at', 'version', 'id'];
const SHOWN = PLACEHOLDERS.map((name) => `{${name}}`);

/** `backup`: a mapping, `true` or nothing for one backup, `false` for none. */
export function readBackup(node: Node | undefined, faults: FaultList): BackupPolicy {
  const fields = canonicalFields(entriesOf(node), {}, faults);
  const isOff = node?.kind === 'scalar' && node.value === false;
  const name = fields.get('name')?.node;
  if (name?.kind === 'scalar') checkTemplate(name, faults);
  const directory = fields.get('directory')?.node;
  return {
    keep: isOff ? 0 : (numberField(fields, 'keep') ?? 1),
    name: textField(fields, 'name') ?? DEFAULT_BACKUP_NAME,
    visibility: choiceField(fields, 'visibility', VISIBILITIES) ?? 'private',
    hidden: booleanField(fields, 'hidden') ?? true,
    deactivate: booleanField(fields, 'deactivate') ?? false,
    ...(directory?.kind === 'scalar' ? { directory: resolvePath(directory, directory.text) } : {}),
  };
}

function checkTemplate(node: ScalarNode, faults: FaultList): void {
  const rest = node.text.replace(/\{(\w+)\}/g, (whole, placeholder: string) => {
    if (PLACEHOLDERS.includes(placeholder)) return '';
    faults.blame(node, `backup names know no ${whole}`, suggestion(whole, SHOWN));
    return '';
  });
  if (/[{}]/.test(rest)) {
    faults.blame(node, 'a brace is left over in this backup name', `Known: ${SHOWN.join(', ')}.`);
  } else if (node.text.trim() === '{name}') {
    faults.blame(node, 'a backup must not bear the published name alone', `e.g. "${DEFAULT_BACKUP_NAME}"`);
  }
}
