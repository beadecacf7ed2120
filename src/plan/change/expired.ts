import type { Decision, ImageCase } from './decision.ts';

/** Plans an entry whose publisher says that it has expired: it is not created, and stays unchanged if the file wants that. */
export function planExpired({ image, match }: ImageCase): Decision | null {
  const { expiry } = image;
  if (!expiry || (match.live && !expiry.unchanged)) return null;
  return {
    action: 'unchanged',
    reason: expiry.reason,
    fields: [],
    content: null,
    steps: [],
    warnings: [`${expiry.reason}; ${match.live ? 'it is left as it is' : 'it is not created'}`],
  };
}
