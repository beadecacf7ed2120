import type { ProjectReference } from '../../model/desired.ts';
import { projectKey } from '../../model/observed.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace, position } from '../yaml/source-text.ts';
import { child, type Node } from '../yaml/tree.ts';

/** A project as `members` and `owner` name it: a name or id, `{project, domain}`, or `{id}`. */
export function readProject(node: Node, errors: ErrorList): ProjectReference | undefined {
  if (errors.isBlamed(node)) return undefined;
  const at = position(node.place);
  if (node.kind === 'scalar') return node.type === 'string' ? { project: node.text, at } : undefined;
  const project = usable(child(node, 'project'), errors);
  const id = usable(child(node, 'id'), errors);
  const domain = usable(child(node, 'domain'), errors);
  if (id !== undefined && project === undefined && domain === undefined) return { project: id, at };
  if (id === undefined && project !== undefined)
    return domain === undefined ? { project, at } : { project, domain, at };
  const isComplete = ['project', 'id', 'domain'].every((key) => {
    const value = child(node, key);
    return value === undefined || usable(value, errors) !== undefined;
  });
  if (isComplete) errors.report(node, 'a project is {project: NAME, domain: DOMAIN}, or {id: ID}');
  return undefined;
}

/** The member list; a project that stands there twice is a fault. */
export function readMembers(node: Node, errors: ErrorList): readonly ProjectReference[] {
  const members = new Map<string, { readonly reference: ProjectReference; readonly node: Node }>();
  for (const item of node.kind === 'list' ? node.items : []) {
    const sharing = child(item, 'can_share');
    if (sharing) refuseSharing(sharing, errors);
    const reference = readProject(item, errors);
    if (reference === undefined) continue;
    const other = members.get(projectKey(reference));
    if (other === undefined) members.set(projectKey(reference), { reference, node: item });
    else
      errors.report(
        item,
        `the member ${JSON.stringify(reference.project)} is listed twice, first at ${describePlace(other.node.place)}`,
        'Keep one of the two.',
      );
  }
  return [...members.values()].map(({ reference }) => reference);
}

/** Images API v1 let a member share an image further; v2 cannot, so only a false is what it already is. */
export function refuseSharing(node: Node, errors: ErrorList): void {
  if (node.kind !== 'scalar' || node.value !== true) return;
  errors.report(
    node,
    '"can_share: true" cannot be kept: the Images API v2 gives members no right to share an image further',
    'Remove it, and list every project under "members".',
  );
}

function usable(node: Node | undefined, errors: ErrorList): string | undefined {
  return node?.kind === 'scalar' && node.type === 'string' && !errors.isBlamed(node) ? node.text : undefined;
}
