import type { Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { shellWord } from '../../model/text.ts';
import type { Allowances } from '../input.ts';
import type { MatchedImage } from '../match/match-all.ts';
import { matchesPattern } from '../selection.ts';
import { replaces } from './limits.ts';

/** What a setting keeps from being done, or a word on its having been set aside. */
export interface Prevention {
  readonly blockedBy: readonly Blocker[];
  readonly warnings: readonly string[];
}

const SETTINGS = {
  prevent_delete: { action: 'delete', option: '--allow-delete', allowed: 'deletes' },
  prevent_replace: { action: 'replace', option: '--allow-replace', allowed: 'replaces' },
} as const;

type Setting = keyof typeof SETTINGS;

/** `prevent_delete` and `prevent_replace` of the file, unless this run is allowed what they prevent. */
export function prevent({ image, match, input }: MatchedImage, steps: readonly Step[]): Prevention {
  const allowances = input.allowed;
  const published = [match.live, ...match.superseded].filter((live) => live?.name === image.name);
  const bearers = published.flatMap((live) => (live ? [live.id] : []));
  const deletes = steps.some((step) => step.kind === 'delete' && step.reason === 'absent');
  const preventions = [
    ...(image.preventReplace && replaces(steps, match.live?.id ?? null, bearers)
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
    says: `the file says \`${setting}: true\` for this image, and this would ${action} it. Take the setting out`,
    candidates: [],
  });
}

/** What an entry says for what `prune` would do in its absence. */
const ENTRY_FOR = {
  hide: '`hidden: true`',
  deactivate: '`status: deactivated`',
  delete: '`state: absent` in its place',
} as const;

/** The entry has left the file; the image itself still bears what it said. */
export function preventPruning(
  name: string,
  candidates: readonly string[],
  prune: keyof typeof ENTRY_FOR,
  allowances: Allowances | undefined,
): Prevention {
  return unlessAllowed('prevent_delete', name, allowances, {
    says: `the file said \`prevent_delete: true\` for this image until its entry left, and this would ${prune} it (prune: ${prune}). Put the entry back, with ${ENTRY_FOR[prune]}`,
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
  if (allowances?.[allowed].some((pattern) => matchesPattern(name, pattern))) {
    return {
      blockedBy: [],
      warnings: [`\`${setting}\` is set aside for this run, as ${option} was given`],
    };
  }
  const message = `${says}, or allow it for one run with ${option} ${shellWord(name)}`;
  return { blockedBy: [{ code: 'guard', message, candidates }], warnings: [] };
}
