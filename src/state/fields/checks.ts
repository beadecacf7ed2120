import type { Check } from '../../model/desired.ts';
import { readCommand } from '../command.ts';
import type { FaultList } from '../yaml/faults.ts';
import { child, type Node } from '../yaml/tree.ts';
import { readProject } from './projects.ts';

const DEFAULT_TIMEOUT_S = 600;

/** The commands that a staged image must pass. */
export function readChecks(node: Node, faults: FaultList): readonly Check[] {
  const items = node.kind === 'list' ? node.items : [];
  return items.flatMap((item) => readCheck(item, faults) ?? []);
}

function readCheck(node: Node, faults: FaultList): Check | undefined {
  const { directory } = node.place.source;
  if (node.kind !== 'map') {
    const command = readCommand(node, faults);
    return command && { command, directory, timeout: DEFAULT_TIMEOUT_S, keep: false };
  }
  const given = child(node, 'command');
  const command = given && readCommand(given, faults);
  if (!command) return undefined;
  const timeout = child(node, 'timeout');
  const keep = child(node, 'keep');
  const member = child(node, 'member');
  const project = member && readProject(member, faults);
  return {
    command,
    directory,
    timeout:
      timeout?.kind === 'scalar' && typeof timeout.value === 'number' ? timeout.value : DEFAULT_TIMEOUT_S,
    keep: keep?.kind === 'scalar' && keep.value === true,
    ...(project ? { member: project } : {}),
  };
}
