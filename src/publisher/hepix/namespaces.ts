import { canonicalName, respelled } from './names.ts';

/** Which subjects a CA may sign, as files beside its certificate say. Names are in OpenSSL's slash form. */
export interface NamespaceRule {
  /** Of the CA; `SELF`: of the one whose certificate lies beside the file. */
  readonly issuer: string;
  readonly permits: boolean;
  readonly subject: RegExp;
}

export const SELF = 'SELF';

/** Longer names are refused: no certificate authority writes them, and patterns are tried on them. */
const LONGEST_NAME = 1024;

/** A `*.namespaces` file (EUGridPMA): lines of `TO Issuer "DN" PERMIT Subject "regular expression"`, continued by `\`. */
export function parseNamespaces(text: string): readonly NamespaceRule[] {
  const lines = text
    .replace(/\r\n/g, '\n')
    .replace(/\\[ \t]*\n/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    if (line.trimStart().startsWith('#')) return [];
    const words = splitWords(line);
    if (words.length < 6 || !isWord(words[0], 'to') || !isWord(words[1], 'issuer')) return [];
    const permits = isWord(words[3], 'permit');
    if ((!permits && !isWord(words[3], 'deny')) || !isWord(words[4], 'subject')) return [];
    const issuer = isWord(words[2], 'self') ? SELF : canonicalName(words[2]!);
    return [{ issuer, permits, subject: fromRegularExpression(words[5]!) }];
  });
}

/** A `*.signing_policy` file (Globus EACL): `access_id_CA X509 'DN'`, then `cond_subjects globus '"glob" "glob"'`. */
export function parseSigningPolicy(text: string): readonly NamespaceRule[] {
  const rules: NamespaceRule[] = [];
  let issuer: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trimStart().startsWith('#')) continue;
    const words = splitWords(line);
    if (isWord(words[0], 'access_id_ca') && words[2] !== undefined) issuer = canonicalName(words[2]);
    if (!isWord(words[0], 'cond_subjects') || words[2] === undefined || issuer === null) continue;
    const globs = words[2].includes('"') ? splitWords(words[2]) : [words[2]];
    for (const glob of globs) rules.push({ issuer, permits: true, subject: fromGlob(glob) });
  }
  return rules;
}

/** Whether the rules of one CA let it sign a subject: no rule denies it, and one permits it. */
export function isPermitted(rules: readonly NamespaceRule[], subject: string): boolean {
  const name = canonicalName(subject);
  if (name.length > LONGEST_NAME) return false;
  const matching = rules.filter((rule) => rule.subject.test(name));
  return matching.length > 0 && matching.every((rule) => rule.permits);
}

/** Words of a line; quotes of either kind hold one together, and the other kind inside it. */
function splitWords(line: string): readonly string[] {
  return Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g),
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function isWord(word: string | undefined, wanted: string): boolean {
  return word?.toLowerCase() === wanted;
}

/** Real files also hold names with brackets that are meant literally: a pattern fits itself too. */
function fromRegularExpression(pattern: string): RegExp {
  const written = respelled(pattern);
  try {
    return new RegExp(`^(?:${written}|${literal(written)})$`, 's');
  } catch {
    return new RegExp(`^${literal(written)}$`, 's');
  }
}

function fromGlob(glob: string): RegExp {
  const source = literal(respelled(glob))
    .replace(/\\\*(?:\\\*)*/g, '.*')
    .replaceAll('\\?', '.');
  return new RegExp(`^${source}$`, 's');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
