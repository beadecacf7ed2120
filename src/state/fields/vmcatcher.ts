import { LIST_PROPERTIES, VMCATCHER_EXPIRIES, type VmcatcherSettings } from '../../model/desired.ts';
import { normaliseTemplate } from '../normalise-image.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { position } from '../yaml/source-text.ts';
import { child, entriesOf, isNull, type Node, unopenedPath } from '../yaml/tree.ts';
import { canonicalFields, choiceField, type Fields, textField } from './aliases.ts';

/** Reads `server.vmcatcher`: how reconcile handles vmcatcher's events. */
export function readVmcatcher(
  server: Node | undefined,
  defaults: Fields,
  errors: ErrorList,
): VmcatcherSettings | undefined {
  const node = child(server, 'vmcatcher');
  // The key without a value asks for every default.
  if (node === undefined || (node.kind !== 'map' && !isNull(node))) return undefined;
  const fields = canonicalFields(entriesOf(node), {}, errors);
  const cache = textField(fields, 'cache');
  return {
    at: position(node.place),
    name: textField(fields, 'image_name') ?? null,
    properties: choiceField(fields, 'properties', LIST_PROPERTIES) ?? 'vmcatcher',
    expired: choiceField(fields, 'expired', VMCATCHER_EXPIRIES) ?? 'hide',
    cache: cache === undefined ? null : unopenedPath(fields.get('cache')?.node ?? node, cache),
    image: normaliseTemplate(node, defaults, errors),
  };
}
