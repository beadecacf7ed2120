import { ACTIONS, type Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { SourceReference } from '../model/source/source.ts';
import type { Step } from '../model/step.ts';
import { jsonText } from './escape.ts';

/**
 * A plan as JSON (schemas/plan.schema.json), indented by two spaces, ending in a line break. Keys have a fixed order,
 * so that two plans can be compared as text. Leaves out the credentials of sources.
 */
export function planToJson(plan: Plan): string {
  return toText({ ...plan, changes: plan.changes.map(withoutAuth) });
}

/** The report of an apply as JSON: like the plan's, with more keys. */
export function reportToJson(report: Report): string {
  return toText({ ...report, changes: report.changes.map(withoutAuth) });
}

function withoutAuth<C extends Plan['changes'][number]>(change: C): C {
  return { ...change, steps: change.steps.map(stepWithoutAuth) };
}

function stepWithoutAuth(step: Step): Step {
  if (step.kind === 'compare')
    return step.read === 'image' ? step : { ...step, read: sourceWithoutAuth(step.read) };
  return step.kind === 'upload' ? { ...step, source: sourceWithoutAuth(step.source) } : step;
}

function sourceWithoutAuth<S extends SourceReference>(source: S): S {
  if (source.kind === 'alternatives') return { ...source, places: source.places.map(sourceWithoutAuth) };
  if (source.kind !== 'http') return source;
  const { auth: _auth, ...rest } = source;
  return rest as S;
}

function toText(value: object): string {
  return `${jsonText(ordered(value), 2)}\n`;
}

/** The order of keys, most useful to a reader first. Keys that are not listed follow by name. */
const KEY_ORDER = [
  'formatVersion',
  'kind',
  'stack',
  'origin',
  'state',
  'files',
  'sha256',
  'targets',
  'cloud',
  'region',
  'name',
  'list',
  'at',
  'action',
  'outcome',
  'imageId',
  'reason',
  'partial',
  'startedAt',
  'finishedAt',
  'interrupted',
  'error',
  'code',
  'message',
  'hint',
  'faults',
  'unresolved',
  'newHere',
  'pruningWithheld',
  'skipsBlocked',
  'summary',
  ...ACTIONS,
  'blocked',
  'bytes',
  'storedBytes',
  'changes',
  'adopts',
  'fields',
  'path',
  'before',
  'after',
  'content',
  'source',
  'digests',
  'blockedBy',
  'warnings',
  'basis',
  'steps',
  'seconds',
  'servedBy',
  'madeWith',
  'seal',
] as const;

const RANK: ReadonlyMap<string, number> = new Map(KEY_ORDER.map((key, index) => [key, index]));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareKeys(a, b));
  return Object.fromEntries(entries.map(([key, child]) => [key, ordered(child)]));
}

function compareKeys(a: string, b: string): number {
  const byRank = (RANK.get(a) ?? KEY_ORDER.length) - (RANK.get(b) ?? KEY_ORDER.length);
  if (byRank !== 0) return byRank;
  return a < b ? -1 : 1;
}
