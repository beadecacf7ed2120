import { unlessAborted } from '../../model/abort.ts';
import type { Desired, StateFile, UnknownFormat } from '../../model/desired.ts';
import { StateError, type StateFault } from '../../model/errors.ts';
import type { RunContext } from '../../model/run-context.ts';
import { suggestion } from '../../model/text.ts';
import type { RunTarget } from '../connect.ts';

type FormatField = UnknownFormat['field'];

/** A sentence for each format of the file that only the service can know. */
export function unknownFormatWarnings({
  unknownFormats = [],
}: Pick<StateFile, 'unknownFormats'>): readonly string[] {
  const words = unknownFormats.map(
    ({ field, written }) =>
      `reconcile does not know the ${titleOf(field)} ${written}: plan and apply ask the service for it`,
  );
  return [...new Set(words)];
}

/**
 * Throws `StateError` with each format that reconcile does not know and a target's service does not offer. Asks a service
 * for its schema only where an image of the state has such a format.
 */
export async function refuseUnofferedFormats(
  { unknownFormats = [] }: Pick<StateFile, 'unknownFormats'>,
  { images }: Pick<Desired, 'images'>,
  targets: readonly Pick<RunTarget, 'glance'>[],
  { signal }: Pick<RunContext, 'signal'>,
): Promise<void> {
  const present = images.filter(({ state }) => state === 'present');
  const used = {
    disk_format: new Set(present.map(({ diskFormat }) => diskFormat)),
    container_format: new Set(present.map(({ containerFormat }) => containerFormat)),
  } as const;
  const wanted = unknownFormats.filter(({ field, word }) => used[field].has(word));
  if (wanted.length === 0) return;
  const faults: StateFault[] = [];
  for (const { glance } of targets) {
    const offers = await unlessAborted(glance.schemas.formats(), signal);
    for (const unknown of wanted) {
      const offered = offers[unknown.field];
      if (offered && !offered.includes(unknown.word)) faults.push(notOffered(unknown, offered));
    }
  }
  if (faults.length > 0) throw new StateError(faults);
}

function notOffered({ field, word, written, fault }: UnknownFormat, offered: readonly string[]): StateFault {
  return {
    ...fault,
    message: `the service offers no ${titleOf(field)} ${written}`,
    hint: suggestion(word, offered),
  };
}

function titleOf(field: FormatField): string {
  return field === 'disk_format' ? 'disk format' : 'container format';
}
