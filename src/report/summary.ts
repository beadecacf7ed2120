import type { Target } from '../model/cloud.ts';
import type { Plan } from '../model/plan.ts';
import { humanBytes } from './bytes.ts';
import { escapeText, quoteText } from './escape.ts';

/** Actions in the order in which a summary names them. */
const COUNTED = [
  'create',
  'replace',
  'update',
  'adopt',
  'rename',
  'delete',
  'hide',
  'deactivate',
  'reactivate',
  'resume',
] as const;

/** `1 to create, 2 to update, 3 unchanged, 1 blocked; 12.5 MiB to upload`. */
export function drawSummary({ summary }: Plan): string {
  const counts = COUNTED.filter((action) => summary[action] > 0).map(
    (action) => `${summary[action]} to ${action}`,
  );
  if (summary.unchanged > 0) counts.push(`${summary.unchanged} unchanged`);
  if (summary.blocked > 0) counts.push(`${summary.blocked} blocked`);
  const moved = summary.bytes > 0 ? `; ${humanBytes(summary.bytes)} to upload` : '';
  return `${counts.join(', ') || 'nothing'}${moved}`;
}

/** `cloud prod, region RegionOne, project service, user glance`. */
export function drawTarget(target: Target): string {
  const parts = [
    target.cloud === null ? null : `cloud ${quoteText(target.cloud)}`,
    target.region === '' ? null : `region ${quoteText(target.region)}`,
    target.project === '' ? null : `project ${quoteText(target.project)}`,
    target.user === '' ? null : `user ${quoteText(target.user)}`,
  ];
  const known = parts.filter((part) => part !== null);
  return known.length > 0 ? known.join(', ') : escapeText(target.endpoint);
}

export function drawTargets(plan: Plan): string {
  return plan.targets.map(drawTarget).join('; ');
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
