import { CONTAINER_FORMATS, DISK_FORMATS } from '../../model/image.ts';
import { nearest } from '../../model/text.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { shownValue } from '../yaml/source-text.ts';
import { type Fields, textField } from './aliases.ts';

/** The canonical names of the fields that hold a format. */
type FormatField = 'format' | 'container_format';

const KINDS = {
  format: { field: 'disk_format', known: DISK_FORMATS },
  container_format: { field: 'container_format', known: CONTAINER_FORMATS },
} as const;

/**
 * Reads a disk or container format. A format that reconcile does not know is noted as a doubt: the service may offer it
 * (Glance's `disk_formats` and `container_formats` of `[image_format]`). Undefined when the field is absent or invalid.
 */
export function readFormat(fields: Fields, name: FormatField, errors: ErrorList): string | undefined {
  const field = fields.get(name);
  const text = textField(fields, name);
  if (field === undefined || text === undefined || errors.hasError(field.node)) return undefined;
  const { field: kind, known } = KINDS[name];
  if (known.some((format) => format === text)) return text;
  const meant = nearest(text, known);
  const written = JSON.stringify(field.node.kind === 'scalar' ? shownValue(field.node.written) : '');
  errors.doubt(field.node, {
    field: kind,
    word: text,
    written,
    isNearMiss: meant !== null,
    message: `"${field.entry.key}" must be one of ${known.join(', ')}, or a format that the service adds, not ${written}`,
    hint: meant === null ? null : `Did you mean "${meant}"?`,
  });
  return text;
}
