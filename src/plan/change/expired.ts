import type { Blocker } from '../../model/plan.ts';
import { blockedDecision, type Decision, type ImageCase } from './decision.ts';

/**
 * Plans an entry whose publisher says that it has expired: it is not created, and stays unchanged if the file wants that. An
 * entry of the file itself that has no image is blocked: the file asks for an image that no run will create. A list may
 * hold expired images beside the others.
 */
export function planExpired({ image, match }: ImageCase): Decision | null {
  const { expiry } = image;
  if (!expiry || (match.live && !expiry.unchanged)) return null;
  if (!match.live && expiry.unchanged && image.listed === undefined)
    return blockedDecision('create', neverCreated(expiry.reason));
  return {
    action: 'unchanged',
    reason: expiry.reason,
    fields: [],
    content: null,
    steps: [],
    warnings: [`${expiry.reason}; ${match.live ? 'it is left as it is' : 'it is not created'}`],
  };
}

function neverCreated(reason: string): Blocker {
  return {
    code: 'expired',
    message: `${reason}, so reconcile does not create it, and there is no earlier image to keep. Remove the entry, choose another image, or say what to do with expired images (\`expired:\`).`,
    candidates: [],
  };
}
