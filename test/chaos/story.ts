import { stringify } from 'yaml';
import type { Contents } from './contents.ts';

/** One image as it must be after a scene, by everything that a user can see of it. */
export interface Wanted {
  readonly key: string;
  readonly name: string;
  /** Label of its content. */
  readonly content: string;
  readonly id?: string;
  readonly visibility: 'public' | 'community' | 'shared' | 'private';
  readonly status?: 'active' | 'deactivated';
  readonly hidden?: boolean;
  readonly protected?: boolean;
  readonly tags?: readonly string[];
  /** Those that the story speaks of; null: must not be there. */
  readonly properties?: Readonly<Record<string, string | null>>;
  /** Status by project name. */
  readonly members?: Readonly<Record<string, 'accepted' | 'pending'>>;
  /** Labels of the contents that its backups hold, in no order. */
  readonly backups?: readonly string[];
  readonly backupStatus?: 'active' | 'deactivated';
}

/** One apply of the story: what comes before it, and what must be afterwards. */
export interface Scene {
  readonly title: string;
  /** What is there before, where that is not what the scene before left. */
  readonly given?: readonly Wanted[];
  /** What others do to the cloud just before. */
  readonly before?: (others: Others) => Promise<void>;
  /** The state file, without how the cloud is reached. */
  readonly state: unknown;
  /** Arguments of the program that make the change. */
  readonly command: Command;
  /** What the state file says from then on, where it is something else. */
  readonly nextState?: unknown;
  /** All images of the story afterwards. */
  readonly after: readonly Wanted[];
}

/** `idOf` gives the id of the image that holds a content before the scene. */
export type Command = (idOf: (label: string) => string) => readonly string[];

/** Other users of the cloud. */
export interface Others {
  /** Creates an image by hand. */
  create(name: string, content: string): Promise<void>;
  /** A project accepts what is shared with it. */
  accept(name: string, project: string): Promise<void>;
}

export interface StoryOptions {
  /** Put before every name, so that stories on one cloud stay apart. */
  readonly prefix: string;
  /** Of the image that pins its id. */
  readonly pinnedId: string;
  /** Where the image server answers. */
  readonly files: string;
  readonly contents: Contents;
}

type Fields = Readonly<Record<string, unknown>>;

const APPLY: Command = () => ['apply', '--yes', '-f', 'glance.yaml'];

/** A year in the life of a stack: created, replaced, shared, changed, renamed, pruned and rolled back. */
export function tellStory(options: StoryOptions): readonly Scene[] {
  const { prefix } = options;
  const name = (key: string) => `${prefix}${key}`;
  const image = (key: string, label: string, fields: Fields) => entry(options, name(key), label, fields);
  const state = (images: readonly Fields[], reconcile: Fields = {}) => stateOf(prefix, images, reconcile);

  const web: Fields = {
    public: true,
    properties: { hw_disk_bus: 'virtio', os_distro: 'debian' },
    tags: ['linux', 'web'],
  };
  const webLater: Fields = {
    public: true,
    properties: { hw_disk_bus: 'scsi', os_version: '13' },
    tags: ['linux'],
  };
  const db: Fields = { protected: true, backup: { keep: 2 } };
  const lean: Fields = { visibility: 'community', backup: false };
  const asleep: Fields = { status: 'deactivated', backup: { keep: 1, deactivate: true } };
  // Of an image that was made by hand, Glance knows the md5 and no sha256.
  const found: Fields = { checksum: `md5:${options.contents.of('found/2').md5}` };
  const team = (members: readonly string[]): Fields => ({ members, min_ram: 512 });
  const pinned = (fields: Fields): Fields => ({ id: options.pinnedId, ...fields });

  const webWanted: Wanted = {
    key: 'web',
    name: name('web'),
    content: 'web/1',
    visibility: 'public',
    tags: ['linux', 'web'],
    properties: { hw_disk_bus: 'virtio', os_distro: 'debian' },
  };
  const dbWanted: Wanted = {
    key: 'db',
    name: name('db'),
    content: 'db/1',
    visibility: 'private',
    protected: true,
  };
  const teamWanted: Wanted = {
    key: 'team',
    name: name('team'),
    content: 'team/1',
    visibility: 'shared',
    members: { tenant1: 'pending', tenant2: 'pending' },
  };
  const leanWanted: Wanted = { key: 'lean', name: name('lean'), content: 'lean/1', visibility: 'community' };
  const asleepWanted: Wanted = {
    key: 'asleep',
    name: name('asleep'),
    content: 'asleep/1',
    visibility: 'private',
    status: 'deactivated',
  };
  const pinnedWanted: Wanted = {
    key: 'pinned',
    name: name('pinned'),
    id: options.pinnedId,
    content: 'pinned/1',
    visibility: 'private',
  };
  const leavingWanted: Wanted = {
    key: 'leaving',
    name: name('leaving'),
    content: 'leaving/1',
    visibility: 'public',
    protected: true,
  };
  const goneWanted: Wanted = { key: 'gone', name: name('gone'), content: 'gone/1', visibility: 'private' };
  const foundWanted: Wanted = {
    key: 'found',
    name: name('found'),
    content: 'found/2',
    visibility: 'private',
    backups: ['found/1'],
  };
  const leaving = image('leaving', 'leaving/1', { public: true, protected: true });

  const replaced: Readonly<Record<'web' | 'db' | 'team' | 'lean' | 'asleep', Wanted>> = {
    web: { ...webWanted, content: 'web/2', backups: ['web/1'] },
    db: { ...dbWanted, content: 'db/2', backups: ['db/1'] },
    team: {
      ...teamWanted,
      content: 'team/2',
      members: { tenant1: 'accepted', tenant2: 'pending' },
      backups: ['team/1'],
    },
    lean: { ...leanWanted, content: 'lean/2' },
    asleep: { ...asleepWanted, content: 'asleep/2', backups: ['asleep/1'], backupStatus: 'deactivated' },
  };
  const changedWeb: Wanted = {
    ...webWanted,
    content: 'web/2',
    tags: ['linux'],
    properties: { hw_disk_bus: 'scsi', os_version: '13', os_distro: null },
    backups: ['web/1'],
  };
  const webLast: Wanted = { ...changedWeb, name: name('web new'), content: 'web/3', backups: ['web/2'] };
  const dbLast: Wanted = { ...dbWanted, content: 'db/4', backups: ['db/3', 'db/2'] };
  const teamChanged: Wanted = {
    ...replaced.team,
    members: { tenant1: 'accepted', tenant3: 'pending' },
  };
  const pinnedChanged: Wanted = {
    ...pinnedWanted,
    visibility: 'public',
    properties: { os_distro: 'alpine' },
  };
  const foundRenamed: Wanted = { ...foundWanted, name: name('found new') };

  const afterReplacement = [...Object.values(replaced), pinnedWanted, leavingWanted, goneWanted, foundWanted];
  const afterChanges = [
    changedWeb,
    { ...dbWanted, content: 'db/3', backups: ['db/2', 'db/1'] },
    teamChanged,
    replaced.lean,
    { ...replaced.asleep, status: 'active' },
    pinnedChanged,
    leavingWanted,
    goneWanted,
    foundWanted,
  ] satisfies readonly Wanted[];
  const afterRename = [
    { ...changedWeb, name: name('web new') },
    dbLast,
    teamChanged,
    replaced.lean,
    { ...replaced.asleep, status: 'active' },
    pinnedChanged,
    leavingWanted,
    goneWanted,
    foundRenamed,
  ] satisfies readonly Wanted[];
  const afterPrune = afterRename.filter(({ key }) => key !== 'leaving' && key !== 'gone');

  const lastWanted = (...changed: readonly Wanted[]) =>
    afterPrune.map((wanted) => changed.find(({ key }) => key === wanted.key) ?? wanted);
  const last = (webLabel: string, dbLabel: string, teamLabel: string) =>
    state(
      [
        image('web new', webLabel, { ...webLater, previously: name('web') }),
        image('db', dbLabel, db),
        image('team', teamLabel, team(['tenant1', 'tenant3'])),
        image('lean', 'lean/2', lean),
        image('asleep', 'asleep/2', { ...asleep, status: 'active' }),
        image('pinned', 'pinned/1', pinned({ public: true, properties: { os_distro: 'alpine' } })),
        { name: name('leaving'), state: 'absent' },
        image('found new', 'found/2', { ...found, previously: [name('found')] }),
      ],
      { prune: 'delete' },
    );
  // To an id, so that the same command again means the same.
  const rollback =
    (key: string, label: string): Command =>
    (idOf) => ['rollback', name(key), '--to', idOf(label), '--yes', '-f', 'glance.yaml'];
  const webBack: Wanted = { ...webLast, content: 'web/2', backups: ['web/3'] };
  const dbBack: Wanted = { ...dbLast, content: 'db/3', backups: ['db/4', 'db/2'] };
  const teamBack: Wanted = { ...teamChanged, content: 'team/1', backups: ['team/2'] };

  return [
    {
      title: 'create, and replace what somebody made by hand',
      given: [{ ...foundWanted, content: 'found/1', backups: [] }],
      before: (others) => others.create(name('found'), 'found/1'),
      command: APPLY,
      state: state([
        image('web', 'web/1', web),
        image('db', 'db/1', db),
        image('team', 'team/1', team(['tenant1', 'tenant2'])),
        image('lean', 'lean/1', lean),
        image('asleep', 'asleep/1', asleep),
        image('pinned', 'pinned/1', pinned({})),
        leaving,
        image('gone', 'gone/1', {}),
        image('found', 'found/2', found),
      ]),
      after: [
        webWanted,
        dbWanted,
        teamWanted,
        leanWanted,
        asleepWanted,
        pinnedWanted,
        leavingWanted,
        goneWanted,
        foundWanted,
      ],
    },
    {
      title: 'replace: public, protected, shared and accepted, without a backup, deactivated',
      before: (others) => others.accept(name('team'), 'tenant1'),
      command: APPLY,
      state: state([
        image('web', 'web/2', web),
        image('db', 'db/2', db),
        image('team', 'team/2', team(['tenant1', 'tenant2'])),
        image('lean', 'lean/2', lean),
        image('asleep', 'asleep/2', asleep),
        image('pinned', 'pinned/1', pinned({})),
        leaving,
        image('gone', 'gone/1', {}),
        image('found', 'found/2', found),
      ]),
      after: afterReplacement,
    },
    {
      title: 'change properties, tags, members, visibility and status; replace what keeps two backups',
      command: APPLY,
      state: state([
        image('web', 'web/2', webLater),
        image('db', 'db/3', db),
        image('team', 'team/2', team(['tenant1', 'tenant3'])),
        image('lean', 'lean/2', lean),
        image('asleep', 'asleep/2', { ...asleep, status: 'active' }),
        image('pinned', 'pinned/1', pinned({ public: true, properties: { os_distro: 'alpine' } })),
        leaving,
        image('gone', 'gone/1', {}),
        image('found', 'found/2', found),
      ]),
      after: afterChanges,
    },
    {
      title: 'rename; replace past the number of backups',
      command: APPLY,
      state: state([
        image('web new', 'web/2', { ...webLater, previously: name('web') }),
        image('db', 'db/4', db),
        image('team', 'team/2', team(['tenant1', 'tenant3'])),
        image('lean', 'lean/2', lean),
        image('asleep', 'asleep/2', { ...asleep, status: 'active' }),
        image('pinned', 'pinned/1', pinned({ public: true, properties: { os_distro: 'alpine' } })),
        leaving,
        image('gone', 'gone/1', {}),
        image('found new', 'found/2', { ...found, previously: [name('found')] }),
      ]),
      after: afterRename,
    },
    {
      title: 'absent, and pruned; replace under a new name and with one backup',
      command: APPLY,
      state: last('web/3', 'db/4', 'team/2'),
      after: lastWanted(webLast),
    },
    {
      title: 'roll back what is public',
      command: rollback('web new', 'web/2'),
      state: last('web/3', 'db/4', 'team/2'),
      nextState: last('web/2', 'db/4', 'team/2'),
      after: lastWanted(webBack),
    },
    {
      title: 'roll back what is protected and keeps two backups',
      command: rollback('db', 'db/3'),
      state: last('web/2', 'db/4', 'team/2'),
      nextState: last('web/2', 'db/3', 'team/2'),
      after: lastWanted(webBack, dbBack),
    },
    {
      title: 'roll back what is shared and accepted',
      command: rollback('team', 'team/1'),
      state: last('web/2', 'db/3', 'team/2'),
      nextState: last('web/2', 'db/3', 'team/1'),
      after: lastWanted(webBack, dbBack, teamBack),
    },
  ];
}

function entry(options: StoryOptions, name: string, label: string, fields: Fields): Fields {
  const { sha256 } = options.contents.of(label);
  const source = `${options.files}/${encodeURIComponent(label)}`;
  return { name, format: 'qcow2', source, checksum: `sha256:${sha256}`, ...fields };
}

function stateOf(prefix: string, images: readonly Fields[], reconcile: Fields): unknown {
  return { glance: { server: { name: `${prefix}stack`, reconcile, images } } };
}

/** A state as the program reads it. */
export function stateFile(state: unknown): string {
  return stringify(state);
}
