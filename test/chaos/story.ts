import { type Cast, type Prune, type Role, type StoryOptions, stateOf, wantedOf } from './cast.ts';
import { APPLY, type Scene } from './scene.ts';

/** A year in the life of a stack: created, replaced, shared, changed, renamed, pruned and rolled back. */
export function tellStory(options: StoryOptions): readonly Scene[] {
  const name = (key: string) => `${options.prefix}${key}`;
  const acts = castings(options);
  const applied = acts.map(
    ({ title, cast, prune, ...rest }, index): Scene => ({
      title,
      command: APPLY,
      state: stateOf(options, cast, prune),
      after: wantedOf(options, cast),
      isFirst: index === 0,
      isPrologue: index === 0,
      ...rest,
    }),
  );
  const [last] = acts.slice(-1);
  return [...applied, ...rollbacks(options, last!.cast, name), undoing(options, last!.cast)];
}

interface Act extends Pick<Scene, 'title' | 'before' | 'given'> {
  readonly cast: Cast;
  readonly prune: Prune;
}

function castings(options: StoryOptions): readonly Act[] {
  const { prefix } = options;
  const acts: Act[] = [];
  let cast: Cast = {
    db: { label: 'db/1', protected: true, keep: 2 },
    lean: { label: 'lean/1', visibility: 'community', keep: 0 },
    asleep: { label: 'asleep/1', status: 'deactivated', backupStatus: 'deactivated' },
    leaving: { label: 'leaving/1', visibility: 'public', protected: true },
    gone: { label: 'gone/1' },
  };
  const act = (title: string, changes: Cast, more: Partial<Act> = {}) => {
    cast = { ...cast, ...changes };
    acts.push({ title, cast, prune: null, ...more });
  };
  const { db, lean, asleep } = cast as Required<Cast>;
  const web: Role = {
    label: 'web/1',
    visibility: 'public',
    tags: ['linux', 'web'],
    properties: { hw_disk_bus: 'virtio', os_distro: 'debian' },
  };
  const team: Role = { label: 'team/1', members: { tenant1: 'pending', tenant2: 'pending' } };
  const pinned: Role = { label: 'pinned/1', id: options.pinnedId };
  const found: Role = { label: 'found/2', algorithm: 'md5', backups: ['found/1'] };

  act('existing images', {});
  act(
    'create; replace an image made by hand',
    { web, team, pinned, found },
    {
      given: [...wantedOf(options, cast), ...wantedOf(options, { found: { label: 'found/1', backups: [] } })],
      before: (others) => others.create(`${prefix}found`, 'found/1'),
    },
  );
  act(
    'replace: public, protected, shared and accepted, without a backup, deactivated',
    {
      web: { ...web, label: 'web/2', backups: ['web/1'] },
      db: { ...db!, label: 'db/2', backups: ['db/1'] },
      team: { label: 'team/2', members: { tenant1: 'accepted', tenant2: 'pending' }, backups: ['team/1'] },
      lean: { ...lean!, label: 'lean/2' },
      asleep: { ...asleep!, label: 'asleep/2', backups: ['asleep/1'] },
    },
    { before: (others) => others.accept(`${prefix}team`, 'tenant1') },
  );
  act('change properties, tags, members, visibility and status; replace what keeps two backups', {
    web: {
      ...cast.web!,
      tags: ['linux'],
      properties: { hw_disk_bus: 'scsi', os_version: '13', os_distro: null },
    },
    db: { ...db!, label: 'db/3', backups: ['db/2', 'db/1'] },
    team: { ...cast.team!, members: { tenant1: 'accepted', tenant3: 'pending' } },
    asleep: { ...cast.asleep!, status: 'active' },
    pinned: { ...pinned, visibility: 'public', properties: { os_distro: 'alpine' } },
  });
  act('rename; replace past the number of backups', {
    web: { ...cast.web!, name: 'web new', previously: 'web' },
    found: { ...found, name: 'found new', previously: 'found' },
    db: { ...db!, label: 'db/4', backups: ['db/3', 'db/2'] },
  });
  const { gone: _gone, ...staying } = cast;
  cast = staying;
  act(
    'absent, and pruned; replace past one backup',
    {
      web: { ...cast.web!, label: 'web/3', backups: ['web/2'] },
      leaving: { ...cast.leaving!, isAbsent: true },
    },
    { prune: 'delete' },
  );
  return acts;
}

/** Rolls back to an id, so that a repeated command means the same. */
function rollbacks(options: StoryOptions, from: Cast, name: (key: string) => string): readonly Scene[] {
  const back: readonly (readonly [string, string, string, Role])[] = [
    ['roll back a public image', 'web', 'web new', { ...from.web!, label: 'web/2', backups: ['web/3'] }],
    [
      'roll back a protected image with two backups',
      'db',
      'db',
      { ...from.db!, label: 'db/3', backups: ['db/4', 'db/2'] },
    ],
    [
      'roll back a shared and accepted image',
      'team',
      'team',
      { ...from.team!, label: 'team/1', backups: ['team/2'] },
    ],
  ];
  let cast = from;
  return back.map(([title, key, published, role]) => {
    const state = stateOf(options, cast, 'delete');
    cast = { ...cast, [key]: role };
    return {
      title,
      command: (idOf) => [
        'rollback',
        name(published),
        '--to',
        idOf(role.label),
        '--yes',
        '-f',
        'glance.yaml',
      ],
      state,
      nextState: stateOf(options, cast, 'delete'),
      otherReruns: [{ command: APPLY, state: stateOf(options, cast, 'delete') }],
      after: wantedOf(options, cast),
      isPrologue: false,
    };
  });
}

/** The file is unchanged and its content is in a backup: the next apply restores it. */
function undoing(options: StoryOptions, cast: Cast): Scene {
  return {
    title: 'apply the file as it was before the rollbacks',
    command: APPLY,
    state: stateOf(options, cast, 'delete'),
    after: wantedOf(options, cast),
    isPrologue: false,
  };
}
