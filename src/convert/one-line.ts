import { holdsFourBytes } from '../state/fields/stored-text.ts';

/** Characters of a name, a tag or a version in a state file. */
const LONGEST = 255;

/** Whether a state file can hold a text as a name: one line, 1 to 255 characters, nothing unseen, and no emoji. */
export function isOneLine(text: string): boolean {
  return text !== '' && text.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(text) && !holdsFourBytes(text);
}
