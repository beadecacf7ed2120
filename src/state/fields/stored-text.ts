import type { ErrorList } from '../yaml/errors.ts';
import { entriesOf, type Node } from '../yaml/tree.ts';

/** Beyond the Basic Multilingual Plane: four bytes in UTF-8. */
const FOUR_BYTES = /[\u{10000}-\u{10FFFF}]/u;

/** Whether Glance refuses the text (400) for its four-byte characters, whatever database it has. */
export function holdsFourBytes(text: string): boolean {
  return FOUR_BYTES.test(text);
}

/** Blames every text in a field's value, keys of mappings included, that Glance would refuse at creation. */
export function refuseFourByteText(node: Node, what: string, errors: ErrorList): void {
  switch (node.kind) {
    case 'scalar':
      if (holdsFourBytes(node.text)) errors.report(node, ...fault(what, node.text));
      return;
    case 'list':
      for (const item of node.items) refuseFourByteText(item, what, errors);
      return;
    case 'map':
      for (const entry of entriesOf(node)) {
        if (holdsFourBytes(entry.key)) errors.add(entry.keyPlace, ...fault(what, entry.key));
        refuseFourByteText(entry.value, what, errors);
      }
  }
}

/** The message and the way out. */
export function fault(what: string, text: string): readonly [message: string, hint: string] {
  const [character = ''] = FOUR_BYTES.exec(text) ?? [];
  const code = character.codePointAt(0)?.toString(16).toUpperCase() ?? '';
  return [
    `Glance takes no characters beyond U+FFFF in ${what}, and this holds U+${code}`,
    'Leave emoji and other such characters out.',
  ];
}
