/** A signature that gpgv found good, and nothing was said against its key. */
export interface GoodSignature {
  /** Of the primary key: 40 or 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly userId: string;
  /** Number of the hash algorithm (RFC 9580, section 9.5). */
  readonly hash: string;
  /** `00`: of binary data, `01`: of text (RFC 9580, section 5.2.1). */
  readonly type: string;
}

/** A signature that counts against the document. */
export interface BadSignature {
  readonly verdict: 'BADSIG' | 'EXPSIG' | 'EXPKEYSIG' | 'REVKEYSIG' | 'ERRSIG';
  /** Key id and user id, as gpgv gives them. */
  readonly by: string;
}

/** What gpgv says of a document and its signatures. */
export interface Verdict {
  readonly good: readonly GoodSignature[];
  readonly bad: readonly BadSignature[];
  /** Ids of keys that signed and are not in the keyring. */
  readonly unknownKeys: readonly string[];
  /** Signed texts that were found. */
  readonly texts: number;
  /** True when something else went wrong than a key that is not there. */
  readonly trouble: boolean;
}

/**
 * Reads gpgv's status lines (GnuPG's doc/DETAILS). The exit code is not enough: gpgv gives 0 for keys that have expired
 * or are revoked, with VALIDSIG, and 2 where one of several signatures is by a key that it does not have.
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
        // Good once VALIDSIG follows; two of them in a row leave one without.
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
  return { fingerprint, userId, hash: words[7] ?? '', type: words[8] ?? '' };
}
