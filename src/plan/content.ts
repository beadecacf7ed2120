import type { DesiredImage } from '../model/desired.ts';
import { compareDigests, type Digests } from '../model/digest.ts';
import { type Image, storedDigests } from '../model/image.ts';
import type { Validators } from '../model/marker.ts';
import type { SourceFacts } from '../model/observed.ts';
import { readMarkers, recordedDigests } from './markers.ts';

/** Whether a live image holds the content that the file wants, and what told. */
export interface ContentVerdict {
  readonly verdict: 'same' | 'different' | 'unknown';
  /** For people, e.g. `sha512 differs`. */
  readonly by: string;
}

const UNKNOWN: ContentVerdict = { verdict: 'unknown', by: 'nothing to compare by' };

/**
 * The first comparison that can tell, tells: given digests against what Glance computed, then against recorded
 * ones; a local file's own digests likewise; the given size; the remote's validators against the recorded ones.
 * Names and dates alone never do.
 */
export function compareContent(
  image: DesiredImage,
  live: Image,
  facts: SourceFacts | undefined,
): ContentVerdict {
  const stored = storedDigests(live);
  const recorded = recordedDigests(live);
  const comparisons = [
    () => byDigests('given digest', compareDigests(image.digests, withoutMd5(stored))),
    () => byDigests('given digest', compareDigests(image.digests, stored)),
    () => byDigests('given digest', compareDigests(image.digests, recorded)),
    () => byDigests('source digest', compareDigests(facts?.digests ?? {}, stored)),
    () => byDigests('source digest', compareDigests(facts?.digests ?? {}, recorded)),
    () => bySize(image.size, live.size),
    () => byValidators(facts?.validators ?? null, readMarkers(live)?.validators ?? null),
  ];
  for (const compare of comparisons) {
    const told = compare();
    if (told.verdict !== 'unknown') return told;
  }
  return UNKNOWN;
}

/** The multihash alone: it is asked before the weaker md5. */
function withoutMd5({ md5: _, ...strong }: Digests): Digests {
  return strong;
}

function byDigests(what: string, verdict: 'same' | 'different' | 'unknown'): ContentVerdict {
  return { verdict, by: `${what} ${verdict === 'same' ? 'agrees' : 'differs'}` };
}

/** A size can only ever tell that content differs. */
function bySize(wanted: number | undefined, live: number | null): ContentVerdict {
  if (wanted === undefined || live === null || wanted === live) return UNKNOWN;
  return { verdict: 'different', by: 'given size differs' };
}

/** Different if anything that both name differs; the same if an ETag or a date is among what agrees. */
function byValidators(remote: Validators | null, recorded: Validators | null): ContentVerdict {
  if (!remote || !recorded) return UNKNOWN;
  const shared = (['etag', 'lastModified', 'length'] as const).filter(
    (key) => remote[key] !== undefined && recorded[key] !== undefined,
  );
  const differing = shared.find((key) => remote[key] !== recorded[key]);
  if (differing) return { verdict: 'different', by: `${VALIDATOR_NAMES[differing]} of the source differs` };
  const deciding = shared.find((key) => key !== 'length');
  return deciding ? { verdict: 'same', by: `${VALIDATOR_NAMES[deciding]} of the source agrees` } : UNKNOWN;
}

const VALIDATOR_NAMES = { etag: 'ETag', lastModified: 'Last-Modified', length: 'length' } as const;
