import path from 'node:path';
import type { FaultList } from './yaml/faults.ts';
import type { Node } from './yaml/tree.ts';

/**
 * A command as a program and its arguments. Text is a line for the shell; a program that is named with a `/` starts at
 * the state file's directory.
 */
export function readCommand(node: Node, faults: FaultList): readonly string[] | undefined {
  if (faults.isBlamed(node)) return undefined;
  if (node.kind === 'scalar') {
    return node.type === 'string' ? ['/bin/sh', '-c', node.text] : undefined;
  }
  if (node.kind !== 'list') return undefined;
  const words = node.items.flatMap((item) =>
    item.kind === 'scalar' && item.type === 'string' && !faults.isBlamed(item) ? [item.text] : [],
  );
  if (words.length < node.items.length) return undefined;
  const [program = '', ...rest] = words;
  if (program === '' || words.some((word) => word.includes('\0'))) {
    faults.blame(node, 'not a command', 'Write the program first, then its arguments.');
    return undefined;
  }
  const { directory } = node.place.source;
  return [program.includes('/') ? path.resolve(directory, program) : program, ...rest];
}
