import {
  DEFAULT_QUOTAS,
  type Limit,
  PRUNE_WAYS,
  type Quotas,
  type RunSettings,
} from '../../model/desired.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, entriesOf, type MapNode } from '../yaml/tree.ts';
import { booleanField, canonicalFields, choiceField, type Fields } from './aliases.ts';

/** Reads `server.reconcile`. Pruning needs a named stack: two files without a name would prune each other's images. */
export function readSettings(glance: MapNode | null, stackNamed: boolean, errors: ErrorList): RunSettings {
  const section = child(child(glance ?? undefined, 'server'), 'reconcile');
  const fields = canonicalFields(entriesOf(section), {}, errors);
  const prune = choiceField(fields, 'prune', PRUNE_WAYS) ?? 'never';
  const at = fields.get('prune')?.node;
  if (prune !== 'never' && !stackNamed && at !== undefined) {
    errors.report(
      at,
      `"prune: ${prune}" needs a named stack`,
      'Set glance.server.name, which marks the images of this file.',
    );
  }
  return {
    prune,
    maxDeletes: limit(fields, 'max_deletes'),
    maxReplaces: limit(fields, 'max_replaces'),
    requireChecksum: booleanField(fields, 'require_checksum') ?? false,
    mayPublish: booleanField(fields, 'may_publish') ?? false,
    quotas: readQuotas(child(section, 'quotas'), errors),
  };
}

function readQuotas(section: ReturnType<typeof child>, errors: ErrorList): Quotas {
  const fields = canonicalFields(entriesOf(section), {}, errors);
  const given = Object.keys(DEFAULT_QUOTAS).flatMap((name) => {
    const node = fields.get(name)?.node;
    if (node?.kind !== 'scalar') return [];
    return [[name, typeof node.value === 'number' ? node.value : Number.POSITIVE_INFINITY] as const];
  });
  return { ...DEFAULT_QUOTAS, ...Object.fromEntries(given) };
}

function limit(fields: Fields, name: string): Limit | null {
  const node = fields.get(name)?.node;
  if (node?.kind !== 'scalar') return null;
  if (typeof node.value === 'number') return { count: node.value };
  const percent = /^(\d+)%$/.exec(node.text)?.[1];
  return percent === undefined ? null : { percent: Number(percent) };
}
