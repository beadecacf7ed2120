import { createHash } from 'node:crypto';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { LocalCheck } from '../model/step.ts';

/**
 * Records on the staged image which local checks its bytes pass: no byte is sent before they have. If the run dies after
 * the upload, the next one knows it.
 */
export function localChecksMark(checks: readonly LocalCheck[] = []): Readonly<Record<string, string>> {
  if (checks.length === 0) return {};
  const commands = JSON.stringify(checks.map(({ command, directory }) => [command, directory]));
  return { [MARKER.checked]: createHash('sha256').update(commands).digest('hex').slice(0, 16) };
}

/** Whether the data of a staged image has passed the local checks whose mark is given. */
export function hasMark(staged: Image, mark: Readonly<Record<string, string>>): boolean {
  const wanted = mark[MARKER.checked];
  return wanted === undefined || staged.properties[MARKER.checked] === wanted;
}
