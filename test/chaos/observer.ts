import type { Wanted } from './cast.ts';
import type { Look, Wire } from './cloud.ts';
import type { Contents } from './contents.ts';

/** A violated invariant. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
  /** The request or instant after which the look was taken. */
  readonly when: string;
}

export interface ObserverOptions {
  readonly before: readonly Wanted[];
  readonly after: readonly Wanted[];
  readonly contents: Contents;
}

/** Checks every look at the cloud against the invariants. Looks must come in order. */
export interface Observer {
  see(look: Look, when: string): void;
  /** Checks one listing taken during a run: it shows neither hidden images nor members. */
  glance(visible: readonly Wire[], when: string): void;
  readonly violations: readonly Violation[];
  readonly looks: number;
}

const MARK = 'owner_specified.reconcile.';

export function roleOf(image: Wire): 'staged' | 'current' | 'backup' | undefined {
  return image[`${MARK}role`];
}

export function holdsData(image: Wire): boolean {
  return image.status === 'active' || image.status === 'deactivated';
}

/** @param first the cloud when the scene begins */
export function watch(first: Look, options: ObserverOptions): Observer {
  const { before, after, contents } = options;
  const violations: Violation[] = [];
  const published = new Map(before.map((wanted) => [wanted.key, wanted]));
  let looks = 0;

  const contentOf = (image: Wire) => contents.labelOf(image.checksum ?? '');
  const afterOf = (key: string) => after.find((wanted) => wanted.key === key);

  const teller =
    (when: string): Tell =>
    (rule, what) => {
      const known = violations.some((violation) => violation.rule === rule && violation.what === what);
      if (!known) violations.push({ rule, what, when });
    };

  function glance(visible: readonly Wire[], when: string): void {
    looks += 1;
    const tell = teller(when);
    const look = { images: visible, members: new Map() };
    noteNewlyPublished(look);
    for (const wanted of published.values()) checkNeverZero(wanted, imagesNamed(wanted, look), tell);
    for (const image of visible) checkNeverUnverified(image, look, tell);
  }

  function see(look: Look, when: string): void {
    looks += 1;
    const tell = teller(when);
    noteNewlyPublished(look);
    for (const wanted of published.values()) {
      const found = imagesNamed(wanted, look);
      checkNeverZero(wanted, found, tell);
      checkNeverBlind(wanted, found, look, tell);
    }
    for (const image of look.images) checkNeverUnverified(image, look, tell);
    for (const image of first.images) checkNeverLost(image, look, tell);
  }

  function noteNewlyPublished(look: Look): void {
    for (const wanted of after) {
      if (!published.has(wanted.key) && imagesNamed(wanted, look).length > 0)
        published.set(wanted.key, wanted);
    }
  }

  /** The published images of an entry, under its present or former name. */
  function imagesNamed(wanted: Wanted, look: Look): readonly Wire[] {
    const later = afterOf(wanted.key);
    const names = [wanted.name, later?.name];
    const mayBeDeactivated = [wanted, later].some((one) => one?.status === 'deactivated');
    const mayBeHidden = [wanted, later].some((one) => one?.hidden);
    return look.images.filter(
      (image) =>
        names.includes(image.name) &&
        (image.os_hidden === false || mayBeHidden) &&
        (image.status === 'active' || (mayBeDeactivated && image.status === 'deactivated')) &&
        contentOf(image)?.startsWith(`${wanted.key}/`),
    );
  }

  function checkNeverZero(wanted: Wanted, found: readonly Wire[], tell: Tell): void {
    if (!afterOf(wanted.key) || found.length > 0) return;
    tell('never zero', `"${wanted.name}" is without an active image`);
  }

  /** Checks that a user who sees the name before and after the scene sees it all the time. */
  function checkNeverBlind(wanted: Wanted, found: readonly Wire[], look: Look, tell: Tell): void {
    const later = afterOf(wanted.key);
    if (!later || found.length === 0) return;
    const seenBy = new Set(found.flatMap((image) => audience(image.visibility, look.members.get(image.id))));
    const lasting = intersection(
      audience(wanted.visibility, wanted.members),
      audience(later.visibility, later.members),
    );
    const blind = lasting.filter((who) => !seenBy.has(who) && !seenBy.has('everybody'));
    if (blind.length > 0) tell('never zero', `"${wanted.name}" cannot be seen by ${blind.join(', ')}`);
  }

  function checkNeverUnverified(image: Wire, look: Look, tell: Tell): void {
    const role = roleOf(image);
    const label = contentOf(image);
    const isNamed = [...before, ...after].find((wanted) => wanted.name === image.name);
    const isSeen = isShown(image, look.members.get(image.id));
    if (holdsData(image) && label === undefined) {
      tell('never unverified', `image "${image.name}" holds bytes that no state file wanted`);
    }
    if ((isNamed || isSeen) && !holdsData(image)) {
      tell('never unverified', `image "${image.name}" (${image.visibility}) is ${image.status}`);
    }
    if (isNamed && label !== undefined && !label.startsWith(`${isNamed.key}/`)) {
      tell('never unverified', `"${image.name}" holds ${label}`);
    }
    if (isNamed && role === 'staged')
      tell('never unverified', `"${image.name}" is published and marked staged`);
    // A backup that is being restored is shared while it still has the backup's name.
    const isSetAside = image.os_hidden === true && ['private', 'shared'].includes(image.visibility);
    if (role === 'backup' && !isSetAside) {
      tell('backups are set aside', `backup "${image.name}" is ${image.visibility}`);
    }
  }

  function checkNeverLost(image: Wire, look: Look, tell: Tell): void {
    const now = look.images.find((other) => other.id === image.id);
    if ((now && now.checksum === image.checksum) || !holdsData(image)) return;
    const label = contentOf(image);
    const key = label?.replace(/\/.*/, '') ?? '';
    const later = afterOf(key);
    if (!later || label === undefined) return;
    const kept = later.content === label || later.backups.includes(label);
    const successor = look.images.some(
      (other) => other.name === later.name && holdsData(other) && contentOf(other) === later.content,
    );
    if (kept || !successor)
      tell('never lost', `${label} is gone${kept ? '' : ' before its successor is there'}`);
  }

  see(first, 'before the run');
  return {
    see,
    glance,
    get violations() {
      return violations;
    },
    get looks() {
      return looks;
    },
  };
}

type Tell = (rule: string, what: string) => void;

/** The projects that find the image in their listing: 'everybody', or those that have accepted it. */
function audience(visibility: string, members: Readonly<Record<string, string>> = {}): readonly string[] {
  if (visibility === 'public' || visibility === 'community') return ['everybody'];
  if (visibility !== 'shared') return [];
  return Object.keys(members).filter((project) => members[project] === 'accepted');
}

/** Whether other projects can reach the image: members that have not accepted it reach it by its id. */
function isShown(image: Wire, members: Readonly<Record<string, string>> = {}): boolean {
  if (image.visibility === 'shared') return Object.keys(members).length > 0;
  return image.visibility !== 'private';
}

function intersection(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.includes('everybody')) return b;
  if (b.includes('everybody')) return a;
  return a.filter((who) => b.includes(who));
}
