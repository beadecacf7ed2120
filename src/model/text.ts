import { distance } from 'fastest-levenshtein';

const LONGEST = 80;

/** A publisher's text for a message: in double quotes, control characters escaped, cut to 80 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** An argument quoted for a POSIX shell, for commands in messages. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A time for people, rounded: `42 s`, `3 min`, `5 h`. */
export function aboutTime(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** Most names to compare: more than any publisher has, and few enough for every document. */
const MOST_COMPARED = 20_000;
/** Most characters of a compared name: the time grows with the product of both lengths. */
const LONGEST_COMPARED = 256;

/**
 * The known names nearest to a missing one, by edits (Levenshtein), nearest first; equally near ones in the given
 * order. Ignores case and the difference of `-` and `_`, and known names of more than 256 characters.
 */
export function nearestNames(name: string, known: Iterable<string>, count = 3): readonly string[] {
  return nearestFirst(name, known, count).map((candidate) => candidate.name);
}

/** The known name that a mistyped name probably means; null when none is similar enough for "Did you mean …?". */
export function nearest(name: string, known: Iterable<string>): string | null {
  const [best] = nearestFirst(name, known, 1);
  if (best === undefined) return null;
  const most = Math.max(name.length < 4 ? 1 : 2, Math.floor(best.name.length / 3));
  return best.edits <= most ? best.name : null;
}

/** A hint for an unknown name: the name that is probably meant, else all known names. */
export function suggestion(name: string, known: readonly string[]): string {
  const match = nearest(name, known);
  return match === null ? `Known: ${known.join(', ')}.` : `Did you mean "${match}"?`;
}

interface Candidate {
  readonly name: string;
  readonly edits: number;
}

function nearestFirst(name: string, known: Iterable<string>, count: number): readonly Candidate[] {
  const wanted = comparable(name.slice(0, LONGEST_COMPARED));
  const near: Candidate[] = [];
  let compared = 0;
  for (const candidate of new Set(known)) {
    if (compared++ === MOST_COMPARED) break;
    if (candidate.length > LONGEST_COMPARED) continue;
    const found = { name: candidate, edits: distance(wanted, comparable(candidate)) };
    const at = near.findIndex((other) => other.edits > found.edits);
    near.splice(at === -1 ? near.length : at, 0, found);
    near.length = Math.min(near.length, count);
  }
  return near;
}

function comparable(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

/** Whether a pattern has `*` (any characters) or `?` (one character). */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Whether a name matches a glob: `*` stands for any characters, `?` for one. A pattern that is the name itself always
 * matches. Takes at most the product of both lengths, as names may come from a stranger.
 */
export function matchesGlob(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  const [text, glob] = [[...name], [...pattern]];
  let at = 0;
  let inGlob = 0;
  /** The last `*`, and the first character that it has not taken yet. */
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (glob[inGlob] === '*') {
      star = inGlob++;
      resume = at;
    } else if (glob[inGlob] === '?' || glob[inGlob] === text[at]) {
      inGlob += 1;
      at += 1;
    } else {
      if (star === -1) return false;
      inGlob = star + 1;
      resume += 1;
      at = resume;
    }
  }
  return glob.slice(inGlob).every((rest) => rest === '*');
}

/** A time of Glance (ISO 8601) in milliseconds since 1970; null for any other text. */
export function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** Milliseconds since 1970 as ISO 8601, UTC, whole seconds. */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}
