import type { Check } from '../../model/desired.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { child, type Node, shownPath } from '../yaml/tree.ts';
import { readProject } from './projects.ts';
import { validTextOf } from './text-values.ts';

const DEFAULT_TIMEOUT_S = 600;

/** Reads `checks`: the commands that a staged image must pass. */
export function readChecks(node: Node, errors: ErrorList): readonly Check[] {
  const items = node.kind === 'list' ? node.items : [];
  return items.flatMap((item) => readCheck(item, errors) ?? []);
}

function readCheck(node: Node, errors: ErrorList): Check | undefined {
  const directory = shownPath(node, '.');
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
  const isLocal = isTrue(child(node, 'local'));
  if (isLocal) refuseCloudFields(node, errors);
  return {
    command,
    directory,
    timeout:
      timeout?.kind === 'scalar' && typeof timeout.value === 'number' ? timeout.value : DEFAULT_TIMEOUT_S,
    keep: isTrue(keep),
    ...(project ? { member: project } : {}),
    ...(isLocal ? { local: true } : {}),
  };
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** A local check runs before the upload: there is no image yet to keep or to share. */
function refuseCloudFields(node: Node, errors: ErrorList): void {
  for (const name of ['keep', 'member']) {
    const field = child(node, name);
    if (field === undefined || (name === 'keep' && !isTrue(field))) continue;
    errors.report(
      field,
      `"${name}" does not work with "local: true": the check runs before anything is uploaded`,
      `Remove "${name}", or "local: true".`,
    );
  }
}

/**
 * Reads a command as a program and its arguments. A string becomes a line for the shell. In a list, a program with a
 * `/` in its name is relative to the state file's directory; it stays so in plans and recipes, which then hold in every
 * checkout. Undefined for an invalid command.
 */
export function readCommand(node: Node, errors: ErrorList): readonly string[] | undefined {
  if (errors.hasError(node)) return undefined;
  if (node.kind === 'scalar') {
    return node.type === 'string' ? ['/bin/sh', '-c', node.text] : undefined;
  }
  if (node.kind !== 'list') return undefined;
  const words = node.items.flatMap((item) => validTextOf(item, errors) ?? []);
  if (words.length < node.items.length) return undefined;
  const [program = '', ...rest] = words;
  if (program === '' || words.some((word) => word.includes('\0'))) {
    errors.report(
      node,
      'a command must begin with a program, and must not hold NUL characters',
      'Write the program first, then its arguments.',
    );
    return undefined;
  }
  return [program.includes('/') ? programPath(node, program) : program, ...rest];
}

/** A path with a `/`: without one, the program would be looked for on the PATH. */
function programPath(node: Node, program: string): string {
  const shown = shownPath(node, program);
  return shown.includes('/') ? shown : `./${shown}`;
}
