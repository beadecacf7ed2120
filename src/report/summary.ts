import type { Target } from '../model/cloud.ts';
import { ACTIONS, isIdleAction, type Plan, uploadBytes } from '../model/plan.ts';
import { humanBytes } from './bytes.ts';
import { escapeText, quoteText } from './escape.ts';

/** A plan in one line: `1 to create, 2 to update, 3 unchanged, 1 blocked; 12.5 MiB to upload`. */
export function drawSummary(plan: Plan): string {
  const { summary, unresolved = [] } = plan;
  const counts = ACTIONS.filter((action) => summary[action] > 0).map((action) =>
    isIdleAction(action) ? `${summary[action]} ${action}` : `${summary[action]} to ${action}`,
  );
  if (summary.blocked > 0) counts.push(`${summary.blocked} blocked`);
  if (unresolved.length > 0) counts.push(`${unresolved.length} left out`);
  return `${counts.join(', ') || 'nothing'}${drawUpload(plan)}`;
}

/** Bytes to upload, as far as known. */
function drawUpload({ summary, changes }: Plan): string {
  if (summary.bytes === 0) return '';
  const isOpen = changes.some(
    ({ content, blockedBy }) => content && blockedBy.length === 0 && uploadBytes(content) === null,
  );
  return `; ${humanBytes(summary.bytes)}${isOpen ? ' and more' : ''} to upload`;
}

/** A target in one line: `cloud prod, region RegionOne, project service, user glance`. Escaped. */
function drawTarget(target: Target): string {
  const parts = [
    target.cloud === null ? null : `cloud ${quoteText(target.cloud)}`,
    target.region === '' ? null : `region ${quoteText(target.region)}`,
    target.project === '' ? null : `project ${quoteText(target.project)}`,
    target.user === '' ? null : `user ${quoteText(target.user)}`,
  ];
  const known = parts.filter((part) => part !== null);
  return known.length > 0 ? known.join(', ') : escapeText(target.endpoint);
}

/** All targets of a plan in one line, and whether its stack is new there. Escaped. */
export function drawTargets(plan: Plan): string {
  return `${plan.targets.map(drawTarget).join('; ')}${plan.newHere ? ' (new here)' : ''}`;
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
