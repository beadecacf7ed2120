import fc from 'fast-check';
import {
  type DesiredImage,
  EXPIRED_POLICIES,
  type ExpiredPolicy,
  PRUNE_WAYS,
  type Publishers,
  type RunSettings,
  reservesOf,
} from '../../src/model/desired.ts';
import type { Digests } from '../../src/model/digest.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Plan } from '../../src/model/plan.ts';
import { publisherIdsOf, type SkippedEntry } from '../../src/model/unresolved.ts';
import { afterExpiry } from '../../src/publisher/resolve/expire.ts';
import { live, marked, NEW, OLD, planFor, SERVICE, type World, wanted } from '../support/plan-input.ts';
import type { Cloud } from './simulate.ts';

/** A publisher's image. */
export interface Offer {
  /** The same in all versions. */
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  readonly content: Digests;
  readonly isExpired: boolean;
  /** The list contains it, but reconcile refuses it, for example without a digest. */
  readonly isBroken: boolean;
}

export interface List {
  readonly identifier: string;
  readonly version: string;
  readonly offers: readonly Offer[];
}

/** An entry of the file for a whole list. */
export interface ListEntry {
  readonly line: number;
  readonly usual: string;
  /** `identifier` of the entry. */
  readonly pinned: string | null;
  /** The property that holds the publisher's identifier. */
  readonly property: keyof typeof VERSION_PROPERTY | null;
  readonly expired: ExpiredPolicy;
  readonly keep: number;
  /** Stored in another form than served, so that digests cannot compare images of other tools. */
  readonly isConverted: boolean;
  readonly fields: Partial<DesiredImage>;
}

/** A state file: two lists, an image of a marketplace, and an image without a publisher. */
export interface File {
  readonly lists: readonly [ListEntry, ListEntry];
  readonly own: Pick<ListEntry, 'expired' | 'keep' | 'isConverted' | 'fields'>;
  readonly plain: Partial<DesiredImage>;
  readonly prune: RunSettings['prune'];
}

/** The publishers' answers in one run; null: one failed. `targets`: names that the run selects; empty: all. */
export interface Night {
  readonly lists: readonly [List | null, List | null];
  readonly own: Offer | null;
  readonly targets: readonly string[];
  /** Names that the run excludes. Absent: none. */
  readonly excludes?: readonly string[];
}

/** The property that keeps the version, by the property of the identifier. */
const VERSION_PROPERTY = {
  vmcatcher_event_dc_identifier: 'vmcatcher_event_hv_version',
  APPLIANCE_ID: 'APPLIANCE_VERSION',
  mpid: 'version',
} as const;

/** In rising order, which is not their order as texts. */
export const LIST_VERSIONS = ['2.8', '2.9', '2.10', '2.10.1'] as const;
const VERSIONS = ['1.2', '1.9', '1.10'] as const;
const IDENTIFIERS = ['id-0', 'id-1', 'id-2'] as const;
export const TITLES = ['cirros', 'debian', 'alma', 'rocky', 'suse'] as const;
const CONTENTS = [OLD, NEW, { md5: 'c'.repeat(32), sha512: 'c'.repeat(128) }] as const;
export const FIRST_LIST = 'list-x';
const OWN = 'own';
const PLAIN = 'plain';

function offers(titles: fc.Arbitrary<string>): fc.Arbitrary<Offer> {
  return fc.record({
    identifier: fc.constantFrom(...IDENTIFIERS),
    title: titles,
    version: fc.constantFrom(...VERSIONS),
    content: fc.constantFrom(...CONTENTS),
    isExpired: mostly(false, true),
    isBroken: mostly(false, true),
  });
}

/** Seven times of eight the first, else the second. */
function mostly<Value>(usual: Value, other: Value): fc.Arbitrary<Value> {
  return fc.nat(7).map((drawn) => (drawn === 7 ? other : usual));
}

/** Lists have each identifier and title once: reconcile refuses a list with duplicates. */
export function lists(
  identifiers: fc.Arbitrary<string>,
  versions: fc.Arbitrary<string> = fc.constantFrom(...LIST_VERSIONS),
): fc.Arbitrary<List> {
  const all = fc.uniqueArray(offers(fc.constantFrom(...TITLES, PLAIN)), {
    selector: ({ identifier }) => identifier,
    maxLength: 3,
  });
  return fc.record({
    identifier: identifiers,
    version: versions,
    offers: all.map((drawn) => drawn.filter(({ title }, index) => indexOfTitle(drawn, title) === index)),
  });
}

function indexOfTitle(drawn: readonly Offer[], title: string): number {
  return drawn.findIndex((other) => other.title === title);
}

/** An image of a marketplace: a newer one has another identifier. */
export const ownOffers = offers(fc.constant(OWN));

const looks = fc.record(
  {
    protected: fc.boolean(),
    hidden: fc.boolean(),
    status: fc.constantFrom('active' as const, 'deactivated' as const),
    visibility: fc.constantFrom('private' as const, 'public' as const),
    description: fc.constantFrom('', 'an image'),
  },
  { requiredKeys: [] },
);

const listEntry = (line: number, usual: string): fc.Arbitrary<ListEntry> =>
  fc.record({
    line: fc.constant(line),
    usual: fc.constant(usual),
    pinned: mostly<string | null>(null, usual),
    property: fc.constantFrom('vmcatcher_event_dc_identifier', 'APPLIANCE_ID', null),
    expired: fc.constantFrom(...EXPIRED_POLICIES),
    keep: fc.nat(2),
    isConverted: mostly(false, true),
    fields: looks,
  });

export const files: fc.Arbitrary<File> = fc.record({
  lists: fc.tuple(listEntry(10, FIRST_LIST), listEntry(20, 'list-y')),
  own: fc.record({
    expired: fc.constantFrom(...EXPIRED_POLICIES),
    keep: fc.nat(2),
    isConverted: mostly(false, true),
    fields: looks,
  }),
  plain: fc.record(
    {
      previously: fc.subarray([...TITLES], { maxLength: 1 }),
      digests: fc.constantFrom(...CONTENTS),
      state: mostly<'present' | 'absent'>('present', 'absent'),
      hidden: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  prune: fc.constantFrom(...PRUNE_WAYS),
});

export const nights: fc.Arbitrary<Night> = fc.record({
  lists: fc.tuple(served(FIRST_LIST), served('list-y')),
  own: orFailed(ownOffers),
  targets: targets(),
});

/** Every publisher answers, and the run selects all. */
export const answeredNights: fc.Arbitrary<Night> = fc.record({
  lists: fc.tuple(lists(fc.constant(FIRST_LIST)), lists(fc.constant('list-y'))),
  own: ownOffers,
  targets: fc.constant([]),
});

/** A list and its later version, by a change for each of its images. `kept` offers nothing new. */
export const successions: fc.Arbitrary<{ readonly older: List; readonly newer: List }> = fc
  .tuple(
    fc.shuffledSubarray([...TITLES], { minLength: 3, maxLength: 3 }),
    fc.tuple(...IDENTIFIERS.map(() => fc.constantFrom('kept', 'withdrawn', 'expired', 'renewed'))),
    rising(LIST_VERSIONS),
  )
  .map(([titles, fates, [earlier, later]]) => {
    const offered = IDENTIFIERS.map((identifier, index) => ({
      ...{ identifier, title: titles[index] ?? '', version: '1.9', content: OLD },
      ...{ isExpired: false, isBroken: false },
    }));
    const newer = offered.flatMap((offer, index) => {
      const fate = fates[index];
      if (fate === 'withdrawn') return [];
      if (fate === 'renewed') return [{ ...offer, version: '1.10', content: NEW }];
      return [{ ...offer, isExpired: fate === 'expired' }];
    });
    return {
      older: { identifier: FIRST_LIST, version: earlier, offers: offered },
      newer: { identifier: FIRST_LIST, version: later, offers: newer },
    };
  });

/** Two of these, in their order. */
export function rising(versions: readonly string[]): fc.Arbitrary<readonly [string, string]> {
  return fc
    .subarray([...versions], { minLength: 2, maxLength: 2 })
    .map(([lower = '', higher = '']) => [lower, higher]);
}

/** No targets, or nothing that is excluded. */
const ALL: readonly string[] = [];

/** A night without other changes, which may select some images only. */
export function quietNights(list: fc.Arbitrary<List>): fc.Arbitrary<Night> {
  const offer = { identifier: 'id-9', version: '1.2', content: OLD, isExpired: false, isBroken: false };
  const second = { identifier: 'list-y', version: '2.8', offers: [{ ...offer, title: 'elsewhere' }] };
  return fc.record({
    lists: fc.tuple(list, fc.constant(second)),
    own: fc.constant({ ...offer, title: OWN }),
    targets: fc.constantFrom(ALL, ALL, ALL, ...TITLES.map((title): readonly string[] => [title])),
    excludes: fc.constantFrom(ALL, ALL, TITLES.slice(0, 4)),
  });
}

/** Mostly the usual list; at times another one in its place. */
function served(usual: string): fc.Arbitrary<List | null> {
  return orFailed(mostly(usual, 'list-z').chain((identifier) => lists(fc.constant(identifier))));
}

function orFailed<Value>(answers: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(answers, { freq: 7 });
}

/** Runs that select only `OWN` and `PLAIN` ask no list. */
function targets(): fc.Arbitrary<readonly string[]> {
  return fc
    .nat(3)
    .chain((drawn) =>
      drawn < 3
        ? fc.constant<readonly string[]>([])
        : fc.oneof(
            fc.subarray([OWN, PLAIN], { minLength: 1 }),
            fc.subarray([OWN, PLAIN, ...TITLES], { minLength: 1 }),
          ),
    );
}

/** The state as `resolve` returns it after its publishers were asked. */
export function desiredFor(
  file: File,
  night: Night,
): Pick<World, 'settings' | 'selection'> & {
  readonly images: readonly DesiredImage[];
  readonly publishers: Partial<Publishers>;
} {
  const asksLists =
    night.targets.length === 0 || night.targets.some((name) => name !== OWN && name !== PLAIN);
  const own = ownAnswer(file, night.own);
  const answers = asksLists
    ? file.lists.map((entry, index) => listAnswer(entry, night.lists[index] ?? null))
    : [];
  const listed = answers.flatMap(({ images }) => images);
  const isRival = ({ name }: DesiredImage) =>
    [OWN, PLAIN].includes(name) || listed.filter((other) => other.name === name).length > 1;
  const valid = [...own.images, ...listed.filter((image) => !isRival(image))].map(afterNow);
  const unresolved = [
    ...own.unresolved,
    ...answers.flatMap((answer) => answer.unresolved),
    ...listed
      .filter(isRival)
      .map((image) => failure(image.name, placeOf(image.at.line), image.at.line, reservesOf(image))),
  ];
  const isWhole = unresolved.length === 0 && answers.every(({ isEmpty }) => !isEmpty);
  return {
    images: [plainImage(file), ...valid.flatMap(({ image }) => image ?? [])],
    settings: { prune: isWhole ? file.prune : 'never' },
    selection: { targets: night.targets, excludes: night.excludes ?? [] },
    publishers: {
      skipped: unresolved,
      expired: valid.flatMap(({ expired }) => expired ?? []),
      asked: answers.map(({ asked }) => asked),
      unasked: asksLists ? [] : file.lists.map(({ line }) => ({ place: placeOf(line), at: at(line) })),
    },
  };
}

function plainImage({ plain }: File): DesiredImage {
  return wanted({ name: PLAIN, ...plain });
}

function ownAnswer({ own }: File, offer: Offer | null) {
  if (offer === null || offer.isBroken) {
    const { name, at: place } = wanted({ name: OWN, at: at(2) });
    const claims = { names: [name], ids: [], publisherIds: [], unknown: false };
    return { images: [], unresolved: [failure(name, null, place.line, claims)] };
  }
  return { images: [imageOf(offer, { ...own, line: 2, property: 'mpid' })], unresolved: [] };
}

function listAnswer(entry: ListEntry, answer: List | null) {
  const isBelieved = answer !== null && (entry.pinned === null || entry.pinned === answer.identifier);
  const found = isBelieved ? { identifier: answer.identifier, version: answer.version } : null;
  const place = placeOf(entry.line);
  const asked = { place, at: at(entry.line), image: null, pinned: entry.pinned, found };
  if (!isBelieved || found === null) {
    const claims = { names: [], ids: [], publisherIds: [], unknown: true };
    return { asked, images: [], unresolved: [failure(null, place, entry.line, claims)], isEmpty: false };
  }
  const broken = answer.offers.filter(({ isBroken }) => isBroken);
  return {
    asked,
    images: answer.offers
      .filter(({ isBroken }) => !isBroken)
      .map((offer) => ({ ...imageOf(offer, entry), list: found })),
    unresolved: broken.map(({ title, identifier }) =>
      failure(title, place, entry.line, {
        names: [title],
        ids: [],
        publisherIds: publisherIdsOf(identifier),
        unknown: false,
      }),
    ),
    isEmpty: answer.offers.length === 0,
  };
}

function imageOf(
  { identifier, title, version, content, isExpired }: Offer,
  entry: Pick<ListEntry, 'line' | 'property' | 'expired' | 'keep' | 'isConverted' | 'fields'>,
): DesiredImage & { readonly isExpired: boolean } {
  const { property } = entry;
  return {
    ...wanted({
      ...entry.fields,
      name: title,
      at: at(entry.line),
      digests: content,
      version,
      monotonicVersion: true,
      expired: entry.expired,
      backup: { ...wanted().backup, keep: entry.keep },
      ...(entry.isConverted
        ? { preparation: { digestsCover: 'source' as const, convert: { to: 'qcow2' as const } } }
        : {}),
      ...(property === null
        ? {}
        : {
            publisherId: { property, value: identifier },
            properties: { [property]: identifier, [VERSION_PROPERTY[property]]: version },
          }),
    }),
    isExpired,
  };
}

function afterNow({ isExpired, ...image }: DesiredImage & { readonly isExpired: boolean }) {
  const after = afterExpiry(image, isExpired ? '2023-01-01T00:00:00Z' : null, new Date('2024-01-01'));
  if (after !== null) return { image: after };
  return { image: null, expired: { ...image, expiry: { reason: 'expired', unchanged: false } } };
}

function failure(
  name: string | null,
  list: string | null,
  line: number,
  claims: SkippedEntry['reserves'],
): SkippedEntry {
  return { name, list, at: at(line), message: 'it cannot be reached', hint: null, reserves: claims };
}

function placeOf(line: number): string {
  return `https://lists.example/${line}`;
}

function at(line: number) {
  return { file: 'glance.yaml', line, column: 5 };
}

/** The plan of a run on the cloud; `planFor` checks that a saved plan may have its steps. */
export function planOf(file: File, night: Night, cloud: Cloud): Plan {
  const { images, ...world } = desiredFor(file, night);
  return planOfImages(images, { ...world, live: [...cloud.images.values()] });
}

export function planOfImages(images: readonly DesiredImage[], world: World): Plan {
  return planFor(images, world);
}

/** Live images that no run of this stack made, by their relation to it. */
export type Whose = 'found by identifier' | 'others' | 'ours' | 'by name';

export interface Found {
  readonly whose: Whose;
  readonly image: Image;
}

const KINDS = [
  'ours',
  'ours',
  'ours',
  'by name',
  'another tool',
  'another tool',
  'another stack',
  'another project',
  'a forger',
  'a snapshot',
  'a copy',
] as const;

/** The sorts from which live images are drawn. */
export interface Sorts {
  readonly kinds: readonly (typeof KINDS)[number][];
  /** The properties that hold publisher ids. */
  readonly identifiedBy: readonly (keyof typeof VERSION_PROPERTY)[];
}

const ALL_SORTS: Sorts = {
  kinds: KINDS,
  identifiedBy: ['vmcatcher_event_dc_identifier', 'APPLIANCE_ID', 'mpid'],
};

const found = (index: number, { kinds, identifiedBy }: Sorts): fc.Arbitrary<Found> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      title: fc.constantFrom('cirros', 'cirros', 'debian', 'alma', OWN, 'gone', 'gone'),
      role: fc.constantFrom('current', 'current', 'backup', 'staged'),
      isNamed: mostly(true, false),
      property: fc.constantFrom(...identifiedBy),
      identifier: fc.constantFrom(...IDENTIFIERS),
      version: fc.option(fc.constantFrom(...VERSIONS)),
      list: fc.option(fc.constantFrom('list-x 2.8', 'list-x 2.10', 'list-y 2.9', 'list-z 2.9')),
      content: fc.constantFrom(...CONTENTS),
      protected: fc.boolean(),
      hidden: fc.boolean(),
      status: mostly<'active' | 'deactivated'>('active', 'deactivated'),
      visibility: fc.constantFrom('private' as const, 'public' as const, 'community' as const),
    })
    .map(({ kind, title, role, isNamed, property, identifier, version, list, content, ...fields }) => {
      const id = `found-${index}`;
      const known = {
        [property]: identifier,
        ...(version === null ? {} : { [VERSION_PROPERTY[property]]: version }),
      };
      const marks = (more: Record<string, string> = {}) => ({
        ...marked(role as 'current' | 'backup' | 'staged', {
          [MARKER.image]: title,
          [MARKER.id]: id,
          [MARKER.exceptions]: 'none',
          ...(version === null ? {} : { [MARKER.version]: version }),
          ...(list === null ? {} : { [MARKER.list]: list }),
          ...more,
        }),
        ...known,
      });
      const image = live({
        ...fields,
        id,
        name: `theirs ${index}`,
        createdAt: `2024-01-01T00:00:0${index}Z`,
        checksum: content.md5,
        hashValue: content.sha512,
        properties: known,
      });
      const name = isNamed && role === 'current' ? title : `${title} (${role}) ${index}`;
      switch (kind) {
        case 'ours':
          return { whose: 'ours', image: { ...image, name, properties: marks() } } as const;
        case 'by name':
          return { whose: 'by name', image: { ...image, name: title } } as const;
        case 'another tool':
          return { whose: 'found by identifier', image } as const;
        case 'another stack':
          return {
            whose: 'others',
            image: { ...image, name, properties: marks({ [MARKER.stack]: 'other' }) },
          } as const;
        case 'another project':
          return { whose: 'others', image: { ...image, name, owner: 'another project' } } as const;
        case 'a forger':
          return {
            whose: 'others',
            image: {
              ...image,
              name,
              owner: 'another project',
              properties: marks({ [MARKER.list]: 'list-x 99' }),
            },
          } as const;
        case 'a snapshot':
          return {
            whose: 'others',
            image: {
              ...image,
              properties: { ...marks({ [MARKER.id]: 'another image' }), base_image_ref: 'another image' },
            },
          } as const;
        default:
          return {
            whose: 'others',
            image: { ...image, properties: marks({ [MARKER.id]: 'another image' }) },
          } as const;
      }
    });

/** The cloud before the first run. */
export function clouds(sorts: Partial<Sorts> = {}): fc.Arbitrary<readonly Found[]> {
  const drawn = { ...ALL_SORTS, ...sorts };
  return fc
    .nat(5)
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => found(index, drawn))));
}

/** The publisher's version of an image, as another tool recorded it. */
export function notedVersion({ properties }: Image): string | null {
  const key = Object.entries(VERSION_PROPERTY).find(([identifier]) => properties[identifier] !== undefined);
  return (key && properties[key[1]]) ?? null;
}

/** The publisher id of an image. */
export function notedIdentifier({ properties }: Image): string | null {
  const key = Object.keys(VERSION_PROPERTY).find((identifier) => properties[identifier] !== undefined);
  return key === undefined ? null : `${key} ${properties[key]}`;
}

/** The run's offer under an identifier that the image has, in any property. */
export function offersFor({ properties }: Image, { lists: served, own }: Night): readonly Offer[] {
  const all = [...served.flatMap((list) => list?.offers ?? []), ...(own === null ? [] : [own])];
  return all.filter(({ identifier }) => Object.values(properties).includes(identifier));
}

export function isOurs(image: Image): boolean {
  return (
    image.owner === SERVICE &&
    image.properties[MARKER.stack] === 'prod' &&
    image.properties[MARKER.id] === image.id
  );
}
