/** Every digest algorithm that a state file may name, weakest first. */
export const ALGORITHMS = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Computed of a local file without a given digest, to compare it with live images: what Glance and reconcile record. */
export const OWN_DIGESTS = ['sha256', 'sha512'] as const satisfies readonly Algorithm[];

/**
 * Computed of every upload and recorded on its image: most publishers give it, and Glance seldom names it. So a file that
 * gives it later can be compared with the image.
 */
export const RECORDED_DIGEST = 'sha256' satisfies Algorithm;

/** Digests of the same bytes: lower-case hexadecimal by algorithm. */
export type Digests = Readonly<Partial<Record<Algorithm, string>>>;

/** Hexadecimal length of each algorithm's digest; bare digests in state files are recognised by it. */
export const HEX_LENGTH: Readonly<Record<Algorithm, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/** True for the name of an algorithm that a state file may use. */
export function isAlgorithm(name: string): name is Algorithm {
  return (ALGORITHMS as readonly string[]).includes(name);
}

/** The algorithms of a set, weakest first. */
export function namesOf(digests: Digests): readonly Algorithm[] {
  return ALGORITHMS.filter((name) => digests[name] !== undefined);
}

/** Compares two sets by every algorithm that they share: all agree, or one differs. `unknown` if they share none. */
export function compareDigests(a: Digests, b: Digests): 'same' | 'different' | 'unknown' {
  const shared = ALGORITHMS.filter((name) => a[name] !== undefined && b[name] !== undefined);
  if (shared.length === 0) return 'unknown';
  return shared.every((name) => a[name] === b[name]) ? 'same' : 'different';
}

/** The strongest digest of the set as `algorithm:hex`, for people; undefined when the set is empty. */
export function strongestDigest(digests: Digests): string | undefined {
  const name = ALGORITHMS.findLast((algorithm) => digests[algorithm] !== undefined);
  return name && `${name}:${digests[name]}`;
}
