import { RETIREMENT_STAGES, type RetirementStage } from '../../model/desired.ts';
import type { ErrorList } from '../yaml/errors.ts';
import type { Node } from '../yaml/tree.ts';
import { type Fields, textField } from './aliases.ts';
import { textsOf } from './text-values.ts';

/** Reads a list of stages. Each must be harder than the one before, `before` included: a later one could not undo it. */
export function readStages(
  node: Node,
  errors: ErrorList,
  before: readonly RetirementStage[] = [],
): readonly RetirementStage[] {
  const stages = textsOf(node).flatMap((text) => RETIREMENT_STAGES.find((stage) => stage === text) ?? []);
  const ranks = [...before, ...stages].map((stage) => RETIREMENT_STAGES.indexOf(stage));
  const isRising = ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] ?? 0));
  if (!isRising) {
    errors.report(
      node,
      'each stage must go further than the one before',
      'Keep this order: hide, deactivate, delete.',
    );
  }
  return stages;
}

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a duration such as `90d`; the schema holds its form. */
export function durationField(fields: Fields, name: string): number | undefined {
  const [, count, unit = ''] = /^(\d+)([mhdw])$/.exec(textField(fields, name) ?? '') ?? [];
  return count === undefined ? undefined : Number(count) * (SECONDS[unit] ?? 1);
}
