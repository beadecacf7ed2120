import { type Candidate, hasExpired } from './candidate.ts';
import { describeEndorser, type MetadataEntry } from './entry.ts';

/** Problems that a message lists. */
const MOST_LISTED = 8;

/** What became of the metadata of one image. */
export interface StratuslabReading {
  /** What was understood, even where it is refused; then it may lack locations. Null: nothing was. */
  readonly published: Candidate['published'] | null;
  /** Why it is refused; empty: it may be used. */
  readonly problems: readonly string[];
}

/**
 * One image's metadata out of those of several endorsers, in the order of the marketplace's answer: of each endorser
 * the newest that may be taken counts; among these a signed one goes before an unsigned one, then one that has neither
 * expired nor been deprecated, then the newest. What was not taken is told in the warnings.
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
    // An unsigned entry may bear anybody's name: it takes the place of none that is signed.
    const key = JSON.stringify([signature.status === 'valid', endorsement.subject || endorsement.email]);
    const known = newest.get(key);
    if (!known || createdOf(known.entry) < createdOf(candidate.entry)) newest.set(key, candidate);
  }
  return [...newest.values()];
}

/** A text that is greater for a better entry. */
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
  const taken = `of ${candidates.length} endorsements, that by ${nameOf(chosen)} is taken`;
  const passedOver = others.slice(0, MOST_LISTED).map((other) => {
    const why = other.problems[0] ?? 'another goes before it';
    return `the endorsement by ${nameOf(other)} is not taken: ${why}`;
  });
  return { ...chosen.published, warnings: [...chosen.published.warnings, taken, ...passedOver] };
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
