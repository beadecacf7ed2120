/** A signature that gpgv reports as good, by a key that is neither expired nor revoked. */
export interface GoodSignature {
  /** Fingerprint of the primary key: 40 or 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly userId: string;
  /** Number of the hash algorithm (RFC 9580, section 9.5). */
  readonly hash: string;
  /** When it was made: milliseconds since 1970; null: gpgv does not say. */
  readonly madeAt: number | null;
  /** `00` for binary data, `01` for text (RFC 9580, section 5.2.1). */
  readonly type: string;
}

/** A signature because of which the document is refused. */
export interface BadSignature {
  readonly verdict: 'BADSIG' | 'EXPSIG' | 'EXPKEYSIG' | 'REVKEYSIG' | 'ERRSIG';
  /** Key id and user id, as gpgv prints them. */
  readonly by: string;
}

/** gpgv's verdict on a document and its signatures. */
export interface Verdict {
  readonly good: readonly GoodSignature[];
  readonly bad: readonly BadSignature[];
  /** Ids of signing keys that the keyring does not hold. */
  readonly unknownKeys: readonly string[];
  /** Number of signed texts that gpgv found. */
  readonly texts: number;
  /** True when gpgv failed for another reason than a missing key. */
  readonly trouble: boolean;
}

/**
 * Reads gpgv's status lines (GnuPG's doc/DETAILS). The exit code is not enough: gpgv exits with 0, and prints VALIDSIG,
 * for expired and revoked keys. It exits with 2 when the key of one of several signatures is missing.
 */
export function readVerdict(status: string): Verdict {
  const good: GoodSignature[] = [];
  const bad: BadSignature[] = [];
  const unknownKeys: string[] = [];
  let texts = 0;
  let trouble = false;
  let named: string | null = null;
  for (const line of status.split('\n')) {
    const [prefix, keyword, ...words] = line.split(' ');
    if (prefix !== '[GNUPG:]') continue;
    const by = words.join(' ');
    switch (keyword) {
      case 'GOODSIG':
        // The signature counts as good when VALIDSIG follows. A second GOODSIG before that is an error.
        trouble ||= named !== null;
        named = words.slice(1).join(' ');
        break;
      case 'VALIDSIG':
        if (named !== null) good.push(valid(words, named));
        named = null;
        break;
      case 'ERRSIG':
        if (words[5] === '9') unknownKeys.push(words[0] ?? '');
        else bad.push({ verdict: keyword, by: words[0] ?? '' });
        break;
      case 'BADSIG':
      case 'EXPSIG':
      case 'EXPKEYSIG':
      case 'REVKEYSIG':
        bad.push({ verdict: keyword, by });
        break;
      case 'PLAINTEXT':
        texts += 1;
        break;
      case 'NODATA':
      case 'UNEXPECTED':
      case 'BADARMOR':
      case 'ERROR':
        trouble = true;
        break;
    }
  }
  return { good, bad, unknownKeys, texts, trouble: trouble || named !== null };
}

function valid(words: readonly string[], userId: string): GoodSignature {
  const fingerprint = words[9] ?? words[0] ?? '';
  return { fingerprint, userId, madeAt: timeOf(words[2]), hash: words[7] ?? '', type: words[8] ?? '' };
}

/** Seconds since 1970, or ISO 8601 in its short form (`20261128T101500`), as doc/DETAILS allows both. */
function timeOf(word = ''): number | null {
  if (/^\d{1,12}$/.test(word)) return Number(word) * 1000;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(word) ?? [];
  if (year === undefined) return null;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
