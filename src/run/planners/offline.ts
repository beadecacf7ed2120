import type { DesiredImage, StateFile } from '../../model/desired.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Planner } from '../plan-run.ts';

/**
 * Plans the whole file for an empty cloud that knows none of the file's projects and stores, nor the images that others
 * published: every image is new.
 */
export const OFFLINE: Planner = {
  make: makePlan,
  sources: true,
  choose: (file): StateFile => ({
    ...file,
    cloud: {},
    settings: { ...file.settings, prune: 'never' },
    images: file.images.map(withoutCloud),
    ...(file.lists
      ? { lists: file.lists.map((list) => ({ ...list, image: withoutCloud(list.image) })) }
      : {}),
  }),
};

function withoutCloud<Entry extends DesiredImage>(image: Entry): Entry {
  const { members: _members, owner: _owner, stores: _stores, checks, ...others } = image;
  const local = checks?.filter((check) => check.local) ?? [];
  return (local.length === 0 ? others : { ...others, checks: local }) as Entry;
}
