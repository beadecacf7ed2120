import { type Cast, type Prune, type Role, type StoryOptions, stateOf, wantedOf } from './cast.ts';
import { APPLY, type Command, type Scene } from './scene.ts';

/**
 * A second story: images that come by imports, checksum files and checks, leave the file and come back, are protected from
 * deletion, roll back from a saved plan, are compared by their bytes, and pin ids that get used up.
 */
export function tellOtherWays(options: StoryOptions): readonly Scene[] {
  const story = beginStory(options);
  cameAndWereReplaced(story);
  leftAndCameBack(story);
  wasKept(story);
  rolledBackFromFile(story);
  comparedByBytes(story);
  pinnedIds(story, options);
  return story.scenes;
}

/** The story so far; each scene continues the scene before. */
interface Story {
  readonly scenes: readonly Scene[];
  /** The images as the last scene left them. */
  readonly cast: () => Cast;
  readonly role: (key: string) => Role;
  readonly tell: (title: string, changes: Cast, more?: More) => void;
  /** Makes a state file with some images changed or added. */
  readonly state: (changes?: Cast, prune?: Prune) => unknown;
  readonly after: (changes: Cast) => Scene['after'];
  /** The image names in the cloud. */
  readonly name: (key: string) => string;
  readonly forget: (...keys: readonly string[]) => void;
}

interface More extends Partial<Omit<Scene, 'title'>> {
  readonly prune?: Prune;
}

function beginStory(options: StoryOptions): Story {
  const scenes: Scene[] = [];
  let cast: Cast = {};
  const state = (changes: Cast = {}, prune: Prune = null) => stateOf(options, { ...cast, ...changes }, prune);
  return {
    scenes,
    cast: () => cast,
    role: (key) => cast[key]!,
    tell(title, changes, { prune = null, ...more } = {}) {
      cast = { ...cast, ...changes };
      scenes.push({
        title,
        command: APPLY,
        state: state({}, prune),
        after: wantedOf(options, cast),
        isFirst: scenes.length === 0,
        isPrologue: false,
        ...more,
      });
    },
    state,
    after: (changes) => wantedOf(options, { ...cast, ...changes }),
    name: (key) => `${options.prefix}${key}`,
    forget(...keys) {
      cast = Object.fromEntries(Object.entries(cast).filter(([key]) => !keys.includes(key)));
    },
  };
}

function cameAndWereReplaced({ tell, role }: Story): void {
  tell('create: by import, by web-download, with a checksum file, with a check', {
    staged: { label: 'staged/1', method: 'stage', visibility: 'public' },
    fetched: { label: 'fetched/1', method: 'web-download', visibility: 'community' },
    summed: { label: 'summed/1', hasChecksumFile: true },
    checked: { label: 'checked/1', checks: ['true'], visibility: 'public' },
    kept: { label: 'kept/1', preventDelete: true },
  });
  tell('replace: by import into two stores, by web-download, with a checksum file, with a check as a guest', {
    staged: { ...role('staged'), label: 'staged/2', stores: ['fast', 'slow'], backups: ['staged/1'] },
    fetched: { ...role('fetched'), label: 'fetched/2', algorithm: 'md5', backups: ['fetched/1'] },
    summed: { ...role('summed'), label: 'summed/2', backups: ['summed/1'] },
    checked: {
      ...role('checked'),
      label: 'checked/2',
      checks: [{ command: ['true'], member: 'tenant1' }],
      backups: ['checked/1'],
    },
  });
}

function leftAndCameBack({ tell, role }: Story): void {
  const [staged, fetched, summed] = [role('staged'), role('fetched'), role('summed')];
  tell(
    'prune hides two images',
    { staged: { ...staged, hasLeft: 'hidden' }, fetched: { ...fetched, hasLeft: 'hidden' } },
    { prune: 'hide' },
  );
  tell(
    'prune deactivates a hidden image and another; a hidden image comes back',
    {
      staged: { ...staged, hasLeft: 'deactivated' },
      fetched,
      summed: { ...summed, hasLeft: 'deactivated' },
    },
    { prune: 'deactivate' },
  );
  tell('deactivated images come back, one with other content', {
    staged,
    summed: { ...summed, label: 'summed/3', backups: ['summed/2'], backupsSleep: true },
  });
}

function wasKept({ tell, role, forget }: Story): void {
  const kept: Role = { ...role('kept'), hasLeft: 'untouched' };
  tell('prevent_delete outlives its entry', { kept }, { prune: 'delete', ends: { command: 3, plan: 3 } });
  forget('kept');
  tell(
    'prevent_delete is set aside for one run',
    {},
    {
      prune: 'delete',
      command: allowing('kept'),
      // After the deletion there is nothing left to allow.
      reruns: [{ command: allowing('kept'), mayEnd: [64] }, { command: APPLY }],
    },
  );
}

function allowing(key: string): Command {
  return (_idOf, name) => [...APPLY(_idOf, name), '--allow-delete', name(key)];
}

function rolledBackFromFile({ tell, role, state }: Story): void {
  const summed: Role = {
    ...role('summed'),
    label: 'summed/2',
    backups: ['summed/3'],
    backupsSleep: false,
  };
  const rollback =
    (...more: readonly string[]): Command =>
    (idOf, name) => ['rollback', name('summed'), '--to', idOf('summed/2'), ...more, '-f', 'glance.yaml'];
  const saved: Command = () => ['apply', 'back.json', '--trust-plan'];
  const before = state();
  tell(
    'roll back from a saved plan',
    { summed },
    {
      // The next plan is of the file as it was: the image is held.
      state: before,
      preparation: rollback('-o', 'back.json'),
      command: saved,
      // After a partial apply, the saved plan is stale.
      reruns: [{ command: saved, mayEnd: [5] }, { command: rollback('--yes') }],
      otherReruns: [{ command: APPLY, state: state({ summed }) }],
    },
  );
}

/** Glance has no sha256 of images that users made by hand, and the state file gives nothing else. */
function comparedByBytes({ tell, after, name }: Story): void {
  const alike: Role = { label: 'alike/1', visibility: 'public', properties: { os_distro: 'debian' } };
  const unlike: Role = { label: 'unlike/2', visibility: 'public', backups: ['unlike/1'] };
  tell(
    'compare images made by hand: one has the wanted bytes, and one has others',
    { alike, unlike },
    {
      given: after({ alike: { label: 'alike/1' }, unlike: { label: 'unlike/1' } }),
      before: async (others) => {
        await others.create(name('alike'), 'alike/1');
        await others.create(name('unlike'), 'unlike/1');
      },
    },
  );
}

function pinnedIds({ tell, state, after }: Story, { pinnedId }: StoryOptions): void {
  const id = (last: string) => `${pinnedId.slice(0, -2)}${last}`;
  const imported: Role = { label: 'imported/1', method: 'stage', id: id('a0') };
  const pulled: Role = { label: 'pulled/1', method: 'web-download', algorithm: 'md5', id: id('b0') };
  // Data that Glance downloaded into a pinned id cannot be removed.
  const changed = { imported, pulled: { ...pulled, id: id('b1') } };
  tell(
    'pin ids: by import, by web-download',
    { imported, pulled },
    {
      wayOut: { state: state(changed), after: after(changed), only: ['other-bytes', 'cut-answer'] },
    },
  );
  const burnt: Role = { label: 'burnt/1', id: id('c0') };
  const renewed = { burnt: { ...burnt, id: id('c1') } };
  tell(
    'pin an id that another user has used up',
    { burnt },
    {
      before: (others) => others.burn(id('c0')),
      ends: { command: 1, plan: 0 },
      wayOut: { state: state(renewed), after: after(renewed) },
    },
  );
}
