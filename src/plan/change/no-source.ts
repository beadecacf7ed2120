import { isKnown, isOwn } from '../../image/ownership.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { ownersOf } from '../input.ts';
import { indexOf } from '../match/indexes.ts';
import type { ImageCase } from './decision.ts';

/** Most ids that a message names. */
const SHOWN = 5;

/** Blocks an entry without a `source` whose content is nowhere: names images of other projects that may be meant. */
export function blockWithoutSource(imageCase: ImageCase): Blocker {
  const { live } = imageCase.match;
  if (live) {
    return {
      code: 'no-source',
      message:
        'the live image does not hold the wanted content, and the file gives no `source` to replace it from.',
      candidates: [live.id],
    };
  }
  const others = ofOtherProjects(imageCase);
  return {
    code: 'no-source',
    message: others.length === 0 ? MISSING : elsewhere(others),
    candidates: others.map(({ id }) => id).sort(),
  };
}

const MISSING = 'there is no such image, and the file gives no `source` to create it from.';

/** The images of this name that an administrator sees in other projects, and public ones. */
function ofOtherProjects({ image, input }: ImageCase): readonly Image[] {
  const owners = ownersOf(image, input);
  if (!isKnown(owners)) return [];
  const named = indexOf(input.observed.images).withNames(new Set([image.name]));
  return named.filter((live) => live.owner !== null && !isOwn(live, owners));
}

function elsewhere(others: readonly Image[]): string {
  const shown = others.slice(0, SHOWN).map(({ id, owner }) => `${id} (project ${owner})`);
  const more = others.length - shown.length;
  const list = [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `this project has no such image, and the file gives no \`source\` to create it from. Other projects have an image of this name: ${list}. To manage that image, give its project as \`owner:\`.`;
}

/** Blocks an upload whose source apply cannot use: it is gone, or it is not what the entry says. */
export function blockUnusableSource(
  { facts }: Pick<ImageCase, 'facts'>,
  steps: readonly Step[],
): readonly Blocker[] {
  const problem = facts?.problem;
  if (!problem?.lasts || !steps.some(({ kind }) => kind === 'upload')) return [];
  const message = `the source cannot be used: ${problem.message}${problem.hint === null ? '' : `. ${problem.hint}`}`;
  return [{ code: 'unusable-source', message, candidates: [] }];
}
