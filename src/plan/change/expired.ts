import type { Decision, ImageCase } from './decision.ts';

/** An image whose publisher says that it has expired is never created, and left as it is where the file wants that. */
export function suspension({ image, match }: ImageCase): Decision | null {
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
