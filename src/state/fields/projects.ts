import { projectKey } from '../../model/observed.ts';
import type { ProjectReference } from '../../model/project-reference.ts';
import type { ErrorList } from '../yaml/errors.ts';
import { describePlace, position } from '../yaml/source-text.ts';
import { child, type Node } from '../yaml/tree.ts';
import { validTextOf } from './text-values.ts';

/** Reads a project of `members` or `owner`: a name or id, `{project, domain}`, or `{id}`. Undefined when invalid. */
export function readProject(node: Node, errors: ErrorList): ProjectReference | undefined {
  if (errors.hasError(node)) return undefined;
  const at = position(node.place);
  if (node.kind === 'scalar') return node.type === 'string' ? { project: node.text, at } : undefined;
  const project = validTextOf(child(node, 'project'), errors);
  const id = validTextOf(child(node, 'id'), errors);
  const domain = validTextOf(child(node, 'domain'), errors);
  if (id !== undefined && project === undefined && domain === undefined) return { project: id, at };
  if (id === undefined && project !== undefined)
    return domain === undefined ? { project, at } : { project, domain, at };
  const isComplete = ['project', 'id', 'domain'].every((key) => {
    const value = child(node, key);
    return value === undefined || validTextOf(value, errors) !== undefined;
  });
  if (isComplete)
    errors.report(
      node,
      'a project needs either "project" or "id"',
      'Write {project: NAME, domain: DOMAIN} or {id: ID}.',
    );
  return undefined;
}

/** Reads the member list, and reports a project that it lists twice. */
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
        'Remove one of the two.',
      );
  }
  return [...members.values()].map(({ reference }) => reference);
}

/** Reports `can_share: true`. Images API v1 let a member share an image further; v2 has no such right. */
export function refuseSharing(node: Node, errors: ErrorList): void {
  if (node.kind !== 'scalar' || node.value !== true) return;
  errors.report(
    node,
    '"can_share: true" has no effect, as the Images API v2 gives members no right to share an image further',
    'Remove "can_share", and list every project under "members".',
  );
}
