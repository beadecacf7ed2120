import type { DesiredImage } from '../../model/desired.ts';
import type { Blocker } from '../../model/plan.ts';
import { blockedDecision, type Decision, type ImageCase } from './decision.ts';

/** Plans an entry whose publisher says that it has expired: it is not created, and stays unchanged if the file wants that. */
export function planExpired({ image, match }: ImageCase): Decision | null {
  const { expiry } = image;
  if (!expiry || (match.live && !expiry.unchanged)) return null;
  if (!match.live && isWanted(image)) return blockedDecision('create', neverCreated(expiry.reason));
  return {
    action: 'unchanged',
    reason: expiry.reason,
    fields: [],
    content: null,
    steps: [],
    warnings: [`${expiry.reason}; ${match.live ? 'it is left as it is' : 'it is not created'}`],
  };
}

/** Whether the file itself asks for the image: a list may hold expired images beside the others. */
function isWanted({ listed, expired = 'keep' }: DesiredImage): boolean {
  return listed === undefined && expired === 'keep';
}

function neverCreated(reason: string): Blocker {
  return {
    code: 'expired',
    message: `${reason}, so reconcile does not create it, and the cloud has no image of it. Remove the entry, choose another image, or say what to do with expired images (\`expired:\`).`,
    candidates: [],
  };
}
