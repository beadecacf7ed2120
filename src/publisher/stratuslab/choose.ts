import { type Candidate, hasExpired } from './candidate.ts';
import { describeEndorser, type MetadataEntry } from './entry.ts';

/** Problems, or entries, that a message lists. */
const MOST_LISTED = 8;

/** The metadata of one image, accepted or refused. */
export interface StratuslabReading {
  /** The metadata as far as it could be read, also when it is refused; then it may lack locations. Null: unreadable. */
  readonly published: Candidate['published'] | null;
  /** Why the metadata is refused; empty: it may be used. */
  readonly problems: readonly string[];
}

/**
 * Chooses one image's metadata among the entries of several endorsers, in the order of the marketplace's answer. Of
 * each endorser, the newest acceptable entry counts. Among these, signed goes before unsigned; then entries that are
 * neither expired nor deprecated go first; then the newest. The warnings name the entries that were not chosen.
 */
export function choose(candidates: readonly Candidate[]): StratuslabReading {
  const accepted = candidates.filter(({ problems }) => problems.length === 0);
  const [chosen] = newestOfEach(accepted).sort((a, b) => (rank(a.entry) < rank(b.entry) ? 1 : -1));
  if (chosen) return { published: withChoice(chosen, candidates), problems: [] };
  const [first] = candidates;
  if (!first) return { published: null, problems: ['it holds no metadata'] };
  return { published: first.published, problems: refusals(candidates) };
}

function newestOfEach(candidates: readonly Candidate[]): Candidate[] {
  const newest = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { signature, endorsement } = candidate.entry;
    // Anyone can write an unsigned entry with any name, so it never replaces a signed one.
    const key = JSON.stringify([signature.status === 'valid', endorsement.subject || endorsement.email]);
    const known = newest.get(key);
    if (!known || createdOf(known.entry) < createdOf(candidate.entry)) newest.set(key, candidate);
  }
  return [...newest.values()];
}

/** A text that sorts higher for a better entry. */
function rank(entry: MetadataEntry): string {
  const isSigned = entry.signature.status === 'valid';
  const isCurrent = !hasExpired(entry) && entry.deprecated === null;
  return `${Number(isSigned)}${Number(isCurrent)}${createdOf(entry)}`;
}

function createdOf({ endorsement }: MetadataEntry): string {
  return endorsement.created ?? '';
}

function withChoice(chosen: Candidate, candidates: readonly Candidate[]): Candidate['published'] {
  if (candidates.length === 1) return chosen.published;
  const others = candidates.filter((candidate) => candidate !== chosen);
  const used = `of ${candidates.length} endorsements, reconcile uses the one by ${nameOf(chosen)}`;
  const unused = others.slice(0, MOST_LISTED).map((other) => {
    const why = other.problems[0] ?? 'another one is better';
    return `the endorsement by ${nameOf(other)} is not used: ${why}`;
  });
  return { ...chosen.published, warnings: [...chosen.published.warnings, used, ...unused] };
}

function nameOf({ entry }: Candidate): string {
  const { created } = entry.endorsement;
  return `${describeEndorser(entry.endorsement)}${created === null ? '' : ` of ${created}`}`;
}

function refusals(candidates: readonly Candidate[]): readonly string[] {
  const isOne = candidates.length === 1;
  const all = candidates.flatMap((candidate) =>
    candidate.problems.map((problem) => (isOne ? problem : `endorsed by ${nameOf(candidate)}: ${problem}`)),
  );
  const each = [...new Set(all)];
  const more = each.length - MOST_LISTED;
  return more > 0 ? [...each.slice(0, MOST_LISTED), `and ${more} more`] : each;
}
