import type { Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { matchesGlob, shellWord } from '../../model/text.ts';
import type { Allowances } from '../input.ts';
import type { MatchedImage } from '../match/match-all.ts';
import { replaces } from './limits.ts';

/** The blockers of the settings that prevent a change, or warnings that this run ignores such a setting. */
interface Prevention {
  readonly blockedBy: readonly Blocker[];
  readonly warnings: readonly string[];
}

const SETTINGS = {
  prevent_delete: { action: 'delete', option: '--allow-delete', allowed: 'deletes' },
  prevent_replace: { action: 'replace', option: '--allow-replace', allowed: 'replaces' },
} as const;

type Setting = keyof typeof SETTINGS;

/** Applies `prevent_delete` and `prevent_replace` of the file, unless an option of this run allows the change. */
export function prevent({ image, match, input }: MatchedImage, steps: readonly Step[]): Prevention {
  const allowances = input.allowed;
  const published = [match.live, ...match.superseded].filter((live) => live?.name === image.name);
  const publishedIds = published.flatMap((live) => (live ? [live.id] : []));
  const deletes = steps.some((step) => step.kind === 'delete' && step.reason === 'absent');
  const preventions = [
    ...(image.preventReplace && replaces(steps, match.live?.id ?? null, publishedIds)
      ? [preventedBy('prevent_replace', image.name, allowances)]
      : []),
    ...(deletes && image.preventDelete ? [preventedBy('prevent_delete', image.name, allowances)] : []),
  ];
  return {
    blockedBy: preventions.flatMap(({ blockedBy }) => blockedBy),
    warnings: preventions.flatMap(({ warnings }) => warnings),
  };
}

function preventedBy(setting: Setting, name: string, allowances: Allowances | undefined): Prevention {
  const { action } = SETTINGS[setting];
  return unlessAllowed(setting, name, allowances, {
    says: `the file says \`${setting}: true\` for this image, and this change would ${action} it. Remove the setting`,
    candidates: [],
  });
}

/** The field of an entry that has the effect of each value of `prune`. */
const ENTRY_FOR = {
  hide: '`hidden: true`',
  deactivate: '`status: deactivated`',
  delete: '`state: absent` in its place',
} as const;

/** Applies `prevent_delete` to an unlisted image, whose markers record that its entry said so. */
export function preventPruning(
  name: string,
  candidates: readonly string[],
  prune: keyof typeof ENTRY_FOR,
  allowances: Allowances | undefined,
): Prevention {
  return unlessAllowed('prevent_delete', name, allowances, {
    says: `the file said \`prevent_delete: true\` while it listed this image, and this change would ${prune} it (prune: ${prune}). Put the entry back, with ${ENTRY_FOR[prune]}`,
    candidates,
  });
}

function unlessAllowed(
  setting: Setting,
  name: string,
  allowances: Allowances | undefined,
  { says, candidates }: { readonly says: string; readonly candidates: readonly string[] },
): Prevention {
  const { option, allowed } = SETTINGS[setting];
  if (allowances?.[allowed].some((pattern) => matchesGlob(name, pattern))) {
    return {
      blockedBy: [],
      warnings: [`this run ignores \`${setting}\`, because ${option} was given`],
    };
  }
  const message = `${says}, or allow it for one run with ${option} ${shellWord(name)}`;
  return { blockedBy: [{ code: 'guard', message, candidates }], warnings: [] };
}
