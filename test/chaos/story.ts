import { type Cast, type Prune, type Role, type StoryOptions, stateOf, wantedOf } from './cast.ts';
import { APPLY, type Command, type Scene } from './scene.ts';

/** A year in the life of a stack: created, replaced, shared, changed, renamed, pruned and rolled back. */
export function tellStory(options: StoryOptions): readonly Scene[] {
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
  const back = rollbacks(options, last!.cast);
  return [...applied, ...back, nightAfter(back), letGo(options, last!.cast)];
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

/** The images that are rolled back: their name now, and their role afterwards. */
const ROLLED_BACK = [
  { title: 'roll back a public image', key: 'web', published: 'web new', label: 'web/2', backups: ['web/3'] },
  {
    title: 'roll back a protected image with two backups',
    key: 'db',
    published: 'db',
    label: 'db/3',
    backups: ['db/4', 'db/2'],
  },
  {
    title: 'roll back a shared and accepted image',
    key: 'team',
    published: 'team',
    label: 'team/1',
    backups: ['team/2'],
  },
] as const;

/** Rolls back to an id, so that a repeated command means the same. The file does not change, and every image is held. */
function rollbacks(options: StoryOptions, from: Cast): readonly Scene[] {
  const state = stateOf(options, from, 'delete');
  let cast = from;
  return ROLLED_BACK.map(({ title, key, published, label, backups }) => {
    cast = { ...cast, [key]: { ...from[key]!, label, backups } };
    const rollback: Command = (idOf, name) => [
      'rollback',
      name(published),
      '--to',
      idOf(label),
      '--yes',
      '-f',
      'glance.yaml',
    ];
    return {
      title,
      command: rollback,
      state,
      // A nightly run meets the rest of a rollback, which it completes or leaves alone.
      otherReruns: [{ command: APPLY }, { command: rollback }],
      after: wantedOf(options, cast),
      isPrologue: false,
    };
  });
}

/** The nightly run after the rollbacks changes nothing, although the file wants the other contents. */
function nightAfter(back: readonly Scene[]): Scene {
  const [last] = back.slice(-1);
  const { state, after } = last!;
  return {
    title: 'apply the unchanged file after the rollbacks: the images are held',
    command: APPLY,
    state,
    after,
    isPrologue: false,
  };
}

/** The wanted contents are in backups: a run that ends the holds publishes them again. */
function letGo(options: StoryOptions, cast: Cast): Scene {
  return {
    title: 'end the holds: apply the file as it was before the rollbacks',
    command: (idOf, name) => [
      ...APPLY(idOf, name),
      ...ROLLED_BACK.flatMap(({ published }) => ['--unhold', name(published)]),
    ],
    state: stateOf(options, cast, 'delete'),
    after: wantedOf(options, cast),
    isPrologue: false,
  };
}
