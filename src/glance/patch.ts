import type { PatchOperation } from '../model/image.ts';
import { patchPath } from '../model/patch.ts';
import type { Json } from './answer.ts';

export const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';

/** Whether sending the operations twice does the same as once: `remove` of what is gone is a 409. */
export function isRepeatable(operations: readonly PatchOperation[]): boolean {
  return operations.every((operation) => operation.op !== 'remove');
}

/** Whether an image, as it is on the wire, is as the operations leave it. */
export function isApplied(operations: readonly PatchOperation[], wire: Json): boolean {
  const keys = new Map(Object.keys(wire).map((key) => [patchPath(key), key]));
  const last = new Map(operations.map((operation) => [operation.path, operation]));
  return [...last.values()].every((operation) => {
    const key = keys.get(operation.path);
    if (operation.op === 'remove') return key === undefined;
    return key !== undefined && sameValue(wire[key], operation.value);
  });
}

function sameValue(live: unknown, wanted: PatchOperation['value']): boolean {
  if (!Array.isArray(wanted)) return live === wanted;
  return Array.isArray(live) && JSON.stringify([...live].sort()) === JSON.stringify([...wanted].sort());
}
