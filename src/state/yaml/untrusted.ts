import { liesIn } from '../../files/lies-in.ts';
import type { ErrorList } from './errors.ts';
import type { SourceText } from './source-text.ts';
import { child, isNull, type MapNode } from './tree.ts';

/** How to read the state file of a stranger. */
export interface Untrusted {
  /** True when the runner has chosen the cloud, so that `identity` means nothing anyway. */
  readonly cloudIsChosen: boolean;
}

/**
 * The section without `server.identity`: a stranger may name an entry of the runner's clouds.yaml, but give no address
 * and no credentials. An identity that would have counted is an error.
 */
export function withoutIdentity(glance: MapNode, { cloudIsChosen }: Untrusted, errors: ErrorList): MapNode {
  const server = glance.entries.get('server');
  if (server?.value.kind !== 'map') return glance;
  const identity = server.value.entries.get('identity');
  if (identity === undefined) return glance;
  const counts = !cloudIsChosen && child(server.value, 'cloud') === undefined;
  if (counts && !isNull(identity.value)) {
    errors.add(
      identity.keyPlace,
      'with --untrusted, the runner alone says where the cloud is, so the file must not have an "identity"',
      'Choose the cloud of the run with --os-cloud NAME; reconcile then ignores "identity". NAME is envvars for the OS_* variables.',
    );
  }
  const entries = new Map([...server.value.entries].filter(([key]) => key !== 'identity'));
  const rest = { ...server, value: { ...server.value, entries } };
  return { ...glance, entries: new Map(glance.entries).set('server', rest) };
}

/** Reports every path of a file that leads out of the folder of its state file, symbolic links resolved. */
export async function refuseOutside(sources: readonly SourceText[], errors: ErrorList): Promise<void> {
  for (const { directory, paths } of sources) {
    for (const { place, path } of paths) {
      if (await liesIn(path, [directory])) continue;
      errors.add(
        place,
        'with --untrusted, a file must lie in the folder of the state file, and this path leads elsewhere',
        'Put the file beside the state file, or plan without --untrusted after a review.',
      );
    }
  }
}
