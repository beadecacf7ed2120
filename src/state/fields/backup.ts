import { type BackupPolicy, DEFAULT_BACKUP_NAME } from '../../model/desired.ts';
import { VISIBILITIES } from '../../model/image.ts';
import { suggestion } from '../../model/text.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { entriesOf, type Node, type ScalarNode, shownPath } from '../yaml/tree.ts';
import { booleanField, canonicalFields, choiceField, numberField, textField } from './aliases.ts';
import { readProperties } from './properties.ts';
import { durationField, readStages } from './stages.ts';

const PLACEHOLDERS: readonly string[] = ['name', 'created_at', 'version', 'id'];
const SHOWN = PLACEHOLDERS.map((name) => `{${name}}`);

/** Reads `backup`: a mapping; `true` or absent for one backup; `false` for none. */
export function readBackup(node: Node | undefined, errors: ErrorList): BackupPolicy {
  const fields = canonicalFields(entriesOf(node), {}, errors);
  const isOff = node?.kind === 'scalar' && node.value === false;
  const name = fields.get('name')?.node;
  if (name?.kind === 'scalar') checkTemplate(name, errors);
  const directory = fields.get('directory')?.node;
  const then = fields.get('then')?.node;
  const properties = fields.get('properties')?.node;
  const maxAge = durationField(fields, 'max_age');
  return {
    keep: isOff ? 0 : (numberField(fields, 'keep') ?? 1),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(then === undefined ? {} : { stages: readStages(then, errors) }),
    ...(properties === undefined ? {} : { properties: readProperties(properties, errors) }),
    name: textField(fields, 'name') ?? DEFAULT_BACKUP_NAME,
    visibility: choiceField(fields, 'visibility', VISIBILITIES) ?? 'private',
    hidden: booleanField(fields, 'hidden') ?? true,
    deactivate: booleanField(fields, 'deactivate') ?? false,
    ...(directory?.kind === 'scalar' ? { directory: shownPath(directory, directory.text) } : {}),
  };
}

function checkTemplate(node: ScalarNode, errors: ErrorList): void {
  const rest = node.text.replace(/\{(\w+)\}/g, (whole, placeholder: string) => {
    if (PLACEHOLDERS.includes(placeholder)) return '';
    errors.report(node, `unknown placeholder ${whole} in a backup name`, suggestion(whole, SHOWN));
    return '';
  });
  if (/[{}]/.test(rest)) {
    errors.report(
      node,
      'a brace in this backup name belongs to no placeholder',
      `Use one of ${SHOWN.join(', ')}, or remove the brace.`,
    );
  } else if (node.text.trim() === '{name}') {
    errors.report(
      node,
      'a backup must not have the name that the image is published under',
      `Write e.g. "${DEFAULT_BACKUP_NAME}".`,
    );
  }
}
