import { LIST_PROPERTIES, VMCATCHER_EXPIRIES, type VmcatcherSettings } from '../../model/desired.ts';
import { normaliseImage } from '../normalise-image.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { position } from '../yaml/source-text.ts';
import { child, entriesOf, isNull, type MapNode, type Node, resolvePath } from '../yaml/tree.ts';
import { canonicalFields, choiceField, type Fields, textField } from './aliases.ts';

/** `server.vmcatcher`: what becomes of vmcatcher's events. */
export function readVmcatcher(
  server: Node | undefined,
  defaults: Fields,
  errors: ErrorList,
): VmcatcherSettings | undefined {
  const node = child(server, 'vmcatcher');
  // The bare key asks for every default.
  if (node === undefined || (node.kind !== 'map' && !isNull(node))) return undefined;
  const fields = canonicalFields(entriesOf(node), {}, errors);
  const template = child(node, 'image');
  const empty: MapNode = { kind: 'map', entries: new Map(), place: node.place };
  const cache = textField(fields, 'cache');
  return {
    at: position(node.place),
    name: textField(fields, 'image_name') ?? null,
    properties: choiceField(fields, 'properties', LIST_PROPERTIES) ?? 'vmcatcher',
    expired: choiceField(fields, 'expired', VMCATCHER_EXPIRIES) ?? 'hide',
    cache: cache === undefined ? null : resolvePath(fields.get('cache')?.node ?? node, cache),
    image: normaliseImage(
      { name: '', place: node.place, node: template?.kind === 'map' ? template : empty },
      defaults,
      errors,
    ),
  };
}
