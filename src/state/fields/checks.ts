import path from 'node:path';
import type { Check } from '../../model/desired.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, type Node } from '../yaml/tree.ts';
import { readProject } from './projects.ts';

const DEFAULT_TIMEOUT_S = 600;

/** The commands that a staged image must pass. */
export function readChecks(node: Node, errors: ErrorList): readonly Check[] {
  const items = node.kind === 'list' ? node.items : [];
  return items.flatMap((item) => readCheck(item, errors) ?? []);
}

function readCheck(node: Node, errors: ErrorList): Check | undefined {
  const { directory } = node.place.source;
  if (node.kind !== 'map') {
    const command = readCommand(node, errors);
    return command && { command, directory, timeout: DEFAULT_TIMEOUT_S, keep: false };
  }
  const given = child(node, 'command');
  const command = given && readCommand(given, errors);
  if (!command) return undefined;
  const timeout = child(node, 'timeout');
  const keep = child(node, 'keep');
  const member = child(node, 'member');
  const project = member && readProject(member, errors);
  return {
    command,
    directory,
    timeout:
      timeout?.kind === 'scalar' && typeof timeout.value === 'number' ? timeout.value : DEFAULT_TIMEOUT_S,
    keep: keep?.kind === 'scalar' && keep.value === true,
    ...(project ? { member: project } : {}),
  };
}

/**
 * A command as a program and its arguments. Text is a line for the shell; a program that is named with a `/` starts at
 * the state file's directory.
 */
export function readCommand(node: Node, errors: ErrorList): readonly string[] | undefined {
  if (errors.isBlamed(node)) return undefined;
  if (node.kind === 'scalar') {
    return node.type === 'string' ? ['/bin/sh', '-c', node.text] : undefined;
  }
  if (node.kind !== 'list') return undefined;
  const words = node.items.flatMap((item) =>
    item.kind === 'scalar' && item.type === 'string' && !errors.isBlamed(item) ? [item.text] : [],
  );
  if (words.length < node.items.length) return undefined;
  const [program = '', ...rest] = words;
  if (program === '' || words.some((word) => word.includes('\0'))) {
    errors.report(node, 'not a command', 'Write the program first, then its arguments.');
    return undefined;
  }
  const { directory } = node.place.source;
  return [program.includes('/') ? path.resolve(directory, program) : program, ...rest];
}
