import type { ErrorList } from '../yaml/errors.ts';
import { entriesOf, type Node } from '../yaml/tree.ts';

/** A character beyond the Basic Multilingual Plane, which takes four bytes in UTF-8. */
const FOUR_BYTES = /[\u{10000}-\u{10FFFF}]/u;

/** Whether Glance refuses the text (400) for its four-byte characters, with any database. */
export function holdsFourBytes(text: string): boolean {
  return FOUR_BYTES.test(text);
}

/** Reports every text in a field's value, map keys included, that Glance would refuse at creation. */
export function refuseFourByteText(node: Node, what: string, errors: ErrorList): void {
  switch (node.kind) {
    case 'scalar':
      if (holdsFourBytes(node.text)) errors.report(node, ...fourByteError(what, node.text));
      return;
    case 'list':
      for (const item of node.items) refuseFourByteText(item, what, errors);
      return;
    case 'map':
      for (const entry of entriesOf(node)) {
        if (holdsFourBytes(entry.key)) errors.add(entry.keyPlace, ...fourByteError(what, entry.key));
        refuseFourByteText(entry.value, what, errors);
      }
  }
}

/** The message and hint for a four-byte character; `what` names the field. */
export function fourByteError(what: string, text: string): readonly [message: string, hint: string] {
  const [character = ''] = FOUR_BYTES.exec(text) ?? [];
  const code = character.codePointAt(0)?.toString(16).toUpperCase() ?? '';
  return [
    `Glance accepts no characters beyond U+FFFF in ${what}, and this holds U+${code}`,
    'Remove emoji and similar characters.',
  ];
}
